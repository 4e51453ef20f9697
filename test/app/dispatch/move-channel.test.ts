// Bringing what is open to another channel: by urgency, some at a time, gone through again after a crash, and nothing read when nothing changed.

import { beforeEach, expect, it } from 'vitest';
import { digestKind } from '../../../src/app/dispatch/digest.ts';
import { createMover, digestFrom, type Mover, type Moves, movedAtATime } from '../../../src/app/dispatch/move-channel.ts';
import type { NetworkSource } from '../../../src/app/network/network.ts';
import type { OutboxRow, Store } from '../../../src/app/ports.ts';
import type { Network } from '../../../src/domain/network/state.ts';
import { channelOf } from '../../../src/domain/terms.ts';
import { kinds } from '../../../src/kinds.ts';
import { createMoves } from '../../../src/storage/channel-moves.ts';
import { memoryEngine } from '../../../src/storage/memory.ts';
import { makeTables } from '../../../src/storage/setup.ts';
import { receivedAt } from '../../given.ts';
import { larkfield, north, south, tenant, network as usual } from '../../people.ts';
import { type World, world } from '../../teams/given.ts';
import { but } from '../desk.ts';

let w: World;
let network: Network;
let moves: Moves;
let calls: string[];
let broken: boolean;
let failures: unknown[];
const to = channelOf(north);

beforeEach(async () => {
  w = await world();
  network = usual;
  calls = [];
  broken = false;
  failures = [];
  const engine = memoryEngine();
  await makeTables(engine, 'test', []);
  moves = createMoves(engine, 'test');
});

function mover(): Mover {
  const counted = <Name extends 'opens' | 'load' | 'show'>(name: Name): Store[Name] =>
    ((...args: never[]) => {
      calls.push(name);
      if (broken) return Promise.reject(new Error('away'));
      return (w.store[name] as (...given: never[]) => unknown)(...args);
    }) as Store[Name];
  return createMover({
    kinds: kinds.app,
    store: but(w.store, { opens: counted('opens'), load: counted('load'), show: counted('show') }),
    network: { current: async () => network } as NetworkSource,
    moves,
    clock: { now: () => receivedAt },
    nudge: () => {},
    failed: (_, error) => failures.push(error),
  });
}
const hubs = [north, south];
const give = (organisation: string, conversation: string): void => {
  const channel = { organisation, conversation, team: '19:team@thread.tacv2', tenantId: tenant };
  network = { ...network, channels: { ...network.channels, [organisation]: channel } };
};
/** What waits to be sent, the most urgent class first. */
const waiting = async (): Promise<readonly OutboxRow[]> =>
  (await Promise.all(([0, 1, 2] as const).map((sendClass) => w.store.outbox(north, sendClass, 1_000)))).flat();
/** Everything that waits is sent. */
const send = async (): Promise<readonly OutboxRow[]> => {
  const rows = await waiting();
  for (const row of rows) await w.store.removeOutbox(row);
  return rows;
};
const settled = async (): Promise<Mover> => {
  const one = mover();
  await one.pass(hubs);
  await send();
  calls = [];
  return one;
};

it('reads and writes nothing while no channel changes, and nothing but what is kept when it begins', async () => {
  await w.receives();
  const one = mover();
  await one.pass(hubs);
  expect(calls).toEqual([]);
  await one.pass(hubs);
  expect(calls).toEqual([]);
  expect(await moves.of(north)).toEqual({ [north]: '19:north@thread.tacv2', [larkfield]: '19:larkfield@thread.tacv2' });
});

it('brings everything of a hub there, the digest first and then the most urgent, some at a time', async () => {
  const routine: string[] = [];
  for (let index = 0; index < 2 * movedAtATime; index++) routine.push(await w.receives({ sourceId: `r${index}` }));
  const urgent = await w.receives({ sourceId: 'u', priority: 'urgent' });
  const redFlag = await w.receives({ sourceId: 'f', priority: 'redFlag' });
  const one = await settled();
  give(north, '19:other@thread.tacv2');
  await one.pass(hubs);
  expect((await send()).map(({ id, to: where }) => [id, where])).toEqual([
    [digestKind.kind, to],
    ['board', to],
  ]);
  await one.pass(hubs);
  const first = await send();
  expect(first.every((row) => row.to === to && row.what === 'card')).toBe(true);
  expect(first.map(({ id }) => id)).toEqual(expect.arrayContaining([redFlag, urgent]));
  expect(first.filter(({ class: each }) => each === 2)).toHaveLength(movedAtATime - 2);
  expect(first.find(({ id }) => id === redFlag)?.class).toBe(0);
  const brought = first.map(({ id }) => id);
  for (let steps = 0; steps < 10; steps++) {
    await one.pass(hubs);
    // Nothing is sent yet: nothing more is asked for.
    const asked = await waiting();
    await one.pass(hubs);
    expect(await waiting()).toHaveLength(asked.length);
    brought.push(...(await send()).map(({ id }) => id));
  }
  expect(routine.every((id) => brought.filter((each) => each === id).length === 1)).toBe(true);
  expect((await moves.of(north))[north]).toBe('19:other@thread.tacv2');
  calls = [];
  await one.pass(hubs);
  expect(calls).toEqual([]);
});

it('of a practice brings what is there, and no digest of a few', async () => {
  const atPractice = await w.receives({ sourceId: 'p', kind: 'admin' });
  const elsewhere = await w.receives({ sourceId: 'q', practiceCode: 'T90002' });
  const one = await settled();
  give(larkfield, '19:other@thread.tacv2');
  await one.pass(hubs);
  await one.pass(hubs);
  const ids = (await send()).filter((row) => row.to === channelOf(larkfield)).map(({ id }) => id);
  expect(ids).toEqual([atPractice]);
  expect(ids).not.toContain(elsewhere);
  expect(digestFrom).toBeGreaterThan(1);
});

it('goes through it again when it died half way, or lost the lease, or the store went away', async () => {
  const ids: string[] = [];
  for (let index = 0; index < movedAtATime + 5; index++) ids.push(await w.receives({ sourceId: `r${index}` }));
  const one = await settled();
  give(north, '19:other@thread.tacv2');
  broken = true;
  await one.pass(hubs);
  expect(failures).toHaveLength(1);
  broken = false;
  await one.pass(hubs);
  await one.pass(hubs);
  await send();
  expect((await moves.of(north))[north]).toBe('19:north@thread.tacv2');
  const other = mover();
  const brought = new Set<string>();
  for (let steps = 0; steps < 5; steps++) {
    await other.pass(hubs);
    for (const { id } of await send()) brought.add(id);
  }
  expect(ids.every((id) => brought.has(id))).toBe(true);
  expect((await moves.of(north))[north]).toBe('19:other@thread.tacv2');
});
