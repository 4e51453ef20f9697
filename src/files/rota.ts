// Reads a rota as people keep it, a row for each shift, into the weeks it plans; or every fault of every line at once.

import { compare } from '../domain/compare.ts';
import { hubOf, type Network, type StaffMember } from '../domain/network/state.ts';
import { everyOrganisation } from '../domain/network/which-practice.ts';
import { isOver, isSettable } from '../domain/rota/decide.ts';
import { faultsInShifts, overlaps, shiftRuleWords, shiftsMax } from '../domain/rota/faults.ts';
import type { Shift } from '../domain/rota/state.ts';
import { mondayOf } from '../domain/rota/week.ts';
import type { HubId, Instant, OrganisationId } from '../domain/terms.ts';
import { dateOf, dayNumber, type LocalDate } from '../domain/time/hours.ts';
import { atWall } from '../domain/time/london.ts';
import type { CsvRow } from './csv.ts';
import { dateWritten } from './dates-and-times.ts';
import {
  type Fault,
  isSkipped,
  noDateWords,
  noTimeWords,
  placesWritten,
  quoted,
  skippedWords,
  staffWritten,
  type Table,
  tableIn,
  timeFrom,
  told,
} from './lines.ts';

/** The longest file read, in characters: a large hub has about 25,000 shifts a year of 45 characters each. */
export const rotaCharactersMax = 2_000_000;

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
  const table = tableIn(text, rotaColumns, columnsNeeded, 'shift');
  if ('faults' in table) return table;
  const faults: Fault[] = [];
  const lines = table.rows.flatMap((row) => {
    const found = lineOf(row, table, { network, hub });
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

function lineOf(row: CsvRow, table: Table, reading: Reading): Line | { readonly faults: readonly Fault[] } {
  const { line } = row;
  const written = (column: Column): string => table.written(row, column);
  const date = dateWritten(written('date'));
  const [from, to] = [timeFrom(written('from'), '23:59'), timeFrom(written('to'), '24:00')];
  const member = staffWritten(written('person'), reading.network, reading.hub);
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
