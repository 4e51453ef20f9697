// Passing between the hub and a practice: a contract that is offered, accepted or declined, and settled once.
import { anybodyMayAnswer, mayAnswer, mayAs, maySpeakFor } from '../network/access.ts';
import { organisationHours, staffIn } from '../network/state.ts';
import { type Instant, type OrganisationId, personOf } from '../terms.ts';
import { addWorkingMinutes, isOpen, nextOpening } from '../time/calendar.ts';
import type { Accept, Decline, PassBack, Pull, SendToHub, Settle, TakeBack } from './command.ts';
import type { PassBackEvent } from './event.ts';
import { claimed, contractOf, factsOf, movedTo, noteOf, waiting, withCard } from './next-status.ts';
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
  notMine,
  refuse,
} from './refusals.ts';
import type { EConsult, Offered } from './state.ts';

/** A patient is sent to and fro at most this often before somebody must decide. */
export const crossingsMax = 2;
/** The least a receiver needs between being asked and closing, in its working minutes. */
export const receiverNeedsMinutes = 30;

/** The other side: the practice for the hub, the hub for the practice. `undefined` while the practice is not known. */
export function otherSide(state: Pick<EConsult, 'hub' | 'practice'>, organisation: OrganisationId): OrganisationId | undefined {
  return organisation === state.hub ? state.practice : state.hub;
}

/** What is passed on is wanted by its limit at the latest; once that has passed, any time to come is better than none. */
export const mayBeWantedBy = ({ deadlines: { limit } }: Pick<EConsult, 'deadlines'>, wantedBy: Instant, now: Instant): boolean =>
  now < wantedBy && (wantedBy <= limit || limit <= now);

export function passBack({ command, state, rules, by }: Case<PassBack>): EConsultDecision {
  const refusal = notMine(state, by) ?? mayAnswer(rules.network, by.id, state, command.at);
  if (refusal) return refuse(refusal);
  const to = otherSide(state, state.holder);
  if (to === undefined) return refuse({ why: 'unplaced' });
  if (state.settled) return refuse({ why: 'settledAlready', ...state.settled });
  if (state.crossings >= crossingsMax) return refuse(settleFirst(rules, state));
  const what = guarded(command.what, true, command.at);
  if ('refusal' in what) return what;
  // Whoever says of what they wrote that it is no patient's says so of all of it.
  const said = command.spokenTo === undefined ? undefined : { text: command.spokenTo, checked: command.what.checked };
  const spoken = guarded(said, false, command.at);
  if ('refusal' in spoken) return spoken;
  const spokenTo = spoken.text;
  if (state.priority === 'redFlag' && spokenTo === undefined) return refuse({ why: 'spokenToMissing' });
  if (!mayBeWantedBy(state, command.wantedBy, command.at)) return refuse({ why: 'whenWrong' });
  // Both can be sent all the same, by somebody who has read what it means.
  if (!command.knowingly && !anybodyMayAnswer(rules.network, state, to, command.at))
    return refuse({ why: 'receiverCannot', receiver: to, kind: state.kind });
  const closes = command.knowingly ? undefined : closesBefore(rules, to, command.at, command.wantedBy);
  if (closes) return refuse({ why: 'receiverCloses', receiver: to, opens: closes.opens });
  if (isStale(command, state)) return refuse({ why: 'stale' });
  const offer = {
    from: state.holder,
    to,
    by,
    at: command.at,
    reason: command.reason,
    asked: what.text ?? '',
    wantedBy: command.wantedBy,
    answers: command.answers === to ? to : state.holder,
    spokenTo,
  };
  return happened({ type: 'PassedBack', at: command.at, by, offer });
}

function settleFirst(rules: EConsultRules, state: EConsult): EConsultRefusal {
  return { why: 'settleFirst', ask: staffIn(rules.network, 'clinicalLead', state.hub).map(personOf) };
}

/** Whether the receiver has too little opening time before it is wanted, and when it opens next. */
export function closesBefore(
  rules: EConsultRules,
  receiver: OrganisationId,
  at: Instant,
  wantedBy: Instant,
): { readonly opens: Instant | undefined } | undefined {
  const hours = organisationHours(rules.network, receiver);
  if (hours === undefined) return undefined;
  const ready = addWorkingMinutes(at, receiverNeedsMinutes, hours, rules.holidays);
  if (ready !== undefined && ready <= wantedBy && isOpen(at, hours, rules.holidays)) return undefined;
  return { opens: nextOpening(at, hours, rules.holidays) };
}

export function accept({ command, state, rules, by }: Case<Accept>): EConsultDecision {
  if (state.status === 'completed') return refuse(completedRefusal(state));
  if (state.status !== 'offered') return refuse({ why: 'notOffered' });
  const refusal = maySpeakFor(rules.network, by.id, state, state.offer.to, command.at);
  if (refusal) return refuse(refusal);
  if (isStale(command, state)) return refuse({ why: 'stale' });
  return happened({ type: 'Accepted', at: command.at, by });
}

export function decline({ command, state, rules, by }: Case<Decline>): EConsultDecision {
  if (state.status === 'completed') return refuse(completedRefusal(state));
  if (state.status !== 'offered') return refuse({ why: 'notOffered' });
  const refusal = maySpeakFor(rules.network, by.id, state, state.offer.to, command.at);
  if (refusal) return refuse(refusal);
  const words = guarded(command.words, command.reason === 'other', command.at);
  if ('refusal' in words) return words;
  if (isStale(command, state)) return refuse({ why: 'stale' });
  return happened({ type: 'Declined', at: command.at, by, reason: command.reason, text: words.text });
}

/** Whoever could claim it at the side that offers can take it back from there, the maker first of all: once accepted it is the other's. */
export function takeBack({ command, state, rules, by }: Case<TakeBack>): EConsultDecision {
  if (state.status === 'completed') return refuse(completedRefusal(state));
  if (state.status !== 'offered') return refuse({ why: 'notOffered' });
  const refusal = mayAnswer(rules.network, by.id, state, command.at);
  if (refusal) return refuse(refusal);
  if (isStale(command, state)) return refuse({ why: 'stale' });
  return happened({ type: 'TakenBack', at: command.at, by, to: state.offer.to });
}

/** The hub's clinical lead says who has it: once, and then it stays there until it is answered. */
export function settle({ command, state, rules, by }: Case<Settle>): EConsultDecision {
  if (state.status === 'completed') return refuse(completedRefusal(state));
  const refusal = mayAs(rules.network, by.id, state, ['clinicalLead'], state.hub, command.at);
  if (refusal) return refuse(refusal);
  if (state.settled) return refuse({ why: 'settledAlready', ...state.settled });
  if (state.crossings < crossingsMax) return refuse({ why: 'nothingToSettle' });
  if (command.to !== state.hub && command.to !== state.practice) return refuse({ why: 'practiceUnknown', practice: command.to });
  const words = guarded(command.words, false, command.at);
  if ('refusal' in words) return words;
  if (isStale(command, state)) return refuse({ why: 'stale' });
  // Whoever has it now loses it only when it moves, and is then told.
  const from = state.status === 'claimed' && command.to !== state.holder ? state.claimant : undefined;
  return happened({ type: 'Settled', at: command.at, by, to: command.to, text: words.text, from });
}

/** Nobody where it waits may take it on, so that by itself it would wait for ever: then it can go to the hub, whatever was agreed. */
export const isStranded = (state: EConsult, network: EConsultRules['network'], at: Instant): boolean =>
  state.status === 'waiting' && state.practice !== undefined && !anybodyMayAnswer(network, state, state.holder, at);

/** Why it stays at its practice: what was taken on by contract, or given to it by the clinical lead, is the practice's to do. */
function boundThere(state: EConsult, rules: EConsultRules, at: Instant): EConsultRefusal | undefined {
  if (isStranded(state, rules.network, at)) return undefined;
  if (state.crossings >= crossingsMax && !state.settled) return settleFirst(rules, state);
  return contractOf(state) || state.settled ? { why: 'practiceHasIt' } : undefined;
}

/** What a practice sees first it may send on; what it took on by contract it passes back, with all that this asks for. */
export function sendToHub({ command, state, rules, by }: Case<SendToHub>): EConsultDecision {
  if (state.status === 'completed') return refuse(completedRefusal(state));
  if (state.status === 'offered') return refuse({ why: 'offeredAlready', to: state.offer.to, at: state.offer.at });
  if (state.status === 'claimed' && state.claimant.id !== by.id)
    return refuse({ why: 'claimedByOther', by: state.claimant, at: state.claimedAt });
  if (state.holder === state.hub) return refuse({ why: 'hubHasIt' });
  const refusal = maySpeakFor(rules.network, by.id, state, state.holder, command.at);
  if (refusal) return refuse(refusal);
  const bound = boundThere(state, rules, command.at);
  if (bound) return refuse(state.settled ? { why: 'settledAlready', ...state.settled } : bound);
  const words = guarded(command.words, false, command.at);
  if ('refusal' in words) return words;
  if (isStale(command, state)) return refuse({ why: 'stale' });
  return happened({ type: 'SentToHub', at: command.at, by, text: words.text });
}

/** A clinician of the hub takes one that waits at a practice: it is theirs at once. */
export function pull({ command, state, rules, by }: Case<Pull>): EConsultDecision {
  if (state.status === 'completed') return refuse(completedRefusal(state));
  if (state.status === 'claimed')
    return state.claimant.id === by.id ? nothing : refuse({ why: 'alreadyClaimed', by: state.claimant, at: state.claimedAt });
  if (state.status === 'offered') return refuse({ why: 'offeredAlready', to: state.offer.to, at: state.offer.at });
  if (state.holder === state.hub) return refuse({ why: 'hubHasIt' });
  const refusal = mayAnswer(rules.network, by.id, { ...state, holder: state.hub }, command.at);
  if (refusal) return refuse(refusal);
  const bound = boundThere(state, rules, command.at);
  if (bound) return refuse(bound);
  if (isStale(command, state)) return refuse({ why: 'stale' });
  return happened({ type: 'Pulled', at: command.at, by });
}

/** How an eConsult looks after something has happened between the hub and a practice. */
export function evolvePassBack(state: EConsult, event: PassBackEvent): EConsult {
  const { at } = event;
  switch (event.type) {
    case 'PassedBack':
      return {
        ...factsOf(state),
        status: 'offered',
        offer: event.offer,
        contract: contractOf(state),
        declined: undefined,
        crossings: state.crossings + 1,
        shownIn: withCard(state, event.offer.to),
      } satisfies Offered;
    case 'Accepted':
      return state.status === 'offered' ? { ...waiting(state, at), ...movedTo(state, state.offer.to, at), contract: state.offer } : state;
    case 'Declined': {
      if (state.status !== 'offered') return state;
      const { by, reason, text } = event;
      const back = { by, at, to: { person: state.offer.by } };
      const declined = { at, by, from: state.offer.to, reason, text };
      return { ...waiting(state, at), contract: contractOf(state), crossings: state.crossings + 1, assigned: back, declined };
    }
    case 'TakenBack':
      // It has not crossed: nobody there had taken it on.
      return { ...claimed(state, event.by, at), crossings: state.crossings - 1 };
    case 'Settled': {
      const settled = { at, by: event.by, to: event.to };
      // Who has it keeps it when it stays where it is.
      if (state.status === 'claimed' && event.to === state.holder) return { ...state, settled, note: noteOf(state, event) };
      return { ...waiting(state, at), ...movedTo(state, event.to, at), settled, note: noteOf(state, event) };
    }
    case 'SentToHub':
      return { ...waiting(state, at), ...movedTo(state, state.hub, at), crossings: state.crossings + 1, note: noteOf(state, event) };
    case 'Pulled':
      return { ...claimed(state, event.by, at), ...movedTo(state, state.hub, at), crossings: state.crossings + 1 };
  }
}
