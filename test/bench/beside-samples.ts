// A claim by button beside the same by a bot after Microsoft's samples, on the same store, until the card has changed for everybody.
import { performance } from 'node:perf_hooks';
import { setTimeout as delay } from 'node:timers/promises';
import { TableClient } from '@azure/data-tables';
import { demoChannels } from '../../src/sandbox/demo/network.ts';
import { demoHub } from '../../src/sandbox/demo/people.ts';
import type { Engine, Table } from '../../src/storage/engine.ts';
import { type CallStage, callStage } from '../calls/stage.ts';
import { type AzuriteChild, fail } from './ground.ts';
import { type Amount, type Compared, inTurns, type Line, shown, spread, verdict } from './measure.ts';
import { startSampleBot } from './sample-bot.ts';

/** A channel takes half a message a second for an hour, and ours edits the board as well: at this pace nothing has to wait. */
const betweenMs = 5_000;
/** What wakes by the time that went on asks the store; it has its answers by then. */
const settleMs = 20;
/** By then a card has been written down, unless something is broken. */
const writtenWithinMs = 5_000;
const warm = 300;
const channel = demoChannels.find(({ organisation }) => organisation === demoHub)?.conversation ?? fail('the hub has no channel');

/** An engine that says when the next card has been written down as shown: until then what a press causes goes on. */
function tellingOfCards(engine: Engine): { readonly engine: Engine; nextWritten(): Promise<void> } {
  let heard = (): void => {};
  const told = (table: Table): Table => ({
    ...table,
    get: (key) => table.get(key),
    range: (from, to, limit) => table.range(from, to, limit),
    remove: (key, etag) => table.remove(key, etag),
    transact: async (writes) => {
      const done = await table.transact(writes);
      if (writes.some(({ key }) => key.startsWith('card|'))) heard();
      return done;
    },
  });
  return {
    engine: { create: (name) => engine.create(name), table: (name) => told(engine.table(name)) },
    nextWritten: () =>
      new Promise((resolve, reject) => {
        const late = setTimeout(() => reject(new Error('bench: no card was written down')), writtenWithinMs);
        heard = () => {
          clearTimeout(late);
          resolve();
        };
      }),
  };
}

interface Claims {
  /** One claim; ms on the clock until it is answered, and of the processor until the card has changed for all. */
  one(): Promise<{ readonly answeredMs: number; readonly workedMs: number }>;
}

/** Measures a press and everything it causes; the time between two presses is not measured. */
function measured(stage: CallStage, press: () => Promise<string>, done: () => Promise<unknown>): Claims {
  return {
    one: async () => {
      stage.skip(betweenMs);
      await delay(settleMs);
      const before = process.cpuUsage();
      const start = performance.now();
      const shownToAll = done();
      const answer = await press();
      const answeredMs = performance.now() - start;
      await shownToAll;
      const used = process.cpuUsage(before);
      if (!answer.includes('claimed') && !answer.includes('"complete"')) fail(`a claim was answered ${answer.slice(0, 200)}`);
      return { answeredMs, workedMs: (used.user + used.system) / 1_000 };
    },
  };
}

async function medianOf(claims: Claims, times: number): Promise<{ readonly answeredMs: number; readonly workedMs: number }> {
  const seen = [];
  for (let n = 0; n < times; n++) seen.push(await claims.one());
  return { answeredMs: spread(seen.map((one) => one.answeredMs)).median, workedMs: spread(seen.map((one) => one.workedMs)).median };
}

/** Tokens of a minute are not measured: a bot of either kind asks for one each hour. */
export async function besideSamples(azurite: AzuriteChild, amount: Amount): Promise<Line[]> {
  const telling = tellingOfCards(await azurite.engine());
  const stage = await callStage(telling.engine);
  const table = TableClient.fromConnectionString(azurite.connectionString, 'sampleWhole', { allowInsecureConnection: true });
  await table.createTable();
  const sample = await startSampleBot(stage.trust, table, 'asSamples', stage.machineMs);
  const waiting: string[] = [];
  let samples = 0;
  // Everything of ours has its card before anything is measured: each arrival is posted in turn.
  const ours = 2 * amount.batch * (amount.rounds + 1) + warm;
  for (let n = 0; n < ours; n++) {
    stage.skip(betweenMs);
    const posted = telling.nextWritten();
    waiting.push(await stage.arrive());
    await posted;
  }
  const message = stage.teams.world.messages(channel).at(-1)?.id ?? fail('nothing was posted');
  const claim = measured(
    stage,
    () => stage.press('claim', waiting.pop() ?? fail('nothing is open')),
    () => telling.nextWritten(),
  );
  const id = (): string => `S${++samples}`;
  const theirClaim = measured(
    stage,
    async () => stage.pressAt(sample.url, 'claim', { id: `S${samples}` }, message),
    async () => undefined,
  );
  const theirs: Claims = {
    one: async () => {
      await table.createEntity({ partitionKey: 'sample', rowKey: id(), status: 'waiting', claimant: '' });
      return theirClaim.one();
    },
  };
  await medianOf(theirs, warm);
  await medianOf(claim, warm);
  const took = await inTurns(
    amount.rounds,
    async () => (await medianOf(theirs, amount.batch)).answeredMs,
    async () => (await medianOf(claim, amount.batch)).answeredMs,
  );
  const worked = await inTurns(
    amount.rounds,
    async () => (await medianOf(theirs, amount.batch)).workedMs,
    async () => (await medianOf(claim, amount.batch)).workedMs,
  );
  await sample.stop();
  await stage.stop();
  return [line('time until the presser is answered', took), line('processor until all see it', worked)];
}

const line = (what: string, seen: Compared): Line => ({
  what: `claim by button beside a bot after Microsoft's samples, ${what}`,
  on: 'Azurite, HTTP, client and Teams in the same process',
  figure: shown(seen.thing, ' ms'),
  floor: `sample bot ${shown(seen.floor, ' ms')}`,
  ratio: shown(seen.ratio, ' x'),
  operations: '',
  budget: '<= 1.2 x',
  verdict: verdict(seen.ratio.median <= 1.2),
});
