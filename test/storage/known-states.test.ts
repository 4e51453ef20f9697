// What a process knows of a thing without reading it: as it last read or wrote it, never after a write that it has not heard of.
import { beforeEach, describe, expect, it } from 'vitest';
import { OutcomeUnknown, type Store } from '../../src/app/ports.ts';
import type { Engine } from '../../src/storage/engine.ts';
import { KnownStates } from '../../src/storage/known-states.ts';
import { memoryEngine } from '../../src/storage/memory.ts';
import { makeTables } from '../../src/storage/setup.ts';
import { createStore } from '../../src/storage/store.ts';
import { claimed, hub, received, type Thing, thing } from './given.ts';

describe('a store', () => {
  let engine: Engine;
  let store: Store;
  let other: Store;
  const storeOf = (writer: string, over = engine): Store => createStore(over, { prefix: 'ehub', writer, missing: () => {} });
  const loaded = async (from = store) => {
    const there = await from.load<Thing>(thing('A'));
    if (there === undefined) throw new Error('nothing there');
    return there;
  };
  beforeEach(async () => {
    engine = memoryEngine();
    await makeTables(engine, 'ehub', [hub]);
    [store, other] = [storeOf('w1'), storeOf('w2')];
    await other.commit(received('A'));
  });

  it('knows what it has read, and what it has written, as a read would give it', async () => {
    expect(store.known(thing('A'))).toBeUndefined();
    const read = await loaded();
    expect(store.known(thing('A'))).toEqual(read);
    await store.commit(claimed('A', read, 'Bo', 'op-bo'));
    expect(store.known(thing('A'))).toEqual(await loaded(other));
  });

  it('gives each who asks a copy of their own', async () => {
    await loaded();
    expect(store.known<Thing>(thing('A'))?.state).not.toBe(store.known<Thing>(thing('A'))?.state);
  });

  it('knows nothing of a thing once others have written first', async () => {
    const read = await loaded();
    await other.commit(claimed('A', await loaded(other), 'Asha', 'op-asha'));
    expect(await store.commit(claimed('A', read, 'Bo', 'op-bo'))).toEqual({ kind: 'conflict' });
    expect(store.known(thing('A'))).toBeUndefined();
  });

  it('knows nothing of a thing while it is being written, nor after an answer was lost', async () => {
    const during: unknown[] = [];
    const losing: Engine = {
      create: (name) => engine.create(name),
      table: (name) => ({
        ...engine.table(name),
        get: (key) => engine.table(name).get(key),
        transact: async (writes) => {
          await engine.table(name).transact(writes);
          during.push(lossy.known(thing('A')));
          throw new OutcomeUnknown('no answer');
        },
      }),
    };
    const lossy = storeOf('w3', losing);
    const read = await loaded(lossy);
    expect(lossy.known(thing('A'))).toEqual(read);
    await expect(lossy.commit(claimed('A', read, 'Bo', 'op-bo'))).rejects.toThrow(OutcomeUnknown);
    expect([...during, lossy.known(thing('A'))]).toEqual([undefined, undefined]);
    expect((await loaded(other)).state).toEqual({ claimant: 'Bo' });
  });
});

describe('what is kept', () => {
  const row = (id: string, characters = 100) => ({ key: `state|econsult|${id}`, etag: `${id}1`, values: { body: 'x'.repeat(characters) } });

  it('is the last thousand, by when they were last used', () => {
    const known = new KnownStates();
    for (let n = 0; n < 1_000; n++) known.keep(hub, row(`A${n}`));
    known.find(hub, row('A0').key);
    known.keep(hub, row('B'));
    expect(known.find(hub, row('A1').key)).toBeUndefined();
    for (const id of ['A0', 'A2', 'A999', 'B']) expect(known.find(hub, row(id).key)).toEqual(row(id));
  });

  it('is nothing long, also not as it was before it grew', () => {
    const known = new KnownStates();
    known.keep(hub, row('A'));
    known.keep(hub, row('A', 16_001));
    expect(known.find(hub, row('A').key)).toBeUndefined();
  });

  it('is of one hub', () => {
    const known = new KnownStates();
    known.keep(hub, row('A'));
    expect(known.find('SOUTH', row('A').key)).toBeUndefined();
  });
});
