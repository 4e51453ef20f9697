// What is said of tasks besides their cards: titles, what became of a press, and what is missing.
import { type Network, organisationName } from '../../domain/network/state.ts';
import { taskIds } from '../../domain/task/id.ts';
import type { Task } from '../../domain/task/state.ts';
import { plain, when } from '../words.ts';

export const taskTitles = {
  tasks: 'Tasks',
  history: 'History of a task',
  find: 'Find a task',
  send: 'Send a task',
  round: 'To several practices',
} as const;
export const openTaskTitle = (id: string): string => taskIds.reference(id);
/** What a press on a list has come to. */
export const taskPressed = (verb: string, id: string): string =>
  verb === 'planToday'
    ? `${taskIds.reference(id)} will be done today.`
    : verb === 'planNext'
      ? `${taskIds.reference(id)} waits for your next opening, and its sender is told.`
      : taskDone(id);
export const taskDone = (id: string): string => `${taskIds.reference(id)}: done.`;
export const taskSentWords = (task: Task, network: Network): string =>
  `${taskIds.reference(task.id)} was sent to ${plain(organisationName(network, task.to))}. It is wanted by ${when(task.request.wantedBy)}.`;
export const roundSentWords = (sent: number, all: number): string =>
  sent === all
    ? `Sent to ${all} practices. One card shows who has answered.`
    : `Sent to ${sent} of ${all} practices. Its card says which could not be sent, and why.`;
export const taskNotFound = (typed: string): string =>
  `No task that you may see has the reference ${plain(typed.slice(0, 20))}. Please check it.`;
export const tasksNowhere = 'You work at no hub or practice here, so there are no tasks to show.';
export const tasksWords = (waiting: number, sent: number): string =>
  waiting + sent === 0
    ? 'No open tasks, neither ours nor any that we wait for.'
    : `${waiting} for us to do, ${sent} that we wait for; the oldest first.`;
export const sendWords = 'Press to fill in what you need and of whom.';
export const sendNowhere = 'Only staff of the hub and its practices can send tasks. Nothing was done.';
export const tasksTooMany = (max: number): string => `Choose at most ${max} practices at a time.`;
export const practicesUnknown = (typed: readonly string[]): string => `Not a practice of this hub: ${typed.map(plain).join(', ')}`;
export const taskInputMissing = 'Something is missing or cannot be read. What you filled in is kept: please look at what is marked.';
export const patientIncomplete = 'Write the patient\u2019s name too, so that the right patient is found';
export const templateGoneWords = 'A lead has taken this common task away, or calls it otherwise now';
export const templateUsedWords = (name: string): string => `Filled in from \u201c${plain(name)}\u201d: please look it over, then send it.`;
export const slotGoneWords = 'This appointment is not free any more: choose another, or none';
export const taskTaken = (id: string): string => `${taskIds.reference(id)} is yours.`;
export const taskRemindersTitle = (tasks: number): string => `${tasks} tasks need a look`;
export const taskRemindersWords = 'Tasks between organisations that wait or are late.';
