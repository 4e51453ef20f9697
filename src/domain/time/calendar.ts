// Working time in Europe/London: when an organisation is open, and working minutes counted across nights, holidays and clock changes.

import type { Instant } from '../terms.ts';
import {
  alwaysShut,
  dayNumber,
  faultsInHours,
  type Holidays,
  holidayDayNumbers,
  minuteOfDay,
  type OpeningHours,
  type Span,
  weekdayOf,
} from './hours.ts';
import { localDay, minuteMs, remembered, toInstant, toMs, wallToMs } from './london.ts';

export type { Holiday, Holidays, HoursException, LocalDate, OpeningHours, Span, Weekday } from './hours.ts';
export { atWall, endOfDay, onTheWall, startOfDay } from './london.ts';

/**
 * How far ahead or back we look for open time, in days. Two years contain every yearly opening twice; beyond that the answer is "never".
 */
export const searchAtMostDays = 800;
/** The longest stretch we count over: longer than records are kept, so a greater one is a wrong date. */
export const countAtMostDays = 40 * 366;
/** A stretch of time: from `from` on, until just before `to`. */
export interface Stretch {
  readonly from: Instant;
  readonly to: Instant;
}
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

const timetables = new WeakMap<OpeningHours, WeakMap<Holidays, Timetable>>();

/** Worked out once for each pair of values, which are never changed in place. */
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
  const spansOn = remembered((day: number) => joined(day, wallSpans(day)));
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

/** The stretches of open time between two instants, in order, joined where they touch. Throws beyond `countAtMostDays`. */
export function openBetween(from: Instant, to: Instant, hours: OpeningHours, holidays: Holidays): readonly Stretch[] {
  const [start, end] = [toMs(from), toMs(to)];
  const [firstDay, lastDay] = [localDay(start), localDay(end)];
  if (lastDay - firstDay > countAtMostDays) throw new RangeError('Opening hours cannot be listed over more than forty years.');
  const table = timetableOf(hours, holidays);
  const found: Stretch[] = [];
  for (let day = firstDay; day <= lastDay && !table.neverOpen; day += 1) {
    for (const span of table.spansOn(day)) {
      const [open, close] = [Math.max(span.open, start), Math.min(span.close, end)];
      if (open >= close) continue;
      const last = found.at(-1);
      if (last?.to === toInstant(open)) found[found.length - 1] = { from: last.from, to: toInstant(close) };
      else found.push({ from: toInstant(open), to: toInstant(close) });
    }
  }
  return found;
}

/** Whether it is open. The closing minute still counts (until 18:30:59.999), so that what falls due at closing is not held overnight. */
export function isOpen(at: Instant, hours: OpeningHours, holidays: Holidays): boolean {
  const ms = toMs(at);
  const table = timetableOf(hours, holidays);
  const isIn = ({ open, close }: Open) => open <= ms && ms < close + minuteMs;
  // The closing minute of midnight belongs to the day before.
  return table.spansOn(localDay(ms)).some(isIn) || table.spansOn(localDay(ms - minuteMs)).some(isIn);
}

/** Looks day by day, forward or back, at most `searchAtMostDays` days. */
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

/** Whole days until the holidays end: ask for new ones well before it is small; negative once they have ended. */
export function daysUntilHolidaysEnd(at: Instant, holidays: Holidays): number {
  return (dayNumber(holidays.endsOn) ?? Number.NEGATIVE_INFINITY) - localDay(toMs(at));
}
