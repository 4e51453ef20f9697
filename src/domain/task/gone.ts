// Who has a task and is not there any more.
import type { Finding } from '../audit/findings.ts';
import { own } from '../lookup.ts';
import { isOrWasOf } from '../network/practice-moved.ts';
import type { Network } from '../network/state.ts';
import { holderOf, isOpenTask, type Task } from './state.ts';

/** For the auditor: an open one whose holder or claimant the network does not have. */
export function taskPeopleFindings(task: Task, network: Network): readonly Finding[] {
  if (!isOpenTask(task)) return [];
  const { id, hub } = task;
  const holder = holderOf(task);
  const gone: Finding[] = isOrWasOf(network, holder, hub) ? [] : [{ kind: 'holderGone', id, holder }];
  if (task.status === 'inHand' && own(network.staff, task.claimant.id) === undefined)
    gone.push({ kind: 'claimantGone', id, person: task.claimant.id });
  return gone;
}
