// A bot killed between any two steps of an eConsult's life: nothing accepted is lost, and the card becomes what is so.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { econsultKey } from '../../src/app/things.ts';
import { wordsOf } from '../../src/sandbox/card.ts';
import { amara, demoHub, tomasz } from '../../src/sandbox/demo/people.ts';
import { inspect } from '../../src/storage/inspect.ts';
import { createStore } from '../../src/storage/store.ts';
import { type Bot, type Deployment, deploy } from './apart.ts';
import { copiesOf, hubChannel, reads, submission, until } from './given.ts';
import type { Passing } from './line.ts';

let place: Deployment;
beforeAll(async () => {
  place = await deploy();
}, 60_000);
afterAll(() => place?.stop(), 60_000);

type Phase = 'receive' | 'claim' | 'complete';
type Side = 'before' | 'after';
/** A step is named by what it does and which of its kind it is in its phase, so that it is the same one in every life. */
interface Point {
  readonly phase: Phase;
  readonly step: string;
  readonly side: Side;
}
const shownAs: Readonly<Record<Phase, RegExp>> = { receive: /Waiting at/, claim: /Claimed by Dr Amara/, complete: /Completed by Dr Amara/ };

/** What a request to the store does to an eConsult's life; `undefined` for what happens at any time (leases, the network, polling). */
function stepOf({ method, path, body }: Passing): string | undefined {
  const rows = /RowKey='([^']+)'/.exec(path)?.[1] ?? path;
  if (/\/ehub(system|network)/.test(path + body)) return undefined;
  if (method === 'POST' && path.includes('$batch'))
    return /event\|/.test(decoded(body)) ? 'commit' : /card\|/.test(decoded(body)) ? 'write card row' : 'write';
  const family = /(state|card|outbox|sent|event|text)(\||%7C)/i.exec(rows)?.[1] ?? 'other';
  if (method === 'GET') return `read ${family}`;
  return `${method === 'DELETE' ? 'remove' : 'write'} ${family}`;
}
const decoded = (body: string): string => body.replaceAll('%7C', '|');

/** Watches the steps of one life, and kills the bot at one of them. */
class Watch {
  readonly steps: Point[] = [];
  killedMs: number | undefined;
  #phase: Phase | undefined;
  #counts = new Map<string, number>();
  readonly #bot: Bot;
  readonly #at: Point | undefined;

  constructor(bot: Bot, at: Point | undefined) {
    this.#bot = bot;
    this.#at = at;
    const store = place.store;
    const names = new Map<Passing, string>();
    store.before = (passing) => {
      const step = this.#named(stepOf(passing));
      if (step !== undefined) names.set(passing, step);
      return this.#hit(step, 'before') ? 'break' : 'pass';
    };
    store.after = (passing) => (this.#hit(names.get(passing), 'after') ? 'break' : 'pass');
    place.teams.faults.decide(({ operation }) => {
      const step = this.#named(`Teams ${operation}`);
      // A killed caller hears nothing: before it takes effect, or after.
      if (this.#hit(step, 'before')) return { failStatus: 503 };
      return this.#hit(step, 'after') ? { loseAnswers: true } : undefined;
    });
  }

  /** `undefined`: what happens now is no step of the life. */
  enter(phase: Phase | undefined): void {
    this.#phase = phase;
    this.#counts.clear();
  }
  end(): void {
    place.store.before = () => 'pass';
    place.store.after = () => 'pass';
    place.teams.faults.decide(undefined);
  }
  #named(kind: string | undefined): string | undefined {
    const phase = this.#phase;
    if (kind === undefined || phase === undefined || this.killedMs !== undefined) return undefined;
    const count = (this.#counts.get(kind) ?? 0) + 1;
    // The outbox is read all the time: a step is the first look after a decision.
    if (kind === 'read outbox' && (count > 1 || !this.#counts.has('commit'))) return undefined;
    // What follows a completion is the same dispatch that followed the claim, and would rest five seconds first.
    if (phase === 'complete' && this.#counts.has('commit')) return undefined;
    this.#counts.set(kind, count);
    const step = `${kind} ${count}`;
    for (const side of ['before', 'after'] as const) this.steps.push({ phase, step, side });
    return step;
  }
  #hit(step: string | undefined, side: Side): boolean {
    const at = this.#at;
    if (step === undefined || this.killedMs !== undefined) return false;
    if (at === undefined || at.phase !== this.#phase || at.step !== step || at.side !== side) return false;
    this.killedMs = performance.now();
    this.#bot.kill();
    return true;
  }
}

const lives = { sent: 0, acknowledged: new Map<string, string>(), extra: 0 };
/** When somebody's press or a delivery got no proper answer, they try again, as people and senders do. */
const againWithinMs = 20_000;

async function deliver(id: string): Promise<string> {
  return until(
    'the sender is told that it is kept',
    async () => {
      const answer = await place.send(lives.acknowledged.has(id) ? {} : (bodies.get(id) ?? {})).catch(() => undefined);
      return answer !== undefined && answer.status < 300 && answer.body.reference;
    },
    againWithinMs,
  );
}
const bodies = new Map<string, object>();

/** Presses until the card answers; what it says then is what the person was told. */
async function press(
  person: { readonly id: string },
  reference: string,
  verb: string,
  inputs: Record<string, string> = {},
): Promise<string> {
  return until(
    `${verb} is answered`,
    async () => {
      const card = copiesOf(place.teams, hubChannel, reference).at(-1);
      if (card === undefined) return undefined;
      const data = { v: 1, hub: demoHub, id: reference.replace('-', ''), ...inputs };
      const answer = await place.teams.clients.press(person.id, card.id, verb, data);
      return answer.kind === 'card' && reads(place.teams, person, card);
    },
    againWithinMs,
  );
}
const becomes = (reference: string, phase: Phase): Promise<unknown> =>
  until(
    `${reference} shows ${phase}`,
    () => copiesOf(place.teams, hubChannel, reference).some(({ card }) => shownAs[phase].test(wordsOf(card))),
    againWithinMs,
  );
/** Nothing of it is waiting to be sent: its outbox row is gone. */
const settled = (reference: string): Promise<unknown> =>
  until(
    'the outbox is empty',
    async () => {
      const rows = await place.engine.table(`ehub${demoHub}`.toLowerCase()).range('outbox|', 'outbox}', 100);
      return !rows.some((row) => row.key.endsWith(`|${reference.replace('-', '')}`));
    },
    againWithinMs,
  );

/** One life, through which the bot is watched and perhaps killed: whoever meets a dead bot tries again on the next one. */
async function live(bot: Bot, at: Point | undefined): Promise<{ readonly watch: Watch; readonly bot: Bot; readonly recoveryMs: number }> {
  lives.sent += 1;
  const id = `crash-${lives.sent}`;
  bodies.set(id, submission(id));
  const watch = new Watch(bot, at);
  let current = bot;
  let recoveryMs = 0;
  const restarted = async (): Promise<void> => {
    if (watch.killedMs === undefined || current !== bot) return;
    const t0 = performance.now();
    await bot.ended;
    console.log('ended', Math.round(performance.now() - watch.killedMs), Math.round(performance.now() - t0));
    watch.end();
    await place.letLeaseRunOut();
    console.log('lease', Math.round(performance.now() - t0));
    const t = performance.now();
    current = await place.start();
    console.log('start took', Math.round(performance.now() - t), at?.side, at?.step);
  };
  /** A phase ends when it is shown, or is interrupted by the kill and then shown by the next bot. */
  const phase = async (name: Phase, act: () => Promise<unknown>): Promise<void> => {
    watch.enter(name);
    const interrupted = until('the kill', () => watch.killedMs !== undefined, 60_000).catch(() => undefined);
    await Promise.race([act().catch(() => undefined), interrupted]);
    watch.enter(undefined);
    await restarted();
  };
  let reference = '';
  await phase('receive', async () => {
    reference = await deliver(id);
    await becomes(reference, 'receive');
    await settled(reference);
  });
  const t = performance.now();
  reference = await deliver(id);
  console.log('deliver took', Math.round(performance.now() - t));
  lives.acknowledged.set(id, reference);
  await becomes(reference, 'receive');
  console.log('becomes', Math.round(performance.now() - t));
  if (at?.phase === 'receive') recoveryMs = performance.now() - (watch.killedMs ?? performance.now());
  await phase('claim', async () => {
    await press(amara, reference, 'claim');
    await becomes(reference, 'claim');
    await settled(reference);
  });
  expect(await press(amara, reference, 'claim')).toContain('Claimed by Dr Amara Okafor');
  expect(await press(tomasz, reference, 'claim')).toMatch(/Already claimed by Dr Amara Okafor at \d\d:\d\d/);
  await becomes(reference, 'claim');
  if (at?.phase === 'claim') recoveryMs = performance.now() - (watch.killedMs ?? performance.now());
  console.log('claimed', Math.round(performance.now() - t));
  await phase('complete', () => press(amara, reference, 'complete', { outcome: 'answered', told: 'message' }));
  if (watch.killedMs !== undefined && at?.phase === 'complete') {
    await press(amara, reference, 'complete', { outcome: 'answered', told: 'message' });
    await becomes(reference, 'complete');
    recoveryMs = performance.now() - watch.killedMs;
  }
  console.log('all', Math.round(performance.now() - t), current.log.slice(-6).join(' | '));
  watch.end();
  const copies = copiesOf(place.teams, hubChannel, reference).length;
  expect(copies, `${at?.side} ${at?.step}`).toBeLessThanOrEqual(at === undefined ? 1 : 2);
  lives.extra += copies - 1;
  return { watch, bot: current, recoveryMs };
}

it('a kill at every step, before and after it: nothing lost, one winner, at most one copy too many', { timeout: 280_000 }, async () => {
  let bot = await place.start();
  const quiet = await live(bot, undefined);
  // Reads change nothing: after one is the same moment as before the next step.
  const only = process.env['ONLY'];
  const points = only !== undefined ? Array.from({ length: 7 }, () => ({ phase: 'receive', step: only, side: 'after' }) as const) : quiet.watch.steps.filter(({ step, side }) => side === 'before' || !step.startsWith('read'));
  const slowest = { ms: 0, at: '' };
  let covered = 0;
  for (const point of points) {
    const { watch, bot: next, recoveryMs } = await live(bot, point);
    if (watch.killedMs !== undefined) covered += 1;
    else process.stdout.write(`crash point not met: ${point.side} ${point.phase}: ${point.step}\n`);
    if (recoveryMs > slowest.ms) Object.assign(slowest, { ms: recoveryMs, at: `${point.side} ${point.phase}: ${point.step}` });
    bot = next;
  }
  for (const reference of lives.acknowledged.values()) await becomes(reference, 'complete');
  for (const reference of lives.acknowledged.values()) await settled(reference);
  const store = createStore(place.engine, { prefix: 'ehub', writer: 'test', missing: () => {} });
  let lost = 0;
  for (const reference of lives.acknowledged.values()) {
    const events = await store.events<{ type: string }>(econsultKey(demoHub, reference.replace('-', '')));
    if (events.length === 0) lost += 1;
    expect(events.map(({ event }) => event.type)).toEqual(['Received', 'Claimed', 'Completed']);
    const newest = copiesOf(place.teams, hubChannel, reference);
    expect(newest.filter(({ card }) => shownAs.complete.test(wordsOf(card)))).toHaveLength(1);
  }
  const inspection = await inspect(place.engine, 'ehub', demoHub);
  process.stdout.write(
    `crash points covered ${covered}/${points.length}, restarts ${covered}, acknowledged ${lives.acknowledged.size}, lost ${lost}, extra copies ${lives.extra}, 429s ${place.teams.limits.overrunCount()}, slowest recovery ${Math.round(slowest.ms)} ms (${slowest.at})\n`,
  );
  expect(inspection.findings).toEqual([]);
  expect(inspection.things).toBe(lives.acknowledged.size);
  expect([covered, lost, place.teams.limits.overrunCount()]).toEqual([points.length, 0, 0]);
});
