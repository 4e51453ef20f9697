// Real races in one process: of many commits on one thing exactly one is written, and of the others nothing.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Loaded, Store } from '../../src/app/ports.ts';
import type { Engine } from '../../src/storage/engine.ts';
import { locate } from '../../src/storage/keys.ts';
import { makeTables } from '../../src/storage/setup.ts';
import { createStore } from '../../src/storage/store.ts';
import { engines, type Opened } from './engines.ts';
import { claimed, hub, received, type Thing, thing } from './given.ts';

const AT_ONCE = 24;
const ROUNDS = 40;
/** Things of which each wants two. */
const PAIRED = 4;
const PAIR_ROUNDS = 20;
const PREFIX = 'ehub';

describe.each(engines)('races on $name', ({ open }) => {
  let opened: Opened;
  let engine: Engine;
  let store: Store;
  beforeAll(async () => {
    opened = await open();
    engine = opened.engine;
    await makeTables(engine, PREFIX, [hub]);
    store = createStore(engine, { prefix: PREFIX, writer: 'w', missing: (_hub, key) => expect.unreachable(`missing ${key}`) });
  });
  afterAll(() => opened.close());

  const rows = async (): Promise<readonly string[]> =>
    (await engine.table(locate(PREFIX, hub)).range('a', 'z', 100_000)).map(({ key }) => key);
  const of = (keys: readonly string[], id: string) => keys.filter((key) => key.split('|').includes(id));
  const rowsOf = async (id: string) => of(await rows(), id);

  it(`${AT_ONCE} claims at once, ${ROUNDS} times: one winner each, no row of a loser`, async () => {
    for (let round = 0; round < ROUNDS; round++) {
      const id = `R${round}`;
      await store.commit(received(id));
      const before = await store.load<Thing>(thing(id));
      if (before === undefined) throw new Error('not received');
      const racers = Array.from({ length: AT_ONCE }, (_, racer) => `P${racer}`);
      const results = await Promise.all(
        racers.map((racer) => {
          // Each racer also wants a message of its own, which must not be left behind by those who lose.
          const change = claimed(id, before, racer, `op-${racer}`);
          return store.commit({ ...change, messages: [...change.messages, { to: `person.${racer}`, class: 1, what: 'takenOver' }] });
        }),
      );
      const winners = racers.filter((_, index) => results[index]?.kind === 'committed');
      expect(winners).toHaveLength(1);
      expect((await store.load<Thing>(thing(id)))?.state.claimant).toBe(winners[0]);
      expect((await store.events<{ by?: string }>(thing(id))).map((event) => event.event.by)).toEqual([undefined, winners[0]]);
      expect(await rowsOf(id)).toEqual([
        `due|2026-11-25T11:00:00.000Z|econsult|${id}`,
        `event|econsult|${id}|000001`,
        `event|econsult|${id}|000002`,
        `log|2026-11-25T09:14:00.000Z|${id}|000001`,
        `log|2026-11-25T09:20:00.000Z|${id}|000002`,
        `outbox|1|org.NORTH|${id}`,
        `outbox|1|person.${winners[0]}|${id}|000002.takenOver`,
        `state|econsult|${id}`,
        `text|${id}|0001|00`,
      ]);
    }
  });

  it(`${AT_ONCE} who want overlapping pairs at once, ${PAIR_ROUNDS} times: each has both or neither, and each loser lost to a winner`, async () => {
    let both = 0;
    for (let round = 0; round < PAIR_ROUNDS; round++) {
      const ids = Array.from({ length: PAIRED }, (_, index) => `Q${round}.${index}`);
      const seen = new Map<string, Loaded<Thing>>();
      for (const id of ids) {
        await store.commit(received(id));
        const before = await store.load<Thing>(thing(id));
        if (before !== undefined) seen.set(id, before);
      }
      const racers = Array.from({ length: AT_ONCE }, (_, racer) => {
        const pair = [racer, racer + 1 + (racer % (PAIRED - 1))].map((index) => ids[index % PAIRED] ?? '');
        return { name: `P${racer}`, pair };
      });
      const results = await Promise.all(
        racers.map(({ name, pair }) => {
          const changes = pair.flatMap((id) => {
            const before = seen.get(id);
            return before === undefined ? [] : [claimed(id, before, name, `op-${name}`)];
          });
          return store.commit(
            ...changes.map((change) => ({ ...change, messages: [{ to: `person.${name}`, class: 1, what: 'takenOver' } as const] })),
          );
        }),
      );
      const winners = racers.filter((_, index) => results[index]?.kind === 'committed');
      both += winners.length;
      const won = new Map(winners.flatMap(({ name, pair }) => pair.map((id): [string, string] => [id, name])));
      // No two of them share a thing.
      expect(won.size).toBe(winners.length * 2);
      for (const { pair } of racers) expect(pair.some((id) => won.has(id))).toBe(true);
      const keys = await rows();
      for (const id of ids) {
        const by = won.get(id);
        expect((await store.load<Thing>(thing(id)))?.state.claimant).toBe(by);
        const there = of(keys, id);
        expect(there).toHaveLength(by === undefined ? 7 : 9);
        expect(there.filter((key) => key.includes('|person.'))).toEqual(
          by === undefined ? [] : [`outbox|1|person.${by}|${id}|000002.takenOver`],
        );
      }
    }
    expect(both).toBeGreaterThanOrEqual(PAIR_ROUNDS);
  });

  it(`the same submission ${AT_ONCE} times at once under new ids becomes one`, async () => {
    const ids = Array.from({ length: AT_ONCE }, (_, index) => `S${index}`);
    const sent = { caller: 'maker', sourceId: 'same', contentHash: 'h' };
    const results = await Promise.all(ids.map((id) => store.commit(received(id, { sent }))));
    const written = ids.filter((_, index) => results[index]?.kind === 'committed');
    expect(written).toHaveLength(1);
    expect(await store.sent(hub, 'maker', 'same')).toEqual({ id: written[0], contentHash: 'h' });
    for (const id of ids) expect(await rowsOf(id)).toHaveLength(id === written[0] ? 7 : 0);
  });
});
