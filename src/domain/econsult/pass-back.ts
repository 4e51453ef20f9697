// Passing an eConsult between the hub and a practice: offering, accepting, declining, taking back, sending to the hub, pulling, and settling who has it.
import { chosenFrom } from '../code-list.ts';
import { guarded } from '../free-words.ts';
import { anybodyMayAnswer, mayAnswer, mayAs, maySpeakFor, mayTakeOn } from '../network/access.ts';
import { closedSince } from '../network/closed.ts';
import { barredFromHub, outsideAgreement } from '../network/crossing.ts';
import { closing } from '../network/in-force.ts';
import { staffIn } from '../network/state.ts';
import { closesBefore } from '../network/time-before-closing.ts';
import { type Instant, type OrganisationId, personOf } from '../terms.ts';
import type { Accept, Decline, PassBack, Pull, SendToHub, Settle, TakeBack } from './command.ts';
import type { PassBackEvent } from './event.ts';
import { claimed, contractOf, factsOf, movedTo, noteOf, waiting, withCard } from './next-status.ts';
import { declineList, passBackList } from './reasons-and-outcomes.ts';
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
import type { EConsult, Offered } from './state.ts';
import { tasksSent } from './tasks.ts';

/** After so many moves between organisations the hub's clinical lead must settle who has it. */
export const crossingsMax = 2;

/** The other side: the hub for the practice, the practice for whoever else has it. `undefined` while the practice is not known. */
export function otherSide(state: Pick<EConsult, 'hub' | 'practice'>, organisation: OrganisationId): OrganisationId | undefined {
  return organisation === state.practice ? state.hub : state.practice;
}

/** A time it may be wanted by: not after the limit. Once the limit has passed, any time in the future will do. */
export const mayBeWantedBy = ({ deadlines: { limit } }: Pick<EConsult, 'deadlines'>, wantedBy: Instant, now: Instant): boolean =>
  now < wantedBy && (wantedBy <= limit || limit <= now);

/**
 * With no agreement in force nobody of the hub may claim or answer what it still holds, so nothing would ever come of it there: then it may
 * go home to its practice unclaimed as well, however often it has moved and whoever has settled it.
 */
export const goesHome = (state: EConsult, network: EConsultRules['network'], at: Instant): boolean =>
  state.holder === state.hub && state.practice !== undefined && outsideAgreement(network, state.hub, state.practice, at) !== undefined;

/** Of what goes home in that way, what somebody can still pass: what waits there, or is claimed. */
export const passHome = (state: EConsult): boolean => state.status === 'waiting' || state.status === 'claimed';

function notToPass({ command, state, rules, by }: Case<PassBack>): EConsultRefusal | undefined {
  const { network } = rules;
  if (!passHome(state) || !goesHome(state, network, command.at)) return notMine(state, by) ?? mayAnswer(network, by.id, state, command.at);
  if (mayAs(network, by.id, state, ['hubLead', 'clinicalLead'], state.hub, command.at) === undefined) return undefined;
  return (state.status === 'waiting' ? undefined : notMine(state, by)) ?? mayTakeOn(network, by.id, state, command.at);
}

export function passBack(it: Case<PassBack>): EConsultDecision {
  const { command, state, rules, by } = it;
  const refusal = notToPass(it);
  if (refusal) return refuse(refusal);
  const to = otherSide(state, state.holder);
  if (to === undefined) return refuse({ why: 'unplaced' });
  const down = closing(rules.network, state.hub, to, command.at);
  if (down) return refuse({ why: 'receiverDown', receiver: to, until: down.until });
  const since = closedSince(rules.network, to, command.at);
  if (since !== undefined) return refuse({ why: 'practiceClosed', practice: to, since });
  const home = goesHome(state, rules.network, command.at);
  if (state.settled && !home) return refuse({ why: 'settledAlready', ...state.settled });
  if (state.crossings >= crossingsMax && !home) return refuse(settleFirst(rules, state));
  const barred = to === state.hub ? barredFromHub(rules.network, state, command.at) : undefined;
  if (barred) return refuse(barred);
  const what = guarded(command.what, true, command.at);
  if ('refusal' in what) return what;
  // Ticking "This is not patient information" holds for everything written in the form.
  const said = command.spokenTo === undefined ? undefined : { text: command.spokenTo, checked: command.what.checked };
  const spoken = guarded(said, false, command.at);
  if ('refusal' in spoken) return spoken;
  const spokenTo = spoken.text;
  if (state.priority === 'redFlag' && spokenTo === undefined) return refuse({ why: 'spokenToMissing' });
  if (!mayBeWantedBy(state, command.wantedBy, command.at)) return refuse({ why: 'whenWrong' });
  // Both are warnings: after reading them the sender can still pass it on (`knowingly`).
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
    ...chosenFrom(passBackList),
    asked: what.text ?? '',
    wantedBy: command.wantedBy,
    answers: command.answers === to ? to : state.holder,
    spokenTo,
  };
  return happened({ type: 'PassedBack', at: command.at, by, offer }, ...tasksSent(command, by));
}

function settleFirst(rules: EConsultRules, state: EConsult): EConsultRefusal {
  return { why: 'settleFirst', ask: staffIn(rules.network, 'clinicalLead', state.hub).map(personOf) };
}

export function accept({ command, state, rules, by }: Case<Accept>): EConsultDecision {
  if (state.status === 'completed') return refuse(completedRefusal(state));
  if (state.status !== 'offered') return refuse({ why: 'notOffered' });
  const refusal =
    maySpeakFor(rules.network, by.id, state, state.offer.to, command.at) ??
    (state.offer.to === state.hub ? barredFromHub(rules.network, state, command.at) : undefined);
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
  return happened({ type: 'Declined', at: command.at, by, reason: command.reason, ...chosenFrom(declineList), text: words.text });
}

/** Until it is accepted, anybody who could claim it at the side that offers can take it back. */
export function takeBack({ command, state, rules, by }: Case<TakeBack>): EConsultDecision {
  if (state.status === 'completed') return refuse(completedRefusal(state));
  if (state.status !== 'offered') return refuse({ why: 'notOffered' });
  const refusal = mayAnswer(rules.network, by.id, state, command.at);
  if (refusal) return refuse(refusal);
  if (isStale(command, state)) return refuse({ why: 'stale' });
  return happened({ type: 'TakenBack', at: command.at, by, to: state.offer.to });
}

/** The hub's clinical lead decides who has it. Only once: then it stays there until it is answered. */
export function settle({ command, state, rules, by }: Case<Settle>): EConsultDecision {
  if (state.status === 'completed') return refuse(completedRefusal(state));
  const refusal = mayAs(rules.network, by.id, state, ['clinicalLead'], state.hub, command.at);
  if (refusal) return refuse(refusal);
  if (state.settled) return refuse({ why: 'settledAlready', ...state.settled });
  if (state.crossings < crossingsMax) return refuse({ why: 'nothingToSettle' });
  if (command.to !== state.hub && command.to !== state.practice) return refuse({ why: 'practiceUnknown', practice: command.to });
  const since = closedSince(rules.network, command.to, command.at);
  if (since !== undefined) return refuse({ why: 'practiceClosed', practice: command.to, since });
  const barred = command.to === state.hub && state.holder !== state.hub ? barredFromHub(rules.network, state, command.at) : undefined;
  if (barred) return refuse(barred);
  const words = guarded(command.words, false, command.at);
  if ('refusal' in words) return words;
  if (isStale(command, state)) return refuse({ why: 'stale' });
  // The present claim ends only if it moves; then its claimant is told.
  const from = state.status === 'claimed' && command.to !== state.holder ? state.claimant : undefined;
  return happened({ type: 'Settled', at: command.at, by, to: command.to, text: words.text, from });
}

/**
 * Nobody at the organisation it waits at may claim it, so it would wait for ever. Then it may go to the hub, whatever was agreed before.
 */
export const isStranded = (state: EConsult, network: EConsultRules['network'], at: Instant): boolean =>
  state.status === 'waiting' && state.practice !== undefined && !anybodyMayAnswer(network, state, state.holder, at);

/** Why it cannot leave its practice: the practice accepted it by contract, or the clinical lead settled it there. `undefined`: it can. */
function boundThere(state: EConsult, rules: EConsultRules, at: Instant): EConsultRefusal | undefined {
  if (isStranded(state, rules.network, at)) return undefined;
  if (state.crossings >= crossingsMax && !state.settled) return settleFirst(rules, state);
  return contractOf(state) || state.settled ? { why: 'practiceHasIt' } : undefined;
}

/** A practice can send on what it sees first. What it accepted by contract it must pass back instead, with a reason and a time. */
export function sendToHub({ command, state, rules, by }: Case<SendToHub>): EConsultDecision {
  if (state.status === 'completed') return refuse(completedRefusal(state));
  if (state.status === 'offered') return refuse({ why: 'offeredAlready', to: state.offer.to, at: state.offer.at });
  if (state.status === 'claimed' && state.claimant.id !== by.id)
    return refuse({ why: 'claimedByOther', by: state.claimant, at: state.claimedAt });
  if (state.holder === state.hub) return refuse({ why: 'hubHasIt' });
  const refusal = maySpeakFor(rules.network, by.id, state, state.holder, command.at);
  if (refusal) return refuse(refusal);
  const down = closing(rules.network, state.hub, state.hub, command.at);
  if (down) return refuse({ why: 'receiverDown', receiver: state.hub, until: down.until });
  const barred = barredFromHub(rules.network, state, command.at);
  if (barred) return refuse(barred);
  const bound = boundThere(state, rules, command.at);
  if (bound) return refuse(state.settled ? { why: 'settledAlready', ...state.settled } : bound);
  const words = guarded(command.words, false, command.at);
  if ('refusal' in words) return words;
  if (isStale(command, state)) return refuse({ why: 'stale' });
  return happened({ type: 'SentToHub', at: command.at, by, text: words.text });
}

/** A clinician of the hub takes one that waits at a practice, and has claimed it at once. */
export function pull({ command, state, rules, by }: Case<Pull>): EConsultDecision {
  if (state.status === 'completed') return refuse(completedRefusal(state));
  if (state.status === 'claimed')
    return state.claimant.id === by.id ? nothing : refuse({ why: 'alreadyClaimed', by: state.claimant, at: state.claimedAt });
  if (state.status === 'offered') return refuse({ why: 'offeredAlready', to: state.offer.to, at: state.offer.at });
  if (state.holder === state.hub) return refuse({ why: 'hubHasIt' });
  const refusal = mayAnswer(rules.network, by.id, { ...state, holder: state.hub }, command.at);
  if (refusal) return refuse(refusal);
  const barred = barredFromHub(rules.network, state, command.at);
  if (barred) return refuse(barred);
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
        // Settled at the hub before its agreement ended: that binds nobody any more.
        settled: undefined,
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
      // The other organisation never had it, so this is not counted as a move.
      return { ...claimed(state, event.by, at), crossings: state.crossings - 1 };
    case 'Settled': {
      const settled = { at, by: event.by, to: event.to };
      // It was settled where it already is: its claimant keeps it.
      if (state.status === 'claimed' && event.to === state.holder) return { ...state, settled, note: noteOf(state, event) };
      return { ...waiting(state, at), ...movedTo(state, event.to, at), settled, note: noteOf(state, event) };
    }
    case 'SentToHub':
      return { ...waiting(state, at), ...movedTo(state, state.hub, at), crossings: state.crossings + 1, note: noteOf(state, event) };
    case 'Pulled':
      return { ...claimed(state, event.by, at), ...movedTo(state, state.hub, at), crossings: state.crossings + 1 };
  }
}
