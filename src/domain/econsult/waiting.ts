// Where an open eConsult stands in its queue, and when its clock must next be looked at.
import type { Instant, OrganisationId, Priority } from '../terms.ts';
import type { EConsult } from './state.ts';

/** A place in a queue: read in this order (most urgent first, then earliest due). */
export interface QueuePlace {
  readonly holder: OrganisationId | 'unplaced';
  readonly priority: Priority;
  readonly due: Instant;
}

/** Open ones stand in exactly one queue until completed; being claimed does not move them. */
export function queuePlace(state: EConsult | undefined): QueuePlace | undefined {
  if (state === undefined || state.status === 'completed') return undefined;
  return { holder: state.practice === undefined ? 'unplaced' : state.holder, priority: state.priority, due: state.deadlines.target };
}

/** The one next timer of an open eConsult: its first look while nobody has it, then its target. */
export function nextTimer(state: EConsult | undefined): Instant | undefined {
  if (state === undefined) return undefined;
  switch (state.status) {
    case 'waiting':
      return state.deadlines.firstLook;
    case 'claimed':
      return state.deadlines.targetWarning;
    case 'completed':
      return undefined;
  }
}
