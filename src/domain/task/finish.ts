// The end of a task: done with an outcome, cancelled by its sender, or opened again; and who opened it or said that they have seen it.

import { chosenFrom } from '../code-list.ts';
import { guarded } from '../free-words.ts';
import type { AcknowledgeTask, CancelTask, FinishTask, ReopenTask, ViewTask } from './command.ts';
import { outcomesOfKind, type TaskOutcome, type TaskTelling, taskOutcomeList, taskTellingList } from './reasons-and-outcomes.ts';
import {
  type Case,
  closedRefusal,
  happened,
  isStale,
  mayActFor,
  mayDoTask,
  mayLetGo,
  mayReadTask,
  nothing,
  refuse,
  type TaskDecision,
  whoseIs,
} from './refusals.ts';
import { closedMeanwhile } from './repair.ts';
import { dueSoonFrom, usuallyWantedBy } from './send.ts';
import { isOpenTask, type Task } from './state.ts';

/** Outcomes after which the patient may be left without having been told. */
const withoutTelling: readonly TaskOutcome[] = ['notNeeded', 'recorded', 'answered', 'finished', 'notReached'];
/** How the patient can have been told, for an outcome: the form offers these, and any other is refused. */
export const tellingsFor = (outcome: TaskOutcome | undefined): readonly TaskTelling[] =>
  taskTellingList.offered.filter((told) => {
    if (told === 'notReached') return outcome === undefined || outcome === 'notReached';
    return told !== 'notNeeded' || outcome === undefined || withoutTelling.includes(outcome);
  });
export const taskOutcomesOf = ({ request: { kind } }: Task): readonly TaskOutcome[] => outcomesOfKind[kind];

/** Whoever may do it can say that it is done, whether or not they claimed it first; never what somebody else has in hand. */
export function finish({ command, task, rules, by }: Case<FinishTask>): TaskDecision {
  if (!isOpenTask(task)) return refuse(closedRefusal(task));
  if (task.status === 'declined') return refuse({ why: 'declinedAlready', by: task.decline.by, at: task.decline.at });
  if (task.status === 'inHand' && task.claimant.id !== by.id)
    return refuse({ why: 'claimedByOther', by: task.claimant, at: task.claimedAt });
  const refusal = mayDoTask(rules.network, by.id, whoseIs(task), task.to, command.at);
  if (refusal) return refuse(refusal);
  const { at, outcome, told } = command;
  if (!taskOutcomesOf(task).includes(outcome)) return refuse({ why: 'notOfThisKind' });
  if (!tellingsFor(outcome).includes(told)) return refuse({ why: 'notTold' });
  const toldAt = command.toldAt ?? at;
  if (toldAt < task.firstSentAt || at < toldAt) return refuse({ why: 'toldAtWrong' });
  const words = guarded(command.words, false, at);
  if ('refusal' in words) return words;
  if (isStale(command, task)) return refuse({ why: 'stale' });
  return happened({ type: 'TaskFinished', at, by, outcome, ...chosenFrom(taskOutcomeList), told, toldAt, text: words.text });
}

/** Its sender takes it back, a person or the system that sent it. */
export function cancel({ command, task, rules, by }: Case<CancelTask>): TaskDecision {
  if (!isOpenTask(task)) return refuse(closedRefusal(task));
  const bySystem = command.by.kind === 'sender';
  const refusal = bySystem ? undefined : mayLetGo(rules.network, by.id, whoseIs(task), task.from, command.at);
  if (refusal) return refuse(refusal);
  const words = guarded(command.words, command.reason === 'other', command.at);
  if ('refusal' in words) return words;
  if (isStale(command, task)) return refuse({ why: 'stale' });
  return happened({ type: 'TaskCancelled', at: command.at, by, reason: command.reason, text: words.text });
}

/** Either side can open it again: a patient who comes back may reach either. It waits at its receiver as if it had just been sent. */
export function reopen({ command, task, rules, by }: Case<ReopenTask>): TaskDecision {
  if (isOpenTask(task)) return refuse({ why: 'notClosed' });
  const { at, reason } = command;
  const whose = whoseIs(task);
  const refusal = mayActFor(rules.network, by.id, whose, task.from, at) && mayActFor(rules.network, by.id, whose, task.to, at);
  if (refusal) return refuse(refusal);
  const { kind, priority, wantedBy } = task.request;
  // Its first time has passed: it is wanted by when one sent now would be.
  const anew = wantedBy > at ? wantedBy : (usuallyWantedBy(rules, task.to, kind, priority, at) ?? at);
  const opened = { type: 'TaskReopened', at, by, reason, wantedBy: anew, dueSoonAt: dueSoonFrom(rules, task.to, at, anew) } as const;
  return happened(opened, ...closedMeanwhile(task, by, at, rules.network));
}

/** Opening it with the patient's details: each time an event, and the first of the receiver's is told to the sender. */
export function view({ command, task, rules, by }: Case<ViewTask>): TaskDecision {
  const refusal = mayReadTask(rules.network, by.id, whoseIs(task), command.at);
  if (refusal) return refuse(refusal);
  const { at, reason } = command;
  const ofReceiver = mayActFor(rules.network, by.id, whoseIs(task), task.to, at) === undefined;
  const first = task.seen === undefined && ofReceiver && isOpenTask(task);
  return happened({ type: 'TaskViewed', at, by, ...(reason === undefined ? {} : { reason }), ...(first ? { seen: true } : {}) });
}

export function acknowledge({ command, task, by }: Case<AcknowledgeTask>): TaskDecision {
  if (!isOpenTask(task)) return refuse(closedRefusal(task));
  const { escalation } = task;
  if (escalation === undefined) return refuse({ why: 'notEscalated' });
  if (escalation.acknowledged) return nothing;
  const people = escalation.ladder.flatMap((rung) => rung.people);
  if (!people.some(({ id }) => id === by.id)) return refuse({ why: 'notOnLadder', ask: people });
  return happened({ type: 'TaskAcknowledged', at: command.at, by });
}
