// The data the calendar works from: opening hours of an organisation and the holidays of its nation, plain enough for JSON.

/** A calendar date in Europe/London, `YYYY-MM-DD`. */
export type LocalDate = string;
/** A time on the clock on the wall, `HH:MM`; `24:00` closes at midnight. */
export type ClockTime = string;

/** In the order of the calendar's arithmetic: 0 is Sunday. */
export const weekdays = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'] as const;
export type Weekday = (typeof weekdays)[number];

const months = ['january', 'february', 'march', 'april', 'may', 'june', 'july', 'august', 'september', 'october', 'november', 'december'];
/** The months as their first three letters and the rest, which is often not written. */
export const monthParts = months.map((name) => [name.slice(0, 3), name.slice(3)] as const);

/** Open from `from` until `to` on one day. Past midnight is two spans: until `24:00`, and from `00:00` on the next day. */
export interface Span {
  readonly from: ClockTime;
  readonly to: ClockTime;
}

/** One date on which the usual hours do not hold: a training half-day, a flood, an extra Saturday. */
export interface HoursException {
  readonly date: LocalDate;
  /** The hours of that date instead of the weekday's; empty means shut. */
  readonly open: readonly Span[];
  readonly reason: string;
  /**
   * Only with this do these hours also hold on a bank holiday. Without it, a half-day entered long ago cannot open a holiday that is
   * announced later.
   */
  readonly evenOnHoliday?: boolean;
}

/** When an organisation works. A weekday that is not named is shut. Never change one in place: give a new value. */
export interface OpeningHours {
  readonly week: Readonly<Partial<Record<Weekday, readonly Span[]>>>;
  readonly exceptions?: readonly HoursException[];
}

export const nations = ['englandAndWales', 'scotland', 'northernIreland'] as const;
export type Nation = (typeof nations)[number];

export interface Holiday {
  readonly date: LocalDate;
  readonly name: string;
}

/** The bank holidays of a nation, one-off ones included. Never change one in place: give a new value. */
export interface Holidays {
  readonly nation: Nation;
  readonly days: readonly Holiday[];
  /** The last date for which these holidays are known; after it only weekends and the days that are always shut are. */
  readonly endsOn: LocalDate;
}

/**
 * The contract's core hours, whatever anyone's opening hours: Monday to Friday 08:00 to 18:30 except Good Friday, Christmas Day and
 * bank holidays (GP contract since 2004).
 */
export const coreHours: OpeningHours = {
  week: Object.fromEntries(
    (['monday', 'tuesday', 'wednesday', 'thursday', 'friday'] as const).map((day) => [day, [{ from: '08:00', to: '18:30' }]]),
  ),
};

const dayMs = 86_400_000;

/** Days since 1 January 1970 of a date; `undefined` when there is no such date. */
export function dayNumber(date: LocalDate): number | undefined {
  const ms = /^\d{4}-\d{2}-\d{2}$/.test(date) ? Date.parse(`${date}T00:00:00.000Z`) : Number.NaN;
  // The second half refuses 30 February, which Date.parse may roll over.
  return Number.isNaN(ms) || dateOf(ms / dayMs) !== date ? undefined : ms / dayMs;
}

export function dateOf(dayNumber: number): LocalDate {
  return new Date(dayNumber * dayMs).toISOString().slice(0, 10);
}

/** 1 January 1970, day 0, was a Thursday. */
export const weekdayOf = (dayNumber: number): Weekday => weekdays[(((dayNumber + 4) % 7) + 7) % 7] ?? 'sunday';

/** 25 and 26 December and 1 January, whatever weekday and whatever the hours say. */
export function alwaysShut(dayNumber: number): boolean {
  const monthAndDay = dateOf(dayNumber).slice(5);
  return monthAndDay === '12-25' || monthAndDay === '12-26' || monthAndDay === '01-01';
}

/** Minutes since midnight on the wall clock; `undefined` when it is no time of day. */
export function minuteOfDay(time: ClockTime): number | undefined {
  const parts = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(time);
  if (parts) return Number(parts[1]) * 60 + Number(parts[2]);
  return time === '24:00' ? 24 * 60 : undefined;
}

/** What is wrong with these hours, in words for whoever keeps them; empty when they can be used. Ask before accepting new ones. */
export function faultsInHours(hours: OpeningHours): string[] {
  const faults: string[] = [];
  const check = (where: string, spans: readonly Span[]) => {
    for (const { from, to } of spans) {
      const opens = minuteOfDay(from);
      const closes = minuteOfDay(to);
      if (opens === undefined || closes === undefined) faults.push(`${where}: times must be written HH:MM, from 00:00 to 24:00.`);
      else if (opens >= closes) faults.push(`${where}: ${from} to ${to} closes before it opens; write hours past midnight as two spans.`);
    }
  };
  for (const [day, spans] of Object.entries(hours.week)) {
    if (weekdays.some((known) => known === day)) check(day, spans);
    else faults.push(`The week names a day that does not exist; use ${weekdays.join(', ')}.`);
  }
  const seen = new Set<LocalDate>();
  for (const { date, open } of hours.exceptions ?? []) {
    if (dayNumber(date) === undefined) faults.push('An exception has no proper date; write YYYY-MM-DD.');
    else check(date, open);
    if (seen.has(date)) faults.push(`${date}: there are two exceptions for this date; put all its hours in one.`);
    seen.add(date);
  }
  return faults;
}

/** What is wrong with these holidays, in words; empty when they can be used. */
export function faultsInHolidays(holidays: Holidays): string[] {
  const faults: string[] = [];
  if (dayNumber(holidays.endsOn) === undefined) faults.push('The holidays do not say when they end; write endsOn as YYYY-MM-DD.');
  if (holidays.days.some(({ date }) => dayNumber(date) === undefined)) faults.push('A holiday has no proper date; write YYYY-MM-DD.');
  return faults;
}

const dayNumbers = new WeakMap<Holidays, ReadonlySet<number>>();

/** The holidays as day numbers, worked out once per value. Throws `RangeError` in words when they cannot be used. */
export function holidayDayNumbers(holidays: Holidays): ReadonlySet<number> {
  const known = dayNumbers.get(holidays);
  if (known) return known;
  const faults = faultsInHolidays(holidays);
  if (faults.length > 0) throw new RangeError(`These holidays cannot be used. ${faults.join(' ')}`);
  const fresh = new Set(holidays.days.map(({ date }) => dayNumber(date) ?? Number.NaN));
  dayNumbers.set(holidays, fresh);
  return fresh;
}
