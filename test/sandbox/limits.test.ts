// The documented limits, against a slow and obvious model of them.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createClock } from '../../src/sandbox/clock.ts';
import { createLimits } from '../../src/sandbox/limits.ts';
import { startMs } from './given.ts';

const sendWindows = [
  [1_000, 7],
  [2_000, 8],
  [30_000, 60],
  [3_600_000, 1_800],
] as const;
const readWindows = sendWindows.map(([ms, calls]) => [ms, calls * 2] as const);

const setUp = () => {
  const clock = createClock(() => startMs);
  return { clock, limits: createLimits(clock) };
};

describe('limits', () => {
  it.each([
    ['send', 7],
    ['create', 7],
    ['members', 14],
    ['channels', 14],
    ['other', 50],
  ] as const)('allows %s only so often in one second', (charge, calls) => {
    const { limits } = setUp();
    for (let i = 0; i < calls; i += 1) expect(limits.take(charge, 'c')).toBeUndefined();
    expect(limits.take(charge, 'c')).toMatchObject({ charge, retryAfterSeconds: 1 });
    expect(limits.overrunCount()).toBe(1);
  });

  it('says how long to wait, and after that wait it fits', () => {
    const { clock, limits } = setUp();
    for (let i = 0; i < 60; i += 1) {
      expect(limits.take('send', 'c')).toBeUndefined();
      clock.moveOn(300);
    }
    const refused = limits.take('send', 'c');
    expect(refused).toMatchObject({ window: '60 per 30 s', retryAfterSeconds: 12 });
    clock.moveOn(10_500);
    expect(limits.take('send', 'c')).toMatchObject({ retryAfterSeconds: 2 });
    clock.moveOn(1_499);
    expect(limits.take('send', 'c')).toMatchObject({ retryAfterSeconds: 1 });
    clock.moveOn(1);
    expect(limits.take('send', 'c')).toBeUndefined();
  });

  it('counts the hour', () => {
    const { clock, limits } = setUp();
    for (let i = 0; i < 1_800; i += 1) {
      expect(limits.take('send', 'c')).toBeUndefined();
      clock.moveOn(600);
    }
    expect(limits.take('send', 'c')).toMatchObject({ window: '1800 per 3600 s', retryAfterSeconds: 2_520 });
  });

  it('still counts the hour after it has forgotten older calls', () => {
    const { clock, limits } = setUp();
    for (let i = 0; i < 4_000; i += 1) {
      expect(limits.take('send', 'c')).toBeUndefined();
      clock.moveOn(2_000);
    }
    expect(limits.take('send', 'c')).toBeUndefined();
    clock.moveOn(1_999);
    expect(limits.take('send', 'c')).toMatchObject({ window: '1800 per 3600 s', retryAfterSeconds: 1 });
  });

  it('keeps conversations apart but not tenants', () => {
    const { limits } = setUp();
    let allowed = 0;
    for (let c = 0; c < 10; c += 1) for (let i = 0; i < 7; i += 1) if (limits.take('send', `c${c}`) === undefined) allowed += 1;
    expect(allowed).toBe(50);
    expect(limits.overruns.every((o) => o.of === 'tenant' && o.window === '50 per 1 s')).toBe(true);
    expect(limits.overrunCount()).toBe(20);
  });

  it('agrees with counting, whatever the calls', () => {
    const step = fc.record({
      wait: fc.oneof(fc.integer({ min: 0, max: 300 }), fc.integer({ min: 0, max: 40_000 })),
      burst: fc.integer({ min: 1, max: 20 }),
      charge: fc.constantFrom('send' as const, 'members' as const),
      conversation: fc.constantFrom('a', 'b'),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const { clock, limits } = setUp();
        const taken: { at: number; key: string }[] = [];
        const within = (ms: number, key?: string): number =>
          taken.filter((t) => t.at > clock.ms() - ms && (key === undefined || t.key === key)).length;
        for (const { wait, burst, charge, conversation } of steps) {
          clock.moveOn(wait);
          for (let i = 0; i < burst; i += 1) {
            const key = `${charge} ${conversation}`;
            const windows = charge === 'send' ? sendWindows : readWindows;
            const fits = windows.every(([ms, calls]) => within(ms, key) < calls) && within(1_000) < 50;
            expect(limits.take(charge, conversation) === undefined).toBe(fits);
            if (fits) taken.push({ at: clock.ms(), key });
          }
        }
        expect(limits.allowed()).toBe(taken.length);
      }),
      { numRuns: 60 },
    );
  });
});

describe('the clock', () => {
  it('moves on only', () => {
    const { clock } = setUp();
    let moves = 0;
    const stop = clock.onMove(() => {
      moves += 1;
    });
    clock.moveOn(90_000);
    expect(clock.now()).toBe('2026-11-25T09:01:30.000Z');
    expect(clock.machineMs()).toBe(startMs);
    expect(() => clock.moveOn(-1)).toThrow(RangeError);
    expect(() => clock.moveOn(Number.NaN)).toThrow(RangeError);
    stop();
    clock.moveOn(1);
    expect(moves).toBe(1);
  });
});
