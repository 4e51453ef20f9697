// A practice goes down with thousands open, in real processes: while people go on claiming, bots are killed, and a red flag comes.
import { performance } from 'node:perf_hooks';
import { handleEConsult } from '../../src/app/econsult/econsult.ts';
import { econsultKey } from '../../src/app/econsult/load.ts';
import { receive } from '../../src/app/econsult/receive.ts';
import { opensIn } from '../../src/app/econsult/rows.ts';
import { networkSource } from '../../src/app/network/network.ts';
import type { EConsultEvent } from '../../src/domain/econsult/event.ts';
import { type Person, priorities } from '../../src/domain/terms.ts';
import { weekdays } from '../../src/domain/time/hours.ts';
import { wordsOf } from '../../src/sandbox/card.ts';
import { amara, demoHub, demoPractices, gareth, leila, personIdOf } from '../../src/sandbox/demo/people.ts';
import { asObject } from '../../src/sandbox/json.ts';
import { fromColumns } from '../../src/storage/columns.ts';
import { key, locate, systemTable } from '../../src/storage/keys.ts';
import { memoryEngine } from '../../src/storage/memory.ts';
import { makeTables } from '../../src/storage/setup.ts';
import { createStore } from '../../src/storage/store.ts';
import { type Deployment, deploy } from '../e2e/apart.ts';
import { submission as body, hubChannel, until } from '../e2e/given.ts';
import { Random } from '../simulation/random.ts';
import { findByRowKey } from '../storage/azurite-by-key.ts';
import { holidays, submission } from './ground.ts';
import { type Amount, type Line, verdict } from './measure.ts';

const practice = demoPractices.ferrymansLane;
const killsMax = 5;
const redFlagMaxMs = 2_000;
/** Within this a killed dispatcher is replaced: as often as that happens while a red flag waits. */
const replacedMaxMs = 6_000;
const digestMaxMs = 5_000;
/** It is drawn once the first batches have moved. */
const listMaxMs = 10_000;
/** Azure Tables takes a hundred rows in one transaction; Azurite would answer so many too late. */
const rowsPerTransaction = 50;
const rowsMost = 1_000_000;
/** Read at once when it is accounted for. */
const together = 8;
const prefix = 'ehub';
/** Teams lets one channel take so many messages in an hour. */
const perHour = 1_800;

const bench = { kind: 'sender', caller: 'bench' } as const;
const allWeek = Object.fromEntries(weekdays.map((day) => [day, [{ from: '00:00', to: '24:00' }]]));

type Store = ReturnType<typeof createStore>;

export async function disasterStorm(amount: Amount): Promise<Line[]> {
  findByRowKey();
  const place = await deploy();
  try {
    await place.start();
    const store = createStore(place.engine, { prefix, writer: 'bench', missing: () => {} });
    const network = networkSource(
      { store, nudge: () => {} },
      () => holidays,
      () => 0,
    );
    const deps = { store, nudge: () => {}, network, rules: network };
    // What is routine waits for a receiver that is closed: the figures must not depend on the time of day at which they are taken.
    for (const organisation of [demoHub, practice])
      await network.change({
        type: 'setHours',
        operation: `open ${organisation}`,
        at: new Date().toISOString(),
        by: bench,
        organisation,
        week: allWeek,
      });
    const ids = await lay(place, deps, amount.moved);
    at(`${ids.length} laid`);
    await place.start();
    return await struck(place, deps, ids);
  } finally {
    await place.stop();
  }
}

/** It takes minutes: whoever waits is told how far it is. */
const at = (what: string): boolean => process.stderr.write(` ${what},`);

type Deps = Parameters<typeof receive>[0] & { readonly store: Store };

/** So many at the practice, of every priority, received a minute ago: received in memory, because that is quick, and copied from there row by row. */
async function lay({ engine }: Deployment, deps: Deps, count: number): Promise<readonly string[]> {
  const receivedAt = new Date(Date.now() - 60_000).toISOString();
  const sender = { id: 'maker', hub: demoHub, practices: '*' } as const;
  const memory = memoryEngine();
  await makeTables(memory, prefix, [demoHub]);
  const there = { ...deps, store: createStore(memory, { prefix, writer: 'bench', missing: () => {} }) };
  for (let number = 0; number < count; number++) {
    const priority = priorities[number % 20 === 0 ? 2 : number % 5 === 0 ? 1 : 0] ?? 'routine';
    const sent = { ...submission(`storm ${number}`), practiceCode: practice, priority, submittedAt: receivedAt };
    await receive(there, sender, sent, { operation: `storm ${number}`, receivedAt });
  }
  const [from, to] = [memory.table(locate(prefix, demoHub)), engine.table(locate(prefix, demoHub))];
  const rows = await from.range('', '~', rowsMost);
  for (let first = 0; first < rows.length; first += rowsPerTransaction)
    await to.transact(rows.slice(first, first + rowsPerTransaction).map(({ key, values }) => ({ kind: 'upsert', key, values })));
  return (await opensIn(deps.store, demoHub)).filter(({ holder }) => holder === practice).map(({ id }) => id);
}

async function struck(place: Deployment, deps: Deps, ids: readonly string[]): Promise<Line[]> {
  const { clients, world } = place.teams;
  const cardSaying = (pattern: RegExp) => () =>
    world.messages(hubChannel).find(({ card }) => card !== undefined && pattern.test(wordsOf(asObject(card))));
  await clients.say(gareth.id, hubChannel, `<at>eHub</at> disaster practice ${practice} flood`);
  const preview = await until('the preview', cardSaying(/Preview: Practice down/));
  await clients.pressButton(gareth.id, preview.id, 'Ask a second lead');
  const proposed = await until('the proposal', cardSaying(/Nothing has moved. A second lead must confirm/));
  const asked = await waitingAt(deps.store);
  const confirmedMs = performance.now();
  await clients.pressButton(leila.id, proposed.id, 'Confirm and start');
  const answeredMs = performance.now() - confirmedMs;
  at('confirmed');
  const work = { over: false };
  const claims = claiming(deps, ids, work);
  await until('the digest', cardSaying(/moved here wait|come here now/), 120_000);
  const digestMs = performance.now() - confirmedMs;
  const pressable = () => isPressable(cardSaying(/moved here wait/)()?.card);
  const listed = until('the list with its buttons', pressable, 120_000).then(() => performance.now() - confirmedMs);
  const { tookMs: redFlagMs } = await redFlag(place, 'red-flag-in-the-storm');
  const listMs = await listed;
  at(`red flag after ${redFlagMs.toFixed(0)} ms, list after ${listMs.toFixed(0)} ms`);
  const [kills, redFlagInKills] = await Promise.all([killing(place, work), redFlag(place, 'red-flag-while-bots-are-killed')]);
  at(`${kills} killed, ${await waitingAt(deps.store)} left`);
  const endMs = 1_800_000;
  const left = await until('all have moved', async () => ((await waitingAt(deps.store)) === 0 ? 0 : undefined), endMs, 3_000).catch(() =>
    waitingAt(deps.store),
  );
  const movedMs = performance.now() - confirmedMs;
  work.over = true;
  const claimed = await claims;
  return linesOf({
    ids,
    asked,
    answeredMs,
    digestMs,
    listMs,
    kills,
    redFlagMs,
    redFlagInKills,
    left,
    movedMs,
    claimed,
    ...(await accounted(deps, ids)),
  });
}

const waitingAt = async (store: Store): Promise<number> =>
  (await opensIn(store, demoHub)).filter(({ holder, status }) => holder === practice && status !== 'claimed').length;

/** Clinicians of the hub claim what has come to them, one after the other. */
async function claiming(deps: Deps, ids: readonly string[], work: { over: boolean }): Promise<number> {
  const random = new Random(7);
  const who: Person = { id: personIdOf(amara), name: amara.name };
  let claimed = 0;
  for (let n = 0; !work.over && n < ids.length; n++) {
    const id = ids[random.between(0, ids.length - 1)] ?? '';
    const handled = await handleEConsult(
      { ...deps, rules: deps.network },
      { type: 'claim', hub: demoHub, id, operation: `claim ${n}`, at: new Date().toISOString(), by: { kind: 'person', ...who } },
    ).catch(() => undefined);
    if (handled?.kind === 'done' && handled.events.length > 0) claimed += 1;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return claimed;
}

/** Five times, whichever bot it hits; another takes its place. */
async function killing(place: Deployment, work: { over: boolean }): Promise<number> {
  const random = new Random(3);
  let kills = 0;
  while (!work.over && kills < killsMax) {
    await new Promise((resolve) => setTimeout(resolve, 500 + random.between(0, 1_500)));
    const alive = place.bots.filter((bot) => bot.alive);
    random.pick(alive).kill();
    kills += 1;
    await place.start();
  }
  return kills;
}

/** The rows of the list carry their buttons. */
const isPressable = (card: object | undefined): boolean => JSON.stringify(card ?? {}).includes('"title":"Claim"');

/** How often whoever sends has been another one than before. */
async function takeovers(place: Deployment): Promise<number> {
  const row = await place.engine.table(systemTable(prefix)).get(key('lease', 'work'));
  return row === undefined ? 0 : fromColumns<{ readonly epoch: number }>('body', row.values).epoch;
}

interface RedFlag {
  readonly tookMs: number;
  /** Dispatchers that took over from a killed one meanwhile. */
  readonly replaced: number;
}

/** From its receipt until its card is read in the hub's channel. */
async function redFlag(place: Deployment, id: string): Promise<RedFlag> {
  await new Promise((resolve) => setTimeout(resolve, 1_000));
  const [fromMs, before] = [performance.now(), await takeovers(place)];
  const { status, body: answer } = await place.send(
    body(id, {
      practice: demoPractices.salternQuay,
      answers: [{ question: 'What is the matter?', answer: 'Crushing chest pain.', flag: 'red' }],
    }),
  );
  const { reference } = answer;
  if (reference === undefined) throw new Error(`the red flag was answered with ${status}`);
  const isShown = () =>
    place.teams.world.messages(hubChannel).some(({ card }) => card !== undefined && wordsOf(asObject(card)).includes(reference));
  await until('the red flag is shown', isShown, 120_000);
  return { tookMs: performance.now() - fromMs, replaced: (await takeovers(place)) - before };
}

/** What its events say of each: moved once, or claimed where it was. */
async function accounted({ store }: Deps, ids: readonly string[]) {
  let [once, stayed, wrong] = [0, 0, 0];
  for (let from = 0; from < ids.length; from += together) {
    const some = await Promise.all(ids.slice(from, from + together).map((id) => store.events<EConsultEvent>(econsultKey(demoHub, id))));
    for (const events of some) {
      const moves = events.filter(({ event }) => event.type === 'Rerouted').length;
      const wasClaimed = events.some(({ event }) => event.type === 'ClaimantAsked');
      if (moves === 1) once += 1;
      else if (moves === 0 && wasClaimed) stayed += 1;
      else wrong += 1;
    }
  }
  return { once, stayed, wrong };
}

interface Seen {
  readonly ids: readonly string[];
  readonly asked: number;
  readonly answeredMs: number;
  readonly digestMs: number;
  readonly listMs: number;
  readonly kills: number;
  readonly redFlagMs: number;
  readonly redFlagInKills: RedFlag;
  readonly left: number;
  readonly movedMs: number;
  readonly claimed: number;
  readonly once: number;
  readonly stayed: number;
  readonly wrong: number;
}

function linesOf(seen: Seen): Line[] {
  const { ids, kills, once, stayed, wrong, left, claimed, movedMs, digestMs, listMs, redFlagMs, redFlagInKills, answeredMs } = seen;
  const killedMaxMs = redFlagInKills.replaced * replacedMaxMs + redFlagMaxMs;
  const on = `Azurite, ${ids.length} open, ${kills} kills of real processes, ${claimed} claimed meanwhile`;
  const line = { on, floor: '', ratio: '', operations: '' };
  const seconds = (ms: number): string => `${(ms / 1_000).toFixed(1)} s`;
  const hours = (ids.length / perHour).toFixed(1);
  return [
    {
      ...line,
      what: 'disaster: all moved or accounted for',
      figure: `${once} moved once, ${stayed} kept by whoever had them, ${wrong} otherwise, ${left} left, in ${seconds(movedMs)}`,
      budget: '0 otherwise, 0 left',
      verdict: verdict(wrong + left === 0),
    },
    {
      ...line,
      what: 'disaster: from the confirmation to how many come',
      figure: `${seconds(digestMs)} (press answered in ${seconds(answeredMs)}); the last card follows in ${hours} h, as Teams allows`,
      budget: `${digestMaxMs / 1_000} s`,
      verdict: verdict(digestMs <= digestMaxMs),
    },
    {
      ...line,
      what: 'disaster: to the list of the most urgent with their buttons',
      figure: seconds(listMs),
      budget: `${listMaxMs / 1_000} s`,
      verdict: verdict(listMs <= listMaxMs),
    },
    {
      ...line,
      what: 'disaster: a red flag in that storm is shown',
      figure: seconds(redFlagMs),
      budget: `${redFlagMaxMs / 1_000} s`,
      verdict: verdict(redFlagMs <= redFlagMaxMs),
    },
    {
      ...line,
      what: 'disaster: a red flag while bots are killed is shown',
      figure: `${seconds(redFlagInKills.tookMs)}, while ${redFlagInKills.replaced} of those who send were killed and replaced`,
      budget: `6 s for each replaced, and 2 s: ${killedMaxMs / 1_000} s`,
      verdict: verdict(redFlagInKills.tookMs <= killedMaxMs),
    },
  ];
}
