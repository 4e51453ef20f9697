// Bots killed between any two steps of an eConsult's life: nothing accepted is lost, one claim wins, and the card becomes what is so.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { econsultKey } from '../../src/app/econsult/load.ts';
import { wordsOf } from '../../src/sandbox/card.ts';
import { demoHub } from '../../src/sandbox/demo/people.ts';
import { inspect } from '../../src/storage/inspect.ts';
import { locate } from '../../src/storage/keys.ts';
import { createStore } from '../../src/storage/store.ts';
import { Random } from '../simulation/random.ts';
import { type Bot, type Deployment, deploy } from './apart.ts';
import { type Explainer, explainerOf } from './explain.ts';
import { copiesOf, hubChannel } from './given.ts';
import { type Lives, livesIn } from './lives.ts';
import { type Point, watching } from './steps.ts';

/** Reads change nothing: before one is the same moment as after the step before it, so only some of those points are tried. */
const readsTried = 3;
const seed = Number(process.env['EHUB_TEST_SEED'] ?? 1);
/** Lives that nobody disturbs, to see what every life meets. */
const rehearsals = 3;
const roundsWithTwo = 3;
const sentInRound = 6;
/** A kill in a round comes some time after the first of it is sent. */
const killWithinMs = 500;

let place: Deployment;
let lives: Lives;
let bot: Bot;
let explainer: Explainer;
beforeAll(async () => {
  place = await deploy();
  lives = livesIn(place);
  explainer = explainerOf(place);
  bot = await place.start();
}, 60_000);
afterAll(() => {
  explainer?.stop();
  return place?.stop();
}, 60_000);

it('a kill before and after every step that changes something', { timeout: 400_000 }, async () => {
  // Only what every life meets can be waited for: beside it the bot has just started, and draws the hub's board at its own pace.
  const seen: (readonly Point[])[] = [];
  for (let life = 0; life < rehearsals; life++) {
    seen.push(await oneLife(undefined));
    await explainer.explained(lives.allDone);
  }
  const steps = (seen.at(-1) ?? []).filter((point) => seen.every((life) => life.some((other) => nameOf(other) === nameOf(point))));
  const changing = steps.filter(({ step }) => !step.startsWith('read'));
  const reading = steps.filter(({ step, side }) => step.startsWith('read') && side === 'before');
  const random = new Random(seed);
  const sampled = reading.map((point) => ({ point, order: random.next() })).sort((a, b) => a.order - b.order);
  const points = [...changing, ...sampled.slice(0, readsTried).map(({ point }) => point)];
  const missed: string[] = [];
  for (const point of points) if ((await oneLife(point)).length > 0) missed.push(nameOf(point));
  await explainer.explained(lives.allDone);
  const { lost, extra } = await judged();
  const [slowestMs, slowestAt] = lives.slowest();
  process.stdout.write(
    `crash points covered ${points.length - missed.length}/${points.length} (all ${changing.length} around changes, ${points.length - changing.length} of ${reading.length} before reads with seed ${seed}), restarts ${points.length}, acknowledged ${lives.acknowledged().length}, lost ${lost}, extra copies ${extra}, slowest recovery ${slowestMs} ms (${slowestAt}), 429s ${place.teams.limits.overrunCount()}\n`,
  );
  expect(missed).toEqual([]);
  // A new dispatcher does not know what the dead one sent in its last two seconds, and here it does not wait for the lease.
  expect(place.teams.limits.overrunCount()).toBeLessThanOrEqual(points.length);
  expect(lost).toBe(0);
  expect(extra).toBeLessThanOrEqual(points.length);
});

it('two bots on one store, one of them killed at random times', { timeout: 200_000 }, async () => {
  const before = { sent: lives.acknowledged().length, extra: (await judged()).extra };
  const random = new Random(seed);
  let bots: readonly Bot[] = [bot, await place.start()];
  for (let round = 0; round < roundsWithTwo; round += 1) {
    for (let count = 0; count < sentInRound; count += 1) lives.finish(lives.next(), 'random');
    await new Promise((resolve) => setTimeout(resolve, random.next() * killWithinMs));
    const [victim, other] = random.chance(0.5) ? bots : bots.toReversed();
    if (victim === undefined || other === undefined) throw new Error('two bots were started');
    victim.kill();
    lives.killed('random');
    await victim.ended;
    await place.letLeaseRunOut();
    bots = [other, await place.start()];
  }
  await explainer.explained(lives.allDone);
  const { lost, extra } = await judged();
  process.stdout.write(
    `two bots: ${roundsWithTwo} kills at random times with seed ${seed}, acknowledged ${lives.acknowledged().length - before.sent}, lost ${lost}, extra copies ${extra - before.extra}\n`,
  );
  expect(lost).toBe(0);
  expect(extra - before.extra).toBeLessThanOrEqual(roundsWithTwo);
});

const nameOf = ({ side, phase, step }: Point): string => `${side} ${phase}: ${step}`;

/** One life that ends at the kill, and is finished by whoever comes after; what was seen of it, or nothing when the kill came as planned. */
async function oneLife(at: Point | undefined): Promise<readonly Point[]> {
  // A post cannot be told from the post of an earlier life that still waits for its dead dispatcher's mark to age.
  if (at?.step.startsWith('Teams create') === true) await lives.allPosted();
  const id = lives.next();
  const watch = watching(place, lives, bot, at);
  await Promise.race([lives.through(id, watch.enter).catch(() => undefined), watch.killed]);
  watch.end();
  if (watch.killedMs() === undefined) {
    lives.finish(id, 'none');
    return watch.steps;
  }
  const name = at === undefined ? 'none' : nameOf(at);
  lives.killed(name);
  await bot.ended;
  await place.letLeaseRunOut();
  bot = await place.start();
  lives.finish(id, name);
  return [];
}

/** Looks at everything that was ever acknowledged. */
async function judged(): Promise<{ readonly lost: number; readonly extra: number }> {
  const store = createStore(place.engine, { prefix: 'ehub', writer: 'test', missing: () => {} });
  let lost = 0;
  let extra = 0;
  for (const reference of lives.acknowledged()) {
    const events = await store.events<{ type: string }>(econsultKey(demoHub, reference.replace('-', '')));
    if (events.length === 0) lost += 1;
    expect(events.map(({ event }) => event.type)).toEqual(['Received', 'Claimed', 'Completed']);
    const copies = copiesOf(place.teams, hubChannel, reference);
    // A copy too many stays as it was; its buttons answer with the card as it is. The one we know of is always what is so.
    expect(copies.filter(({ card }) => wordsOf(card).includes('Completed by Dr Amara Okafor'))).toHaveLength(1);
    expect(copies.length).toBeLessThanOrEqual(2);
    extra += copies.length - 1;
  }
  const inspection = await inspect(place.engine, 'ehub', demoHub);
  expect(inspection.findings).toEqual([]);
  const kept = await place.engine.table(locate('ehub', demoHub)).range('state|econsult|', 'state|econsult}', 1_000);
  expect(kept.length).toBe(lives.acknowledged().length);
  return { lost, extra };
}
