// Claiming an eConsult, taking it over, releasing it, assigning it and handing it over; and who can be asked to.

import { chosenFrom } from '../code-list.ts';
import { guarded } from '../free-words.ts';
import { own } from '../lookup.ts';
import { anybodyMayAnswer, mayAnswer } from '../network/access.ts';
import { claimsMaxDefault, type Network, type StaffMember, staffIn } from '../network/state.ts';
import { onShiftAt } from '../network/who-is-where.ts';
import { type Instant, type OrganisationId, type PersonId, personOf, roles } from '../terms.ts';
import type { Assign, Claim, HandOver, Keep, Release, TakeOver } from './command.ts';
import type { ClaimEvent } from './event.ts';
import { claimed, contractOf, waiting } from './next-status.ts';
import { onPaperRefusal } from './on-paper.ts';
import { releaseList } from './reasons-and-outcomes.ts';
import {
  type Case,
  completedRefusal,
  type EConsultDecision,
  type EConsultRefusal,
  type EConsultRules,
  happened,
  isStale,
  nothing,
  notMine,
  refuse,
} from './refusals.ts';
import type { EConsult } from './state.ts';

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
  const { at, onPaper } = command;
  const untrue = onPaper && onPaperRefusal(onPaper, state, { network: rules.network, now: at });
  return untrue ? refuse(untrue) : happened({ type: 'Claimed', at, by, ...(onPaper === undefined ? {} : { onPaper }) });
}

export function takeOver({ command, state, rules, by }: Case<TakeOver>): EConsultDecision {
  if (state.status === 'completed') return refuse(completedRefusal(state));
  if (state.status === 'offered') return refuse({ why: 'offeredAlready', to: state.offer.to, at: state.offer.at });
  if (state.status === 'waiting') return refuse({ why: 'notClaimed' });
  if (state.claimant.id === by.id) return nothing;
  const refusal = mayAnswer(rules.network, by.id, state, command.at);
  if (refusal) return refuse(refusal);
  // Whoever pressed agreed to take it from the person named on the card. If somebody else has it by now, they agreed to nothing.
  if (isStale(command, state)) return refuse({ why: 'stale' });
  return happened({ type: 'TakenOver', at: command.at, by, from: state.claimant });
}

export function release({ command, state, by }: Case<Release>): EConsultDecision {
  const refusal = notMine(state, by);
  if (refusal) return refuse(refusal);
  return happened({ type: 'Released', at: command.at, by, reason: command.reason, ...chosenFrom(releaseList) });
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
  // A claimant who may no longer answer it (their clearance has run out, say) can still hand it over: only the receiver is checked.
  if (command.to === by.id) return nothing;
  const words = guarded(command.words, true, command.at);
  if ('refusal' in words) return words;
  const able = whoCanTake(command.to, state, rules, command.at);
  if ('refusal' in able) return able;
  return happened({ type: 'HandedOver', at: command.at, by, to: able.person, text: words.text ?? '' });
}

/**
 * Whether somebody can take it: on the staff, allowed to answer it, on shift, and not already at the most that one person may have.
 * Otherwise what is missing, so that another can be chosen. The forms offer by this answer, and assigning and handing over are held to it.
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
  // Being off shift counts only where somebody is on shift: an organisation that does not use shifts has nobody on.
  const kept = onShiftAt(rules.network, state.holder).length > 0;
  if (kept && own(rules.network.onShift, id)?.at !== state.holder)
    return { refusal: { why: 'assigneeUnable', person, because: 'offShift' } };
  const claimsMax = own(rules.network.hubs, state.hub)?.claimsMax ?? claimsMaxDefault;
  if ((own(rules.load, id) ?? 0) >= claimsMax) return { refusal: { why: 'assigneeUnable', person, because: 'loaded' } };
  return { person };
}

/** Its claimant is still working on it: the wait before the clock asks again begins anew. */
export function keep({ command, state, rules, by }: Case<Keep>): EConsultDecision {
  const refusal = notMine(state, by) ?? mayAnswer(rules.network, by.id, state, command.at);
  return refusal ? refuse(refusal) : happened({ type: 'Kept', at: command.at, by });
}

/** How an eConsult looks after somebody has taken it, let it go, or said whose it should be. */
export function evolveClaim(state: EConsult, event: ClaimEvent): EConsult {
  const { at, by } = event;
  switch (event.type) {
    case 'Claimed':
      return event.onPaper === undefined ? claimed(state, by, at) : { ...claimed(state, by, event.onPaper.at), keptAt: at };
    case 'TakenOver':
      return claimed(state, by, at);
    case 'Released':
      return { ...waiting(state, at), contract: contractOf(state) };
    case 'Assigned':
      return { ...state, assigned: { by, at, to: event.to } };
    case 'HandedOver': {
      const { to, text } = event;
      return { ...waiting(state, at), contract: contractOf(state), assigned: { by, at, to: { person: to } }, note: { at, by, text } };
    }
    case 'Kept':
      return state.status === 'claimed' ? { ...state, keptAt: at, quietAskedAt: undefined } : state;
  }
}

/**
 * Who is asked to claim it at an organisation: those on shift there who may. Where none of those is on shift, everybody who may, duty
 * clinicians first.
 */
export function askedToClaim(network: Network, it: EConsult, organisation: OrganisationId, at: Instant): readonly StaffMember[] {
  if (!anybodyMayAnswer(network, it, organisation, at)) return [];
  const inOrder = [...new Set(['dutyClinician' as const, ...roles])].flatMap((role) => staffIn(network, role, organisation));
  const able = [...new Set(inOrder)].filter(({ id }) => mayAnswer(network, id, { ...it, holder: organisation }, at) === undefined);
  const present = able.filter(({ id }) => own(network.onShift, id)?.at === organisation);
  return present.length > 0 ? present : able;
}
