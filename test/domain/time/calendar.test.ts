// The calendar by example: worked examples, edges, both clock changes. What must hold on any day is in calendar.properties.test.ts.
import { describe, expect, it } from 'vitest';
import {
  addWorkingMinutes,
  atWall,
  daysUntilHolidaysEnd,
  endOfDay,
  isOpen,
  lastClosingBefore,
  nextClosing,
  nextOpening,
  onTheWall,
  workingMinutesBetween,
} from '../../../src/domain/time/calendar.ts';
import { coreHours, faultsInHours, type OpeningHours } from '../../../src/domain/time/hours.ts';
import { at, englandHolidays, everyDay, neverOpen, noHolidays, roundTheClock, span } from './days.ts';

describe('two working hours in core hours', () => {
  it.each([
    ['over a weekend', at('2026-11-27 17:45'), at('2026-11-30 09:15')],
    ['over Christmas', at('2026-12-24 18:00'), at('2026-12-29 09:30')],
    ['from a Saturday', at('2026-11-28 10:00'), at('2026-11-30 10:00')],
    ['over Easter', at('2026-04-02 18:15 BST'), at('2026-04-07 09:45 BST')],
    ['over the spring clock change', at('2026-03-27 17:45'), at('2026-03-30 09:15 BST')],
    ['over the autumn clock change', at('2026-10-23 17:45 BST'), at('2026-10-26 09:15')],
    ['within a day', at('2026-11-25 09:14'), at('2026-11-25 11:14')],
    ['running out at closing', at('2026-11-25 16:30'), at('2026-11-25 18:30')],
    ['from before opening', at('2026-11-25 03:00'), at('2026-11-25 10:00')],
  ])('%s', (_, from, due) => {
    expect(addWorkingMinutes(from, 120, coreHours, englandHolidays)).toBe(due);
    expect(workingMinutesBetween(from, due, coreHours, englandHolidays)).toBe(120);
    expect(workingMinutesBetween(due, from, coreHours, englandHolidays)).toBe(-120);
  });

  it('keeps seconds and counts part of a minute', () => {
    expect(addWorkingMinutes('2026-11-25T09:14:23.512Z', 472.5, coreHours, englandHolidays)).toBe('2026-11-25T17:06:53.512Z');
  });
});

describe('clock changes for an organisation that works through the night', () => {
  it.each([
    ['spring', '2026-03-29T00:00:00.000Z', 23],
    ['autumn', '2026-10-24T23:00:00.000Z', 25],
    ['any other day', '2026-07-01T23:00:00.000Z', 24],
  ])('%s', (_, midnight, hours) => {
    expect(workingMinutesBetween(midnight, endOfDay(midnight), roundTheClock, noHolidays)).toBe(hours * 60);
    expect(addWorkingMinutes(midnight, hours * 60, roundTheClock, noHolidays)).toBe(endOfDay(midnight));
  });

  const opensAndCloses = (hours: OpeningHours, from: string) => [
    nextOpening(from, hours, noHolidays),
    nextClosing(from, hours, noHolidays),
  ];
  it.each([
    // [opens, closes, spring opens, spring closes, autumn opens, autumn closes], all UTC. 01:00 to 01:59 is skipped or comes twice.
    ['00:30', '03:00', '00:30', '02:00', '23:30', '03:00'],
    ['00:30', '01:00', '00:30', '01:00', '23:30', '00:00'],
    ['00:30', '01:30', '00:30', '01:00', '23:30', '01:30'],
    ['01:30', '03:00', '01:00', '02:00', '00:30', '03:00'],
    ['02:00', '03:00', '01:00', '02:00', '02:00', '03:00'],
  ])('%s to %s', (opens, closes, springOpens, springCloses, autumnOpens, autumnCloses) => {
    const hours = everyDay(span(opens, closes));
    const autumnDate = autumnOpens === '23:30' ? '2026-10-24' : '2026-10-25';
    expect(opensAndCloses(hours, '2026-03-29T00:00:00.000Z')).toEqual([
      `2026-03-29T${springOpens}:00.000Z`,
      `2026-03-29T${springCloses}:00.000Z`,
    ]);
    expect(opensAndCloses(hours, '2026-10-24T23:00:00.000Z')).toEqual([
      `${autumnDate}T${autumnOpens}:00.000Z`,
      `2026-10-25T${autumnCloses}:00.000Z`,
    ]);
  });

  it('a span that is skipped altogether is no open time', () => {
    const hours = everyDay(span('01:15', '01:45'));
    expect(nextOpening('2026-03-29T00:00:00.000Z', hours, noHolidays)).toBe('2026-03-30T00:15:00.000Z');
  });
});

describe('edges', () => {
  it('zero minutes end where they start, open or not', () => {
    for (const start of [at('2026-11-25 09:00'), at('2026-11-28 03:00')])
      expect(addWorkingMinutes(start, 0, coreHours, noHolidays)).toBe(start);
  });

  it('the closing minute still counts as open, the next one does not', () => {
    expect(isOpen(at('2026-11-25 07:59'), coreHours, noHolidays)).toBe(false);
    expect(isOpen(at('2026-11-25 08:00'), coreHours, noHolidays)).toBe(true);
    expect(isOpen('2026-11-25T18:30:59.999Z', coreHours, noHolidays)).toBe(true);
    expect(isOpen(at('2026-11-25 18:31'), coreHours, noHolidays)).toBe(false);
    // Tuesday's midnight closing is Wednesday's first minute.
    const tuesdays: OpeningHours = { week: { tuesday: [span('20:00', '24:00')] } };
    expect(isOpen(at('2026-11-25 00:00'), tuesdays, noHolidays)).toBe(true);
    expect(isOpen(at('2026-11-25 00:01'), tuesdays, noHolidays)).toBe(false);
    expect(nextClosing(at('2026-11-25 00:00'), tuesdays, noHolidays)).toBe(at('2026-11-25 00:00'));
  });

  it('midnight between two open days is neither an opening nor a closing', () => {
    expect(nextOpening(at('2026-11-25 09:00'), roundTheClock, noHolidays)).toBe(at('2026-12-27 00:00'));
    expect(nextClosing(at('2026-11-25 09:00'), roundTheClock, noHolidays)).toBe(at('2026-12-25 00:00'));
    expect(lastClosingBefore(at('2026-11-25 09:00'), roundTheClock, noHolidays)).toBe('2026-01-01T00:00:00.000Z');
  });

  it('an opening or closing at the very instant is found, and of several closings the nearest', () => {
    const twice = everyDay(span('08:00', '13:00'), span('14:00', '18:30'));
    expect(nextOpening(at('2026-11-25 14:00'), twice, noHolidays)).toBe(at('2026-11-25 14:00'));
    expect(nextClosing(at('2026-11-25 13:00'), twice, noHolidays)).toBe(at('2026-11-25 13:00'));
    expect(lastClosingBefore(at('2026-11-25 13:00'), twice, noHolidays)).toBe(at('2026-11-25 13:00'));
    expect(lastClosingBefore(at('2026-11-25 20:00'), twice, noHolidays)).toBe(at('2026-11-25 18:30'));
    expect(lastClosingBefore(at('2026-11-25 12:59'), twice, noHolidays)).toBe(at('2026-11-24 18:30'));
  });

  it('spans that touch, overlap, lie in one another or out of order count once', () => {
    const untidy = everyDay(span('14:00', '18:30'), span('08:00', '13:00'), span('09:00', '10:00'), span('12:00', '14:00'));
    expect(nextClosing(at('2026-11-25 09:00'), untidy, noHolidays)).toBe(at('2026-11-25 18:30'));
    expect(nextOpening(at('2026-11-25 09:00'), untidy, noHolidays)).toBe(at('2026-11-26 08:00'));
    expect(workingMinutesBetween(at('2026-11-25 00:00'), at('2026-11-26 00:00'), untidy, noHolidays)).toBe(630);
  });

  it('25 and 26 December and 1 January are always shut, weekends and extra hours included', () => {
    const eager: OpeningHours = {
      ...roundTheClock,
      exceptions: ['2027-12-25', '2027-12-26', '2028-01-01'].map((date) => ({
        date,
        open: [span('09:00', '12:00')],
        reason: 'Keen',
        evenOnHoliday: true,
      })),
    };
    expect(workingMinutesBetween(at('2027-12-25 00:00'), at('2027-12-27 00:00'), eager, noHolidays)).toBe(0);
    expect(workingMinutesBetween(at('2028-01-01 00:00'), at('2028-01-02 00:00'), eager, noHolidays)).toBe(0);
    expect(workingMinutesBetween(at('2027-12-27 00:00'), at('2028-01-01 00:00'), eager, noHolidays)).toBe(5 * 24 * 60);
  });

  it('a training half-day, a flood, an extra Saturday, and a holiday announced later', () => {
    const hours: OpeningHours = {
      week: coreHours.week,
      exceptions: [
        { date: '2026-11-25', open: [span('08:00', '13:00')], reason: 'Training' },
        { date: '2026-11-26', open: [], reason: 'Flood' },
        { date: '2026-11-28', open: [span('09:00', '12:00')], reason: 'Extra Saturday' },
        { date: '2026-04-06', open: [span('09:00', '12:00')], reason: 'Bank holiday service', evenOnHoliday: true },
      ],
    };
    const between = (from: string, to: string, holidays = englandHolidays) => workingMinutesBetween(from, to, hours, holidays);
    expect(between(at('2026-11-25 00:00'), at('2026-11-27 00:00'))).toBe(300);
    expect(between(at('2026-11-28 00:00'), at('2026-11-29 00:00'))).toBe(180);
    expect(between(at('2026-04-06 00:00 BST'), at('2026-04-07 00:00 BST'))).toBe(180);
    const announced = { ...englandHolidays, days: [...englandHolidays.days, { date: '2026-11-25', name: 'Announced later' }] };
    expect(between(at('2026-11-25 00:00'), at('2026-11-26 00:00'), announced)).toBe(0);
  });

  it('an organisation that never opens gets an answer, soon', () => {
    const oncePast: OpeningHours = { week: {}, exceptions: [{ date: '2020-01-02', open: [span('08:00', '09:00')], reason: 'Once' }] };
    for (const hours of [neverOpen, oncePast]) {
      expect(addWorkingMinutes(at('2026-11-25 09:00'), 1, hours, noHolidays)).toBeUndefined();
      expect(nextOpening(at('2026-11-25 09:00'), hours, noHolidays)).toBeUndefined();
      expect(nextClosing(at('2026-11-25 09:00'), hours, noHolidays)).toBeUndefined();
      expect(lastClosingBefore(at('2026-11-25 09:00'), hours, noHolidays)).toBeUndefined();
      expect(workingMinutesBetween(at('2026-11-25 09:00'), at('2036-11-25 09:00'), hours, noHolidays)).toBe(0);
    }
  });

  it('unusable data is refused in words', () => {
    const faulty: [OpeningHours, RegExp][] = [
      [{ week: { monday: [span('18:30', '08:00')] } }, /monday: 18:30 to 08:00 closes before it opens/],
      [{ week: { monday: [span('8:00', '18:30')] } }, /HH:MM/],
      [{ week: { monday: [span('08:00', '24:01')] } }, /HH:MM/],
      [{ week: { maandag: [] } as OpeningHours['week'] }, /day that does not exist/],
      [{ week: {}, exceptions: [{ date: '2026-02-30', open: [], reason: '' }] }, /no proper date/],
      [{ week: {}, exceptions: Array.from({ length: 2 }, () => ({ date: '2026-02-02', open: [], reason: '' })) }, /two exceptions/],
    ];
    for (const [hours, words] of faulty) {
      expect(faultsInHours(hours).join(' ')).toMatch(words);
      expect(() => isOpen(at('2026-11-25 09:00'), hours, noHolidays)).toThrow(words);
    }
    expect(() => isOpen(at('2026-11-25 09:00'), coreHours, { ...noHolidays, endsOn: 'soon' })).toThrow(/endsOn/);
    expect(() => isOpen('2026-11-25 09:00', coreHours, noHolidays)).toThrow(/must be UTC/);
    for (const minutes of [-1, Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(() => addWorkingMinutes(at('2026-11-25 09:00'), minutes, coreHours, noHolidays)).toThrow(/zero or more/);
    }
    expect(() => workingMinutesBetween(at('1926-11-25 09:00'), at('2026-11-25 09:00'), coreHours, noHolidays)).toThrow(/forty years/);
  });

  it('says what the wall shows and how long the holidays reach', () => {
    expect(onTheWall('2026-07-01T23:30:00.000Z')).toEqual({ date: '2026-07-02', time: '00:30', weekday: 'thursday' });
    // Skipped and doubled times too: the moment of the change, and the first of the two.
    expect(atWall('2026-11-25', '09:14')).toBe(at('2026-11-25 09:14'));
    expect(atWall('2026-07-02', '00:30')).toBe('2026-07-01T23:30:00.000Z');
    expect(atWall('2026-03-29', '01:30')).toBe('2026-03-29T01:00:00.000Z');
    expect(atWall('2026-10-25', '01:30')).toBe('2026-10-25T00:30:00.000Z');
    expect(atWall('2026-10-25', '24:00')).toBe('2026-10-26T00:00:00.000Z');
    for (const [date, time] of [
      ['2026-02-30', '09:00'],
      ['soon', '09:00'],
      ['2026-11-25', '25:00'],
      ['2026-11-25', '9:00'],
    ] as const)
      expect(atWall(date, time)).toBeUndefined();
    expect(daysUntilHolidaysEnd('2027-12-01T09:00:00.000Z', englandHolidays)).toBe(30);
    expect(daysUntilHolidaysEnd('2028-01-01T09:00:00.000Z', englandHolidays)).toBe(-1);
  });
});
