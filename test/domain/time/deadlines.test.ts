// First look, target, limit and their warnings: the table by example, its edges, and what must hold at any instant.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { kinds, type Priority, priorities } from '../../../src/domain/terms.ts';
import { workingMinutesBetween } from '../../../src/domain/time/calendar.ts';
import {
  type Deadlines,
  defaultRules,
  freezeDeadlines,
  type ToFreeze,
  type WarningKind,
  warningsOf,
} from '../../../src/domain/time/deadlines.ts';
import { coreHours, type OpeningHours } from '../../../src/domain/time/hours.ts';
import { at, englandHolidays, everyDay, neverOpen, noHolidays, roundTheClock, span } from './days.ts';

const freeze = (what: Partial<ToFreeze> & { clockStart: string }): Deadlines =>
  freezeDeadlines({ kind: 'clinical', priority: 'routine', hours: coreHours, holidays: englandHolidays, ...what });

describe('the table', () => {
  // Wednesday 25 November 2026, 09:00, in core hours.
  it.each([
    ['clinical', 'redFlag', '09:15', '10:30', '11:00', '25', '18:30'],
    ['clinical', 'urgent', '09:30', '10:30', '11:00', '25', '18:30'],
    ['clinical', 'routine', '10:00', '10:30', '11:00', '26', '18:30'],
    ['clinicalAdmin', 'redFlag', '09:15', '10:30', '11:00', '25', '18:30'],
    ['clinicalAdmin', 'urgent', '09:30', '10:30', '11:00', '25', '18:30'],
    ['clinicalAdmin', 'routine', '10:00', '10:30', '11:00', '26', '18:30'],
    ['admin', 'redFlag', '09:15', '10:30', '11:00', '25', '18:30'],
    ['admin', 'urgent', '09:30', '10:30', '11:00', '25', '18:30'],
  ] as const)('%s %s', (kind, priority, firstLook, targetWarning, target, limitDay, limit) => {
    expect(freeze({ kind, priority, clockStart: at('2026-11-25 09:00') })).toEqual({
      firstLook: at(`2026-11-25 ${firstLook}`),
      targetWarning: at(`2026-11-25 ${targetWarning}`),
      target: at(`2026-11-25 ${target}`),
      limitWarning: at(`2026-11-${limitDay} 17:30`),
      limit: at(`2026-11-${limitDay} ${limit}`),
    });
  });

  it('routine administrative: half a minute in 75 % of a working day is kept', () => {
    expect(freeze({ kind: 'admin', clockStart: at('2026-11-25 09:00') })).toEqual({
      firstLook: at('2026-11-25 13:00'),
      targetWarning: '2026-11-25T16:52:30.000Z',
      target: at('2026-11-26 09:00'),
      limitWarning: at('2026-11-26 17:30'),
      limit: at('2026-11-26 18:30'),
    });
  });

  it.each([
    ['Friday evening', at('2026-11-27 17:45'), at('2026-11-30 09:15')],
    ['Christmas Eve', at('2026-12-24 18:00'), at('2026-12-29 09:30')],
    ['Saturday', at('2026-11-28 10:00'), at('2026-11-30 10:00')],
    ['Maundy Thursday', at('2026-04-02 18:15 BST'), at('2026-04-07 09:45 BST')],
  ])('worked example: two working hours from %s', (_, clockStart, target) => {
    expect(freeze({ clockStart }).target).toBe(target);
  });
});

describe('limits', () => {
  it.each([
    ['urgent', 'in core hours', at('2026-11-25 17:45'), at('2026-11-25 18:30')],
    ['urgent', 'before core hours', at('2026-11-25 07:30'), at('2026-11-25 18:30')],
    ['urgent', 'at the close of core hours', at('2026-11-25 18:30'), at('2026-11-25 18:30')],
    ['urgent', 'a millisecond later', '2026-11-25T18:30:00.001Z', at('2026-11-26 18:30')],
    ['redFlag', 'on Christmas Eve evening', at('2026-12-24 19:00'), at('2026-12-29 18:30')],
    ['routine', 'just before midnight', at('2026-11-25 23:59'), at('2026-11-26 18:30')],
    ['routine', 'just after midnight', at('2026-11-26 00:00'), at('2026-11-27 18:30')],
    ['routine', 'on Friday', at('2026-11-27 09:00'), at('2026-11-30 18:30')],
    ['routine', 'on Sunday', at('2026-11-29 23:00'), at('2026-11-30 18:30')],
    ['routine', 'after midnight in summer, still yesterday in UTC', '2026-07-01T23:30:00.000Z', at('2026-07-03 18:30 BST')],
    ['routine', 'on Maundy Thursday', at('2026-04-02 08:00 BST'), at('2026-04-07 18:30 BST')],
    ['routine', 'the Saturday before the clocks go back', at('2026-10-24 12:00 BST'), at('2026-10-26 18:30')],
  ] as const)('%s, %s', (priority, _, clockStart, limit) => {
    // Core hours are the contract's, whatever anyone's opening hours.
    for (const hours of [coreHours, neverOpen, roundTheClock]) expect(freeze({ priority, clockStart, hours }).limit).toBe(limit);
  });

  it('an earlier promise is the limit, a later one is not, and nothing lies after it', () => {
    const clockStart = at('2026-11-25 09:00');
    const promisedBy = at('2026-11-25 10:15');
    expect(freeze({ clockStart, promisedBy })).toEqual({
      firstLook: at('2026-11-25 10:00'),
      targetWarning: '2026-11-25T09:56:15.000Z',
      target: promisedBy,
      limitWarning: at('2026-11-25 09:15'),
      limit: promisedBy,
    });
    expect(freeze({ clockStart, promisedBy: at('2026-12-25 09:00') })).toEqual(freeze({ clockStart }));
    const broken = freeze({ clockStart, promisedBy: at('2026-11-24 09:00') });
    expect(new Set([broken.firstLook, broken.targetWarning, broken.target, broken.limit])).toEqual(new Set([at('2026-11-24 09:00')]));
  });

  it('late in the day the target is cut short by the limit and still warned about before it', () => {
    expect(freeze({ priority: 'urgent', clockStart: at('2026-11-25 17:30') })).toMatchObject({
      targetWarning: at('2026-11-25 18:15'),
      target: at('2026-11-25 18:30'),
    });
  });

  it('an organisation that does not open before the limit has its first look and target at the limit', () => {
    const { firstLook, target, limit } = freeze({ clockStart: at('2026-11-25 09:00'), hours: neverOpen });
    expect([firstLook, target]).toEqual([limit, limit]);
  });

  it('a practice sets its own first look and target, and can only tighten the limit', () => {
    const rules = { clinical: { routine: { targetWorkingMinutes: 60, limit: 'sameCoreDay' } } } as const;
    const clockStart = at('2026-11-25 09:00');
    expect(freeze({ clockStart, rules })).toMatchObject({
      firstLook: at('2026-11-25 10:00'),
      target: at('2026-11-25 10:00'),
      limit: at('2026-11-25 18:30'),
    });
    expect(freeze({ clockStart, rules, kind: 'admin' })).toEqual(freeze({ clockStart, kind: 'admin' }));
  });
  it('a practice that sets a nearer target alone has its first look by then as well', () => {
    const rules = { admin: { routine: { targetWorkingMinutes: 120 } } } as const;
    const { firstLook, target } = freeze({ clockStart: at('2026-11-25 09:00'), kind: 'admin', rules });
    expect([firstLook, target]).toEqual([at('2026-11-25 11:00'), at('2026-11-25 11:00')]);
  });
});

describe('warnings', () => {
  const warn = (deadlines: Deadlines, priority: Priority, receivedAt: string, hours: OpeningHours) =>
    warningsOf(deadlines, { priority, receivedAt, hours, holidays: englandHolidays });

  it('come in order, with those that fall together in order of harm', () => {
    const receivedAt = at('2026-11-25 09:00');
    expect(warn(freeze({ clockStart: receivedAt }), 'routine', receivedAt, coreHours)).toEqual([
      { kind: 'firstLook', at: at('2026-11-25 10:00') },
      { kind: 'targetWarning', at: at('2026-11-25 10:30') },
      { kind: 'target', at: at('2026-11-25 11:00') },
      { kind: 'limitWarning', at: at('2026-11-26 17:30') },
      { kind: 'limit', at: at('2026-11-26 18:30') },
    ]);
    const late = at('2026-12-01 09:00');
    expect(warn(freeze({ clockStart: receivedAt }), 'routine', late, coreHours)).toEqual(
      ['firstLook', 'targetWarning', 'target', 'limitWarning', 'limit'].map((kind) => ({ kind, at: late })),
    );
  });

  const one = (kind: WarningKind, priority: Priority, clockStart: string, hours: OpeningHours, receivedAt = clockStart) =>
    warn(freeze({ priority, clockStart }), priority, receivedAt, hours).find((warning) => warning.kind === kind)?.at;
  const afternoons: OpeningHours = { week: { wednesday: [span('14:00', '17:00')], thursday: [span('14:00', '17:00')] } };
  it.each([
    ['routine waits for the holder to open', 'firstLook', 'routine', at('2026-11-25 09:00'), at('2026-11-25 14:00')],
    ['urgent waits for nothing', 'firstLook', 'urgent', at('2026-11-25 09:00'), at('2026-11-25 09:30')],
    ['red flag waits for nothing', 'firstLook', 'redFlag', at('2026-11-25 02:00'), at('2026-11-25 08:15')],
    ['the closing minute still counts as open', 'target', 'routine', at('2026-11-25 15:00'), at('2026-11-25 17:00')],
    ['a minute later waits', 'target', 'routine', at('2026-11-25 15:01'), at('2026-11-26 14:00')],
    [
      'what would come after the limit goes out at the last closing',
      'limitWarning',
      'routine',
      at('2026-11-25 09:00'),
      at('2026-11-26 17:00'),
    ],
    ['the limit itself too', 'limit', 'routine', at('2026-11-25 09:00'), at('2026-11-26 17:00')],
    ['but not for urgent', 'limit', 'urgent', at('2026-11-25 09:00'), at('2026-11-25 18:30')],
    ['and never before receipt', 'limit', 'routine', at('2026-11-27 09:00'), at('2026-11-27 09:00')],
  ] as const)('%s', (_, kind, priority, clockStart, goesOut) => {
    expect(one(kind, priority, clockStart, afternoons)).toBe(goesOut);
  });

  it('one that falls before receipt goes out at receipt, or for routine when the holder then opens', () => {
    const sunday = at('2026-11-29 12:00');
    // Submitted on Friday at 17:00, delivered on Sunday: the first look was due on Friday at 18:00.
    expect(one('firstLook', 'routine', at('2026-11-27 17:00'), coreHours, sunday)).toBe(at('2026-11-30 08:00'));
    expect(one('firstLook', 'urgent', at('2026-11-27 17:00'), coreHours, sunday)).toBe(sunday);
    // Submitted on Thursday evening, limit Friday 18:30: by Sunday that has passed, so it does not wait for Monday.
    expect(one('target', 'routine', at('2026-11-26 19:00'), coreHours, sunday)).toBe(sunday);
  });

  it('a holder that never opens is told at receipt or when it is due, never not at all', () => {
    for (const warning of warn(freeze({ clockStart: at('2026-11-25 09:00') }), 'routine', at('2026-11-25 09:00'), neverOpen)) {
      expect(warning.at <= at('2026-11-26 18:30')).toBe(true);
    }
  });
});

describe('properties, 2019 to 2028', () => {
  const instants = fc.integer({ min: Date.parse('2019-01-01T00:00:00.000Z'), max: Date.parse('2028-12-31T00:00:00.000Z') });
  const hours = fc.constantFrom(coreHours, neverOpen, roundTheClock, everyDay(span('09:00', '12:00')), everyDay(span('18:30', '24:00')));
  const given = fc.record({
    kind: fc.constantFrom(...kinds),
    priority: fc.constantFrom(...priorities),
    ms: instants,
    hours,
    holder: hours,
    delay: fc.nat(7 * 86_400_000),
    promise: fc.option(fc.nat(5 * 86_400_000), { nil: undefined }),
  });

  it('nothing lies after the limit or, unless a promise was broken, before the start; working minutes are as the rule says unless cut short', () => {
    fc.assert(
      fc.property(given, ({ kind, priority, ms, hours, promise }) => {
        const clockStart = new Date(ms).toISOString();
        const promisedBy = promise === undefined ? {} : { promisedBy: new Date(ms + promise).toISOString() };
        const { firstLook, targetWarning, target, limitWarning, limit } = freezeDeadlines({
          kind,
          priority,
          clockStart,
          hours,
          holidays: noHolidays,
          ...promisedBy,
        });
        for (const each of [firstLook, targetWarning, target]) expect(clockStart <= each && each <= limit).toBe(true);
        expect(targetWarning <= target).toBe(true);
        expect(Date.parse(limit) - Date.parse(limitWarning)).toBe(3_600_000);
        if (promisedBy.promisedBy) expect(limit <= promisedBy.promisedBy).toBe(true);
        const rule = defaultRules[kind][priority];
        if (target < limit) expect(workingMinutesBetween(clockStart, target, hours, noHolidays)).toBe(rule.targetWorkingMinutes);
        if (firstLook < limit) expect(workingMinutesBetween(clockStart, firstLook, hours, noHolidays)).toBe(rule.firstLookWorkingMinutes);
      }),
      { numRuns: 500 },
    );
  });

  it('every kind of warning comes once, in order, never before receipt; routine ones in open time or before the limit', () => {
    fc.assert(
      fc.property(given, ({ kind, priority, ms, hours, holder, delay }) => {
        const clockStart = new Date(ms).toISOString();
        const receivedAt = new Date(ms + delay).toISOString();
        const deadlines = freezeDeadlines({ kind, priority, clockStart, hours, holidays: noHolidays });
        const warnings = warningsOf(deadlines, { priority, receivedAt, hours: holder, holidays: noHolidays });
        expect(new Set(warnings.map((warning) => warning.kind)).size).toBe(5);
        expect(warnings.map((warning) => warning.at)).toEqual(warnings.map((warning) => warning.at).sort());
        for (const warning of warnings) {
          expect(warning.at >= receivedAt).toBe(true);
          expect(warning.at <= deadlines.limit || warning.at === receivedAt).toBe(true);
          if (priority !== 'routine') expect(warning.at).toBe([deadlines[warning.kind], receivedAt].sort()[1]);
        }
      }),
      { numRuns: 500 },
    );
  });
});
