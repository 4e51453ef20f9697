// A clock that plays: everything due is looked at when it is due, whatever fails stops nothing, and only one plays at a time.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { endOfDay } from '../../src/domain/time/calendar.ts';
import { createClock } from '../../src/sandbox/clock.ts';
import { createPlayer, type PlayGiven, patienceMs, stepMsMax, stepsMax } from '../../src/sandbox/move-clock.ts';

const minute = 60_000;
const hour = 60 * minute;
const start = Date.parse('2026-11-25T17:00:00.000Z');
const instant = (ms: number): string => new Date(ms).toISOString();

/** A clock on a machine whose own time stands still, and timers that are looked at once they are due, and then are due again or not. */
function ground(timers: readonly number[], more: Partial<PlayGiven> = {}, againMs?: number, machine = { passedMs: 0 }) {
  const clock = createClock(() => start + machine.passedMs);
  const waiting = new Set(timers.map((after) => start + after));
  const looked: { readonly due: number; readonly at: number }[] = [];
  const sweeps: number[] = [];
  const failures: unknown[] = [];
  const player = createPlayer({
    clock,
    nextDue: async (after) => {
      const next = Math.min(...[...waiting].filter((due) => due > Date.parse(after)));
      return next === Number.POSITIVE_INFINITY ? undefined : instant(next);
    },
    sweep: async () => {
      sweeps.push(clock.ms());
      for (const due of [...waiting].filter((one) => one <= clock.ms())) {
        looked.push({ due, at: clock.ms() });
        waiting.delete(due);
        if (againMs !== undefined) waiting.add(due + againMs);
      }
    },
    failed: (error) => failures.push(error),
    ...more,
  });
  return { clock, waiting, looked, sweeps, failures, player };
}

it('looks at each thing at the instant it is due, stops at every midnight, and goes no further than asked', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uniqueArray(fc.integer({ min: 1, max: 40 * hour }), { maxLength: 30 }), async (timers) => {
      const { clock, looked, sweeps, waiting, player } = ground(timers);
      expect(await player.playOn(30 * hour)).toBe('arrived');
      expect(clock.ms()).toBe(start + 30 * hour);
      expect(looked.map(({ at }) => at)).toEqual(looked.map(({ due }) => due));
      expect([...waiting].every((due) => due > start + 30 * hour)).toBe(true);
      expect(sweeps).toContain(Date.parse(endOfDay(instant(start))));
      expect(sweeps[0]).toBe(start);
      const gaps = sweeps.slice(1).map((at, index) => at - (sweeps[index] ?? start));
      // Each step goes on, and none is swept twice.
      expect(Math.min(...gaps)).toBeGreaterThan(0);
      expect(Math.max(...gaps)).toBeLessThanOrEqual(stepMsMax);
    }),
    { numRuns: 40 },
  );
});

it('what becomes due by being looked at is looked at on the way too', async () => {
  const { looked, player } = ground([minute], {}, 7 * minute);
  await player.playOn(hour);
  expect(looked.map(({ at }) => (at - start) / minute)).toEqual([1, 8, 15, 22, 29, 36, 43, 50, 57]);
});

it('what is due already when it begins, or has become due since the last look, is looked at before any more time passes', async () => {
  const machine = { passedMs: 0 };
  let came = false;
  const { clock, waiting, looked, player } = ground(
    [0],
    {
      nextDue: async (after) => {
        if (clock.ms() >= start + 2 * stepMsMax && !came) {
          came = true;
          machine.passedMs += 50;
          waiting.add(clock.ms() - 10);
        }
        const next = Math.min(...[...waiting].filter((due) => due > Date.parse(after)));
        return next === Number.POSITIVE_INFINITY ? undefined : instant(next);
      },
    },
    undefined,
    machine,
  );
  await player.playOn(hour);
  expect(looked.map(({ due, at }) => [due - start, at - due])).toEqual([
    [0, 0],
    [2 * stepMsMax + 40, 10],
  ]);
});

it('time passes whatever fails: a look that throws, a sweep that throws, a row that stays where it is', async () => {
  const broken = new Error('the store is away');
  const blind = ground([5 * minute], { nextDue: () => Promise.reject(broken) });
  expect(await blind.player.playOn(hour)).toBe('arrived');
  expect(blind.failures).toEqual([broken, broken, broken, broken]);
  expect(blind.looked.map(({ at }) => at - start)).toEqual([stepMsMax]);
  const idle = ground([5 * minute], { sweep: () => Promise.reject(broken) });
  expect(await idle.player.playOn(hour)).toBe('arrived');
  expect(idle.clock.ms()).toBe(start + hour);
  expect(idle.failures).toHaveLength(6);
  const stuck = ground([], { nextDue: async () => instant(start) });
  expect(await stuck.player.playOn(hour)).toBe('arrived');
  expect(stuck.sweeps).toHaveLength(5);
});

it('one at a time: whoever asks while it is on its way is told so, and moves nothing', async () => {
  let letGo: () => void = () => undefined;
  const held = new Promise<void>((resolve) => (letGo = resolve));
  const { clock, player } = ground([], { sweep: () => held });
  const first = player.playOn(hour);
  expect(player.playingTo()).toBe(instant(start + hour));
  expect(await player.playOn(hour)).toBe('busy');
  expect(await player.jump(hour)).toBe('busy');
  letGo();
  expect(await first).toBe('arrived');
  expect(player.playingTo()).toBeUndefined();
  expect(clock.ms()).toBe(start + hour);
});

it('waits a little for what is said of each thing that was due, and not for ever', async () => {
  const machine = { passedMs: 0 };
  let unsent = 0;
  let slept = 0;
  const sleep = async (ms: number): Promise<void> => {
    machine.passedMs += ms;
    slept += ms;
    unsent -= 1;
  };
  const timers = Array.from({ length: 100 }, (_, n) => (n + 1) * minute);
  const quick = ground(timers.slice(0, 3), { sending: { allSent: async () => unsent <= 0, sleep } }, undefined, machine);
  quick.clock.onMove(() => {
    unsent = 4;
  });
  await quick.player.playOn(4 * minute);
  // Four looks a quarter of a tenth of a second apart, for each that was due; none for the rest of the way.
  expect(slept).toBe(3 * 4 * 25);
  const never = ground(timers, { sending: { allSent: async () => false, sleep } }, undefined, { passedMs: 0 });
  slept = 0;
  await never.player.playOn(2 * hour);
  // Its own machine stands still: so only the wait for each is bounded, not all of them together.
  expect(slept).toBe(timers.length * 500);
  const patient = ground(timers, { sending: { allSent: async () => false, sleep } }, undefined, machine);
  slept = 0;
  await patient.player.playOn(2 * hour);
  expect(slept).toBeGreaterThanOrEqual(patienceMs);
  expect(slept).toBeLessThan(patienceMs + 500);
});

it('a jump is one move and one look', async () => {
  const { looked, sweeps, player } = ground([minute, 2 * hour, 9 * hour]);
  expect(await player.jump(8 * hour)).toBe('arrived');
  expect(sweeps).toEqual([start + 8 * hour]);
  expect(looked.map(({ due }) => due - start)).toEqual([minute, 2 * hour]);
});

it('stops on the way when it was asked to go too far', async () => {
  const { clock, sweeps, player } = ground([]);
  expect(await player.playOn(366 * 24 * hour)).toBe('stopped');
  expect(sweeps).toHaveLength(stepsMax + 1);
  expect(clock.ms()).toBeLessThan(start + 366 * 24 * hour);
});

it('the machine’s own time that goes on meanwhile counts: nothing is looked at before it is due', async () => {
  let machine = start;
  const clock = createClock(() => machine);
  const seen: number[] = [];
  const player = createPlayer({
    clock,
    nextDue: async (after) => {
      machine += 20;
      return instant(Date.parse(after) + 10);
    },
    sweep: async () => {
      seen.push(clock.ms());
      machine += 1_000;
    },
    failed: () => undefined,
  });
  expect(await player.playOn(minute)).toBe('arrived');
  expect(seen.length).toBeLessThan(100);
  expect(Math.max(...seen.map((at, index) => (seen[index - 1] ?? start) - at))).toBeLessThanOrEqual(0);
});
