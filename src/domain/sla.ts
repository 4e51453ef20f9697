// The three deadlines of an eConsult (first look, target, limit) and when each is warned about.
import type { Instant } from './terms.ts';

/** Frozen in the `Received` event; never moved by a hand-over or a later change of rules. */
export interface Deadlines {
  readonly firstLook: Instant;
  /** 75 % of the working minutes to the target. */
  readonly targetWarning: Instant;
  readonly target: Instant;
  /** 60 minutes (wall clock) before the limit. */
  readonly limitWarning: Instant;
  readonly limit: Instant;
}
