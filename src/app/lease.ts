// Whether this instance is the one that sends.
import type { Leases } from './ports.ts';

/** The dispatcher's lease: taken over this long after its holder died. */
export const leaseMs = 15_000;
const renewMs = 5_000;

/** Asks whether it is; asks the store only when it is time to renew. */
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
