// Working on an eConsult: claim, take over, release, assign, hand over, hold, complete, reopen.

import { own } from '../lookup.ts';
import { mayAnswer, mayDo, mayView } from '../network/access.ts';
import { claimsMaxDefault, holdsPost, type Network } from '../network/state.ts';
import { onShiftAt } from '../network/where.ts';
import { type Capability, type Instant, type Person, type PersonId, personOf } from '../terms.ts';
import { afterHold } from './clock.ts';
import type { Assign, Claim, Complete, EndHold, HandOver, Hold, Keep, Release, Reopen, TakeOver } from './command.ts';
import type { HoldEnded } from './event.ts';
import { type EConsult, type Open, type Outcome, outcomes, type Telling, tellings } from './state.ts';
import {
  type Case,
  completedRefusal,
  type EConsultDecision,
  type EConsultRefusal,
  type EConsultRules,
  guarded,
  happened,
  isStale,
  nothing,
  refuse,
} from './verdict.ts';

export function claim({ command, state, rules, by }: Case<Claim>): EConsultDecision {
  if (state.status === 'completed') return refuse(completedRefusal(state));
  if (state.status === 'offered') return refuse({ why: 'offeredAlready', to: state.offer.to, at: state.offer.at });
  if (state.status === 'claimed') {
    if (state.claimant.id === by.id) return nothing;
    return refuse({ why: 'alreadyClaimed', by: state.claimant, at: state.claimedAt });
  }
  if (state.practice === undefined) return refuse({ why: 'unplaced' });
  const refusal = mayAnswer(rules.network, by.id, state, command.at);
  if (refusal) return refuse(refusal);
  if (isStale(command, state)) return refuse({ why: 'stale' });
  return happened({ type: 'Claimed', at: command.at, by });
}

export function takeOver({ command, state, rules, by }: Case<TakeOver>): EConsultDecision {
  if (state.status === 'completed') return refuse(completedRefusal(state));
  if (state.status === 'offered') return refuse({ why: 'offeredAlready', to: state.offer.to, at: state.offer.at });
  if (state.status === 'waiting') return refuse({ why: 'notClaimed' });
  if (state.claimant.id === by.id) return nothing;
  const refusal = mayAnswer(rules.network, by.id, state, command.at);
  if (refusal) return refuse(refusal);
  // The press confirmed taking it from the person named on the card; if that has changed, it confirmed nothing.
  if (isStale(command, state)) return refuse({ why: 'stale' });
  return happened({ type: 'TakenOver', at: command.at, by, from: state.claimant });
}

/** Why a person cannot do what only the claimant may; `undefined`: they are. */
export function notMine(state: EConsult, by: { readonly id: string }): EConsultRefusal | undefined {
  switch (state.status) {
    case 'completed':
      return completedRefusal(state);
    case 'offered':
      return { why: 'offeredAlready', to: state.offer.to, at: state.offer.at };
    case 'waiting':
      return { why: 'notClaimed' };
    case 'claimed':
      return state.claimant.id === by.id ? undefined : { why: 'claimedByOther', by: state.claimant, at: state.claimedAt };
  }
}

export function release({ command, state, by }: Case<Release>): EConsultDecision {
  const refusal = notMine(state, by);
  if (refusal) return refuse(refusal);
  return happened({ type: 'Released', at: command.at, by, reason: command.reason });
}

export function assign({ command, state, rules, by }: Case<Assign>): EConsultDecision {
  if (state.status === 'completed') return refuse(completedRefusal(state));
  if (state.status === 'offered') return refuse({ why: 'offeredAlready', to: state.offer.to, at: state.offer.at });
  if (state.status === 'claimed') return refuse({ why: 'alreadyClaimed', by: state.claimant, at: state.claimedAt });
  if (state.practice === undefined) return refuse({ why: 'unplaced' });
  const member = own(rules.network.staff, by.id);
  if (member === undefined) return refuse({ why: 'notStaff' });
  const refusal = member.posts.some((post) => post.at === state.holder) ? undefined : mayAnswer(rules.network, by.id, state, command.at);
  if (refusal) return refuse(refusal);
  if ('role' in command.to) return happened({ type: 'Assigned', at: command.at, by, to: command.to });
  const able = whoCanTake(command.to.person, state, rules, command.at);
  return 'refusal' in able ? able : happened({ type: 'Assigned', at: command.at, by, to: { person: able.person } });
}

export function handOver({ command, state, rules, by }: Case<HandOver>): EConsultDecision {
  const refusal = notMine(state, by);
  if (refusal) return refuse(refusal);
  // Letting go is never refused to somebody on the staff, even when they may not answer it any more.
  if (command.to === by.id) return nothing;
  const words = guarded(command.words, true, command.at);
  if ('refusal' in words) return words;
  const able = whoCanTake(command.to, state, rules, command.at);
  if ('refusal' in able) return able;
  return happened({ type: 'HandedOver', at: command.at, by, to: able.person, text: words.text ?? '' });
}

/**
 * Somebody who is on the staff, on shift and able; else what is missing, so that another can be chosen. Whom a form offers and whom assigning
 * and handing over take is this one answer.
 */
export function whoCanTake(
  id: PersonId,
  state: EConsult,
  rules: EConsultRules,
  at: Instant,
): { readonly person: { readonly id: string; readonly name: string } } | { readonly refusal: EConsultRefusal } {
  const member = own(rules.network.staff, id);
  if (member === undefined)
    return { refusal: { why: 'assigneeUnable', person: { id, name: 'This person' }, because: { why: 'notStaff' } } };
  const person = personOf(member);
  const because = mayAnswer(rules.network, id, state, at);
  if (because) return { refusal: { why: 'assigneeUnable', person, because } };
  // Only where a hub keeps its shifts by the bot does being off it say anything.
  const kept = onShiftAt(rules.network, state.holder).length > 0;
  if (kept && own(rules.network.onShift, id)?.at !== state.holder)
    return { refusal: { why: 'assigneeUnable', person, because: 'offShift' } };
  const claimsMax = own(rules.network.hubs, state.hub)?.claimsMax ?? claimsMaxDefault;
  if ((own(rules.load, id) ?? 0) >= claimsMax) return { refusal: { why: 'assigneeUnable', person, because: 'loaded' } };
  return { person };
}

/** Waiting for the patient ends before the limit: at the limit itself nobody has time left to answer. */
export const mayHoldUntil = ({ deadlines }: Pick<EConsult, 'deadlines'>, until: Instant, now: Instant): boolean =>
  now < until && until < deadlines.limit;

export function hold({ command, state, rules, by }: Case<Hold>): EConsultDecision {
  const refusal = notMine(state, by) ?? mayAnswer(rules.network, by.id, state, command.at);
  if (refusal) return refuse(refusal);
  if (state.status === 'completed') return refuse(completedRefusal(state));
  if (!mayHoldUntil(state, command.until, command.at)) return refuse({ why: 'whenWrong' });
  const held = { type: 'Held', at: command.at, by, reason: command.reason, until: command.until } as const;
  // Held anew before it ended: the time that its target has stood still so far must not be lost.
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

/** "I am still at it": the clock starts anew to ask whether a claim has gone quiet. */
export function keep({ command, state, rules, by }: Case<Keep>): EConsultDecision {
  const refusal = notMine(state, by) ?? mayAnswer(rules.network, by.id, state, command.at);
  return refusal ? refuse(refusal) : happened({ type: 'Kept', at: command.at, by });
}

/** What an outcome needs in the practice's record, beyond writing in it. */
const capabilityFor: Readonly<Partial<Record<Outcome, Capability>>> = { prescribed: 'prescribe', appointmentBooked: 'book' };

/** What somebody lacks for an outcome in the practice's record. `undefined`: nothing. */
function lacksFor(outcome: Outcome, state: EConsult, network: Network, by: PersonId, at: Instant): EConsultRefusal | undefined {
  const capability = capabilityFor[outcome];
  return capability && mayDo(network, by, state, capability, at);
}
const isOutcomeOf = ({ withdrawal }: EConsult, outcome: Outcome): boolean => outcome !== 'withdrawn' || withdrawal !== undefined;
/**
 * What may come of it when this person answers it: the list that its card offers and that completing is held to. Only what its sender
 * withdrew was withdrawn.
 */
export const outcomesOf = (state: EConsult, network: Network, by: PersonId, at: Instant): readonly Outcome[] =>
  outcomes.filter((outcome) => isOutcomeOf(state, outcome) && lacksFor(outcome, state, network, by, at) === undefined);
/** How the patient may have been told: nobody tells one that their own withdrawal was received. */
export const tellingsOf = ({ withdrawal }: EConsult): readonly Telling[] =>
  tellings.filter((told) => told !== 'notNeeded' || withdrawal !== undefined);

/** Nobody answers before they are asked, nor has told yet what they tell later. */
export const couldBeToldAt = ({ submittedAt }: EConsult, toldAt: Instant, now: Instant): boolean => submittedAt <= toldAt && toldAt <= now;

export function complete({ command, state, rules, by }: Case<Complete>): EConsultDecision {
  const notTheirs = notMine(state, by);
  if (notTheirs) return refuse(notTheirs);
  const refusal = mayAnswer(rules.network, by.id, state, command.at) ?? lacksFor(command.outcome, state, rules.network, by.id, command.at);
  if (refusal) return refuse(refusal);
  if (state.wrongPatient) return refuse({ why: 'wrongPatient', ...state.wrongPatient });
  // What was not withdrawn ends with the patient knowing.
  const mayStaySilent = command.outcome === 'withdrawn' && tellingsOf(state).includes('notNeeded');
  if (command.told === 'notNeeded' && !mayStaySilent) return refuse({ why: 'notTold' });
  if (!isOutcomeOf(state, command.outcome)) return refuse({ why: 'notWithdrawn' });
  const toldAt = command.toldAt ?? command.at;
  if (!couldBeToldAt(state, toldAt, command.at)) return refuse({ why: 'toldAtWrong' });
  const words = guarded(command.followUp, false, command.at);
  if ('refusal' in words) return words;
  return happened({ type: 'Completed', at: command.at, by, outcome: command.outcome, told: command.told, toldAt, followUp: words.text });
}

/** Anybody who may read it, or a lead of the hub, can open it again: a patient who comes back, to whichever door, must find one. */
export function reopen({ command, state, rules, by }: Case<Reopen>): EConsultDecision {
  if (state.status !== 'completed') return refuse({ why: 'notCompleted' });
  const member = own(rules.network.staff, by.id);
  if (member === undefined) return refuse({ why: 'notStaff' });
  const leads = holdsPost(member, 'hubLead', state.hub) || holdsPost(member, 'clinicalLead', state.hub);
  const refusal = leads ? undefined : mayView(rules.network, by.id, state, command.at);
  return refusal ? refuse(refusal) : happened({ type: 'Reopened', at: command.at, by, reason: command.reason });
}
