// Receiving: where a new submission goes, when its clock starts, and what is done about a second delivery or a withdrawal.

import { own } from '../lookup.ts';
import { anybodyMayAnswer } from '../network/access.ts';
import { practiceFor } from '../network/closed.ts';
import { barredFrom } from '../network/crossing.ts';
import { type Movable, type Rerouting, rerouteOf } from '../network/in-force.ts';
import { firstHolder, type Today } from '../network/pathway.ts';
import { type Network, organisationHours, type Practice } from '../network/state.ts';
import { isRehearsal } from '../reference.ts';
import type { Instant, OdsCode, OrganisationId } from '../terms.ts';
import { isOpen, onTheWall } from '../time/calendar.ts';
import { freezeDeadlines } from '../time/deadlines.ts';
import type { Holidays } from '../time/hours.ts';
import type { KeepAside, Receive, Withdraw } from './command.ts';
import { recurrence } from './contacts.ts';
import { escalatedByTheClock } from './escalation.ts';
import type { CopyKeptAside, EConsultEvent, Received, Withdrawn } from './event.ts';
import { closed } from './next-status.ts';
import { completedRefusal, type EConsultDecision, happened, nothing, type ReceiveRefusal, refuse } from './refusals.ts';
import type { Contact, EConsult, Facts, Waiting } from './state.ts';

export interface ReceiveRules {
  readonly network: Network;
  readonly holidays: Holidays;
  readonly today?: Today;
  /** Earlier contacts of the patient. */
  readonly contacts?: readonly Contact[];
}

/** A sender's time is believed if it lies within the last seven days: a weekend and a bank holiday may pass in a sender's queue. */
export const submittedAgoDaysMax = 7;
/** And up to five minutes ahead of ours, because no two clocks agree. */
export const submittedAheadMinutesMax = 5;

/** A promised time longer ago than this is taken for a mistake in the message. */
export const promisedAgoDaysMax = 7;

type Promised = Pick<Facts, 'promisedBy' | 'senderWindow'>;

export function decideReceive(
  command: Receive,
  state: EConsult | undefined,
  rules: ReceiveRules,
): { readonly events: readonly EConsultEvent[] } | { readonly refusal: ReceiveRefusal } {
  const { submission } = command;
  if (state !== undefined) {
    const same = state.origin.caller === command.caller && state.origin.sourceId === submission.sourceId;
    if (!same) return { refusal: { why: 'idTaken' } };
    return { refusal: { why: state.origin.contentHash === submission.contentHash ? 'duplicate' : 'differentWords' } };
  }
  const hub = own(rules.network.hubs, command.hub);
  if (hub === undefined) return { refusal: { why: 'hubUnknown' } };
  const practice = practiceOf(command, rules.network);
  const first = practice === undefined ? undefined : firstHolder(practice, submission, { ...rules, at: command.at });
  const holder = first?.holder ?? command.hub;
  const way = practice && wayOfArrival({ ...submission, hub: command.hub, practice: practice.code, holder }, rules.network, command.at);
  const hours = holder === command.hub ? hub.hours : (practice?.hours ?? hub.hours);
  const clock = clockStart(submission.submittedAt, command.at);
  const promise = promiseIn(submission, command.at);
  const deadlines = freezeDeadlines({
    kind: submission.kind,
    priority: submission.priority,
    clockStart: clock.at,
    hours,
    holidays: rules.holidays,
    ...(promise.promisedBy === undefined ? {} : { promisedBy: promise.promisedBy }),
    ...(practice?.rules === undefined ? {} : { rules: practice.rules }),
  });
  // Nobody at its holder would see the card now, so it is escalated at once; the ladder ends at the out-of-hours telephone number.
  const there = way === undefined ? hours : (organisationHours(rules.network, way.to) ?? hours);
  const nobodyThere = submission.priority === 'redFlag' && !isOpen(command.at, there, rules.holidays);
  return {
    events: [
      {
        type: 'Received',
        at: command.at,
        ...(first ? { because: first.because } : {}),
        facts: {
          hub: command.hub,
          id: command.id,
          origin: { caller: command.caller, sourceId: submission.sourceId, contentHash: submission.contentHash },
          practice: practice?.code,
          practiceNamed: practice ? undefined : submission.practiceCode,
          ...placedBy(way, holder, command.at),
          ...saidBy(submission),
          ...promise,
          submittedAt: clock.at,
          receivedAt: command.at,
          clockFrom: clock.from,
          deadlines,
          unopened: true,
        },
      },
      ...recurrence(rules.contacts, command.at),
      ...(nobodyThere ? [escalatedByTheClock(rules.network, command.hub, command.at)] : []),
    ],
  };
}

/** What is sent for a practice that has closed is for whoever took over, or waits unplaced. `undefined`: it is none of this hub's. */
function practiceOf({ hub, at, submission: { practiceCode } }: Receive, network: Network): Practice | undefined {
  const named = practiceCode === undefined ? undefined : practiceFor(network, practiceCode, onTheWall(at).date);
  return named?.hub === hub ? named : undefined;
}

/** Where a disaster sends it. Where nobody may answer it it does not go: the disaster's card counts what stays, and why. */
function wayOfArrival(it: Movable & { readonly practice: OdsCode }, network: Network, at: Instant): Rerouting | undefined {
  return rerouteOf(network, it, at, (to) => barredFrom(network, it, to, at) === undefined && anybodyMayAnswer(network, it, to, at));
}

/** Where it is, and why if a disaster has sent it there. */
function placedBy(way: Rerouting | undefined, first: OrganisationId, at: Instant): Pick<Facts, 'holder' | 'shownIn' | 'reroutedBy'> {
  if (way === undefined) return { holder: first, shownIn: [first] };
  const { disaster, to } = way;
  const { id, type, until } = disaster;
  return { holder: to, shownIn: [to], reroutedBy: { disaster: id, type, from: first, to, at, until } };
}

/** What the card can show of the submission. */
function saidBy({ kind, priority, topic, ageBand, byProxy, interpreterNeeded, identity, nhsNumber, ...more }: Receive['submission']) {
  const { flaggedAnswers, noticed } = more;
  return { kind, priority, topic, ageBand, byProxy, interpreter: interpreterNeeded, identity, nhsNumber, noticed, flaggedAnswers };
}

/**
 * The sender's end time is taken as a promise to the patient if it lies after its own start and after the submission, and is no more than
 * seven days old. Some senders put there when the request was made, and some copied an example. Taken as promises, those would put every
 * deadline in the past; so they are shown as the sender's window and move no deadline.
 */
function promiseIn({ promisedFrom: from, promisedBy: until, submittedAt }: Receive['submission'], receivedAt: Instant): Promised {
  if (until === undefined) return { promisedBy: undefined };
  const follows = [from, submittedAt].every((each) => each === undefined || each < until);
  const isRecent = Date.parse(receivedAt) - Date.parse(until) <= promisedAgoDaysMax * 86_400_000;
  if (follows && isRecent) return { promisedBy: until };
  return { promisedBy: undefined, senderWindow: { ...(from === undefined ? {} : { from }), until } };
}

/** The clock starts when the patient pressed send, if the sender's time can be believed; otherwise now. The card says which. */
function clockStart(submittedAt: Instant | undefined, receivedAt: Instant): { at: Instant; from: 'sender' | 'receipt' } {
  if (submittedAt === undefined) return { at: receivedAt, from: 'receipt' };
  const agoMs = Date.parse(receivedAt) - Date.parse(submittedAt);
  const believable = agoMs >= -submittedAheadMinutesMax * 60_000 && agoMs <= submittedAgoDaysMax * 86_400_000;
  return believable ? { at: submittedAt, from: 'sender' } : { at: receivedAt, from: 'receipt' };
}

/** Keeps different words that came under a known id beside the first; the same words change nothing. */
export function keepAside(command: KeepAside, state: EConsult): EConsultDecision {
  if (state.asides.includes(command.contentHash) || state.origin.contentHash === command.contentHash) return nothing;
  return happened({ type: 'CopyKeptAside', at: command.at, contentHash: command.contentHash });
}

/** The sender takes it back; what was made up for a drill that is over is closed, whoever has it. */
export function withdraw(command: Withdraw, state: EConsult): EConsultDecision {
  if (state.status === 'completed') return refuse(completedRefusal(state));
  if (state.withdrawal !== undefined) return nothing;
  return happened({ type: 'Withdrawn', at: command.at, reason: command.reason });
}

/** How an eConsult looks after its sender has sent something more about it. */
export function evolveReceived(state: EConsult, event: CopyKeptAside | Withdrawn): EConsult {
  const { at } = event;
  switch (event.type) {
    case 'CopyKeptAside':
      return { ...state, asides: [...state.asides, event.contentHash] };
    case 'Withdrawn': {
      const withdrawal = { at, reason: event.reason };
      // If somebody has claimed it, they decide what to do. If nobody has, it is over.
      if ((state.status === 'claimed' && !isRehearsal(state.id)) || state.status === 'completed') return { ...state, withdrawal };
      return {
        ...closed(state, at),
        withdrawal,
        outcome: 'withdrawn',
        completedBy: undefined,
        patientTold: undefined,
        followUp: undefined,
      };
    }
  }
}

/** How an eConsult looks at first. */
export function received(event: Received, version: number): Waiting {
  return {
    ...event.facts,
    status: 'waiting',
    waitingSince: event.at,
    contract: undefined,
    asides: [],
    withdrawal: undefined,
    shares: {},
    // The first holder's share begins when the patient's clock does, not when we received it.
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
