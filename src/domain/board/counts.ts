// What a hub's board counts: everything open in the hub, by where it is and how its time stands, and who is on shift.
import { isLate, isUnseen, type QueuePlace } from '../econsult/queue-place.ts';
import { own } from '../lookup.ts';
import { anybodyMayAnswer } from '../network/access.ts';
import type { Unusual } from '../network/not-as-usual.ts';
import type { Network } from '../network/state.ts';
import { onShiftAt as shiftsAt } from '../network/who-is-where.ts';
import type { TasksAt } from '../task/counts.ts';
import { type HubId, type Instant, type Person, type PersonId, type Priority, priorities, type Role, roles } from '../terms.ts';

/** One priority's line. */
export interface BoardLine {
  /** At the hub, with a known practice, and claimed by nobody. */
  readonly waiting: number;
  /** When the one that has waited longest was received. */
  readonly oldest: Instant | undefined;
  /** Everything open of this priority, whoever has it. */
  readonly open: number;
  /** Of all open ones, wherever they are: somebody was to have claimed it by now, and nobody has it. */
  readonly unseen: number;
  /** Of all open ones not on hold: three quarters of the working minutes to the target have passed, and the target has not. */
  readonly atRisk: number;
  /**
   * Of all open ones not on hold: the target has passed, whether or not the limit has. At the very instant of the target it is still in
   * time.
   */
  readonly late: number;
  /** Of all open ones, on hold or not (a hold never stops the limit): the limit has passed. One not on hold counts as late as well. */
  readonly pastLimit: number;
}

export interface OnShift extends Person {
  readonly since: Instant;
  /** Roles held at this hub, in the order roles are listed. */
  readonly roles: readonly Role[];
  /** Open eConsults of the hub and its practices that this person has claimed, and how they stand. */
  readonly claims: Claims;
}
export interface Claims {
  readonly of: Readonly<Record<Priority, number>>;
  /** Of all of them: past their target or limit. */
  readonly late: number;
  readonly held: number;
}

/** `total` is the sum of `waiting` (over the lines), `claimed`, `passedToPractices`, `passedToHub`, `atPractices` and `unplaced`. */
export interface Board {
  readonly hub: HubId;
  readonly lines: Readonly<Record<Priority, BoardLine>>;
  /** At the hub, claimed. */
  readonly claimed: number;
  /** Passed by the hub to a practice that has not accepted yet. */
  readonly passedToPractices: number;
  /** Passed by a practice to the hub, which has not accepted yet. */
  readonly passedToHub: number;
  /** Somebody of the hub may claim one of those that wait there. */
  readonly isForHub: boolean;
  /** A practice has it, claimed or not. */
  readonly atPractices: number;
  /** Nobody has said yet which practice's patient it is about. */
  readonly unplaced: number;
  /** Everything open. */
  readonly total: number;
  /** Of all open: waiting for the patient. */
  readonly held: number;
  /** On shift at the hub, by name; those who have left its staff are not. */
  readonly onShift: readonly OnShift[];
}

/** Everything a board says, and the moment it was looked at. */
export interface HubView {
  readonly at: Instant;
  readonly board: Board;
  readonly unusual: readonly Unusual[];
  readonly tasks: TasksAt;
}

type Where = 'waiting' | 'claimed' | 'passedToPractices' | 'passedToHub' | 'atPractices' | 'unplaced';

/** Counts everything open in a hub. Each is counted in exactly one place, and how its time stands is counted beside that. */
export function boardOf(places: readonly QueuePlace[], network: Network, hub: HubId, now: Instant): Board {
  const where: Record<Where, number> = { waiting: 0, claimed: 0, passedToPractices: 0, passedToHub: 0, atPractices: 0, unplaced: 0 };
  const lines: Record<Priority, BoardLine> = { routine: noLine, urgent: noLine, redFlag: noLine };
  const claims = new Map<PersonId, Claims>();
  /** Of what waits at the hub, one of each practice and kind: who may claim one of them may claim the others. */
  const sorts = new Map<string, QueuePlace>();
  let held = 0;
  for (const place of places) {
    const here = whereIs(place, hub);
    where[here] += 1;
    if (here === 'waiting') sorts.set(`${place.practice}|${place.kind}`, place);
    if (place.held) held += 1;
    if (place.claimant !== undefined) claims.set(place.claimant, withOne(claims.get(place.claimant) ?? noClaims, place, now));
    lines[place.priority] = counted(lines[place.priority], place, here === 'waiting', now);
  }
  const { waiting: _inTheLines, ...others } = where;
  const isForHub = [...sorts.values()].some((place) => anybodyMayAnswer(network, { ...place, hub, holder: hub }, hub, now));
  return { hub, lines, ...others, isForHub, total: places.length, held, onShift: onShiftAt(network, hub, claims) };
}

const noLine: BoardLine = { waiting: 0, oldest: undefined, open: 0, unseen: 0, atRisk: 0, late: 0, pastLimit: 0 };

function whereIs({ holder, status }: QueuePlace, hub: HubId): Where {
  if (holder === 'unplaced') return 'unplaced';
  if (status === 'offered') return holder === hub ? 'passedToPractices' : 'passedToHub';
  return holder === hub ? status : 'atPractices';
}

const noClaims: Claims = { of: { routine: 0, urgent: 0, redFlag: 0 }, late: 0, held: 0 };
const withOne = ({ of, late, held }: Claims, place: QueuePlace, now: Instant): Claims => ({
  of: { ...of, [place.priority]: of[place.priority] + 1 },
  late: late + Number(isLate(place, now) || place.limit < now),
  held: held + Number(place.held),
});
/** All that somebody has claimed. */
export const claimsOf = ({ of }: Claims): number => priorities.reduce((sum, priority) => sum + of[priority], 0);

function counted(line: BoardLine, place: QueuePlace, waits: boolean, now: Instant): BoardLine {
  const { receivedAt, risk, limit, held } = place;
  const older = waits && (line.oldest === undefined || receivedAt < line.oldest);
  const late = isLate(place, now);
  const isAtRisk = !held && risk <= now && !late;
  return {
    waiting: line.waiting + Number(waits),
    oldest: older ? receivedAt : line.oldest,
    open: line.open + 1,
    unseen: line.unseen + Number(isUnseen(place, now)),
    atRisk: line.atRisk + Number(isAtRisk),
    late: line.late + Number(late),
    pastLimit: line.pastLimit + Number(limit < now),
  };
}

function onShiftAt(network: Network, hub: HubId, claims: ReadonlyMap<PersonId, Claims>): readonly OnShift[] {
  return shiftsAt(network, hub)
    .flatMap(({ id, since }): readonly OnShift[] => {
      const member = own(network.staff, id);
      if (member === undefined) return [];
      const held = roles.filter((role) => member.posts.some((post) => post.at === hub && post.role === role));
      return [{ id, name: member.name, since, roles: held, claims: claims.get(id) ?? noClaims }];
    })
    .sort((a, b) => a.name.localeCompare(b.name) || a.id.localeCompare(b.id));
}
