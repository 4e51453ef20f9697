// What came of a wish: done, carried out before, or refused.
import type { Change, Loaded } from './ports.ts';

/** It is done. `events` is empty if nothing had to change; `repeated`: this request was carried out before. */
export interface Done<State, Event> {
  readonly kind: 'done';
  readonly state: State;
  readonly version: number;
  readonly events: readonly Event[];
  readonly repeated: boolean;
}
export interface Refused<State, Refusal> {
  readonly kind: 'refused';
  readonly refusal: Refusal;
  readonly state: State | undefined;
}
export type Handled<State, Event, Refusal> = Done<State, Event> | Refused<State, Refusal>;
const versionAfter = ({ before, events }: Change): number => (before?.version ?? 0) + events.length;
/** The version that this change would give it; `undefined`: it gives none. */
export const triedVersion = (change: Change | undefined): number | undefined =>
  change === undefined || change.events.length === 0 ? undefined : versionAfter(change);

/** Written, or so already. */
export const done = (change: Change): Done<unknown, unknown> => ({
  kind: 'done',
  state: change.after,
  version: versionAfter(change),
  events: change.events,
  repeated: false,
});
/** Carried out before. */
export const repeated = ({ state, version }: Loaded<unknown>): Done<unknown, unknown> => ({
  kind: 'done',
  state,
  version,
  events: [],
  repeated: true,
});
