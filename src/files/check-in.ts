// Reads the paper pack's table as it was filled in, a line for each eConsult, into what was done; or every fault of every line at once.
import type { PaperDone, PaperEntry, PaperWords } from '../domain/disaster/check-in.ts';
import { folded } from '../domain/names.ts';
import type { Network } from '../domain/network/state.ts';
import { idOf, misreadIn, referenceOf } from '../domain/reference.ts';
import { type HubId, type Instant, personOf } from '../domain/terms.ts';
import { atWall, onTheWall } from '../domain/time/calendar.ts';
import { dateOf, dayNumber, type LocalDate } from '../domain/time/hours.ts';
import type { CsvRow } from './csv.ts';
import { dateWritten, timeWritten } from './dates-and-times.ts';
import { type Fault, quoted, staffWritten, type Table, tableIn, told } from './lines.ts';

export interface PaperReading {
  readonly network: Network;
  readonly hub: HubId;
  /** While it was worked from: what was done lies in between. */
  readonly from: Instant;
  readonly until: Instant;
  readonly words: PaperWords;
}
export type CheckInRead = { readonly entries: readonly PaperEntry[] } | { readonly faults: readonly string[] };

/** The paper's own columns and those filled in by hand; lines where nothing was done are left out. Never throws. */
export function readCheckIn(text: string, reading: PaperReading): CheckInRead {
  const { columns } = reading.words;
  const needed = Object.values(columns).map(folded);
  const table = tableIn(text, needed, needed, 'line');
  if ('faults' in table) return table;
  const faults: Fault[] = [];
  const entries: PaperEntry[] = [];
  for (const row of table.rows) {
    const found = entryOf(row, table, reading);
    if (Array.isArray(found)) faults.push(...found.map((words) => ({ line: row.line, words })));
    else if (found !== undefined && entries.some(({ id }) => id === found.id))
      faults.push({ line: row.line, words: `${referenceOf(found.id)} is there twice` });
    else if (found !== undefined) entries.push(found);
  }
  return faults.length > 0 ? told(faults) : { entries };
}

/** `undefined`: nothing was done; words: what is wrong. */
function entryOf(row: CsvRow, table: Table, { network, hub, words, from, until }: PaperReading): PaperEntry | undefined | string[] {
  const { columns } = words;
  const written = (column: keyof PaperWords['columns']): string => table.written(row, folded(columns[column]));
  const [does, byWhom, when] = [written('done'), written('byWhom'), written('when')];
  if (does === '' && byWhom === '' && when === '' && written('told') === '') return undefined;
  const done = doneFrom(does, written('told'), words);
  if (done === 'nothing') return undefined;
  const id = idOf(written('reference'));
  const member = staffWritten(byWhom, network, hub);
  const at = timeIn(when, from, until);
  const wrong = [
    id === undefined && noReferenceWords(written('reference')),
    'wrong' in done && done.wrong,
    typeof member === 'string' && member,
    'wrong' in at && at.wrong,
  ].filter((each) => each !== false);
  if (id === undefined || 'wrong' in done || typeof member === 'string' || 'wrong' in at) return wrong;
  return { line: row.line, id, done, by: personOf(member), at: at.at };
}

type Wrong = { readonly wrong: string };

function doneFrom(does: string, told: string, { done, told: ways, columns }: PaperWords): PaperDone | 'nothing' | Wrong {
  const said = done.find(({ words }) => folded(words) === folded(does))?.means;
  if (said === undefined) return { wrong: `under \u201c${columns.done}\u201d stands ${quoted(does)}; write one of: ${listed(done)}` };
  if (said === 'nothing') return said;
  if (said === 'claimed' || said === 'passed') return { what: said };
  const way = ways.find(({ words }) => folded(words) === folded(told.replace(/^by /i, '')))?.means;
  if (way === undefined) return { wrong: `under \u201c${columns.told}\u201d stands ${quoted(told)}; write one of: ${listed(ways)}` };
  return { what: 'completed', outcome: said, told: way };
}
const listed = (all: readonly { readonly words: string }[]): string => all.map(({ words }) => words).join(', ');

function noReferenceWords(words: string): string {
  const never = misreadIn(words);
  return `${quoted(words)} is no reference${never.length === 0 ? '' : `: ${never.join(' and ')} never stands in one`}; compare it with the paper`;
}

/** `10:15`, where only one such moment is meant, or with its date before it. */
function timeIn(words: string, from: Instant, until: Instant): { readonly at: Instant } | Wrong {
  const [, day = '', clock = ''] = /^(?:(.+?)[ T,]+)?(\d{1,2}[:.]?\d\d(?::00)?(?: ?[ap]m)?)$/i.exec(words) ?? [];
  const [time, date] = [timeWritten(clock), dateWritten(day)];
  if (time === undefined || (day !== '' && date === undefined))
    return { wrong: `${quoted(words)} is no time; write it as 10:15, or as 25/11/2026 10:15` };
  const moments = (date === undefined ? datesIn(from, until) : [date]).flatMap((each) => atWall(each, time) ?? []);
  // The clock on the wall shows no seconds: its minute is the one in which it began.
  const [first, second] = moments.filter((at) => at.slice(0, 16) >= from.slice(0, 16) && at <= until);
  if (first === undefined) return { wrong: `${quoted(words)} is not while the paper was in use: ${wall(from)} to ${wall(until)}` };
  if (second !== undefined) return { wrong: `${quoted(words)} can be more than one day; write the date, too` };
  return { at: first };
}

function datesIn(from: Instant, until: Instant): readonly LocalDate[] {
  const [first, last] = [from, until].map((at) => dayNumber(onTheWall(at).date) ?? 0) as [number, number];
  return Array.from({ length: last - first + 1 }, (_, index) => dateOf(first + index));
}
const wall = (at: Instant): string => `${onTheWall(at).date} ${onTheWall(at).time}`;
