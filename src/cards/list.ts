// Lists that commands and searches answer with: a title, words, rows of two lines with what can be done about each, and what belongs to the whole.
import { type Card, fill, payloadVersion } from './templates.ts';

/** Opens a dialog that asks for more. */
export interface DialogButton {
  readonly verb: string;
  readonly title: string;
}

/** What can be done about one row, and the thing that it is done to. */
export interface RowButton {
  readonly verb: string;
  readonly title: string;
  /** The same, saying of which row: "Claim K7M-4QX, urgent, answer by 10:00". Shown at the pointer, and read out by a screen reader. */
  readonly named: string;
}
export interface RowButtons {
  readonly about: { readonly thing: string; readonly hub: string; readonly id: string; readonly revision: number };
  /** Done with one press. */
  readonly presses: readonly RowButton[];
  /** Open a dialog. */
  readonly dialogs: readonly RowButton[];
}
export interface ListRow {
  readonly first: string;
  readonly second: string;
  /** It stands out among the others; its words say why. */
  readonly stands?: boolean;
  readonly buttons?: RowButtons | undefined;
}

/** One press about the list as a whole, such as its next page. */
export interface ListPress {
  readonly verb: string;
  readonly title: string;
  readonly style: 'default' | 'positive';
  /** Which list is drawn then. */
  readonly list: string;
}
/** What was said by a press, above the list as it is afterwards, and what it was about. */
export interface Said {
  readonly words: string;
  readonly row?: ListRow | undefined;
}
export interface LiveList {
  /** What its buttons carry, so that after a press it is drawn anew; empty: the thing's own card is the answer. */
  readonly list: string;
  readonly said?: Said | undefined;
  /** What is to be done next, above its rows and marked as such. */
  readonly next?: RowButtons | undefined;
  /** Above its rows, where what a press came to is said; and under them. */
  readonly head?: readonly ListPress[];
  readonly foot?: readonly ListPress[];
  readonly buttons?: readonly DialogButton[];
  /** What its dialogs are about, sent along by `buttons`. */
  readonly rest?: string;
}

/** `buttons` open dialogs about the network; `rest` is what was written behind the command, so that a form is about the same. */
export const drawList = (title: string, words: string, rows: readonly ListRow[], buttons: readonly DialogButton[] = [], rest = ''): Card =>
  filled(title, words, rows, { list: '', buttons }, rest);

/** A card holds so many lines of a history; older ones are counted. */
const happenedShown = 60;
/** What has happened to something, oldest first: when, and what. */
export function drawHappened(reference: string, rows: readonly ListRow[]): Card {
  const left = Math.max(0, rows.length - happenedShown);
  const words =
    left === 0 ? 'Everything that has happened to it, oldest first.' : `The newest ${happenedShown}; ${left} older ones are kept.`;
  return drawList(`History of ${reference}`, words, rows.slice(left));
}

/** A list in which each row can be pressed, and that is drawn anew afterwards. */
export const drawLive = (title: string, words: string, rows: readonly ListRow[], live: LiveList): Card =>
  filled(title, words, rows, live, live.rest ?? '');

const filled = (title: string, words: string, rows: readonly ListRow[], live: LiveList, rest: string): Card =>
  fill('list', {
    ...{ title, words, fallback: title, v: payloadVersion, rest },
    list: live.list,
    rows: rows.map(rowData),
    ...saidData(live.said),
    nexts: live.next === undefined ? [] : [setData(live.next)],
    heads: (live.head ?? []).length === 0 ? [] : [{ head: live.head }],
    feet: (live.foot ?? []).length === 0 ? [] : [{ foot: live.foot }],
    groups: inGroups(live.buttons ?? []),
  });

/** What a template needs of a row; `sets` is empty where nothing can be done about it, and so is the place for its buttons. */
export const rowData = ({ first, second, stands, buttons }: ListRow) => ({
  first,
  second,
  colour: stands ? 'Attention' : 'Default',
  sets: buttons === undefined || buttons.presses.length + buttons.dialogs.length === 0 ? [] : [setData(buttons)],
});
const setData = ({ about, presses, dialogs }: RowButtons) => ({
  presses: presses.map((each) => ({ ...each, ...about })),
  dialogs: dialogs.map((each) => ({ ...each, ...about })),
});
export const saidData = (said: Said | undefined) => ({
  said: said?.words ?? '',
  saidRows: said?.row === undefined ? [] : [rowData(said.row)],
});

/** Where more would not be read, that not all are listed. */
export const firstWords = (all: number, shownMax: number): string =>
  all <= shownMax ? '' : ` The first ${shownMax} of ${all} are listed.`;

/** A list's card shows the first of them; more would not be read. */
export const rowsShown = 15;
/** How many a list leaves out, said behind its words; empty when it leaves out none. */
export const moreWords = (count: number, how = 'the search finds them'): string =>
  count > rowsShown ? ` The first ${rowsShown} are shown. There are ${count - rowsShown} more: ${how}.` : '';

/**
 * Rows of a page whose buttons can be pressed. A row with two buttons takes up to 1.2 KB, so that a page stays near half of the 24 KB that a
 * card may have; and it is three screens of a telephone, which is as far as people read.
 */
export const pageRows = 10;

/** A card shows six buttons at its foot and hides the others; in its body every group is shown, and three fit on a telephone. */
const groupMax = 3;
const inGroups = (buttons: readonly DialogButton[]) =>
  Array.from({ length: Math.ceil(buttons.length / groupMax) }, (_, index) => ({
    buttons: buttons.slice(index * groupMax, (index + 1) * groupMax),
  }));
