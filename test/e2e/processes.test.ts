// Two bots on one store: one sends, and when it is killed the other takes over within the lease, losing no card.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { leaseMs, lookMs } from '../../src/app/lease.ts';
import { wordsOf } from '../../src/sandbox/card.ts';
import { demoHub } from '../../src/sandbox/demo/people.ts';
import { inspect } from '../../src/storage/inspect.ts';
import { locate } from '../../src/storage/keys.ts';
import { type Bot, type Deployment, deploy } from './apart.ts';
import { copiesOf, hubChannel, shown, submission, until } from './given.ts';

/** From the death of whoever sends until a red flag is shown, and of whoever sweeps until a warning is said. */
const replacedWithinMs = 6_000;
/** For what a busy machine itself needs. */
const slackMs = 2_500;
const atOnce = 6;

let place: Deployment;
beforeAll(async () => {
  place = await deploy();
}, 60_000);
/** Those that live. */
let alive: readonly Bot[] = [];
afterAll(() => place?.stop(), 60_000);

const sendMany = (from: number): Promise<readonly string[]> =>
  Promise.all(
    Array.from({ length: atOnce }, async (_, index) => {
      const { status, body } = await place.send(submission(`process-${from + index}`));
      expect(status).toBe(201);
      return body.reference ?? '';
    }),
  );
/** The hub's boards that were posted. */
const boards = () =>
  place.teams.world.messages(hubChannel).filter(({ from, card }) => from === 'bot' && wordsOf(card).startsWith('Board of Harbour eHub'));
/** Cards of eConsults; the hub's board is sent beside them, at its own pace. */
const sendsOf = (bot: Bot): number => bot.log.filter((line) => line.includes('"msg":"sent"') && !line.includes('"id":"board"')).length;

it('only one of two sends; killed, the other takes over within the lease, and both answer all the time', { timeout: 120_000 }, async () => {
  const [first, second] = [await place.start(), await place.start()];
  const before = await sendMany(0);
  for (const reference of before) await shown(place.teams, hubChannel, reference, 'Waiting');
  await until('all is logged', () => sendsOf(first) + sendsOf(second) >= atOnce);
  const [holder, other] = sendsOf(first) > 0 ? [first, second] : [second, first];
  expect([sendsOf(holder), sendsOf(other)]).toEqual([atOnce, 0]);

  const underway = sendMany(atOnce);
  const during = (await underway).concat(await sendMany(2 * atOnce));
  alive = [other];
  holder.kill();
  const killedMs = performance.now();
  await holder.ended;
  // The way in goes on at once: the other one takes what is sent, and sends it when the lease has run out.
  const after = await sendMany(3 * atOnce);
  await until('the other sends', () => sendsOf(other) > 0, leaseMs * 3);
  const tookMs = Math.round(performance.now() - killedMs);
  for (const reference of [...during, ...after]) await shown(place.teams, hubChannel, reference, 'Waiting', leaseMs * 3);
  const allMs = Math.round(performance.now() - killedMs);
  const references = [...before, ...during, ...after];
  const copies = references.map((reference) => copiesOf(place.teams, hubChannel, reference).length);
  const extra = copies.reduce((sum, each) => sum + each - 1, 0);
  process.stdout.write(
    `processes: ${references.length} cards, dispatcher killed, the other sent its first ${tookMs} ms and its last ${allMs} ms later (lease ${leaseMs} ms), lost 0, extra copies ${extra}\n`,
  );
  expect(extra).toBeLessThanOrEqual(1);
  expect(boards()).toHaveLength(1);
  expect(tookMs).toBeLessThanOrEqual(replacedWithinMs + slackMs);
  expect(place.teams.limits.overruns).toEqual([]);
  const inspection = await inspect(place.engine, 'ehub', demoHub);
  const kept = await place.engine.table(locate('ehub', demoHub)).range('state|econsult|', 'state|econsult}', 1_000);
  expect([kept.length, inspection.findings]).toEqual([references.length, []]);
});

/** Every deadline of it has passed, whatever day it is: it is warned of as soon as somebody sweeps. */
const overdue = (id: string) => ({
  ...submission(id),
  answers: [{ question: 'Does it hurt to breathe?', answer: 'Yes, since this morning.', flag: 'red' }],
  submittedAt: new Date(Date.now() - 6 * 24 * 3_600_000).toISOString(),
});

/** One that lives and does the work, and another: by who posts a card that is sent now. */
async function holderAndOther(name: string): Promise<readonly [holder: Bot, other: Bot]> {
  alive = [...alive, await place.start()];
  const [one, two] = alive;
  if (one === undefined || two === undefined) throw new Error('two were started');
  const before = sendsOf(one);
  const { body } = await place.send(submission(name));
  await shown(place.teams, hubChannel, body.reference ?? '', 'Waiting', leaseMs * 3);
  await until('it is logged', () => sendsOf(one) > before || sendsOf(two) > 0);
  return sendsOf(one) > before ? [one, two] : [two, one];
}

/** Ends whoever does the work; how long until a red flag that comes then is shown, and warned of. */
async function replaced(how: 'kill' | 'end', name: string): Promise<{ readonly shownMs: number; readonly warnedMs: number }> {
  const [holder, other] = await holderAndOther(`${name}-before`);
  alive = [other];
  holder[how]();
  await holder.ended;
  const endedMs = performance.now();
  const { status, body } = await place.send(overdue(name));
  expect(status).toBe(201);
  const card = await shown(place.teams, hubChannel, body.reference ?? '', /./, leaseMs * 3);
  const shownMs = Math.round(performance.now() - endedMs);
  await until(
    'a warning is said',
    () =>
      place.teams.world
        .messages(hubChannel)
        .some(({ id, root, text }) => root === card.id && id !== card.id && /LIMIT|limit/.test(text ?? '')),
    leaseMs * 4,
  );
  return { shownMs, warnedMs: Math.round(performance.now() - endedMs) };
}

it('whoever sends and sweeps is killed: a red flag is shown and warned of within six seconds', { timeout: 120_000 }, async () => {
  const { shownMs, warnedMs } = await replaced('kill', 'killed');
  process.stdout.write(`killed: a red flag shown ${shownMs} ms and warned of ${warnedMs} ms later\n`);
  expect(shownMs).toBeLessThanOrEqual(replacedWithinMs + slackMs);
  expect(warnedMs).toBeLessThanOrEqual(replacedWithinMs + 2 * slackMs);
});

it('whoever sends and sweeps ends as it should: the other goes on at once', { timeout: 120_000 }, async () => {
  const { shownMs, warnedMs } = await replaced('end', 'ended');
  process.stdout.write(`ended: a red flag shown ${shownMs} ms and warned of ${warnedMs} ms later\n`);
  expect(shownMs).toBeLessThanOrEqual(lookMs + slackMs);
  expect(warnedMs).toBeLessThanOrEqual(lookMs + 2 * slackMs);
});
