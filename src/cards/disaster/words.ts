// What is said of disasters wherever they are read: what would move and what not, and how far it has come.
import type { Receiver } from '../../domain/disaster/receivers.ts';
import {
  type Counts,
  type Disaster,
  hasStarted,
  isPlayed,
  moves,
  type Plan,
  type Preview,
  reroutes,
  type StaysBecause,
  saidEveryMinutesDefault,
  totalOf,
} from '../../domain/disaster/state.ts';
import { own } from '../../domain/lookup.ts';
import type { Goes } from '../../domain/network/in-force.ts';
import { type Network, organisationName } from '../../domain/network/state.ts';
import { kinds, type OrganisationId, priorities } from '../../domain/terms.ts';
import { disasterTypeWords } from '../disaster-words.ts';
import { capital, kindWords, lasting, plain, priorityWords, shortened, when, within } from '../words.ts';

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
    return `Nothing moves. Nobody completes what must be written in that record; patients can be advised, and what is filled in is kept.${drill ? ` ${onlyMadeUp}` : ''}`;
  if (type === 'teamsTrouble') return `Nothing moves. Work from the paper pack; the clocks go on.${drill ? ' This is a drill.' : ''}`;
  const which = [
    moves.priorities.length === priorities.length ? '' : moves.priorities.map((each) => priorityWords[each].toLowerCase()).join(' and '),
    moves.kinds.length === kinds.length ? '' : moves.kinds.map((each) => within(kindWords[each])).join(' and '),
  ].filter((words) => words !== '');
  const what = which.length === 0 ? 'all its work' : `its ${which.join(' ')} work`;
  const ways = Object.values(routes).map((goes) => goesWords(goes, network));
  return drill
    ? `This is a drill: nothing of a patient moves. If it were real, ${what} would go ${ways.join('; ')}, new arrivals too.`
    : `${capital(what)} goes ${ways.join('; ')}, new arrivals too.`;
}
const onlyMadeUp = 'This is a drill: only what is made up for it is refused.';

/** `30 minutes`, `hour`, `4 hours`: as it is said after \u201cevery\u201d. */
export const everyWords = (minutes: number): string =>
  minutes === 60 ? 'hour' : minutes % 60 === 0 ? `${minutes / 60} hours` : `${minutes} minutes`;
export const lastsWords = (minutes: number): string => (minutes === 60 ? '1 hour' : everyWords(minutes));
/** From when, and how long. */
const spanWords = ({ startsAt, lastsMinutes }: Plan): string =>
  `It starts ${startsAt === undefined ? 'as soon as it is confirmed' : `by itself ${when(startsAt)}`} and lasts ${lastsWords(lastsMinutes)}. Leads can extend it or end it sooner.`;
function madeUpWords(plan: Plan, network: Network): string {
  const from = plan.closed.filter((each) => own(network.practices, each) !== undefined);
  const comes = from.length === 0 ? 'every practice' : namesOf(network, from);
  return `${plan.madeUp} made-up eConsults come in for ${comes}, each marked DRILL. ${reroutes(plan) ? 'They move as patients\u2019 would. ' : ''}They are taken away when it ends.`;
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
  nobodyCleared: 'nobody there is cleared for them',
  noAgreement: 'no agreement is in force: leads can say why they move all the same',
  notLiveYet: 'the practice is not live yet: leads can say why they move all the same',
  receiverClosed: 'routine, and the receiver is closed now: they go when it opens',
  receiverFull: 'more than the receiver takes at once: they go when it has room',
  unplaced: 'without a practice: please place them',
};
/** What stays where it is and why; empty where nothing does. */
export const staysWords = (stays: Readonly<Partial<Record<StaysBecause, number>>>): string =>
  (Object.keys(stayWords) as StaysBecause[]).flatMap((why) => (stays[why] ? [`${stays[why]} ${stayWords[why]}`] : [])).join('; ');

/** What its leads have lifted, and why. */
export const despiteLines = ({ despite }: Plan): readonly string[] =>
  despite === undefined ? [] : [`Also what a stage or an ended agreement forbids moves: ${plain(despite)}`];

/** What it would do, line by line. */
export function previewLines(plan: Plan, preview: Preview, network: Network): readonly string[] {
  const { moves, offered, stays } = preview;
  const stay = staysWords(stays);
  return [
    wayWords(plan, network),
    ...despiteLines(plan),
    spanWords(plan),
    ...(isPlayed(plan) ? [madeUpWords(plan, network)] : []),
    ...(reroutes(plan)
      ? [
          `${plan.drill ? 'Of patients\u2019 own it would move' : 'Moves'} now: ${totalOf(moves) === 0 ? 'none' : `${totalOf(moves)} (${countsWords(moves)})`}${offered === 0 ? '' : `; ${offered} of them need not be accepted any more`}.`,
          ...(stay !== '' ? [`Stays: ${stay}.`] : totalOf(moves) === 0 ? [] : ['Nothing of it stays behind.']),
        ]
      : []),
    `${plan.drill ? 'Patients are told nothing.' : 'Patients are told nothing by this: their requests keep their references, and whoever answers them says so.'} Every channel it touches is told at the start, every ${everyWords(plan.saidEveryMinutes ?? saidEveryMinutesDefault)}, before the end and at the end.`,
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
  // What was made up is taken away at the end, whatever became of it: the result says that.
  if (!moves(it.plan) || (it.plan.drill && it.status !== 'running')) return '';
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
