// Reads a rota as people keep it, a row for each shift, into the weeks it plans; or every fault of every line at once.

import { own } from '../domain/lookup.ts';
import { folded, isSameName } from '../domain/names.ts';
import { hubOf, type Network, nameSet, type StaffMember } from '../domain/network/state.ts';
import { everyOrganisation } from '../domain/network/which-practice.ts';
import { staffNamed } from '../domain/network/who-is-where.ts';
import { compare } from '../domain/order.ts';
import { isOver, isSettable } from '../domain/rota/decide.ts';
import { faultsInShifts, overlaps, shiftRuleWords, shiftsMax } from '../domain/rota/faults.ts';
import type { Shift } from '../domain/rota/state.ts';
import { mondayOf } from '../domain/rota/week.ts';
import type { HubId, Instant, OrganisationId } from '../domain/terms.ts';
import { dateOf, dayNumber, type LocalDate } from '../domain/time/hours.ts';
import { atWall, onTheWall } from '../domain/time/london.ts';
import { type CsvRow, readCsv, type Separator } from './csv.ts';
import { dateWritten, isStoredDate, isStoredTime, timeWritten } from './dates-and-times.ts';

/** The longest file read, in characters: a large hub has about 25,000 shifts a year of 45 characters each. */
export const rotaCharactersMax = 2_000_000;
/** The most faults named at once: a file with more is probably of another kind. */
const faultsMax = 100;
/** Of what was written, in a fault: enough to find it. */
const quotedCharactersMax = 60;

export const rotaColumns = ['date', 'from', 'to', 'person', 'at'] as const;
type Column = (typeof rotaColumns)[number];
const columnsNeeded: readonly Column[] = ['date', 'from', 'to', 'person'];

/** All the shifts of one hub in one week. */
export interface RotaWeek {
  readonly hub: HubId;
  readonly monday: LocalDate;
  readonly shifts: readonly Shift[];
}
/** `over`: weeks that were there too but are past, so that a month's rota can be read again in its middle. */
export type RotaRead =
  | { readonly weeks: readonly RotaWeek[]; readonly over: readonly LocalDate[] }
  | { readonly faults: readonly string[] };

interface Fault {
  readonly line: number;
  readonly words: string;
}
interface Line {
  readonly line: number;
  readonly shift: Shift;
  readonly hub: HubId;
  readonly monday: LocalDate;
}
interface Reading {
  readonly network: Network;
  /** Only shifts of this hub and its practices, where it is given. */
  readonly hub: HubId | undefined;
}

/** The header `date,from,to,person,at` and a row for each shift, separated by commas, semicolons or tabs. Never throws. */
export function readRota(text: string, network: Network, now: Instant, hub?: HubId): RotaRead {
  if (text.length > rotaCharactersMax) return { faults: [`A rota has at most ${rotaCharactersMax} characters; nothing of it was read.`] };
  const { separator, said } = separatorOf(text);
  const read = readCsv(text, separator);
  if ('unclosed' in read) return told([{ line: read.unclosed, words: 'a quotation mark is opened before and never closed' }]);
  const rows = read.rows.filter(({ fields }) => fields.some((field) => field.trim() !== ''));
  const [first, ...rest] = said ? rows.slice(1) : rows;
  const names = first?.fields.map(folded) ?? [];
  const missing = columnsNeeded.filter((column) => !names.includes(column));
  if (missing.length > 0) {
    const apart = names.length !== 1 ? '' : '. Its columns are not told apart by commas, semicolons or tabs';
    return told([
      {
        line: first?.line ?? 1,
        words: `the first line must name the columns ${rotaColumns.join(',')}; missing: ${missing.join(', ')}${apart}`,
      },
    ]);
  }
  if (rest.length === 0) return told([{ line: first?.line ?? 1, words: 'there is no shift below it' }]);
  const faults: Fault[] = [];
  const lines = rest.flatMap((row) => {
    const found = lineOf(row, names, { network, hub });
    if ('shift' in found) return [found];
    faults.push(...found.faults);
    return [];
  });
  const all = weeksOf(lines);
  const weeks = all.filter(({ monday }) => !isOver(monday, now));
  const over = [...new Set(all.filter((week) => !weeks.includes(week)).map(({ monday }) => monday))];
  if (weeks.length === 0 && over.length > 0) faults.push({ line: all[0]?.lines[0]?.line ?? 1, words: 'every week in it is over' });
  faults.push(...faultsOf(weeks, lines, network, now));
  if (faults.length > 0) return told(faults);
  return { weeks: weeks.map((week) => ({ hub: week.hub, monday: week.monday, shifts: week.lines.map(({ shift }) => shift) })), over };
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
function told(faults: readonly Fault[]): { readonly faults: readonly string[] } {
  const sorted = [...faults].sort((a, b) => a.line - b.line).map(({ line, words }) => `line ${line}: ${words}`);
  const more = sorted.length - faultsMax;
  return { faults: more > 0 ? [...sorted.slice(0, faultsMax), `and ${more} more`] : sorted };
}

function lineOf({ line, fields }: CsvRow, names: readonly string[], reading: Reading): Line | { readonly faults: readonly Fault[] } {
  const written = (column: Column): string => fields[names.indexOf(column)]?.trim() ?? '';
  const date = dateWritten(written('date'));
  const [from, to] = [timeFrom(written('from'), '23:59'), timeFrom(written('to'), '24:00')];
  const member = personFrom(written('person'), reading);
  const place = typeof member === 'string' ? undefined : placeFrom(written('at'), member, reading);
  const words = [
    date === undefined && noDateWords(written('date')),
    from === undefined && noTimeWords(written('from'), 'begin', '08:00'),
    to === undefined && noTimeWords(written('to'), 'end', '18:30'),
    from !== undefined && from === to && 'the shift begins and ends at the same time',
    typeof member === 'string' && member,
    typeof place === 'string' && place,
  ].flatMap((each) => (each === false ? [] : [each]));
  if (
    date === undefined ||
    from === undefined ||
    to === undefined ||
    typeof member === 'string' ||
    typeof place !== 'object' ||
    words.length > 0
  )
    return { faults: words.map((each) => ({ line, words: each })) };
  // An end that is not after the beginning is the next morning's.
  const until = to > from ? date : dateOf((dayNumber(date) ?? Number.NaN) + 1);
  const [begins, ends] = [atWall(date, from), atWall(until, to)];
  if (begins === undefined || ends === undefined) throw new Error('read as a date and times already');
  const skipped = [isSkipped(begins, from) && from, isSkipped(ends, to) && to].flatMap((time) => (time === false ? [] : [time]));
  if (skipped.length > 0) return { faults: skipped.map((time) => ({ line, words: skippedWords(time) })) };
  return { line, ...place, monday: mondayOf(date), shift: { person: member.id, at: place.at, from: begins, to: ends } };
}

/** `last` is the latest that can be meant. */
function timeFrom(words: string, last: string): string | undefined {
  const time = timeWritten(words);
  return time !== undefined && time <= last ? time : undefined;
}

function noDateWords(words: string): string {
  if (isStoredDate(words)) return `${quoted(words)} is how a spreadsheet stores a date: show the column as a date, such as 23/11/2026`;
  // Month first is not tried: the next date might then have two meanings.
  const american = /^\d{1,2}([/.-])(?:1[3-9]|[23]\d)\1\d{2,4}$/.test(words) ? ', the day before the month' : '';
  return `${quoted(words)} is no date; write it as 2026-11-23 or 23/11/2026${american}`;
}

const noTimeWords = (words: string, what: 'begin' | 'end', example: string): string =>
  isStoredTime(words)
    ? `${quoted(words)} is how a spreadsheet stores a time: show the column as a time, such as ${example}`
    : `${quoted(words)} is no time to ${what} at; write it as ${example}`;

/** In the hour by which the clocks go forward; midnight is written as the end of its day. */
const isSkipped = (at: Instant, time: string): boolean => time !== '24:00' && onTheWall(at).time !== time;
const skippedWords = (time: string): string =>
  `${quoted(time)} does not exist on that night: the clocks go forward from 01:00 to 02:00; write 02:00 or later, or 00:59 or earlier`;

/** By the name on the staff list or by their id; otherwise what is wrong, in words. */
function personFrom(words: string, { network, hub }: Reading): StaffMember | string {
  if (words === '') return 'no person is named';
  const byId = own(network.staff, words.toLowerCase());
  const named = byId === undefined ? staffNamed(network, words) : [byId];
  const ours = named.filter(({ posts }) => hub === undefined || posts.some(({ at }) => hubOf(network, at) === hub));
  const [first, second] = ours;
  if (named.length === 0) return `no member of staff is called ${quoted(words)}`;
  if (first === undefined) return `${quoted(words)} holds no post at this hub or one of its practices`;
  return second === undefined ? first : `${ours.length} members of staff are called ${quoted(words)}; write the person\u2019s id instead`;
}

/** The hub or practice written, or the only one where this person works; otherwise what is wrong, in words. */
function placeFrom(
  words: string,
  member: StaffMember,
  { network, hub }: Reading,
): { readonly at: OrganisationId; readonly hub: HubId } | string {
  const places = [...new Set(member.posts.map(({ at }) => at))].filter((at) => hub === undefined || hubOf(network, at) === hub);
  if (words === '' && places.length !== 1)
    return `${quoted(member.name)} works at ${places.length === 0 ? 'no place' : places.join(', ')}; write which under \u201cat\u201d`;
  const theirs = everyOrganisation(network).filter((each) => hub === undefined || hubOf(network, each) === hub);
  const meant = words === '' ? places : placesWritten(words, theirs, network);
  if (meant.length > 1) return `${quoted(words)} is the name of ${meant.join(', ')}; write the id or code instead`;
  const at = meant[0] ?? placesWritten(words, everyOrganisation(network), network)[0];
  const belongsTo = at === undefined ? undefined : hubOf(network, at);
  if (at === undefined || belongsTo === undefined) return `${quoted(words)} is no hub or practice; write its id or code`;
  if (hub !== undefined && belongsTo !== hub) return `${quoted(words)} is not this hub or one of its practices`;
  return { at, hub: belongsTo };
}

/** By id or code, otherwise by the whole name: a part of a name is too uncertain for a rota. */
function placesWritten(words: string, among: readonly OrganisationId[], network: Network): readonly OrganisationId[] {
  const coded = among.filter((id) => id === words.toUpperCase());
  return coded.length > 0 ? coded : among.filter((id) => isSameName(nameSet(network, id) ?? id, words));
}

interface WeekLines {
  readonly hub: HubId;
  readonly monday: LocalDate;
  readonly lines: readonly Line[];
}
function weeksOf(lines: readonly Line[]): readonly WeekLines[] {
  const weeks = new Map<string, Line[]>();
  for (const line of lines) {
    const key = `${line.hub}|${line.monday}`;
    const week = weeks.get(key);
    if (week === undefined) weeks.set(key, [line]);
    else week.push(line);
  }
  return [...weeks.entries()]
    .sort(([a], [b]) => compare(a, b))
    .flatMap(([, found]) => (found[0] === undefined ? [] : [{ hub: found[0].hub, monday: found[0].monday, lines: found }]));
}

/** What the rota itself would refuse, by line; shifts at the same time also where one runs on into the next week. */
function faultsOf(weeks: readonly WeekLines[], lines: readonly Line[], network: Network, now: Instant): readonly Fault[] {
  const twice = [...overlaps(lines.map(({ shift }) => shift))].flatMap((index) => {
    const line = lines[index];
    return line === undefined ? [] : [{ line: line.line, words: shiftRuleWords.overlaps }];
  });
  const others = weeks.flatMap((week) => {
    const line = week.lines[0]?.line ?? 1;
    if (!isSettable(week.monday, now)) return [{ line, words: `the week of ${week.monday} is more than a year ahead` }];
    if (week.lines.length > shiftsMax) return [{ line, words: `the week of ${week.monday} has more than ${shiftsMax} shifts` }];
    const shifts = week.lines.map(({ shift }) => shift);
    return faultsInShifts(network, week.hub, week.monday, shifts).flatMap(({ index, rule }) => {
      const at = week.lines[index]?.line;
      return at === undefined || rule === 'overlaps' ? [] : [{ line: at, words: shiftRuleWords[rule] }];
    });
  });
  return [...twice, ...others];
}

/** As it was written, but on one line and no longer than it takes to find it. */
const quoted = (words: string): string => `\u201c${words.replace(/[\p{C}\u2028\u2029]/gu, ' ').slice(0, quotedCharactersMax)}\u201d`;
