// What may be done with a task, and what then has happened: the one place where every wish about one is granted or refused.
import { unseen } from '../network/access.ts';
import { type Person, personOf } from '../terms.ts';
import { planTask } from './before-closing.ts';
import { tickTask } from './clock.ts';
import type { PersonsTaskCommand, TaskCommand } from './command.ts';
import { acknowledge, cancel, finish, reopen, view } from './finish.ts';
import { accept, claimTask, decline, handOver, keep, release, takeOver } from './hand.ts';
import { patientFoundInTask } from './patient-guard.ts';
import { answerTask, ask } from './question.ts';
import { claimantOf, maySeeTask, nothing, refuse, type TaskDecision, type TaskRules } from './refusals.ts';
import { repairTask } from './repair.ts';
import { bringBack, reroute } from './reroute.ts';
import { handOn, send, sendAgain } from './send.ts';
import { isOpenTask, type Task } from './state.ts';

export function decideTask(command: TaskCommand, task: Task | undefined, rules: TaskRules): TaskDecision {
  const { by, id, at } = command;
  // The id is made of the wish itself: where it is taken, it is by another wish, and the caller tries the next one.
  if (command.type === 'send') {
    if (task === undefined) return guardedFrom(command, rules, send(command, rules));
    // A round that is sent once more, because nobody knows how far it came, finds what it has sent already.
    return task.round !== undefined && task.round === command.round ? nothing : refuse({ why: 'idTaken' });
  }
  if (command.type === 'tick') {
    if (by.kind !== 'clock') return refuse({ why: 'clockOnly' });
    if (task === undefined) return refuse({ why: 'notFound' });
    return isOpenTask(task) ? { events: tickTask(task, at, rules) } : nothing;
  }
  if (command.type === 'reroute' || command.type === 'bringBack') {
    if (task === undefined) return refuse({ why: 'notFound' });
    return command.type === 'reroute' ? reroute(command, task) : bringBack(command, task);
  }
  if (command.type === 'repair') return task === undefined ? refuse({ why: 'notFound' }) : repairTask(command, task, rules);
  if (by.kind === 'clock') return refuse({ why: 'personNeeded' });
  if (by.kind === 'sender') return bySystem(command, task, rules, { id: '', name: by.caller });
  if (task === undefined || !maySeeTask(rules.network, by.id, task, claimantOf(task)?.id)) return refuse(unseen(rules.network, by.id, id));
  return guardedFrom(command, rules, byPerson(command, task, rules, personOf(by)));
}

/** Held against the patient last and for every verb alike, so that a new one cannot go without. */
function guardedFrom(command: TaskCommand, rules: TaskRules, decision: TaskDecision): TaskDecision {
  const found = 'events' in decision ? patientFoundInTask(command, rules) : undefined;
  return found === undefined ? decision : refuse({ why: 'patientWords', ...found });
}

/** A system may take back what it sent itself; everything else is people's work. */
function bySystem(command: PersonsTaskCommand, task: Task | undefined, rules: TaskRules, by: Person): TaskDecision {
  if (task === undefined || task.sender.id !== '' || task.sender.name !== by.name) return refuse({ why: 'notFound' });
  if (command.type !== 'cancel') return refuse({ why: 'personNeeded' });
  return cancel({ command, task, rules, by });
}

function byPerson(command: PersonsTaskCommand, task: Task, rules: TaskRules, by: Person): TaskDecision {
  const it = { task, rules, by };
  switch (command.type) {
    case 'sendAgain':
      return sendAgain({ ...it, command });
    case 'accept':
      return accept({ ...it, command });
    case 'claim':
      return claimTask({ ...it, command });
    case 'takeOver':
      return takeOver({ ...it, command });
    case 'release':
      return release({ ...it, command });
    case 'handOver':
      return handOver({ ...it, command });
    case 'keep':
      return keep({ ...it, command });
    case 'decline':
      return decline({ ...it, command });
    case 'ask':
      return ask({ ...it, command });
    case 'answer':
      return answerTask({ ...it, command });
    case 'handOn':
      return handOn({ ...it, command });
    case 'finish':
      return finish({ ...it, command });
    case 'cancel':
      return cancel({ ...it, command });
    case 'reopen':
      return reopen({ ...it, command });
    case 'view':
      return view({ ...it, command });
    case 'plan':
      return planTask({ ...it, command });
    case 'acknowledge':
      return acknowledge({ ...it, command });
  }
}
