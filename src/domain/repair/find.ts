// What a repair is about, by the rows of the queues; and what has become of each thing once it is done.
import type { QueuePlace } from '../econsult/queue-place.ts';
import { isNamed } from '../econsult/repair.ts';
import type { EConsult } from '../econsult/state.ts';
import type { TaskPlace } from '../task/queue-place.ts';
import { isTaskNamed } from '../task/repair.ts';
import { isOpenTask, type Task } from '../task/state.ts';
import type { Fate, MovePlan, RepairPlan } from './state.ts';

type Row<Place> = Place & { readonly id: string };

/** Whether it must be changed; `perhaps`: its row does not say, because ladders are not in rows. */
export function mustChange(row: Row<QueuePlace>, plan: RepairPlan): boolean | 'perhaps' {
  if (plan.type === 'leaver') {
    const { id } = plan.person;
    return row.claimant === id || row.assignee === id || (row.escalated ? 'perhaps' : false);
  }
  if (plan.type === 'move') return row.practice === plan.practice && (row.holder === plan.leaves || row.offeredTo === plan.leaves);
  return row.holder === plan.practice || row.offeredTo === plan.practice || (plan.over !== undefined && row.practice === plan.practice);
}

export function taskMustChange(row: Row<TaskPlace>, plan: RepairPlan): boolean | 'perhaps' {
  if (plan.type === 'leaver') return row.claimant === plan.person.id || 'perhaps';
  if (plan.type === 'move') return row.practice === plan.practice && row.to === plan.leaves;
  return row.from === plan.practice || row.to === plan.practice || (plan.over !== undefined && row.practice === plan.practice);
}

/**
 * What the account names besides: without anybody who takes over, the hub goes on with what it has of the practice; and of one that moves, what
 * the practice has itself.
 */
export const isKept = ({ practice }: { readonly practice: string | undefined }, plan: RepairPlan): boolean =>
  plan.type !== 'leaver' && practice === plan.practice && (plan.type === 'move' || plan.over === undefined);

export const isStillTheirs = (state: EConsult, plan: RepairPlan): boolean => plan.type === 'leaver' && isNamed(state, plan.person);
export const isTaskStillTheirs = (task: Task, plan: RepairPlan): boolean => plan.type === 'leaver' && isTaskNamed(task, plan.person);

export function fateOf(state: EConsult, plan: RepairPlan): Fate {
  if (state.status === 'completed') return 'closed';
  if (plan.type === 'leaver') {
    if (isNamed(state, plan.person)) return 'unchanged';
    if (state.status === 'claimed') return state.claimant.id === plan.to?.id ? 'handedOver' : 'elsewhere';
    const { assigned } = state;
    const isGiven = assigned !== undefined && 'person' in assigned.to && assigned.to.person.id === plan.to?.id;
    return isGiven ? 'handedOver' : 'queued';
  }
  if (plan.type === 'move') return ofMove([state.holder, ...(state.status === 'offered' ? [state.offer.to] : [])], plan);
  return ofPractice(state.practice, [state.holder, ...(state.status === 'offered' ? [state.offer.to] : [])], state.hub, plan);
}

export function taskFateOf(task: Task, plan: RepairPlan): Fate {
  if (!isOpenTask(task)) return 'closed';
  if (plan.type === 'move') return ofMove([task.to], plan);
  if (plan.type !== 'leaver') return ofPractice(task.practice, [task.from, task.to], task.hub, plan);
  if (isTaskNamed(task, plan.person)) return 'unchanged';
  if (task.status !== 'inHand') return 'queued';
  return task.claimant.id === plan.to?.id ? 'handedOver' : 'elsewhere';
}

const ofMove = (at: readonly string[], { leaves, practice }: MovePlan): Fate =>
  at.includes(leaves) ? 'unchanged' : at.includes(practice) ? 'withPractice' : 'elsewhere';

function ofPractice(
  practice: string | undefined,
  at: readonly string[],
  hub: string,
  plan: RepairPlan & { type: 'close' | 'merge' },
): Fate {
  if (at.includes(plan.practice)) return 'unchanged';
  if (plan.over !== undefined && practice === plan.over.to) return 'moved';
  if (practice === plan.practice) return plan.over === undefined ? 'withHub' : 'unchanged';
  // Another practice's, which a disaster had sent here.
  return at.includes(hub) ? 'withHub' : 'elsewhere';
}
