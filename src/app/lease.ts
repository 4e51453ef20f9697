// Whether this instance does the work of all: sends, sweeps and audits. One lease for all three, renewed by itself, whatever the work is at.
import { type Loop, startLoop } from './loop.ts';
import type { Leases } from './ports.ts';

/** Another instance takes over this long after the holder has fallen silent; a red flag then waits less than six seconds. */
export const leaseMs = 4_500;
/** Two calls in five seconds; one renewal that fails leaves time for another. */
const renewMs = 2_500;
/** Whoever does not hold it looks this often, so that one that was let go is taken at once; or just when it runs out. */
export const lookMs = 1_000;
/** So long before it runs out nothing more is begun: others count by their own clocks. */
const marginMs = 300;
const leaseName = 'work';

export interface LeaseKeeper {
  isOurs(): boolean;
  /** Other instances are there, that write what this one has to send. */
  isWatched(): boolean;
  /** Lets go of it. */
  stop(): Promise<void>;
}

export interface LeaseDeps {
  readonly leases: Leases;
  readonly owner: string;
  readonly monotonicMs: () => number;
  readonly sleep: (ms: number, wake: AbortSignal) => Promise<void>;
  /** An instance whose work has stopped coming round must not keep others from it. */
  readonly mayHold: () => boolean;
  /** It is ours now, or others have come: there may be more to do. */
  readonly changed: (how: { readonly took: boolean }) => void;
  readonly failed: (error: unknown) => void;
}

export function keepLease({ leases, owner, monotonicMs, sleep, mayHold, changed, failed }: LeaseDeps): LeaseKeeper {
  let untilMs = Number.NEGATIVE_INFINITY;
  let watched = false;
  const isOurs = (): boolean => monotonicMs() < untilMs - marginMs;

  async function letGo(): Promise<void> {
    untilMs = Number.NEGATIVE_INFINITY;
    await leases.letGo(leaseName, owner);
  }

  const loop: Loop = startLoop({ sleep, monotonicMs, failed }, async () => {
    if (!mayHold()) {
      if (isOurs()) await letGo();
      return lookMs;
    }
    const askedMs = monotonicMs();
    const before = { ours: isOurs(), watched };
    const asked = await leases.ask(leaseName, owner, leaseMs);
    if (asked.kind === 'others') {
      untilMs = Number.NEGATIVE_INFINITY;
      return Math.min(lookMs, asked.leftMs);
    }
    untilMs = askedMs + leaseMs;
    watched = asked.watched;
    if (!before.ours || (watched && !before.watched)) changed({ took: !before.ours });
    return Math.max(0, askedMs + renewMs - monotonicMs());
  });

  return {
    isOurs,
    isWatched: () => watched,
    async stop() {
      await loop.stop();
      await letGo().catch(() => undefined);
    },
  };
}

/** The same lease, for work that asks for one before each turn. */
export const heldWith = (keeper: Pick<LeaseKeeper, 'isOurs'>): Pick<Leases, 'hold' | 'letGo'> => ({
  hold: async () => (keeper.isOurs() ? 1 : undefined),
  letGo: async () => {},
});
