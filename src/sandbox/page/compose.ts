// The box to write in: grows with the text, sends on Enter, and suggests whom to mention after an @.
import type { SearchAnswer } from '../api.ts';
import { actionsMenu } from './actions.ts';
import { avatar, el, icon } from './elements.ts';
import { finder } from './search.ts';

export interface Mentionable {
  readonly name: string;
  readonly bot: boolean;
}

export interface ComposerUses {
  readonly label: string;
  readonly mentionable: () => readonly Mentionable[];
  /** Rejects with words for the writer; what they wrote then stays in the box. */
  readonly send: (text: string) => Promise<void>;
  /** Searches with the app; what is chosen is sent. Rejects with words for the writer. */
  readonly find: (words: string, skip: number) => Promise<SearchAnswer>;
  /** Opens one of the app's actions, from which the focus comes back to `button`; answers words for the writer, if there are any. */
  readonly act: (command: string, button: HTMLElement) => Promise<string | undefined>;
  /** Escape in an empty box; only where there is somewhere to leave to. */
  readonly leave?: () => void;
}

export interface Composer {
  readonly element: HTMLElement;
  readonly focus: () => void;
}

const suggestionsMax = 6;
let count = 0;

/** `@eHub claim` → `<at>eHub</at> claim`, for the names that can be mentioned, the longest first. */
export function withMentions(text: string, names: readonly string[]): string {
  const byLength = [...names].sort((a, b) => b.length - a.length);
  // Angle brackets of the writer's own must not become a mention.
  let rest = text.replace(/<(\/?)at>/gi, '<$1 at>');
  let done = '';
  for (let at = rest.indexOf('@'); at >= 0; at = rest.indexOf('@')) {
    const after = rest.slice(at + 1);
    const name = byLength.find(
      (one) => after.toLowerCase().startsWith(one.toLowerCase()) && !/[\p{L}\p{N}]/u.test(after[one.length] ?? ''),
    );
    done += rest.slice(0, at) + (name === undefined ? '@' : `<at>${name}</at>`);
    rest = after.slice(name?.length ?? 0);
  }
  return done + rest;
}

interface SuggestionUses {
  readonly id: string;
  readonly chosen: boolean;
  readonly insert: (one: Mentionable) => void;
}
const suggestion = (one: Mentionable, { id, chosen, insert }: SuggestionUses): HTMLElement =>
  el(
    'li',
    {
      id,
      role: 'option',
      'aria-selected': chosen ? 'true' : 'false',
      mousedown: (event) => {
        event.preventDefault();
        insert(one);
      },
    },
    avatar(one.name, one.bot),
    el('span', {}, one.name),
  );

export function composer(uses: ComposerUses): Composer {
  count += 1;
  const listId = `mention-${count}`;
  const area = el('textarea', {
    rows: 1,
    'aria-label': uses.label,
    placeholder: uses.label,
    'aria-autocomplete': 'list',
    'aria-controls': listId,
  });
  const list = el('ul', { id: listId, class: 'suggestions', role: 'listbox', 'aria-label': 'People and apps to mention', hidden: true });
  const problem = el('p', { class: 'problem', role: 'status' });
  const send = el('button', { type: 'button', class: 'send', 'aria-label': 'Send', title: 'Send (Enter)' }, icon('send'));
  const mention = el('button', { type: 'button', class: 'tool', 'aria-label': 'Mention the app', title: 'Mention the app' }, icon('at'));
  const found = finder({ id: `find-${count}`, find: uses.find, choose: uses.send });
  const actions = actionsMenu({
    id: `actions-${count}`,
    choose: async (command, button) => {
      problem.textContent = '';
      problem.textContent = (await uses.act(command, button)) ?? '';
    },
  });
  const bar = el('div', { class: 'bar' }, area, actions.button, found.button, mention, send);
  const element = el('div', { class: 'compose' }, list, found.panel, actions.menu, bar, problem);
  let choices: readonly Mentionable[] = [];
  let chosen = 0;

  const typed = (): string | undefined => /(?:^|\s)@([^@\n]{0,40})$/.exec(area.value.slice(0, area.selectionStart))?.[1];
  const fold = (): void => {
    choices = [];
    list.hidden = true;
    area.removeAttribute('aria-activedescendant');
  };
  const insert = (one: Mentionable): void => {
    const before = area.value.slice(0, area.selectionStart).replace(/@[^@\n]{0,40}$/, '');
    const after = area.value.slice(area.selectionStart);
    const words = `${before}${before === '' || /\s$/.test(before) ? '' : ' '}@${one.name} `;
    area.value = words + after.trimStart();
    area.setSelectionRange(words.length, words.length);
    fold();
    changed();
    area.focus();
  };
  const offer = (): void => {
    const start = typed()?.toLowerCase();
    if (start === undefined) {
      fold();
      return;
    }
    choices = uses
      .mentionable()
      .filter((one) => one.name.toLowerCase().includes(start))
      .slice(0, suggestionsMax);
    if (choices.length === 0) {
      fold();
      return;
    }
    chosen = Math.min(chosen, choices.length - 1);
    const options = choices.map((one, index) => suggestion(one, { id: `${listId}-${index}`, chosen: index === chosen, insert }));
    list.replaceChildren(...options);
    list.hidden = false;
    area.setAttribute('aria-activedescendant', `${listId}-${chosen}`);
  };
  const changed = (): void => {
    area.style.height = 'auto';
    area.style.height = `${area.scrollHeight}px`;
    element.classList.toggle('filled', area.value.trim() !== '');
  };
  const sendIt = async (): Promise<void> => {
    const text = area.value.trim();
    if (text === '' || area.readOnly) return;
    fold();
    area.readOnly = true;
    problem.textContent = '';
    try {
      await uses.send(
        withMentions(
          text,
          uses.mentionable().map((one) => one.name),
        ),
      );
      area.value = '';
      changed();
    } catch (error) {
      problem.textContent = error instanceof Error ? `Not sent. ${error.message}` : 'Not sent.';
    } finally {
      area.readOnly = false;
    }
  };
  const key = (event: KeyboardEvent): void => {
    if (event.isComposing) return;
    const open = choices[chosen];
    if (open !== undefined && (event.key === 'ArrowDown' || event.key === 'ArrowUp')) {
      chosen = (chosen + (event.key === 'ArrowDown' ? 1 : choices.length - 1)) % choices.length;
      offer();
    } else if (open !== undefined && (event.key === 'Enter' || event.key === 'Tab')) insert(open);
    else if (open !== undefined && event.key === 'Escape') fold();
    else if (event.key === 'Enter' && !event.shiftKey) void sendIt();
    else if (event.key === 'Escape' && area.value === '' && uses.leave !== undefined) uses.leave();
    else return;
    event.preventDefault();
  };
  area.addEventListener('keydown', key);
  area.addEventListener('input', () => {
    chosen = 0;
    changed();
    offer();
  });
  area.addEventListener('blur', fold);
  send.addEventListener('click', () => void sendIt().then(() => area.focus()));
  mention.addEventListener('click', () => {
    const bot = uses.mentionable().find((one) => one.bot);
    if (bot !== undefined) insert(bot);
  });
  return { element, focus: () => area.focus() };
}
