// The network as it is now, read at most every few seconds, and changed through the one door.

import type { NetworkCommand } from '../../domain/network/command.ts';
import { decideNetwork, type NetworkRefusal } from '../../domain/network/decide.ts';
import type { NetworkEvent } from '../../domain/network/event.ts';
import { evolveNetwork } from '../../domain/network/evolve.ts';
import { emptyNetwork, type Network } from '../../domain/network/state.ts';
import type { Holidays } from '../../domain/time/hours.ts';
import { type Aggregate, type HandleDeps, type Handled, handle } from '../handle.ts';
import type { Store, ThingKey } from '../ports.ts';
import type { Rules, RulesSource } from '../rules.ts';

export const networks: Aggregate<Network, NetworkCommand, NetworkEvent, NetworkRefusal, undefined> = {
  kind: 'network',
  decide: decideNetwork,
  evolve: evolveNetwork,
  react: () => [],
  queue: () => undefined,
  timer: () => undefined,
};
/** One network per deployment, in a table of its own. */
export const networkKey: ThingKey = { hub: 'network', kind: 'network', id: 'network' };

/** Another instance's change to staff or channels is seen within this; a claim then costs one read, not two. */
export const networkAgeMaxMs = 2_000;

/** Loops that only come round to see whether there is something to do see another instance's change within this. */
export const networkIdleAgeMaxMs = 15_000;

export interface NetworkSource extends RulesSource {
  /** Read again when it is older than `ageMaxMs`; absent: `networkAgeMaxMs`. */
  current(ageMaxMs?: number): Promise<Network>;
  change(command: NetworkCommand): Promise<Handled<Network, NetworkEvent, NetworkRefusal>>;
}

/** `holidays`: those in use at the moment. `monotonicMs` is a clock that never goes back; it only ages the copy. */
export function networkSource(
  deps: HandleDeps & { readonly store: Store },
  holidays: () => Holidays,
  monotonicMs: () => number,
): NetworkSource {
  let copy: { network: Network; readMs: number } | undefined;
  let reading: Promise<Network> | undefined;

  const read = async (): Promise<Network> => {
    const loaded = await deps.store.load<Network>(networkKey);
    copy = { network: loaded?.state ?? emptyNetwork, readMs: monotonicMs() };
    return copy.network;
  };
  const current = async (ageMaxMs = networkAgeMaxMs): Promise<Network> => {
    if (copy && monotonicMs() - copy.readMs < ageMaxMs) return copy.network;
    reading ??= read().finally(() => {
      reading = undefined;
    });
    return reading;
  };
  return {
    current,
    now: async (): Promise<Rules> => ({ network: await current(), holidays: holidays() }),
    change: async (command) => {
      const handled = await handle(deps, networks, networkKey, command, undefined);
      if (handled.kind === 'done') copy = { network: handled.state, readMs: monotonicMs() };
      return handled;
    },
  };
}
