// What the auditor reads of a hub and puts right there: rows as they stand, with their keys, believing none of them.
import type { Row, ShownCard, Timing } from '../../domain/audit/findings.ts';
import type { HubId, Instant } from '../../domain/terms.ts';
import type { Loaded, Logged, Place, ThingKey, ThingKind } from '../ports.ts';

/** One row of the queues or timers. What is believed of it besides is in `holds`; whose it is says its key. */
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
  /** Every place and timer that stands in a hub, believed or not; at most `openRowsMax` of each. */
  standing(hub: HubId): Promise<{ readonly places: readonly StandingPlace[]; readonly timers: readonly StandingTimer[] }>;
  /** All cards of one thing, wherever they were shown. */
  cards(hub: HubId, id: string): Promise<readonly ShownCard[]>;
  /** A page of all things of a hub, open or closed, in key order, behind `after`. */
  statesAfter(hub: HubId, after: string | undefined, limit: number): Promise<readonly FoundState[]>;
  /** Everything that happened at or after `from` and before `until`, oldest first. */
  logged(hub: HubId, from: Instant, until: Instant): Promise<readonly Logged[]>;
  /**
   * Writes the rows as they ought to be and removes the wrong ones, in one transaction under the state's etag; nothing happens to the
   * thing and its version stays. `false`: somebody changed it meanwhile. Throws as `Store.commit`.
   */
  putRight<State>(
    thing: ThingKey,
    before: Loaded<State>,
    right: Right<State>,
    wrong: readonly { readonly key: string }[],
  ): Promise<boolean>;
  /** Removes a row of what never was, only as it was read; `false`: it was written meanwhile. */
  removeRow(hub: HubId, row: { readonly key: string; readonly etag: string }): Promise<boolean>;
}
