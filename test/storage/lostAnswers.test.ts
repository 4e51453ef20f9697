// Broken lines under the real SDK: what the store then says, and that a success whose answer was lost can be recognised.
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { handleTogether, wishAbout } from '../../src/app/handle.ts';
import { OutcomeUnknown, type Store, StoreAway } from '../../src/app/ports.ts';
import { connectTables } from '../../src/storage/connect.ts';
import type { Engine } from '../../src/storage/engine.ts';
import { createLeases } from '../../src/storage/lease.ts';
import type { Patience } from '../../src/storage/request-tries.ts';
import { makeTables } from '../../src/storage/setup.ts';
import { createStore } from '../../src/storage/store.ts';
import { connectionStringTo, startAzurite } from './azurite.ts';
import { type Fault, type FaultyProxy, startFaultyProxy } from './faultyProxy.ts';
import { at, claimed, claims, hub, received, type Thing, thing } from './given.ts';

const hasty: Patience = { perTryMs: 250, overallMs: 2_000, maxRetries: 3, retryDelayInMs: 10, maxRetryDelayInMs: 30 };

let azurite: Awaited<ReturnType<typeof startAzurite>>;
let proxy: FaultyProxy;
let engine: Engine;
let store: Store;
let count = 0;

beforeAll(async () => {
  azurite = await startAzurite();
  proxy = await startFaultyProxy(azurite.address);
  engine = await connectTables({ connectionString: connectionStringTo(proxy.address) }, hasty);
  await makeTables(engine, 'ehub', [hub]);
  store = createStore(engine, { prefix: 'ehub', writer: 'w1', missing: () => {} });
});
afterEach(() => {
  proxy.plan = () => 'pass';
});
afterAll(async () => {
  await proxy.close();
  await azurite.close();
});

/** These faults in turn for the requests to come, then none; only writes are meant unless said otherwise. */
const faults = (...list: readonly Fault[]): void => {
  const left = [...list];
  proxy.plan = (method) => (method === 'GET' ? 'pass' : (left.shift() ?? 'pass'));
};
const always = (fault: Fault): void => {
  proxy.plan = () => fault;
};

async function waiting(): Promise<{ id: string; before: NonNullable<Awaited<ReturnType<typeof store.load<Thing>>>> }> {
  const id = `T${++count}`;
  await store.commit(received(id));
  const before = await store.load<Thing>(thing(id));
  if (before === undefined) throw new Error('not received');
  return { id, before };
}

describe('a claim while the line breaks', () => {
  const healed: readonly (readonly Fault[])[] = [
    ['loseRequest'],
    [500],
    [503],
    ['busy'],
    ['throttled'],
    ['hang'],
    ['loseRequest', 'busy', 500],
  ];
  it.each(healed)('is committed by a further try after %s', async (...list) => {
    const { id, before } = await waiting();
    faults(...list);
    expect(await store.commit(claimed(id, before, 'Ali', 'op-1'))).toEqual({ kind: 'committed' });
    expect(await store.events(thing(id))).toHaveLength(2);
  });

  const doubtful: readonly (readonly Fault[])[] = [['loseAnswer'], ['hangAfter'], ['actThen503'], ['loseAnswer', 'loseRequest', 500]];
  it.each(doubtful)('that was applied unheard (%s) says conflict, and its operation shows that it won', async (...list) => {
    const { id, before } = await waiting();
    faults(...list);
    // The SDK sends it again and meets its own success.
    expect(await store.commit(claimed(id, before, 'Ali', 'op-1'))).toEqual({ kind: 'conflict' });
    const now = await store.load<Thing>(thing(id));
    expect(now?.operations).toContain('op-1');
    expect(now?.state.claimant).toBe('Ali');
    expect(await store.operationAt(thing(id), before.version + 1)).toBe('op-1');
    expect(await store.events(thing(id))).toHaveLength(2);
  });

  it('that really lost says conflict too, and its operation is nowhere', async () => {
    const { id, before } = await waiting();
    await store.commit(claimed(id, before, 'Bea', 'op-bea'));
    faults('loseAnswer');
    expect(await store.commit(claimed(id, before, 'Ali', 'op-ali'))).toEqual({ kind: 'conflict' });
    const now = await store.load<Thing>(thing(id));
    expect(now?.operations).toEqual([`intake.${id}`, 'op-bea']);
    expect(await store.operationAt(thing(id), 2)).toBe('op-bea');
    expect(await store.operationAt(thing(id), 3)).toBeUndefined();
  });

  it.each<[Fault, typeof OutcomeUnknown | typeof StoreAway]>([
    ['loseRequest', OutcomeUnknown],
    ['loseAnswer', OutcomeUnknown],
    ['hang', OutcomeUnknown],
    ['hangAfter', OutcomeUnknown],
    [500, OutcomeUnknown],
    [503, OutcomeUnknown],
    ['busy', StoreAway],
    ['throttled', StoreAway],
  ])('that never gets an answer (%s) is told for what it is', async (fault, kind) => {
    const { id, before } = await waiting();
    proxy.plan = (method) => (method === 'GET' ? 'pass' : fault);
    const change = claimed(id, before, 'Ali', 'op-1');
    const applied = fault === 'loseAnswer' || fault === 'hangAfter';
    // Where an early try was applied a later one is refused, but that answer is lost as well.
    await expect(store.commit(change)).rejects.toThrow(kind);
    always('pass');
    expect((await store.load<Thing>(thing(id)))?.operations.includes('op-1')).toBe(applied);
  });

  it('stops after its overall time, however long the tries', async () => {
    const patient = await connectTables(
      { connectionString: connectionStringTo(proxy.address) },
      { ...hasty, perTryMs: 10_000, overallMs: 200 },
    );
    always('hang');
    await expect(patient.table('ehubnorth').transact([{ kind: 'insert', key: 'a', values: {} }])).rejects.toThrow(OutcomeUnknown);
    await expect(patient.table('ehubnorth').get('a')).rejects.toThrow(StoreAway);
  });

  it('says that nothing was written where nobody listens', async () => {
    const closed = await startFaultyProxy(azurite.address);
    await closed.close();
    const nowhere = await connectTables({ connectionString: connectionStringTo(closed.address) }, hasty);
    await expect(nowhere.table('ehubnorth').transact([{ kind: 'insert', key: 'a', values: {} }])).rejects.toThrow(StoreAway);
    await expect(nowhere.table('ehubnorth').remove('a', 'W/"1"')).rejects.toThrow(StoreAway);
    await expect(nowhere.table('ehubnorth').get('a')).rejects.toThrow(StoreAway);
  });

  it('says that nothing was written where its time runs out before anybody listens', async () => {
    const closed = await startFaultyProxy(azurite.address);
    await closed.close();
    const slow = { ...hasty, overallMs: 100, retryDelayInMs: 5_000, maxRetryDelayInMs: 5_000 };
    const nowhere = await connectTables({ connectionString: connectionStringTo(closed.address) }, slow);
    await expect(nowhere.table('ehubnorth').transact([{ kind: 'insert', key: 'a', values: {} }])).rejects.toThrow(StoreAway);
  });

  it('never takes what was written into the error', async () => {
    const { id } = await waiting();
    always(500);
    const change = { ...received(`${id}x`), after: { note: 'sore throat' } };
    const error: unknown = await store.commit(change).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(OutcomeUnknown);
    expect((error as Error).cause).toBeUndefined();
    expect(JSON.stringify(error, Object.getOwnPropertyNames(error))).not.toMatch(/sore throat|cough|Asha/);
  });
});

describe('two claims in one transaction while the line breaks', () => {
  const both = async () => {
    const pair = [await waiting(), await waiting()];
    return { ids: pair.map(({ id }) => id), changes: pair.map(({ id, before }) => claimed(id, before, 'Ali', 'op-1')) };
  };
  const have = async (ids: readonly string[]) =>
    Promise.all(ids.map(async (id) => (await store.load<Thing>(thing(id)))?.operations.includes('op-1')));

  it.each<[Fault, boolean]>([
    ['loseRequest', false],
    ['busy', false],
    ['loseAnswer', true],
    ['hangAfter', true],
    ['actThen503', true],
  ])('are both written though the first try met %s', async (fault, unheard) => {
    const { ids, changes } = await both();
    faults(fault);
    expect(await store.commit(...changes)).toEqual({ kind: unheard ? 'conflict' : 'committed' });
    expect(await have(ids)).toEqual([true, true]);
  });

  it.each<[Fault, boolean]>([
    ['loseRequest', false],
    ['loseAnswer', true],
    ['hang', false],
    ['hangAfter', true],
    [503, false],
  ])('are both written or neither where no answer ever comes (%s)', async (fault, applied) => {
    const { ids, changes } = await both();
    proxy.plan = (method) => (method === 'GET' ? 'pass' : fault);
    await expect(store.commit(...changes)).rejects.toThrow(OutcomeUnknown);
    expect(await have(ids)).toEqual([applied, applied]);
  });

  it.each<Fault>(['loseAnswer', 'hangAfter', 'actThen503', 'loseRequest'])(
    'are told as won to whoever asked, through %s',
    async (fault) => {
      const { ids } = await both();
      const asked = { operation: 'op-1', at, by: 'Ali' };
      const wishes = Object.fromEntries(ids.map((id) => [id, wishAbout(claims, thing(id), asked, undefined)]));
      faults(fault);
      const answer = await handleTogether({ store, nudge: () => {} }, wishes);
      const repeated = fault !== 'loseRequest';
      expect(answer).toMatchObject({
        kind: 'done',
        each: Object.fromEntries(ids.map((id) => [id, { state: { claimant: 'Ali' }, repeated }])),
      });
      for (const id of ids) expect(await store.events(thing(id))).toHaveLength(2);
    },
  );
});

it('reads on through empty pages until there is no token', async () => {
  const { id } = await waiting();
  let pages = 0;
  proxy.plan = (method) => (method === 'GET' && ++pages <= 3 ? 'emptyPage' : 'pass');
  expect((await store.events(thing(id))).map((event) => event.version)).toEqual([1]);
  expect(pages).toBe(4);
});

it('reads again where a read was lost', async () => {
  const { id } = await waiting();
  let reads = 0;
  proxy.plan = () => (++reads <= 2 ? 'loseAnswer' : 'pass');
  expect((await store.load(thing(id)))?.version).toBe(1);
});

describe('the dispatcher and the leases while the line breaks', () => {
  const card = { conversation: '19:abc@thread.tacv2', messageId: undefined, shown: 0, attemptAt: at, etag: undefined };
  const address = 'org.NORTH';

  it('a card row saved unheard is known as saved, both new and under an etag', async () => {
    const { id } = await waiting();
    faults('loseAnswer');
    const etag = await store.saveCard(hub, id, address, card);
    expect(etag).toBe((await store.card(hub, id, address)).etag);
    faults('loseAnswer');
    const next = await store.saveCard(hub, id, address, { ...card, messageId: '1', shown: 2, etag });
    expect(next).toBe((await store.card(hub, id, address)).etag);
    expect(next).not.toBe(etag);
  });

  it('a card row saved by somebody else, with the same content, is not taken for ours', async () => {
    const { id } = await waiting();
    const other = createStore(engine, { prefix: 'ehub', writer: 'w2', missing: () => {} });
    await other.saveCard(hub, id, address, card);
    faults('loseAnswer');
    expect(await store.saveCard(hub, id, address, card)).toBeUndefined();
  });

  it('an outbox row removed unheard counts as removed', async () => {
    const { id } = await waiting();
    const row = (await store.outbox(hub, 1, 1_000)).find((found) => found.id === id);
    if (row === undefined) throw new Error('no row');
    faults('loseAnswer');
    expect(await store.removeOutbox(row)).toBe(true);
    expect((await store.outbox(hub, 1, 1_000)).some((found) => found.id === id)).toBe(false);
  });

  it('what was put back from the buried ones unheard is back once', async () => {
    const { id } = await waiting();
    const row = (await store.outbox(hub, 1, 1_000)).find((found) => found.id === id);
    if (row === undefined) throw new Error('no row');
    faults('loseAnswer', 'pass', 'loseAnswer');
    await store.bury(row, 'gone', at);
    faults('loseAnswer');
    expect(await store.unbury(hub, id)).toBe(1);
    expect((await store.outbox(hub, 1, 1_000)).filter((found) => found.id === id)).toHaveLength(1);
    expect((await store.buried(hub)).filter((found) => found.id === id)).toEqual([]);
  });

  it('a lease taken or renewed unheard is held', async () => {
    const leases = createLeases(engine, 'ehub', { now: () => at });
    faults('loseAnswer');
    expect(await leases.hold('relay', 'a', 1_000)).toBe(1);
    faults('loseAnswer');
    expect(await leases.hold('relay', 'a', 1_000)).toBe(1);
    expect(await leases.hold('relay', 'b', 1_000)).toBeUndefined();
  });
});
