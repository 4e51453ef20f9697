// What becomes of each open eConsult in a disaster: it goes to the first who can take it, or stays where it is for a reason.
import type { QueuePlace } from '../econsult/queue-place.ts';
import { own } from '../lookup.ts';
import { anybodyMayAnswer } from '../network/access.ts';
import { barredFrom } from '../network/crossing.ts';
import { type InForce, isMoved, type Movable, takersIn, waysOf } from '../network/in-force.ts';
import { type Network, organisationHours } from '../network/state.ts';
import { mostUrgentFirst } from '../queue-order.ts';
import type { HubId, Instant, OdsCode, OrganisationId } from '../terms.ts';
import { isOpen } from '../time/calendar.ts';
import type { Holidays } from '../time/hours.ts';
import type { Plan, StaysBecause } from './state.ts';

/** An open eConsult by its row. */
export type OpenRow = QueuePlace & { readonly id: string };
/** By what is counted and decided: the network and the holidays at a moment. */
export interface Moment {
  readonly network: Network;
  readonly holidays: Holidays;
  readonly at: Instant;
}

interface Going {
  readonly row: OpenRow;
  readonly from: OrganisationId;
  readonly to: OrganisationId;
}
type Fate = Going | { readonly stays: StaysBecause } | undefined;
export interface Fates {
  /** The most urgent first. */
  readonly goes: readonly Going[];
  readonly stays: Readonly<Partial<Record<StaysBecause, number>>>;
  /** Takers that then have as many as they take. */
  readonly full: readonly OrganisationId[];
}

/** What the disaster does with everything open of its hub. What is most urgent has its choice of the takers first. */
export function fatesOf(rows: readonly OpenRow[], disaster: InForce, asked: Moment): Fates {
  const moment = liftedBy(disaster, asked);
  const rooms = roomsAt(rows, disaster);
  const stays: Partial<Record<StaysBecause, number>> = {};
  const goes: Going[] = [];
  for (const row of [...rows].sort(mostUrgentFirst)) {
    const fate = fateOf(row, { disaster, moment, rooms });
    if (fate === undefined) continue;
    if ('stays' in fate) stays[fate.stays] = (stays[fate.stays] ?? 0) + 1;
    else {
      goes.push(fate);
      rooms.set(fate.to, (rooms.get(fate.to) ?? Number.POSITIVE_INFINITY) - 1);
    }
  }
  return { goes, stays, full: [...rooms].filter(([, room]) => room <= 0).map(([to]) => to) };
}

/** The network as it is once the disaster is in force: what its leads have lifted is lifted in the preview too. */
export const liftedBy = (disaster: InForce, moment: Moment): Moment =>
  disaster.despite === undefined
    ? moment
    : { ...moment, network: { ...moment.network, inForce: [...(moment.network.inForce ?? []), disaster] } };

/** How many more each taker takes; whoever takes as many as come is left out. */
function roomsAt(rows: readonly OpenRow[], { id, routes }: InForce): Map<OrganisationId, number> {
  const has = (to: OrganisationId): number => rows.filter(({ holder, rerouted }) => holder === to && rerouted?.disaster === id).length;
  return new Map(takersIn(routes).flatMap(({ to, atMost }) => (atMost === undefined ? [] : [[to, atMost - has(to)] as const])));
}

type It = Movable & { readonly practice: OdsCode | undefined };
interface Around {
  readonly disaster: InForce;
  readonly moment: Moment;
  readonly rooms: ReadonlyMap<OrganisationId, number>;
}

function fateOf(row: OpenRow, around: Around): Fate {
  const { hub, closed, routes, moves, type } = around.disaster;
  if (row.holder === 'unplaced') return type === 'hubDown' ? { stays: 'unplaced' } : undefined;
  const from = row.status === 'offered' && row.offeredTo !== undefined && closed.includes(row.offeredTo) ? row.offeredTo : row.holder;
  const it = { hub, practice: row.practice, holder: from, kind: row.kind, priority: row.priority };
  if (!closed.includes(from)) return strandedOf(row, it, around);
  if (row.status === 'claimed') return { stays: 'claimed' };
  if (own(routes, from) === undefined) return { stays: 'nowhere' };
  return isMoved(row, moves) ? firstOf(row, it, waysOf(it, around.disaster), around) : { stays: 'notMoved' };
}

/**
 * Moved by it to somebody who can no longer answer, because an agreement or the last clearance has ended: it goes to another of the takers, and
 * else to the hub. Anything else that is in no closed place is none of its matter.
 */
function strandedOf(row: OpenRow, it: It, around: Around): Fate {
  const { disaster, moment } = around;
  if (row.rerouted?.disaster !== disaster.id || row.status !== 'waiting') return undefined;
  if (anybodyMayAnswer(moment.network, it, it.holder, moment.at)) return undefined;
  const others = [...waysOf({ ...it, holder: row.rerouted.from }, disaster), ...(disaster.closed.includes(it.hub) ? [] : [it.hub])];
  const ways = others.filter((to) => to !== it.holder);
  return firstOf(row, it, ways, around);
}

/** To the first of these that can take it; otherwise why not, by what is nearest to being mended. */
function firstOf(row: OpenRow, it: It, ways: readonly OrganisationId[], { moment, rooms }: Around): Fate {
  const { network, holidays, at } = moment;
  let stays: StaysBecause = 'nowhere';
  for (const to of ways) {
    const hours = organisationHours(network, to);
    const barred = barredFrom(network, it, to, at);
    // No lead can lift that a practice has gone to another hub.
    if (barred?.why === 'practiceMoved') continue;
    if (barred) stays = stays === 'nowhere' || stays === 'nobodyCleared' ? barred.why : stays;
    else if (!anybodyMayAnswer(network, it, to, at)) stays = stays === 'nowhere' ? 'nobodyCleared' : stays;
    // Nobody would see a routine one there any sooner; what is urgent goes all the same, and up the ladder.
    else if (row.priority === 'routine' && hours !== undefined && !isOpen(at, hours, holidays)) stays = 'receiverClosed';
    else if ((rooms.get(to) ?? 1) <= 0) stays = 'receiverFull';
    else return { row, from: it.holder, to };
  }
  return { stays };
}

/** The plan as it would be in force from a moment on. */
export const inForceBy = (plan: Plan, hub: HubId, id: string, at: Instant): InForce => ({
  id,
  type: plan.type,
  hub,
  closed: plan.closed,
  routes: plan.routes,
  moves: plan.moves,
  since: at,
  until: new Date(Date.parse(at) + plan.lastsMinutes * 60_000).toISOString(),
  ...(plan.drill ? { drill: true } : {}),
  ...(plan.despite === undefined ? {} : { despite: plan.despite }),
});
