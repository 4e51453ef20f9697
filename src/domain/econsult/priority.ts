// Making it more urgent, or less: raise, lower, escalate, and somebody on the ladder saying "I have it".

import { own } from '../lookup.ts';
import { clinicians, mayAs, mayView } from '../network/access.ts';
import { type Instant, type OrganisationId, type Priority, priorities } from '../terms.ts';
import { type Deadlines, freezeDeadlines } from '../time/deadlines.ts';
import { movedBy } from './clock.ts';
import type { Acknowledge, Escalate, Lower, Raise } from './command.ts';
import { ladderOf } from './escalation.ts';
import { type Case, completedRefusal, type EConsultDecision, type EConsultRules, guarded, happened, nothing, refuse } from './refusals.ts';
import type { EConsult } from './state.ts';

/** Anybody on the staff may (as of every verb): raising needs nobody's permission. */
export function raise({ command, state, rules, by }: Case<Raise>): EConsultDecision {
  if (state.status === 'completed') return refuse(completedRefusal(state));
  if (command.priority === state.priority) return nothing;
  if (rank(command.priority) < rank(state.priority)) return refuse({ why: 'priorityNotHigher', priority: state.priority });
  // From now on and by the hours of whoever has it now: they are the ones who must hurry.
  const fresh = deadlinesFor(rules, state, command.priority, command.at, state.holder);
  return happened({ type: 'Raised', at: command.at, by, priority: command.priority, deadlines: earlier(state.deadlines, fresh) });
}

/** Only a clinician who may read it, and with a reason. */
export function lower({ command, state, rules, by }: Case<Lower>): EConsultDecision {
  if (state.status === 'completed') return refuse(completedRefusal(state));
  const refusal =
    mayAs(rules.network, by.id, state, clinicians, state.holder, command.at) ?? mayView(rules.network, by.id, state, command.at);
  if (refusal) return refuse(refusal);
  if (command.priority === state.priority) return nothing;
  if (rank(command.priority) > rank(state.priority)) return refuse({ why: 'priorityNotLower', priority: state.priority });
  // From the patient's own clock and by the hours of whoever had it first, as if it had come like this: lowering gives back time, never
  // more than it would have had, and raising by mistake and lowering again leaves no trace on the deadlines.
  const fresh = deadlinesFor(rules, state, command.priority, state.submittedAt, state.shownIn[0] ?? state.holder);
  const deadlines = state.held.reduce((moved, hold) => movedBy(moved, hold, rules), fresh);
  return happened({ type: 'Lowered', at: command.at, by, priority: command.priority, reason: command.reason, deadlines });
}

export function escalate({ command, state, rules, by }: Case<Escalate>): EConsultDecision {
  if (state.status === 'completed') return refuse(completedRefusal(state));
  const { escalation } = state;
  if (escalation && !escalation.acknowledged) return refuse({ why: 'alreadyEscalated', by: escalation.by, at: escalation.at });
  const words = guarded(command.words, command.reason === 'other', command.at);
  if ('refusal' in words) return words;
  const telephone = own(rules.network.hubs, state.hub)?.telephone ?? '';
  return happened({
    type: 'Escalated',
    at: command.at,
    by,
    reason: command.reason,
    text: words.text,
    ladder: ladderOf(rules.network, state.hub, by, command.reason),
    telephone,
  });
}

export function acknowledge({ command, state, by }: Case<Acknowledge>): EConsultDecision {
  if (state.status === 'completed') return refuse(completedRefusal(state));
  const { escalation } = state;
  if (escalation === undefined) return refuse({ why: 'notEscalated' });
  if (escalation.acknowledged) return nothing;
  const people = escalation.ladder.flatMap((rung) => rung.people);
  if (!people.some((person) => person.id === by.id)) return refuse({ why: 'notOnLadder', ask: people });
  return happened({ type: 'EscalationAcknowledged', at: command.at, by });
}

const rank = (priority: Priority): number => priorities.indexOf(priority);

function deadlinesFor(rules: EConsultRules, state: EConsult, priority: Priority, clockStart: Instant, whose: OrganisationId): Deadlines {
  const { hubs, practices } = rules.network;
  const hours = (own(hubs, whose) ?? own(practices, whose) ?? own(hubs, state.hub))?.hours;
  if (hours === undefined) return state.deadlines;
  const agreed = state.practice === undefined ? undefined : own(practices, state.practice)?.rules;
  return freezeDeadlines({
    kind: state.kind,
    priority,
    clockStart,
    hours,
    holidays: rules.holidays,
    ...(state.promisedBy === undefined ? {} : { promisedBy: state.promisedBy }),
    ...(agreed === undefined ? {} : { rules: agreed }),
  });
}

function earlier(a: Deadlines, b: Deadlines): Deadlines {
  const first = (x: Instant, y: Instant): Instant => (x < y ? x : y);
  return {
    firstLook: first(a.firstLook, b.firstLook),
    targetWarning: first(a.targetWarning, b.targetWarning),
    target: first(a.target, b.target),
    limitWarning: first(a.limitWarning, b.limitWarning),
    limit: first(a.limit, b.limit),
  };
}
