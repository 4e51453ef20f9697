// Once hours or holidays have changed, everything open is looked at anew: what is due sooner by them must not wait for its old timer.
import { type Network, organisationHours } from '../../domain/network/state.ts';
import { practicesOf } from '../../domain/network/where.ts';
import type { EConsultId, HubId } from '../../domain/terms.ts';
import { readAtOnce, someAtATime } from '../at-a-time.ts';
import type { SweepDeps } from '../sweep/sweep.ts';
import { handleEConsult } from '../things.ts';

/**
 * Each time it is called it looks whether a hub's hours, its practices' or the holidays are others than the last time; at first too, for
 * they may have changed while nothing ran. After a sweep, so that what is due already was looked at in order of harm;
 * nearly all are only read.
 */
export function createReaim(deps: SweepDeps): (hub: HubId) => Promise<void> {
  /** By hub: by which hours its open ones were last looked at, and those that failed: nothing else would find that their timers stand too late. */
  const known = new Map<HubId, { readonly hours: string; readonly failed: readonly EConsultId[] }>();
  return async (hub) => {
    const { network, holidays } = await deps.rules.now();
    const hours = JSON.stringify([hoursIn(network, hub), holidays.days]);
    const last = known.get(hub);
    const isSame = last?.hours === hours;
    if (isSame && last.failed.length === 0) return;
    const at = deps.clock.now();
    const failed: EConsultId[] = [];
    const ids = isSame ? last.failed : (await deps.store.opens(hub)).map(({ id }) => id);
    await someAtATime(ids, readAtOnce, (id) =>
      handleEConsult(deps, { type: 'tick', hub, id, operation: `reaim|${at}|${id}`, at, by: { kind: 'clock' } }).catch((error: unknown) => {
        failed.push(id);
        deps.report({ kind: 'failed', hub, id, error });
      }),
    );
    known.set(hub, { hours, failed });
  };
}

const hoursIn = (network: Network, hub: HubId) => {
  const practices = practicesOf(network, hub);
  return [hub, ...practices.map(({ code }) => code)].map((organisation) => [organisation, organisationHours(network, organisation)]);
};
