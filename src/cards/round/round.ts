// The card for the sender of the same task to several practices: a receipt for each of them.
import { own } from '../../domain/lookup.ts';
import { type Network, organisationName } from '../../domain/network/state.ts';
import { type Round, roundIds } from '../../domain/round/round.ts';
import { isLateTask } from '../../domain/task/clock.ts';
import { isOpenTask, type Task } from '../../domain/task/state.ts';
import type { Instant } from '../../domain/terms.ts';
import { howTaskStands } from '../task/glance.ts';
import { whatIsAsked } from '../task/words.ts';
import { type Drawn, fill, inert } from '../templates.ts';
import { plain, priorityWords, when } from '../words.ts';

/** `tasks`: those of the round as they are now. */
export function drawRound(round: Round, tasks: readonly Task[], network: Network, now: Instant): Drawn {
  const { draft, parts } = round;
  const byId = new Map(tasks.map((task) => [task.id, task]));
  const receipts = (parts ?? round.to.map((to) => ({ to }))).map((part) => {
    const task = 'task' in part ? byId.get(part.task) : undefined;
    return {
      title: plain(organisationName(network, part.to)),
      value: task ? receiptWords(task, network, now) : 'why' in part ? notSentWords(part.why) : 'Not sent yet',
    };
  });
  const all = round.to.length;
  const count = (test: (task: Task) => boolean): number => tasks.filter(test).length;
  const late = count((task) => isLateTask(task, now));
  const counts = [
    `${count(({ status }) => status === 'done')} of ${all} done`,
    `${count(({ status }) => status === 'accepted' || status === 'inHand')} accepted`,
    `${count(({ status }) => status === 'sent')} not answered`,
    ...(late === 0 ? [] : [`${late} LATE`]),
  ].join(' · ');
  const summary = `${roundIds.reference(round.id)} to ${all} practices: ${whatIsAsked(draft)}`;
  const card = fill('round', {
    headline: `${plain(round.by.name)} asked ${all} practices: ${whatIsAsked(draft)}`,
    what: `${priorityWords[draft.priority]} · by ${when(draft.wantedBy)} · ${plain(draft.asked.text)}`,
    counts,
    receipts,
    asOf: `As of ${when(now)}. Only those who have not answered are reminded.`,
    fallback: inert(summary),
  });
  return { card, summary };
}

/** How it stands at one of them, where its name is said beside it. */
function receiptWords(task: Task, network: Network, now: Instant): string {
  const late = isOpenTask(task) && isLateTask(task, now) ? 'LATE. ' : '';
  switch (task.status) {
    case 'sent':
      return `${late}Not answered${task.seen === undefined ? '' : `, opened by ${plain(task.seen.by.name)} ${when(task.seen.at)}`}`;
    case 'accepted':
      return `${late}Accepted by ${plain(task.accepted.by.name)} ${when(task.accepted.at)}`;
    case 'inHand':
    case 'declined':
    case 'done':
    case 'cancelled':
      return `${late}${howTaskStands(task, network)}`;
  }
}
const notSent: Readonly<Record<string, string>> = {
  noAgreement: 'Not sent: no agreement in force',
  notLiveYet: 'Not sent: not live yet',
  practiceMoved: 'Not sent: it is with another hub now',
};
const notSentWords = (why: string): string => own(notSent, why) ?? 'Could not be sent';
