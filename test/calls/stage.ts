// The whole product over an engine that writes down each call, with a time that goes on only when told: so that calls can be counted exactly.
import { createHmac, randomUUID } from 'node:crypto';
import { createLog } from '../../src/log.ts';
import { createMetrics } from '../../src/metrics.ts';
import { createClock, type SandboxClock } from '../../src/sandbox/clock.ts';
import { demoChannels, demoNetwork } from '../../src/sandbox/demo/network.ts';
import { amara, demoHub, demoPractices, demoTenantId, personIdOf } from '../../src/sandbox/demo/people.ts';
import { demoPeople, demoTeams } from '../../src/sandbox/demo/teams.ts';
import { createKeyPair } from '../../src/sandbox/keys.ts';
import { createLocalTeams, type LocalTeams } from '../../src/sandbox/local-teams.ts';
import { bankHolidays } from '../../src/schedule/holidays.ts';
import { serve } from '../../src/server.ts';
import { createProduct, type Product } from '../../src/start/product.ts';
import type { Engine, Table } from '../../src/storage/engine.ts';
import { locate } from '../../src/storage/keys.ts';
import { memoryEngine } from '../../src/storage/memory.ts';
import type { Trust } from '../../src/teams/trust.ts';
import { patient } from '../people.ts';

const appId = '5e1f0000-0000-4000-8000-0000000000ca';
const key = { id: 'calls-1', secret: 'made-up-secret-of-at-least-32-characters' };
/** 10:00 on a working Wednesday, when everybody is open. */
const beginsMs = Date.parse('2026-11-25T10:00:00.000Z');
const keyPem = createKeyPair().pem;
const channel = demoChannels.find(({ organisation }) => organisation === demoHub)?.conversation ?? '';

export interface CallStage {
  readonly product: Product;
  readonly teams: LocalTeams;
  /** Calls since the last time, in order: what was done to which families of rows. */
  take(): readonly string[];
  /** Lets so much time pass, by a second or less at a time, everything that wakes having its turn, with the clockwork at its times. */
  pass(ms: number): Promise<void>;
  /** Waits until nothing is unsent and every loop sleeps. */
  atRest(): Promise<void>;
  /** One arrival through the door for senders; its id. */
  arrive(more?: object): Promise<string>;
  /** A press on a card in the hub's channel; what the bot answered. `filled`: what the button carries besides, or all of it where it is no eConsult's. */
  press(verb: string, id: string, filled?: object): Promise<string>;
  /** The same press, on a message that is there, sent to a bot that listens elsewhere and is known to this Teams under our bot's own name. */
  pressAt(botUrl: string, verb: string, data: object, replyToId: string): Promise<string>;
  /** Lets so much time pass at once; whoever sleeps wakes, and nothing looks at the clock. */
  skip(ms: number): void;
  /** The machine's time as it is told here: by it a bot knows when its token ends. */
  readonly machineMs: () => number;
  readonly trust: Trust;
  /** A word typed in the hub's channel. */
  say(words: string): Promise<void>;
  stop(): Promise<void>;
}

/** What each call was, such as `get state` or `transact event state log due open outbox`. */
export function written(engine: Engine, calls: string[]): Engine {
  const family = (key: string): string => key.split('|', 1)[0] ?? '';
  const watched = (table: Table): Table => ({
    get: (key) => {
      calls.push(`get ${family(key)}`);
      return table.get(key);
    },
    range: (from, to, limit) => {
      calls.push(`range ${family(from)}`);
      return table.range(from, to, limit);
    },
    transact: (writes) => {
      calls.push(`transact ${writes.map((write) => `${write.kind === 'delete' ? '-' : ''}${family(write.key)}`).join(' ')}`);
      return table.transact(writes);
    },
    remove: (key, etag) => {
      calls.push(`remove ${family(key)}`);
      return table.remove(key, etag);
    },
  });
  return { create: (name) => engine.create(name), table: (name) => watched(engine.table(name)) };
}

/** Time that stands still until it is told to go on. */
class ToldTime {
  nowMs = 0;
  readonly #sleeping = new Set<{ readonly atMs: number; readonly wake: () => void }>();

  get sleepers(): number {
    return this.#sleeping.size;
  }
  sleep = (ms: number, wake?: AbortSignal): Promise<void> =>
    new Promise((resolve) => {
      if (wake?.aborted) return resolve();
      const done = (): void => {
        this.#sleeping.delete(sleeper);
        wake?.removeEventListener('abort', done);
        resolve();
      };
      const sleeper = { atMs: this.nowMs + ms, wake: done };
      this.#sleeping.add(sleeper);
      wake?.addEventListener('abort', done, { once: true });
    });
  /** When the next one wakes; infinite: none will. */
  next = (): number => Math.min(...[...this.#sleeping].map(({ atMs }) => atMs));
  goTo(ms: number): void {
    this.nowMs = ms;
    for (const sleeper of [...this.#sleeping]) if (sleeper.atMs <= ms) sleeper.wake();
  }
}

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
/** Far more turns of the event loop than anything here takes. */
const turnsMost = 200_000;

/** `prefix`: the tables' own, where several stages stand on one engine. */
export async function callStage(inner: Engine = memoryEngine(), prefix = 'ehub'): Promise<CallStage> {
  const time = new ToldTime();
  const calls: string[] = [];
  const startedMs = Date.now();
  const machineMs = (): number => startedMs + time.nowMs;
  const clock = createClock(machineMs, beginsMs - startedMs);
  const holidays = await bankHolidays('englandAndWales', 2025, 2028);
  let teams: LocalTeams | undefined;
  let product: Product | undefined;
  let trust: Trust | undefined;
  const serving = await serve(
    async (url) => {
      teams = createLocalTeams({
        ...{ baseUrl: url, botUrl: url, botAppId: appId, botSecret: 'made-up-bot-secret', keyPem, tenantId: demoTenantId },
        // The SDK checks tokens by the machine's own time, so they are signed by it.
        ...{ people: demoPeople, teams: demoTeams, clock, random: randomUUID, tokenMs: Date.now },
      });
      const { openIdMetadataUrl, issuer, tokenUrl, serviceUrl } = teams.forBot;
      trust = { kind: 'loopback', appId, password: 'made-up-bot-secret', openIdMetadataUrl, issuer, tokenUrl };
      product = await createProduct({
        engine: written(inner, calls),
        tablePrefix: prefix,
        clock,
        machineMs,
        monotonicMs: () => time.nowMs,
        sleep: time.sleep,
        newId: randomUUID,
        holidays: { current: () => holidays, refresh: async () => {} },
        trust,
        ...{ serviceHosts: [], serviceUrl, tenants: [demoTenantId] },
        callers: () => [{ id: 'calls', name: 'Calls', hub: demoHub, practices: '*', keys: [key] }],
        network: { content: demoNetwork(), operation: 'calls|network' },
        log: createLog('warn', (line) => process.stderr.write(`${line}\n`)),
        metrics: createMetrics(),
        contactKeys: [{ id: 'calls', secret: 'made-up-secret-of-at-least-32-characters' }],
      });
      return [...product.routes, ...teams.routes];
    },
    '127.0.0.1',
    0,
    (path, error) => process.stderr.write(`${path}: ${String(error)}\n`),
  );
  if (teams === undefined || product === undefined || trust === undefined) throw new Error('the server serves only once all are made');
  const [local, made] = [teams, product];
  for (const given of demoChannels) {
    const said = { operation: randomUUID(), at: clock.now(), by: { kind: 'sender', caller: 'calls' } } as const;
    await made.network.change({ ...said, type: 'giveChannel', channel: given });
  }
  made.run();
  const stage = { time, clock, inner, prefix, product: made, url: serving.url, teams: local };
  await atRest(stage);
  return {
    product: made,
    teams: local,
    take: () => calls.splice(0),
    pass: (ms) => pass(stage, ms),
    atRest: () => atRest(stage),
    arrive: (more = {}) => arrive(stage, more),
    press: (verb, id, filled = {}) => press(stage, verb, id === '' ? filled : { v: 1, hub: demoHub, id, revision: 1, ...filled }),
    pressAt: (botUrl, verb, data, replyToId) => press({ ...stage, url: botUrl }, verb, data, replyToId),
    skip: (ms) => time.goTo(time.nowMs + ms),
    ...{ machineMs, trust },
    say: (words) => say(stage, words),
    stop: async () => {
      local.close();
      const stopping = made.stop();
      for (let turns = 0; turns < 100; turns++) {
        time.goTo(time.nowMs + 1_000);
        await turn();
      }
      await Promise.all([serving.stop(), stopping]);
    },
  };
}

interface On {
  readonly prefix: string;
  readonly time: ToldTime;
  readonly clock: SandboxClock;
  readonly inner: Engine;
  readonly product: Product;
  readonly url: string;
  readonly teams: LocalTeams;
}

/** Every loop that runs sleeps: until then nothing has come to its end. */
async function atRest({ time, inner, prefix }: On): Promise<void> {
  const table = inner.table(locate(prefix, demoHub));
  for (let turns = 0, quiet = 0; turns < turnsMost && quiet < 50; turns++) {
    await turn();
    const waits = time.sleepers === 0 || (await table.range('outbox|', 'outbox}', 1)).length > 0;
    // What rests before its next edit, or is gathered, wakes by time alone.
    if (waits && time.sleepers > 0 && turns % 500 === 499) time.goTo(time.next());
    quiet = waits ? 0 : quiet + 1;
  }
}

/** As `src/schedule/cron.ts` has it, which lives by the clock on the wall. */
const sweepEveryMs = 15_000;
const auditEveryMs = 300_000;

async function pass(on: On, ms: number): Promise<void> {
  const { time, product } = on;
  const untilMs = time.nowMs + ms;
  const nextOf = (every: number): number => (Math.floor(time.nowMs / every) + 1) * every;
  while (time.nowMs < untilMs) {
    const [sweepAt, auditAt] = [nextOf(sweepEveryMs), nextOf(auditEveryMs)];
    time.goTo(Math.min(untilMs, sweepAt, Math.max(time.next(), time.nowMs + 1)));
    if (time.nowMs === sweepAt) await product.sweepNow();
    if (time.nowMs === auditAt) await product.auditNow();
    await atRest(on);
  }
}

async function arrive({ url, clock }: On, more: object): Promise<string> {
  const answers = [{ question: 'What is the matter?', answer: 'A rash on my left arm since Sunday.' }];
  const submittedAt = new Date(clock.ms() - 60_000).toISOString();
  const about = { id: randomUUID(), practice: demoPractices.salternQuay, kind: 'clinical', topic: 'Skin' };
  // Nobody has come before, unless a way says whose it is. No word that a follow-up is written in may be part of the name.
  const somebody = { ...patient, name: `Wren ${randomUUID().replaceAll(/[^a-z]/g, '')}xq` };
  const body = JSON.stringify({ ...about, submittedAt, patient: somebody, answers, ...more });
  const stamp = String(Math.floor(clock.machineMs() / 1_000));
  const signature = createHmac('sha256', key.secret).update(`${stamp}.${body}`).digest('hex');
  const headers = { 'content-type': 'application/json', 'x-key-id': key.id, 'x-timestamp': stamp, 'x-signature': signature };
  const response = await fetch(`${url}/api/econsults`, { method: 'POST', headers, body });
  const text = await response.text();
  if (response.status !== 201) throw new Error(`intake answered ${response.status}: ${text}`);
  return (JSON.parse(text) as { reference: string }).reference.replace('-', '');
}

const press = (on: On, verb: string, data: object, replyToId = '1'): Promise<string> =>
  deliver(on, {
    ...{ type: 'invoke', id: `f:${randomUUID()}`, name: 'adaptiveCard/action', replyToId },
    value: { action: { type: 'Action.Execute', verb, data }, trigger: 'manual' },
  });
async function say(on: On, text: string): Promise<void> {
  await deliver(on, { type: 'message', id: `m:${randomUUID()}`, text });
}

/** Posts an activity of the presser in the hub's channel; the bot's answer. */
async function deliver(
  { teams, url, clock }: On,
  what: { readonly replyToId?: string; readonly [more: string]: unknown },
): Promise<string> {
  const activity = {
    channelId: 'msteams',
    serviceUrl: teams.forBot.serviceUrl,
    timestamp: clock.now(),
    from: { id: '29:calls-presser', name: amara.name, aadObjectId: amara.id },
    conversation: {
      isGroup: true,
      conversationType: 'channel',
      tenantId: demoTenantId,
      id: `${channel};messageid=${what.replyToId ?? '1'}`,
    },
    recipient: { id: `28:${appId}`, name: 'eHub' },
    channelData: { teamsChannelId: channel, channel: { id: channel }, tenant: { id: demoTenantId } },
    ...what,
  };
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${teams.tokens.forBot()}` };
  const response = await fetch(`${url}/api/messages`, { method: 'POST', headers, body: JSON.stringify(activity) });
  const text = await response.text();
  if (response.status !== 200) throw new Error(`the bot answered ${response.status}: ${text}`);
  return text;
}

export const presser = personIdOf(amara);
