// Three instances sweep one store; one is killed and one stands still in the midst of a sweep: no warning is lost, none is said twice.
import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterEach, expect, it } from 'vitest';
import { econsults } from '../../src/app/econsult/econsult.ts';
import { econsultKey } from '../../src/app/econsult/load.ts';
import { handle } from '../../src/app/handle.ts';
import type { OutboxRow, Store, StoredEvent } from '../../src/app/ports.ts';
import type { EConsultEvent } from '../../src/domain/econsult/event.ts';
import type { EConsult } from '../../src/domain/econsult/state.ts';
import { channelOf } from '../../src/domain/terms.ts';
import { coreHours } from '../../src/domain/time/hours.ts';
import type { Every } from '../../src/schedule/cron.ts';
import { connectTables } from '../../src/storage/connect.ts';
import type { Engine } from '../../src/storage/engine.ts';
import { inspect } from '../../src/storage/inspect.ts';
import { makeTables } from '../../src/storage/setup.ts';
import { createStore } from '../../src/storage/store.ts';
import { arrival, instant } from '../domain/econsult/ticking.ts';
import { at as wall } from '../domain/time/days.ts';
import { until } from '../e2e/given.ts';
import { stateAfter } from '../given.ts';
import { hub, hubRules } from '../hub.ts';
import { Expected } from '../start/warned.ts';
import { startAzurite } from '../storage/azurite.ts';
import type { Line, Order } from './sweeper.ts';

/** As in a deployment but fifteen times as fast; a minute of its clock is a sixth of a second. */
const every: Every = { name: 'sweep', everySeconds: 1, leaseMs: 3_000 };
const timesFaster = 360;
/** For what a busy machine needs to start a sweep. */
const slackMs = 4_000;

/** How often the others come round while one stands still. */
const sweepsMeanwhile = 4;

const minute = 60_000;
/** A Wednesday in winter time. */
const from = Date.parse(wall('2026-11-25 10:00'));
/** One comes every half minute of its clock; the last one's target passes 170 minutes after the beginning. */
const urgents = 100;
const routines = 20;
const endsAt = from + 175 * minute;

const left: (() => void | Promise<void>)[] = [];
afterEach(async () => {
  for (const each of left.splice(0).reverse()) await each();
});

class Instance {
  readonly lines: (Line & { readonly heardMs: number })[] = [];
  readonly child: ChildProcess;
  readonly ended: Promise<void>;

  constructor(connectionString: string, me: string) {
    const program = fileURLToPath(new URL('sweeper.ts', import.meta.url));
    const setup = JSON.stringify({ connectionString, me, every });
    this.child = spawn(process.execPath, ['--import', 'tsx', program, setup], { stdio: ['pipe', 'pipe', 'inherit'] });
    this.ended = new Promise((resolve) => this.child.once('exit', () => resolve()));
    if (this.child.stdout === null) throw new Error('it cannot be heard');
    createInterface({ input: this.child.stdout }).on('line', (text) => {
      this.lines.push({ ...(JSON.parse(text) as Line), heardMs: performance.now() });
    });
    // SIGKILL ends one that stands still, too.
    left.push(() => void this.child.kill('SIGKILL'));
  }
  tell(order: Order): void {
    this.child.stdin?.write(`${JSON.stringify(order)}\n`);
  }
  said(what: Line['what'], after = 0): (Line & { readonly heardMs: number }) | undefined {
    return this.lines.find((line) => line.what === what && line.heardMs > after);
  }
  count(what: Line['what']): number {
    return this.lines.filter((line) => line.what === what).length;
  }
}

/** Received by the hub for a practice of its own, one every half minute of the clock; the routine ones come to be due on another day. */
async function receiveAll(
  store: Store,
): Promise<ReadonlyMap<string, { readonly submitted: number; readonly priority: 'urgent' | 'routine' }>> {
  const all = new Map<string, { readonly submitted: number; readonly priority: 'urgent' | 'routine' }>();
  for (let n = 0; n < urgents + routines; n++) {
    const id = `S${String(n).padStart(5, '0')}`;
    const priority = n < urgents ? 'urgent' : 'routine';
    const submitted = priority === 'urgent' ? from + (n * minute) / 2 : from + 5 * 60 * minute;
    const command = { ...arrival(submitted, submitted, { priority, sourceId: id }), id, operation: `receive ${id}` };
    await handle({ store, nudge: () => {} }, econsults, econsultKey(hub, id), command, hubRules, { probablyNew: true });
    all.set(id, { submitted, priority });
  }
  return all;
}

/** When each warning is due by plain arithmetic, as far as the clock has come. */
function expectedOf({ submitted, priority }: { readonly submitted: number; readonly priority: 'urgent' | 'routine' }, end: number) {
  const sent = { kind: 'clinical', priority, submitted, received: submitted } as const;
  const oracle = new Expected(sent, coreHours, coreHours, [], (ms) => ms);
  oracle.upTo(end);
  return oracle.said.flatMap(({ at, warning, also }) => [...also, warning].map((each) => ({ warning: each, at })));
}

interface Sweep {
  readonly began: number;
  readonly ended: number;
}
/** Every sweep that came to its end, with when it looked at the clock and when it had done so. */
const sweepsOf = (instance: Instance): readonly Sweep[] =>
  instance.lines.flatMap((line, index) => {
    const [swept, ended] = [
      instance.lines.slice(index).find(({ what }) => what === 'swept'),
      instance.lines.slice(index).find(({ what }) => what === 'ended'),
    ];
    if (line.what !== 'begins' || swept?.what !== 'swept' || ended?.what !== 'ended') return [];
    return swept.failed > 0 ? [] : [{ began: Date.parse(line.now), ended: Date.parse(ended.now) }];
  });

async function outboxOf(store: Store): Promise<readonly OutboxRow[]> {
  return (await Promise.all(([0, 1, 2] as const).map((sendClass) => store.outbox(hub, sendClass, 10_000)))).flat();
}

/** Far longer than anything takes here, for a machine that has much else to do. */
const patienceMs = 60_000;
const seen = <T>(what: string, look: () => T | undefined | false): Promise<T> => until(what, look, patienceMs);
/** Whoever sweeps now, besides these. */
const sweeping = (instances: readonly Instance[], after: number): Promise<Instance> =>
  seen('another sweeps', () => instances.find((each) => each.said('begins', after)));

it('no warning is lost and none said twice', { timeout: 120_000 }, async () => {
  const azurite = await startAzurite();
  left.push(() => azurite.close());
  const engine: Engine = await connectTables({ connectionString: azurite.connectionString });
  await makeTables(engine, 'ehub', [hub]);
  const store = createStore(engine, { prefix: 'ehub', writer: 'parent', missing: () => {} });
  const sent = await receiveAll(store);

  const all = ['P0', 'P1', 'P2'].map((me) => new Instance(azurite.connectionString, me));
  await seen('all are ready', () => all.every((each) => each.said('ready')));
  const begin: Order = { do: 'begin', atMs: Date.now(), as: instant(from), timesFaster };
  for (const each of all) each.tell(begin);

  // The first is killed while it writes.
  const killed = await sweeping(all, 0);
  killed.tell({ do: 'stand', when: 'whileWriting' });
  await seen('it stands in the midst of a sweep', () => killed.said('standing'));
  killed.child.kill('SIGKILL');
  const killedMs = performance.now();
  await killed.ended;
  const two = all.filter((each) => each !== killed);
  const paused = await sweeping(two, killedMs);
  const afterKillMs = performance.now() - killedMs;
  // One trouble at a time, so that what is late is late by one lease.
  await seen('it has swept', () => paused.said('swept', killedMs));

  // The second stands still, with rows in hand, until the third has swept all that was due; then it goes on as if nothing had been.
  paused.tell({ do: 'stand', when: 'beforeWriting' });
  await seen('it stands in the midst of a sweep', () => paused.said('standing'));
  paused.child.kill('SIGSTOP');
  const pausedMs = performance.now();
  const [third] = two.filter((each) => each !== paused);
  if (third === undefined) throw new Error('there were three');
  const began = await seen('the third takes over', () => third.said('begins', pausedMs));
  const afterPauseMs = performance.now() - pausedMs;
  // Some of what it has in hand has had its next warning by then.
  const before = third.count('swept');
  await seen('the third has swept', () => third.said('swept', began.heardMs) && third.count('swept') >= before + sweepsMeanwhile);
  const inTheMidst = paused.count('swept');
  paused.tell({ do: 'goOn' });
  paused.child.kill('SIGCONT');
  await seen('the one that stood still ends its sweep', () => paused.count('swept') > inTheMidst);

  const last = await seen('the clock has come to the end', () => two.flatMap(sweepsOf).find((each) => each.began >= endsAt));
  for (const each of two) each.tell({ do: 'stop' });
  await Promise.all(two.map((each) => each.ended));
  for (const each of two) expect(each.said('stopped')).toBeDefined();

  const sweeps = all.flatMap(sweepsOf);
  const end = Math.max(...sweeps.map((each) => each.began), last.began);
  const outbox = await outboxOf(store);
  let warnings = 0;
  let latestMs = 0;
  for (const [id, each] of sent) {
    const stored = await store.events<EConsultEvent>(econsultKey(hub, id));
    const said = stored.flatMap(({ event }) =>
      event.type === 'Warned' ? [...event.also, event.warning].map((warning) => ({ warning, at: Date.parse(event.at) })) : [],
    );
    const due = expectedOf(each, end);
    // Each once, in this order, and nothing else has happened to it.
    expect([id, said.map(({ warning }) => warning)]).toEqual([id, due.map(({ warning }) => warning)]);
    expect(stored.map(({ event }) => event.type).filter((type) => type !== 'Warned')).toEqual(['Received']);
    // Nothing has been sent: what waits is one notice, since the last warning.
    expect(noticesOf(outbox, id)).toEqual(warnedVersions(stored).slice(-1));
    const state = (await store.load<EConsult>(econsultKey(hub, id)))?.state;
    expect({ ...state, nextLook: undefined }).toEqual(stateAfter(...stored.map(({ event }) => event)));
    said.forEach(({ at, warning }, index) => {
      const dueAt = due[index]?.at ?? Number.NaN;
      expect(at, `${id}: ${warning} is not said before its time`).toBeGreaterThanOrEqual(dueAt);
      // No sweep that could have said it came to its end without.
      expect(sweeps.filter((sweep) => sweep.began >= dueAt && sweep.ended < at)).toEqual([]);
      latestMs = Math.max(latestMs, (at - dueAt) / timesFaster);
      warnings += 1;
    });
  }
  const conflicts = all.map((each) => each.count('conflict'));
  process.stdout.write(
    `sweepers: ${sent.size} eConsults, ${warnings} warnings once each, ${sweeps.length} sweeps, taken over ${Math.round(afterKillMs)} ms after a kill ` +
      `and ${Math.round(afterPauseMs)} ms after a pause (lease ${every.leaseMs} ms), the latest ${Math.round(latestMs)} ms late, ${conflicts.join('+')} conflicts\n`,
  );
  expect(all.flatMap((each) => each.lines.filter(({ what }) => what === 'failed'))).toEqual([]);
  expect(warnings).toBe(urgents * 5);
  // Otherwise nothing was put to the test: the one that stood still had something old in hand.
  expect(paused.count('conflict')).toBeGreaterThan(0);
  for (const tookMs of [afterKillMs, afterPauseMs, latestMs])
    expect(tookMs).toBeLessThanOrEqual(every.leaseMs + every.everySeconds * 1_000 + slackMs);
  const inspection = await inspect(engine, 'ehub', hub);
  expect([inspection.things, inspection.findings]).toEqual([sent.size, []]);
});

/** The versions that asked for a notice of a warning in the hub's channel; nothing else asks for any. */
function noticesOf(outbox: readonly OutboxRow[], id: string): readonly number[] {
  const rows = outbox.filter((row) => row.id === id && row.what !== 'card');
  for (const row of rows) expect([row.what, row.to]).toEqual(['warned', channelOf(hub)]);
  return rows.map(({ version }) => version).sort((a, b) => a - b);
}
/** While nobody looks, each is said: later ones are graver, or of something else. */
const warnedVersions = (stored: readonly StoredEvent<EConsultEvent>[]): readonly number[] =>
  stored.flatMap(({ event, version }) => (event.type === 'Warned' ? [version] : []));
