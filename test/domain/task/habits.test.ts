// What is late again and again between two organisations: only what is a habit, of the last weeks, with the right numbers.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { keyOf } from '../../../src/domain/task/clock.ts';
import type { HabitEvent } from '../../../src/domain/task/habits.ts';
import { habitMin, lateHabits } from '../../../src/domain/task/habits.ts';
import type { TaskKind } from '../../../src/domain/task/reasons-and-outcomes.ts';
import { larkfield, millbrook, north } from '../../people.ts';

const now = '2026-11-30T09:00:00.000Z';
const daysAgo = (days: number): string => new Date(Date.parse(now) - days * 86_400_000).toISOString();
type Happened = { readonly id: string; readonly event: HabitEvent };
const sent = (id: string, days: number, more: { from?: string; to?: string; kind?: TaskKind } = {}): Happened => {
  const { from = north, to = larkfield, kind = 'tests' } = more;
  return { id, event: { type: 'TaskSent', at: daysAgo(days), from, to, request: { kind } } as HabitEvent };
};
const late = (id: string, days: number, of: 'late' | 'stillLate' = 'late'): Happened => {
  const keys = [keyOf('late', daysAgo(days)), ...(of === 'late' ? [] : [keyOf('stillLate', daysAgo(days))])];
  return { id, event: { type: 'TaskReminded', at: daysAgo(days), of, keys } as HabitEvent };
};
const dueSoon = (id: string, days: number): Happened => ({
  id,
  event: { type: 'TaskReminded', at: daysAgo(days), of: 'dueSoon', keys: [keyOf('dueSoon', daysAgo(days))] } as HabitEvent,
});
const inOrder = (...all: readonly Happened[]) => [...all].sort((a, b) => (a.event.at < b.event.at ? -1 : 1));

describe('what is late again and again', () => {
  it('is counted by who asked whom for what, with how many were sent and how many of it were late in the last week', () => {
    const events = inOrder(
      ...['a', 'b', 'c', 'd', 'e'].map((id, nth) => sent(id, 20 - nth)),
      ...[late('a', 15), late('b', 12, 'stillLate'), late('c', 2), dueSoon('d', 2)],
      ...[sent('f', 20, { kind: 'fitNote' }), late('f', 3), sent('g', 20, { from: larkfield, to: north }), late('g', 3)],
    );
    expect(lateHabits(events, now)).toEqual([{ from: north, to: larkfield, kind: 'tests', sent: 5, late: 3, lately: 1 }]);
  });
  it('said twice of one task is late once', () => {
    const events = inOrder(sent('a', 20), sent('b', 20), late('a', 5), late('a', 4, 'stillLate'), late('b', 3), late('b', 2, 'stillLate'));
    expect(lateHabits(events, now)).toEqual([]);
  });
  it('is nothing when nothing was late in the last week, however late it was before', () => {
    const all = ['a', 'b', 'c', 'd'];
    expect(lateHabits(inOrder(...all.map((id) => sent(id, 20)), ...all.map((id) => late(id, 10))), now)).toEqual([]);
  });
  it('is the receiver\u2019s that had it when it was late', () => {
    const again = (id: string): Happened => ({
      id,
      event: { type: 'TaskSentAgain', at: daysAgo(6), to: millbrook, request: { kind: 'record' } } as HabitEvent,
    });
    const all = ['a', 'b', 'c'];
    expect(lateHabits(inOrder(...all.map((id) => sent(id, 10)), ...all.map(again), ...all.map((id) => late(id, 2))), now)).toEqual([
      { from: north, to: millbrook, kind: 'record', sent: 3, late: 3, lately: 3 },
    ]);
  });
  it('never counts more late than sent, nor more of the last week than of all', () => {
    const ids = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f');
    const days = fc.integer({ min: 0, max: 40 });
    const one = fc.oneof(
      fc.tuple(ids, days).map(([id, ago]) => sent(id, ago)),
      fc.tuple(ids, days).map(([id, ago]) => late(id, ago)),
      fc.tuple(ids, days).map(([id, ago]) => late(id, ago, 'stillLate')),
    );
    fc.assert(
      fc.property(fc.array(one, { maxLength: 30 }), (all) => {
        for (const habit of lateHabits(inOrder(...all), now)) {
          expect(habit.late).toBeGreaterThanOrEqual(habitMin);
          expect(habit.late).toBeLessThanOrEqual(habit.sent);
          expect(habit.lately).toBeLessThanOrEqual(habit.late);
        }
      }),
    );
  });
});
