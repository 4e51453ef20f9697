// The inspection of a hub's table: silent on what the store writes, and pointing at each kind of damage.
import { beforeEach, describe, expect, it } from 'vitest';
import type { Store } from '../../src/app/ports.ts';
import type { Engine, Table } from '../../src/storage/engine.ts';
import { inspect } from '../../src/storage/inspect.ts';
import { locate } from '../../src/storage/keys.ts';
import { memoryEngine } from '../../src/storage/memory.ts';
import { makeTables } from '../../src/storage/setup.ts';
import { createStore } from '../../src/storage/store.ts';
import { claimed, hub, received, type Thing, thing } from './given.ts';

let engine: Engine;
let table: Table;
let store: Store;
beforeEach(async () => {
  engine = memoryEngine();
  await makeTables(engine, 'ehub', [hub]);
  table = engine.table(locate('ehub', hub));
  store = createStore(engine, { prefix: 'ehub', writer: 'w', missing: () => {} });
  for (const id of ['A', 'AB', 'a|b']) {
    await store.commit(received(id));
    const before = await store.load<Thing>(thing(id));
    if (before !== undefined) await store.commit(claimed(id, before, 'Ali', `op-${id}`));
  }
});

const found = async () => (await inspect(engine, 'ehub', hub)).findings;
const drop = (key: string) => table.transact([{ kind: 'delete', key }]);
const copy = async (from: string, to: string) =>
  table.transact([{ kind: 'insert', key: to, values: (await table.get(from))?.values ?? {} }]);

describe('an inspection', () => {
  it('finds nothing wrong with what the store wrote, over many pages', async () => {
    for (let index = 0; index < 1_200; index++) await store.commit(received(`M${index}`));
    expect(await inspect(engine, 'ehub', hub)).toEqual({ things: 1_203, events: 1_206, findings: [] });
  });

  it('finds an event taken out, at the front, at the end, and altogether', async () => {
    await drop('event|econsult|A|000001');
    expect(await found()).toEqual([{ kind: 'chain', id: 'A', broken: { version: 1, why: 'gap' } }]);
    await drop('event|econsult|AB|000002');
    expect(await found()).toContainEqual({ kind: 'chain', id: 'AB', broken: { version: 2, why: 'cut' } });
    await drop('event|econsult|A|000002');
    expect(await found()).toContainEqual({ kind: 'versionApart', id: 'A', state: 2, events: 0 });
  });

  it('finds an event that was altered', async () => {
    const row = await table.get('event|econsult|A|000002');
    const body = JSON.stringify({ operation: 'op-A', event: { kind: 'claimed', by: 'Bea' } });
    await table.transact([{ kind: 'upsert', key: 'event|econsult|A|000002', values: { ...row?.values, body } }]);
    expect(await found()).toEqual([{ kind: 'chain', id: 'A', broken: { version: 2, why: 'altered' } }]);
  });

  it('finds a state that is gone and what it leaves behind', async () => {
    await drop('state|econsult|A');
    expect(await found()).toEqual([
      { kind: 'eventsWithoutState', id: 'A' },
      { kind: 'orphan', key: 'due|2026-11-25T11:00:00.000Z|econsult|A' },
    ]);
  });

  it('finds a second timer', async () => {
    await copy('due|2026-11-25T11:00:00.000Z|econsult|A', 'due|2026-11-25T12:00:00.000Z|econsult|A');
    expect(await found()).toEqual([{ kind: 'second', key: 'due|2026-11-25T12:00:00.000Z|econsult|A' }]);
  });
});
