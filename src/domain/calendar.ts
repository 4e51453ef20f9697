// Working time in Europe/London: when an organisation is open, and working minutes counted across nights, holidays and clock changes.

import { IANAZone } from 'luxon';
import {
  alwaysShut,
  dayNumber,
  faultsInHours,
  type Holidays,
  holidayDayNumbers,
  type LocalDate,
  minuteOfDay,
  type OpeningHours,
  type Span,
  type Weekday,
  weekdayOf,
} from './hours.ts';
import type { Instant } from './terms.ts';

export type { Holiday, Holidays, HoursException, LocalDate, OpeningHours, Span, Weekday } from './hours.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/** How far ahead or back we look for open time: two years see every yearly opening twice; beyond that the answer is "never". */
export const searchAtMostDays = 800;
/** The longest stretch we count over: longer than records are kept, so a greater one is a wrong date. */
export const countAtMostDays = 40 * 366;
/** Days remembered per opening hours and per zone, so that memory cannot grow for ever. */
const rememberAtMostDays = 4_000;

const london = IANAZone.create('Europe/London');

/** One stretch of open time in milliseconds: open from `open`, shut from `close`. */
interface Open {
  readonly open: number;
  readonly close: number;
}
/** What the hours and holidays come to, day by day. */
interface Timetable {
  readonly neverOpen: boolean;
  /** In order, joined where they touch. */
  spansOn(day: number): readonly Open[];
}

function toMs(at: Instant): number {
  const ms = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(at) ? Date.parse(at) : Number.NaN;
  if (Number.isNaN(ms)) throw new RangeError('An instant must be UTC with milliseconds, such as 2026-11-25T09:14:00.000Z.');
  return ms;
}
const toInstant = (ms: number): Instant => new Date(ms).toISOString();

/** Remembers what a pure function said, up to a number of days. */
function remembered<T>(compute: (day: number) => T): (day: number) => T {
  const known = new Map<number, T>();
  return (day) => {
    const before = known.get(day);
    if (before !== undefined) return before;
    const value = compute(day);
    if (known.size >= rememberAtMostDays) known.clear();
    known.set(day, value);
    return value;
  };
}

/** London's offset from UTC in milliseconds through a UTC day; NaN on the two days a year when it changes. */
const steadyOffset = remembered((utcDay) => {
  const start = london.offset(utcDay * dayMs);
  return start === london.offset((utcDay + 1) * dayMs - 1) ? start * minuteMs : Number.NaN;
});
function offsetAt(ms: number): number {
  const steady = steadyOffset(Math.floor(ms / dayMs));
  return Number.isNaN(steady) ? london.offset(ms) * minuteMs : steady;
}
/** The date in London, as days since 1970. */
const localDay = (ms: number): number => Math.floor((ms + offsetAt(ms)) / dayMs);

/**
 * When the clock on the wall shows these minutes of a day. On the night the clocks go forward, times that are skipped are the moment of
 * the change; on the night they go back, opening is the first and closing the last time the clock shows it: working time is then too
 * long rather than too short, and deadlines too early rather than too late.
 */
function wallToMs(day: number, minutes: number, edge: 'open' | 'close'): number {
  const wall = day * dayMs + minutes * minuteMs;
  // An hour before midnight UTC is at or before local midnight, and no change comes so near to it.
  const before = offsetAt(day * dayMs - hourMs);
  const after = offsetAt((day + 1) * dayMs);
  if (before === after) return wall - before;
  const change = changeAfter(day * dayMs - hourMs);
  const first = wall - before;
  const second = wall - after;
  if (edge === 'open') return first < change ? first : Math.max(second, change);
  return second > change ? second : Math.min(first, change);
}

/** The whole hour at which the offset is first another one; London has never changed at any other time. */
function changeAfter(from: number): number {
  const change = Array.from({ length: 26 }, (_, hour) => from + hour * hourMs).find((ms) => offsetAt(ms) !== offsetAt(from));
  return change ?? from;
}

const timetables = new WeakMap<OpeningHours, WeakMap<Holidays, Timetable>>();

/** Worked out once per pair of values; they are never changed in place, so what was worked out stays true. */
function timetableOf(hours: OpeningHours, holidays: Holidays): Timetable {
  const ofHours = timetables.get(hours) ?? new WeakMap<Holidays, Timetable>();
  const table = ofHours.get(holidays) ?? workOut(hours, holidays);
  timetables.set(hours, ofHours.set(holidays, table));
  return table;
}

function workOut(hours: OpeningHours, holidays: Holidays): Timetable {
  const faults = faultsInHours(hours);
  if (faults.length > 0) throw new RangeError(`These opening hours cannot be used. ${faults.join(' ')}`);
  const holidayDays = holidayDayNumbers(holidays);
  const exceptions = new Map((hours.exceptions ?? []).map((exception) => [dayNumber(exception.date), exception]));

  const wallSpans = (day: number): readonly Span[] => {
    const exception = exceptions.get(day);
    if (alwaysShut(day) || (holidayDays.has(day) && exception?.evenOnHoliday !== true)) return [];
    return exception?.open ?? hours.week[weekdayOf(day)] ?? [];
  };
  const spansOn = remembered((day) => joined(day, wallSpans(day)));
  const everOpen = Object.values(hours.week).some((spans) => spans.length > 0) || hours.exceptions?.some(({ open }) => open.length > 0);
  return { neverOpen: everOpen !== true, spansOn };
}

function joined(day: number, spans: readonly Span[]): readonly Open[] {
  const sorted = spans
    .map(({ from, to }) => ({
      open: wallToMs(day, minuteOfDay(from) ?? 0, 'open'),
      close: wallToMs(day, minuteOfDay(to) ?? 0, 'close'),
    }))
    .filter(({ open, close }) => open < close)
    .sort((a, b) => a.open - b.open);
  const result: Open[] = [];
  for (const span of sorted) {
    const last = result.at(-1);
    if (last && span.open <= last.close) result[result.length - 1] = { open: last.open, close: Math.max(last.close, span.close) };
    else result.push(span);
  }
  return result;
}

/**
 * The instant at which so many working minutes (fractions allowed) have passed since `from`. Minutes that run out at closing end there;
 * zero minutes end where they start. `undefined`: not within `searchAtMostDays` days, so practically never.
 */
export function addWorkingMinutes(from: Instant, minutes: number, hours: OpeningHours, holidays: Holidays): Instant | undefined {
  if (!(minutes >= 0 && minutes < Number.POSITIVE_INFINITY)) throw new RangeError('Working minutes must be zero or more.');
  const start = toMs(from);
  let left = Math.round(minutes * minuteMs);
  if (left === 0) return from;
  const table = timetableOf(hours, holidays);
  if (table.neverOpen) return undefined;
  const first = localDay(start);
  for (let day = first; day <= first + searchAtMostDays; day += 1) {
    for (const span of table.spansOn(day)) {
      const open = Math.max(span.open, start);
      if (span.close <= open) continue;
      if (left <= span.close - open) return toInstant(open + left);
      left -= span.close - open;
    }
  }
  return undefined;
}

/** Working minutes from one instant to another, with fractions; negative when `to` comes first. Throws beyond `countAtMostDays`. */
export function workingMinutesBetween(from: Instant, to: Instant, hours: OpeningHours, holidays: Holidays): number {
  const [start, end] = [toMs(from), toMs(to)];
  if (end < start) return -workingMinutesBetween(to, from, hours, holidays);
  const [firstDay, lastDay] = [localDay(start), localDay(end)];
  if (lastDay - firstDay > countAtMostDays) throw new RangeError('Working minutes cannot be counted over more than forty years.');
  const table = timetableOf(hours, holidays);
  let total = 0;
  for (let day = firstDay; day <= lastDay && !table.neverOpen; day += 1) {
    for (const span of table.spansOn(day)) total += Math.max(0, Math.min(span.close, end) - Math.max(span.open, start));
  }
  return total / minuteMs;
}

/** Whether it is open. The closing minute still counts (until 18:30:59.999), so that what falls due at closing is not held overnight. */
export function isOpen(at: Instant, hours: OpeningHours, holidays: Holidays): boolean {
  const ms = toMs(at);
  const table = timetableOf(hours, holidays);
  const isIn = ({ open, close }: Open) => open <= ms && ms < close + minuteMs;
  // The closing minute of midnight belongs to the day before.
  return table.spansOn(localDay(ms)).some(isIn) || table.spansOn(localDay(ms - minuteMs)).some(isIn);
}

/** Looks day by day, forward or back, for a span; a bound on days, not hope, ends it. */
function search(table: Timetable, first: number, step: 1 | -1, look: (day: number) => Open | undefined): Open | undefined {
  for (let looked = 0; looked <= searchAtMostDays && !table.neverOpen; looked += 1) {
    const found = look(first + looked * step);
    if (found) return found;
  }
  return undefined;
}
/** Midnight between two open days is neither an opening nor a closing. */
const opensAt = (table: Timetable, day: number, ms: number): boolean => table.spansOn(day)[0]?.open === ms;
const closesAt = (table: Timetable, day: number, ms: number): boolean => table.spansOn(day).at(-1)?.close === ms;

/** The first opening at or after an instant. `undefined`: none within `searchAtMostDays` days. */
export function nextOpening(at: Instant, hours: OpeningHours, holidays: Holidays): Instant | undefined {
  const ms = toMs(at);
  const table = timetableOf(hours, holidays);
  const found = search(table, localDay(ms), 1, (day) =>
    table.spansOn(day).find(({ open }) => open >= ms && !closesAt(table, day - 1, open)),
  );
  return found && toInstant(found.open);
}

/** The first closing at or after an instant. `undefined`: none within `searchAtMostDays` days. */
export function nextClosing(at: Instant, hours: OpeningHours, holidays: Holidays): Instant | undefined {
  const ms = toMs(at);
  const table = timetableOf(hours, holidays);
  // From the day before, because midnight is its closing and the first instant of today.
  const found = search(table, localDay(ms) - 1, 1, (day) =>
    table.spansOn(day).find(({ close }) => close >= ms && !opensAt(table, day + 1, close)),
  );
  return found && toInstant(found.close);
}

/** The latest closing at or before an instant. `undefined`: none within `searchAtMostDays` days. */
export function lastClosingBefore(at: Instant, hours: OpeningHours, holidays: Holidays): Instant | undefined {
  const ms = toMs(at);
  const table = timetableOf(hours, holidays);
  const found = search(table, localDay(ms), -1, (day) =>
    table.spansOn(day).findLast(({ close }) => close <= ms && !opensAt(table, day + 1, close)),
  );
  return found && toInstant(found.close);
}

/** The midnight that ends the calendar day of an instant. */
export function endOfDay(at: Instant): Instant {
  return toInstant(wallToMs(localDay(toMs(at)), 24 * 60, 'close'));
}

/** An instant as the clock and calendar on the wall show it: date, `HH:MM`, weekday. */
export function onTheWall(at: Instant): { readonly date: LocalDate; readonly time: string; readonly weekday: Weekday } {
  const ms = toMs(at);
  const wall = new Date(ms + offsetAt(ms)).toISOString();
  return { date: wall.slice(0, 10), time: wall.slice(11, 16), weekday: weekdayOf(localDay(ms)) };
}

/** Whole days until the holidays end: ask for new ones well before it is small; negative once they have ended. */
export function daysUntilHolidaysEnd(at: Instant, holidays: Holidays): number {
  return (dayNumber(holidays.endsOn) ?? Number.NEGATIVE_INFINITY) - localDay(toMs(at));
}
