// What the hub would have done in shadow, beside what the practice says it did.

import type { EConsult, Outcome } from '../econsult/state.ts';
import type { Instant } from '../terms.ts';

/** One side's doing; what is absent has not happened. Times in minutes since the patient sent it. */
export interface Doing {
  readonly claimedAfter?: number;
  readonly answeredAfter?: number;
  readonly outcome?: Outcome;
  /** The hub would have passed it to the practice. */
  readonly passed?: true;
}
export interface Compared {
  readonly id: EConsult['id'];
  readonly hub: Doing;
  readonly practice: Doing;
}
export interface ComparedTotals {
  readonly watched: number;
  /** By the hub, by the time at which somebody should have looked. */
  readonly claimedInTime: number;
  readonly passed: number;
  readonly answeredByHub: number;
  readonly answeredByPractice: number;
  /** Of those that both answered. */
  readonly sameOutcome: number;
}

const minutesFrom = (from: Instant, at: Instant): number => Math.max(0, Math.round((Date.parse(at) - Date.parse(from)) / 60_000));

function doingOf(it: EConsult, since: Instant): Doing {
  const isTakenAway = it.status === 'completed' && it.outcome === 'withdrawn';
  return {
    ...(it.firstClaimedAt === undefined ? {} : { claimedAfter: minutesFrom(since, it.firstClaimedAt) }),
    ...(it.status === 'completed' && !isTakenAway ? { answeredAfter: minutesFrom(since, it.completedAt), outcome: it.outcome } : {}),
    ...(it.crossings > 0 || it.status === 'offered' ? { passed: true as const } : {}),
  };
}

/** `watched`: as the hub worked on it in shadow; `real`: as the practice did. */
export const compare = (watched: EConsult, real: EConsult): Compared => ({
  id: watched.id,
  hub: doingOf(watched, watched.submittedAt),
  practice: doingOf(real, watched.submittedAt),
});

/** Of pairs in any order. */
export function totalsOf(pairs: readonly { readonly watched: EConsult; readonly real: EConsult }[]): ComparedTotals {
  const all = pairs.map(({ watched, real }) => ({ watched, ...compare(watched, real) }));
  const count = (fits: (one: (typeof all)[number]) => boolean): number => all.filter(fits).length;
  return {
    watched: all.length,
    claimedInTime: count(({ watched }) => watched.firstClaimedAt !== undefined && watched.firstClaimedAt <= watched.deadlines.firstLook),
    passed: count(({ hub }) => hub.passed === true),
    answeredByHub: count(({ hub }) => hub.outcome !== undefined),
    answeredByPractice: count(({ practice }) => practice.outcome !== undefined),
    sameOutcome: count(({ hub, practice }) => hub.outcome !== undefined && hub.outcome === practice.outcome),
  };
}
