// The tasks that were sent because of an eConsult, as its card shows them: what each is, where it went, and how it stands.
import { isDeepStrictEqual } from 'node:util';
import { compare } from '../compare.ts';
import { own } from '../lookup.ts';
import { type Instant, type Person, personOf } from '../terms.ts';
import type { FollowTask } from './command.ts';
import type { TaskFollowed } from './event.ts';
import type { FollowedTask } from './followed-task.ts';
import { type EConsultDecision, happened, nothing } from './refusals.ts';
import type { EConsult } from './state.ts';

/** An eConsult with more tasks than these is a plan of care, which belongs in the record; its card shows the newest. */
export const tasksShownMax = 8;

/** Whatever happens to one of its tasks is written here in the same transaction, by whoever did it; the task itself decided that they may. */
export function followTask({ task, at, by }: FollowTask, state: EConsult): EConsultDecision {
  const stood = own(state.tasks ?? {}, task.id);
  if (isDeepStrictEqual(stood, task)) return nothing;
  // That it is late or declined is news once, not again with each thing that happens to it afterwards.
  const heard = stood !== undefined && cameBack(stood, state) && (task.status !== 'declined' || stood.status === 'declined');
  const who = by.kind === 'person' ? { by: personOf(by) } : {};
  return happened({ type: 'TaskFollowed', at, ...who, task, ...(heard ? { heard } : {}) });
}

/** What a press writes here of the tasks it sends. */
export const tasksSent = (
  { tasks = [], at }: { readonly tasks?: readonly FollowedTask[]; readonly at: Instant },
  by: Person,
): readonly TaskFollowed[] => tasks.map((task) => ({ type: 'TaskFollowed', at, by, task }));

export const evolveTasks = (state: EConsult, { task }: TaskFollowed): EConsult => ({
  ...state,
  tasks: { ...state.tasks, [task.id]: task },
  // Its hub may never have had its card, where a practice had it all along; what came back is said in the thread of that card.
  ...(cameBack(task, state) && !state.shownIn.includes(state.hub) ? { shownIn: [...state.shownIn, state.hub] } : {}),
});

const isOpen = ({ status }: FollowedTask): boolean => status !== 'done' && status !== 'cancelled';
/** Its tasks that are not finished, the one that is wanted first first. */
export const openTasksOf = ({ tasks = {} }: Pick<EConsult, 'tasks'>): readonly FollowedTask[] =>
  Object.values(tasks)
    .filter(isOpen)
    .sort((a, b) => compare(a.wantedBy, b.wantedBy));

/** A completed one looks finished to everybody: its hub is told when what was asked because of it was declined, or is late. */
export const cameBack = (task: FollowedTask, { status }: EConsult): boolean =>
  status === 'completed' && (task.status === 'declined' || (isOpen(task) && task.late === true));
