// The three answers of health: what each depends on, and that what is wrong for all instances alike takes none of them out of service.
import { beforeEach, describe, expect, it } from 'vitest';
import { type BeatName, beatEveryMs, seldomBeating } from '../../src/app/beats.ts';
import type { HttpRequest } from '../../src/app/http.ts';
import type { NetworkSource } from '../../src/app/network/network.ts';
import { type Conversation, chatKey, type Directory, type Store } from '../../src/app/ports.ts';
import type { Network } from '../../src/domain/network/state.ts';
import { channelOf } from '../../src/domain/terms.ts';
import { createMetrics } from '../../src/metrics.ts';
import type { Aging, CheckName } from '../../src/start/all-is-well.ts';
import { type HealthDeps, healthRoutes, type Stage, versionRoute, waitingRoutes } from '../../src/start/health.ts';
import { createBeats } from '../../src/storage/beats.ts';
import { createDirectory } from '../../src/storage/directory.ts';
import { memoryEngine } from '../../src/storage/memory.ts';
import { makeTables } from '../../src/storage/setup.ts';
import { createStore } from '../../src/storage/store.ts';
import { but } from '../app/desk.ts';
import { dalia, ewan, larkfield, north, south, tenant, network as usual } from '../people.ts';

const startMs = Date.parse('2026-11-25T09:00:00.000Z');
let nowMs: number;
let network: Network;
let stage: Stage;
let store: Store;
let directory: Directory;
let loops: Map<string, Aging>;
let beats: ReturnType<typeof createBeats>;
let deps: HealthDeps;
const machineNow = (): string => new Date(nowMs).toISOString();

beforeEach(async () => {
  nowMs = startMs;
  network = usual;
  stage = 'running';
  const engine = memoryEngine();
  await makeTables(engine, 'ehub', [north, south]);
  store = createStore(engine, { prefix: 'ehub', writer: 'w', missing: () => {} });
  directory = createDirectory(engine, 'ehub');
  beats = createBeats(engine, 'ehub', machineNow);
  loops = new Map([['dispatch', { ageMs: () => 0 }]]);
  deps = {
    store: but(store, {}),
    directory,
    network: { current: async () => network } as NetworkSource,
    beats,
    loops,
    machineMs: () => nowMs,
    startedMs: startMs,
    stage: () => stage,
    metrics: createMetrics(),
  };
});

const here = { remoteAddress: '127.0.0.1', headers: {} };
async function ask(path: string, over: Partial<HealthDeps> = {}, from: Partial<HttpRequest> = here) {
  const route = healthRoutes({ ...deps, ...over }).find((each) => each.path === path);
  const answer = (await route?.handle({ ...here, ...from } as HttpRequest)) as { readonly status: number; readonly body: string };
  return { status: answer.status, text: answer.body, body: path === '/metrics' ? undefined : JSON.parse(answer.body) };
}
/** What is not well, with its words. */
async function troubles(over: Partial<HealthDeps> = {}): Promise<Readonly<Partial<Record<CheckName, string>>>> {
  const { status, body } = await ask('/wellz', over);
  const checks: readonly { check: CheckName; well: boolean; words?: string; todo?: string }[] = body.checks;
  const bad = checks.filter(({ well }) => !well);
  expect([status, body.well]).toEqual(bad.length === 0 ? [200, true] : [503, false]);
  for (const { words, todo } of bad)
    expect([words, todo]).toEqual([expect.stringMatching(/^[A-Z].*\.$/), expect.stringMatching(/^[A-Z].*\.$/)]);
  return Object.fromEntries(bad.map(({ check, words }) => [check, words]));
}
const away = (): Promise<never> => Promise.reject(new Error('away'));
const bury = async (): Promise<void> => {
  await store.show(north, { kind: 'econsult', id: 'AAAAAA' }, { to: channelOf(north), class: 0, what: 'card' }, machineNow());
  for (const row of await store.outbox(north, 0, 10)) await store.bury(row, '413', machineNow());
};
const suspend = (key: string, more: Partial<Conversation> = {}): Promise<void> =>
  directory.saveConversation(key, { id: key, serviceUrl: '', tenantId: tenant, status: 'suspended', since: machineNow(), ...more });

describe('may take traffic', () => {
  it('while it runs and the store is reachable', async () => {
    expect(await ask('/readyz')).toMatchObject({ status: 200, body: { ready: true, store: 'reachable', instance: 'running' } });
  });
  it.each(['starting', 'stopping'] as const)('not while it is %s', async (now) => {
    stage = now;
    expect(await ask('/readyz')).toMatchObject({ status: 503, body: { ready: false, instance: now } });
  });
  it('not while the store is away, but it is alive', async () => {
    const over = { store: but(store, { ping: away }) };
    expect(await ask('/readyz', over)).toMatchObject({ status: 503, body: { ready: false, store: 'away' } });
    expect(await ask('/healthz', over)).toMatchObject({ status: 200, body: { alive: true } });
  });
  it('whatever is for a person to put right: a buried message takes no instance out of service', async () => {
    await bury();
    await suspend('19:north@thread.tacv2');
    loops.set('sweep', { ageMs: () => 10 * 60_000 });
    nowMs += 60 * 60_000;
    expect(Object.keys(await troubles())).toEqual(['loops', 'dispatch', 'sweep', 'heart', 'buried']);
    expect(await ask('/readyz')).toMatchObject({ status: 200, body: { ready: true } });
  });
});

describe('all is well', () => {
  it('when nothing is for a person to put right', async () => {
    expect(await troubles()).toEqual({});
  });
  it('not while the store is away', async () => {
    expect(Object.keys(await troubles({ store: but(store, { ping: away }) }))).toEqual(['store']);
  });
  it('not once Teams has refused a message for good', async () => {
    await bury();
    expect(await troubles()).toEqual({ buried: expect.stringContaining('refused a message for good') });
  });
  it.each<[BeatName, number, number]>([
    ['dispatch', 59, 61],
    ['sweep', 89, 91],
    ['heart', 899, 901],
  ])('not once %s has left no sign of life for too long, whichever instance should', async (name, freshS, staleS) => {
    nowMs += 24 * 3_600_000;
    for (const each of ['dispatch', 'sweep', 'heart'] as const) if (each !== name) await beats.beat(each);
    nowMs -= staleS * 1_000;
    await beats.beat(name);
    nowMs += staleS * 1_000;
    expect(Object.keys(await troubles())).toEqual([name]);
    nowMs -= freshS * 1_000;
    await beats.beat(name);
    nowMs += freshS * 1_000;
    expect(await troubles()).toEqual({});
  });
  it('right after a start nothing is overdue, however long nobody has run', async () => {
    await beats.beat('heart');
    nowMs += 24 * 3_600_000;
    expect(Object.keys(await troubles())).toEqual(['dispatch', 'sweep', 'heart']);
    expect(await troubles({ startedMs: nowMs - 10_000 })).toEqual({});
  });
  it('not while a channel is closed and something waits for it; a closed one for which nothing waits is nobody\u2019s trouble', async () => {
    await suspend('19:larkfield@thread.tacv2', { reason: 'BotRemoved' });
    await suspend('chat|somebody');
    expect(await troubles()).toEqual({});
    await store.show(north, { kind: 'econsult', id: 'AAAAAA' }, { to: channelOf(larkfield), class: 2, what: 'card' }, machineNow());
    const { channels } = await troubles();
    expect(channels).toContain('the channel of Larkfield Surgery (');
  });
  it('not where a hub has neither lead nor administrator', async () => {
    const { [dalia.id]: _lead, ...staff } = usual.staff;
    network = { ...usual, staff };
    expect(await troubles()).toEqual({});
    const { [ewan.id]: _administrator, ...others } = staff;
    network = { ...usual, staff: others };
    expect(await troubles()).toEqual({ leads: expect.stringContaining('North Hub (NORTH) has neither') });
  });
  it('not where no lead of a hub can be written to; one who can be is enough', async () => {
    await suspend(chatKey(ewan.id));
    expect(await troubles()).toEqual({});
    await suspend(chatKey(dalia.id));
    expect(await troubles()).toEqual({ leads: expect.stringContaining('to any lead of North Hub (NORTH) in their own chat') });
  });
  it('says the same in metrics', async () => {
    await bury();
    const { text } = await ask('/metrics');
    expect(text).toContain('ehub_well{check="buried"} 0');
    expect(text).toContain('ehub_well{check="leads"} 1');
    expect(text).toContain('ehub_buried 1');
    expect((await ask('/metrics', { store: but(store, { ping: away }) })).text).toContain('ehub_well{check="leads"} 0');
  });
});

it('a sign of life is left now and then, and one that could not be left is tried with the next round', async () => {
  let broken = true;
  const left: number[] = [];
  const failures: BeatName[] = [];
  const beat = seldomBeating(
    { beat: async () => (broken ? away() : void left.push(nowMs)) },
    () => nowMs,
    (name) => failures.push(name),
  );
  await beat('sweep');
  broken = false;
  for (let rounds = 0; rounds < 4 * (beatEveryMs / 15_000); rounds++, nowMs += 15_000) await beat('sweep');
  expect(failures).toEqual(['sweep']);
  expect(left).toHaveLength(4);
});

describe('metrics', () => {
  const metricsToken = 'made-up-token-of-at-least-32-characters';
  const bearing = (token: string) => ({ remoteAddress: '203.0.113.7', headers: { authorization: `Bearer ${token}` } });
  it.each<[string, Partial<HttpRequest>, number]>([
    ['this machine', { remoteAddress: '::1' }, 200],
    ['this machine, as an address of the newer kind', { remoteAddress: '::ffff:127.0.0.1' }, 200],
    ['a proxy on this machine', { headers: { 'x-forwarded-for': '203.0.113.7' } }, 404],
    ['another such proxy', { headers: { forwarded: 'for=203.0.113.7' } }, 404],
    ['elsewhere', { remoteAddress: '203.0.113.7' }, 404],
    ['elsewhere with the token', bearing(metricsToken), 200],
    ['elsewhere with another token', bearing(metricsToken.toUpperCase()), 404],
    ['elsewhere with its beginning', bearing(metricsToken.slice(0, -1)), 404],
  ])('asked for from %s', async (_where, from, status) => {
    expect((await ask('/metrics', { metricsToken }, from)).status).toBe(status);
  });
  it('have no token where none is set', async () => {
    expect((await ask('/metrics', {}, bearing('undefined'))).status).toBe(404);
  });
});

it('until the store has answered it lives, may take no traffic, and says what it is', async () => {
  const about = { version: '1.2.3', commit: 'abc', node: 'v20.20.2', startedAt: '2026-11-25T09:00:00.000Z' };
  const answers = await Promise.all([...waitingRoutes, versionRoute(about)].map((route) => route.handle(here as HttpRequest)));
  expect(answers.map((answer) => 'status' in answer && [answer.status, JSON.parse(String(answer.body))])).toEqual([
    [200, { alive: true }],
    [503, { ready: false, store: 'away', instance: 'starting' }],
    [200, about],
  ]);
});
