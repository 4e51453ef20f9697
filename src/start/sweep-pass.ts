// One sweep over all hubs: whatever is due looks at the clock, then each organisation's day is begun, and leads hear of an outage.
import { tellLeads } from '../app/day/day.ts';
import type { Kinds } from '../app/kind.ts';
import { inTurn } from '../app/loop.ts';
import { type NetworkSource, networkIdleAgeMaxMs } from '../app/network/network.ts';
import type { Clock, Store } from '../app/ports.ts';
import { createReaim } from '../app/sweep/hours-changed.ts';
import { looksOf, type SweepEvent, sweep } from '../app/sweep/sweep.ts';
import type { HubId } from '../domain/terms.ts';
import type { Log } from '../log.ts';
import type { Metrics } from '../metrics.ts';
import { loopFailed, reportSweep } from './reports.ts';

interface Around {
  readonly kinds: Kinds;
  readonly store: Store;
  readonly nudge: () => void;
  readonly network: NetworkSource;
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics: Metrics;
  /** What else is kept up after each sweep of a hub. */
  readonly besides?: readonly ((hub: HubId) => Promise<void>)[];
}

/** A hub that cannot be swept does not keep the others waiting. */
export function createSweepPass({ kinds, store, nudge, network, clock, log, metrics, besides = [] }: Around): () => Promise<void> {
  const report = (event: SweepEvent): void => reportSweep(log, metrics, event);
  const around = { store, nudge, network, clock };
  const deps = { ...around, rules: network, kinds, looks: looksOf(kinds, around), report };
  const keeping = [...kinds.all.flatMap((kind) => kind.keeps?.(around) ?? []), ...besides];
  const reaim = createReaim(deps);
  const sweepHub = async (hub: HubId): Promise<void> => {
    const { caughtUp } = await sweep(deps, hub);
    const moved = await settled(reaim(hub));
    // After the sweep: what a kind begins by itself goes on from what was due before.
    const kept: Failure[] = [];
    for (const keep of keeping) kept.push(await settled(keep(hub)));
    // Said now or never: the next sweep finds nothing late any more, so a day that cannot be begun must not swallow it.
    if (caughtUp) await tellLeads(deps, hub, hub, { matter: 'caughtUp', ...caughtUp }, clock.now());
    const failed = [moved, ...kept].find((each) => each !== undefined);
    if (failed) throw failed.error;
  };
  // In turn: two passes at once would each tell the leads of the same outage.
  return inTurn(async () => {
    for (const hub of Object.keys((await network.current(networkIdleAgeMaxMs)).hubs))
      await sweepHub(hub).catch((error: unknown) => loopFailed(log, metrics, 'sweep', error));
  });
}

type Failure = { readonly error: unknown } | undefined;
/** What went wrong, if anything did: the next part has its turn all the same. */
const settled = (work: Promise<unknown>): Promise<Failure> =>
  work.then(
    () => undefined,
    (error: unknown) => ({ error }),
  );
