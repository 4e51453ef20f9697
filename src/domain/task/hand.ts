// Taking a task on at its receiver: accepting, claiming, releasing, handing over, keeping, and declining it.
import { chosenFrom } from '../code-list.ts';
import { guarded } from '../free-words.ts';
import { own } from '../lookup.ts';
import { personOf } from '../terms.ts';
import type { AcceptTask, ClaimTask, DeclineTask, HandOverTask, KeepTask, ReleaseTask, TakeOverTask } from './command.ts';
import { taskDeclineList } from './reasons-and-outcomes.ts';
import {
  type Case,
  closedRefusal,
  happened,
  isStale,
  mayActFor,
  mayDoTask,
  mayLetGo,
  nothing,
  refuse,
  type TaskDecision,
  type TaskRefusal,
  whoseIs,
} from './refusals.ts';
import { isOpenTask, type Task, type TaskInHand } from './state.ts';

export function accept({ command, task, rules, by }: Case<AcceptTask>): TaskDecision {
  const away = notHere(task);
  if (away) return refuse(away);
  const refusal = mayActFor(rules.network, by.id, whoseIs(task), task.to, command.at);
  if (refusal) return refuse(refusal);
  // Accepting twice by the same person changes nothing; a second person reads who did it.
  if (task.status === 'accepted' || task.status === 'inHand')
    return task.accepted.by.id === by.id ? nothing : refuse({ why: 'alreadyAccepted', ...task.accepted });
  if (isStale(command, task)) return refuse({ why: 'stale' });
  return happened({ type: 'TaskAccepted', at: command.at, by });
}

export function claimTask({ command, task, rules, by }: Case<ClaimTask>): TaskDecision {
  const away = notHere(task);
  if (away) return refuse(away);
  if (task.status === 'inHand')
    return task.claimant.id === by.id ? nothing : refuse({ why: 'alreadyClaimed', by: task.claimant, at: task.claimedAt });
  const refusal = mayDoTask(rules.network, by.id, whoseIs(task), task.to, command.at);
  if (refusal) return refuse(refusal);
  if (isStale(command, task)) return refuse({ why: 'stale' });
  return happened({ type: 'TaskClaimed', at: command.at, by });
}

/** Take it from its claimant, who is told. */
export function takeOver({ command, task, rules, by }: Case<TakeOverTask>): TaskDecision {
  const away = notHere(task);
  if (away) return refuse(away);
  if (task.status !== 'inHand') return refuse({ why: 'notClaimed' });
  if (task.claimant.id === by.id) return nothing;
  const refusal = mayDoTask(rules.network, by.id, whoseIs(task), task.to, command.at);
  if (refusal) return refuse(refusal);
  if (isStale(command, task)) return refuse({ why: 'stale' });
  return happened({ type: 'TaskTakenOver', at: command.at, by, from: task.claimant });
}

export function release({ command, task, by }: Case<ReleaseTask>): TaskDecision {
  const mine = mineOnly(task, by);
  return 'refusal' in mine ? mine : happened({ type: 'TaskReleased', at: command.at, by, reason: command.reason });
}

export function handOver({ command, task, rules, by }: Case<HandOverTask>): TaskDecision {
  const mine = mineOnly(task, by);
  if ('refusal' in mine) return mine;
  if (command.to === by.id) return nothing;
  const words = guarded(command.words, false, command.at);
  if ('refusal' in words) return words;
  const member = own(rules.network.staff, command.to);
  const person = member === undefined ? { id: command.to, name: 'This person' } : personOf(member);
  if (mayDoTask(rules.network, command.to, whoseIs(task), task.to, command.at)) return refuse({ why: 'handedToUnable', person });
  return happened({ type: 'TaskHandedOver', at: command.at, by, to: person, text: words.text });
}

/** Its claimant is still working on it: the wait before the clock asks again begins anew. */
export function keep({ command, task, by }: Case<KeepTask>): TaskDecision {
  const mine = mineOnly(task, by);
  return 'refusal' in mine ? mine : happened({ type: 'TaskKept', at: command.at, by });
}

/** It goes back to its sender, also after it was accepted: better late than never done. */
export function decline({ command, task, rules, by }: Case<DeclineTask>): TaskDecision {
  const away = notHere(task);
  if (away) return refuse(away);
  if (task.status === 'inHand' && task.claimant.id !== by.id)
    return refuse({ why: 'claimedByOther', by: task.claimant, at: task.claimedAt });
  const refusal = mayLetGo(rules.network, by.id, whoseIs(task), task.to, command.at);
  if (refusal) return refuse(refusal);
  const words = guarded(command.words, command.reason === 'other', command.at);
  if ('refusal' in words) return words;
  if (isStale(command, task)) return refuse({ why: 'stale' });
  const { reason, at } = command;
  return happened({
    type: 'TaskDeclined',
    at,
    decline: { by, at, from: task.to, reason, ...chosenFrom(taskDeclineList), text: words.text },
  });
}

/** Why nobody at the receiver can act on it: it is over, or back with its sender. */
export function notHere(task: Task): TaskRefusal | undefined {
  if (!isOpenTask(task)) return closedRefusal(task);
  return task.status === 'declined' ? { why: 'declinedAlready', by: task.decline.by, at: task.decline.at } : undefined;
}
export function mineOnly(task: Task, by: { readonly id: string }): { readonly task: TaskInHand } | { readonly refusal: TaskRefusal } {
  const away = notHere(task);
  if (away) return { refusal: away };
  if (task.status !== 'inHand') return { refusal: { why: 'notClaimed' } };
  return task.claimant.id === by.id ? { task } : { refusal: { why: 'claimedByOther', by: task.claimant, at: task.claimedAt } };
}
