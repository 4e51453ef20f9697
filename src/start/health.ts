// Three separate answers: the process lives, it may take traffic, all is well; and the numbers behind them.
import type { HttpAnswer, Route } from '../app/http.ts';
import { json } from '../app/http.ts';
import type { Metrics } from '../metrics.ts';
import { checkNames, lookWell, storeAway, type WellDeps, type Wellness } from './all-is-well.ts';

export type Stage = 'starting' | 'running' | 'stopping';

export interface HealthDeps extends WellDeps {
  /** How far this instance is. */
  readonly stage: () => Stage;
  readonly metrics: Metrics;
}

const storeTimeoutMs = 3_000;

/**
 * `/healthz`: the process answers; restart it when not. `/readyz`: the store is reachable and this instance runs; send it nothing when not. What
 * is wrong for all instances alike does not show there: taking each out of service would make it worse. `/wellz`: nothing is for a person to put
 * right; call somebody when not. The last two answer 503 when not. `/metrics`: Prometheus.
 */
export function healthRoutes(deps: HealthDeps): readonly Route[] {
  const get = (path: string, handle: () => Promise<HttpAnswer>): Route => ({ method: 'GET', path, bodyBytesMax: 0, handle });
  return [
    get('/healthz', async () => json(200, { alive: true })),
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
    get('/metrics', async () => {
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
