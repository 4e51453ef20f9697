// What people, files and the clock ask of a rota.

import type { Actor, HubId, Instant, OperationId } from '../terms.ts';
import type { LocalDate } from '../time/hours.ts';
import type { Shift } from './state.ts';

interface RotaAsked {
  readonly operation: OperationId;
  readonly at: Instant;
  readonly by: Actor;
  readonly hub: HubId;
  readonly monday: LocalDate;
}

/** Sets a week's shifts as given: whatever was planned for it before is no longer. */
export interface SetRota extends RotaAsked {
  readonly type: 'setRota';
  readonly shifts: readonly Shift[];
}
/** Writes down that whoever had to go on or off shift by `at` has. */
export interface Turn extends RotaAsked {
  readonly type: 'turn';
  /** The revision that was looked at. */
  readonly revision: number;
}

export type RotaCommand = SetRota | Turn;
