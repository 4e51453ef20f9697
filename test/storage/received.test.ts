// Reading from the log what was received in a time: on both engines, over more rows than one page holds.

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { receivedIn } from '../../src/app/econsult/rows.ts';
import type { Change, Store } from '../../src/app/ports.ts';
import { makeTables } from '../../src/storage/setup.ts';
import { createStore } from '../../src/storage/store.ts';
import { engines, type Opened } from './engines.ts';

const hub = 'NORTH';
const start = Date.parse('2026-11-25T09:00:00.000Z');
const instant = (n: number): string => new Date(start + n * 1_000).toISOString();

describe.each(engines)('on $name', ({ open }) => {
  let opened: Opened;
  let store: Store;
  /** Ten things, each received and changed once at the same moment ten seconds after the last, and one that was never received. */
  beforeAll(async () => {
    opened = await open();
    await makeTables(opened.engine, 'ehub', [hub]);
    store = createStore(opened.engine, { prefix: 'ehub', writer: 'test', missing: () => {} });
    for (let n = 0; n < 10; n++)
      await store.commit(
        change(`T${n}`, n * 10, [
          { type: 'Received', at: instant(n * 10), facts: { id: `T${n}` } },
          { type: 'Claimed', at: instant(n * 10) },
        ]),
      );
    await store.commit(change('OTHER', 5, [{ type: 'Else' }]));
  });
  afterAll(() => opened.close());

  const change = (id: string, n: number, events: readonly object[]): Change => ({
    thing: { hub, kind: 'econsult', id },
    before: undefined,
    after: {},
    operation: id,
    at: instant(n),
    events,
    messages: [],
    queue: { before: undefined, after: undefined },
    timer: { before: undefined, after: undefined },
  });
  const ids = async (from: number, until: number, limit = 100): Promise<readonly string[]> =>
    (await receivedIn(store, hub, instant(from), instant(until), limit)).map(({ facts }) => facts.id);

  it('all of it, oldest first, and nothing else that happened', async () => {
    expect(await ids(0, 1_000)).toEqual(Array.from({ length: 10 }, (_, n) => `T${n}`));
  });
  it('from the first instant on and before the last', async () => {
    expect(await ids(10, 30)).toEqual(['T1', 'T2']);
    expect(await ids(11, 30)).toEqual(['T2']);
    expect(await ids(10, 31)).toEqual(['T1', 'T2', 'T3']);
    expect(await ids(10, 10)).toEqual([]);
  });
  it('at most so many', async () => {
    expect(await ids(0, 1_000, 3)).toEqual(['T0', 'T1', 'T2']);
  });
});

it('goes on where a page ends, without leaving one out or reading one twice', async () => {
  const [memory] = engines;
  const opened = await memory?.open();
  if (opened === undefined) throw new Error('memory is always there');
  await makeTables(opened.engine, 'ehub', [hub]);
  const store = createStore(opened.engine, { prefix: 'ehub', writer: 'test', missing: () => {} });
  for (let n = 0; n < 2_300; n++)
    await store.commit({
      thing: { hub, kind: 'econsult', id: `N${String(n).padStart(5, '0')}` },
      before: undefined,
      after: {},
      operation: `o${n}`,
      at: instant(Math.floor(n / 700)),
      events: [{ type: 'Received', at: instant(Math.floor(n / 700)), facts: { id: n } }],
      messages: [],
      queue: { before: undefined, after: undefined },
      timer: { before: undefined, after: undefined },
    });
  const found = (await receivedIn(store, hub, instant(0), instant(1_000), 5_000)) as unknown as readonly { facts: { id: number } }[];
  expect(found.map(({ facts }) => facts.id)).toEqual(Array.from({ length: 2_300 }, (_, n) => n));
});
