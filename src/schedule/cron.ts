// The clockwork: runs the sweep on time, once however many instances there are, and never two at once.
import { schedule } from 'node-cron';
import type { Leases } from '../app/ports.ts';

/** A warning is at most this late. */
export const everySeconds = 15;
/** Whoever ran the last sweep runs the next; another takes over this long after it fell silent. */
const leaseMs = 40_000;

export interface Clockwork {
  /** Milliseconds since it last came round well, here or (as the lease says) elsewhere. */
  ageMs(): number;
  /** It was run out of turn, and well: the clock has been moved. */
  ranWell(): void;
  stop(): Promise<void>;
}

/** Runs `work` every quarter of a minute on the instance that holds the lease. `failed` hears of what it throws. */
export function startClockwork(
  leases: Leases,
  owner: string,
  work: () => Promise<void>,
  failed: (error: unknown) => void,
  monotonicMs: () => number,
): Clockwork {
  let lastGoodMs = monotonicMs();
  let running: Promise<void> = Promise.resolve();
  const task = schedule(
    `*/${everySeconds} * * * * *`,
    () => {
      running = work().then(() => {
        lastGoodMs = monotonicMs();
      }, failed);
      return running;
    },
    {
      name: 'sweep',
      noOverlap: true,
      distributed: true,
      runCoordinator: {
        shouldRun: async () => {
          const ours = (await leases.hold('sweep', owner, leaseMs)) !== undefined;
          if (!ours) lastGoodMs = monotonicMs();
          return ours;
        },
      },
      suppressMissedWarning: true,
      unref: true,
    },
  );
  return {
    ageMs: () => monotonicMs() - lastGoodMs,
    ranWell: () => {
      lastGoodMs = monotonicMs();
    },
    stop: async () => {
      await task.destroy();
      await running;
      await leases.letGo('sweep', owner).catch(() => undefined);
    },
  };
}
