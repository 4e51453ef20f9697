// Moves the sandbox's clock on: as time passes, from one thing due to the next, or in one jump, as in an outage.
import { setImmediate as breath } from 'node:timers/promises';
import type { Instant } from '../domain/terms.ts';
import { endOfDay } from '../domain/time/calendar.ts';
import type { SandboxClock } from './clock.ts';

export interface PlayGiven {
  readonly clock: SandboxClock;
  /** When something is next due after an instant; `undefined`: nothing is. */
  readonly nextDue: (after: Instant) => Promise<Instant | undefined>;
  /** Looks at whatever is due by the clock. */
  readonly sweep: () => Promise<void>;
  /** Whether everything said so far has been sent, and how to wait for it; absent: the clock does not wait. */
  readonly sending?: { readonly allSent: () => Promise<boolean>; readonly sleep: (ms: number) => Promise<void> };
  /** Hears of a look or a sweep that failed; time passes all the same. */
  readonly failed: (error: unknown) => void;
}

/** `stopped`: on the way, after `stepsMax` steps. `busy`: nothing was done, because the clock is on its way already. */
export type Moved = 'arrived' | 'stopped' | 'busy';

export interface Player {
  /** Lets so much time pass, and everything happen that is due in it, each thing when it is due. */
  playOn(ms: number): Promise<Moved>;
  /** Moves the clock at once: what was due meanwhile is looked at late, as after an outage. */
  jump(ms: number): Promise<Moved>;
  /** Where the clock is on its way to. */
  playingTo(): Instant | undefined;
}

/** What is looked at by time and not by a due instant (a board) is so never older than this. The auditor looks by the machine's own time. */
export const stepMsMax = 15 * 60_000;
/** The most steps: a hundred days of quarter hours, which take minutes. Further, somebody mistyped or wants a jump. */
export const stepsMax = 10_000;

/** So long after something was due the clock waits for what is said of it, so that one who watches reads it when it is said; */
const sentWithinMs = 500;
const lookEveryMs = 25;
/** and so long in all: with more to say than may be sent, a weekend still plays in a minute. */
export const patienceMs = 30_000;

const instant = (ms: number): Instant => new Date(ms).toISOString();

export function createPlayer({ clock, nextDue, sweep, sending, failed }: PlayGiven): Player {
  let to: number | undefined;
  let patience = 0;

  const tried = async <T>(what: () => Promise<T>): Promise<T | undefined> => {
    try {
      return await what();
    } catch (error) {
      failed(error);
      return undefined;
    }
  };
  let lookedAt: Instant = clock.now();
  const look = async (): Promise<void> => {
    lookedAt = clock.now();
    await tried(sweep);
  };
  const waitForSending = async ({ allSent, sleep }: NonNullable<PlayGiven['sending']>): Promise<void> => {
    const beganMs = clock.machineMs();
    for (let looks = 0; looks < sentWithinMs / lookEveryMs; looks++) {
      if ((await tried(allSent)) !== false || clock.machineMs() - beganMs >= patience) break;
      await sleep(lookEveryMs);
    }
    patience -= clock.machineMs() - beganMs;
  };
  const step = async (target: number): Promise<void> => {
    const after = lookedAt;
    const due = await tried(() => nextDue(after));
    // Taken only now, because the machine's own time has gone on meanwhile.
    const now = clock.ms();
    // What was due before and still is has been looked at and failed; time goes on without it.
    const dueMs = due === undefined || due <= after ? Number.POSITIVE_INFINITY : Math.max(now, Date.parse(due));
    const next = Math.min(target, now + stepMsMax, Date.parse(endOfDay(instant(now))), dueMs);
    if (next > now) clock.moveOn(next - now);
    await look();
    if (sending && next === dueMs) await waitForSending(sending);
  };
  const play = async (target: number): Promise<Moved> => {
    patience = patienceMs;
    // What came since the last look, and is due because it came late, is not to wait for the first step.
    await look();
    for (let steps = 0; steps < stepsMax; steps++) {
      if (clock.ms() >= target) return 'arrived';
      await step(target);
      // A store in memory answers without letting anything else in: windows want to be answered and cards sent meanwhile.
      await breath();
    }
    return clock.ms() >= target ? 'arrived' : 'stopped';
  };
  const alone = async (ms: number, move: (target: number) => Promise<Moved>): Promise<Moved> => {
    if (to !== undefined) return 'busy';
    to = clock.ms() + ms;
    try {
      return await move(to);
    } finally {
      to = undefined;
    }
  };

  return {
    playOn: (ms) => alone(ms, play),
    jump: (ms) =>
      alone(ms, async () => {
        clock.moveOn(ms);
        await tried(sweep);
        return 'arrived';
      }),
    playingTo: () => (to === undefined ? undefined : instant(to)),
  };
}
