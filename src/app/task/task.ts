// The task: its verbs in the shape `handle` takes, and the one way in the application to ask something of one, with all that changes beside it.

import { own } from '../../domain/lookup.ts';
import { unseen } from '../../domain/network/access.ts';
import type { TaskAnswer } from '../../domain/task/answer.ts';
import { nextLookFrom } from '../../domain/task/clock.ts';
import type { TaskCommand } from '../../domain/task/command.ts';
import { decideTask } from '../../domain/task/decide.ts';
import type { TaskEvent } from '../../domain/task/event.ts';
import { evolveTask } from '../../domain/task/evolve.ts';
import { harmOfTask, placeOfTask } from '../../domain/task/queue-place.ts';
import { reactTask } from '../../domain/task/react.ts';
import type { TaskRefusal, TaskRules } from '../../domain/task/refusals.ts';
import type { Task, TaskId } from '../../domain/task/state.ts';
import type { HubId } from '../../domain/terms.ts';
import { type Aggregate, attemptsMax, type HandleDeps, type Handled, handleTogether, NotSettled, wishAbout } from '../handle.ts';
import type { Change, ThingKey } from '../ports.ts';
import type { RulesSource } from '../rules.ts';
import { type BesideWish, changesBeside, type MovedOn } from './changes-beside.ts';
import { taskRulesOf } from './patient.ts';
import type { TaskText } from './text.ts';

export const tasks: Aggregate<Task, TaskCommand, TaskEvent, TaskRefusal, TaskRules> = {
  kind: 'task',
  decide: decideTask,
  evolve: evolveTask,
  react: reactTask,
  queue: placeOfTask,
  timer: (task) => (task?.nextLook === undefined ? undefined : { at: task.nextLook, harm: harmOfTask(task) }),
  aim: (task, rules, at) => ({ ...task, nextLook: nextLookFrom(task, rules, at) }),
  // A reminder says how it stands when it is sent: several that could not be sent in time are one.
  merging: ['taskReminder', 'taskReminderToLead'],
};
export const taskKey = (hub: HubId, id: TaskId): ThingKey => ({ hub, kind: tasks.kind, id });

export type TaskHandled = Handled<Task, TaskEvent, TaskAnswer>;
export interface TaskDeps extends HandleDeps {
  readonly rules: RulesSource;
}

/**
 * Grants or refuses a wish about one task. What changes with it, its appointment and what its eConsult shows of it, is written in the same
 * transaction, all or none. `text`: the patient's details of a new one that is about no eConsult; `sent`: which of another system's it is.
 * Errors as `handle`.
 */
export async function handleTask(deps: TaskDeps, command: TaskCommand, text?: TaskText, sent?: Change['sent']): Promise<TaskHandled> {
  const { hub, id, by } = command;
  const ruled = await deps.rules.now();
  // The hub's name came with a card or a message; only hubs of our network have a table.
  if (own(ruled.network.hubs, hub) === undefined)
    return refused(by.kind === 'person' ? unseen(ruled.network, by.id, id) : { why: 'notFound' });
  for (let attempt = 1; attempt <= attemptsMax; attempt++) {
    // What is known is taken for so once: if it is not, the wish is told that the task has moved on.
    const known = command.type === 'send' || attempt > 1 ? undefined : deps.store.known<Task>(taskKey(hub, id));
    const loaded = known ?? (command.type === 'send' ? undefined : await deps.store.load<Task>(taskKey(hub, id)));
    const before = loaded?.state;
    const rules = await taskRulesOf(deps.store, ruled, command, { before, text });
    // Carried out before, it is so answered: what would change beside it now has nothing to do with what changed then.
    const foreseen = loaded?.operations.includes(command.operation) ? undefined : foresee(command, before, rules);
    const beside = foreseen && changesBeside(ruled, command, { before, after: foreseen });
    // Where nothing changes beside it, it is refused, or is so already: the one door says so, and whether it was this wish that made it so.
    const read = command.type === 'send' ? ({ probablyNew: true } as const) : known || loaded === undefined ? {} : { lately: loaded };
    const it = wishAbout(holdingTo(before), taskKey(hub, id), command, rules, { ...besideOf(text, sent), ...read });
    const answer = await handleTogether<{ readonly it: typeof it; readonly [beside: string]: BesideWish }>(deps, { it, ...beside });
    if (answer.kind === 'done') return answer.each.it;
    const { refusal } = answer.refused;
    if (refusal.why !== 'movedOn') return { kind: 'refused', refusal, state: before };
  }
  throw new NotSettled(`task ${id}: not settled in ${attemptsMax} tries`);
}

/** Holds a wish to the task as it was when what changes beside it was worked out: if it has moved on, that is worked out again. */
const holdingTo = (before: Task | undefined): Aggregate<Task, TaskCommand, TaskEvent, TaskAnswer | MovedOn, TaskRules> => ({
  ...tasks,
  decide: (command, task, rules) =>
    // One that should be new and is there has another's id, and is told so.
    command.type === 'send' || task?.revision === before?.revision ? decideTask(command, task, rules) : { refusal: { why: 'movedOn' } },
});
const refused = (refusal: TaskAnswer): TaskHandled => ({ kind: 'refused', refusal, state: undefined });
const besideOf = (text: TaskText | undefined, sent: Change['sent']) => ({
  ...(text === undefined ? {} : { text: () => ({ number: 1, content: text }) }),
  ...(sent === undefined ? {} : { sent }),
});

/** What the wish would make of the task as it was just read; `undefined`: it would be refused, or is so already. */
export function foresee(command: TaskCommand, before: Task | undefined, rules: TaskRules): Task | undefined {
  const decision = decideTask(command, before, rules);
  if ('refusal' in decision || decision.events.length === 0) return undefined;
  return decision.events.reduce<Task | undefined>(
    (task, event, index) => evolveTask(task, event, (before?.revision ?? 0) + index + 1),
    before,
  );
}
