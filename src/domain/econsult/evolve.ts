// How an eConsult looks after something has happened to it. Plain bookkeeping: every rule has been applied already.
import { warningKinds } from '../time/deadlines.ts';
import { holdOver, keyOf } from './clock.ts';
import type { EConsultEvent, Received } from './event.ts';
import type { PassingEvent } from './event-pass-back.ts';
import { type Mending, mended } from './evolve-corrections.ts';
import { passed } from './evolve-pass-back.ts';
import { claimed, closed, contractOf, waiting, withCard } from './next-status.ts';
import { type EConsult, unclaimedSteps, type Waiting } from './state.ts';

/** `version` is the event's own: the card's revision follows the last event that a card shows. */
export function evolve(state: EConsult | undefined, event: EConsultEvent, version: number): EConsult {
  if (event.type === 'Received') return received(event, version);
  if (state === undefined) throw new Error(`an eConsult cannot begin with ${event.type}`);
  // Nobody's card changes because somebody looked, or was reminded.
  if (event.type === 'Viewed' || event.type === 'ClockLooked') return state;
  if (event.type === 'Reminded') {
    // Asked whether they are still at it, its claimant gets a button to say so; other reminders change no card.
    const revision = event.of === 'claimQuiet' ? version : state.revision;
    const reminded = { ...state, told: [...state.told, keyOf(event.of, event.since)], revision };
    return event.of === 'claimQuiet' && reminded.status === 'claimed' ? { ...reminded, quietAskedAt: event.at } : reminded;
  }
  return { ...happened(state, event), revision: version };
}

type Named<Types extends EConsultEvent['type']> = Extract<EConsultEvent, { type: Types }>;
type Working = Named<
  | 'Claimed'
  | 'TakenOver'
  | 'Released'
  | 'Assigned'
  | 'HandedOver'
  | 'Held'
  | 'HoldEnded'
  | 'HoldRanOut'
  | 'ClosingPlanned'
  | 'Kept'
  | 'Completed'
  | 'Reopened'
>;
type Urging = Named<'Warned' | 'Raised' | 'Lowered' | 'Escalated' | 'EscalationClimbed' | 'EscalationAcknowledged'>;

function happened(state: EConsult, event: Working | PassingEvent | Urging | Mending): EConsult {
  switch (event.type) {
    case 'Claimed':
    case 'TakenOver':
    case 'Released':
    case 'Assigned':
    case 'HandedOver':
    case 'Held':
    case 'HoldEnded':
    case 'HoldRanOut':
    case 'ClosingPlanned':
    case 'Kept':
    case 'Completed':
    case 'Reopened':
      return worked(state, event);
    case 'PassedBack':
    case 'Accepted':
    case 'Declined':
    case 'TakenBack':
    case 'QuestionAsked':
    case 'QuestionAnswered':
    case 'Settled':
    case 'SentToHub':
    case 'Pulled':
      return passed(state, event);
    case 'Warned':
    case 'Raised':
    case 'Lowered':
    case 'Escalated':
    case 'EscalationClimbed':
    case 'EscalationAcknowledged':
      return urged(state, event);
    case 'CopyKeptAside':
    case 'Withdrawn':
    case 'Placed':
    case 'PracticeCorrected':
    case 'Linked':
    case 'WrongPatientReported':
    case 'PatientConfirmed':
      return mended(state, event);
  }
}

function worked(state: EConsult, event: Working): EConsult {
  const { at } = event;
  switch (event.type) {
    case 'Claimed':
      return claimed(state, event.by, at);
    case 'TakenOver':
      return claimed(state, event.by, at);
    case 'Released':
      return { ...waiting(state, at), contract: contractOf(state) };
    case 'Completed': {
      const { outcome, by, told, toldAt, followUp } = event;
      return {
        ...closed(state, at),
        outcome,
        completedBy: by,
        followUp,
        patientTold: told === 'notNeeded' ? undefined : { how: told, by, at: toldAt },
      };
    }
    case 'Reopened':
      // The time it was closed is nobody's share.
      return { ...waiting(state, at), heldSince: at };
    case 'Assigned':
      return { ...state, assigned: { by: event.by, at, to: event.to } };
    case 'HandedOver': {
      const { by, to, text } = event;
      return { ...waiting(state, at), contract: contractOf(state), assigned: { by, at, to: { person: to } }, note: { at, by, text } };
    }
    case 'Held':
      return { ...state, hold: { at, by: event.by, reason: event.reason, until: event.until } };
    case 'HoldEnded':
    case 'HoldRanOut':
      return holdOver(state, event);
    case 'ClosingPlanned': {
      const { by, plan, told, opens } = event;
      return { ...state, plan: { at, by, plan, told, opens } };
    }
    case 'Kept':
      return state.status === 'claimed' ? { ...state, keptAt: at, quietAskedAt: undefined } : state;
  }
}

function urged(state: EConsult, event: Urging): EConsult {
  const { at } = event;
  switch (event.type) {
    case 'Warned':
      return { ...state, told: [...state.told, ...event.also, event.warning] };
    case 'Raised':
      // That it waits for the next opening was said of a routine one.
      return {
        ...state,
        priority: event.priority,
        deadlines: event.deadlines,
        plan: state.plan?.plan === 'nextOpening' ? undefined : state.plan,
      };
    case 'Lowered':
      return {
        ...state,
        priority: event.priority,
        deadlines: event.deadlines,
        told: state.told.filter((each) => !liesAhead(each, state, event)),
      };
    case 'Escalated': {
      const { by, reason, text, ladder, telephone } = event;
      return {
        ...state,
        // Whoever is asked must be able to see it, and they are of the hub.
        shownIn: withCard(state, state.hub),
        escalation: { by, at, reason, text, ladder, telephone, rung: firstStaffed(ladder, 0), rungSince: at, acknowledged: undefined },
      };
    }
    case 'EscalationClimbed': {
      const { escalation } = state;
      if (escalation === undefined) return state;
      const { ladder, rung, rungSince, climbed = [] } = escalation;
      const next = { rung: firstStaffed(ladder, rung + 1), rungSince: at, climbed: [...climbed, { rung, at: rungSince }] };
      return { ...state, escalation: { ...escalation, ...next } };
    }
    case 'EscalationAcknowledged':
      return state.escalation === undefined ? state : { ...state, escalation: { ...state.escalation, acknowledged: { by: event.by, at } } };
  }
}

/**
 * What was warned of and has been given back: as if it had not come yet, so that the card is true and it is warned of when it does. That still
 * nobody had looked goes with the first look that lies ahead again: it would keep that from being said.
 */
function liesAhead(told: string, { deadlines }: EConsult, lowered: Named<'Lowered'>): boolean {
  const of = unclaimedSteps.some((step) => step === told) ? 'firstLook' : told;
  return warningKinds.some((kind) => kind === of && lowered.deadlines[kind] > lowered.at && lowered.deadlines[kind] > deadlines[kind]);
}

/** The next rung with somebody on it; past the last one only the telephone is left. */
function firstStaffed(ladder: readonly { readonly people: readonly unknown[] }[], from: number): number {
  const found = ladder.findIndex(({ people }, index) => index >= from && people.length > 0);
  return found === -1 ? ladder.length : found;
}

function received(event: Received, version: number): Waiting {
  return {
    ...event.facts,
    status: 'waiting',
    waitingSince: event.at,
    contract: undefined,
    asides: [],
    withdrawal: undefined,
    shares: {},
    // The first holder's share begins with the patient's clock, not with ours.
    heldSince: event.facts.submittedAt,
    crossings: 0,
    firstClaimedAt: undefined,
    told: [],
    nextLook: undefined,
    settled: undefined,
    question: undefined,
    escalation: undefined,
    hold: undefined,
    held: [],
    plan: undefined,
    assigned: undefined,
    note: undefined,
    declined: undefined,
    links: [],
    wrongPatient: undefined,
    revision: version,
  };
}
