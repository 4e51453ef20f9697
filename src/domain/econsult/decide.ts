// Whether an eConsult may change as asked: the events that follow, or a refusal as facts, which `cards/econsult/refusals.ts` puts into words.
import { maySee, mayView, needsReason, unseen } from '../network/access.ts';
import { personOf } from '../terms.ts';
import { assign, claim, handOver, keep, release, takeOver } from './claim.ts';
import { tick } from './clock.ts';
import type { CorrectionCommand, EConsultCommand, PassBackCommand, PersonsCommand, Tick, View } from './command.ts';
import { complete, reopen } from './complete.ts';
import { notSamePatient } from './contacts.ts';
import { confirmPatient, correctPractice, link, place, reportWrongPatient } from './corrections.ts';
import { acknowledge, escalate } from './escalation.ts';
import { endHold, hold } from './hold.ts';
import { accept, decline, passBack, pull, sendToHub, settle, takeBack } from './pass-back.ts';
import { patientFound } from './patient-guard.ts';
import { planClosing } from './plan-closing.ts';
import { lower, raise } from './priority.ts';
import { answer, ask } from './question.ts';
import { decideReceive, keepAside, withdraw } from './receive.ts';
import { type Case, type EConsultDecision, type EConsultRules, happened, nothing, refuse } from './refusals.ts';
import { repair } from './repair.ts';
import { askClaimant, bringBack, reroute } from './reroute.ts';
import type { EConsult } from './state.ts';
import { followTask } from './tasks.ts';

export type { EConsultDecision, EConsultRefusal, EConsultRules } from './refusals.ts';

import { chosenFrom } from '../code-list.ts';
import { viewList } from './reasons-and-outcomes.ts';

export function decide(command: EConsultCommand, state: EConsult | undefined, rules: EConsultRules): EConsultDecision {
  if (command.type === 'receive') return decideReceive(command, state, rules);
  const { by } = command;
  // Who may do what with a task is decided by the task: whoever does it may belong to an organisation that knows nothing of the eConsult.
  if (command.type === 'followTask') return state === undefined ? refuse({ why: 'notFound' }) : followTask(command, state);
  // Checked before anything else, so that people from other organisations cannot find out that it exists, who has it or how it ended.
  if (by.kind === 'person' && !(state && maySee(rules.network, by.id, state))) return refuse(unseen(rules.network, by.id, command.id));
  if (state === undefined) return refuse({ why: 'notFound' });
  if (command.type === 'keepAside') return keepAside(command, state);
  if (command.type === 'withdraw') return withdraw(command, state);
  if (command.type === 'tick') return ticked(command, state, rules);
  if (command.type === 'reroute') return reroute(command, state);
  if (command.type === 'askClaimant') return askClaimant(command, state, rules);
  if (command.type === 'bringBack') return bringBack(command, state, rules);
  if (command.type === 'repair') return repair(command, state, rules);
  if (by.kind !== 'person') return refuse({ why: 'personNeeded' });
  const decision = decideForPerson({ command, state, rules, by: personOf(by) });
  // Held against the patient last and for every verb alike, so that a new one cannot go without.
  const found = 'events' in decision ? patientFound(command, rules) : undefined;
  return found === undefined ? decision : refuse({ why: 'patientWords', ...found });
}

function decideForPerson(it: Case<PersonsCommand>): EConsultDecision {
  const { command } = it;
  switch (command.type) {
    case 'place':
    case 'link':
    case 'notSamePatient':
    case 'correctPractice':
    case 'reportWrongPatient':
    case 'confirmPatient':
      return correct({ ...it, command });
    case 'passBack':
    case 'accept':
    case 'decline':
    case 'takeBack':
    case 'ask':
    case 'answer':
    case 'settle':
    case 'sendToHub':
    case 'pull':
      return pass({ ...it, command });
    case 'claim':
      return claim({ ...it, command });
    case 'takeOver':
      return takeOver({ ...it, command });
    case 'release':
      return release({ ...it, command });
    case 'assign':
      return assign({ ...it, command });
    case 'handOver':
      return handOver({ ...it, command });
    case 'keep':
      return keep({ ...it, command });
    case 'hold':
      return hold({ ...it, command });
    case 'endHold':
      return endHold({ ...it, command });
    case 'planClosing':
      return planClosing({ ...it, command });
    case 'complete':
      return complete({ ...it, command });
    case 'reopen':
      return reopen({ ...it, command });
    case 'raise':
      return raise({ ...it, command });
    case 'lower':
      return lower({ ...it, command });
    case 'escalate':
      return escalate({ ...it, command });
    case 'acknowledge':
      return acknowledge({ ...it, command });
    case 'view':
      return view({ ...it, command });
  }
}

/** Passing and asking between the hub and a practice. */
function pass(it: Case<PassBackCommand>): EConsultDecision {
  const { command } = it;
  switch (command.type) {
    case 'passBack':
      return passBack({ ...it, command });
    case 'accept':
      return accept({ ...it, command });
    case 'decline':
      return decline({ ...it, command });
    case 'takeBack':
      return takeBack({ ...it, command });
    case 'ask':
      return ask({ ...it, command });
    case 'answer':
      return answer({ ...it, command });
    case 'settle':
      return settle({ ...it, command });
    case 'sendToHub':
      return sendToHub({ ...it, command });
    case 'pull':
      return pull({ ...it, command });
  }
}

function correct(it: Case<CorrectionCommand>): EConsultDecision {
  const { command } = it;
  switch (command.type) {
    case 'place':
      return place({ ...it, command });
    case 'link':
      return link({ ...it, command });
    case 'notSamePatient':
      return notSamePatient({ ...it, command });
    case 'correctPractice':
      return correctPractice({ ...it, command });
    case 'reportWrongPatient':
      return reportWrongPatient({ ...it, command });
    case 'confirmPatient':
      return confirmPatient({ ...it, command });
  }
}

/** A look of the clock: nobody else may make it act. */
function ticked(command: Tick, state: EConsult, rules: EConsultRules): EConsultDecision {
  if (command.by.kind !== 'clock') return refuse({ why: 'clockOnly' });
  return state.status === 'completed' ? nothing : { events: tick(state, command.at, rules) };
}

function view({ command, state, rules, by }: Case<View>): EConsultDecision {
  const refusal = mayView(rules.network, by.id, state, command.at);
  if (refusal) return refuse(refusal);
  // Its claimant needs to give no reason. Everybody else from outside its practice must.
  const working = state.status === 'claimed' && state.claimant.id === by.id;
  const reason = command.reason ?? (working ? 'workingOnIt' : undefined);
  if (reason === undefined && needsReason(rules.network, by.id, state)) return refuse({ why: 'reasonNeeded' });
  return happened({
    type: 'Viewed',
    at: command.at,
    by,
    reason,
    ...chosenFrom(viewList),
    ...(command.attachment === undefined ? {} : { attachment: command.attachment }),
  });
}
