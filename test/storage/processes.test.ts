// Four processes race for the same things while answers are lost: one winner each, and nobody is told what is not so.
import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
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

it(`${PROCESSES} processes, ${THINGS} things, lost answers: every claim has one winner who is told so`, { timeout: 60_000 }, async () => {
  const azurite = await startAzurite();
  const proxy = await startFaultyProxy(azurite.address);
  const children: ChildProcess[] = [];
  try {
    const engine = await connectTables({ connectionString: azurite.connectionString });
    await makeTables(engine, 'ehub', [hub]);
    const store = createStore(engine, { prefix: 'ehub', writer: 'parent', missing: () => {} });
    const ids = Array.from({ length: THINGS }, (_, index) => `T${index}`);
    for (const id of ids) await store.commit(received(id));

    let transactions = 0;
    proxy.plan = (method) => {
      if (method !== 'POST') return 'pass';
      const turn = ++transactions % EVERY;
      return turn === 3 ? 'loseAnswer' : turn === 7 ? 'loseRequest' : 'pass';
    };
    const racers = Array.from({ length: PROCESSES }, (_, index) => start(children, proxy.address, `P${index}`, ids));
    await Promise.all(racers.map((one) => one.ready));
    for (const child of children) child.stdin?.write('go\n');
    const told = await Promise.all(racers.map((one) => one.told));

    let unheard = 0;
    for (const [index, id] of ids.entries()) {
      const now = await store.load<Thing>(thing(id));
      const claimant = now?.state.claimant;
      // What every process told its user is what is so.
      expect(told.map((list) => list[index]?.claimant)).toEqual(Array.from({ length: PROCESSES }, () => claimant));
      expect((await store.events<{ by?: string }>(thing(id))).map((event) => event.event.by)).toEqual([undefined, claimant]);
      if ((told[Number(claimant?.slice(1))]?.[index]?.conflicts ?? 0) > 0) unheard++;
    }
    const winners = new Set(told[0]?.map((one) => one.claimant));
    process.stdout.write(
      `processes: ${THINGS} things, ${transactions} transactions, ${winners.size} processes won, ${unheard} winners heard 'conflict' first, 0 told wrongly\n`,
    );
    expect(winners.size).toBeGreaterThan(1);
    // Otherwise nothing was put to the test.
    expect(unheard).toBeGreaterThan(0);
  } finally {
    for (const child of children) child.kill();
    await proxy.close();
    await azurite.close();
  }
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
