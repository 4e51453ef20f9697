// Where an open eConsult stands in its queue, and in which order queues are read.
import { compare } from '../order.ts';
import { type Instant, type Kind, type OdsCode, type OrganisationId, type PersonId, type Priority, priorities } from '../terms.ts';
import type { ClosingPlan, EConsult, Open } from './state.ts';

/** One row of a queue, with enough to list and search it by. The store keeps rows in the order of priority, then target. */
export interface QueuePlace {
  readonly holder: OrganisationId | 'unplaced';
  readonly priority: Priority;
  readonly due: Instant;
  /** When it begins to be at risk: three quarters of the working minutes to its target have passed. */
  readonly risk: Instant;
  readonly limit: Instant;
  /** It is on hold. */
  readonly held: boolean;
  readonly status: Open['status'];
  readonly kind: Kind;
  readonly practice: OdsCode | undefined;
  readonly receivedAt: Instant;
  readonly claimant: PersonId | undefined;
  /** Whom it is assigned to. */
  readonly assignee: PersonId | undefined;
  readonly offeredTo: OrganisationId | undefined;
  /** What its holder said before closing would become of it. From `opens` on that is out of date. */
  readonly plan: Pick<ClosingPlan, 'plan' | 'opens'> | undefined;
  /** It is escalated and nobody on the ladder has acknowledged it yet. */
  readonly escalated?: true;
}

/** The place of an open eConsult; `undefined` for a completed one. Each stands in exactly one queue, and claiming does not move it. */
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

type Ranked = Pick<QueuePlace, 'priority' | 'due' | 'limit'>;

const byPriority = (a: Pick<Ranked, 'priority'>, b: Pick<Ranked, 'priority'>): number =>
  priorities.indexOf(b.priority) - priorities.indexOf(a.priority);

/** In the order in which a list for staff shows them: the most urgent first, then whose target comes first. */
export const byPriorityThenTarget = (a: Omit<Ranked, 'limit'>, b: Omit<Ranked, 'limit'>): number =>
  byPriority(a, b) || compare(a.due, b.due);

/** In the order in which they must be dealt with where time is short: the most urgent first, then whose limit comes first. */
export const byPriorityThenLimit = (a: Omit<Ranked, 'due'>, b: Omit<Ranked, 'due'>): number =>
  byPriority(a, b) || compare(a.limit, b.limit);

/** How urgently the clock must look at it, as a text that sorts: by priority, then by limit. */
export const harmOf = ({ priority, deadlines }: EConsult): string =>
  `${priorities.length - 1 - priorities.indexOf(priority)}|${deadlines.limit}`;
