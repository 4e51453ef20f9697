// Where an open task stands in its queue, with enough to list and search it by.
import type { Place } from '../queue-order.ts';
import type { EConsultId, Instant, OdsCode, OrganisationId, PersonId } from '../terms.ts';
import type { TaskKind } from './reasons-and-outcomes.ts';
import { holderOf, isOpenTask, type OpenTask, type Task, type TaskPlan } from './state.ts';

export interface TaskPlace extends Place {
  readonly status: OpenTask['status'];
  readonly from: OrganisationId;
  readonly to: OrganisationId;
  readonly practice: OdsCode;
  readonly kind: TaskKind;
  readonly sentAt: Instant;
  readonly claimant: PersonId | undefined;
  readonly claimedAt?: Instant;
  readonly about?: EConsultId;
  /** Only a clinician can do it. */
  readonly clinical?: true;
  /** It carries details of a patient of its own. */
  readonly hasPatient?: true;
  /** What its receiver said before closing. */
  readonly plan?: Pick<TaskPlan, 'plan' | 'opens'>;
  /** The disaster that moved it here, or whose closing its sender was told of. */
  readonly disaster?: string;
  /** It is on a ladder and nobody has acknowledged it yet. */
  readonly escalated?: true;
}

/** Each open one stands in exactly one queue: its receiver's, or its sender's once it was declined. Claiming does not move it. */
export function placeOfTask(task: Task | undefined): TaskPlace | undefined {
  if (task === undefined || !isOpenTask(task)) return undefined;
  const { status, from, to, practice, about, hasPatient, request, sentAt, escalation, plan } = task;
  return {
    holder: holderOf(task),
    priority: request.priority,
    due: request.wantedBy,
    ...{ status, from, to, practice, kind: request.kind, sentAt },
    claimant: task.status === 'inHand' ? task.claimant.id : undefined,
    ...(task.status === 'inHand' ? { claimedAt: task.claimedAt } : {}),
    ...(about === undefined ? {} : { about }),
    ...(request.clinical ? { clinical: true } : {}),
    ...(hasPatient ? { hasPatient } : {}),
    ...(plan === undefined ? {} : { plan: { plan: plan.plan, opens: plan.opens } }),
    ...disasterOf(task),
    ...(escalation && !escalation.acknowledged ? { escalated: true } : {}),
  };
}

function disasterOf({ reroutedBy, receiverClosed }: OpenTask): Pick<TaskPlace, 'disaster'> {
  const disaster = reroutedBy?.disaster ?? receiverClosed?.disaster;
  return disaster === undefined ? {} : { disaster };
}

/** How urgently the clock must look at it, as a text that sorts: behind red flags, by priority, then by when it is wanted. */
export const harmOfTask = ({ request: { priority, wantedBy } }: Task): string => `${priority === 'urgent' ? 1 : 2}|${wantedBy}`;
