// The contract of the outbox and of the dispatcher's card rows, run on both engines.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { OutboxRow, Store } from '../../src/app/ports.ts';
import { channelOf, chatOf } from '../../src/domain/terms.ts';
import type { Engine } from '../../src/storage/engine.ts';
import { makeTables } from '../../src/storage/setup.ts';
import { createStore } from '../../src/storage/store.ts';
import { engines, type Opened } from './engines.ts';
import { at, claimed, hub, received, type Thing, thing, timer } from './given.ts';

describe.each(engines)('outbox on $name', ({ open }) => {
  let opened: Opened;
  let engine: Engine;
  let store: Store;
  let prefix: string;
  let count = 0;
  beforeAll(async () => {
    opened = await open();
    engine = opened.engine;
  });
  beforeEach(async () => {
    prefix = `ehub${++count}`;
    await makeTables(engine, prefix, [hub]);
    store = createStore(engine, { prefix, writer: 'w1', missing: () => {} });
  });
  afterAll(() => opened.close());

  const loaded = async (id: string) => {
    const there = await store.load<Thing>(thing(id));
    if (there === undefined) throw new Error('nothing there');
    return there;
  };
  const all = async (sendClass: 0 | 1 | 2 = 1) => store.outbox(hub, sendClass, 1_000);
  const first = async (): Promise<OutboxRow> => {
    const [row] = await all();
    if (row === undefined) throw new Error('nothing waits');
    return row;
  };

  it('has one row for warnings not said yet, the newest, so that a Teams that was away hears one of them', async () => {
    const warned = (more: object) => ({ ...more, messages: [{ to: channelOf('NORTH'), class: 1, what: 'warned', merges: true }] as const });
    await store.commit({ ...received('A'), ...warned({}) });
    await store.commit({ ...claimed('A', await loaded('A'), 'Ali', 'op1'), ...warned({ timer: { before: timer, after: timer } }) });
    expect((await all()).map(({ what, version }) => [what, version])).toEqual([['warned', 2]]);
    const row = await first();
    expect(await store.removeOutbox(row)).toBe(true);
    await store.show(hub, { kind: 'econsult', id: 'A' }, { to: channelOf('NORTH'), class: 1, what: 'warned', merges: true }, at);
    expect(await store.removeOutbox(row)).toBe(false);
  });

  it('has one row for what a lead is told of one elsewhere, too: each would say the same once their chat can be opened', async () => {
    const told = (more: object) => ({
      ...more,
      messages: [{ to: chatOf('tenant.ali'), class: 1, what: 'warnedElsewhere', merges: true }] as const,
    });
    await store.commit({ ...received('A'), ...told({}) });
    await store.commit({ ...claimed('A', await loaded('A'), 'Ali', 'op1'), ...told({ timer: { before: timer, after: timer } }) });
    expect((await all()).map(({ what, version }) => [what, version])).toEqual([['warnedElsewhere', 2]]);
  });

  it('has one row for a card however often it changes, and one for each notice', async () => {
    const ali = chatOf('tenant.ali');
    await store.commit(
      received('A', {
        messages: [
          { to: channelOf('NORTH'), class: 1, what: 'card' },
          { to: ali, class: 1, what: 'unplaced' },
        ],
      }),
    );
    await store.commit({
      ...claimed('A', await loaded('A'), 'Ali', 'op'),
      messages: [
        { to: channelOf('NORTH'), class: 1, what: 'card' },
        { to: channelOf('NORTH'), class: 1, what: 'card' },
        { to: ali, class: 1, what: 'takenOver' },
      ],
    });
    const seen = (await all()).map(({ hub: _hub, etag: _etag, since: _since, ...row }) => row);
    expect(seen).toEqual([
      { key: 'outbox|1|org.NORTH|A', thing: 'econsult', id: 'A', to: 'org.NORTH', class: 1, what: 'card', version: 2 },
      {
        key: 'outbox|1|person.tenant.ali|A|000001.unplaced',
        thing: 'econsult',
        id: 'A',
        to: ali,
        class: 1,
        what: 'unplaced',
        version: 1,
      },
      {
        key: 'outbox|1|person.tenant.ali|A|000002.takenOver',
        thing: 'econsult',
        id: 'A',
        to: ali,
        class: 1,
        what: 'takenOver',
        version: 2,
      },
    ]);
  });

  it('is read by class, passing over an address at a time, none forgotten', async () => {
    const addresses = ['A81001', 'A81001X', 'A8', 'a/b', '~', 'B'].map(channelOf);
    for (const id of ['P1', 'P2', 'P3']) {
      await store.commit(received(id, { messages: addresses.map((to) => ({ to, class: 1, what: 'card' as const })) }));
    }
    await store.commit(received('Q', { messages: [{ to: channelOf('B'), class: 0, what: 'card' }] }));
    const firstOfEach: string[] = [];
    for (let [row] = await store.outbox(hub, 1, 1); row !== undefined; [row] = await store.outbox(hub, 1, 1, row.to)) {
      firstOfEach.push(row.to);
      expect(row.id).toBe('P1');
    }
    expect([...firstOfEach].sort()).toEqual([...addresses].sort());
    expect((await all()).map((row) => row.to)).toEqual(firstOfEach.flatMap((to) => [to, to, to]));
    expect((await all(0)).map((row) => row.id)).toEqual(['Q']);
  });

  it('keeps what was rewritten after it was read', async () => {
    await store.commit(received('A'));
    const read = await first();
    await store.commit(claimed('A', await loaded('A'), 'Ali', 'op'));
    expect(await store.removeOutbox(read)).toBe(false);
    expect(await first()).toMatchObject({ version: 2 });
    expect(await store.removeOutbox(await first())).toBe(true);
    expect(await all()).toEqual([]);
  });

  it('buries with why, frees again, and frees nothing twice', async () => {
    await store.commit(received('A'));
    await store.commit(received('AB'));
    const read = await first();
    await store.bury(read, 'BotNotInConversationRoster', at);
    expect((await all()).map((row) => row.id)).toEqual(['AB']);
    expect(await store.buried(hub)).toEqual([{ hub, id: 'A', to: 'org.NORTH', what: 'card', why: 'BotNotInConversationRoster', at }]);
    expect(await store.unbury(hub, 'A')).toBe(1);
    expect(await store.unbury(hub, 'A')).toBe(0);
    expect(await store.buried(hub)).toEqual([]);
    const { etag: _etag, ...back } = await first();
    const { etag: _old, ...was } = read;
    expect(back).toEqual(was);
  });

  it('does not bury what was rewritten meanwhile', async () => {
    await store.commit(received('A'));
    const read = await first();
    await store.commit(claimed('A', await loaded('A'), 'Ali', 'op'));
    await store.bury(read, 'why', at);
    expect(await store.buried(hub)).toEqual([]);
    expect(await first()).toMatchObject({ version: 2 });
  });

  it('does not put an old wish over a newer one', async () => {
    await store.commit(received('A'));
    await store.bury(await first(), 'why', at);
    await store.commit(claimed('A', await loaded('A'), 'Ali', 'op'));
    const newer = await first();
    expect(await store.unbury(hub, 'A')).toBe(1);
    expect(await all()).toEqual([newer]);
    expect(await store.buried(hub)).toEqual([]);
  });

  it('saves a card row only under the etag that was read', async () => {
    const to = channelOf('NORTH');
    const empty = await store.card(hub, 'A', to);
    expect(empty).toEqual({ conversation: '', messageId: undefined, shown: 0, attemptAt: undefined, etag: undefined });
    const etag = await store.saveCard(hub, 'A', to, { ...empty, conversation: 'c', attemptAt: at });
    expect(await store.saveCard(hub, 'A', to, { ...empty, conversation: 'c', attemptAt: at })).toBeUndefined();
    const next = await store.saveCard(hub, 'A', to, { conversation: 'c', messageId: 'm', shown: 3, attemptAt: undefined, etag });
    expect(await store.saveCard(hub, 'A', to, { conversation: 'd', messageId: 'm', shown: 4, attemptAt: undefined, etag })).toBeUndefined();
    expect(await store.card(hub, 'A', to)).toEqual({ conversation: 'c', messageId: 'm', shown: 3, attemptAt: undefined, etag: next });
    expect((await store.card(hub, 'A', chatOf('t.o'))).etag).toBeUndefined();
  });
});
