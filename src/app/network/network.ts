// The network as it is now, read at most every few seconds, and changed through the one door, hub by hub.

import type { NetworkCommand } from '../../domain/network/command.ts';
import type { Network } from '../../domain/network/state.ts';
import type { Holidays } from '../../domain/time/hours.ts';
import type { Rules, RulesSource } from '../rules.ts';
import { type ChangeDeps, changeNetwork } from './change.ts';
import { networkCopy } from './copy.ts';
import type { NetworkHandled } from './parts.ts';

/** Another instance's change to staff or channels is seen within this; a claim then costs one read, not two. */
export const networkAgeMaxMs = 2_000;

/** Loops that only come round to see whether there is something to do see another instance's change within this. */
export const networkIdleAgeMaxMs = 15_000;

export interface NetworkSource extends RulesSource {
  /** Read again when it is older than `ageMaxMs`; absent: `networkAgeMaxMs`. */
  current(ageMaxMs?: number): Promise<Network>;
  /**
   * What concerns several hubs is one transaction for each of them, one after the other. Where it ends between two (an error, a crash, a
   * refusal of the later one), the same wish asked again completes it. Errors as `handle`.
   */
  change(command: NetworkCommand): Promise<NetworkHandled>;
}

/** `holidays`: those in use at the moment. `monotonicMs` is a clock that never goes back; it only ages the copy. */
export function networkSource(deps: ChangeDeps, holidays: () => Holidays, monotonicMs: () => number): NetworkSource {
  const copy = networkCopy(deps.store);
  let readMs: number | undefined;
  let reading: Promise<void> | undefined;

  const read = async (): Promise<void> => {
    const startedMs = monotonicMs();
    await copy.refresh();
    readMs = startedMs;
  };
  const current = async (ageMaxMs = networkAgeMaxMs): Promise<Network> => {
    if (readMs === undefined || monotonicMs() - readMs >= ageMaxMs) {
      reading ??= read().finally(() => {
        reading = undefined;
      });
      await reading;
    }
    return copy.joined().network;
  };
  return {
    current,
    now: async (): Promise<Rules> => ({ network: await current(), holidays: holidays() }),
    change: async (command) => {
      const lastMs = readMs;
      await current();
      return changeNetwork(deps, copy, command, lastMs !== readMs);
    },
  };
}
