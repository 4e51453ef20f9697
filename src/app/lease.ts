// Whether this instance is the one that sends, by a lease that it renews in time.
import type { Leases } from './ports.ts';

/** The length of the dispatcher's lease, in ms: another instance takes over this long after its holder died. */
export const leaseMs = 15_000;
const renewMs = 5_000;

/** Tells whether this instance holds the lease; asks the store only when it is time to renew. */
export function leaseKeeper(leases: Leases, owner: string, monotonicMs: () => number): () => Promise<boolean> {
  let renewedMs = Number.NEGATIVE_INFINITY;
  let asking: Promise<boolean> | undefined;
  const ask = async (): Promise<boolean> => {
    const askedMs = monotonicMs();
    const held = (await leases.hold('dispatch', owner, leaseMs)) !== undefined;
    renewedMs = held ? askedMs : Number.NEGATIVE_INFINITY;
    return held;
  };
  return async () => {
    if (monotonicMs() - renewedMs < renewMs) return true;
    // Eight conversations come to this at the same moment: one of them asks for all.
    asking ??= ask().finally(() => {
      asking = undefined;
    });
    return asking;
  };
}
