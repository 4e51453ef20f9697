// The product put together: the edges introduced to each other around one store, one clock and one chat.
import { type BeatName, seldomBeating } from '../app/beats.ts';
import { type DayDeps, tellLeads, tellOfChannel } from '../app/day/day.ts';
import { rememberingDirectory } from '../app/directory.ts';
import { type KeepPaper, keepsPapers, type NotSent } from '../app/disaster/papers.ts';
import { createDispatcher } from '../app/dispatch/dispatch.ts';
import { createHandedOver, type HandedOver } from '../app/dispatch/handed-over.ts';
import { createMover, type Mover, type MovingDeps } from '../app/dispatch/move-channel.ts';
import { allSaid } from '../app/dispatch/sends.ts';
import type { Route } from '../app/http.ts';
import { heldWith, lookMs } from '../app/lease.ts';
import { startLoop } from '../app/loop.ts';
import { type NetworkSource, networkIdleAgeMaxMs, networkSource } from '../app/network/network.ts';
import type { Store } from '../app/ports.ts';
import { nextDueAfter } from '../app/sweep/sweep.ts';
import type { Instant } from '../domain/terms.ts';
import { kinds as listed } from '../kinds.ts';
import { createBeats } from '../storage/beats.ts';
import { createMoves } from '../storage/channel-moves.ts';
import type { ContactKey } from '../storage/contacts.ts';
import { createDirectory } from '../storage/directory.ts';
import { createLeases } from '../storage/lease.ts';
import { createLinkKey } from '../storage/link-key.ts';
import { makeTables } from '../storage/setup.ts';
import { createStore } from '../storage/store.ts';
import { createChat } from '../teams/chat.ts';
import { createCompose, gatheringsOf, viewsOf } from '../teams/compose.ts';
import type { TeamsKinds } from '../teams/kind.ts';
import { createPace } from '../teams/pace.ts';
import { createResolve } from '../teams/resolve.ts';
import { appIdOf, authenticationFor, certificateDays } from '../teams/trust.ts';
import type { Aging } from './all-is-well.ts';
import { createAuditPass } from './audit-pass.ts';
import { startClockworks } from './clockwork.ts';
import { countingThrottled } from './counting.ts';
import { createDoctor } from './doctor.ts';
import { createDoorNews, type DoorNews } from './door-news.ts';
import { type DoorParts, doorsOf } from './doors.ts';
import { type Establishing, establish, establishAnew, makeNamedTables } from './establish.ts';
import { healthRoutes, type Stage } from './health.ts';
import { createHolding, type Working } from './holding.ts';
import type { HolidaySource } from './holidays.ts';
import { startMetricsLine } from './metrics-line.ts';
import { gatherFailedIn, loopFailed, moveFailed, reportSend } from './reports.ts';
import { createSweepPass } from './sweep-pass.ts';
import type { Taken } from './watched-files.ts';

export interface ProductParts extends Establishing, DoorParts {
  /** All kinds of thing there are; absent: those of the list. A test may hand in one more. */
  readonly kinds?: TeamsKinds;
  readonly holidays: HolidaySource;
  /** Under which a patient's contacts are found again; absent or empty: they are not linked. */
  readonly contactKeys?: readonly ContactKey[];
  readonly serviceUrl: string;
  /** Opens `/metrics` to whoever is not on this machine. */
  readonly metricsToken?: string;
  /** Where paper packs are kept, and by what they are sent; absent: they are not. */
  readonly keepPaper?: KeepPaper;
  readonly sendPaper?: KeepPaper;
  /** Asked after every clean pass of the auditor. */
  readonly heartbeatUrl?: string;
}

export interface Product {
  readonly routes: readonly Route[];
  readonly store: Store;
  readonly network: NetworkSource;
  /** Starts sending; until then nothing is sent. */
  run(): void;
  /** Starts the clockwork; until then nothing looks at the clock by itself. */
  runClock(): void;
  nudge(): void;
  /** Looks at the clock now: it has been moved. */
  sweepNow(): Promise<void>;
  /** When something is next due after an instant, in any hub. */
  nextDue(after: Instant): Promise<Instant | undefined>;
  /** Whether every notice so far has been sent. */
  allSaid(): Promise<boolean>;
  /** Audits every hub now. */
  auditNow(): Promise<void>;
  /** The network file was written anew: what came of it. Throws as the store does. */
  takeNetwork(file: NonNullable<Establishing['network']>): Promise<Taken>;
  /** From now on it is said that this instance may not take traffic; everything goes on. */
  unready(): void;
  /** Lets the pass that is running end, and lets go of the lease. */
  stop(): Promise<void>;
}

/** Boards and moves of channels look by themselves whether something is due: coming round asks the store nothing. */
const comeRoundMs = 1_000;

export async function createProduct(parts: ProductParts): Promise<Product> {
  const { engine, tablePrefix, clock, monotonicMs, log, metrics, kinds = listed } = parts;
  await makeNamedTables(parts);
  const owner = parts.newId();
  const handedOver = createHandedOver(monotonicMs);
  const store = storeFor(parts, owner, handedOver);
  const directory = rememberingDirectory(createDirectory(engine, tablePrefix), monotonicMs);
  const leases = createLeases(engine, tablePrefix, { now: () => new Date(parts.machineMs()).toISOString() });
  const loops = new Map<string, Aging>();
  const running: Working = {};
  const nudge = (): void => running.dispatch?.nudge();
  const makeHub = (hub: string): Promise<void> => makeTables(engine, tablePrefix, [hub]);
  const network = networkSource({ store, nudge, makeHub }, parts.holidays.current, monotonicMs);
  await establish(parts, network);

  const authentication = authenticationFor(parts.trust, parts.machineMs);
  const chat = countingThrottled(createChat(authentication, appIdOf(parts.trust), parts.machineMs), () => metrics.throttled.inc());
  const pace = createPace();
  const gather = { kinds, store, network, clock, nudge, failed: gatherFailedIn(log, metrics) };
  const gatherings = gatheringsOf(gather);
  const mover = moverFor(parts, { kinds: kinds.app, store, network, nudge });
  const dispatcher = createDispatcher({
    ...{ kinds: kinds.app, handedOver, store, directory, chat, pace, clock, monotonicMs },
    stillOurs: () => holding.isOurs(),
    readEveryMs: (quietForMs) => holding.readEveryMs(quietForMs),
    resolve: createResolve({ directory, network, chat, pace, clock, monotonicMs, serviceUrlDefault: parts.serviceUrl }),
    compose: createCompose({ kinds, directory, network, clock, store, view: viewsOf(gather, gatherings) }),
    report: (event) => reportSend(log, metrics, event),
    tellLeads: (hub, news) => tellOfChannel({ store, nudge, rules: network }, hub, news, clock.now()),
  });
  const door = createDoorNews(parts);
  const { beats, beat, didItself } = signsOfLife(parts, door);
  const sweep = createSweepPass({
    ...{ kinds: kinds.app, store, nudge, network, clock, log, metrics },
    besides: [keepsPapers({ ...parts, store, network, ...mailOf(parts, { store, nudge, rules: network }) })],
  });
  const sweepNow = (): Promise<void> => sweep().then(() => beat('sweep'));
  const auditNow = createAuditPass(parts, { kinds: kinds.app, store, nudge, network, directory, beat });
  let stage: Stage = 'starting';
  const holding = createHolding({ ...parts, leases, owner }, running, sweepNow);

  const doors = doorsOf(parts, {
    ...{ kinds, store, directory, network, nudge, chat, pace, authentication },
    examine: createDoctor({ ...parts, isLinking: (parts.contactKeys ?? []).length > 0, store, network, directory }),
    noted: door.note,
    linkKey: createLinkKey(engine, tablePrefix, parts.newId),
  });
  return {
    routes: [
      ...doors,
      ...healthRoutes({
        ...{ store, directory, network, beats, loops, metrics },
        ...(parts.metricsToken === undefined ? {} : { metricsToken: parts.metricsToken }),
        ...{ stage: () => stage, machineMs: parts.machineMs, startedMs: parts.machineMs() },
      }),
    ],
    store,
    network,
    nudge,
    run: () => {
      const pass = async (): Promise<number> => {
        if (!holding.isOurs()) {
          for (const each of gatherings.values()) each.forget?.();
          mover.forget();
          await Promise.all([dispatcher.handOver(), door.keep()]);
          return lookMs;
        }
        const hubs = Object.keys((await network.current(networkIdleAgeMaxMs)).hubs);
        const gathering = [...gatherings.values()].map((each) => each.pass?.(hubs));
        const [waitMs] = await Promise.all([dispatcher.pass(hubs), mover.pass(hubs), ...gathering]);
        await beat('dispatch');
        return Math.min(waitMs, comeRoundMs);
      };
      const failed = (error: unknown): void => loopFailed(log, metrics, 'dispatch', error);
      running.dispatch = startLoop({ sleep: parts.sleep, monotonicMs, failed }, pass);
      holding.begin();
      stage = 'running';
      loops.set('dispatch', running.dispatch);
      running.line = startMetricsLine({
        ...{ ...parts, instance: owner, store, beats, didItself, isOurs: holding.isOurs, waitingSince: dispatcher.waitingSince },
        ...{ hubs: async () => Object.keys((await network.current(networkIdleAgeMaxMs)).hubs), startedMs: parts.machineMs() },
        nowMs: () => Date.parse(clock.now()),
        certificateDays: () => certificateDays(parts.trust, parts.machineMs()),
      });
    },
    runClock: () => {
      holding.begin();
      const held = heldWith(holding);
      running.clock = startClockworks({ leases: held, owner, monotonicMs, log, metrics }, { sweep: sweepNow, audit: auditNow });
      for (const [name, loop] of running.clock.loops) loops.set(name, loop);
    },
    allSaid: async () => allSaid(store, Object.keys((await network.current()).hubs)),
    nextDue: async (after) => nextDueAfter(store, Object.keys((await network.current()).hubs), after),
    sweepNow: () => sweepNow().then(() => running.clock?.sweptWell()),
    auditNow,
    takeNetwork: (file) => establishAnew(parts, network, file),
    unready: () => {
      stage = 'stopping';
    },
    stop: async () => {
      stage = 'stopping';
      await Promise.all([running.dispatch?.stop(), running.clock?.stop(), running.line?.stop()]);
      await dispatcher.handOver().catch((error: unknown) => loopFailed(log, metrics, 'dispatch', error));
      await holding.stop();
    },
  };
}

/** The leads hear of it when Teams is back; whoever runs this reads it in the log at once. */
function mailOf({ log, metrics, clock, keepPaper, sendPaper }: ProductParts, deps: DayDeps) {
  const notSent: NotSent = (hub, since, error) => {
    loopFailed(log, metrics, 'paperMail', error);
    const told = tellLeads(deps, hub, hub, { matter: 'paperNotSent', since, inFolder: keepPaper !== undefined }, clock.now());
    return told.catch((untold: unknown) => loopFailed(log, metrics, 'paperMail', untold));
  };
  return sendPaper === undefined ? {} : { mail: { send: sendPaper, notSent } };
}

function signsOfLife({ engine, tablePrefix, machineMs, monotonicMs, log, metrics }: ProductParts, door: DoorNews) {
  const beats = createBeats(engine, tablePrefix, () => new Date(machineMs()).toISOString(), door);
  const seldom = seldomBeating(beats, monotonicMs, (name, error) => loopFailed(log, metrics, name, error));
  const did = new Map<BeatName, number>();
  const beat = (name: BeatName): Promise<void> => {
    did.set(name, machineMs());
    return seldom(name);
  };
  return { beats, beat, didItself: (name: BeatName) => did.get(name) };
}

function moverFor(
  { engine, tablePrefix, clock, log, metrics }: ProductParts,
  around: Pick<MovingDeps, 'kinds' | 'store' | 'network' | 'nudge'>,
): Mover {
  const failed = (hub: string, error: unknown): void => moveFailed(log, metrics, hub, error);
  return createMover({ ...around, clock, failed, moves: createMoves(engine, tablePrefix) });
}

function storeFor({ engine, tablePrefix, metrics, log, contactKeys = [] }: ProductParts, owner: string, handedOver: HandedOver): Store {
  const missing = (hub: string, key: string): void => {
    metrics.broken.inc({ where: 'missingRow' });
    log.error('missingRow', { hub, row: key });
  };
  if (contactKeys.length === 0)
    log.warn('contactsNotLinked', { todo: 'Set EHUB_CONTACT_KEYS: without it nobody is told that a patient has been in touch before.' });
  return createStore(engine, { prefix: tablePrefix, writer: owner, missing, handedOver, contactKeys });
}
