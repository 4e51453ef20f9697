// What the auditor reads of a hub and repairs there: rows as they are stored, with their keys, without assuming that they are right.
import type { Row, ShownCard, Timing } from '../../domain/audit/findings.ts';
import type { HubId, Instant } from '../../domain/terms.ts';
import type { Loaded, Logged, Place, ThingKey, ThingKind } from '../ports.ts';

/** A row of the queues or timers. Its identity comes from the key; `holds` is the body, `undefined` if damaged. */
export interface StandingRow<T> extends Row<T> {
  readonly kind: ThingKind;
  readonly id: string;
  readonly key: string;
  readonly etag: string;
}
export type StandingPlace = StandingRow<Place>;
export type StandingTimer = StandingRow<Timing>;

export interface FoundState {
  readonly thing: ThingKey;
  /** Where to go on from. */
  readonly key: string;
  /** `undefined`: damaged. */
  readonly loaded: Loaded<unknown> | undefined;
}

/** The rows of a thing as they ought to be, and the state they go with. */
export interface Right<State> {
  readonly state: State;
  readonly place: Place | undefined;
  readonly timer: Timing | undefined;
}

export interface AuditStore {
  /** Every queue place and timer stored in a hub, right or wrong; at most `openRowsMax` of each. */
  standing(hub: HubId): Promise<{ readonly places: readonly StandingPlace[]; readonly timers: readonly StandingTimer[] }>;
  /** All cards of one thing, wherever they were shown. */
  cards(hub: HubId, id: string): Promise<readonly ShownCard[]>;
  /** A page of all things of a hub, open or closed, in key order, behind `after`. */
  statesAfter(hub: HubId, after: string | undefined, limit: number): Promise<readonly FoundState[]>;
  /** Everything that happened at or after `from` and before `until`, oldest first. */
  logged(hub: HubId, from: Instant, until: Instant): Promise<readonly Logged[]>;
  /**
   * Writes the rows as they should be and removes the wrong ones, in one transaction under the state's etag; the thing and its version stay
   * the same. `false`: somebody changed it meanwhile. Throws as `Store.commit`.
   */
  putRight<State>(
    thing: ThingKey,
    before: Loaded<State>,
    right: Right<State>,
    wrong: readonly { readonly key: string }[],
  ): Promise<boolean>;
  /** Removes a row of something that never existed, if it is still as it was read; `false`: it was written meanwhile. */
  removeRow(hub: HubId, row: { readonly key: string; readonly etag: string }): Promise<boolean>;
}
