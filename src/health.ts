// Whether the process lives, whether it can do its work, and the numbers behind it.
import type { HttpAnswer, Route } from './app/http.ts';
import { json } from './app/http.ts';
import type { NetworkSource } from './app/network.ts';
import type { Directory, Store } from './app/ports.ts';
import type { Metrics } from './metrics.ts';

/** A loop as far as its freshness goes. */
export interface Aging {
  /** Milliseconds since it came round well. */
  ageMs(): number;
  /** Where it comes round so seldom that `loopAgeMaxMs` would be too soon. */
  readonly ageMaxMs?: number;
}

export interface HealthDeps {
  readonly store: Store;
  readonly directory: Directory;
  readonly network: NetworkSource;
  readonly loops: ReadonlyMap<string, Aging>;
  readonly metrics: Metrics;
}

/** A loop that has not come round well for this long is not working. */
export const loopAgeMaxMs = 30_000;
/** The auditor comes every five minutes: two passes missed and a third overdue. */
export const auditAgeMaxMs = 15 * 60_000;
const storeTimeoutMs = 3_000;

interface Findings {
  readonly store: 'reachable' | 'away';
  readonly loops: Readonly<Record<string, 'fresh' | 'stale'>>;
  readonly buried: number;
  /** Shown, but no reason to stop sending requests here: another instance could do no better. */
  readonly suspended: readonly string[];
}

/** `/healthz`: the process answers. `/readyz`: store reachable, loops fresh, nothing buried (503 otherwise). `/metrics`: Prometheus. */
export function healthRoutes(deps: HealthDeps): readonly Route[] {
  const get = (path: string, handle: () => Promise<HttpAnswer>): Route => ({ method: 'GET', path, bodyBytesMax: 0, handle });
  return [
    get('/healthz', async () => json(200, { alive: true })),
    get('/readyz', async () => {
      const found = await findings(deps);
      const ready = found.store === 'reachable' && found.buried === 0 && Object.values(found.loops).every((loop) => loop === 'fresh');
      return json(ready ? 200 : 503, { ready, ...found });
    }),
    get('/metrics', async () => {
      const found = await findings(deps);
      for (const [loop, { ageMs }] of deps.loops) deps.metrics.loopAge.set({ loop }, ageMs() / 1_000);
      deps.metrics.buried.set(found.buried);
      deps.metrics.suspended.set(found.suspended.length);
      return { status: 200, headers: { 'content-type': deps.metrics.registry.contentType }, body: await deps.metrics.registry.metrics() };
    }),
  ];
}

const freshness = ({ ageMs, ageMaxMs }: Aging): 'fresh' | 'stale' => (ageMs() <= (ageMaxMs ?? loopAgeMaxMs) ? 'fresh' : 'stale');

async function findings({ store, directory, network, loops }: HealthDeps): Promise<Findings> {
  const fresh = Object.fromEntries([...loops].map(([name, loop]) => [name, freshness(loop)] as const));
  try {
    return await within(storeTimeoutMs, async () => {
      await store.ping();
      const hubs = Object.keys((await network.current()).hubs);
      const buried = (await Promise.all(hubs.map((hub) => store.buried(hub)))).flat().length;
      const suspended = (await directory.suspended()).map(({ conversation }) => conversation.reason ?? 'unknown');
      return { store: 'reachable' as const, loops: fresh, buried, suspended };
    });
  } catch {
    return { store: 'away', loops: fresh, buried: 0, suspended: [] };
  }
}

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
