// What else the app can do where a message is written: a small menu beside the box, as Teams has one, whose choices open the app's dialogs.
import { appActions } from '../api.ts';
import { el, icon } from './elements.ts';

export interface ActionsUses {
  /** Of the menu; one page has many. */
  readonly id: string;
  /** Opens what was chosen, from which the focus comes back to `button`. */
  readonly choose: (command: string, button: HTMLElement) => Promise<void>;
}

const name = 'Actions and apps';

/** Closed at first; Escape and a press elsewhere close it. */
export function actionsMenu({ id, choose }: ActionsUses): { readonly button: HTMLElement; readonly menu: HTMLElement } {
  const button = el(
    'button',
    { type: 'button', class: 'tool', 'aria-label': name, title: name, 'aria-expanded': 'false', 'aria-controls': id },
    icon('plus'),
  );
  const open = (wanted: boolean): void => {
    menu.hidden = !wanted;
    button.setAttribute('aria-expanded', String(wanted));
  };
  const items = Object.entries(appActions).map(([command, title]) => {
    const chosen = (): void => {
      open(false);
      void choose(command, button);
    };
    return el('li', {}, el('button', { type: 'button', click: chosen }, title));
  });
  const menu = el('ul', { id, class: 'actions', 'aria-label': name, hidden: true }, ...items);
  button.addEventListener('click', () => {
    open(menu.hidden);
    if (!menu.hidden) menu.querySelector('button')?.focus();
  });
  menu.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape') return;
    event.preventDefault();
    open(false);
    button.focus();
  });
  menu.addEventListener('focusout', ({ relatedTarget }) => {
    if (relatedTarget instanceof Node && relatedTarget !== button && !menu.contains(relatedTarget)) open(false);
  });
  return { button, menu };
}
