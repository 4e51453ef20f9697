// An eConsult's history in words: one line an event, oldest first, with who and when.

import { disasterIds } from '../../domain/disaster/id.ts';
import type {
  ClockLooked,
  ContactEvent,
  CopyKeptAside,
  CorrectionEvent,
  EConsultEvent,
  EscalationEvent,
  HoldRanOut,
  PassBackEvent,
  QuestionEvent,
  Received,
  Reminded,
  TaskFollowed,
  Warned,
  Withdrawn,
} from '../../domain/econsult/event.ts';
import { isReroute, type RerouteEvent } from '../../domain/econsult/rerouted.ts';
import type { EConsult, Reminder } from '../../domain/econsult/state.ts';
import type { FirstReason } from '../../domain/network/pathway.ts';
import { type Network, organisationName } from '../../domain/network/state.ts';
import { referenceOf } from '../../domain/reference.ts';
import type { Instant } from '../../domain/terms.ts';
import { disasterTypeWords } from '../disaster-words.ts';
import { drawHappened } from '../list.ts';
import { firstWords } from '../network/words.ts';
import { isRepair, type RepairEvent, repairedWords } from '../repaired-words.ts';
import { type Card, inert } from '../templates.ts';
import {
  declineWords,
  holdWords,
  lowerWords,
  passBackWords,
  plain,
  planWords,
  priorityWords,
  releaseWords,
  reopenWords,
  roleWords,
  toldWords,
  viewWords,
  warningWords,
  when,
  within,
} from '../words.ts';
import { notSameWords } from './contacts.ts';
import { becauseWords } from './escalation-words.ts';
import { onPaperWords, outcomeSaid } from './list-words.ts';
import { followedWords } from './tasks.ts';

export function drawHistory(
  it: EConsult,
  events: readonly { readonly at: Instant; readonly event: EConsultEvent }[],
  network: Network,
): Card {
  // That the clock looked and nothing was due is stored, but would hide what happened.
  const rows = events
    .filter(({ event }) => event.type !== 'ClockLooked')
    .map(({ at, event }) => ({
      first: when(at, it.receivedAt),
      second: happenedWords(event, network),
    }));
  return drawHappened(inert(referenceOf(it.id)), rows);
}

const reminderWords: Readonly<Record<Reminder, string>> = {
  offerWaits: 'The clock reminded the receiver that it waits to be accepted',
  offerEscalates: 'Nobody had accepted it in time',
  questionWaits: 'The clock reminded them of the question',
  questionStillWaits: 'Whoever asked was told that there is no answer yet',
  claimQuiet: 'The clock asked whoever has it whether they are still working on it',
  claimStillQuiet: 'The leads were told that it has gone quiet',
};

/** Why it went where it went, as the end of a sentence. */
const because = (reason: FirstReason | undefined): string => (reason === undefined ? '' : `. ${firstWords[reason]}`);

const by = (event: EConsultEvent): string => ('by' in event ? plain(event.by.name) : '');
const said = (text: string | undefined): string => (text === undefined ? '' : `: ${plain(text)}`);
const name = (network: Network, organisation: string): string => plain(organisationName(network, organisation));

/** One line of it. */
export const happenedWords = (event: EConsultEvent, network: Network): string =>
  isReroute(event)
    ? disasterEventWords(event, network)
    : isRepair(event)
      ? repairedWords(event, (id) => name(network, id))
      : isAboutContacts(event)
        ? contactWords(event)
        : event.type === 'TaskFollowed'
          ? taskWords(event, network)
          : wordsOf(event, network);

const taskWords = ({ task, by }: TaskFollowed, network: Network): string =>
  `Task ${followedWords(task, network)}${by === undefined ? '' : ` (${plain(by.name)})`}`;

const isAboutContacts = (event: EConsultEvent): event is ContactEvent => event.type === 'Recurred' || event.type === 'NotSamePatientSaid';
function contactWords(event: ContactEvent): string {
  switch (event.type) {
    case 'Recurred':
      return `It is from a patient who had sent ${event.earlier.length === 1 ? 'another request' : `${event.earlier.length} other requests`} in the four weeks before`;
    case 'NotSamePatientSaid':
      return `${by(event)} found that ${referenceOf(event.to)} is not the same patient\u2019s: ${within(notSameWords[event.reason])}`;
  }
}

/** One event in words. */
function wordsOf(event: Exclude<EConsultEvent, ContactEvent | TaskFollowed | RerouteEvent | RepairEvent>, network: Network): string {
  switch (event.type) {
    case 'Claimed':
      return `${by(event)} claimed it${onPaperWords(event)}`;
    case 'TakenOver':
      return `${by(event)} took it over from ${plain(event.from.name)}`;
    case 'Released':
      return `${by(event)} released it (${within(releaseWords[event.reason])})`;
    case 'Completed':
      return `${by(event)} completed it${onPaperWords(event)}: ${within(outcomeSaid(event))}; ${toldWords(event.told)}, ${when(event.toldAt)}${event.unopened ? '; nobody had opened it' : ''}${said(event.followUp)}`;
    case 'Viewed':
      return `${by(event)} ${event.attachment === undefined ? 'opened it' : `looked at attachment ${event.attachment}`}${event.reason === undefined ? '' : ` (${within(viewWords[event.reason])})`}`;
    case 'Assigned':
      return `${by(event)} assigned it to ${'role' in event.to ? roleWords[event.to.role] : plain(event.to.person.name)}`;
    case 'HandedOver':
      return `${by(event)} handed it over to ${plain(event.to.name)}${said(event.text)}`;
    case 'Raised':
      return `${by(event)} raised it to ${priorityWords[event.priority].toLowerCase()}`;
    case 'Lowered':
      return `${by(event)} lowered it to ${priorityWords[event.priority].toLowerCase()} (${within(lowerWords[event.reason])})`;
    case 'Held':
      return `${by(event)} put it on hold until ${when(event.until)} (${within(holdWords[event.reason])})`;
    case 'HoldRanOut':
    case 'Warned':
    case 'Reminded':
    case 'ClockLooked':
      return clockEventWords(event);
    case 'Kept':
      return `${by(event)} is still working on it`;
    case 'ClosingPlanned':
      return `${by(event)} ${planWords(event)}`;
    case 'HoldEnded':
      return `${by(event)} ended the hold`;
    case 'Escalated':
    case 'EscalationAcknowledged':
    case 'EscalationClimbed':
      return ladderWords(event);
    case 'Reopened':
      return `${by(event)} reopened it (${within(reopenWords[event.reason])})`;
    case 'PassedBack':
    case 'Accepted':
    case 'Declined':
    case 'TakenBack':
    case 'QuestionAsked':
    case 'QuestionAnswered':
    case 'Settled':
    case 'SentToHub':
    case 'Pulled':
      return passedWords(event, network);
    case 'Received':
    case 'CopyKeptAside':
    case 'Withdrawn':
    case 'Placed':
    case 'PracticeCorrected':
    case 'Linked':
    case 'WrongPatientReported':
    case 'PatientConfirmed':
      return mendedWords(event, network);
  }
}

function disasterEventWords(event: RerouteEvent, network: Network): string {
  switch (event.type) {
    case 'Rerouted':
      return `Moved from ${name(network, event.reroute.from)} to ${name(network, event.reroute.to)} by disaster ${disasterIds.reference(event.reroute.disaster)} (${within(disasterTypeWords[event.reroute.type])}), until ${when(event.reroute.until)}`;
    case 'ClaimantAsked':
      return `Disaster ${disasterIds.reference(event.disaster)}: whoever has it was asked whether they go on with it`;
    case 'BroughtBack':
      return `Brought back to ${name(network, event.to)}: disaster ${disasterIds.reference(event.disaster)} is over`;
  }
}

function ladderWords(event: EscalationEvent): string {
  switch (event.type) {
    case 'Escalated':
      return `${by(event)} escalated it (${becauseWords(event)})${said(event.text)}`;
    case 'EscalationAcknowledged':
      return `${by(event)} has seen the escalation`;
    case 'EscalationClimbed':
      return 'Nobody had answered: the next on the ladder were asked';
  }
}

function clockEventWords(event: HoldRanOut | Warned | Reminded | ClockLooked): string {
  switch (event.type) {
    case 'HoldRanOut':
      return 'The time to wait for the patient ran out';
    case 'Warned':
      return `The clock warned: ${within(warningWords[event.warning])}`;
    case 'Reminded':
      return reminderWords[event.of];
    case 'ClockLooked':
      return 'The clock looked; nothing was due';
  }
}

/** What happened between the two organisations. */
function passedWords(event: PassBackEvent | QuestionEvent, network: Network): string {
  switch (event.type) {
    case 'PassedBack':
      return `${by(event)} passed it to ${name(network, event.offer.to)} (${within(passBackWords[event.offer.reason])})${said(event.offer.asked)}`;
    case 'Accepted':
      return `${by(event)} accepted it`;
    case 'Declined':
      return `${by(event)} declined it (${within(declineWords[event.reason])})${said(event.text)}`;
    case 'TakenBack':
      return `${by(event)} took it back from ${name(network, event.to)}`;
    case 'QuestionAsked':
      return `${by(event)} asked ${name(network, event.to)}${said(event.text)}`;
    case 'QuestionAnswered':
      return `${by(event)} answered${said(event.text)}`;
    case 'Settled':
      return `${by(event)} settled that ${name(network, event.to)} has it${said(event.text)}`;
    case 'SentToHub':
      return `${by(event)} sent it to the hub${said(event.text)}`;
    case 'Pulled':
      return `${by(event)} took it to the hub`;
  }
}

/** What it is about, and whose. */
function mendedWords(event: Received | CopyKeptAside | Withdrawn | CorrectionEvent, network: Network): string {
  switch (event.type) {
    case 'Received':
      return `Received; it went to ${name(network, event.facts.holder)}${because(event.because)}`;
    case 'CopyKeptAside':
      return 'Different words came under the same id and were kept';
    case 'Withdrawn':
      return 'The sender took it back';
    case 'Placed':
      return `${by(event)} placed it: ${name(network, event.practice)}; it went to ${name(network, event.holder)}${because(event.because)}`;
    case 'PracticeCorrected':
      return `${by(event)} corrected the practice from ${name(network, event.from)} to ${name(network, event.to)}; it went to ${name(network, event.holder)}${because(event.because)}`;
    case 'Linked':
      return `${by(event)} linked it to ${referenceOf(event.to)}`;
    case 'WrongPatientReported':
      return `${by(event)} found that it may be about another patient`;
    case 'PatientConfirmed':
      return `${by(event)} confirmed whose it is`;
  }
}
