// The lease of the work of all: renewed by itself, taken when it ran out or was let go, and never held by one whose work stands still.
import { beforeEach, expect, it } from 'vitest';
import { keepLease, leaseMs, lookMs } from '../../src/app/lease.ts';
import { counted } from '../../src/storage/counted.ts';
import { createLeases } from '../../src/storage/lease.ts';
import { memoryEngine } from '../../src/storage/memory.ts';
import { makeTables } from '../../src/storage/setup.ts';
import { VirtualTime } from '../simulation/time.ts';

let time: VirtualTime;
let engine: ReturnType<typeof counted>;
beforeEach(async () => {
  time = new VirtualTime();
  engine = counted(memoryEngine());
  await makeTables(engine, 'ehub', []);
});

function instance(owner: string) {
  const one = { alive: true, works: true, taken: [] as number[] };
  const sleep = (ms: number, wake: AbortSignal): Promise<void> =>
    new Promise((resolve) => {
      const go = (): void => {
        if (one.alive) resolve();
      };
      time.after(ms, go);
      wake.addEventListener('abort', () => time.after(0, go));
    });
  const keeper = keepLease({
    ...{ leases: createLeases(engine, 'ehub', { now: () => time.now() }), owner, sleep },
    monotonicMs: () => time.nowMs,
    mayHold: () => one.works,
    changed: ({ took }) => {
      if (took) one.taken.push(time.nowMs);
    },
    failed: (error) => {
      throw error;
    },
  });
  return Object.assign(one, { keeper });
}
const pass = (ms: number): Promise<void> => time.run(time.nowMs + ms, () => false);

it('is renewed with two calls in five seconds, and held all the time', async () => {
  const one = instance('one');
  await pass(100);
  engine.take();
  for (let second = 0; second < 60; second++) {
    await pass(1_000);
    expect(one.keeper.isOurs()).toBe(true);
  }
  expect(engine.take()).toMatchObject({ transactions: 24, pointReads: 0, refused: 0 });
  expect(one.keeper.isWatched()).toBe(false);
});

it('is taken as soon as it has run out after its holder died, and held by one at a time', async () => {
  const [one, two] = [instance('one'), instance('two')];
  for (let ms = 0; ms < 20_000; ms += 250) {
    await pass(250);
    expect([one, two].filter(({ keeper }) => keeper.isOurs())).toHaveLength(1);
  }
  const [holder, other] = one.keeper.isOurs() ? [one, two] : [two, one];
  expect(holder.keeper.isWatched()).toBe(true);
  holder.alive = false;
  const diedMs = time.nowMs;
  await pass(2 * leaseMs);
  expect(other.taken).toHaveLength(1);
  expect((other.taken[0] ?? Number.POSITIVE_INFINITY) - diedMs).toBeLessThanOrEqual(leaseMs + 50);
});

it('is taken within a look when it was let go, and from one whose work stands still', async () => {
  const one = instance('one');
  await pass(1_000);
  const two = instance('two');
  await pass(5_000);
  const stopping = one.keeper.stop();
  await pass(lookMs + 50);
  await stopping;
  expect(two.keeper.isOurs()).toBe(true);
  const three = instance('three');
  await pass(5_000);
  two.works = false;
  await pass(leaseMs);
  expect([two.keeper.isOurs(), three.keeper.isOurs()]).toEqual([false, true]);
});
