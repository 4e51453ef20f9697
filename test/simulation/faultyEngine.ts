// The memory engine as one process reaches it: over a line that delays, loses, repeats and answers late.
import { OutcomeUnknown, StoreAway } from '../../src/app/ports.ts';
import type { Engine, Table } from '../../src/storage/engine.ts';
import type { Process } from './process.ts';
import type { World } from './world.ts';

/** Our own patience with the store: a call that has had no answer by then has failed. */
const patienceMs = 8_000;
/** A request on its way may still arrive after its sender has given up, but not after this: the store's own limit is shorter than a lease. */
const lateMs = 3_000;

export function faultyEngine(world: World, process: Process, inner: Engine): Engine {
  const { time, random } = world;

  function call<T>(writes: boolean, what: string, apply: () => Promise<T>): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      if (process.mayDie()) return;
      const fault = world.calm ? undefined : random.oneOf(world.rates.store);
      if (fault !== undefined) {
        world.count(fault);
        world.note(() => `${process.name} ${what}: ${fault}`);
        const [, id, to] = /^transact card\|([^|]+)\|org\.([^ |]+)/.exec(what) ?? [];
        if (id !== undefined) world.unlucky.add(`${process.name} ${id} in 19:${to}@thread.tacv2`);
      }
      const slowMs = fault === 'slow' ? random.next() * (patienceMs - 1_000) : 0;
      const answer = (afterMs: number, give: () => void): void =>
        time.after(afterMs, () => {
          if (process.alive && !process.mayDie()) give();
        });
      const noAnswer = (): void =>
        answer(random.next() * patienceMs, () => reject(writes ? new OutcomeUnknown('no answer') : new StoreAway('no answer')));
      const result = (applied: Promise<T>): void => {
        applied.then(
          (value) => answer(world.delayMs(), () => resolve(value)),
          (error: unknown) => answer(world.delayMs(), () => reject(error)),
        );
      };
      time.after(world.delayMs() + slowMs, () => {
        // A request already sent may or may not outlive its sender.
        if (!process.alive && random.chance(0.5)) return;
        switch (fault) {
          case 'away':
            return answer(world.delayMs(), () => reject(new StoreAway('away')));
          case 'lostBefore':
            return noAnswer();
          case 'lostAfter':
            void apply();
            return noAnswer();
          case 'late':
            // An aborted try may still be applied.
            time.after(random.next() * lateMs, () => void apply());
            return answer(world.delayMs(), () => reject(writes ? new OutcomeUnknown('gave up') : new StoreAway('gave up')));
          case 'resent':
            // As the SDK does when the reply was lost: the same request again, and its second answer is what we hear.
            void apply();
            return time.after(world.delayMs(), () => result(apply()));
          case 'slow':
          case undefined:
            return result(apply());
        }
      });
    });
  }

  const reach = (table: Table): Table => ({
    get: (key) => call(false, `get ${key}`, () => table.get(key)),
    range: (from, to, limit) => call(false, `range ${from}`, () => table.range(from, to, limit)),
    transact: (writes) => call(true, `transact ${writes.map((one) => one.key).join(' ')}`, () => table.transact(writes)),
    remove: (key, etag) => call(true, `remove ${key}`, () => table.remove(key, etag)),
  });
  return { create: (name) => inner.create(name), table: (name) => reach(inner.table(name)) };
}
