// What tables that people keep have in common: what parts their columns, which they have, and how what is wrong is told, line by line.
import { own } from '../domain/lookup.ts';
import { folded, isSameName } from '../domain/names.ts';
import { hubOf, type Network, nameSet, type StaffMember } from '../domain/network/state.ts';
import { staffNamed } from '../domain/network/who-is-where.ts';
import type { HubId, Instant, OrganisationId } from '../domain/terms.ts';
import { onTheWall } from '../domain/time/london.ts';
import { type CsvRow, readCsv, type Separator } from './csv.ts';
import { isStoredDate, isStoredTime, timeWritten } from './dates-and-times.ts';

/** The most faults named at once: a file with more is probably of another kind. */
const faultsMax = 100;
/** Of what was written, in a fault: enough to find it. */
const quotedCharactersMax = 60;

export interface Fault {
  readonly line: number;
  readonly words: string;
}

export interface Table {
  /** What stands in a row under a column, without blanks around it; empty where the table lacks the column. */
  readonly written: (row: CsvRow, column: string) => string;
  readonly rows: readonly CsvRow[];
}

/** The rows under a heading that names at least the columns needed; or what is wrong with it. `row`: what a row is of. */
export function tableIn(
  text: string,
  columns: readonly string[],
  needed: readonly string[],
  row: string,
): Table | { readonly faults: readonly string[] } {
  const { separator, said } = separatorOf(text);
  const read = readCsv(text, separator);
  if ('unclosed' in read) return told([{ line: read.unclosed, words: 'a quotation mark is opened before and never closed' }]);
  const all = read.rows.filter(({ fields }) => fields.some((field) => field.trim() !== ''));
  const [first, ...rows] = said ? all.slice(1) : all;
  const names = first?.fields.map(folded) ?? [];
  const missing = needed.filter((column) => !names.includes(column));
  if (missing.length > 0) {
    const apart = names.length !== 1 ? '' : '. Its columns are not told apart by commas, semicolons or tabs';
    return told([
      {
        line: first?.line ?? 1,
        words: `the first line must name the columns ${columns.join(',')}; missing: ${missing.join(', ')}${apart}`,
      },
    ]);
  }
  if (rows.length === 0) return told([{ line: first?.line ?? 1, words: `there is no ${row} below it` }]);
  return { rows, written: ({ fields }, column) => fields[names.indexOf(column)]?.trim() ?? '' };
}

/** What parts the columns: as Excel's own first line `sep=;` says, or what the heading has most of. */
function separatorOf(text: string): { readonly separator: Separator; readonly said: boolean } {
  const header = text.trimStart().split(/[\r\n]/, 1)[0] ?? '';
  // Excel writes it alone, and other programs put the other separators behind it.
  const said = /^"?sep=([,;\t])/i.exec(header)?.[1];
  const count = (separator: Separator): number => header.split(separator).length;
  const most = ([',', ';', '\t'] as const).reduce((best, each) => (count(each) > count(best) ? each : best));
  return { separator: (said as Separator | undefined) ?? most, said: said !== undefined };
}

/** In the order of the file; one line's faults together. */
export function told(faults: readonly Fault[]): { readonly faults: readonly string[] } {
  const sorted = [...faults].sort((a, b) => a.line - b.line).map(({ line, words }) => `line ${line}: ${words}`);
  const more = sorted.length - faultsMax;
  return { faults: more > 0 ? [...sorted.slice(0, faultsMax), `and ${more} more`] : sorted };
}

/** `last` is the latest that can be meant. */
export function timeFrom(words: string, last: string): string | undefined {
  const time = timeWritten(words);
  return time !== undefined && time <= last ? time : undefined;
}

export function noDateWords(words: string): string {
  if (isStoredDate(words)) return `${quoted(words)} is how a spreadsheet stores a date: show the column as a date, such as 23/11/2026`;
  // Month first is not tried: the next date might then have two meanings.
  const american = /^\d{1,2}([/.-])(?:1[3-9]|[23]\d)\1\d{2,4}$/.test(words) ? ', the day before the month' : '';
  return `${quoted(words)} is no date; write it as 2026-11-23 or 23/11/2026${american}`;
}

export const noTimeWords = (words: string, what: 'begin' | 'end', example: string): string =>
  isStoredTime(words)
    ? `${quoted(words)} is how a spreadsheet stores a time: show the column as a time, such as ${example}`
    : `${quoted(words)} is no time to ${what} at; write it as ${example}`;

/** In the hour by which the clocks go forward; midnight is written as the end of its day. */
export const isSkipped = (at: Instant, time: string): boolean => time !== '24:00' && onTheWall(at).time !== time;
export const skippedWords = (time: string): string =>
  `${quoted(time)} does not exist on that night: the clocks go forward from 01:00 to 02:00; write 02:00 or later, or 00:59 or earlier`;

/** As it was written, but on one line and no longer than it takes to find it. */
export const quoted = (words: string): string => `\u201c${words.replace(/[\p{C}\u2028\u2029]/gu, ' ').slice(0, quotedCharactersMax)}\u201d`;

/** By the name on the staff list or by their id, of this hub and its practices where it is given; otherwise what is wrong, in words. */
export function staffWritten(words: string, network: Network, hub: HubId | undefined): StaffMember | string {
  if (words === '') return 'no person is named';
  const byId = own(network.staff, words.toLowerCase());
  const named = byId === undefined ? staffNamed(network, words) : [byId];
  const ours = named.filter(({ posts }) => hub === undefined || posts.some(({ at }) => hubOf(network, at) === hub));
  const [first, second] = ours;
  if (named.length === 0) return `no member of staff is called ${quoted(words)}`;
  if (first === undefined) return `${quoted(words)} holds no post at this hub or one of its practices`;
  return second === undefined ? first : `${ours.length} members of staff are called ${quoted(words)}; write the person\u2019s id instead`;
}

/** By id or code, otherwise by the whole name: a part of a name is too uncertain for a table. */
export function placesWritten(words: string, among: readonly OrganisationId[], network: Network): readonly OrganisationId[] {
  const coded = among.filter((id) => id === words.toUpperCase());
  return coded.length > 0 ? coded : among.filter((id) => isSameName(nameSet(network, id) ?? id, words));
}
