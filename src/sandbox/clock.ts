// The sandbox's clock: the machine's time plus however far somebody has moved it on.

import type { Clock } from '../app/ports.ts';
import type { Instant } from '../domain/terms.ts';

export interface SandboxClock extends Clock {
  /** The moved time in ms since the epoch: what the bot and the conversations live by. */
  ms(): number;
  /** The machine's own time in ms: what signed tokens live by, because the bot's token check reads the machine's clock. */
  machineMs(): number;
  /** How far the clock is ahead of the machine's, in ms; kept in the snapshot so that a restart does not go back in time. */
  movedMs(): number;
  /** Moves the clock on by `ms`. Throws `RangeError` for a move back: deadlines already passed cannot un-pass. */
  moveOn(ms: number): void;
  /** Calls `listener` after each move (so that loops can look at once); returns how to stop. */
  onMove(listener: () => void): () => void;
}

/** A clock over the given machine time, in ms. */
export const createClock = (machineNow: () => number, movedMs = 0): SandboxClock => {
  let moved = movedMs;
  const listeners = new Set<() => void>();
  const ms = (): number => machineNow() + moved;
  return {
    ms,
    machineMs: machineNow,
    movedMs: () => moved,
    now: (): Instant => new Date(ms()).toISOString(),
    moveOn: (by) => {
      if (!Number.isFinite(by) || by < 0) throw new RangeError('the clock can only be moved forward');
      moved += by;
      for (const listener of [...listeners]) listener();
    },
    onMove: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
};
