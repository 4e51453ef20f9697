// Receiving: where a new submission goes, when its clock starts, and what is done about a second delivery.

import { own } from '../lookup.ts';
import { firstHolder, type Today } from '../network/pathway.ts';
import type { Network } from '../network/state.ts';
import type { Instant } from '../terms.ts';
import { isOpen } from '../time/calendar.ts';
import { freezeDeadlines } from '../time/deadlines.ts';
import type { Holidays } from '../time/hours.ts';
import type { Receive } from './command.ts';
import { escalatedByTheClock } from './escalation.ts';
import type { EConsultEvent } from './event.ts';
import type { EConsult, Facts } from './state.ts';

export interface ReceiveRules {
  readonly network: Network;
  readonly holidays: Holidays;
  readonly today?: Today;
}

export type ReceiveRefusal =
  /** The same words were received before: nothing changes, and the sender is told so. */
  | { readonly why: 'duplicate' }
  /** The same id came with different words: kept aside by a command of its own, never swallowed. */
  | { readonly why: 'differentWords' }
  /** Another submission has this id already: try the next candidate. */
  | { readonly why: 'idTaken' }
  | { readonly why: 'hubUnknown' };

/** A sender's clock is believed within the last seven days (a weekend and a bank holiday in a queue) … */
export const submittedAgoDaysMax = 7;
/** … and up to five minutes ahead, for clocks are never quite alike. */
export const submittedAheadMinutesMax = 5;

/** A promise that was broken longer ago than this is a mistake in the message: a patient who waits has asked again. */
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
  const named = submission.practiceCode === undefined ? undefined : own(rules.network.practices, submission.practiceCode);
  const practice = named?.hub === command.hub ? named : undefined;
  const first = practice === undefined ? undefined : firstHolder(practice, submission, { ...rules, at: command.at });
  const holder = first?.holder ?? command.hub;
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
  // Nobody is there to see the card: it goes up the ladder at once, which ends at the out-of-hours telephone number.
  const nobodyThere = submission.priority === 'redFlag' && !isOpen(command.at, hours, rules.holidays);
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
          holder,
          shownIn: [holder],
          ...saidBy(submission),
          ...promise,
          submittedAt: clock.at,
          receivedAt: command.at,
          clockFrom: clock.from,
          deadlines,
        },
      },
      ...(nobodyThere ? [escalatedByTheClock(rules.network, command.hub, command.at)] : []),
    ],
  };
}

/** What is kept on the card of what the sender says. */
function saidBy({ kind, priority, topic, ageBand, byProxy, interpreterNeeded, identity, nhsNumber, ...more }: Receive['submission']) {
  const { flaggedAnswers, noticed } = more;
  return { kind, priority, topic, ageBand, byProxy, interpreter: interpreterNeeded, identity, nhsNumber, noticed, flaggedAnswers };
}

/**
 * An end may be a promise to the patient when it lies after the start and the submission by the sender's own times, and is no more than
 * seven days old. Senders also write there when the request was made, or what a copied example said: taken for a promise, all deadlines
 * would have passed before anybody could look.
 */
function promiseIn({ promisedFrom: from, promisedBy: until, submittedAt }: Receive['submission'], receivedAt: Instant): Promised {
  if (until === undefined) return { promisedBy: undefined };
  const follows = [from, submittedAt].every((each) => each === undefined || each < until);
  const isRecent = Date.parse(receivedAt) - Date.parse(until) <= promisedAgoDaysMax * 86_400_000;
  if (follows && isRecent) return { promisedBy: until };
  return { promisedBy: undefined, senderWindow: { ...(from === undefined ? {} : { from }), until } };
}

/** The clock starts when the patient pressed send, where the sender's time can be believed; otherwise now, and the card says which. */
function clockStart(submittedAt: Instant | undefined, receivedAt: Instant): { at: Instant; from: 'sender' | 'receipt' } {
  if (submittedAt === undefined) return { at: receivedAt, from: 'receipt' };
  const agoMs = Date.parse(receivedAt) - Date.parse(submittedAt);
  const believable = agoMs >= -submittedAheadMinutesMax * 60_000 && agoMs <= submittedAgoDaysMax * 86_400_000;
  return believable ? { at: submittedAt, from: 'sender' } : { at: receivedAt, from: 'receipt' };
}
