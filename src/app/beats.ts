// Signs of life in the store. Work that only one instance does leaves one, so that every instance can tell whether it is being done.
import type { Instant } from '../domain/terms.ts';

/** `dispatch` and `sweep`: it came round well somewhere. `heart`: the auditor found every hub in order. */
export const beatNames = ['dispatch', 'sweep', 'heart'] as const;
export type BeatName = (typeof beatNames)[number];

export interface Beats {
  beat(name: BeatName): Promise<void>;
  /** When each was last left, by the machine's time; absent: never. */
  last(): Promise<Readonly<Partial<Record<BeatName, Instant>>>>;
}

/** A sign is left at most this often: a loop that comes round every second must not cost a write each time. */
export const beatEveryMs = 30_000;

/** The same, but at most that often. If it cannot be left, this is reported and tried with the next round; the work itself was done. */
export function seldomBeating(
  beats: Pick<Beats, 'beat'>,
  monotonicMs: () => number,
  failed: (name: BeatName, error: unknown) => void,
): (name: BeatName) => Promise<void> {
  const leftMs = new Map<BeatName, number>();
  return async (name) => {
    if (monotonicMs() - (leftMs.get(name) ?? Number.NEGATIVE_INFINITY) < beatEveryMs) return;
    try {
      await beats.beat(name);
      leftMs.set(name, monotonicMs());
    } catch (error) {
      failed(name, error);
    }
  };
}
