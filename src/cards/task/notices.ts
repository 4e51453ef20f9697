// Short messages about tasks: who must look, and why. Drawn when they are sent; nothing is said that is no longer so.
import { type Network, organisationName } from '../../domain/network/state.ts';
import { isLateTask } from '../../domain/task/clock.ts';
import { taskIds } from '../../domain/task/id.ts';
import type { TaskNoticeName } from '../../domain/task/react.ts';
import { holderOf, isOpenTask, type OpenTask, type Task } from '../../domain/task/state.ts';
import type { Instant, OrganisationId } from '../../domain/terms.ts';
import { addressed, type Named, type Notice } from '../notice-parts.ts';
import { chosen, lasting, timeOf, when, within } from '../words.ts';
import { taskCancelWords, taskDeclineWords, taskOutcomeWords, whatIsAsked } from './words.ts';

export interface NoticeAround {
  readonly network: Network;
  /** The organisation whose channel it is said in; absent in somebody's own chat. */
  readonly at?: OrganisationId | undefined;
  readonly people: readonly Named[];
  readonly now: Instant;
}

/** `undefined` when there is nothing to say any more. Text is XML, as Teams reads messages with mentions. */
export function taskNotice(what: TaskNoticeName, task: Task, { network, people, now, at }: NoticeAround): Notice | undefined {
  const reference = taskIds.reference(task.id);
  const said = saidOf(what, task, { network, now, at });
  if (said === undefined) return undefined;
  const about = `${reference} (${within(whatIsAsked(task.request))})`;
  return addressed(people, { text: said.text.replace('$', about), summary: `${reference} ${said.summary}` });
}

interface Said {
  /** `$` stands for the task. */
  readonly text: string;
  readonly summary: string;
}
function saidOf(what: TaskNoticeName, task: Task, { network, now, at }: Pick<NoticeAround, 'network' | 'now' | 'at'>): Said | undefined {
  const { from, to, question } = task;
  const name = (organisation: string): string => organisationName(network, organisation);
  switch (what) {
    case 'taskUrgent':
    case 'taskAskedOfYou':
      return urgentWords(task, name);
    case 'taskDeclined':
      return declinedWords(task, name);
    case 'taskQuestion':
      return question && !question.answer && isOpenTask(task)
        ? { text: `${name(question.from)} has a question about $. Please press Answer on its card.`, summary: 'has a question for you' }
        : undefined;
    case 'taskAnswered':
      return question?.answer ? { text: `Your question about $ was answered: its card says what.`, summary: 'was answered' } : undefined;
    case 'taskHandedOver':
      return task.status === 'inHand'
        ? { text: `$ was handed over to you. It is wanted by ${when(task.request.wantedBy)}.`, summary: 'was handed over to you' }
        : undefined;
    case 'taskTakenOver':
      return task.status === 'inHand'
        ? {
            text: `${task.claimant.name} took $ over from you at ${timeOf(task.claimedAt)}. You need do nothing more about it.`,
            summary: 'was taken over from you',
          }
        : undefined;
    case 'taskDone':
      return task.status === 'done'
        ? { text: `${task.done.by.name} at ${name(to)} has done $: ${within(taskOutcomeWords[task.outcome])}.`, summary: 'is done' }
        : undefined;
    case 'taskCancelled':
      return task.status === 'cancelled'
        ? {
            text: `${task.cancelled.by.name} at ${name(from)} cancelled $: ${chosen(taskCancelWords[task.cancelled.reason])}. You need do nothing more about it.`,
            summary: 'was cancelled',
          }
        : undefined;
    case 'taskReopened':
      return task.status === 'sent'
        ? { text: `$ was opened again and waits for you: its history says why.`, summary: 'was opened again' }
        : undefined;
    case 'taskPlanned':
      return plannedWords(task, name);
    case 'taskAcknowledged':
      return task.escalation?.acknowledged
        ? { text: `${task.escalation.acknowledged.by.name} has seen that $ is urgent and looks after it.`, summary: 'was seen' }
        : undefined;
    case 'taskRerouted':
      return isOpenTask(task) ? reroutedWords(task, name) : undefined;
    case 'taskReceiverClosed':
      return isOpenTask(task) && task.receiverClosed ? closedWords(task, name) : undefined;
    case 'taskReminder':
    case 'taskReminderToLead':
      return isOpenTask(task) ? reminderWords(task, name, now, (wish) => wishFor(what, task, at, wish)) : undefined;
  }
}

function declinedWords(task: Task, name: (organisation: string) => string): Said | undefined {
  if (task.status !== 'declined') return undefined;
  const { from, reason } = task.decline;
  return {
    text: `${name(from)} declined $: ${chosen(taskDeclineWords[reason])}. It is back with you: change it and send it again, or cancel it.`,
    summary: 'was declined and is back with you',
  };
}

function reroutedWords({ to, reroutedBy }: OpenTask, name: (organisation: string) => string): Said | undefined {
  if (reroutedBy === undefined) return undefined;
  const { from, until } = reroutedBy;
  return {
    text: `${name(from)} is closed by a disaster, so $ is with ${name(to)} until ${when(until)}. You need do nothing.`,
    summary: `is with ${name(to)}`,
  };
}

function closedWords({ to, request, receiverClosed }: OpenTask, name: (organisation: string) => string): Said {
  const appointment = request.slot
    ? ` The appointment ${when(request.slot.start)} may not take place: please ring the patient.`
    : ' If it cannot wait, cancel it or hand it on to somebody else.';
  return {
    text: `${name(to)} is closed by a disaster until ${when(receiverClosed?.until ?? request.wantedBy)}, and nobody else can do $. It waits there, wanted by ${when(request.wantedBy)}.${appointment}`,
    summary: `waits: ${name(to)} is closed`,
  };
}

function plannedWords({ plan, request, to }: Task, name: (organisation: string) => string): Said | undefined {
  if (plan?.plan !== 'nextOpening') return undefined;
  const opens = plan.opens === undefined ? '' : `, ${when(plan.opens)}`;
  return {
    text: `${plan.by.name} at ${name(to)} says that $ waits until they open again${opens}. It is wanted by ${when(request.wantedBy)}. If it cannot wait, ring them or do it another way.`,
    summary: 'waits for their next opening',
  };
}

function urgentWords(task: Task, name: (organisation: string) => string): Said | undefined {
  if (!isOpenTask(task) || task.escalation === undefined || task.escalation.acknowledged) return undefined;
  const { from, to, escalation } = task;
  return {
    text: `URGENT: ${name(from)} sent $ to ${name(to)} and spoke to nobody there. It is wanted by ${when(task.request.wantedBy)}. Please see that somebody has it, and press \u201cI have seen it\u201d. The number to ring is ${escalation.telephone}.`,
    summary: 'is urgent, and nobody was spoken to',
  };
}

/** What is wished of whoever can do it; of leads, that they see to it; of the other side nothing. */
function wishFor(what: TaskNoticeName, task: OpenTask, at: OrganisationId | undefined, wish: string): string {
  if (what === 'taskReminderToLead') return ' Please see that somebody does something about it.';
  return at === undefined || at === holderOf(task) ? ` ${wish}` : '';
}

/** How it stands now, whatever asked for the reminder. */
function reminderWords(
  task: OpenTask,
  name: (organisation: string) => string,
  now: Instant,
  wish: (words: string) => string,
): Said | undefined {
  const late = isLateTask(task, now)
    ? `It is LATE: it was wanted by ${when(task.request.wantedBy)}.`
    : `It is wanted by ${when(task.request.wantedBy)}.`;
  const since = (at: Instant): string => lasting(Date.parse(now) - Date.parse(at));
  const { question } = task;
  if (question && !question.answer)
    return {
      text: `The question of ${name(question.from)} about $ has waited for an answer for ${since(question.at)}. ${late}`,
      summary: 'has a question that waits',
    };
  switch (task.status) {
    case 'sent':
      return {
        text: `${name(task.to)} has not accepted $, sent ${since(task.sentAt)} ago.${wish('Please accept it or decline it.')} ${late}`,
        summary: 'waits to be accepted',
      };
    case 'accepted':
      return {
        text: `$ was accepted at ${name(task.to)}, and nobody has claimed it for ${since(task.waitingSince)}.${wish('Please claim it.')} ${late}`,
        summary: 'waits to be claimed',
      };
    case 'inHand':
      return {
        text: `${task.claimant.name} has had $ for ${since(task.claimedAt)}.${wish('Still working on it? Press Keep, Done or Release.')} ${late}`,
        summary: 'has been in hand for a while',
      };
    case 'declined':
      return {
        text: `$ has been back from ${name(task.decline.from)} for ${since(task.decline.at)}.${wish('Send it again, or cancel it.')} ${late}`,
        summary: 'is back and waits for you',
      };
  }
}
