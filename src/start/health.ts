// Three separate answers: the process lives, it may take traffic, all is well; and the numbers behind them.
import { timingSafeEqual } from 'node:crypto';
import type { HttpAnswer, HttpRequest, Route } from '../app/http.ts';
import { json } from '../app/http.ts';
import type { Metrics } from '../metrics.ts';
import { checkNames, lookWell, storeAway, type WellDeps, type Wellness } from './all-is-well.ts';

export type Stage = 'starting' | 'running' | 'stopping';

export interface HealthDeps extends WellDeps {
  /** How far this instance is. */
  readonly stage: () => Stage;
  readonly metrics: Metrics;
  /** Whoever brings it may read `/metrics` from anywhere; absent: only this machine may. */
  readonly metricsToken?: string;
}

/** What `/version` says. */
export interface About {
  readonly version: string;
  /** Of git; absent: not known. */
  readonly commit?: string;
  /** Of node. */
  readonly node: string;
  /** When this process began, as an instant. */
  readonly startedAt: string;
}

const storeTimeoutMs = 3_000;

/**
 * `/healthz`: the process answers; restart it when not. `/readyz`: the store is reachable and this instance runs; send it nothing when not. What
 * is wrong for all instances alike does not show there: taking each out of service would make it worse. `/wellz`: nothing is for a person to put
 * right; call somebody when not. The last two answer 503 when not. `/metrics`: Prometheus, on this machine or with the token; 404 to others.
 */
export function healthRoutes(deps: HealthDeps): readonly Route[] {
  return [
    alive,
    get('/readyz', async () => {
      const [store, instance] = [(await isReachable(deps)) ? 'reachable' : 'away', deps.stage()];
      const ready = store === 'reachable' && instance === 'running';
      return json(ready ? 200 : 503, { ready, store, instance });
    }),
    get('/wellz', async () => {
      const { checks } = await look(deps);
      const well = checks.every((check) => check.well);
      return json(well ? 200 : 503, { well, checks });
    }),
    get('/metrics', async (request) => {
      if (!mayRead(request, deps.metricsToken)) return { status: 404 };
      const { metrics } = deps;
      const { checks, buried, suspended } = await look(deps);
      for (const [loop, { ageMs }] of deps.loops) metrics.loopAge.set({ loop }, ageMs() / 1_000);
      // What could not be checked, because the store is away, does not count as well.
      for (const name of checkNames) metrics.well.set({ check: name }, checks.some(({ check, well }) => check === name && well) ? 1 : 0);
      metrics.buried.set(buried);
      metrics.suspended.set(suspended);
      return { status: 200, headers: { 'content-type': metrics.registry.contentType }, body: await metrics.registry.metrics() };
    }),
  ];
}

const get = (path: string, handle: (request: HttpRequest) => Promise<HttpAnswer>): Route => ({
  method: 'GET',
  path,
  bodyBytesMax: 0,
  handle,
});
const alive = get('/healthz', async () => json(200, { alive: true }));

/** What is answered until the store has answered for the first time: it lives, and may not take traffic yet. */
export const waitingRoutes: readonly Route[] = [
  alive,
  get('/readyz', async () => json(503, { ready: false, store: 'away', instance: 'starting' })),
];

/** `/version` says what runs here, and nothing else. */
export const versionRoute = (about: About): Route => get('/version', async () => json(200, about));

const loopback: ReadonlySet<string> = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1']);

/** What a proxy on this machine hands on comes from somewhere else, however near the proxy is. */
function mayRead({ headers, remoteAddress }: HttpRequest, token: string | undefined): boolean {
  const isForwarded = headers['x-forwarded-for'] !== undefined || headers['forwarded'] !== undefined;
  if (loopback.has(remoteAddress) && !isForwarded) return true;
  const brought = /^Bearer +(\S+)$/i.exec(headers['authorization'] ?? '')?.[1];
  if (token === undefined || brought === undefined) return false;
  const [wanted, given] = [Buffer.from(token), Buffer.from(brought)];
  return wanted.length === given.length && timingSafeEqual(wanted, given);
}

const isReachable = ({ store }: HealthDeps): Promise<boolean> =>
  within(storeTimeoutMs, () => store.ping()).then(
    () => true,
    () => false,
  );

const look = (deps: HealthDeps): Promise<Wellness> => within(storeTimeoutMs, () => lookWell(deps)).catch(() => storeAway(deps));

async function within<T>(ms: number, work: () => Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('late')), ms);
  });
  try {
    return await Promise.race([work(), late]);
  } finally {
    clearTimeout(timer);
  }
}
