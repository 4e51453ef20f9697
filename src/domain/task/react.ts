// Which messages must be sent to whom once something has happened to a task: names only, because their words are written when they are sent.
import type { Message as AnyMessage } from '../message.ts';
import { type Address, channelOf, chatOf, type OrganisationId, type Person, type SendClass } from '../terms.ts';
import { isSilent, type TaskEvent, type TaskReminded, type TaskReminder } from './event.ts';
import { holderOf, isOpenTask, type Task } from './state.ts';

export const taskNoticeNames = [
  'taskUrgent',
  'taskDeclined',
  'taskQuestion',
  'taskAnswered',
  'taskHandedOver',
  'taskTakenOver',
  'taskDone',
  'taskCancelled',
  'taskReopened',
  'taskPlanned',
  'taskAskedOfYou',
  'taskAcknowledged',
  'taskRerouted',
  'taskReceiverClosed',
  'taskReminder',
  'taskReminderToLead',
] as const;
export type TaskNoticeName = (typeof taskNoticeNames)[number];
type Message = AnyMessage<TaskNoticeName>;

/**
 * A notice in a channel stands in the thread of its card, so where there is none nothing is said: the sender of a round reads in its one card
 * how each of them stands.
 */
export const reactTask = (event: TaskEvent, task: Task): readonly Message[] =>
  isSilent(event) ? [] : follow(event, task).filter(({ to, what }) => what === 'card' || to.startsWith('person.') || hasCardAt(task, to));
const hasCardAt = ({ shownIn }: Task, to: Address): boolean => shownIn.some((organisation) => channelOf(organisation) === to);

function follow(event: TaskEvent, task: Task): readonly Message[] {
  const cards = cardsOf(task, classOf(event, task));
  switch (event.type) {
    case 'TaskSent':
    case 'TaskSentAgain':
      return [...cards, ...(event.started ? asksLadder(task) : [])];
    case 'TaskDeclined':
      return [...cards, inThread(task.from, 'taskDeclined', pressing(task))];
    case 'TaskQuestionAsked':
      return [...cards, inThread(event.to, 'taskQuestion', pressing(task))];
    case 'TaskQuestionAnswered':
      return task.question === undefined ? cards : [...cards, inThread(task.question.from, 'taskAnswered', 1)];
    case 'TaskHandedOver':
      return [...cards, personally(event.to, 'taskHandedOver', pressing(task))];
    case 'TaskPersonReplaced': {
      const isTheirs = task.status === 'inHand' && task.claimant.id === event.to?.id;
      const asksNext = task.escalation?.rungSince === event.at ? asksLadder(task) : [];
      return [...cards, ...(isTheirs ? [personally(task.claimant, 'taskHandedOver', pressing(task))] : []), ...asksNext];
    }
    case 'TaskTakenOver':
      return [...cards, personally(event.from, 'taskTakenOver', 1)];
    case 'TaskFinished':
      return [...cards, inThread(task.from, 'taskDone', 1)];
    case 'TaskCancelled':
      return [...cards, inThread(task.to, 'taskCancelled', 1)];
    case 'TaskReopened':
      return [...cards, inThread(task.to, 'taskReopened', pressing(task))];
    case 'TaskPlanned':
      return event.plan === 'today' ? cards : [...cards, inThread(task.from, 'taskPlanned', pressing(task))];
    case 'TaskAcknowledged':
      return [...cards, inThread(task.hub, 'taskAcknowledged', 1)];
    case 'TaskReminded':
      return reminds(event, task);
    case 'TaskClimbed':
      return [...cards, ...asksLadder(task)];
    case 'TaskReceiverClosed':
      return [...cards, inThread(task.from, 'taskReceiverClosed', pressing(task))];
    case 'TaskRerouted':
      return [...cards, inThread(task.from, 'taskRerouted', 1)];
    case 'TaskBroughtBack':
    case 'TaskPracticeReplaced':
    case 'TaskAccepted':
    case 'TaskClaimed':
    case 'TaskReleased':
    case 'TaskKept':
    case 'TaskHandedOn':
    case 'TaskViewed':
    case 'TaskClockLooked':
      return cards;
  }
}

/**
 * An organisation gets work that it did not have: as urgently as its priority asks, and never behind bulk. What a disaster moves is not among these:
 * hundreds may come at once, and something new and urgent must not stand behind them.
 */
const pressing = ({ request }: Task): SendClass => (request.priority === 'urgent' ? 0 : 1);
const arrivals: readonly TaskEvent['type'][] = ['TaskSent', 'TaskSentAgain', 'TaskHandedOn', 'TaskDeclined', 'TaskReopened'];
const classOf = ({ type }: TaskEvent, task: Task): SendClass => (arrivals.includes(type) ? pressing(task) : type === 'TaskViewed' ? 2 : 1);
const cardsOf = (task: Task, sendClass: SendClass): readonly Message[] => [
  ...task.shownIn.map((organisation): Message => ({ to: channelOf(organisation), class: sendClass, what: 'card' })),
  ...roundCard(task),
];
/** The card that lists all of a round stands for its sender's copies of each. */
const roundCard = ({ round, from }: Task): readonly Message[] =>
  round === undefined ? [] : [{ to: channelOf(from), class: 1, what: 'card', of: { kind: 'round', id: round } }];
const inThread = (organisation: OrganisationId, what: TaskNoticeName, sendClass: SendClass): Message => ({
  to: channelOf(organisation),
  class: sendClass,
  what,
});
const personally = ({ id }: Person, what: TaskNoticeName, sendClass: SendClass): Message => ({ to: chatOf(id), class: sendClass, what });

/** Whoever stands on this rung, in the hub's channel and in their own chats. */
function asksLadder(task: Task): readonly Message[] {
  const { escalation, hub } = task;
  const people = escalation?.ladder[escalation.rung]?.people ?? [];
  return [inThread(hub, 'taskUrgent', 0), ...people.map((person) => personally(person, 'taskAskedOfYou', 0))];
}

/** Reminders of a claimant go to their own chat; that it is late is said to both sides. */
function reminds({ of, leads }: TaskReminded, task: Task): readonly Message[] {
  const cards = cardsOf(task, pressing(task));
  const inChats = (leads ?? []).map((person) => personally(person, 'taskReminderToLead', pressing(task)));
  if (of === 'claimQuiet' && task.status === 'inHand') return [...cards, personally(task.claimant, 'taskReminder', pressing(task))];
  return [...cards, ...spokenTo(of, task).map((organisation) => inThread(organisation, 'taskReminder', pressing(task))), ...inChats];
}
function spokenTo(of: TaskReminder, task: Task): readonly OrganisationId[] {
  const { from, to, question } = task;
  switch (of) {
    case 'unanswered':
    case 'stillUnanswered':
    case 'unclaimed':
    case 'claimQuiet':
    case 'claimStillQuiet':
      return [to];
    case 'declinedWaits':
    case 'declinedStillWaits':
      return [from];
    case 'questionWaits':
    case 'questionStillWaits':
      return question === undefined ? [] : [question.to];
    case 'dueSoon':
      return isOpenTask(task) ? [holderOf(task)] : [];
    case 'late':
    case 'stillLate':
      return [...new Set([to, from])];
  }
}
