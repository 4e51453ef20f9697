// Working on an eConsult: claim, take over, release, assign, hand over, hold, complete, reopen.
import { mayAnswer, mayDo, mayView } from '../access.ts';
import { claimsMaxDefault, holdsPost } from '../network/state.ts';
import { own } from '../own.ts';
import { type Capability, type Instant, type Person, personOf } from '../terms.ts';
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
  const able = whoCanTake(command.to.person, { command, state, rules, by });
  return 'refusal' in able ? able : happened({ type: 'Assigned', at: command.at, by, to: { person: able.person } });
}

export function handOver({ command, state, rules, by }: Case<HandOver>): EConsultDecision {
  const refusal = notMine(state, by);
  if (refusal) return refuse(refusal);
  // Letting go is never refused to somebody on the staff, even when they may not answer it any more.
  if (command.to === by.id) return nothing;
  const words = guarded(command.words, true, command.at);
  if ('refusal' in words) return words;
  const able = whoCanTake(command.to, { command, state, rules, by });
  if ('refusal' in able) return able;
  return happened({ type: 'HandedOver', at: command.at, by, to: able.person, text: words.text ?? '' });
}

/** Somebody who is on the staff, on shift and able; else what is missing, so that another can be chosen. */
function whoCanTake(
  id: string,
  { command, state, rules }: Case<Assign | HandOver>,
): { readonly person: { readonly id: string; readonly name: string } } | { readonly refusal: EConsultRefusal } {
  const member = own(rules.network.staff, id);
  if (member === undefined)
    return { refusal: { why: 'assigneeUnable', person: { id, name: 'This person' }, because: { why: 'notStaff' } } };
  const person = personOf(member);
  const because = mayAnswer(rules.network, id, state, command.at);
  if (because) return { refusal: { why: 'assigneeUnable', person, because } };
  // Only where a hub keeps its shifts by the bot does being off it say anything.
  const kept = Object.values(rules.network.onShift).some(({ at }) => at === state.holder);
  if (kept && own(rules.network.onShift, id)?.at !== state.holder)
    return { refusal: { why: 'assigneeUnable', person, because: 'offShift' } };
  const claimsMax = own(rules.network.hubs, state.hub)?.claimsMax ?? claimsMaxDefault;
  if ((own(rules.load, id) ?? 0) >= claimsMax) return { refusal: { why: 'assigneeUnable', person, because: 'loaded' } };
  return { person };
}

/** Waiting for the patient ends before the limit: at the limit itself nobody has time left to answer. */
export function hold({ command, state, rules, by }: Case<Hold>): EConsultDecision {
  const refusal = notMine(state, by) ?? mayAnswer(rules.network, by.id, state, command.at);
  if (refusal) return refuse(refusal);
  if (state.status === 'completed') return refuse(completedRefusal(state));
  if (!(command.until > command.at && command.until < state.deadlines.limit)) return refuse({ why: 'whenWrong' });
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

/** What may come of it: the list that its card offers and that completing is held to. Only what its sender withdrew was withdrawn. */
export const outcomesOf = ({ withdrawal }: EConsult): readonly Outcome[] =>
  outcomes.filter((outcome) => outcome !== 'withdrawn' || withdrawal !== undefined);
/** How the patient may have been told: nobody tells one that their own withdrawal was received. */
export const tellingsOf = ({ withdrawal }: EConsult): readonly Telling[] =>
  tellings.filter((told) => told !== 'notNeeded' || withdrawal !== undefined);

export function complete({ command, state, rules, by }: Case<Complete>): EConsultDecision {
  const notTheirs = notMine(state, by);
  if (notTheirs) return refuse(notTheirs);
  const capability = capabilityFor[command.outcome];
  const refusal =
    mayAnswer(rules.network, by.id, state, command.at) ??
    (capability ? mayDo(rules.network, by.id, state, capability, command.at) : undefined);
  if (refusal) return refuse(refusal);
  if (state.wrongPatient) return refuse({ why: 'wrongPatient', ...state.wrongPatient });
  // What was not withdrawn ends with the patient knowing.
  const mayStaySilent = command.outcome === 'withdrawn' && tellingsOf(state).includes('notNeeded');
  if (command.told === 'notNeeded' && !mayStaySilent) return refuse({ why: 'notTold' });
  if (!outcomesOf(state).includes(command.outcome)) return refuse({ why: 'notWithdrawn' });
  const toldAt = command.toldAt ?? command.at;
  if (toldAt > command.at || toldAt < state.submittedAt) return refuse({ why: 'toldAtWrong' });
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
