// Where an open eConsult stands in its queue.
import type { Place } from '../place.ts';
import { type Instant, type Kind, type OdsCode, type OrganisationId, type PersonId, priorities } from '../terms.ts';
import type { ClosingPlan, EConsult, Open } from './state.ts';

/** An eConsult's place in a queue, with enough to list and search it by. */
export interface QueuePlace extends Place {
  /** When it begins to be at risk of missing its target. */
  readonly risk: Instant;
  readonly limit: Instant;
  /** It waits for the patient. */
  readonly held: boolean;
  readonly status: Open['status'];
  readonly kind: Kind;
  readonly practice: OdsCode | undefined;
  readonly receivedAt: Instant;
  readonly claimant: PersonId | undefined;
  /** Who should take it next. */
  readonly assignee: PersonId | undefined;
  readonly offeredTo: OrganisationId | undefined;
  /** What its holder said before a closing is to become of it; from `opens` on that is history. */
  readonly plan: Pick<ClosingPlan, 'plan' | 'opens'> | undefined;
  /** It is escalated, and nobody has said yet that they have seen it. */
  readonly escalated?: true;
}

/** Open ones stand in exactly one queue until completed; being claimed does not move them. */
export function queuePlace(state: EConsult | undefined): QueuePlace | undefined {
  if (state === undefined || state.status === 'completed') return undefined;
  const { status, kind, practice, receivedAt, priority, assigned, plan } = state;
  return {
    holder: practice === undefined ? 'unplaced' : state.holder,
    priority,
    due: state.deadlines.target,
    risk: state.deadlines.targetWarning,
    limit: state.deadlines.limit,
    held: state.hold !== undefined,
    status,
    kind,
    practice,
    receivedAt,
    claimant: status === 'claimed' ? state.claimant.id : undefined,
    assignee: assigned && 'person' in assigned.to ? assigned.to.person.id : undefined,
    offeredTo: status === 'offered' ? state.offer.to : undefined,
    plan: plan && { plan: plan.plan, opens: plan.opens },
    ...(state.escalation && !state.escalation.acknowledged ? { escalated: true } : {}),
  };
}

/** How much harm it does to look at it late: sorts as text, the most urgent first, and then whose limit comes first. */
export const harmOf = ({ priority, deadlines }: EConsult): string =>
  `${priorities.length - 1 - priorities.indexOf(priority)}|${deadlines.limit}`;
