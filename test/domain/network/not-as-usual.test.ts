// What is not as usual today: every reason on the day it holds, and on neither side of it.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Unusual, unusualIn } from '../../../src/domain/network/not-as-usual.ts';
import type { Network, Practice } from '../../../src/domain/network/state.ts';
import { isOpen } from '../../../src/domain/time/calendar.ts';
import { coreHours, dateOf, dayNumber, type HoursException } from '../../../src/domain/time/hours.ts';
import { larkfield, millbrook, network, north, overthere, quayside } from '../../people.ts';
import { at, englandHolidays, span } from '../time/days.ts';

const channelled: Network = {
  ...network,
  channels: Object.fromEntries(
    [north, larkfield, millbrook, quayside].map((organisation) => [
      organisation,
      { organisation, conversation: `19:${organisation}`, team: '', tenantId: '' },
    ]),
  ),
};
const practice = (more: Partial<Practice>): Network => ({
  ...channelled,
  practices: { ...channelled.practices, [larkfield]: { ...(channelled.practices[larkfield] as Practice), ...more } },
});
const hours = (...exceptions: readonly HoursException[]): Network => practice({ hours: { ...coreHours, exceptions } });
const wednesday = '2026-11-25';
const noon = at(`${wednesday} 12:00`);
const said = (of: Network, now = noon, today?: Parameters<typeof unusualIn>[4]): readonly Unusual[] =>
  unusualIn(of, north, englandHolidays, now, today);
const different = (open: HoursException['open'], date = wednesday, more: Partial<HoursException> = {}): HoursException => ({
  ...{ date, open, reason: 'Training' },
  ...more,
});

it('on a usual day there is nothing to say', () => {
  expect(said(channelled)).toEqual([]);
  expect(said(channelled, at('2026-11-28 12:00'))).toEqual([]);
});

describe('hours', () => {
  it.each<[string, HoursException, object]>([
    ['shut', different([]), { why: 'shut', reason: 'Training' }],
    ['closing early', different([span('08:00', '12:30')]), { why: 'closesEarly', closes: '12:30', usually: '18:30', reason: 'Training' }],
    ['opening late', different([span('10:00', '18:30')]), { why: 'differentHours', open: [span('10:00', '18:30')], reason: 'Training' }],
    ['open longer', different([span('08:00', '20:00')]), { why: 'differentHours', open: [span('08:00', '20:00')], reason: 'Training' }],
    [
      'shut in the middle of the day',
      different([span('14:00', '18:00'), span('08:00', '12:00')]),
      { why: 'differentHours', open: [span('08:00', '12:00'), span('14:00', '18:00')], reason: 'Training' },
    ],
  ])('%s today', (_, exception, why) => {
    expect(said(hours(exception))).toEqual([{ organisation: larkfield, ...why }]);
    for (const date of ['2026-11-24', '2026-11-26']) expect(said(hours({ ...exception, date }))).toEqual([]);
  });
  it('an exception that changes nothing is nothing', () => {
    expect(said(hours(different([span('08:00', '18:30')])))).toEqual([]);
    expect(said(hours(different([], '2026-11-28')), at('2026-11-28 12:00'))).toEqual([]);
  });
  it('open on a Saturday is different hours', () => {
    const saturday = different([span('09:00', '12:00')], '2026-11-28');
    expect(said(hours(saturday), at('2026-11-28 12:00'))).toMatchObject([{ why: 'differentHours', organisation: larkfield }]);
  });
  it('a bank holiday shuts everybody who would be open, whatever else is set, unless it is set to hold on it', () => {
    const monday = at('2026-08-31 12:00 BST');
    const holiday = { why: 'holiday', name: 'Summer' };
    const everybody = [north, larkfield, millbrook, quayside].map((organisation) => ({ organisation, ...holiday }));
    expect(said(channelled, monday)).toEqual(everybody);
    expect(said(hours(different([span('08:00', '12:00')], '2026-08-31')), monday)).toEqual(everybody);
    const anyway = said(hours(different([span('08:00', '18:30')], '2026-08-31', { evenOnHoliday: true })), monday);
    expect(anyway.filter(({ organisation }) => organisation === larkfield)).toMatchObject([{ why: 'differentHours' }]);
    // 26 December 2026 is a Saturday, 25 December a Friday.
    expect(said(channelled, at('2026-12-25 12:00'))).toHaveLength(4);
    expect(said(channelled, at('2026-12-26 12:00'))).toEqual([]);
  });
  it('says shut for exactly those who are usually open that day and open at no minute of it', () => {
    const first = dayNumber('2026-01-01') ?? 0;
    const spans = fc.constantFrom([], [span('08:00', '12:30')], [span('08:00', '18:30')], [span('10:00', '11:00'), span('13:00', '14:00')]);
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 729 }), spans, fc.boolean(), fc.boolean(), (day, open, set, evenOnHoliday) => {
        const date = dateOf(first + day);
        const of = set ? hours(different(open, date, evenOnHoliday ? { evenOnHoliday } : {})) : channelled;
        const theirs = of.practices[larkfield]?.hours ?? coreHours;
        const everOpen = Array.from({ length: 24 }, (_, hour) => at(`${date} ${String(hour).padStart(2, '0')}:15`)).some((each) =>
          isOpen(each, theirs, englandHolidays),
        );
        const weekday = ![0, 6].includes(new Date(`${date}T00:00:00.000Z`).getUTCDay());
        const whys = said(of, at(`${date} 12:00`)).filter(({ organisation }) => organisation === larkfield);
        const shut = whys.some(({ why }) => why === 'shut' || why === 'holiday');
        if (weekday) expect(shut).toBe(!everOpen);
        else expect(shut && everOpen).toBe(false);
      }),
      { numRuns: 300 },
    );
  });
  it('the day is the one on the wall in London', () => {
    const exception = different([], '2026-07-08');
    expect(said(hours(exception), '2026-07-07T23:30:00.000Z')).toMatchObject([{ why: 'shut' }]);
    expect(said(hours(exception), '2026-07-08T23:30:00.000Z')).toEqual([]);
  });
});

describe('agreements', () => {
  it.each<[string, string, object | undefined]>([
    ['not begun', '2026-11-26|2027-11-25', { why: 'agreementNotBegun', from: '2026-11-26' }],
    ['begun today', '2026-11-25|2027-11-25', undefined],
    ['over', '2025-11-25|2026-11-24', { why: 'agreementEnded', until: '2026-11-24' }],
    ['in its last day', '2025-11-25|2026-11-25', { why: 'agreementEndsSoon', until: '2026-11-25' }],
    ['with thirty days left', '2025-11-25|2026-12-25', { why: 'agreementEndsSoon', until: '2026-12-25' }],
    ['with thirty-one days left', '2025-11-25|2026-12-26', undefined],
  ])('%s', (_, dates, why) => {
    const [from = '', until = ''] = dates.split('|');
    expect(said(practice({ agreement: { from, until } }))).toEqual(why === undefined ? [] : [{ organisation: larkfield, ...why }]);
  });
});

it('a pathway change is said on its first day and the day after', () => {
  const change = { from: wednesday, kind: 'clinical', goes: 'practiceFirst' } as const;
  const changed = practice({ pathwayChanges: [change] });
  const on = (date: string) => said(changed, at(`${date} 12:00`));
  expect(on('2026-11-24')).toEqual([]);
  for (const date of [wednesday, '2026-11-26']) expect(on(date)).toEqual([{ why: 'pathwayChanged', change, organisation: larkfield }]);
  expect(on('2026-11-27')).toEqual([]);
});

it('an allocation is said once it is reached, from today\u2019s count alone', () => {
  const limited = practice({ allocation: 20 });
  const count = (received: number, date = wednesday) => said(limited, noon, { date, received: { [larkfield]: received } });
  expect(count(20)).toEqual([{ why: 'allocationReached', allocation: 20, organisation: larkfield }]);
  expect(count(19)).toEqual([]);
  expect(count(99, '2026-11-24')).toEqual([]);
  expect(said(limited)).toEqual([]);
  expect(said(channelled, noon, { date: wednesday, received: { [larkfield]: 99 } })).toEqual([]);
});

it('whoever has no channel is named, the hub first, then its own practices by name', () => {
  const all = said({ ...network, channels: {} });
  expect(all.map(({ organisation }) => organisation)).toEqual([north, larkfield, millbrook, quayside]);
  expect(all.every(({ why }) => why === 'noChannel')).toBe(true);
  expect(all.map(({ organisation }) => organisation)).not.toContain(overthere);
  expect(unusualIn(network, 'NOSUCH', englandHolidays, noon)).toEqual([]);
});

it('a practice that is not live is said, with what comes', () => {
  const step = { from: '2026-11-20', stage: 'shadow' } as const;
  const live = { from: '2026-12-01', stage: 'live' } as const;
  expect(said(practice({ stages: [step, live] }))).toEqual([{ organisation: larkfield, why: 'notLive', step, next: live }]);
  expect(said(practice({ stages: [step] }))).toEqual([{ organisation: larkfield, why: 'notLive', step }]);
  expect(said(practice({ stages: [step, live] }), at('2026-12-01 12:00'))).toEqual([]);
});
