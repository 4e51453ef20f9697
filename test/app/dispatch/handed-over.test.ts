// What a process hands to its own dispatcher saves reading, and never shows anything older than what is known or takes it for served.
import { expect, it } from 'vitest';
import { createHandedOver, freshMs } from '../../../src/app/dispatch/handed-over.ts';
import { makeTables } from '../../../src/storage/setup.ts';
import { createStore } from '../../../src/storage/store.ts';
import { engines } from '../../storage/engines.ts';
import { at, claimed, hub, received, type Thing, thing } from '../../storage/given.ts';

it.each(engines)(
  'on $name: a row with its state as it would be read, and what the store may have written unheard is to be read',
  async ({ open }) => {
    const opened = await open();
    let nowMs = 0;
    const handedOver = createHandedOver(() => nowMs);
    await makeTables(opened.engine, 'ehub', [hub]);
    const store = createStore(opened.engine, { prefix: 'ehub', writer: 'w1', missing: () => {}, handedOver });
    await store.commit(received('A'));
    const waiting = await store.waiting(hub, 10);
    expect(handedOver.take()).toEqual({ rows: waiting, readToo: false });
    const there = await store.load<Thing>(thing('A'));
    expect(handedOver.thing(thing('A'), 1)).toEqual({ loaded: there, made: true });
    // Asked for a newer version than is known: it has to be read.
    expect(handedOver.thing(thing('A'), 2)).toBeUndefined();

    if (there === undefined) throw new Error('nothing there');
    await store.commit(claimed('A', there, 'Ali', 'op1'));
    expect(handedOver.thing(thing('A'), 2)?.made).toBe(false);
    nowMs += freshMs + 1;
    expect(handedOver.thing(thing('A'), 2)).toBeUndefined();
    handedOver.take();
    // Under an old etag: somebody else may have written what must be shown.
    expect((await store.commit(claimed('A', there, 'Bea', 'op2'))).kind).toBe('conflict');
    expect(handedOver.take()).toEqual({ rows: [], readToo: true });
    await opened.close();
  },
);

it.each(engines)('on $name: a card and its row are written in one, unless the row was rewritten or is gone', async ({ open }) => {
  const opened = await open();
  await makeTables(opened.engine, 'ehub', [hub]);
  const store = createStore(opened.engine, { prefix: 'ehub', writer: 'w1', missing: () => {} });
  await store.commit(received('A'));
  const [row] = await store.waiting(hub, 10);
  if (row === undefined) throw new Error('nothing waits');
  const card = { conversation: '19:north', messageId: 'm1', shown: 1, attemptAt: undefined, etag: undefined };
  const asked = { to: row.to, class: row.class, what: row.what };
  await store.show(hub, { kind: 'econsult', id: 'A' }, asked, at);
  const rewritten = await store.saveServed(row, card);
  expect(rewritten).toEqual({ etag: expect.any(String), removed: false });
  expect(await store.waiting(hub, 10)).toHaveLength(1);

  const [again] = await store.waiting(hub, 10);
  if (again === undefined) throw new Error('nothing waits');
  const served = await store.saveServed(again, { ...card, shown: 2, etag: rewritten.etag });
  expect([served.removed, await store.waiting(hub, 10)]).toEqual([true, []]);
  expect(await store.card(hub, 'A', row.to)).toMatchObject({ shown: 2, etag: served.etag });
  // Gone already: the card is written all the same.
  expect(await store.saveServed(again, { ...card, shown: 3, etag: served.etag })).toEqual({ etag: expect.any(String), removed: false });
  // Under an old etag nothing is.
  expect(await store.saveServed(again, { ...card, shown: 4, etag: rewritten.etag })).toEqual({ etag: undefined, removed: false });
  expect(await store.card(hub, 'A', row.to)).toMatchObject({ shown: 3 });
  await opened.close();
});
