// Raising and lowering the priority of an eConsult, and what becomes of its deadlines.

import { chosenFrom } from '../code-list.ts';
import { own } from '../lookup.ts';
import { clinicians, mayAs, mayView } from '../network/access.ts';
import { type Instant, type OrganisationId, type Priority, priorities } from '../terms.ts';
import { type Deadlines, freezeDeadlines, warningKinds } from '../time/deadlines.ts';
import { earlier } from '../time/london.ts';
import type { Lower, Raise } from './command.ts';
import type { Lowered, PriorityEvent } from './event.ts';
import { movedBy } from './hold.ts';
import { lowerList } from './reasons-and-outcomes.ts';
import { type Case, completedRefusal, type EConsultDecision, type EConsultRules, happened, nothing, refuse } from './refusals.ts';
import { type EConsult, unclaimedSteps } from './state.ts';

/** Anybody on the staff may raise it: no permission is needed to make something more urgent. */
export function raise({ command, state, rules, by }: Case<Raise>): EConsultDecision {
  if (state.status === 'completed') return refuse(completedRefusal(state));
  if (command.priority === state.priority) return nothing;
  if (rank(command.priority) < rank(state.priority)) return refuse({ why: 'priorityNotHigher', priority: state.priority });
  // The new deadlines run from now, in the opening hours of whoever has it: they have to do it.
  const fresh = deadlinesFor(rules, state, command.priority, command.at, state.holder);
  return happened({ type: 'Raised', at: command.at, by, priority: command.priority, deadlines: earliest(state.deadlines, fresh) });
}

/** Only a clinician who may read it, and only with a reason. */
export function lower({ command, state, rules, by }: Case<Lower>): EConsultDecision {
  if (state.status === 'completed') return refuse(completedRefusal(state));
  const refusal =
    mayAs(rules.network, by.id, state, clinicians, state.holder, command.at) ?? mayView(rules.network, by.id, state, command.at);
  if (refusal) return refuse(refusal);
  if (command.priority === state.priority) return nothing;
  if (rank(command.priority) > rank(state.priority)) return refuse({ why: 'priorityNotLower', priority: state.priority });
  // The deadlines it would have had if it had arrived with this priority: from the patient's own clock, in the hours of its first holder,
  // moved on by past holds. So raising by mistake and lowering again changes no deadline.
  const fresh = deadlinesFor(rules, state, command.priority, state.submittedAt, state.shownIn[0] ?? state.holder);
  const deadlines = state.held.reduce((moved, hold) => movedBy(moved, hold, rules), fresh);
  return happened({
    type: 'Lowered',
    at: command.at,
    by,
    priority: command.priority,
    reason: command.reason,
    ...chosenFrom(lowerList),
    deadlines,
  });
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

function earliest(a: Deadlines, b: Deadlines): Deadlines {
  return {
    firstLook: earlier(a.firstLook, b.firstLook),
    targetWarning: earlier(a.targetWarning, b.targetWarning),
    target: earlier(a.target, b.target),
    limitWarning: earlier(a.limitWarning, b.limitWarning),
    limit: earlier(a.limit, b.limit),
  };
}

/** How an eConsult looks at its new priority. */
export function evolvePriority(state: EConsult, event: PriorityEvent): EConsult {
  const { priority, deadlines } = event;
  switch (event.type) {
    case 'Raised':
      // A plan to leave it until the next opening was made for a routine one and no longer holds.
      return { ...state, priority, deadlines, plan: state.plan?.plan === 'nextOpening' ? undefined : state.plan };
    case 'Lowered':
      return { ...state, priority, deadlines, told: state.told.filter((each) => !liesAhead(each, state, event)) };
  }
}

/**
 * Warnings to forget, because lowering has moved their deadline into the future again: the card must not show them, and they must be given
 * when the time comes. That nobody had looked is forgotten together with the first look.
 */
function liesAhead(told: string, { deadlines }: EConsult, lowered: Lowered): boolean {
  const of = unclaimedSteps.some((step) => step === told) ? 'firstLook' : told;
  return warningKinds.some((kind) => kind === of && lowered.deadlines[kind] > lowered.at && lowered.deadlines[kind] > deadlines[kind]);
}
