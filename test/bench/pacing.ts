// The dispatcher in virtual time against the local Teams' own limits: how fast, how fair in a storm, how many sends for many changes.

import type { Chat, SendResult } from '../../src/app/chat.ts';
import { createDispatcher } from '../../src/app/dispatch/dispatch.ts';
import { receive } from '../../src/app/econsult/receive.ts';
import { startLoop } from '../../src/app/loop.ts';
import type { Change, Store } from '../../src/app/ports.ts';
import { kinds } from '../../src/kinds.ts';
import { createClock } from '../../src/sandbox/clock.ts';
import { demoHub } from '../../src/sandbox/demo/people.ts';
import { createLimits, type Limits } from '../../src/sandbox/limits.ts';
import { createDirectory } from '../../src/storage/directory.ts';
import { createCompose } from '../../src/teams/compose.ts';
import { createPace } from '../../src/teams/pace.ts';
import { createResolve } from '../../src/teams/resolve.ts';
import { VirtualTime } from '../simulation/time.ts';
import { fail, type Ground, makeGround, memory, sender, startsAt, submission } from './ground.ts';
import { type Amount, type Line, spread, verdict } from './measure.ts';

/** A send takes Teams about this long. */
const sendMs = 80;
/** All cards of the hub go to one channel, and a whole channel is one conversation with one set of windows. */
const perHour = 1_800;
const storm = 3_000;
const hourMs = 3_600_000;

interface Stage {
  readonly ground: Ground;
  readonly time: VirtualTime;
  readonly limits: Limits;
  /** When each eConsult's card was first posted, by id, in virtual ms. */
  readonly posted: ReadonlyMap<string, number>;
  readonly sends: () => number;
  /** Receives one now; gives its id. */
  readonly arrive: (sourceId: string, how: 'routine' | 'redFlag' | 'bulk') => Promise<string>;
  /** Lets so much time pass. */
  readonly pass: (ms: number) => Promise<void>;
  readonly nudge: () => void;
}

/** Everything of the product between a commit and Teams; Teams itself is its limits and a short wait. */
async function stage(): Promise<Stage> {
  const ground = await makeGround(memory(), 'memory');
  const time = new VirtualTime();
  const clock = createClock(() => Date.parse(startsAt) + time.nowMs);
  const limits = createLimits(clock);
  const posted = new Map<string, number>();
  let sends = 0;
  const send = async (conversation: string): Promise<SendResult> => {
    const over = limits.take('send', conversation);
    await new Promise<void>((resolve) => time.after(sendMs, resolve));
    if (over !== undefined) return { kind: 'later', why: '429', afterMs: over.retryAfterSeconds * 1_000 };
    return { kind: 'sent', messageId: `m${++sends}` };
  };
  const chat: Chat = { post: ({ id }) => send(id), edit: ({ id }) => send(id), openPersonal: () => fail('nobody is written to here') };
  const directory = createDirectory(ground.engine, 'directory');
  await ground.engine.create('directorysystem');
  const deps = { kinds, store: ground.store, directory, network: ground.network, clock };
  const pace = createPace();
  const dispatcher = createDispatcher({
    kinds: kinds.app,
    store: ground.store,
    chat,
    pace,
    resolve: createResolve({ ...deps, chat, pace, monotonicMs: () => time.nowMs, serviceUrlDefault: 'https://teams.invalid/' }),
    compose: createCompose(deps),
    monotonicMs: () => time.nowMs,
    directory,
    clock,
    report: (event) => {
      if (event.kind === 'sent' && event.how === 'post') posted.set(event.id, time.nowMs);
    },
  });
  const failed = (error: unknown): void => fail(String(error));
  const loop = startLoop({ sleep: (ms, wake) => sleepIn(time, ms, wake), monotonicMs: () => time.nowMs, failed }, () =>
    dispatcher.pass([demoHub]),
  );
  const bulk = asBulk(ground.store);
  let operations = 0;
  return {
    ground,
    time,
    limits,
    posted,
    sends: () => sends,
    arrive: async (sourceId, how) => {
      const store = how === 'bulk' ? bulk : ground.store;
      const said = submission(sourceId, { priority: how === 'redFlag' ? 'redFlag' : 'routine' });
      const moment = { operation: `arrive-${++operations}`, receivedAt: clock.now() };
      const receipt = await receive({ store, nudge: loop.nudge, network: ground.network }, sender, said, moment);
      return 'reference' in receipt ? receipt.reference.replace('-', '') : fail(receipt.kind);
    },
    pass: (ms) => time.run(time.nowMs + ms, () => false),
    nudge: loop.nudge,
  };
}

const sleepIn = (time: VirtualTime, ms: number, wake: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    wake.addEventListener('abort', () => resolve(), { once: true });
    time.after(ms, resolve);
  });

const inBulk = (change: Change): Change => ({ ...change, messages: change.messages.map((message) => ({ ...message, class: 2 })) });

/** The same store, whose commits ask for everything as bulk: as a rerouting of many at once does. */
const asBulk = (store: Store): Store =>
  new Proxy(store, {
    get: (target, name) => {
      if (name === 'commit') {
        return (...changes: readonly Change[]) => target.commit(...changes.map(inBulk));
      }
      const value: unknown = Reflect.get(target, name);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });

const line = (
  what: string,
  figure: string,
  ratio: string,
  budget: string,
  met: boolean | undefined,
  on = 'memory, virtual time',
): Line => ({
  what,
  on,
  figure,
  floor: '',
  ratio,
  operations: '',
  budget,
  verdict: met === undefined ? '' : verdict(met),
});

async function speed(amount: Amount): Promise<Line> {
  const on = await stage();
  const minutes = Math.min(amount.minutes, 60);
  // 60 in 30 s, until the hour's window is full.
  const allowed = Math.min(perHour, minutes * 120);
  for (let n = 0; n < allowed + 200; n++) await on.arrive(`speed-${n}`, 'routine');
  await on.pass(minutes * 60_000);
  const part = on.sends() / allowed;
  const overruns = on.limits.overrunCount();
  const figure = `${on.sends()} sends of ${allowed} allowed in ${minutes} min, ${overruns} x 429`;
  return line(
    'pacing: one channel, always more to send',
    figure,
    `${(100 * part).toFixed(1)} %`,
    '>= 90 %, 0 x 429',
    part >= 0.9 && overruns === 0,
  );
}

async function redFlagsIn(how: 'routine' | 'bulk', amount: Amount): Promise<Line> {
  const on = await stage();
  for (let n = 0; n < storm; n++) await on.arrive(`storm-${n}`, how);
  const cameMs = new Map<string, number>();
  for (let minute = 0; minute < amount.minutes; minute++) {
    // Never twice at the same place in a window.
    await on.pass(60_000 + (minute % 7) * 900);
    cameMs.set(await on.arrive(`red-${minute}`, 'redFlag'), on.time.nowMs);
  }
  await on.pass(hourMs);
  const waits = [...cameMs].map(([id, came]) => (on.posted.get(id) ?? Number.POSITIVE_INFINITY) - came);
  const sorted = waits.sort((a, b) => a - b);
  const said = (ms: number): string => (Number.isFinite(ms) ? `${(ms / 1_000).toFixed(2)} s` : 'not posted');
  const p95 = sorted[Math.floor((sorted.length - 1) * 0.95)] ?? Number.NaN;
  const worst = sorted.at(-1) ?? Number.NaN;
  const overruns = on.limits.overrunCount();
  const figure = `${waits.length} red flags: median ${said(spread(sorted).median)}, 95 % ${said(p95)}, worst ${said(worst)}, ${overruns} x 429`;
  const what = how === 'bulk' ? `storm of ${storm} bulk cards in one channel` : `storm of ${storm} routine arrivals in one channel`;
  return line(what, figure, '', 'a red flag waits <= 2 s', worst <= 2_000 && overruns === 0);
}

async function changes(): Promise<Line> {
  const on = await stage();
  const id = await on.arrive('changing', 'routine');
  await on.pass(30_000);
  const before = on.sends();
  for (let n = 0; n < 10; n++) {
    await (n % 2 === 0 ? on.ground.claim(id) : on.ground.release(id));
    on.nudge();
    await on.pass(500);
  }
  await on.pass(30_000);
  const sends = on.sends() - before;
  return line('ten changes of a card in 5 s', `${sends} sends`, '', '<= 2 sends', sends <= 2);
}

/** Many conversations with more to send than one app may: only the tenant's window holds. */
function tenant(): Line {
  let nowMs = 0;
  const limits = createLimits(createClock(() => Date.parse(startsAt) + nowMs));
  const pace = createPace();
  let sends = 0;
  for (; nowMs < 60_000; nowMs += 5) {
    for (let n = 0; n < 200; n++) {
      const conversation = `c${n}`;
      if (pace.take(conversation, 1, nowMs) > 0) continue;
      if (limits.take('send', conversation) === undefined) sends++;
    }
  }
  const figure = `${(sends / 60).toFixed(1)} sends/s of 50, ${limits.overrunCount()} x 429`;
  return line(
    'pacing: 200 channels, tenant window',
    figure,
    `${((100 * sends) / 60 / 50).toFixed(0)} %`,
    '0 x 429',
    limits.overrunCount() === 0,
  );
}

export const pacing = async (amount: Amount): Promise<Line[]> => [
  await speed(amount),
  tenant(),
  await redFlagsIn('bulk', amount),
  await redFlagsIn('routine', amount),
  await changes(),
];
