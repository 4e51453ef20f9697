// A claim by button beside the same by a bot after Microsoft's samples, on the same store, until the card has changed for everybody.
import { performance } from 'node:perf_hooks';
import { setTimeout as delay } from 'node:timers/promises';
import { TableClient } from '@azure/data-tables';
import { demoChannels } from '../../src/sandbox/demo/network.ts';
import { demoHub } from '../../src/sandbox/demo/people.ts';
import type { Engine, Table } from '../../src/storage/engine.ts';
import { callStage } from '../calls/stage.ts';
import { type AzuriteChild, fail } from './ground.ts';
import { type Amount, type Compared, compared, type Line, shown, spread, verdict } from './measure.ts';
import { startSampleBot } from './sample-bot.ts';

/** A channel takes half a message a second for an hour, and ours edits the board as well: at this pace nothing has to wait. */
const betweenMs = 5_000;
/** Whoever wakes by the time that went on asks the store at once: so long without a call, and it has its answers. */
const quietMs = 15;
/** By then a card has been written down, unless something is broken. */
const writtenWithinMs = 5_000;
const warm = 300;
const channel = demoChannels.find(({ organisation }) => organisation === demoHub)?.conversation ?? fail('the hub has no channel');

interface Watched {
  readonly engine: Engine;
  /** Resolves once a card has been written down as shown: until then what a press causes goes on. */
  nextCard(): Promise<void>;
  /** Resolves once nobody asks the engine any more. */
  quiet(): Promise<void>;
}

function watched(inner: Engine): Watched {
  let heard = (): void => {};
  let calls = 0;
  let last = 0;
  const counted = async <T>(asked: Promise<T>): Promise<T> => {
    calls += 1;
    try {
      return await asked;
    } finally {
      calls -= 1;
      last = performance.now();
    }
  };
  const table = (it: Table): Table => ({
    get: (key) => counted(it.get(key)),
    range: (from, to, limit) => counted(it.range(from, to, limit)),
    remove: (key, etag) => counted(it.remove(key, etag)),
    transact: async (writes) => {
      const done = await counted(it.transact(writes));
      if (writes.some(({ key }) => key.startsWith('card|'))) heard();
      return done;
    },
  });
  return {
    engine: { create: (name) => inner.create(name), table: (name) => table(inner.table(name)) },
    nextCard: () =>
      new Promise((resolve, reject) => {
        const late = setTimeout(() => reject(new Error('bench: no card was written down')), writtenWithinMs);
        heard = () => {
          clearTimeout(late);
          resolve();
        };
      }),
    quiet: async () => {
      do await delay(quietMs);
      while (calls > 0 || performance.now() - last < quietMs);
    },
  };
}

interface Cost {
  /** On the clock, until the presser is answered. */
  readonly answeredMs: number;
  /** Of the processor, until everybody sees the card as it is now. */
  readonly workedMs: number;
}

/** What a press costs with everything that follows; nothing else goes on meanwhile. */
async function costOf(press: () => Promise<string>, shownToAll: () => Promise<void>): Promise<Cost> {
  const before = process.cpuUsage();
  const start = performance.now();
  const isShown = shownToAll();
  const answer = await press();
  const answeredMs = performance.now() - start;
  await isShown;
  const used = process.cpuUsage(before);
  if (!answer.includes('claimed') && !answer.includes('"complete"')) fail(`a claim was answered ${answer.slice(0, 200)}`);
  return { answeredMs, workedMs: (used.user + used.system) / 1_000 };
}

/** One claim, on a card that stands in the channel. */
type Claim = () => Promise<Cost>;
interface Claims {
  readonly claim: Claim;
  stop(): Promise<void>;
}

async function ourClaims(inner: Engine): Promise<Claims> {
  const { engine, nextCard, quiet } = watched(inner);
  const stage = await callStage(engine, 'ours');
  const claim = async (): Promise<Cost> => {
    stage.skip(betweenMs);
    await quiet();
    const posted = nextCard();
    const id = await stage.arrive();
    await posted;
    stage.skip(betweenMs);
    await quiet();
    return costOf(() => stage.press('claim', id), nextCard);
  };
  return { claim, stop: stage.stop };
}

/** In a Teams of its own, in which our bot has nothing to do. */
async function theirClaims(inner: Engine, table: TableClient): Promise<Claims> {
  const { engine, nextCard, quiet } = watched(inner);
  const stage = await callStage(engine, 'theirs');
  const posted = nextCard();
  await stage.arrive();
  await posted;
  const message = stage.teams.world.messages(channel).at(-1)?.id ?? fail('nothing was posted');
  const sample = await startSampleBot(stage.trust, table, 'asSamples', stage.machineMs);
  let samples = 0;
  const claim = async (): Promise<Cost> => {
    const id = `S${++samples}`;
    await table.createEntity({ partitionKey: 'sample', rowKey: id, status: 'waiting', claimant: '' });
    stage.skip(betweenMs);
    await quiet();
    // It answers once everybody sees it.
    return costOf(
      () => stage.pressAt(sample.url, 'claim', { id }, message),
      async () => {},
    );
  };
  const stop = async (): Promise<void> => {
    await sample.stop();
    await stage.stop();
  };
  return { claim, stop };
}

/** The median of each, over so many. */
async function medianOf(claim: Claim, times: number): Promise<Cost> {
  const seen: Cost[] = [];
  for (let n = 0; n < times; n++) seen.push(await claim());
  return { answeredMs: spread(seen.map((one) => one.answeredMs)).median, workedMs: spread(seen.map((one) => one.workedMs)).median };
}

/** Each round measures theirs, ours, theirs; what warmed up before is not measured. */
export async function besideSamples(azurite: AzuriteChild, amount: Amount): Promise<Line[]> {
  const table = TableClient.fromConnectionString(azurite.connectionString, 'sampleWhole', { allowInsecureConnection: true });
  await table.createTable();
  const ours = await ourClaims(await azurite.engine());
  const theirs = await theirClaims(await azurite.engine(), table);
  for (let n = 0; n < warm; n++) {
    await theirs.claim();
    await ours.claim();
  }
  const rounds: { readonly before: Cost; readonly cost: Cost; readonly after: Cost }[] = [];
  for (let round = 0; round < amount.rounds; round++) {
    const before = await medianOf(theirs.claim, amount.batch);
    const cost = await medianOf(ours.claim, amount.batch);
    rounds.push({ before, cost, after: await medianOf(theirs.claim, amount.batch) });
  }
  const seen = (what: keyof Cost): Compared =>
    compared(rounds.map(({ before, cost, after }) => ({ floor: (before[what] + after[what]) / 2, thing: cost[what] })));
  await theirs.stop();
  await ours.stop();
  return [line('time until the presser is answered', seen('answeredMs')), line('processor until all see it', seen('workedMs'))];
}

const line = (what: string, cost: Compared): Line => ({
  what: `claim by button beside a bot after Microsoft's samples, ${what}`,
  on: 'Azurite, HTTP, client and Teams in the same process',
  figure: shown(cost.thing, ' ms'),
  floor: `sample bot ${shown(cost.floor, ' ms')}`,
  ratio: shown(cost.ratio, ' x'),
  operations: '',
  budget: '<= 1.2 x',
  verdict: verdict(cost.ratio.median <= 1.2),
});
