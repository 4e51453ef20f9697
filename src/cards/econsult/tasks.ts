// The tasks that were sent because of an eConsult, in the words of its card.

import type { FollowedTask } from '../../domain/econsult/followed-task.ts';
import type { EConsult } from '../../domain/econsult/state.ts';
import { openTasksOf, tasksShownMax } from '../../domain/econsult/tasks.ts';
import { type Network, organisationName } from '../../domain/network/state.ts';
import { taskIds } from '../../domain/task/id.ts';
import type { TaskStatus } from '../../domain/task/state.ts';
import { taskKindWords } from '../task/words.ts';
import { plain, shortened, when } from '../words.ts';

const statusWords: Readonly<Record<TaskStatus, string>> = {
  sent: 'not accepted yet',
  accepted: 'accepted',
  inHand: 'in hand',
  declined: 'DECLINED',
  done: 'done',
  cancelled: 'cancelled',
};

/** One of them: `T-K7M-4QX, Tests, at Tideway, by Mon 30 Nov 14:00: accepted`. */
export function followedWords({ id, to, kind, wantedBy, status, late }: FollowedTask, network: Network): string {
  const isOver = status === 'done' || status === 'cancelled';
  const by = isOver ? '' : `, by ${when(wantedBy)}`;
  return `${taskIds.reference(id)} (${taskKindWords[kind]}, ${plain(organisationName(network, to))}${by}): ${late && !isOver ? 'LATE, ' : ''}${statusWords[status]}`;
}

/** What of its tasks is not finished, in a line; none where all are. */
export function tasksLine(it: EConsult, network: Network): readonly string[] {
  const open = openTasksOf(it);
  return open.length === 0
    ? []
    : [
        `Task ${shortened(
          open.map((task) => followedWords(task, network)),
          tasksShownMax,
          '; ',
        )}`,
      ];
}
/** All of them, for its facts. */
export const allTasksWords = (it: EConsult, network: Network): readonly string[] =>
  Object.values(it.tasks ?? {})
    .slice(-tasksShownMax)
    .map((task) => followedWords(task, network));
