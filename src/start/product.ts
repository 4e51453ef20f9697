// The product put together: the edges introduced to each other around one store, one clock and one chat.

import { seldomBeating } from '../app/beats.ts';
import { tellOfChannel } from '../app/day/day.ts';
import { tellChannelLost } from '../app/day/lost-channel.ts';
import { rememberingDirectory } from '../app/directory.ts';
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
import type { Caller, Tokens } from '../intake/caller.ts';
import { intakeRoutes } from '../intake/routes.ts';
import { kinds as listed } from '../kinds.ts';
import type { Log } from '../log.ts';
import type { Metrics } from '../metrics.ts';
import { createBeats } from '../storage/beats.ts';
import { createDirectory } from '../storage/directory.ts';
import { createLeases } from '../storage/lease.ts';
import { createMoves } from '../storage/moves.ts';
import { createStore } from '../storage/store.ts';
import { createAnswers } from '../teams/answering.ts';
import { messagesRoute } from '../teams/bot.ts';
import { createChat } from '../teams/chat.ts';
import { createCompose, gatheringsOf, viewsOf } from '../teams/compose.ts';
import type { TeamsKinds } from '../teams/kind.ts';
import { createPace } from '../teams/pace.ts';
import { createResolve } from '../teams/resolve.ts';
import { appIdOf, authenticationFor, type Trust } from '../teams/trust.ts';
import type { Aging } from './all-is-well.ts';
import { createAuditPass } from './audit-pass.ts';
import { startClockworks } from './clockwork.ts';
import { createDoctor } from './doctor.ts';
import { createDoorNews, type DoorNews } from './door-news.ts';
import { type Establishing, establish, makeNamedTables } from './establish.ts';
import { healthRoutes, type Stage } from './health.ts';
import { createHolding, type Working } from './holding.ts';
import type { HolidaySource } from './holidays.ts';
import { createReceiving } from './receiving.ts';
import { answerLost, gatherFailedIn, loopFailed, moveFailed, reportSend, reportTurn } from './reports.ts';
import { createSweepPass } from './sweep-pass.ts';

export interface ProductParts extends Establishing {
  /** All kinds of thing there are; absent: those of the list. A test may hand in one more. */
  readonly kinds?: TeamsKinds;
  /** The machine's own time in ms: tokens and signatures live by it even where the clock has been moved. */
  readonly machineMs: () => number;
  /** Never goes back: for pacing, waiting and ageing. */
  readonly monotonicMs: () => number;
  readonly sleep: (ms: number, wake?: AbortSignal) => Promise<void>;
  readonly newId: () => string;
  readonly holidays: HolidaySource;
  readonly trust: Trust;
  readonly serviceHosts: readonly string[];
  readonly serviceUrl: string;
  readonly tenants: readonly string[];
  readonly callers: readonly Caller[];
  readonly callerTokens?: Tokens;
  /** Asked after every clean pass of the auditor. */
  readonly heartbeatUrl?: string;
  readonly log: Log;
  readonly metrics: Metrics;
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
  const network = networkSource({ store, nudge }, parts.holidays.current, monotonicMs);
  await establish(parts, network);

  const authentication = authenticationFor(parts.trust, parts.machineMs);
  const chat = createChat(authentication, appIdOf(parts.trust), parts.machineMs);
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
  const { beats, beat } = signsOfLife(parts, door);
  const sweep = createSweepPass({ kinds: kinds.app, store, nudge, network, clock, log, metrics });
  const sweepNow = (): Promise<void> => sweep().then(() => beat('sweep'));
  const auditNow = createAuditPass(parts, { kinds: kinds.app, store, nudge, network, directory, beat });
  let stage: Stage = 'starting';
  const holding = createHolding({ ...parts, leases, owner }, running, sweepNow);

  return {
    routes: [
      messagesRoute({
        ...{ kinds, store, directory, network, clock, nudge, monotonicMs, authentication },
        channelLost: (conversation, why, since) => tellChannelLost({ store, nudge, rules: network }, conversation, why, since),
        answer: createAnswers({ chat, pace, monotonicMs, sleep: parts.sleep, unanswered: (why) => answerLost(log, metrics, why) }),
        serviceHosts: parts.serviceHosts,
        anyLoopback: parts.trust.kind !== 'cloud',
        tenants: parts.tenants,
        report: (event) => reportTurn(log, metrics, door.note(event)),
        examine: createDoctor({ ...parts, store, network, directory }),
      }),
      ...intakeRoutes({
        callers: parts.callers,
        ...(parts.callerTokens ? { tokens: parts.callerTokens } : {}),
        now: () => new Date(parts.machineMs()).toISOString(),
        newId: parts.newId,
        wait: (ms) => parts.sleep(ms),
        ...createReceiving({ store, nudge, network }, { clock, log, metrics }),
      }),
      ...healthRoutes({
        ...{ store, directory, network, beats, loops, metrics },
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
    stop: async () => {
      stage = 'stopping';
      await Promise.all([running.dispatch?.stop(), running.clock?.stop()]);
      await dispatcher.handOver().catch((error: unknown) => loopFailed(log, metrics, 'dispatch', error));
      await holding.stop();
    },
  };
}

function signsOfLife({ engine, tablePrefix, machineMs, monotonicMs, log, metrics }: ProductParts, door: DoorNews) {
  const beats = createBeats(engine, tablePrefix, () => new Date(machineMs()).toISOString(), door);
  return { beats, beat: seldomBeating(beats, monotonicMs, (name, error) => loopFailed(log, metrics, name, error)) };
}

function moverFor(
  { engine, tablePrefix, clock, log, metrics }: ProductParts,
  around: Pick<MovingDeps, 'kinds' | 'store' | 'network' | 'nudge'>,
): Mover {
  const failed = (hub: string, error: unknown): void => moveFailed(log, metrics, hub, error);
  return createMover({ ...around, clock, failed, moves: createMoves(engine, tablePrefix) });
}

function storeFor({ engine, tablePrefix, metrics, log }: ProductParts, owner: string, handedOver: HandedOver): Store {
  const missing = (hub: string, key: string): void => {
    metrics.broken.inc({ where: 'missingRow' });
    log.error('missingRow', { hub, row: key });
  };
  return createStore(engine, { prefix: tablePrefix, writer: owner, missing, handedOver });
}
