// One task as a line of a list: what it is, how it stands and by when, and what can be done about it.
import type { Network } from '../../domain/network/state.ts';
import { referenceOf } from '../../domain/reference.ts';
import { isLateTask } from '../../domain/task/clock.ts';
import { taskIds } from '../../domain/task/id.ts';
import { isOpenTask, type Task } from '../../domain/task/state.ts';
import type { Instant, OrganisationId, PersonId } from '../../domain/terms.ts';
import type { ListRow, RowButton } from '../list.ts';
import { priorityWords } from '../words.ts';
import { taskButtonsOf } from './buttons.ts';
import { byWhen, gistOfTask, howTaskStands, sinceWords } from './glance.ts';

const forWhich = ({ about }: Task): readonly string[] => (about === undefined ? [] : [`for ${referenceOf(about)}`]);

export const taskRow = (task: Task, network: Network, now: Instant): ListRow => ({
  stands: isOpenTask(task) && (task.request.priority === 'urgent' || isLateTask(task, now)),
  first: [taskIds.reference(task.id), priorityWords[task.request.priority], gistOfTask(task), ...forWhich(task)].join(' · '),
  second: `${howTaskStands(task, network)}. ${isOpenTask(task) ? `${byWhen(task, now)}, ${sinceWords(task)}` : ''}`.trim(),
});

/** The next things of a row, the likeliest first; who may is still to be asked. */
export function taskOffers(
  task: Task,
  { at, viewer, now }: { readonly at: OrganisationId; readonly viewer?: PersonId; readonly now: Instant },
): { readonly presses: readonly RowButton[]; readonly dialogs: readonly RowButton[] } {
  const { presses, dialogs } = taskButtonsOf(task, at, viewer);
  const button = ({ verb, title }: { readonly verb: string; readonly title: string }): RowButton => ({
    ...{ verb, title },
    named: `${title} ${taskIds.reference(task.id)}, ${byWhen(task, now)}`,
  });
  return { presses: presses.map(button), dialogs: dialogs.slice(0, 2).map(button) };
}
