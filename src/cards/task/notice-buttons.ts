// The button under a notice about a task: whoever reads that something is wanted of them can do it there.
import type { TaskNoticeName } from '../../domain/task/react.ts';
import type { Task } from '../../domain/task/state.ts';
import { type Card, fill, payloadVersion } from '../templates.ts';
import { type TaskSeen, taskButtonsOf } from './buttons.ts';
import { whatTask } from './glance.ts';

/** What the readers of each notice are asked to do, by the verbs of the card's own buttons; none: nothing is asked of them. */
const asked: Readonly<Record<TaskNoticeName, readonly string[]>> = {
  taskUrgent: ['acknowledge', 'open'],
  taskAskedOfYou: ['acknowledge', 'open'],
  taskDeclined: ['sendAgain', 'open'],
  taskQuestion: ['answer'],
  taskAnswered: ['open'],
  taskHandedOver: ['finish', 'open'],
  taskReopened: ['claim', 'open'],
  taskReminder: ['accept', 'claim', 'keep', 'sendAgain', 'decline', 'finish', 'open'],
  taskTakenOver: [],
  taskDone: [],
  taskCancelled: [],
  taskPlanned: [],
  taskAcknowledged: [],
  taskRerouted: [],
  taskReceiverClosed: [],
  taskReminderToLead: [],
};

/**
 * `viewer`: whose own chat it stands in; absent in a channel. `undefined`: nothing that is asked for can be done any more, or nothing is asked.
 * What may be done is decided when it is pressed.
 */
export function drawTaskNoticeButtons(what: TaskNoticeName, task: Task, seen: TaskSeen): Card | undefined {
  const wanted = asked[what];
  const { presses: all, dialogs, more } = taskButtonsOf(task, seen);
  const presses = all.filter(({ verb }) => wanted.includes(verb));
  const opened = [...dialogs, ...more].filter(({ verb }) => wanted.includes(verb));
  // Reading alone is not what it asks for, unless nothing else is.
  const onlyReads = presses.length === 0 && opened.every(({ verb }) => verb === 'open');
  if (onlyReads && (opened.length === 0 || wanted.some((verb) => verb !== 'open'))) return undefined;
  const { hub, id, revision } = task;
  return fill('task.notice', { v: payloadVersion, hub, id, revision, what: whatTask(task), presses, dialogs: opened });
}
