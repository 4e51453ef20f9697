// What is said of disasters wherever they are read: what would move and what not, how far it has come, and why something was refused.
import { disasterIds } from '../../domain/disaster/id.ts';
import type { Receiver } from '../../domain/disaster/receivers.ts';
import type { DisasterRefusal, PlanFault } from '../../domain/disaster/refusals.ts';
import {
  type Counts,
  type Disaster,
  hasStarted,
  moves,
  type Plan,
  type Preview,
  reroutes,
  type StaysBecause,
  totalOf,
} from '../../domain/disaster/state.ts';
import type { Goes } from '../../domain/network/in-force.ts';
import { type Network, organisationName } from '../../domain/network/state.ts';
import { kinds, type OrganisationId, type Person, priorities } from '../../domain/terms.ts';
import { disasterTypeWords } from '../disaster-words.ts';
import { refusalWords } from '../econsult/refusals.ts';
import { kindWords, lasting, plain, priorityWords, shortened, when, within } from '../words.ts';

const namedMax = 5;
export const nameOf = (network: Network, organisation: OrganisationId): string => plain(organisationName(network, organisation));
export const namesOf = (network: Network, all: readonly OrganisationId[]): string =>
  shortened(
    all.map((each) => nameOf(network, each)),
    namedMax,
  );

/** `Practice down: Tideway`, and a drill says so first. */
export function titleWords({ type, drill, closed, system }: Plan, network: Network): string {
  const where = type === 'recordSystemDown' ? (system ?? '') : namesOf(network, closed);
  return `${drill ? 'DRILL: ' : ''}${disasterTypeWords[type]}${where === '' ? '' : `: ${where}`}`;
}

const goesWords = (goes: Goes, network: Network): string =>
  goes === 'itsPractice'
    ? 'each to its own practice'
    : goes
        .map(
          ({ to, atMost }, index) =>
            `${index === 0 ? 'to' : 'the rest to'} ${nameOf(network, to)}${atMost === undefined ? '' : ` (at most ${atMost} open at once)`}`,
        )
        .join(', ');
/** Where work goes, and which. */
export function wayWords({ type, routes, moves, drill }: Plan, network: Network): string {
  if (type === 'recordSystemDown')
    return 'Nothing moves. Nobody completes what must be written in that record; patients can be advised, and what is filled in is kept.';
  if (type === 'teamsTrouble') return 'Nothing moves. Work from the paper pack; the clocks go on.';
  const which = [
    moves.priorities.length === priorities.length ? '' : moves.priorities.map((each) => priorityWords[each].toLowerCase()).join(' and '),
    moves.kinds.length === kinds.length ? '' : moves.kinds.map((each) => within(kindWords[each])).join(' and '),
  ].filter((words) => words !== '');
  const what = which.length === 0 ? 'All its work' : `Its ${which.join(' ')} work`;
  const ways = Object.values(routes).map((goes) => goesWords(goes, network));
  return `${what} goes ${ways.join('; ')}, new arrivals too.${drill ? ' This is a drill: nothing of a patient moves.' : ''}`;
}

export const countsWords = (counts: Counts): string =>
  [...priorities]
    .reverse()
    .flatMap((each) => (counts[each] === 0 ? [] : [`${counts[each]} ${each === 'redFlag' ? 'red flag' : each}`]))
    .join(', ') || 'none';

const stayWords: Readonly<Record<StaysBecause, string>> = {
  claimed: 'somebody has claimed: they are asked whether they go on with them',
  notMoved: 'not of what this moves',
  nowhere: 'nowhere to go',
  nobodyCleared: 'nobody there is cleared for them, or no agreement is in force',
  receiverClosed: 'routine, and the receiver is closed now: they go when it opens',
  receiverFull: 'more than the receiver takes at once: they go when it has room',
  unplaced: 'without a practice: please place them',
};
/** What stays where it is and why; empty where nothing does. */
export const staysWords = (stays: Readonly<Partial<Record<StaysBecause, number>>>): string =>
  (Object.keys(stayWords) as StaysBecause[]).flatMap((why) => (stays[why] ? [`${stays[why]} ${stayWords[why]}`] : [])).join('; ');

/** What it would do, line by line. */
export function previewLines(plan: Plan, preview: Preview, network: Network): readonly string[] {
  const { moves, offered, stays } = preview;
  const stay = staysWords(stays);
  return [
    wayWords(plan, network),
    ...(reroutes(plan)
      ? [
          `${plan.drill ? 'Would move' : 'Moves'} now: ${totalOf(moves)} (${countsWords(moves)})${offered === 0 ? '' : `; ${offered} of them need not be accepted any more`}.`,
          stay === '' ? 'Nothing of it stays behind.' : `Stays: ${stay}.`,
        ]
      : []),
    'Patients are told nothing by this: their requests keep their references, and whoever answers them says so. Every channel it touches is told at the start, every hour, before the end and at the end.',
  ];
}
/** What each receiver has to do, before and after. */
export const loadFacts = ({ loads }: Preview, network: Network): readonly { readonly title: string; readonly value: string }[] =>
  loads.slice(0, loadsShownMax).map(({ organisation, comes, minutesBefore, minutesAfter }) => ({
    title: nameOf(network, organisation),
    value: `${comes} come${comes === 1 ? 's' : ''} · work waiting: ${minutesWords(minutesBefore)} before, ${minutesWords(minutesAfter)} after`,
  }));
/** A card lists no more of them. */
const loadsShownMax = 12;
const minutesWords = (minutes: number): string => (minutes === 0 ? 'none' : lasting(minutes * 60_000));

const clearedWords: Readonly<Record<Receiver['cleared'], string>> = {
  all: '',
  some: 'cleared for some of it only',
  none: 'nobody cleared',
};
/** How well placed somebody is to take work: `Larkfield: open, 2 on shift, 40 min of work waiting`. */
export function receiverWords(it: Receiver, network: Network): string {
  const { organisation, isOpen, onShift, minutesWaiting, cleared } = it;
  const facts = [
    it.isClosed ? 'closed by a disaster' : isOpen ? 'open' : 'closed now',
    `${onShift === 0 ? 'nobody' : onShift} on shift`,
    minutesWaiting === 0 ? 'no work waiting' : `${minutesWords(minutesWaiting)} of work waiting`,
    clearedWords[cleared],
  ];
  return `${nameOf(network, organisation)}: ${facts.filter((words) => words !== '').join(', ')}`;
}

/** How far it has come, in one line. */
export function progressWords(it: Disaster): string {
  if (!hasStarted(it)) return '';
  const { moved, left, waiting, inHand, back } = it.progress;
  if (!moves(it.plan)) return '';
  if (it.status === 'running' && moved + left === 0) return 'Nothing has moved yet.';
  const parts = [
    `${moved} moved`,
    ...(left > 0 ? [`${left} still to move`] : []),
    `${totalOf(waiting)} of them wait${totalOf(waiting) === 0 ? '' : ` (${countsWords(waiting)})`}`,
    `${inHand} in hand`,
    ...(back > 0 ? [`${back} brought back`] : []),
    `${Math.max(0, moved - back - totalOf(waiting) - inHand)} done`,
  ];
  return parts.join(' · ');
}

/** How a drill went, line by line. */
export function resultLines(it: Disaster): readonly string[] {
  if (it.status !== 'over' || it.result === undefined) return [];
  const { toConfirm, madeUp, moved, toMove, claimed, toFirstClaim, completed, tookPart } = it.result;
  const took = (minutes: number | undefined): string =>
    minutes === undefined ? 'never' : minutes === 0 ? 'in less than a minute' : `after ${lasting(minutes * 60_000)}`;
  return [
    `Confirmed: ${took(toConfirm)}.`,
    ...(madeUp === 0
      ? []
      : [
          `${madeUp} made up. Moved: ${moved}${moved === 0 ? '' : `, the last ${took(toMove)}`}. Claimed: ${claimed}${claimed === 0 ? '' : `, the first ${took(toFirstClaim)}`}. Completed: ${completed}.`,
        ]),
    `Took part: ${shortened(
      tookPart.map(({ name }) => plain(name)),
      tookPartMax,
    )}.`,
  ];
}
/** More are counted. */
const tookPartMax = 12;

const askWords = (people: readonly Person[]): string =>
  people.length === 0
    ? ''
    : ` ${people.length === 1 ? 'Ask' : 'Ask one of'}: ${shortened(
        people.map(({ name }) => plain(name)),
        namedMax,
      )}.`;
const kept = 'Nothing has moved; what you filled in is kept.';

/** Why nothing was done, what it means, and what to do next; the compiler names a refusal that is missing. */
export function disasterRefusalWords(refusal: DisasterRefusal, network: Network): string {
  switch (refusal.why) {
    case 'idTaken':
    case 'disasterUnknown':
      return 'I cannot find this disaster any more. Nothing was done. Write \u201cdisaster\u201d to see what is in force.';
    case 'leadsOnly':
      return `This needs a lead of the hub. Nothing has moved.${askWords(refusal.ask)}`;
    case 'clockOnly':
    case 'personNeeded':
      return 'Only a lead of the hub can do this. Nothing has moved.';
    case 'secondNeeded':
      return `You proposed it, so a second lead must confirm it. Nothing has moved.${askWords(refusal.ask)} With no second lead to be reached, press \u201cStart alone\u201d and say why.`;
    case 'notTheProposer':
      return `${plain(refusal.by.name)} proposed it, so only they can start it alone. You can confirm it.`;
    case 'notProposed':
      return 'It has been answered already, so nothing was done. Its card says how it stands.';
    case 'lapsed':
      return `Nobody had confirmed it by ${when(refusal.at)}, so it is off. Nothing has moved. Propose it again if it is still needed.`;
    case 'proposerGone':
      return `${plain(refusal.by.name)} is no lead of this hub any more, so their proposal does not count. Nothing has moved. Propose it again.`;
    case 'changed':
      return 'Much has changed since you read this, so nothing was started. Here it is as it is now: please read it again, then confirm.';
    case 'notRunning':
      return 'It is not running any more. Nothing was done.';
    case 'noPaper':
      return 'There is no paper to enter for this one: paper is used only where Teams is the trouble. Nothing has changed.';
    case 'notClosedYet':
      return 'It is not closed yet, so its list may still change. Nothing was signed: please sign once its card says \u201cClosed\u201d.';
    case 'notTheirsToSign':
      return `Whoever administers or leads your organisation signs for it. Nothing was signed.${askWords(refusal.ask)}`;
    case 'signedAlready':
      return `${plain(refusal.by.name)} signed this ${when(refusal.at)}. Nothing has changed.`;
    case 'endWrong':
      return `It must end later than now, and by ${when(refusal.latest)}. Nothing has changed.`;
    case 'personalWords':
    case 'wordsMissing':
    case 'wordsTooLong':
      return refusalWords(refusal, network);
    case 'organisationUnknown':
    case 'nothingClosed':
    case 'lastsWrong':
    case 'reasonWrong':
    case 'startsTooFar':
    case 'madeUpWrong':
    case 'atMostWrong':
    case 'receiverClosedToo':
    case 'noBuddyAgreement':
    case 'overlaps':
      return `${faultWords(refusal, network)} ${kept}`;
  }
}

function faultWords(fault: PlanFault, network: Network): string {
  switch (fault.why) {
    case 'organisationUnknown':
      return `${plain(fault.organisation)} is not part of this hub.`;
    case 'nothingClosed':
      return 'No practice of this hub is on that record system.';
    case 'lastsWrong':
      return `It can last from ${fault.minutesMin} minutes to ${fault.minutesMax / 60} hours, and be extended.`;
    case 'reasonWrong':
      return `Say in at most ${fault.charactersMax} characters what has happened.`;
    case 'startsTooFar':
      return `It can start at most ${fault.daysMax} days from now.`;
    case 'madeUpWrong':
      return `At most ${fault.max} eConsults can be made up for a drill.`;
    case 'atMostWrong':
      return 'Say with a whole number how many the receiver takes at once, or leave it empty.';
    case 'receiverClosedToo':
      return `${nameOf(network, fault.organisation)} is closed by the same disaster, so it cannot take the work.`;
    case 'noBuddyAgreement':
      return `No agreement between buddies lets ${nameOf(network, fault.organisation)} take the work of ${nameOf(network, fault.workOf)} today. Choose another receiver, or have it agreed first.`;
    case 'overlaps':
      return `Disaster ${disasterIds.reference(fault.id)} already moves the work of ${nameOf(network, fault.organisation)}. End that one first, or choose another receiver.`;
  }
}
