// By when a task is usually wanted, and when it is nearly due: in the opening hours of whoever is asked, on clock-change nights and over holidays too.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decideTask } from '../../../src/domain/task/decide.ts';
import { taskKinds, taskPriorities, usualWorkingMinutes } from '../../../src/domain/task/reasons-and-outcomes.ts';
import { dueSoonFrom, taskMayBeWantedBy, usuallyWantedBy } from '../../../src/domain/task/send.ts';
import { ashgrove, hub, nadia, una } from '../../hub.ts';
import { plus } from '../../start/warned.ts';
import { at } from '../time/days.ts';
import { ask, cedarhall, granted, practices, say, taskRules } from './cast.ts';
import { minuteMs, openAt, threeQuarters } from './clock-model.ts';

const iso = (ms: number): string => new Date(ms).toISOString();
const around = fc
  .tuple(
    fc.constantFrom('2026-03-29T00:30:00Z', '2026-10-25T00:30:00Z', '2026-12-25T10:00:00Z', '2026-04-04T10:00:00Z', '2026-11-25T09:00:00Z'),
    fc.integer({ min: -6 * 24 * 60, max: 24 * 60 }),
  )
  .map(([when, minutes]) => Date.parse(when) + minutes * minuteMs);

describe('by when it is usually wanted', () => {
  it('is worked in the opening hours of whoever is asked, whatever the night', () => {
    fc.assert(
      fc.property(
        around,
        fc.constantFrom<string>(hub, ...practices),
        fc.constantFrom(...taskKinds),
        fc.constantFrom(...taskPriorities),
        (from, to, kind, priority) => {
          const minutes = usualWorkingMinutes[kind][priority];
          expect(usuallyWantedBy(taskRules, to, kind, priority, iso(from))).toBe(iso(plus(openAt(to, from), from, minutes * minuteMs)));
        },
      ),
      { numRuns: 500 },
    );
  });
  it('is nearly due after three quarters of that', () => {
    fc.assert(
      fc.property(around, fc.constantFrom<string>(hub, ...practices), fc.integer({ min: 1, max: 14_400 }), (from, to, minutes) => {
        const wantedBy = from + minutes * minuteMs;
        expect(dueSoonFrom(taskRules, to, iso(from), iso(wantedBy))).toBe(iso(threeQuarters(to, from, wantedBy)));
      }),
      { numRuns: 500 },
    );
  });
  it('asked on Friday evening before the clocks go forward, a practice with two hours to do it has until Monday', () => {
    // 17:30 on Friday in winter time; an hour is left that day, and the other is on Monday in summer time.
    expect(usuallyWantedBy(taskRules, ashgrove, 'bookAppointment', 'urgent', at('2026-03-27 17:30'))).toBe(at('2026-03-30 09:00 BST'));
    // The third practice is open on Saturday morning, before the night.
    expect(usuallyWantedBy(taskRules, cedarhall, 'bookAppointment', 'urgent', at('2026-03-27 17:30'))).toBe(at('2026-03-28 11:00'));
  });
  it('over Christmas nobody works: Friday is the day itself, Monday stands for Boxing Day', () => {
    expect(usuallyWantedBy(taskRules, ashgrove, 'question', 'urgent', at('2026-12-24 18:00'))).toBe(at('2026-12-29 08:30'));
  });
  it('is to come, and not more than a quarter away', () => {
    const now = at('2026-11-25 09:00');
    expect(taskMayBeWantedBy(now, now)).toBe(false);
    expect(taskMayBeWantedBy(at('2026-11-25 09:01'), now)).toBe(true);
    expect(taskMayBeWantedBy(at('2027-02-25 09:00'), now)).toBe(true);
    expect(taskMayBeWantedBy(at('2027-02-25 09:01'), now)).toBe(false);
  });
});

describe('a task that is reopened', () => {
  const draft = { kind: 'tests', detail: 'bloods', asked: say('Repeat bloods'), priority: 'routine', clinical: false } as const;
  const sendAt = at('2026-11-25 09:00');
  const until = (wantedBy: string) =>
    granted(
      () =>
        ask(nadia, 'send', sendAt, {
          from: hub,
          to: ashgrove,
          practice: ashgrove,
          knowingly: false,
          draft: { ...draft, wantedBy, telephone: '01632 960000' },
        }),
      () => ask(una, 'finish', at('2026-11-25 10:00'), { outcome: 'taken', told: 'inPerson' }),
    ).task;
  const reopened = (wantedBy: string, when: string) => {
    const decision = decideTask(ask(nadia, 'reopen', when, { reason: 'notDone' }), until(wantedBy), taskRules);
    return 'events' in decision ? decision.events[0] : decision;
  };
  it('is wanted by the time it was, if that is still to come, and nearly due by what is left until then', () => {
    expect(reopened(at('2026-11-25 16:00'), at('2026-11-25 12:00'))).toMatchObject({
      wantedBy: at('2026-11-25 16:00'),
      dueSoonAt: at('2026-11-25 15:00'),
    });
  });
  it('is wanted by when one sent now would be, if its time has passed', () => {
    // Tests are wanted within five days of ten and a half hours.
    expect(reopened(at('2026-11-25 16:00'), at('2026-11-25 16:30'))).toMatchObject({ wantedBy: at('2026-12-02 16:30') });
  });
});
