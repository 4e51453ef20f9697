// One task as a line of a list: what it is, how it stands and by when, and what can be done about it.
import type { Network } from '../../domain/network/state.ts';
import { referenceOf } from '../../domain/reference.ts';
import { isTaskPlanned } from '../../domain/task/before-closing.ts';
import { isLateTask } from '../../domain/task/clock.ts';
import { taskIds } from '../../domain/task/id.ts';
import { isOpenTask, type Task } from '../../domain/task/state.ts';
import type { Instant } from '../../domain/terms.ts';
import type { ListRow, RowButton } from '../list.ts';
import { plain, priorityWords } from '../words.ts';
import { type TaskSeen, taskButtonsOf } from './buttons.ts';
import { byWhen, gistOfTask, howTaskStands, sinceWords } from './glance.ts';

const forWhich = ({ about }: Task): readonly string[] => (about === undefined ? [] : [`for ${referenceOf(about)}`]);

export const taskRow = (task: Task, network: Network, now: Instant): ListRow => ({
  stands: isOpenTask(task) && (task.request.priority === 'urgent' || isLateTask(task, now)),
  first: [taskIds.reference(task.id), priorityWords[task.request.priority], gistOfTask(task), ...forWhich(task)].join(' · '),
  second: `${howTaskStands(task, network)}. ${isOpenTask(task) ? `${byWhen(task, now)}, ${sinceWords(task)}` : ''}`.trim(),
});

/** One of the list before closing: what was said of it, and what can still be said. */
export function closingTaskRow(task: Task, network: Network, now: Instant): ListRow {
  const row = taskRow(task, network, now);
  const plan = isOpenTask(task) && isTaskPlanned(task.plan, now) ? task.plan : undefined;
  const words = { today: 'will be done today', nextOpening: 'waits for the next opening; its sender is told' } as const;
  const said = plan === undefined ? 'No decision yet.' : `${plain(plan.by.name)}: ${words[plan.plan]}.`;
  const { hub, id, revision } = task;
  const button = (verb: string, title: string): RowButton => ({ verb, title, named: `${title}: ${taskIds.reference(id)}` });
  const presses = [
    ...(plan?.plan === 'today' ? [] : [button('planToday', 'Will be done today')]),
    ...(plan?.plan === 'nextOpening' ? [] : [button('planNext', 'Next opening; tell the sender')]),
  ];
  return { ...row, second: `${row.second}. ${said}`, buttons: { about: { thing: 'task', hub, id, revision }, presses, dialogs: [] } };
}

/** The next things of a row, the likeliest first; who may is still to be asked. */
export function taskOffers(task: Task, seen: TaskSeen): { readonly presses: readonly RowButton[]; readonly dialogs: readonly RowButton[] } {
  const { presses, dialogs } = taskButtonsOf(task, seen);
  const button = ({ verb, title }: { readonly verb: string; readonly title: string }): RowButton => ({
    ...{ verb, title },
    named: `${title} ${taskIds.reference(task.id)}, ${byWhen(task, seen.now)}`,
  });
  return { presses: presses.map(button), dialogs: dialogs.slice(0, 2).map(button) };
}
