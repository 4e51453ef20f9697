// The hub's board as a card: read at a glance, the same for everybody, with nothing in it about any patient.

import { type Board, type BoardLine, type Claims, claimsOf, type HubView } from '../../domain/board/counts.ts';
import { own } from '../../domain/lookup.ts';
import type { Unusual } from '../../domain/network/not-as-usual.ts';
import { type Network, organisationName } from '../../domain/network/state.ts';
import { practicesOf } from '../../domain/network/who-is-where.ts';
import { areAny, type TasksAt } from '../../domain/task/counts.ts';
import { type HubId, type Instant, type OrganisationId, type Priority, priorities } from '../../domain/terms.ts';
import { onTheWall } from '../../domain/time/calendar.ts';
import type { Fact } from '../econsult/facts.ts';
import { type Said, saidData } from '../list.ts';
import { tasksLine } from '../task/counts.ts';
import { type Drawn, fill, inert, payloadVersion } from '../templates.ts';
import { oneLine, plain, priorityWords, timeOf, when, within } from '../words.ts';
import { whyWords } from './why-words.ts';

/** The most names and lines shown: more would not be read at a glance, and could make the card too large. */
export const namesShownMax = 12;
export const unusualShownMax = 10;
/** Of the organisations that one line is about. */
const organisationsNamedMax = 4;

/** How the board of a hub is called by its buttons. */
export const boardName = (hub: HubId): string => `board|${hub}`;

/**
 * Draws the board. `kept`: it is the one in the hub's channel that is kept up to date; any other says that it is a copy. `said`: what a press on
 * it came to, for whoever pressed.
 */
export function drawBoard({ at, board, unusual, tasks }: HubView, network: Network, kept: boolean, said?: Said): Drawn {
  const name = organisationName(network, board.hub);
  const waiting = priorities.reduce((sum, priority) => sum + board.lines[priority].waiting, 0);
  const late = priorities.reduce((sum, priority) => sum + board.lines[priority].late, 0);
  const summary = `Board of ${oneLine(name)}: ${waiting} waiting, ${late} late`;
  const lines = unusualLines(unusual, network, board.hub);
  const standing = standingOf(board, tasks);
  const card = fill('board', {
    v: payloadVersion,
    hub: board.hub,
    title: `Board of ${plain(name)}`,
    asOf: `As of ${when(at)}`,
    lines: [...priorities].reverse().map((priority) => lineOf(priority, board.lines[priority])),
    list: boardName(board.hub),
    waits: board.isForHub,
    ...saidData(said),
    standing: standing.words,
    standingColour: standing.stands ? 'Attention' : 'Default',
    facts: factsOf(board, at, tasks),
    unusualTitle: unusualTitle(lines),
    unusual: lines.map((words) => ({ words })),
    footer: `${explained} ${kept ? keptWords : copyWords(network, board.hub)}`,
    fallback: inert(summary),
  });
  return { card, summary };
}

export const explained =
  'Waiting: at the hub, claimed by nobody. The other columns: of all that is open, whoever has it; on hold, only past limit counts. Not looked at in time: nobody has it, and somebody was to have claimed it by now.';
const keptWords =
  'Please pin this message once, so that everybody finds it: it is brought up to date here, at least every five minutes. If \u201cAs of\u201d is older than that, nobody is keeping it: write \u201cqueue\u201d to me instead.';
const copyWords = (network: Network, hub: HubId): string =>
  own(network.channels, hub) === undefined
    ? 'This is a copy, as of then. The hub has no channel yet, so no board is kept.'
    : 'This is a copy, as of then. The board in the hub\u2019s channel is the one that is kept up to date.';

/** About hours and agreements alone, and never that all is as usual: over work that is late it would calm whoever reads it. */
export const unusualTitle = (lines: readonly string[]): string =>
  `Opening hours and agreements: ${lines.length === 0 ? 'no changes today' : 'not as usual today'}`;

export interface Standing {
  readonly words: string;
  /** There is something that somebody must look at now. */
  readonly stands: boolean;
}
/** What of the work somebody must look at now, in one line: red flags by themselves and first, then the others, the gravest first. */
export function standingOf({ lines, unplaced, onShift }: Board, tasks?: TasksAt): Standing {
  const waiting = priorities.reduce((all, priority) => all + lines[priority].waiting, 0);
  const rest = priorities.filter((priority) => priority !== 'redFlag').map((priority) => lines[priority]);
  const flagged = lateWords([lines.redFlag]);
  const flags = flagged === '' && lines.redFlag.waiting > 0 ? `${lines.redFlag.waiting} waiting` : flagged;
  const others = [
    lateWords(rest),
    ...counted([
      [unplaced, 'without a practice'],
      [tasks?.late ?? 0, 'late tasks'],
      [tasks?.back ?? 0, 'tasks back with the hub'],
    ]),
  ].filter((each) => each !== '');
  const nobody = waiting > 0 && onShift.length === 0;
  if (flags === '' && others.length === 0 && !nobody)
    return { words: 'Nothing open is late, and nothing waits longer than it may.', stands: false };
  const rested = others.length === 0 ? `${waiting} waiting` : others.join(', ');
  const counts = flags === '' ? `Act now: ${rested}` : `RED FLAG, act now: ${flags}${others.length === 0 ? '' : `. Others: ${rested}`}`;
  return { words: `${counts}${nobody ? '; nobody is on shift' : ''}.`, stands: true };
}

const counted = (parts: readonly (readonly [count: number, words: string])[]): readonly string[] =>
  parts.flatMap(([count, words]) => (count === 0 ? [] : [`${count} ${words}`]));
function lateWords(lines: readonly BoardLine[]): string {
  const sum = (of: (line: BoardLine) => number): number => lines.reduce((all, line) => all + of(line), 0);
  return counted([
    [sum((line) => line.pastLimit), 'past limit'],
    [sum((line) => line.late), 'late'],
    [sum((line) => line.unseen), 'not looked at in time'],
  ]).join(', ');
}

/** A figure stands out when somebody has to act on it. */
export function lineOf(priority: Priority, { waiting, open, unseen, atRisk, late, pastLimit }: BoardLine) {
  const standing = (count: number, colour: string) => ({
    colour: count > 0 ? colour : 'Default',
    weight: count > 0 ? 'Bolder' : 'Default',
  });
  const waits = standing(waiting, priority === 'redFlag' ? 'Attention' : 'Default');
  const [unlooked, lates, past] = [standing(unseen, 'Attention'), standing(late, 'Attention'), standing(pastLimit, 'Attention')];
  return {
    priority: priorityWords[priority],
    priorityColour: priority === 'redFlag' && open > 0 ? 'Attention' : 'Default',
    waiting: String(waiting),
    waitingColour: waits.colour,
    waitingWeight: waits.weight,
    unseen: String(unseen),
    unseenColour: unlooked.colour,
    unseenWeight: unlooked.weight,
    atRisk: String(atRisk),
    atRiskColour: standing(atRisk, 'Warning').colour,
    late: String(late),
    lateColour: lates.colour,
    lateWeight: lates.weight,
    pastLimit: String(pastLimit),
    pastLimitColour: past.colour,
    pastLimitWeight: past.weight,
  };
}

/** The time alone on the day of the board, which says its day above: a cell is narrow. */
const sinceWords = (since: Instant, at: Instant): string =>
  onTheWall(since).date === onTheWall(at).date ? timeOf(since) : when(since, at);

export function factsOf(board: Board, at: Instant, tasks: TasksAt): readonly Fact[] {
  return [
    { title: 'Waiting longest', value: oldestWords(board, at) },
    { title: 'Claimed at the hub', value: String(board.claimed) },
    { title: 'Passed, not accepted', value: passedWords(board) },
    { title: 'At practices', value: String(board.atPractices) },
    { title: 'Unplaced', value: board.unplaced === 0 ? '0' : `${board.unplaced}: a lead says whose patients they are` },
    { title: 'Open in all', value: board.held === 0 ? String(board.total) : `${board.total}, of which ${board.held} on hold` },
    ...tasksFact(tasks),
    { title: 'On shift', value: shiftWords(board, at) },
  ];
}

/** Nothing is said where there are none. */
const tasksFact = (tasks: TasksAt): readonly Fact[] => (areAny(tasks) ? [{ title: 'Tasks', value: tasksLine(tasks) }] : []);

/** Since when the oldest of each priority waits at the hub. */
function oldestWords({ lines }: Board, at: Instant): string {
  const each = [...priorities].reverse().flatMap((priority) => {
    const { oldest } = lines[priority];
    return oldest === undefined ? [] : [`${within(priorityWords[priority])} since ${sinceWords(oldest, at)}`];
  });
  return each.length === 0 ? 'Nothing waits' : each.join(', ');
}

function passedWords({ passedToPractices, passedToHub }: Board): string {
  if (passedToPractices + passedToHub === 0) return '0';
  return [
    ...(passedToPractices > 0 ? [`${passedToPractices} to practices`] : []),
    ...(passedToHub > 0 ? [`${passedToHub} to the hub`] : []),
  ].join(', ');
}

function shiftWords({ onShift }: Board, at: Instant): string {
  if (onShift.length === 0) return 'Nobody. Write \u201con shift\u201d when you are here.';
  const named = onShift.slice(0, namesShownMax).map(({ name, roles, claims, since }) => {
    // Only duty clinicians are marked, because people look for them.
    const duty = roles.includes('dutyClinician') ? 'duty clinician, ' : '';
    // On shift since an earlier day: they probably went home without going off shift.
    const long = onTheWall(since).date === onTheWall(at).date ? '' : `, since ${when(since)}`;
    return `${plain(name)} (${duty}${claimsWords(claims)}${long})`;
  });
  const more = onShift.length - named.length;
  return `${named.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

/** What somebody has: "1 red flag, 3 routine; 2 late". */
function claimsWords(claims: Claims): string {
  if (claimsOf(claims) === 0) return 'has nothing';
  const each = [...priorities].reverse().flatMap((priority) => {
    const count = claims.of[priority];
    return count === 0 ? [] : [`${count} ${within(priorityWords[priority])}`];
  });
  const rest = [...(claims.late > 0 ? [`${claims.late} late`] : []), ...(claims.held > 0 ? [`${claims.held} on hold`] : [])];
  return [each.join(', '), ...rest].join('; ');
}

/** One line for each thing that is so, with everybody it is so for: on a bank holiday one line says it of all. */
export function unusualLines(unusual: readonly Unusual[], network: Network, hub: HubId): readonly string[] {
  const groups = new Map<string, OrganisationId[]>();
  for (const each of unusual) {
    const words = whyWords(each);
    groups.set(words, [...(groups.get(words) ?? []), each.organisation]);
  }
  const lines = [...groups].map(([words, organisations]) => `${namesOf(organisations, network, hub)}: ${words}`);
  const more = lines.length - unusualShownMax;
  if (more <= 0) return lines;
  return [...lines.slice(0, unusualShownMax), `And ${more} more: write \u201cpractice\u201d and its name.`];
}

function namesOf(organisations: readonly OrganisationId[], network: Network, hub: HubId): string {
  const all = practicesOf(network, hub).length;
  const practices = organisations.filter((id) => id !== hub);
  const nameOf = (id: OrganisationId): string => plain(organisationName(network, id));
  const hubs = practices.length < organisations.length ? [nameOf(hub)] : [];
  if (all > 1 && practices.length === all) return [...hubs, `all ${all} practices`].join(' and ');
  const named = [...hubs, ...practices.map(nameOf)];
  const more = named.length - organisationsNamedMax;
  return more > 0 ? `${named.slice(0, organisationsNamedMax).join(', ')} and ${more} more` : named.join(', ');
}
