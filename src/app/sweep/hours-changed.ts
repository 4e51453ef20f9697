// Once hours or holidays have changed, everything open that goes by them is looked at anew: what is due sooner must not wait for its old timer.
import { holdersIn } from '../../domain/network/buddies.ts';
import { type Network, organisationHours } from '../../domain/network/state.ts';
import type { HubId } from '../../domain/terms.ts';
import { readAtOnce, someAtATime } from '../at-a-time.ts';
import type { Kinds } from '../kind.ts';
import type { SweepDeps } from './sweep.ts';

interface Open {
  readonly kind: string;
  readonly id: string;
}

/**
 * Each time it is called it looks whether a hub's hours, its practices' or the holidays are others than the last time; at first too, for
 * they may have changed while nothing ran. After a sweep, so that what is due already was looked at in order of harm;
 * nearly all are only read.
 */
export function createReaim(deps: SweepDeps & { readonly kinds: Kinds }): (hub: HubId) => Promise<void> {
  const byHours = deps.kinds.all.filter(({ queued }) => queued?.looksByHours).map(({ kind }) => kind);
  /** By hub: by which hours its open ones were last looked at, and those that failed: nothing else would find that their timers stand too late. */
  const known = new Map<HubId, { readonly hours: string; readonly failed: readonly Open[] }>();
  return async (hub) => {
    const { network, holidays } = await deps.rules.now();
    const hours = JSON.stringify([hoursIn(network, hub), holidays.days]);
    const last = known.get(hub);
    const isSame = last?.hours === hours;
    if (isSame && last.failed.length === 0) return;
    const at = deps.clock.now();
    const failed: Open[] = [];
    const again = isSame ? last.failed : (await Promise.all(byHours.map((kind) => openOf(deps, hub, kind)))).flat();
    await someAtATime(again, readAtOnce, async (open) => {
      const { kind, id } = open;
      const look = deps.looks.get(kind);
      await look?.(hub, id, { operation: `reaim|${at}|${id}`, at }).catch((error: unknown) => {
        failed.push(open);
        deps.report({ kind: 'failed', hub, id, error });
      });
    });
    known.set(hub, { hours, failed });
  };
}

async function openOf({ store }: SweepDeps, hub: HubId, kind: string): Promise<readonly Open[]> {
  return (await store.opens(hub, kind)).map(({ id }) => ({ kind, id }));
}

const hoursIn = (network: Network, hub: HubId) =>
  holdersIn(network, hub).map((organisation) => [organisation, organisationHours(network, organisation)]);
