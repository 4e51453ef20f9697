// One sweep over all hubs: whatever is due looks at the clock, then each organisation's day is begun, and leads hear of an outage.
import { createDayKeeper, type DayDeps, lookAtDay, tellLeads } from '../app/day/day.ts';
import { inTurn } from '../app/loop.ts';
import { createReaim } from '../app/network/hours-changed.ts';
import { type NetworkSource, networkIdleAgeMaxMs } from '../app/network/network.ts';
import type { Clock, Store } from '../app/ports.ts';
import { lookAtRota } from '../app/rota/rota.ts';
import { type SweepEvent, sweep } from '../app/sweep/sweep.ts';
import type { HubId } from '../domain/terms.ts';
import type { Log } from '../log.ts';
import type { Metrics } from '../metrics.ts';
import { loopFailed, reportSweep } from './reports.ts';

interface Around {
  readonly store: Store;
  readonly nudge: () => void;
  readonly network: NetworkSource;
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics: Metrics;
}

/** A hub that cannot be swept does not keep the others waiting. */
export function createSweepPass({ store, nudge, network, clock, log, metrics }: Around): () => Promise<void> {
  const report = (event: SweepEvent): void => reportSweep(log, metrics, event);
  const deps: DayDeps & { readonly clock: Clock } = { store, nudge, rules: network, clock };
  const keeper = createDayKeeper(deps);
  const looks = { day: lookAtDay(deps), rota: lookAtRota({ store, nudge, network }) };
  const reaim = createReaim({ ...deps, report });
  const sweepHub = async (hub: HubId): Promise<void> => {
    const { caughtUp } = await sweep({ ...deps, report, looks }, hub);
    const moved = await settled(reaim(hub));
    // After the sweep, so that yesterday has been counted before today goes on from there.
    const kept = await settled(keeper.keep(hub));
    // Said now or never: the next sweep finds nothing late any more, so a day that cannot be begun must not swallow it.
    if (caughtUp) await tellLeads(deps, hub, hub, { matter: 'caughtUp', ...caughtUp }, clock.now());
    const failed = moved ?? kept;
    if (failed) throw failed.error;
  };
  // In turn: two passes at once would each tell the leads of the same outage.
  return inTurn(async () => {
    for (const hub of Object.keys((await network.current(networkIdleAgeMaxMs)).hubs))
      await sweepHub(hub).catch((error: unknown) => loopFailed(log, metrics, 'sweep', error));
  });
}

/** What went wrong, if anything did: the next part has its turn all the same. */
const settled = (work: Promise<unknown>): Promise<{ readonly error: unknown } | undefined> =>
  work.then(
    () => undefined,
    (error: unknown) => ({ error }),
  );
