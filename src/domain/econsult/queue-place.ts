// Where an open eConsult stands in its queue.
import type { Place } from '../queue-order.ts';
import { type Instant, type Kind, type OdsCode, type OrganisationId, type PersonId, priorities } from '../terms.ts';
import type { ClosingPlan, EConsult, Open } from './state.ts';

/** An eConsult's place in a queue, with enough to list and search it by. */
export interface QueuePlace extends Place {
  /** When it begins to be at risk of missing its target. */
  readonly risk: Instant;
  readonly limit: Instant;
  /** By when somebody is to have claimed it; absent in a row that an earlier version wrote, until the auditor has written it anew. */
  readonly firstLook?: Instant;
  /** It is on hold. */
  readonly held: boolean;
  readonly status: Open['status'];
  readonly kind: Kind;
  readonly practice: OdsCode | undefined;
  readonly receivedAt: Instant;
  readonly claimant: PersonId | undefined;
  /** Since when its claimant has it. */
  readonly claimedAt?: Instant;
  /** Whom it is assigned to. */
  readonly assignee: PersonId | undefined;
  readonly offeredTo: OrganisationId | undefined;
  /** What its holder said before closing would become of it. From `opens` on that is out of date. */
  readonly plan: Pick<ClosingPlan, 'plan' | 'opens'> | undefined;
  /** The disaster that moved it here, when, and from where. */
  readonly rerouted?: { readonly disaster: string; readonly from: OrganisationId; readonly at: Instant };
  /** The disaster that asked its claimant, and when. */
  readonly asked?: { readonly disaster: string; readonly at: Instant };
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
    firstLook: state.deadlines.firstLook,
    held: state.hold !== undefined,
    status,
    kind,
    practice,
    receivedAt,
    claimant: status === 'claimed' ? state.claimant.id : undefined,
    ...(status === 'claimed' ? { claimedAt: state.claimedAt } : {}),
    assignee: assigned && 'person' in assigned.to ? assigned.to.person.id : undefined,
    offeredTo: status === 'offered' ? state.offer.to : undefined,
    plan: plan && { plan: plan.plan, opens: plan.opens },
    ...(state.reroutedBy
      ? { rerouted: { disaster: state.reroutedBy.disaster, from: state.reroutedBy.from, at: state.reroutedBy.at } }
      : {}),
    ...(state.askedBy && status === 'claimed' ? { asked: state.askedBy } : {}),
    ...(state.escalation && !state.escalation.acknowledged ? { escalated: true } : {}),
  };
}

/**
 * Whether nobody has it although somebody was to have claimed it by now, whoever had it before. What waits for the patient has been looked
 * at. A row of an earlier version does not say by when: there the warning before the target stands for it, which comes later.
 */
export const isUnseen = (
  { status, held, firstLook, risk }: Pick<QueuePlace, 'status' | 'held' | 'firstLook' | 'risk'>,
  now: Instant,
): boolean => status === 'waiting' && !held && (firstLook ?? risk) < now;

/** Whether its target has passed: not while it is on hold, which stops the target; its limit counts all the same. */
export const isLate = ({ held, due }: Pick<QueuePlace, 'held' | 'due'>, now: Instant): boolean => !held && due < now;

/** How urgently the clock must look at it, as a text that sorts: by priority, then by limit. */
export const harmOf = ({ priority, deadlines }: EConsult): string =>
  `${priorities.length - 1 - priorities.indexOf(priority)}|${deadlines.limit}`;
