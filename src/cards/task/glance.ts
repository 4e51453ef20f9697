// What a task's card says at a glance: how it stands, what is asked, and by when.
import { disasterIds } from '../../domain/disaster/id.ts';
import { type Network, organisationName } from '../../domain/network/state.ts';
import { referenceOf } from '../../domain/reference.ts';
import { isLateTask } from '../../domain/task/clock.ts';
import { isOpenTask, type SlotTaken, type Task } from '../../domain/task/state.ts';
import type { Instant, OrganisationId } from '../../domain/terms.ts';
import { chosen, plain, priorityWords, roleWords, timeOf, when, within } from '../words.ts';
import { taskCancelWords, taskDeclineWords, taskOutcomeWords, taskTellingWords, whatIsAsked } from './words.ts';

const name = (network: Network, organisation: OrganisationId): string => plain(organisationName(network, organisation));

/** So much of what is asked stands in a line of a list, where the kind alone says too little. */
const askedCharactersMax = 60;
/** What is asked, for a list: of what is no common kind, its first words. */
export function gistOfTask({ request }: Task): string {
  if (request.kind !== 'other' && request.kind !== 'question') return whatIsAsked(request);
  const { asked } = request;
  return plain(asked.length <= askedCharactersMax ? asked : `${asked.slice(0, askedCharactersMax).trimEnd()}\u2026`);
}

/** What it is, in a line: `Urgent · Tests: bloods · for K7M-4QX`. */
export const whatTask = ({ request, about }: Task): string =>
  [priorityWords[request.priority], whatIsAsked(request), ...(about === undefined ? [] : [`for ${referenceOf(about)}`])].join(' · ');

/** How it stands. `at`: whose channel it is read in; absent where it is read beside what others have. */
export function howTaskStands(task: Task, network: Network, at?: OrganisationId): string {
  const { from, to } = task;
  switch (task.status) {
    case 'sent':
      return to === at
        ? `From ${name(network, from)}: please accept or decline`
        : `Sent to ${name(network, to)}: not accepted yet${seenWords(task)}`;
    case 'accepted':
      return to === at ? `Accepted by ${plain(task.accepted.by.name)}: nobody has it yet` : `Accepted by ${name(network, to)}`;
    case 'inHand':
      return `${plain(task.claimant.name)} has it${to === at ? '' : ` at ${name(network, to)}`}`;
    case 'declined':
      return `Back from ${name(network, task.decline.from)}: ${chosen(taskDeclineWords[task.decline.reason])}`;
    case 'done':
      return `Done by ${plain(task.done.by.name)}: ${within(taskOutcomeWords[task.outcome])}`;
    case 'cancelled':
      return `Cancelled by ${plain(task.cancelled.by.name)}: ${chosen(taskCancelWords[task.cancelled.reason])}`;
  }
}
const seenWords = ({ seen }: Task): string => (seen === undefined ? '' : ` (opened by ${plain(seen.by.name)}, ${when(seen.at)})`);

/** By when, what was arranged, and what whoever takes it up must read first; a line each. */
export function taskLines(task: Task, network: Network, now: Instant, at?: OrganisationId): readonly string[] {
  const { request, from, note, question } = task;
  if (!isOpenTask(task)) return [endedWords(task)];
  return [
    `${byWhen(task, now)}${task.status === 'sent' && task.to === at ? '' : ` · from ${name(network, from)}`}`,
    ...disasterLines(task, network),
    plain(request.asked),
    ...(request.slot ? [slotWords(request.slot)] : []),
    ...(task.status === 'declined' && task.decline.text !== undefined
      ? [`${plain(task.decline.by.name)}: ${plain(task.decline.text)}`]
      : []),
    ...(question && !question.answer ? [`${name(network, question.from)} asks: ${plain(question.text)}`] : []),
    ...(question?.answer ? [`${plain(question.text)} – ${plain(question.answer.by.name)}: ${plain(question.answer.text)}`] : []),
    ...(request.hint && task.status !== 'inHand' ? [`Meant for ${plain(request.hint.name)}; anybody there can do it`] : []),
    ...(note ? [`Note: ${plain(note.text)} (${plain(note.by.name)}, ${when(note.at)})`] : []),
  ];
}
/** Why it is here, or why nothing happens. */
function disasterLines({ to, status, reroutedBy, receiverClosed }: Task, network: Network): readonly string[] {
  if (reroutedBy)
    return [
      `DISASTER ${disasterIds.reference(reroutedBy.disaster)}: moved from ${name(network, reroutedBy.from)} until ${when(reroutedBy.until)}`,
    ];
  return receiverClosed && (status === 'sent' || status === 'accepted')
    ? [`DISASTER ${disasterIds.reference(receiverClosed.disaster)}: ${name(network, to)} is closed until ${when(receiverClosed.until)}`]
    : [];
}
function endedWords(task: Task): string {
  if (task.status === 'done') {
    const told = task.patientTold === undefined ? '' : ` · patient ${toldHow(task.patientTold.how)} ${when(task.patientTold.at)}`;
    return `${when(task.done.at)}${told}${task.done.text === undefined ? '' : ` · ${plain(task.done.text)}`}`;
  }
  if (task.status !== 'cancelled') return '';
  return `${when(task.cancelled.at)}${task.cancelled.text === undefined ? '' : ` · ${plain(task.cancelled.text)}`}`;
}
const toldHow = (how: keyof typeof taskTellingWords): string =>
  how === 'notReached' ? taskTellingWords.notReached : `told ${taskTellingWords[how]}`;

/** By when it is wanted; once that has passed, that it is late. */
export const byWhen = (task: Task, now: Instant): string =>
  isLateTask(task, now) ? `LATE: wanted by ${when(task.request.wantedBy)}` : `By ${when(task.request.wantedBy)}`;

/** The appointment that was taken with it: a ledger's line, for the appointment itself is in the record system. */
export const slotWords = ({ start, minutes, what, bookUnder }: SlotTaken): string =>
  `Slot held: ${when(start)}, ${minutes} min, ${plain(what)}. Book it in the record system under ${plain(bookUnder)}`;

/** Who sent it, and where to ring. */
export const senderWords = ({ sender, request, from }: Task, network: Network): string => {
  const role = sender.role === undefined ? '' : `, ${roleWords[sender.role].replace(/^(a|the) /, '')}`;
  return `${plain(sender.name)}${role}, ${name(network, from)}. Ring ${plain(request.telephone)}`;
};
/** Since when, for a list. */
export const sinceWords = (task: Task): string => `sent ${when(task.firstSentAt)}${task.sends > 1 ? `, again ${timeOf(task.sentAt)}` : ''}`;
