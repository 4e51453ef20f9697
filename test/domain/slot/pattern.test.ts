// Slots by a repeating pattern: weekdays, bank holidays, days that are different, and the nights on which the clocks change.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Pattern, startsOf } from '../../../src/domain/slot/pattern.ts';
import { coreHours, dateOf, dayNumber, type OpeningHours, weekdays } from '../../../src/domain/time/hours.ts';
import { onTheWall } from '../../../src/domain/time/london.ts';
import { at, englandHolidays } from '../time/days.ts';

const pattern = (more: Partial<Pattern> = {}): Pattern => ({
  weekdays: ['monday', 'wednesday'],
  from: '2026-11-23',
  until: '2026-11-30',
  first: '09:00',
  last: '09:40',
  everyMinutes: 20,
  minutes: 20,
  ...more,
});
const made = (more: Partial<Pattern> = {}, hours: OpeningHours = coreHours) => startsOf(pattern(more), hours, englandHolidays);
const walls = (repeated: ReturnType<typeof made>): readonly string[] =>
  'starts' in repeated ? repeated.starts.map((start) => `${onTheWall(start).date.slice(5)} ${onTheWall(start).time}`) : [];

describe('a pattern', () => {
  it('comes to each time of each of its weekdays, first and last dates included', () => {
    expect(walls(made())).toEqual([
      ...['11-23 09:00', '11-23 09:20', '11-23 09:40'],
      ...['11-25 09:00', '11-25 09:20', '11-25 09:40'],
      ...['11-30 09:00', '11-30 09:20', '11-30 09:40'],
    ]);
    expect(walls(made({ everyMinutes: 30, last: '10:10', weekdays: ['tuesday'] }))).toEqual(['11-24 09:00', '11-24 09:30', '11-24 10:00']);
    expect(walls(made({ first: '09:00', last: '09:00', weekdays: ['tuesday'] }))).toEqual(['11-24 09:00']);
  });
  it('leaves out bank holidays, and says so', () => {
    const over = made({ from: '2026-12-21', until: '2027-01-01', weekdays: ['monday', 'friday'], last: '09:00' });
    expect(walls(over)).toEqual(['12-21 09:00']);
    expect(over.leftOut).toEqual(['2026-12-25', '2026-12-28', '2027-01-01'].map((date) => ({ date, why: 'holiday' })));
  });
  it('leaves out the days that are always shut, whatever the calendar says', () => {
    const boxing = made({ from: '2026-12-26', until: '2026-12-26', weekdays: ['saturday'], last: '09:00' });
    expect(boxing).toEqual({ faults: ['nothing'], leftOut: [{ date: '2026-12-26', why: 'holiday' }] });
  });
  it('leaves out what is shut on a day that is different, and keeps what is open then', () => {
    const exceptions = [
      { date: '2026-11-23', open: [{ from: '08:00', to: '09:30' }], reason: 'Training' },
      { date: '2026-11-25', open: [], reason: 'Flood' },
    ];
    const different = made({}, { ...coreHours, exceptions });
    expect(walls(different)).toEqual(['11-23 09:00', '11-30 09:00', '11-30 09:20', '11-30 09:40']);
    expect(different.leftOut).toEqual([
      { date: '2026-11-23', why: 'shut' },
      { date: '2026-11-25', why: 'shut' },
    ]);
    const open = { date: '2026-12-28', open: [{ from: '09:00', to: '12:00' }], reason: 'Extra', evenOnHoliday: true };
    expect(walls(made({ from: '2026-12-28', until: '2026-12-28', last: '09:00' }, { ...coreHours, exceptions: [open] }))).toEqual([
      '12-28 09:00',
    ]);
  });
  it('may be of a weekday on which the organisation is usually shut: some offer clinics then', () => {
    expect(walls(made({ weekdays: ['saturday'], last: '09:00' }))).toEqual(['11-28 09:00']);
  });
  it('leaves out the hour that does not exist when the clocks go forward', () => {
    const march = made({
      from: '2027-03-28',
      until: '2027-03-28',
      weekdays: ['sunday'],
      first: '00:30',
      last: '02:30',
      everyMinutes: 30,
      minutes: 30,
    });
    expect(walls(march)).toEqual(['03-28 00:30', '03-28 02:00', '03-28 02:30']);
    expect('starts' in march && march.starts).toEqual([at('2027-03-28 00:30'), at('2027-03-28 02:00 BST'), at('2027-03-28 02:30 BST')]);
    expect(march.leftOut).toEqual([
      { date: '2027-03-28', why: 'noSuchHour', time: '01:00' },
      { date: '2027-03-28', why: 'noSuchHour', time: '01:30' },
    ]);
  });
  it('has the hour that comes twice when the clocks go back once, the first time', () => {
    const october = made({
      from: '2026-10-25',
      until: '2026-10-25',
      weekdays: ['sunday'],
      first: '00:30',
      last: '02:00',
      everyMinutes: 30,
      minutes: 30,
    });
    expect('starts' in october && october.starts).toEqual([
      ...[at('2026-10-25 00:30 BST'), at('2026-10-25 01:00 BST'), at('2026-10-25 01:30 BST')],
      at('2026-10-25 02:00'),
    ]);
    expect(october.leftOut).toEqual([]);
  });
  it.each([
    [{ weekdays: [] }, ['noWeekday']],
    [{ from: '2026-11-31' }, ['datesWrong']],
    [{ from: '2026-12-01', until: '2026-11-30' }, ['datesWrong']],
    [{ until: '2027-02-24' }, ['tooLong']],
    [{ first: '10:00' }, ['timesWrong']],
    [{ last: '24:00' }, ['timesWrong']],
    [{ first: '9' }, ['timesWrong']],
    [{ everyMinutes: 19 }, ['tooOften']],
    [{ everyMinutes: 0, minutes: 0 }, ['tooOften']],
    [{ everyMinutes: 20.5 }, ['tooOften']],
    [{ until: '2026-11-24', weekdays: ['friday'] }, ['nothing']],
    [{ weekdays: [...weekdays], until: '2027-02-20', first: '08:00', last: '18:00' }, ['tooMany']],
  ] as const)('%j: %j', (more, faults) => {
    expect(made(more)).toMatchObject({ faults });
  });
  it('through either change of the clocks stands at the same times of the wall, each once, in order', () => {
    const day = fc.integer({ min: dayNumber('2026-10-18') ?? 0, max: dayNumber('2027-04-05') ?? 0 });
    fc.assert(
      fc.property(
        day,
        fc.integer({ min: 0, max: 20 }),
        fc.integer({ min: 0, max: 180 }),
        fc.integer({ min: 5, max: 60 }),
        (from, days, begins, every) => {
          const time = (minutes: number) => `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
          const asked = pattern({
            weekdays: [...weekdays],
            from: dateOf(from),
            until: dateOf(from + days),
            first: time(begins),
            last: time(begins + 90),
            everyMinutes: every,
            minutes: 5,
          });
          const repeated = startsOf(asked, coreHours, englandHolidays);
          if (!('starts' in repeated)) return;
          const { starts, leftOut } = repeated;
          expect([...new Set(starts)].sort()).toEqual(starts);
          const perDay = Math.floor(90 / every) + 1;
          const holidays = leftOut.filter(({ why }) => why === 'holiday').length;
          const gone = leftOut.filter(({ why }) => why === 'noSuchHour').length;
          expect(starts.length + gone).toBe((days + 1 - holidays) * perDay);
          for (const start of starts) {
            const { time: shown } = onTheWall(start);
            expect((Number(shown.slice(0, 2)) * 60 + Number(shown.slice(3)) - begins) % every).toBe(0);
          }
        },
      ),
      { numRuns: 300 },
    );
  });
});
