// The calendar on any day from 2019 to 2028, with any hours and holidays: what must always hold.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addWorkingMinutes,
  isOpen,
  lastClosingBefore,
  nextClosing,
  nextOpening,
  openBetween,
  workingMinutesBetween,
} from '../../../src/domain/time/calendar.ts';
import { coreHours, type Holidays, type OpeningHours, type Span, weekdays } from '../../../src/domain/time/hours.ts';
import { englandHolidays, everyDay, noHolidays, roundTheClock, span } from './days.ts';

const minuteMs = 60_000;
const shift = (instant: string, ms: number) => new Date(Date.parse(instant) + ms).toISOString();

const first = Date.parse('2019-01-01T00:00:00.000Z');
const last = Date.parse('2028-12-31T23:59:59.999Z');
/** Both clock changes of every year, and Christmas and New Year, as the UTC midnight before. */
const sharpDays = Array.from({ length: 10 }, (_, i) => 2019 + i).flatMap((year) => [
  lastSunday(year, 2),
  lastSunday(year, 9),
  Date.UTC(year, 11, 24),
  Date.UTC(year, 11, 31),
]);
function lastSunday(year: number, month: number): number {
  const end = Date.UTC(year, month, 31);
  return end - new Date(end).getUTCDay() * 86_400_000;
}
const instants = fc
  .oneof(
    fc.integer({ min: first, max: last }),
    // A night or two around a sharp day, at whole minutes: these are where calendars go wrong.
    fc.tuple(fc.constantFrom(...sharpDays), fc.integer({ min: -1_440, max: 2_880 })).map(([day, minute]) => day + minute * minuteMs),
    // The boundary minutes of ordinary days.
    fc
      .tuple(
        fc.integer({ min: 0, max: 3_600 }),
        fc.constantFrom(479, 480, 481, 779, 780, 1_109, 1_110, 1_111),
        fc.constantFrom(0, 1, 59_999),
      )
      .map(([day, minute, ms]) => first + day * 86_400_000 + minute * minuteMs + ms),
  )
  .map((ms) => new Date(ms).toISOString());

const clock = (minutes: number) => `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
const spans: fc.Arbitrary<Span[]> = fc
  .uniqueArray(fc.oneof(fc.integer({ min: 0, max: 1_440 }), fc.constantFrom(0, 60, 90, 120, 480, 780, 1_110, 1_440)), { maxLength: 6 })
  .map((minutes) => minutes.sort((a, b) => a - b))
  .map((minutes) =>
    Array.from({ length: Math.floor(minutes.length / 2) }, (_, i) => span(clock(minutes[2 * i] ?? 0), clock(minutes[2 * i + 1] ?? 0))),
  );
const hoursOfAnyKind: fc.Arbitrary<OpeningHours> = fc.oneof(
  fc.constantFrom(coreHours, roundTheClock, everyDay(span('00:00', '03:00'), span('22:00', '24:00'))),
  fc.record({ week: fc.record(Object.fromEntries(weekdays.map((day) => [day, spans]))) }),
);
const holidaysOfAnyKind: fc.Arbitrary<Holidays> = fc.oneof(
  fc.constantFrom(noHolidays, englandHolidays),
  fc.uniqueArray(fc.integer({ min: 0, max: 3_652 }), { maxLength: 200 }).map((days) => ({
    ...noHolidays,
    days: days.map((day) => ({ date: new Date(first + day * 86_400_000).toISOString().slice(0, 10), name: 'Any' })),
  })),
);
const minutes = fc.oneof(fc.constantFrom(0, 15, 30, 60, 120, 240, 472.5, 630), fc.integer({ min: 1, max: 5_000 }));
const runs = { numRuns: 400 };

describe('properties, 2019 to 2028', () => {
  it('adding then counting gives back', () => {
    fc.assert(
      fc.property(instants, minutes, hoursOfAnyKind, holidaysOfAnyKind, (from, n, hours, holidays) => {
        const end = addWorkingMinutes(from, n, hours, holidays);
        if (end !== undefined) expect(workingMinutesBetween(from, end, hours, holidays)).toBe(n);
      }),
      runs,
    );
  });

  it('never ends inside closed time, and the moment before it is open', () => {
    fc.assert(
      fc.property(instants, minutes, hoursOfAnyKind, holidaysOfAnyKind, (from, n, hours, holidays) => {
        const end = addWorkingMinutes(from, n, hours, holidays);
        if (end === undefined || n === 0) return;
        expect(isOpen(end, hours, holidays)).toBe(true);
        expect(workingMinutesBetween(shift(end, -1), end, hours, holidays)).toBe(1 / minuteMs);
      }),
      runs,
    );
  });

  it('is monotone in the start and in the minutes, and adds up', () => {
    fc.assert(
      fc.property(instants, fc.nat(10_000_000), minutes, minutes, hoursOfAnyKind, holidaysOfAnyKind, (from, gap, n, m, hours, holidays) => {
        const add = (start: string, count: number) => addWorkingMinutes(start, count, hours, holidays) ?? '9999';
        expect(add(from, n + m) >= add(from, n)).toBe(true);
        // From a later start it is looked for up to a later day: what is found there may be too far from the first.
        if (add(from, n) === '9999') return;
        expect(add(shift(from, gap), n) >= add(from, n)).toBe(true);
        if (m > 0 && add(from, n + m) !== '9999') expect(add(add(from, n), m)).toBe(add(from, n + m));
      }),
      runs,
    );
  });

  it('counts as a plain look at the wall clock counts, minute by minute', () => {
    const wall = new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/London', dateStyle: 'short', timeStyle: 'short', hourCycle: 'h23' });
    fc.assert(
      fc.property(fc.constantFrom(...sharpDays), holidaysOfAnyKind, (day, holidays) => {
        // Boundaries outside the hour that is skipped or doubled, where reading the wall clock leaves no choice.
        const hours = everyDay(span('00:15', '02:00'), span('08:00', '13:00'), span('14:00', '18:30'), span('22:00', '24:00'));
        const shut = new Set(holidays.days.map(({ date }) => date));
        let count = 0;
        for (let ms = day - 12 * 60 * minuteMs; ms < day + 48 * 60 * minuteMs; ms += minuteMs) {
          const [, dd, mm, yyyy, time = ''] = /^(\d\d)\/(\d\d)\/(\d{4}), (\d\d:\d\d)$/.exec(wall.format(ms)) ?? [];
          const isShut = shut.has(`${yyyy}-${mm}-${dd}`) || ['25/12', '26/12', '01/01'].includes(`${dd}/${mm}`);
          if (!isShut && hours.week.monday?.some(({ from, to }) => from <= time && time < to)) count += 1;
        }
        const counted = workingMinutesBetween(
          new Date(day - 12 * 60 * minuteMs).toISOString(),
          new Date(day + 48 * 60 * minuteMs).toISOString(),
          hours,
          holidays,
        );
        expect(counted).toBe(count);
      }),
      { numRuns: 40 },
    );
  });

  it('stretches of open time are in order, apart, and as long as the working minutes', () => {
    fc.assert(
      fc.property(instants, fc.nat(20 * 86_400_000), hoursOfAnyKind, holidaysOfAnyKind, (from, length, hours, holidays) => {
        const until = shift(from, length);
        const open = openBetween(from, until, hours, holidays);
        const ms = open.reduce((sum, each) => sum + Date.parse(each.to) - Date.parse(each.from), 0);
        expect(ms / minuteMs).toBe(workingMinutesBetween(from, until, hours, holidays));
        open.forEach((each, index) => {
          expect(each.from < each.to && each.from >= (open[index - 1]?.to ?? from) && each.to <= until).toBe(true);
          expect(each.from).not.toBe(open[index - 1]?.to);
        });
      }),
      runs,
    );
  });

  it('openings and closings agree with being open', () => {
    fc.assert(
      fc.property(instants, hoursOfAnyKind, holidaysOfAnyKind, (from, hours, holidays) => {
        const opening = nextOpening(from, hours, holidays);
        const closing = nextClosing(from, hours, holidays);
        const before = lastClosingBefore(from, hours, holidays);
        if (opening !== undefined) {
          expect(opening >= from).toBe(true);
          expect(workingMinutesBetween(opening, shift(opening, 1), hours, holidays)).toBe(1 / minuteMs);
          expect(workingMinutesBetween(shift(opening, -1), opening, hours, holidays)).toBe(0);
        }
        for (const close of [closing, before]) {
          if (close === undefined) continue;
          expect(workingMinutesBetween(shift(close, -1), close, hours, holidays)).toBe(1 / minuteMs);
          expect(workingMinutesBetween(close, shift(close, 1), hours, holidays)).toBe(0);
        }
        if (closing !== undefined) expect(closing >= from).toBe(true);
        if (before !== undefined) expect(before <= from).toBe(true);
        // Nothing opens or closes between: either open throughout or shut throughout.
        const [next] = [opening, closing].filter((each) => each !== undefined).sort();
        if (next !== undefined) {
          const open = workingMinutesBetween(from, next, hours, holidays);
          expect([0, (Date.parse(next) - Date.parse(from)) / minuteMs]).toContain(open);
        }
      }),
      runs,
    );
  });
});
