// Lists that commands and searches answer with: a title, words, rows of two lines, and buttons that open dialogs.
import { type Card, fill, payloadVersion } from './templates.ts';

/** Opens a dialog that asks for more. */
export interface DialogButton {
  readonly verb: string;
  readonly title: string;
}

export interface ListRow {
  readonly first: string;
  readonly second: string;
}
/** `buttons` open dialogs about the network; `rest` is what was written behind the command, so that a form is about the same. */
export const drawList = (title: string, words: string, rows: readonly ListRow[], buttons: readonly DialogButton[] = [], rest = ''): Card =>
  fill('list', { title, words, rows, fallback: title, groups: inGroups(buttons), v: payloadVersion, rest });

/** A list's card shows the first of them; more would not be read. */
export const rowsShown = 15;
/** How many a list leaves out, said behind its words; empty when it leaves out none. */
export const moreWords = (count: number, how = 'the search finds them'): string =>
  count > rowsShown ? ` The first ${rowsShown} are shown. There are ${count - rowsShown} more: ${how}.` : '';

/** A card shows six buttons at its foot and hides the others; in its body every group is shown, and three fit on a telephone. */
const groupMax = 3;
const inGroups = (buttons: readonly DialogButton[]) =>
  Array.from({ length: Math.ceil(buttons.length / groupMax) }, (_, index) => ({
    buttons: buttons.slice(index * groupMax, (index + 1) * groupMax),
  }));
