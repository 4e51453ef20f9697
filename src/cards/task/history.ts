// A task's history in words: one line an event, oldest first, with who and when.
import { disasterIds } from '../../domain/disaster/id.ts';
import { type Network, organisationName } from '../../domain/network/state.ts';
import type { TaskBroughtBack, TaskEvent, TaskReceiverClosed, TaskReminder, TaskRerouted } from '../../domain/task/event.ts';
import { taskIds } from '../../domain/task/id.ts';
import type { Task } from '../../domain/task/state.ts';
import type { Instant } from '../../domain/terms.ts';
import { drawHappened } from '../list.ts';
import { taskRepairedWords } from '../repaired-words.ts';
import type { Card } from '../templates.ts';
import { plain, when, within } from '../words.ts';
import { taskCancelWords, taskDeclineWords, taskOutcomeWords, taskReleaseWords, taskReopenWords, taskTellingWords } from './words.ts';

export function drawTaskHistory(
  task: Task,
  events: readonly { readonly at: Instant; readonly event: TaskEvent }[],
  network: Network,
): Card {
  const rows = events
    .filter(({ event }) => event.type !== 'TaskClockLooked')
    .map(({ at, event }) => ({ first: when(at, task.firstSentAt), second: taskHappened(event, network) }));
  return drawHappened(taskIds.reference(task.id), rows);
}

const reminders: Readonly<Record<TaskReminder, string>> = {
  unanswered: 'The receiver was reminded that it waits to be accepted',
  stillUnanswered: 'The leads of both sides were told that nobody has accepted it',
  unclaimed: 'The receiver was reminded that nobody has it',
  claimQuiet: 'Whoever has it was asked whether they are still working on it',
  claimStillQuiet: 'The leads of both sides were told that it has been quiet',
  declinedWaits: 'The sender was reminded that it is back',
  declinedStillWaits: 'The leads of both sides were told that it is still back with its sender',
  questionWaits: 'They were reminded of the question',
  questionStillWaits: 'They were reminded of the question again',
  dueSoon: 'It was said that it is nearly due',
  late: 'Both sides were told that it is late',
  stillLate: 'The leads of both sides were told that it is still late',
};

/** One event in words. */
export function taskHappened(event: TaskEvent, network: Network): string {
  const name = (organisation: string): string => plain(organisationName(network, organisation));
  const by = 'by' in event ? plain(event.by.name) : '';
  const text = 'text' in event && event.text !== undefined ? `: ${plain(event.text)}` : '';
  switch (event.type) {
    case 'TaskSent':
      return `${plain(event.sender.name)} sent it from ${name(event.from)} to ${name(event.to)}, wanted by ${when(event.request.wantedBy)}`;
    case 'TaskSentAgain':
      return `${plain(event.sender.name)} sent it again, to ${name(event.to)}, wanted by ${when(event.request.wantedBy)}`;
    case 'TaskAccepted':
      return `${by} accepted it`;
    case 'TaskClaimed':
      return `${by} claimed it`;
    case 'TaskTakenOver':
      return `${by} took it over from ${plain(event.from.name)}`;
    case 'TaskReleased':
      return `${by} released it (${within(taskReleaseWords[event.reason])})`;
    case 'TaskHandedOver':
      return `${by} handed it over to ${plain(event.to.name)}${text}`;
    case 'TaskKept':
      return `${by} is still working on it`;
    case 'TaskDeclined': {
      const { decline } = event;
      const words = decline.text === undefined ? '' : `: ${plain(decline.text)}`;
      return `${plain(decline.by.name)} at ${name(decline.from)} declined it (${within(taskDeclineWords[decline.reason])})${words}`;
    }
    case 'TaskQuestionAsked':
      return `${by} at ${name(event.from)} asked${text}`;
    case 'TaskQuestionAnswered':
      return `${by} answered${text}`;
    case 'TaskHandedOn':
      return `${by} handed it on to ${name(event.to)}${text}`;
    case 'TaskRerouted':
    case 'TaskReceiverClosed':
    case 'TaskBroughtBack':
      return byDisaster(event, name);
    case 'TaskPersonReplaced':
    case 'TaskPracticeReplaced':
      return taskRepairedWords(event, name);
    case 'TaskFinished':
      return `${by} did it: ${within(taskOutcomeWords[event.outcome])}; patient ${taskTellingWords[event.told]}, ${when(event.toldAt)}${text}`;
    case 'TaskCancelled':
      return `${by} cancelled it (${within(taskCancelWords[event.reason])})${text}`;
    case 'TaskReopened':
      return `${by} opened it again (${within(taskReopenWords[event.reason])}), wanted by ${when(event.wantedBy)}`;
    case 'TaskViewed':
      return `${by} opened it${event.reason === undefined ? '' : ` (${plain(event.reason)})`}`;
    case 'TaskPlanned':
      return `${by} said before closing that ${event.plan === 'today' ? 'it will still be done' : `it waits for the next opening${event.opens === undefined ? '' : `, ${when(event.opens)}`}; the sender was told`}`;
    case 'TaskAcknowledged':
      return `${by} has seen that it is urgent`;
    case 'TaskReminded':
      return reminders[event.of];
    case 'TaskClimbed':
      return 'Nobody had answered: the next people were asked';
    case 'TaskClockLooked':
      return 'The clock looked';
  }
}

function byDisaster(event: TaskRerouted | TaskReceiverClosed | TaskBroughtBack, name: (organisation: string) => string): string {
  switch (event.type) {
    case 'TaskRerouted':
      return `Disaster ${disasterIds.reference(event.reroute.disaster)} moved it from ${name(event.reroute.from)} to ${name(event.reroute.to)}`;
    case 'TaskReceiverClosed':
      return `Disaster ${disasterIds.reference(event.disaster)} closed its receiver until ${when(event.until)}; the sender was told`;
    case 'TaskBroughtBack':
      return event.to === undefined
        ? 'The disaster was over: its receiver is there again'
        : `The disaster was over: it went back to ${name(event.to)}`;
  }
}
