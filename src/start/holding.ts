// Keeps the lease of the work of all for this instance, and says how often what other instances write is read.
import { keepLease, type LeaseKeeper } from '../app/lease.ts';
import type { Loop } from '../app/loop.ts';
import type { Leases } from '../app/ports.ts';
import type { Log } from '../log.ts';
import type { Metrics } from '../metrics.ts';
import { loopAgeMaxMs } from './all-is-well.ts';
import type { Clockworks } from './clockwork.ts';
import { loopFailed } from './reports.ts';

/** After nothing has waited for so long it is quiet. */
const quietAfterMs = 60_000;
/**
 * What another instance writes is sent after this at the latest, in ms. Alone, an instance hands everything to its own dispatcher: what is read
 * then is only what one that died, or a command, has left.
 */
export const readEveryMs = { watched: { busy: 1_000, quiet: 2_000 }, alone: { busy: 4_000, quiet: 10_000 } } as const;

export interface Working {
  dispatch?: Loop;
  clock?: Clockworks;
  line?: Loop;
}
export interface Holding {
  isOurs(): boolean;
  /** How often to read what others write, when nothing has waited for so long. */
  readEveryMs(quietForMs: number): number;
  /** Begins to ask for the lease; again is once. */
  begin(): void;
  /** Lets go of it. */
  stop(): Promise<void>;
}

interface Around {
  readonly leases: Leases;
  readonly owner: string;
  readonly monotonicMs: () => number;
  readonly sleep: (ms: number, wake?: AbortSignal) => Promise<void>;
  readonly log: Log;
  readonly metrics: Metrics;
}

/** `working`: the loops of this instance, as they are started. */
export function createHolding({ log, metrics, ...around }: Around, working: Working, sweepNow: () => Promise<void>): Holding {
  let keeper: LeaseKeeper | undefined;
  function changed({ took }: { readonly took: boolean }): void {
    working.dispatch?.nudge();
    if (!took) return;
    const { clock } = working;
    // Whoever swept before may have been silent for a while.
    if (clock) sweepNow().then(clock.sweptWell, (error: unknown) => loopFailed(log, metrics, 'sweep', error));
  }
  return {
    isOurs: () => keeper?.isOurs() ?? false,
    readEveryMs: (quietForMs) =>
      readEveryMs[(keeper?.isWatched() ?? true) ? 'watched' : 'alone'][quietForMs >= quietAfterMs ? 'quiet' : 'busy'],
    begin() {
      keeper ??= keepLease({
        ...around,
        mayHold: () => working.dispatch === undefined || working.dispatch.ageMs() <= loopAgeMaxMs,
        changed,
        failed: (error) => loopFailed(log, metrics, 'lease', error),
      });
    },
    stop: async () => keeper?.stop(),
  };
}
