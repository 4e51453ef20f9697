// The contract of the Store, run on both engines: what a decision writes and what is read of it.

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Message, operationsKept, type Store } from '../../src/app/ports.ts';
import type { QueuePlace } from '../../src/domain/econsult/queue-place.ts';
import type { SubmissionText } from '../../src/domain/econsult/submission.ts';
import { channelOf } from '../../src/domain/terms.ts';
import { verifyChain } from '../../src/storage/chain.ts';
import { counted } from '../../src/storage/counted.ts';
import { locate } from '../../src/storage/keys.ts';
import { schemaKey } from '../../src/storage/schema.ts';
import { makeTables, NETWORK } from '../../src/storage/setup.ts';
import { createStore } from '../../src/storage/store.ts';
import { engines, type Opened } from './engines.ts';
import { claimed, due, hub, place, received, type Thing, text, thing, timer } from './given.ts';

describe.each(engines)('store on $name', ({ open }) => {
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
    await makeTables(engine, prefix, [hub]);
    store = createStore(engine, { prefix, writer: 'w1', missing: (_hub, key) => missing.push(key) });
    engine.take();
  });
  afterAll(() => opened.close());

  const loaded = async (id: string) => {
    const there = await store.load<Thing>(thing(id));
    if (there === undefined) throw new Error('nothing there');
    return there;
  };
  /** But the one in which the table says its shape. */
  const rows = async () =>
    (await engine.table(locate(prefix, hub)).range('a', 'z', 1_000)).map((row) => row.key).filter((key) => key !== schemaKey);

  it('knows nothing at first', async () => {
    await store.ping();
    expect(await store.load(thing('A'))).toBeUndefined();
    expect(await store.operationAt(thing('A'), 1)).toBeUndefined();
    expect(await store.sent(hub, 'maker', 's')).toBeUndefined();
    expect(await store.texts<SubmissionText>(hub, 'A')).toEqual([]);
    expect(await store.events(thing('A'))).toEqual([]);
    expect(await store.queue(hub, 'econsult', 'NORTH', 10)).toEqual([]);
    expect(await store.due(hub, '2099-01-01T00:00:00.000Z', 10)).toEqual([]);
    expect(await store.outbox(hub, 1, 10)).toEqual([]);
    expect(await store.buried(hub)).toEqual([]);
    expect((await store.card(hub, 'A', 'org.NORTH')).etag).toBeUndefined();
  });

  it('writes all of a receipt in one transaction, under the keys of the design', async () => {
    expect(await store.commit(received('K7M4QX'))).toEqual({ kind: 'committed' });
    expect(engine.take()).toMatchObject({ transactions: 1, rowsWritten: 8, pointReads: 0, rangeReads: 0 });
    expect(await rows()).toEqual([
      'due|2026-11-25T10:00:00.000Z|econsult|K7M4QX',
      'event|econsult|K7M4QX|000001',
      'log|2026-11-25T09:14:00.000Z|K7M4QX|000001',
      'open|econsult|NORTH|1|2026-11-25T10:00:00.000Z|K7M4QX',
      'outbox|1|org.NORTH|K7M4QX',
      'sent|maker|source-K7M4QX',
      'state|econsult|K7M4QX',
      'text|K7M4QX|0001|00',
    ]);
    expect(await loaded('K7M4QX')).toMatchObject({ state: {}, version: 1, operations: ['intake.K7M4QX'] });
    expect(await store.sent(hub, 'maker', 'source-K7M4QX')).toEqual({ id: 'K7M4QX', contentHash: 'abc' });
    expect(await store.texts<SubmissionText>(hub, 'K7M4QX')).toEqual([text('I have had a cough for a week.')]);
  });

  it('claims with one point read and one transaction of seven rows', async () => {
    await store.commit(received('A'));
    engine.take();
    await store.commit(claimed('A', await loaded('A'), 'Ali', 'op-1'));
    // event, state, log, due out, due in, open out, outbox.
    expect(engine.take()).toMatchObject({ pointReads: 1, rangeReads: 0, transactions: 1, rowsWritten: 7, refused: 0 });
    expect(await loaded('A')).toMatchObject({ state: { claimant: 'Ali' }, version: 2 });
    expect(await store.queue(hub, 'econsult', 'NORTH', 10)).toEqual([]);
    expect(await store.due(hub, '2026-11-25T10:59:59.999Z', 10)).toEqual([]);
    expect(await store.due(hub, '2026-11-25T11:00:00.000Z', 10)).toEqual([
      { at: '2026-11-25T11:00:00.000Z', kind: 'econsult', id: 'A', harm: timer.harm },
    ]);
  });

  it('lets the first of two win; the second writes nothing at all', async () => {
    await store.commit(received('A'));
    const seen = await loaded('A');
    await store.commit(claimed('A', seen, 'Ali', 'op-ali'));
    const before = await rows();
    expect(await store.commit(claimed('A', seen, 'Bea', 'op-bea'))).toEqual({ kind: 'conflict' });
    expect(await rows()).toEqual(before);
    expect((await loaded('A')).state.claimant).toBe('Ali');
    expect(await store.commit(received('A', { operation: 'again' }))).toEqual({ kind: 'conflict' });
    expect(await rows()).toEqual(before);
  });

  it('keeps the fence of intake: one id for a source, whatever the new id', async () => {
    await store.commit(received('A'));
    const twin = received('B', { sent: { caller: 'maker', sourceId: 'source-A', contentHash: 'other' } });
    expect(await store.commit(twin)).toEqual({ kind: 'conflict' });
    expect(await store.load(thing('B'))).toBeUndefined();
    expect(await store.texts<SubmissionText>(hub, 'B')).toEqual([]);
  });

  it('remembers the last operations, as many as it says, and chains every event', async () => {
    await store.commit(received('A', { events: [{ kind: 'received' }, { kind: 'claimed', by: 'rule' }] }));
    for (let press = 0; press < operationsKept + 2; press++) {
      const before = await loaded('A');
      const change = { ...claimed('A', before, `P${press}`, `op-${press}`), queue: { before: undefined, after: undefined } };
      expect((await store.commit({ ...change, timer: { before: undefined, after: undefined } })).kind).toBe('committed');
    }
    const now = await loaded('A');
    expect(now.version).toBe(operationsKept + 4);
    expect(now.operations).toEqual(Array.from({ length: operationsKept }, (_, index) => `op-${index + 2}`));
    expect(await store.operationAt(thing('A'), 3)).toBe('op-0');
    const events = await store.events(thing('A'));
    expect(events.map((event) => event.version)).toEqual(Array.from({ length: operationsKept + 4 }, (_, index) => index + 1));
    expect(events[2]).toMatchObject({ operation: 'op-0', event: { kind: 'claimed', by: 'P0' } });
    expect(verifyChain(events, now.lastHash)).toBeUndefined();
  });

  it('leaves timer and place alone where they stay the same', async () => {
    await store.commit(received('A'));
    const change = {
      ...claimed('A', await loaded('A'), 'Ali', 'op'),
      queue: { before: place, after: place },
      timer: { before: timer, after: timer },
    };
    engine.take();
    expect(await store.commit(change)).toEqual({ kind: 'committed' });
    expect(engine.take()).toMatchObject({ rowsWritten: 4 });
    expect(await store.queue(hub, 'econsult', 'NORTH', 10)).toHaveLength(1);
    expect(await store.due(hub, due, 10)).toHaveLength(1);
  });

  it('reports a missing due or open row and lets the decision stand', async () => {
    await store.commit(received('A'));
    const table = engine.table(locate(prefix, hub));
    const [dueKey = '', openKey = ''] = (await rows()).filter((key) => /^(due|open)/.test(key));
    await table.transact([
      { kind: 'delete', key: dueKey },
      { kind: 'delete', key: openKey },
    ]);
    expect(await store.commit(claimed('A', await loaded('A'), 'Ali', 'op'))).toEqual({ kind: 'committed' });
    expect(missing).toEqual([dueKey, openKey]);
    expect(await store.due(hub, '2026-11-25T11:00:00.000Z', 10)).toHaveLength(1);
  });

  it('still refuses who comes second when rows are missing: no false repair', async () => {
    await store.commit(received('A'));
    const seen = await loaded('A');
    await store.commit(claimed('A', seen, 'Ali', 'op-ali'));
    expect(await store.commit(claimed('A', seen, 'Bea', 'op-bea'))).toEqual({ kind: 'conflict' });
    expect(missing).toEqual([]);
  });

  it('shows a queue most urgent first, then earliest due, of one holder only', async () => {
    const places: readonly [string, QueuePlace][] = [
      ['r1', { ...place, holder: 'A81001', priority: 'routine', due: '2026-11-25T08:00:00.000Z' }],
      ['u2', { ...place, holder: 'A81001', priority: 'urgent', due: '2026-11-25T12:00:00.000Z' }],
      ['u1', { ...place, holder: 'A81001', priority: 'urgent', due: '2026-11-25T11:00:00.000Z' }],
      ['f1', { ...place, holder: 'A81001', priority: 'redFlag', due: '2026-11-26T11:00:00.000Z' }],
      ['x1', { ...place, holder: 'A8100', priority: 'redFlag' }],
      ['x2', { ...place, holder: 'A810010', priority: 'redFlag' }],
      ['n1', { ...place, holder: 'unplaced', priority: 'redFlag' }],
    ];
    for (const [id, after] of places) await store.commit(received(id, { queue: { before: undefined, after } }));
    expect((await store.queue(hub, 'econsult', 'A81001', 10)).map((row) => row.id)).toEqual(['f1', 'u1', 'u2', 'r1']);
    expect(await store.queue(hub, 'econsult', 'A81001', 1)).toEqual([
      { ...place, id: 'f1', holder: 'A81001', priority: 'redFlag', due: '2026-11-26T11:00:00.000Z' },
    ]);
    expect((await store.queue(hub, 'econsult', 'unplaced', 10)).map((row) => row.id)).toEqual(['n1']);
  });

  it('reads what is due at or before an instant, oldest first', async () => {
    const instants = ['2026-11-25T10:00:00.001Z', '2026-11-25T10:00:00.000Z', '2026-11-25T09:59:59.999Z', '2025-01-01T00:00:00.000Z'];
    for (const [index, at] of instants.entries())
      await store.commit(received(`D${index}`, { timer: { before: undefined, after: { ...timer, at } } }));
    engine.take();
    expect((await store.due(hub, due, 10)).map((row) => row.id)).toEqual(['D3', 'D2', 'D1']);
    expect(engine.take()).toMatchObject({ rangeReads: 1, rowsRead: 3 });
    expect((await store.due(hub, due, 2)).map((row) => row.id)).toEqual(['D3', 'D2']);
  });

  it('refuses an instant that would fall out of order, before anything is written', async () => {
    await expect(
      store.commit(received('A', { timer: { before: undefined, after: { ...timer, at: '2026-11-25T10:00:00Z' } } })),
    ).rejects.toThrow(RangeError);
    expect(await rows()).toEqual([]);
  });

  it('keeps conflicting copies as further texts, in order', async () => {
    await store.commit(received('A'));
    for (let number = 2; number <= 11; number++) {
      const before = await loaded('A');
      const quiet = { queue: { before: undefined, after: undefined }, timer: { before: undefined, after: undefined } };
      const change = { ...claimed('A', before, 'x', `op-${number}`), ...quiet, text: { number, content: text(`copy ${number}`) } };
      await store.commit(change);
    }
    const words = (await store.texts<SubmissionText>(hub, 'A')).map((one) => one.answers[0]?.answer);
    expect(words).toEqual(['I have had a cough for a week.', ...Array.from({ length: 10 }, (_, index) => `copy ${index + 2}`)]);
  });

  it('does not mix the rows of ids that begin alike', async () => {
    await store.commit(received('A', { text: { number: 1, content: text('of A') } }));
    await store.commit(received('AB', { text: { number: 1, content: text('of AB') } }));
    expect(await store.texts<SubmissionText>(hub, 'A')).toEqual([text('of A')]);
    expect(await store.events(thing('A'))).toHaveLength(1);
  });

  it('keeps the network in its own table', async () => {
    const key = { hub: NETWORK, kind: 'network', id: 'network' } as const;
    const change = received('x', { thing: key });
    const { text: _text, sent: _sent, ...rest } = change;
    await store.commit({
      ...rest,
      messages: [],
      queue: { before: undefined, after: undefined },
      timer: { before: undefined, after: undefined },
    });
    expect((await store.load(key))?.version).toBe(1);
    expect(await rows()).toEqual([]);
  });

  it('keeps a state of 300,000 characters, emoji at every edge', async () => {
    const note = '👩🏽‍⚕️'.repeat(40_000);
    await store.commit(received('A', { after: { note } }));
    expect((await loaded('A')).state.note).toBe(note);
  });

  const hostile = ['__proto__', 'a|b', 'a/b\\c#d?e', '"\'`', 'é👩🏽‍⚕️', '\u0000\u2028\u2029\u202e', '\ud800', ' ', '~', 'x'.repeat(3_000)];
  it.each(hostile)('takes any id, address, caller and operation: %j', async (odd) => {
    const to = channelOf(odd);
    const message: Message = { to, class: 0, what: 'takenOver' };
    const after = JSON.parse('{"note":"n","__proto__":{"polluted":true}}') as Thing;
    const change = received(odd, {
      after,
      operation: odd,
      messages: [message, { ...message, what: 'card' }],
      queue: { before: undefined, after: { ...place, holder: odd } },
      sent: { caller: odd, sourceId: odd, contentHash: 'h' },
      text: { number: 1, content: text(odd) },
    });
    expect(await store.commit(change)).toEqual({ kind: 'committed' });
    const now = await loaded(odd);
    expect(JSON.stringify(now.state)).toBe(JSON.stringify(after));
    expect(now.operations).toEqual([odd]);
    expect(await store.operationAt(thing(odd), 1)).toBe(odd);
    expect(await store.sent(hub, odd, odd)).toEqual({ id: odd, contentHash: 'h' });
    expect((await store.queue(hub, 'econsult', odd, 10)).map((row) => row.id)).toEqual([odd]);
    expect((await store.due(hub, due, 10)).map((row) => row.id)).toEqual([odd]);
    expect((await store.outbox(hub, 0, 10)).map((row) => [row.id, row.to, row.what])).toEqual([
      [odd, to, 'card'],
      [odd, to, 'takenOver'],
    ]);
    expect((await store.texts<SubmissionText>(hub, odd))[0]?.answers[0]?.answer).toBe(odd);
    const saved = await store.saveCard(hub, odd, to, {
      conversation: odd,
      messageId: odd,
      shown: 1,
      attemptAt: undefined,
      etag: undefined,
    });
    expect(await store.card(hub, odd, to)).toEqual({ conversation: odd, messageId: odd, shown: 1, attemptAt: undefined, etag: saved });
    expect(verifyChain(await store.events(thing(odd)), now.lastHash)).toBeUndefined();
  });
});
