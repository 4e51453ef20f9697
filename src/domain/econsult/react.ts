// Which messages must be sent to whom once something has happened: their names only, because their words are written when they are sent.
import type { Message as AnyMessage } from '../message.ts';
import { rehearsedFor } from '../reference.ts';
import { channelOf, chatOf, type Person, type SendClass, testChannelOf } from '../terms.ts';
import { standing } from './clock.ts';
import type {
  ClockLooked,
  EConsultEvent,
  HoldRanOut,
  PassBackEvent,
  Pulled,
  QuestionEvent,
  Recurred,
  Reminded,
  SentToHub,
  TaskFollowed,
  Viewed,
  Warned,
} from './event.ts';
import type { NoticeName } from './notice-names.ts';
import { isRepair, type RepairEvent } from './repaired.ts';
import { isReroute, type RerouteEvent } from './rerouted.ts';
import type { ClockWarning, EConsult } from './state.ts';
import { cameBack } from './tasks.ts';

export { heardTogether, type NoticeName, noticeNames } from './notice-names.ts';

type Message = AnyMessage<NoticeName>;

type Silent = Recurred | Viewed | ClockLooked;
/** That its patient has come before is written with its receipt, for which its card is drawn; opening it or a look of the clock changes nothing. */
const isSilent = (event: EConsultEvent): event is Silent => ['Recurred', 'Viewed', 'ClockLooked'].includes(event.type);

export function react(event: EConsultEvent, state: EConsult): readonly Message[] {
  const messages = reactTo(event, state);
  const why = rehearsedFor(state.id);
  return why === undefined || why === 'drill' ? messages : inTestChannel(state, messages);
}

/** What is watched in shadow or learned from acts nowhere else: its card stands in one test channel, and nobody is written to or named. */
const inTestChannel = ({ shownIn: [first] }: EConsult, messages: readonly Message[]): readonly Message[] =>
  first === undefined || !messages.some(({ what }) => what === 'card') ? [] : [{ to: testChannelOf(first), class: 2, what: 'card' }];

function reactTo(event: EConsultEvent, state: EConsult): readonly Message[] {
  if (event.type === 'TaskFollowed') return followed(event, state);
  if (isReroute(event)) return rerouted(event, state);
  if (isRepair(event)) return repaired(event, state);
  return isSilent(event) ? [] : follow(event, state);
}

/**
 * A thousand may move at once. The disaster's card lists them already, the most urgent with their buttons, so their own cards stand behind what is
 * new and urgent, which is shown nowhere else yet; and what is routine does not stand before what people do either.
 */
function rerouted(event: RerouteEvent, state: EConsult): readonly Message[] {
  if (event.type !== 'ClaimantAsked') return cards(state, state.priority === 'routine' ? 2 : 1);
  return [...cards(state, 1), ...(state.status === 'claimed' ? [personally(state.claimant, 'disasterAsks', pressing(state))] : [])];
}

/** Hundreds may change hands at once: what is routine stands behind what people do. Whoever it is handed to reads so, and whoever is asked next. */
function repaired(event: RepairEvent, state: EConsult): readonly Message[] {
  const handed = event.type === 'PersonReplaced' && event.claim && event.to ? [personally(event.to, 'handedOver', pressing(state))] : [];
  const next = state.escalation?.rungSince === event.at ? escalating(state) : [];
  return [...cards(state, state.priority === 'routine' ? 2 : 1), ...handed, ...next];
}

function followed({ task, heard }: TaskFollowed, state: EConsult): readonly Message[] {
  return [...cards(state, 1), ...(cameBack(task, state) && !heard ? [inThread(state.hub, 'taskCameBack', 1)] : [])];
}

function follow(event: Exclude<EConsultEvent, Silent | TaskFollowed | RerouteEvent | RepairEvent>, state: EConsult): readonly Message[] {
  const press = cards(state, 1);
  switch (event.type) {
    case 'Warned':
    case 'Reminded':
    case 'HoldRanOut':
      return said(event, state);
    case 'Received':
      return arrived(state);
    case 'Placed':
      // The practice's channel does not have its card yet, so for the practice this is an arrival.
      return [...cards(state, arrival(state)), ...redFlagCame(state)];
    case 'PracticeCorrected':
    case 'SentToHub':
    case 'Reopened':
      // An organisation gets work it did not have: sent as urgently as its priority asks, and never behind bulk.
      return cards(state, pressing(state));
    case 'CopyKeptAside':
      return [...press, inThread(state.holder, 'conflictingCopy', 1)];
    case 'Withdrawn':
      return state.status === 'claimed' ? [...press, personally(state.claimant, 'withdrawn', 1)] : press;
    case 'TakenOver':
      return [...press, personally(event.from, 'takenOver', 1)];
    case 'PassedBack':
    case 'Accepted':
    case 'Declined':
    case 'TakenBack':
    case 'QuestionAsked':
    case 'QuestionAnswered':
    case 'Settled':
      return passing(event, state);
    case 'Assigned':
      return [...press, ...others(event.by, assigneeOf(state), 'assigned', pressing(state))];
    case 'HandedOver':
      return [...press, personally(event.to, 'handedOver', pressing(state))];
    case 'Raised':
      return [...cards(state, pressing(state)), inThread(state.holder, 'raised', pressing(state))];
    case 'Escalated':
    case 'EscalationClimbed':
      return escalating(state);
    case 'EscalationAcknowledged':
      return [...press, ...[...new Set([state.holder, state.hub])].map((organisation) => inThread(organisation, 'acknowledged', 1))];
    case 'WrongPatientReported':
      return [...press, inThread(state.holder, 'wrongPatient', pressing(state))];
    case 'Kept':
    case 'Claimed':
    case 'Pulled':
    case 'Released':
    case 'Completed':
    case 'Lowered':
    case 'Held':
    case 'HoldEnded':
    case 'ClosingPlanned':
    case 'Linked':
    case 'NotSamePatientSaid':
    case 'PatientConfirmed':
      return press;
  }
}

type Passing = Exclude<PassBackEvent, SentToHub | Pulled> | QuestionEvent;

/** What happens between organisations: both hear of it, and so does whoever started it. */
function passing(event: Passing, state: EConsult): readonly Message[] {
  const press = cards(state, 1);
  switch (event.type) {
    case 'PassedBack':
      return [...cards(state, pressing(state)), inThread(event.offer.to, 'offered', pressing(state))];
    case 'Accepted':
      return [...press, ...others(event.by, offererOf(state), 'accepted', 1), ...nobodyThere(state)];
    case 'Declined':
      return [...press, ...others(event.by, assigneeOf(state), 'declined', pressing(state))];
    case 'TakenBack':
      return [...press, inThread(event.to, 'takenBack', pressing(state))];
    case 'QuestionAsked':
      return [...press, inThread(event.to, 'question', pressing(state))];
    case 'QuestionAnswered':
      return state.question
        ? [...press, inThread(state.question.from, 'answered', pressing(state)), ...others(event.by, state.question.by, 'answered', 1)]
        : press;
    case 'Settled':
      return [
        ...cards(state, pressing(state)),
        ...state.shownIn.map((organisation) => inThread(organisation, 'settled', pressing(state))),
        ...others(event.by, event.from, 'settled', pressing(state)),
        ...nobodyThere(state),
      ];
  }
}

function arrived(state: EConsult): readonly Message[] {
  const card: Message = { to: channelOf(state.holder), class: arrival(state), what: 'card' };
  return state.practice === undefined ? [card, inThread(state.hub, 'unplaced', arrival(state))] : [card, ...redFlagCame(state)];
}

/** Teams notifies only whom a message names: for a red flag somebody who can claim it hears at once, for anything else nobody. */
const redFlagCame = (state: EConsult): readonly Message[] =>
  state.priority === 'redFlag' ? [inThread(state.holder, 'redFlagCame', 0)] : [];

/** Said in the holder's channel, in the hub's (which those who are asked can read), and to each person asked. */
const escalating = (state: EConsult): readonly Message[] => [
  ...cards(state, 0),
  ...[...new Set([state.holder, state.hub])].map((organisation) => inThread(organisation, 'escalated', 0)),
  ...onRung(state).map((person) => personally(person, 'escalatedToYou', 0)),
];

/** What the clock has to say. */
function said(event: Warned | Reminded | HoldRanOut, state: EConsult): readonly Message[] {
  switch (event.type) {
    case 'Warned':
      // A graver warning of the same kind has been given already and stands on the card, so this one is not sent.
      return standing(state).includes(event.warning)
        ? [
            ...cards(state, pressing(state)),
            inThread(state.holder, 'warned', warningClass(event.warning, state)),
            ...(event.leads ?? []).map((lead) => personally(lead, 'warnedElsewhere', warningClass(event.warning, state))),
          ]
        : cards(state, pressing(state));
    case 'Reminded':
      return reminded(event, state);
    case 'HoldRanOut':
      return [...cards(state, 1), ...(state.status === 'claimed' ? [personally(state.claimant, 'holdRanOut', pressing(state))] : [])];
  }
}

/** Warnings about the limit are sent as urgent even for a routine request. */
const warningClass = (warning: ClockWarning, state: EConsult): SendClass =>
  warning === 'limit' || warning === 'limitWarning' ? 0 : pressing(state);

function reminded({ of, leads = [] }: Reminded, state: EConsult): readonly Message[] {
  switch (of) {
    case 'offerWaits':
      return state.status === 'offered' ? [inThread(state.offer.to, 'offerWaits', pressing(state))] : [];
    // The escalation that happens at the same moment says so.
    case 'offerEscalates':
      return [];
    case 'questionWaits':
      return state.question ? [inThread(state.question.to, 'questionWaits', pressing(state))] : [];
    case 'questionStillWaits':
      return state.question ? [personally(state.question.by, 'questionStillWaits', pressing(state))] : [];
    case 'claimQuiet':
      return state.status === 'claimed' ? [...cards(state, 1), personally(state.claimant, 'claimQuiet', pressing(state))] : [];
    case 'claimStillQuiet':
      return state.status === 'claimed'
        ? [
            inThread(state.holder, 'claimStillQuiet', pressing(state)),
            ...leads.map((lead) => personally(lead, 'claimStillQuiet', pressing(state))),
          ]
        : [];
  }
}

/**
 * Tells the hub that nobody at the practice may claim it, because then only the hub can take it. Not sent if that is no longer so by then.
 */
const nobodyThere = (state: EConsult): readonly Message[] =>
  state.holder === state.hub ? [] : [inThread(state.hub, 'nobodyThere', pressing(state))];

/** Routine arrivals are sent as bulk: on a Monday hundreds come, and a red flag must not wait behind them. */
const arrival = (state: EConsult): SendClass => (state.priority === 'routine' ? 2 : 0);
/** What people do about an urgent one is sent as urgent. */
const pressing = (state: EConsult): SendClass => (state.priority === 'routine' ? 1 : 0);
const cards = (state: EConsult, sendClass: SendClass): readonly Message[] =>
  state.shownIn.map((organisation) => ({ to: channelOf(organisation), class: sendClass, what: 'card' as const }));
const inThread = (organisation: string, what: NoticeName, sendClass: SendClass): Message => ({
  to: channelOf(organisation),
  class: sendClass,
  what,
});
const personally = (person: Person, what: NoticeName, sendClass: SendClass): Message => ({ to: chatOf(person.id), class: sendClass, what });

const offererOf = (state: EConsult): Person | undefined => (state.status === 'waiting' ? state.contract?.by : undefined);
const assigneeOf = (state: EConsult): Person | undefined =>
  state.assigned && 'person' in state.assigned.to ? state.assigned.to.person : undefined;
/** Nobody gets a message about what they did themselves. */
const others = (by: Person, person: Person | undefined, what: NoticeName, sendClass: SendClass): readonly Message[] =>
  person === undefined || person.id === by.id ? [] : [personally(person, what, sendClass)];
const onRung = (state: EConsult): readonly Person[] => state.escalation?.ladder[state.escalation.rung]?.people ?? [];
