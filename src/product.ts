// The product put together: the edges introduced to each other around one store, one clock and one chat.

import { rememberingDirectory } from './app/directory.ts';
import { createDispatcher, type DispatchEvent } from './app/dispatch.ts';
import type { Route } from './app/http.ts';
import { type Loop, startLoop } from './app/loop.ts';
import { type NetworkSource, networkSource } from './app/network.ts';
import type { Clock, Leases, Store } from './app/ports.ts';
import { receive, withdraw } from './app/receive.ts';
import type { Holidays } from './domain/hours.ts';
import type { Network } from './domain/network/state.ts';
import type { OperationId } from './domain/terms.ts';
import { healthRoutes } from './health.ts';
import type { Caller, Tokens } from './intake/caller.ts';
import { intakeRoutes } from './intake/routes.ts';
import { errorFields, type Log } from './log.ts';
import type { Metrics } from './metrics.ts';
import { contentDigest } from './network-file.ts';
import { createDirectory } from './storage/directory.ts';
import type { Engine } from './storage/engine.ts';
import { createLeases } from './storage/lease.ts';
import { makeTables } from './storage/setup.ts';
import { createStore } from './storage/store.ts';
import { messagesRoute } from './teams/bot.ts';
import { createChat } from './teams/chat.ts';
import { createCompose } from './teams/compose.ts';
import { createPace } from './teams/pace.ts';
import { createResolve } from './teams/resolve.ts';
import { appIdOf, authenticationFor, type Trust } from './teams/trust.ts';

export interface ProductParts {
  readonly engine: Engine;
  readonly tablePrefix: string;
  readonly clock: Clock;
  /** The machine's own time in ms: tokens and signatures live by it even where the clock has been moved. */
  readonly machineMs: () => number;
  /** Never goes back: for pacing, waiting and ageing. */
  readonly monotonicMs: () => number;
  readonly sleep: (ms: number, wake?: AbortSignal) => Promise<void>;
  readonly newId: () => string;
  readonly holidays: Holidays;
  readonly trust: Trust;
  readonly serviceHosts: readonly string[];
  readonly serviceUrl: string;
  readonly tenants: readonly string[];
  readonly callers: readonly Caller[];
  readonly callerTokens?: Tokens;
  /** Hubs, practices and staff as the file says; absent: as stored. */
  readonly network?: { readonly content: Pick<Network, 'hubs' | 'practices' | 'staff'>; readonly operation: OperationId };
  readonly log: Log;
  readonly metrics: Metrics;
}

export interface Product {
  readonly routes: readonly Route[];
  readonly store: Store;
  readonly network: NetworkSource;
  /** Starts the loops; until then nothing is sent. */
  run(): void;
  nudge(): void;
  /** Lets the pass that is running end, and lets go of the lease. */
  stop(): Promise<void>;
}

/** The dispatcher's lease: taken over this long after its holder died. */
export const leaseMs = 15_000;
const renewMs = 5_000;
/** An instance that does not hold the lease looks again after this. */
const notOursMs = 2_000;

export async function createProduct(parts: ProductParts): Promise<Product> {
  const { engine, tablePrefix, clock, monotonicMs, log, metrics } = parts;
  const named = parts.network?.content.hubs ?? {};
  await makeTables(engine, tablePrefix, Object.keys(named));
  const owner = parts.newId();
  const store = createStore(engine, {
    prefix: tablePrefix,
    writer: owner,
    missing: (hub, key) => {
      metrics.broken.inc({ where: 'missingRow' });
      log.error('missingRow', { hub, row: key });
    },
  });
  const directory = rememberingDirectory(createDirectory(engine, tablePrefix), monotonicMs);
  const leases = createLeases(engine, tablePrefix, { now: () => new Date(parts.machineMs()).toISOString() });
  const loops = new Map<string, Loop>();
  const nudge = (): void => loops.get('dispatch')?.nudge();
  const network = networkSource({ store, nudge }, parts.holidays, monotonicMs);
  await establish(parts, network);
  const others = Object.keys((await network.current()).hubs).filter((hub) => named[hub] === undefined);
  if (others.length > 0) await makeTables(engine, tablePrefix, others);

  const authentication = authenticationFor(parts.trust, parts.machineMs);
  const chat = createChat(authentication, appIdOf(parts.trust));
  const pace = createPace();
  const ours = leaseKeeper(leases, owner, monotonicMs);
  const dispatcher = createDispatcher({
    stillOurs: ours,
    store,
    directory,
    chat,
    pace,
    clock,
    monotonicMs,
    resolve: createResolve({ directory, network, chat, clock, serviceUrlDefault: parts.serviceUrl }),
    compose: createCompose({ directory, network, clock }),
    report: (event) => reportSend(log, metrics, event),
  });

  return {
    routes: [
      messagesRoute({
        store,
        directory,
        network,
        clock,
        nudge,
        chat,
        pace,
        monotonicMs,
        authentication,
        sleep: parts.sleep,
        serviceHosts: parts.serviceHosts,
        anyLoopback: parts.trust.kind !== 'cloud',
        tenants: parts.tenants,
        report: (event) => {
          if (event.kind === 'turn') metrics.turns.observe({ name: event.name }, event.tookMs / 1_000);
          else if (event.kind === 'turnedAway') {
            metrics.turnedAway.inc({ why: event.why });
            log.warn('turnedAway', { why: event.why, from: event.from });
          } else {
            metrics.broken.inc({ where: event.name });
            log.error('broken', { where: event.name, ...errorFields(event.error) });
          }
        },
      }),
      ...intakeRoutes({
        callers: parts.callers,
        ...(parts.callerTokens ? { tokens: parts.callerTokens } : {}),
        now: () => new Date(parts.machineMs()).toISOString(),
        newId: parts.newId,
        wait: (ms) => parts.sleep(ms),
        receive: async (caller, submission, { operation }) => {
          const receipt = await receive({ store, nudge, network }, caller, submission, { operation, receivedAt: clock.now() });
          metrics.received.inc({ outcome: receipt.kind });
          log.info('received', {
            caller: caller.id,
            outcome: receipt.kind,
            reference: 'reference' in receipt ? receipt.reference : undefined,
          });
          return receipt;
        },
        withdraw: async (caller, taking, { operation }) => {
          const receipt = await withdraw({ store, nudge, network }, caller, taking, { operation, receivedAt: clock.now() });
          metrics.received.inc({ outcome: receipt.kind });
          log.info('withdrawal', { caller: caller.id, outcome: receipt.kind });
          return receipt;
        },
      }),
      ...healthRoutes({ store, directory, network, loops, metrics }),
    ],
    store,
    network,
    nudge,
    run: () => {
      const pass = async (): Promise<number> => ((await ours()) ? dispatcher.pass(Object.keys((await network.current()).hubs)) : notOursMs);
      const failed = (error: unknown): void => {
        metrics.broken.inc({ where: 'dispatch' });
        log.error('broken', { where: 'dispatch', ...errorFields(error) });
      };
      loops.set('dispatch', startLoop({ sleep: parts.sleep, monotonicMs, failed }, pass));
    },
    stop: async () => {
      await Promise.all([...loops.values()].map((loop) => loop.stop()));
      await leases.letGo('dispatch', owner).catch(() => undefined);
    },
  };
}

/** Whether this instance is the one that sends; asks the store only when it is time to renew. */
function leaseKeeper(leases: Leases, owner: string, monotonicMs: () => number): () => Promise<boolean> {
  let renewedMs = Number.NEGATIVE_INFINITY;
  return async () => {
    if (monotonicMs() - renewedMs < renewMs) return true;
    const askedMs = monotonicMs();
    const held = (await leases.hold('dispatch', owner, leaseMs)) !== undefined;
    renewedMs = held ? askedMs : Number.NEGATIVE_INFINITY;
    return held;
  };
}

async function establish(parts: ProductParts, network: NetworkSource): Promise<void> {
  if (parts.network === undefined) return;
  await network.change({
    type: 'establish',
    operation: parts.network.operation,
    at: parts.clock.now(),
    by: { kind: 'sender', caller: 'network file' },
    network: parts.network.content,
    // The same file at the next start must not undo what leads have changed by command since.
    digest: contentDigest(parts.network.content),
  });
}

function reportSend(log: Log, metrics: Metrics, event: DispatchEvent): void {
  if (event.kind === 'sent') {
    metrics.sends.inc({ how: event.how });
    metrics.waited.observe(event.waitedMs / 1_000);
    log.info('sent', { how: event.how, hub: event.hub, id: event.id, to: event.to, tookMs: Math.round(event.tookMs) });
    return;
  }
  metrics.sendTrouble.inc({ kind: event.kind });
  log.warn(event.kind, { hub: event.hub, id: event.id, to: event.to, ...('why' in event ? { why: event.why } : {}) });
}
