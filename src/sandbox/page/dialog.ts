// A dialog of the bot: a card over the page, with the browser's own modality (focus stays in, Escape closes).
import { own } from '../../domain/lookup.ts';
import type { Dialog, PressAnswer } from '../api.ts';
import { drawCard, type Pressed } from './card.ts';
import { avatar, el, icon } from './elements.ts';

export interface DialogUses {
  readonly bot: string;
  /** Sends what was filled in; rejects with words for a person. */
  readonly submit: (pressed: Pressed) => Promise<PressAnswer>;
  /** Called once, when it has closed by whatever way. */
  readonly closed: () => void;
}

/** Teams' words for sizes, in px. */
const sizes: Readonly<Record<string, number>> = { small: 420, medium: 600, large: 880 };
const widthPxMin = 280;
const px = (size: string | number): number => {
  const number = typeof size === 'number' ? size : (own(sizes, size.toLowerCase()) ?? Number.parseInt(size, 10));
  return Number.isFinite(number) ? Math.max(number, widthPxMin) : 600;
};

/** Opens it. The answer to a submit closes it, shows it anew, or says something in it. */
export function openDialog(dialog: Dialog, uses: DialogUses): void {
  const title = el('h2', { id: 'dialog-title' });
  const place = el('div', { class: 'dialog-card' });
  const note = el('div', { class: 'note', role: 'status' });
  const close = el('button', { type: 'button', class: 'tool', 'aria-label': 'Close', click: () => modal.close() }, icon('close'));
  const head = el('div', { class: 'dialog-head' }, avatar(uses.bot, true), title, close);
  const modal = el('dialog', { class: 'dialog', 'aria-labelledby': 'dialog-title' }, head, place, note);

  const tell = (text: string, bad: boolean): void => {
    note.className = bad ? 'note bad' : 'note';
    note.textContent = text;
  };

  const show = (what: Dialog): void => {
    title.textContent = what.title;
    modal.style.width = `${px(what.width)}px`;
    const drawn = drawCard(what.card, submit);
    place.replaceChildren(drawn.element);
    drawn.settle();
    modal.scrollTop = 0;
    place.scrollTop = 0;
    const field = place.querySelector<HTMLElement>('input:not([type=hidden]), textarea, select');
    if (modal.open) (field ?? close).focus();
    else if (field !== null) field.autofocus = true;
  };

  const submit = async (pressed: Pressed): Promise<void> => {
    tell('', false);
    let answer: PressAnswer;
    try {
      answer = await uses.submit(pressed);
    } catch (error) {
      return tell(error instanceof Error ? error.message : 'Unable to reach app. Please try again.', true);
    }
    switch (answer.kind) {
      case 'dialog':
        return show(answer.dialog);
      case 'message':
        place.replaceChildren(el('p', { class: 'dialog-words' }, answer.text));
        return close.focus();
      case 'error':
        return tell(answer.text, true);
      case 'card':
      case 'closed':
        return modal.close();
    }
  };

  modal.addEventListener('close', () => {
    modal.remove();
    uses.closed();
  });
  // A press on the dark around it closes it, as in Teams.
  modal.addEventListener('mousedown', (event) => {
    if (event.target === modal) modal.close();
  });
  document.body.append(modal);
  show(dialog);
  modal.showModal();
}
