// Once hours or holidays have changed, everything open is looked at anew: what is due sooner by them must not wait for its old timer.
import { type Network, organisationHours } from '../domain/network/state.ts';
import type { HubId } from '../domain/terms.ts';
import { someAtATime } from './some.ts';
import type { SweepDeps } from './sweep.ts';
import { handleEConsult } from './things.ts';

/** Nearly all are only read: a hub's Monday of 2,000 open takes about a second on Azure, and the next sweep waits for it. */
const atOnce = 16;

/**
 * Each time it is called it looks whether a hub's hours, its practices' or the holidays are others than the last time; at first too, for
 * they may have changed while nothing ran. After a sweep, so that what is due already was looked at in order of harm.
 */
export function createReaim(deps: SweepDeps): (hub: HubId) => Promise<void> {
  const known = new Map<HubId, string>();
  return async (hub) => {
    const { network, holidays } = await deps.rules.now();
    const now = JSON.stringify([hoursIn(network, hub), holidays.days]);
    if (known.get(hub) === now) return;
    const at = deps.clock.now();
    await someAtATime(await deps.store.opens(hub), atOnce, ({ id }) =>
      handleEConsult(deps, { type: 'tick', hub, id, operation: `reaim|${at}|${id}`, at, by: { kind: 'clock' } }).catch((error: unknown) =>
        deps.report({ kind: 'failed', hub, id, error }),
      ),
    );
    known.set(hub, now);
  };
}

const hoursIn = (network: Network, hub: HubId) => {
  const practices = Object.values(network.practices).filter((practice) => practice.hub === hub);
  return [hub, ...practices.map(({ code }) => code)].map((organisation) => [organisation, organisationHours(network, organisation)]);
};
