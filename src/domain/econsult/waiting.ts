// Where an open eConsult stands in its queue.
import type { Instant, Kind, OdsCode, OrganisationId, PersonId, Priority } from '../terms.ts';
import type { EConsult, Open } from './state.ts';

/** A place in a queue: read in this order (most urgent first, then earliest due), with enough to list and search it by. */
export interface QueuePlace {
  readonly holder: OrganisationId | 'unplaced';
  readonly priority: Priority;
  readonly due: Instant;
  readonly status: Open['status'];
  readonly kind: Kind;
  readonly practice: OdsCode | undefined;
  readonly receivedAt: Instant;
  readonly claimant: PersonId | undefined;
  /** Who should take it next. */
  readonly assignee: PersonId | undefined;
  readonly offeredTo: OrganisationId | undefined;
}

/** Open ones stand in exactly one queue until completed; being claimed does not move them. */
export function queuePlace(state: EConsult | undefined): QueuePlace | undefined {
  if (state === undefined || state.status === 'completed') return undefined;
  const { status, kind, practice, receivedAt, priority, assigned } = state;
  return {
    holder: practice === undefined ? 'unplaced' : state.holder,
    priority,
    due: state.deadlines.target,
    status,
    kind,
    practice,
    receivedAt,
    claimant: status === 'claimed' ? state.claimant.id : undefined,
    assignee: assigned && 'person' in assigned.to ? assigned.to.person.id : undefined,
    offeredTo: status === 'offered' ? state.offer.to : undefined,
  };
}
