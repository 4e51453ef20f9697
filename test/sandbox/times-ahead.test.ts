// Times ahead: the next working morning and the evening before a long weekend, as a calendar on the wall has them.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { onTheWall } from '../../src/domain/time/calendar.ts';
import { aheadOf } from '../../src/sandbox/times-ahead.ts';
import { at, englandHolidays } from '../domain/time/days.ts';

const shut = new Set([...englandHolidays.days.map(({ date }) => date), '2026-12-25', '2026-12-26', '2027-01-01']);
const dayMs = 86_400_000;
const dateOf = (day: number): string => new Date(day).toISOString().slice(0, 10);
/** By plain arithmetic on dates: neither Saturday nor Sunday, nor in the list. */
const works = (date: string): boolean => ![0, 6].includes(new Date(`${date}T00:00:00.000Z`).getUTCDay()) && !shut.has(date);
const next = (date: string): string => dateOf(Date.parse(`${date}T00:00:00.000Z`) + dayMs);

it.each([
  ['a Wednesday morning', '2026-11-25 09:20', '2026-11-26 08:00', '2026-12-24 18:00'],
  ['before eight', '2026-11-25 07:59', '2026-11-25 08:00', '2026-12-24 18:00'],
  ['eight itself', '2026-11-25 08:00', '2026-11-26 08:00', '2026-12-24 18:00'],
  ['that evening itself, where the next one is wanted', '2026-12-24 18:00', '2026-12-29 08:00', '2026-12-31 18:00'],
  ['Christmas Day', '2026-12-25 12:00', '2026-12-29 08:00', '2026-12-31 18:00'],
  ['a Friday', '2026-11-27 18:30', '2026-11-30 08:00', '2026-12-24 18:00'],
  ['before the summer bank holiday', '2026-08-27 12:00 BST', '2026-08-28 08:00 BST', '2026-08-28 18:00 BST'],
])('from %s', (_, now, morning, evening) => {
  expect(aheadOf(at(now), englandHolidays)).toEqual({ nextWorkingMorning: at(morning), eveningBeforeLongWeekend: at(evening) });
});

it('says nothing of a time for which bank holidays are not known', () => {
  expect(aheadOf(at('2027-12-31 12:00'), englandHolidays)).toEqual({ nextWorkingMorning: undefined, eveningBeforeLongWeekend: undefined });
});

it('whenever it is, they are the first such times on the wall', () => {
  const [first, last] = [Date.parse('2026-01-01T00:00:00.000Z'), Date.parse('2026-12-25T00:00:00.000Z')];
  fc.assert(
    fc.property(fc.integer({ min: first, max: last }), (ms) => {
      const now = new Date(ms).toISOString();
      const { nextWorkingMorning, eveningBeforeLongWeekend } = aheadOf(now, englandHolidays);
      const { date: today, time } = onTheWall(now);
      let morning = time < '08:00' ? today : next(today);
      while (!works(morning)) morning = next(morning);
      expect(onTheWall(nextWorkingMorning ?? '')).toMatchObject({ date: morning, time: '08:00' });
      let evening = time < '18:00' ? today : next(today);
      const free = (date: string): number => (works(next(date)) ? 0 : 1 + free(next(date)));
      while (!(works(evening) && free(evening) > 2)) evening = next(evening);
      expect(onTheWall(eveningBeforeLongWeekend ?? '')).toMatchObject({ date: evening, time: '18:00' });
    }),
  );
});
