// Slots by a repeating pattern: the times it comes to, and those that are left out because nobody works then or there is no such hour.

import type { Instant } from '../terms.ts';
import {
  alwaysShut,
  type ClockTime,
  dateOf,
  dayNumber,
  type Holidays,
  type HoursException,
  holidayDayNumbers,
  type LocalDate,
  minuteOfDay,
  type OpeningHours,
  type Weekday,
  weekdayOf,
} from '../time/hours.ts';
import { atWall, onTheWall } from '../time/london.ts';
import { daysAheadMax, slotsAtOnceMax } from './faults.ts';

/** On these weekdays, from one date to another, both included: from `first` to `last`, one every so many minutes. */
export interface Pattern {
  readonly weekdays: readonly Weekday[];
  readonly from: LocalDate;
  readonly until: LocalDate;
  readonly first: ClockTime;
  /** When the last of a day begins. */
  readonly last: ClockTime;
  readonly everyMinutes: number;
  /** How long each of them is. */
  readonly minutes: number;
}
export type PatternFault =
  | 'noWeekday'
  | 'datesWrong'
  | 'tooLong'
  | 'timesWrong'
  /** They begin more often than they last. */
  | 'tooOften'
  /** None of the weekdays lies between the dates, or all times were left out. */
  | 'nothing'
  | 'tooMany';

export type LeftOut =
  | { readonly date: LocalDate; readonly why: 'holiday' | 'shut' }
  /** The clocks go forward over it. */
  | { readonly date: LocalDate; readonly why: 'noSuchHour'; readonly time: ClockTime };
export type Repeated =
  | { readonly faults: readonly PatternFault[]; readonly leftOut: readonly LeftOut[] }
  | { readonly starts: readonly Instant[]; readonly leftOut: readonly LeftOut[] };

/** By the hours of whoever offers them: no bank holidays, and on a day that is different only what is open then. */
export function startsOf(pattern: Pattern, hours: OpeningHours, holidays: Holidays): Repeated {
  const [from, until] = [dayNumber(pattern.from), dayNumber(pattern.until)];
  const faults = faultsOf(pattern, from, until);
  if (faults.length > 0 || from === undefined || until === undefined) return { faults, leftOut: [] };
  const starts: Instant[] = [];
  const leftOut: LeftOut[] = [];
  for (let day = from; day <= until && starts.length <= slotsAtOnceMax; day++) {
    if (!pattern.weekdays.includes(weekdayOf(day))) continue;
    const onDay = startsOn(day, pattern, hours, holidays);
    starts.push(...onDay.starts);
    leftOut.push(...onDay.leftOut);
  }
  if (starts.length > slotsAtOnceMax) return { faults: ['tooMany'], leftOut };
  return starts.length === 0 ? { faults: ['nothing'], leftOut } : { starts, leftOut };
}

function faultsOf({ weekdays, first, last, everyMinutes, minutes }: Pattern, from: number | undefined, until: number | undefined) {
  const [begins, ends] = [minuteOfDay(first), minuteOfDay(last)];
  const areDates = from !== undefined && until !== undefined && from <= until;
  const faults: readonly (PatternFault | false)[] = [
    weekdays.length === 0 && 'noWeekday',
    !areDates && 'datesWrong',
    areDates && until - from > daysAheadMax && 'tooLong',
    (begins === undefined || ends === undefined || begins > ends || last === '24:00') && 'timesWrong',
    !(Number.isInteger(everyMinutes) && everyMinutes >= Math.max(1, minutes)) && 'tooOften',
  ];
  return faults.filter((fault) => fault !== false);
}

function startsOn(day: number, pattern: Pattern, hours: OpeningHours, holidays: Holidays) {
  const date = dateOf(day);
  const exception = hours.exceptions?.find((each) => each.date === date);
  const isHoliday = alwaysShut(day) || (holidayDayNumbers(holidays).has(day) && exception?.evenOnHoliday !== true);
  if (isHoliday) return { starts: [], leftOut: [{ date, why: 'holiday' }] satisfies LeftOut[] };
  const starts: Instant[] = [];
  const leftOut: LeftOut[] = [];
  let isShut = false;
  for (const time of timesOf(pattern)) {
    const start = atWall(date, time);
    if (start === undefined) continue;
    if (onTheWall(start).time !== time) leftOut.push({ date, why: 'noSuchHour', time });
    else if (exception !== undefined && !isOpenFor(exception, time, pattern.minutes)) isShut = true;
    else starts.push(start);
  }
  return { starts, leftOut: isShut ? [...leftOut, { date, why: 'shut' } as const] : leftOut };
}

function timesOf({ first, last, everyMinutes }: Pattern): readonly ClockTime[] {
  const [begins, ends] = [minuteOfDay(first) ?? 0, minuteOfDay(last) ?? -1];
  return Array.from({ length: Math.floor((ends - begins) / everyMinutes) + 1 }, (_, index) => clockTime(begins + index * everyMinutes));
}
const clockTime = (minutes: number): ClockTime =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;

/** Hours that were set for one day hold for it; the usual ones do not: a clinic outside them is what some practices offer. */
const isOpenFor = ({ open }: HoursException, time: ClockTime, minutes: number): boolean => {
  const begins = minuteOfDay(time) ?? 0;
  return open.some(({ from, to }) => (minuteOfDay(from) ?? 0) <= begins && begins + minutes <= (minuteOfDay(to) ?? 0));
};
