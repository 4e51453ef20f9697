// Several things in one transaction, on both engines: all are changed or none is, however it goes wrong.

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Change, type Loaded, type Store, TooMuchAtOnce } from '../../src/app/ports.ts';
import type { SubmissionText } from '../../src/domain/econsult/submission.ts';
import { channelOf } from '../../src/domain/terms.ts';
import { verifyChain } from '../../src/storage/chain.ts';
import { counted } from '../../src/storage/counted.ts';
import { inspect } from '../../src/storage/inspect.ts';
import { locate } from '../../src/storage/keys.ts';
import { LimitPassed } from '../../src/storage/limits.ts';
import { makeTables } from '../../src/storage/setup.ts';
import { createStore } from '../../src/storage/store.ts';
import { engines, type Opened } from './engines.ts';
import { claimed, type Happened, hub, place, received, type Thing, text, thing, timer } from './given.ts';

describe.each(engines)('several things on $name', ({ open }) => {
  let opened: Opened;
  let store: Store;
  let engine: ReturnType<typeof counted>;
  let prefix: string;
  let missing: string[];
  let count = 0;
  beforeAll(async () => {
    opened = await open();
    engine = counted(opened.engine);
  });
  beforeEach(async () => {
    prefix = `ehub${++count}`;
    missing = [];
    await makeTables(engine, prefix, [hub, 'SOUTH']);
    store = createStore(engine, { prefix, writer: 'w1', missing: (_hub, key) => missing.push(key) });
    for (const id of ['A', 'B', 'C']) await store.commit(received(id));
    engine.take();
  });
  afterAll(() => opened.close());

  const loaded = async (id: string): Promise<Loaded<Thing>> => {
    const there = await store.load<Thing>(thing(id));
    if (there === undefined) throw new Error('nothing there');
    return there;
  };
  const claim = async (id: string, by: string, operation: string) => claimed(id, await loaded(id), by, operation);
  /** Nothing happens to it, and nobody may change it meanwhile. */
  const guarded = async (id: string, operation: string): Promise<Change<Thing, Happened>> => {
    const before = await loaded(id);
    const still = { queue: { before: place, after: place }, timer: { before: timer, after: timer } };
    return { ...claimed(id, before, '', operation), ...still, after: before.state, events: [], messages: [] };
  };
  const fresh = (id: string, operation: string) => received(id, { operation, sent: { caller: 'm', sourceId: id, contentHash: 'h' } });
  const rows = async () => (await engine.table(locate(prefix, hub)).range('a', 'z', 10_000)).map(({ key, etag }) => `${key} ${etag}`);
  const claimants = async () => Promise.all(['A', 'B', 'C'].map(async (id) => (await loaded(id)).state.claimant));

  it('writes them in one transaction, each as if it were alone, all under the same operation', async () => {
    const changes = [await claim('A', 'Ali', 'op'), await claim('B', 'Ali', 'op'), fresh('N', 'op')];
    engine.take();
    expect(await store.commit(...changes)).toEqual({ kind: 'committed' });
    expect(engine.take()).toMatchObject({ transactions: 1, rowsWritten: 7 + 7 + 8, refused: 0, pointReads: 0, rangeReads: 0 });
    expect(await claimants()).toEqual(['Ali', 'Ali', undefined]);
    for (const [id, version] of [['A', 2] as const, ['B', 2] as const, ['N', 1] as const]) {
      const now = await loaded(id);
      const events = await store.events(thing(id));
      expect([now.version, now.operations.at(-1), events.at(-1)?.operation]).toEqual([version, 'op', 'op']);
      expect(verifyChain(events, now.lastHash)).toBeUndefined();
    }
    expect(await store.texts<SubmissionText>(hub, 'N')).toEqual([text('I have had a cough for a week.')]);
    expect((await store.queue(hub, 'econsult', 'NORTH', 10)).map(({ id }) => id)).toEqual(['C', 'N']);
    expect((await inspect(engine, prefix, hub)).findings).toEqual([]);
  });

  it.each(['A', 'B', 'C'])('writes none of three where somebody else has changed %s meanwhile', async (overtaken) => {
    const changes = [await claim('A', 'Ali', 'op'), await claim('B', 'Ali', 'op'), await claim('C', 'Ali', 'op')];
    await store.commit(await claim(overtaken, 'Bea', 'op-bea'));
    const before = await rows();
    expect(await store.commit(...changes)).toEqual({ kind: 'conflict' });
    expect(await rows()).toEqual(before);
    expect(missing).toEqual([]);
  });

  it('writes none where one that should be new is there already, or was sent before under another id', async () => {
    const before = await rows();
    for (const twin of [
      received('B', { operation: 'op' }),
      received('N', { operation: 'op', sent: { caller: 'maker', sourceId: 'source-B', contentHash: 'abc' } }),
    ]) {
      expect(await store.commit(await claim('A', 'Ali', 'op'), twin)).toEqual({ kind: 'conflict' });
      expect(await store.commit(twin, await claim('A', 'Ali', 'op'))).toEqual({ kind: 'conflict' });
    }
    expect(await rows()).toEqual(before);
  });

  it('guards one to which nothing happens: it remembers the wish, and whoever changes it meanwhile stops the others', async () => {
    const guard = await guarded('B', 'op');
    expect(await store.commit(await claim('A', 'Ali', 'op'), guard)).toEqual({ kind: 'committed' });
    expect(await loaded('B')).toMatchObject({ version: 1, operations: ['intake.B', 'op'], state: {} });
    expect(await store.events(thing('B'))).toHaveLength(1);
    expect((await inspect(engine, prefix, hub)).findings).toEqual([]);
    // It was written, so what was read before no longer counts.
    expect(await store.commit(await claim('C', 'Ali', 'op-2'), { ...guard, operation: 'op-2' })).toEqual({ kind: 'conflict' });
    expect((await loaded('C')).version).toBe(1);
  });

  it('tells of every due and open row that is missing, of all of them, and lets the decision stand', async () => {
    const gone = (await rows()).map((row) => row.split(' ')[0] ?? '').filter((key) => /^(due|open)/.test(key));
    await engine.table(locate(prefix, hub)).transact(gone.map((key) => ({ kind: 'delete', key })));
    const changes = [await claim('A', 'Ali', 'op'), await claim('B', 'Ali', 'op'), await claim('C', 'Ali', 'op')];
    expect(await store.commit(...changes)).toEqual({ kind: 'committed' });
    expect(missing.sort()).toEqual(gone.sort());
    expect(await store.due(hub, '2026-11-25T11:00:00.000Z', 10)).toHaveLength(3);
  });

  it('blames no missing row where the guard of another has not held', async () => {
    const changes = [await claim('A', 'Ali', 'op'), await claim('B', 'Ali', 'op')];
    await store.commit(await claim('B', 'Bea', 'op-bea'));
    const gone = (await rows()).map((row) => row.split(' ')[0] ?? '').filter((key) => /^(due|open).*\|A$/.test(key));
    expect(gone).toHaveLength(2);
    await engine.table(locate(prefix, hub)).transact(gone.map((key) => ({ kind: 'delete', key })));
    expect(await store.commit(...changes)).toEqual({ kind: 'conflict' });
    expect(missing).toEqual([]);
  });

  it('refuses as a bug what no transaction can hold: the same thing twice, two hubs, two wishes, nothing', async () => {
    const before = await rows();
    const [a, b] = [await claim('A', 'Ali', 'op'), await claim('B', 'Ali', 'op')];
    await expect(store.commit(a, b, a)).rejects.toThrow(LimitPassed);
    await expect(store.commit(a, { ...b, thing: { ...b.thing, hub: 'SOUTH' } })).rejects.toThrow('different hubs');
    await expect(store.commit(a, { ...b, operation: 'op-2' })).rejects.toThrow('different wishes');
    await expect(store.commit()).rejects.toThrow('at least one');
    expect(await rows()).toEqual(before);
  });

  // What `TooMuchAtOnce` says of how many fit.
  it.each([
    ['7 rows each, their timers staying', 14, false],
    ['9 rows each, their timers moving as well', 11, true],
  ] as const)('moves things shown in two channels from one holder to another, %s: %i at once and no more', async (_what, most, moves) => {
    const ids = Array.from({ length: most + 1 }, (_, index) => `M${index}`);
    for (const id of ids) await store.commit(received(id));
    const moved = async (id: string): Promise<Change<Thing, Happened>> => ({
      ...(await claim(id, 'rule', 'op')),
      messages: ['NORTH', 'A81001'].map((to) => ({ to: channelOf(to), class: 2, what: 'card' })),
      queue: { before: place, after: { ...place, holder: 'A81001' } },
      timer: { before: timer, after: moves ? { ...timer, at: '2026-11-25T11:00:00.000Z' } : timer },
    });
    const changes = await Promise.all(ids.map(moved));
    const before = await rows();
    await expect(store.commit(...changes)).rejects.toThrow(TooMuchAtOnce);
    expect(await rows()).toEqual(before);
    expect(await store.commit(...changes.slice(0, most))).toEqual({ kind: 'committed' });
    expect(await store.queue(hub, 'econsult', 'A81001', 100)).toHaveLength(most);
  });

  it('refuses more than 4 MiB before anything is written', async () => {
    const note = 'x'.repeat(450_000);
    const long = Array.from({ length: 10 }, (_, index) => ({ ...fresh(`L${index}`, 'op'), after: { note } }));
    const before = await rows();
    await expect(store.commit(...long)).rejects.toThrow(TooMuchAtOnce);
    expect(await rows()).toEqual(before);
    expect(await store.commit(...long.slice(0, 9))).toEqual({ kind: 'committed' });
  });
});
