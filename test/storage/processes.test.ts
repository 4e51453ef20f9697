// Four processes race for the same things, and for overlapping pairs, while answers are lost: one winner each, and nobody is told what is not so.
import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import type { Store } from '../../src/app/ports.ts';
import { connectTables } from '../../src/storage/connect.ts';
import { makeTables } from '../../src/storage/setup.ts';
import { createStore } from '../../src/storage/store.ts';
import { connectionStringTo, startAzurite } from './azurite.ts';
import { startFaultyProxy } from './faultyProxy.ts';
import { hub, received, type Thing, thing } from './given.ts';
import type { Told } from './racer.ts';

const PROCESSES = 4;
const THINGS = 100;
/** Of ten transactions one is applied and its answer lost, and one is lost before it arrives. */
const EVERY = 10;

const racer = fileURLToPath(new URL('racer.ts', import.meta.url));

/** What every process told its user, once all have gone through the list they were given. */
interface Raced {
  readonly told: readonly (readonly Told[])[];
  readonly transactions: number;
}

/** Has the processes race, each through its own list, and hands what came of it to `judge`. */
async function raced(
  things: readonly string[],
  lists: readonly (readonly string[])[],
  judge: (store: Store, raced: Raced) => Promise<void>,
) {
  const azurite = await startAzurite();
  const proxy = await startFaultyProxy(azurite.address);
  const children: ChildProcess[] = [];
  try {
    const engine = await connectTables({ connectionString: azurite.connectionString });
    await makeTables(engine, 'ehub', [hub]);
    const store = createStore(engine, { prefix: 'ehub', writer: 'parent', missing: () => {} });
    for (const id of things) await store.commit(received(id));

    let transactions = 0;
    proxy.plan = (method) => {
      if (method !== 'POST') return 'pass';
      const turn = ++transactions % EVERY;
      return turn === 3 ? 'loseAnswer' : turn === 7 ? 'loseRequest' : 'pass';
    };
    const racers = lists.map((list, index) => start(children, proxy.address, `P${index}`, list));
    await Promise.all(racers.map((one) => one.ready));
    for (const child of children) child.stdin?.write('go\n');
    const told = await Promise.all(racers.map((one) => one.told));
    await judge(store, { told, transactions });
  } finally {
    for (const child of children) child.kill();
    await proxy.close();
    await azurite.close();
  }
}

it(`${PROCESSES} processes, ${THINGS} things, lost answers: every claim has one winner who is told so`, { timeout: 60_000 }, async () => {
  const ids = Array.from({ length: THINGS }, (_, index) => `T${index}`);
  const lists = Array.from({ length: PROCESSES }, () => ids);
  await raced(ids, lists, async (store, { told, transactions }) => {
    let unheard = 0;
    for (const [index, id] of ids.entries()) {
      const now = await store.load<Thing>(thing(id));
      const claimant = now?.state.claimant;
      // What every process told its user is what is so.
      expect(told.map((list) => list[index]?.claimant)).toEqual(Array.from({ length: PROCESSES }, () => claimant));
      expect((await store.events<{ by?: string }>(thing(id))).map((event) => event.event.by)).toEqual([undefined, claimant]);
      if ((told[Number(claimant?.slice(1))]?.[index]?.unheard ?? 0) > 0) unheard++;
    }
    const winners = new Set(told[0]?.map((one) => one.claimant));
    process.stdout.write(
      `processes: ${THINGS} things, ${transactions} transactions, ${winners.size} processes won, ${unheard} winners were not heard at first, 0 told wrongly\n`,
    );
    expect(winners.size).toBeGreaterThan(1);
    // Otherwise nothing was put to the test.
    expect(unheard).toBeGreaterThan(0);
  });
});

it(`${PROCESSES} processes, pairs that overlap, lost answers: whoever is told they have a pair has both, and nobody has half of one`, {
  timeout: 60_000,
}, async () => {
  const ids = Array.from({ length: THINGS }, (_, index) => `T${index}`);
  const pairs = ids.map((id, index) => `${id}+T${(index + 1) % THINGS}`);
  // Two begin at one end and two at the other, so that each pair is wanted by several at a time.
  const lists = Array.from({ length: PROCESSES }, (_, index) => (index % 2 === 0 ? pairs : [...pairs].reverse()));
  await raced(ids, lists, async (store, { told, transactions }) => {
    const claimants = new Map<string, string | undefined>();
    const written = new Map<string, string[]>();
    for (const id of ids) {
      claimants.set(id, (await store.load<Thing>(thing(id)))?.state.claimant);
      const events = await store.events(thing(id));
      expect(events.length).toBeLessThanOrEqual(2);
      for (const { operation } of events.slice(1)) written.set(operation, [...(written.get(operation) ?? []), id]);
    }
    for (const [operation, both] of written) expect(both.sort()).toEqual(operation.split('.')[1]?.split('+').sort());
    let won = 0;
    let unheard = 0;
    for (const [index, list] of told.entries()) {
      for (const { ids: pair, claimant, unheard: times } of list) {
        const granted = written.has(`P${index}.${pair}`);
        // Who has one of the two already is told of themselves when they ask for it again with another.
        expect(pair.split('+').map((id) => claimants.get(id))).toContain(claimant);
        if (!granted) continue;
        expect(claimant).toBe(`P${index}`);
        won++;
        if (times > 0) unheard++;
      }
    }
    expect(won).toBe(written.size);
    process.stdout.write(
      `processes: ${THINGS} overlapping pairs, ${transactions} transactions, ${won} granted, ${unheard} winners were not heard at first, 0 in half\n`,
    );
    expect(new Set(claimants.values()).size).toBeGreaterThan(2);
    expect(unheard).toBeGreaterThan(0);
  });
});

function start(
  children: ChildProcess[],
  address: string,
  me: string,
  ids: readonly string[],
): { ready: Promise<void>; told: Promise<readonly Told[]> } {
  const child = spawn(process.execPath, ['--import', 'tsx', racer, connectionStringTo(address), me, ids.join(',')], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  children.push(child);
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const line = async (): Promise<string> => {
    const { value, done } = await lines.next();
    if (done) throw new Error(`process ${me} ended without an answer`);
    return value;
  };
  const ready = line().then(() => {});
  return { ready, told: ready.then(line).then((json) => JSON.parse(json) as readonly Told[]) };
}
