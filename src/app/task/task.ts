// The task: its verbs in the shape `handle` takes, and the one way in the application to ask something of one, with all that changes beside it.
import { decideTask } from '../../domain/task/decide.ts';
import type { FinishTask, PersonsTaskCommand, SendTask, TaskCommand } from '../../domain/task/command.ts';
import { nextLookFrom } from '../../domain/task/clock.ts';
import type { TaskEvent } from '../../domain/task/event.ts';
import { evolveTask } from '../../domain/task/evolve.ts';
import { harmOfTask, placeOfTask } from '../../domain/task/queue-place.ts';
import { reactTask } from '../../domain/task/react.ts';
import type { TaskRefusal, TaskRules } from '../../domain/task/refusals.ts';
import type { Task, TaskId } from '../../domain/task/state.ts';
import { own } from '../../domain/lookup.ts';
import { unseen } from '../../domain/network/access.ts';
import type { HubId } from '../../domain/terms.ts';
import { type Aggregate, attemptsMax, type HandleDeps, type Handled, handle, handleTogether, NotSettled, wishAbout } from '../handle.ts';
import type { Store, ThingKey } from '../ports.ts';
import type { RulesSource } from '../rules.ts';
import { besideOf, type Beside } from './beside.ts';
import { rulesFor } from './patient.ts';

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
