// Waiting for the patient: who may put it on hold, until when, and how far its target moves on by that. The limit never moves.

import { chosenFrom } from '../code-list.ts';
import { mayAnswer } from '../network/access.ts';
import { organisationHours } from '../network/state.ts';
import type { Instant, Person } from '../terms.ts';
import { addWorkingMinutes, workingMinutesBetween } from '../time/calendar.ts';
import type { Deadlines } from '../time/deadlines.ts';
import { earlier } from '../time/london.ts';
import type { EndHold, Hold } from './command.ts';
import type { HoldEnded, HoldEvent } from './event.ts';
import { holdList } from './reasons-and-outcomes.ts';
import { type Case, completedRefusal, type EConsultDecision, type EConsultRules, happened, notMine, refuse } from './refusals.ts';
import type { EConsult, Open, PastHold } from './state.ts';

/** A hold must end before the limit, so that there is time left to answer the patient in. */
export const mayHoldUntil = ({ deadlines }: Pick<EConsult, 'deadlines'>, until: Instant, now: Instant): boolean =>
  now < until && until < deadlines.limit;

export function hold({ command, state, rules, by }: Case<Hold>): EConsultDecision {
  const refusal = notMine(state, by) ?? mayAnswer(rules.network, by.id, state, command.at);
  if (refusal) return refuse(refusal);
  if (state.status === 'completed') return refuse(completedRefusal(state));
  if (!mayHoldUntil(state, command.until, command.at)) return refuse({ why: 'whenWrong' });
  const held = { type: 'Held', at: command.at, by, reason: command.reason, ...chosenFrom(holdList), until: command.until } as const;
  // Held again before the first hold ended: end that one first, or the working minutes it has stopped the target for would be lost.
  return state.hold === undefined ? happened(held) : happened(holdEndedBy(state, command.at, rules, by), held);
}

const holdEndedBy = (state: Open, at: Instant, rules: EConsultRules, by: Person): HoldEnded => ({
  type: 'HoldEnded',
  at,
  by,
  deadlines: afterHold(state, at, rules),
});

export function endHold({ command, state, rules, by }: Case<EndHold>): EConsultDecision {
  const refusal = notMine(state, by) ?? mayAnswer(rules.network, by.id, state, command.at);
  if (refusal) return refuse(refusal);
  if (state.status === 'completed') return refuse(completedRefusal(state));
  return state.hold === undefined ? refuse({ why: 'notOnHold' }) : happened(holdEndedBy(state, command.at, rules, by));
}

/** The deadlines once the present hold has ended: the target moves on by the working minutes it was held, never past the limit. */
export function afterHold(state: Open, at: Instant, rules: EConsultRules): Deadlines {
  const hold = pastHold(state, at);
  return hold === undefined ? state.deadlines : movedBy(state.deadlines, hold, rules);
}

/** The present hold as it would be recorded if it ended at this moment; at the latest it ends when it was meant to. */
function pastHold({ hold, holder }: EConsult, at: Instant): PastHold | undefined {
  return hold && { from: hold.at, until: earlier(at, hold.until), holder };
}

/**
 * Moves the target on by the working minutes of a hold, never past the limit (the contract goes on counting while we wait for the patient).
 */
export function movedBy(deadlines: Deadlines, { from, until, holder }: PastHold, rules: EConsultRules): Deadlines {
  const hours = organisationHours(rules.network, holder);
  if (hours === undefined) return deadlines;
  const held = Math.max(0, workingMinutesBetween(from, until, hours, rules.holidays));
  const later = (instant: Instant): Instant => {
    // A deadline that had passed before the hold began stays passed.
    if (instant <= from) return instant;
    const moved = addWorkingMinutes(instant, held, hours, rules.holidays) ?? deadlines.limit;
    return earlier(moved, deadlines.limit);
  };
  return { ...deadlines, targetWarning: later(deadlines.targetWarning), target: later(deadlines.target) };
}

/** How an eConsult looks once it waits for the patient, or does so no more. */
export function evolveHold(state: EConsult, event: HoldEvent): EConsult {
  switch (event.type) {
    case 'Held':
      return { ...state, hold: { at: event.at, by: event.by, reason: event.reason, until: event.until } };
    case 'HoldEnded':
    case 'HoldRanOut':
      return holdOver(state, event);
  }
}

/** How it looks once its hold has ended. Whether its claimant has gone quiet is counted from then. */
export function holdOver<State extends EConsult>(state: State, ended: { readonly at: Instant; readonly deadlines: Deadlines }): State {
  const past = pastHold(state, ended.at);
  const over = { ...state, hold: undefined, held: past ? [...state.held, past] : state.held, deadlines: ended.deadlines };
  return state.status === 'claimed' ? { ...over, keptAt: ended.at, quietAskedAt: undefined } : over;
}
