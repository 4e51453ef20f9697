// Runs a piece of work at fixed times, once however many instances there are, and never two runs at once.
import { schedule } from 'node-cron';
import type { Leases } from '../app/ports.ts';

/** Which work, how often, and how it is kept to one instance. */
export interface Every {
  /** Of the work and of its lease. */
  readonly name: string;
  /** Must divide a minute, or be whole minutes that divide an hour: cron cannot express other times. */
  readonly everySeconds: number;
  /** The instance that did it last does it again; another takes over when it has been silent for this long. */
  readonly leaseMs: number;
}

/** A warning is at most a quarter of a minute late; where all work goes by one lease, whoever takes that over sweeps at once. */
export const sweepEvery: Every = { name: 'sweep', everySeconds: 15, leaseMs: 40_000 };

/** A fault is found within ten minutes of its making; an instance that falls silent loses at most two passes. */
export const auditEvery: Every = { name: 'audit', everySeconds: 300, leaseMs: 400_000 };

export interface Clockwork {
  /** Milliseconds since it last came round well, here or (as the lease says) elsewhere. */
  ageMs(): number;
  /** It was run out of turn, and well: the clock has been moved. */
  ranWell(): void;
  stop(): Promise<void>;
}

/** Runs `work` at its times on the instance that holds the lease. `failed` hears of what goes wrong, the lease included. */
export function startClockwork(
  leases: Pick<Leases, 'hold' | 'letGo'>,
  owner: string,
  work: () => Promise<void>,
  failed: (error: unknown) => void,
  monotonicMs: () => number,
  { name, everySeconds, leaseMs }: Every = sweepEvery,
): Clockwork {
  let lastGoodMs = monotonicMs();
  let stopped = false;
  let asking: Promise<unknown> = Promise.resolve();
  let running: Promise<void> = Promise.resolve();
  const nothing = (): void => {};
  const ours = async (): Promise<boolean> => {
    const held = (await leases.hold(name, owner, leaseMs)) !== undefined;
    if (!held) lastGoodMs = monotonicMs();
    return held;
  };
  const task = schedule(
    patternOf(everySeconds),
    () => {
      // The lease may have been requested before `stop` and granted after it, when the store may already be closed.
      if (stopped) return undefined;
      running = work().then(() => {
        lastGoodMs = monotonicMs();
      }, failed);
      return running;
    },
    {
      name,
      noOverlap: true,
      distributed: true,
      runCoordinator: {
        shouldRun: () => {
          const asked = ours();
          asking = asked.catch(nothing);
          return asked;
        },
      },
      // If the machine was busy at that second, the run is late but not skipped.
      missedExecutionTolerance: everySeconds * 1_000,
      // The package would write to the console in its own words; that a run is passed over while one is at work is no fault.
      logger: { info: nothing, debug: nothing, warn: nothing, error: (message, error) => failed(error ?? message) },
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
      stopped = true;
      await task.destroy();
      await asking;
      await running;
      await leases.letGo(name, owner).catch(nothing);
    },
  };
}

function patternOf(everySeconds: number): string {
  const minutes = everySeconds / 60;
  if (everySeconds < 60 && 60 % everySeconds === 0) return `*/${everySeconds} * * * * *`;
  if (Number.isInteger(minutes) && minutes < 60 && 60 % minutes === 0) return `0 */${minutes} * * * *`;
  throw new RangeError(`no clock on the wall can be followed every ${everySeconds} s`);
}
