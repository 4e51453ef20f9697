// The app's search beside the box to write in: a small panel with a field and what was found; choosing a result sends its title.
import { resultsAtATime, type SearchAnswer, type SearchResult } from '../api.ts';
import { el, icon } from './elements.ts';

export interface FinderUses {
  /** Of the panel; one page has many. */
  readonly id: string;
  /** A page of results, after `skip` others. Rejects with words for the writer. */
  readonly find: (words: string, skip: number) => Promise<SearchAnswer>;
  /** Sends the line; rejects with words for the writer. */
  readonly choose: (line: string) => Promise<void>;
}

export interface Finder {
  readonly button: HTMLElement;
  readonly panel: HTMLElement;
}

const name = 'Search eConsults';

/** One line of plain text: a title from outside can mention nobody and break no line. */
export const safeLine = (title: string): string =>
  title
    .replace(/[\p{C}<>@]/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();

const wordsOf = (error: unknown): string => (error instanceof Error ? error.message : 'Something went wrong. Try again.');

/** Closed at first. Escape closes it and gives the focus back to its button. */
export function finder(uses: FinderUses): Finder {
  const { id } = uses;
  const button = el(
    'button',
    { type: 'button', class: 'tool', 'aria-label': name, title: name, 'aria-expanded': 'false', 'aria-controls': id },
    icon('search'),
  );
  const label = 'Reference, practice or status';
  const field = el('input', { type: 'search', 'aria-label': label, placeholder: label, autocomplete: 'off', maxlength: 200 });
  const form = el('form', { role: 'search', 'aria-label': name }, field, el('button', { type: 'submit', class: 'plain' }, 'Search'));
  const list = el('ul', { 'aria-label': 'Found' });
  const note = el('p', { class: 'found-note', role: 'status' });
  // Teams asks for the next page when somebody scrolls to the end.
  const next = el('button', { type: 'button', class: 'plain', hidden: true, click: () => void find(list.childElementCount) }, 'Show more');
  const panel = el('div', { id, class: 'finder', role: 'group', 'aria-label': name, hidden: true }, form, list, next, note);
  let latest = 0;
  let asked = '';
  let sending = false;

  const open = (wanted: boolean): void => {
    panel.hidden = !wanted;
    button.setAttribute('aria-expanded', String(wanted));
    // What is still under way is for a panel that was closed.
    latest += 1;
  };
  const back = (): void => {
    open(false);
    button.focus();
  };
  const choose = async ({ title }: SearchResult): Promise<void> => {
    if (sending) return;
    sending = true;
    try {
      await uses.choose(safeLine(title));
      back();
    } catch (error) {
      note.textContent = `Not sent. ${wordsOf(error)}`;
    } finally {
      sending = false;
    }
  };
  const row = (result: SearchResult): HTMLElement =>
    el(
      'li',
      {},
      el('button', { type: 'button', click: () => void choose(result) }, el('strong', {}, result.title), ' ', el('span', {}, result.text)),
    );
  const find = async (skip: number): Promise<void> => {
    latest += 1;
    const mine = latest;
    note.textContent = 'Searching…';
    if (skip === 0) asked = field.value.trim();
    const answer = await uses.find(asked, skip).catch((error: unknown) => ({ kind: 'error' as const, text: wordsOf(error) }));
    if (mine !== latest) return;
    const results = answer.kind === 'results' ? answer.results : [];
    if (skip === 0) list.replaceChildren();
    list.append(...results.map(row));
    next.hidden = results.length < resultsAtATime;
    note.textContent = answer.kind === 'results' ? `${list.childElementCount} found. Choose one to send it.` : answer.text;
  };

  button.addEventListener('click', () => {
    if (!panel.hidden) return back();
    field.value = '';
    list.replaceChildren();
    next.hidden = true;
    open(true);
    field.focus();
    void find(0);
  });
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    void find(0);
  });
  panel.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || event.isComposing) return;
    event.preventDefault();
    back();
  });
  return { button, panel };
}
