// The disasters in force: which organisations are closed by them, what of their work goes where, and until when.
import { own } from '../lookup.ts';
import type { HubId, Instant, Kind, OdsCode, OrganisationId, Priority } from '../terms.ts';

export const disasterTypes = ['hubDown', 'practiceDown', 'recordSystemDown', 'staffShortage', 'teamsTrouble'] as const;
export type DisasterType = (typeof disasterTypes)[number];

/** Takes a closed organisation's work. */
export interface Taker {
  readonly to: OrganisationId;
  /** So many moved ones may be open there at once; absent: as many as come. */
  readonly atMost?: number;
}
/** Where a closed organisation's work goes: to the first of these that can take it, or each eConsult to its own practice. */
export type Goes = readonly Taker[] | 'itsPractice';

/** Everybody who is named to take work, in the order of the routes; who takes only its own is not among them. */
export const takersIn = (routes: Readonly<Record<OrganisationId, Goes>>): readonly Taker[] =>
  Object.values(routes).flatMap((goes) => (goes === 'itsPractice' ? [] : goes));

/** What of a closed organisation's work moves. */
export interface Moves {
  readonly kinds: readonly Kind[];
  readonly priorities: readonly Priority[];
}

/** A disaster as everything that decides about work must know it. */
export interface InForce {
  readonly id: string;
  readonly type: DisasterType;
  readonly hub: HubId;
  /** Whose work moves; with `recordSystemDown`, whose record cannot be opened. */
  readonly closed: readonly OrganisationId[];
  /** By closed organisation; nothing of one that is left out moves. */
  readonly routes: Readonly<Record<OrganisationId, Goes>>;
  readonly moves: Moves;
  readonly since: Instant;
  readonly until: Instant;
  /** Takers that have as many as they take. Counted by each look of its clock, so that a minute's arrivals may come on top. */
  readonly full?: readonly OrganisationId[];
  /** It is practised: in force for made-up eConsults alone. */
  readonly drill?: true;
  /** Leads have said why work moves although a stage or an agreement forbids it. */
  readonly despite?: string;
}

/** The network as far as it is asked here. */
export interface WithDisasters {
  readonly inForce?: readonly InForce[];
  /** When each organisation last took part in a drill that was played to its end. */
  readonly lastDrills?: Readonly<Record<OrganisationId, Instant>>;
}

const holds = ({ since, until }: InForce, at: Instant): boolean => since <= at && at < until;

/** The disasters in force at a hub at a moment; drills are not among them. */
export const inForceAt = ({ inForce = [] }: WithDisasters, hub: HubId, at: Instant): readonly InForce[] =>
  inForce.filter((it) => it.hub === hub && it.drill === undefined && holds(it, at));
/** The drills that go on at a hub at a moment. */
export const drillsAt = ({ inForce = [] }: WithDisasters, hub: HubId, at: Instant): readonly InForce[] =>
  inForce.filter((it) => it.hub === hub && it.drill === true && holds(it, at));
/** The same network as made-up eConsults see it: drills are in force for them. */
export function practised<N extends WithDisasters>(network: N): N {
  const inForce = (network.inForce ?? []).map(({ drill: _drill, ...it }) => it);
  return inForce.length === 0 ? network : { ...network, inForce };
}

/** What moves, and what decides whether it does. */
export interface Movable {
  readonly hub: HubId;
  readonly practice?: OdsCode | undefined;
  readonly holder: OrganisationId;
  readonly kind: Kind;
  readonly priority: Priority;
}

/** Whether anything of this kind and priority moves. */
export const isMoved = ({ kind, priority }: Pick<Movable, 'kind' | 'priority'>, { kinds, priorities }: Moves): boolean =>
  kinds.includes(kind) && priorities.includes(priority);

/** Where this disaster may send it, in the order in which they are asked; empty: it stays where it is. */
export function waysOf(it: Movable, disaster: InForce): readonly OrganisationId[] {
  const { routes, closed, moves, full = [] } = disaster;
  const goes = own(routes, it.holder);
  if (goes === undefined || !closed.includes(it.holder) || !isMoved(it, moves)) return [];
  const all = goes === 'itsPractice' ? (it.practice === undefined ? [] : [it.practice]) : goes.map(({ to }) => to);
  return all.filter((to) => to !== it.holder && !closed.includes(to) && !full.includes(to));
}

export interface Rerouting {
  readonly disaster: InForce;
  readonly to: OrganisationId;
}
/** Where the disasters in force send it, of those that `can` take it; of several the first that began. `undefined`: none does. */
export function rerouteOf(
  network: WithDisasters,
  it: Movable,
  at: Instant,
  can: (to: OrganisationId) => boolean = () => true,
): Rerouting | undefined {
  for (const disaster of inForceAt(network, it.hub, at)) {
    // Where two are in force, nothing is sent to an organisation that the other has closed.
    const to = waysOf(it, disaster).find((each) => !isClosed(network, it.hub, each, at) && can(each));
    if (to !== undefined) return { disaster, to };
  }
  return undefined;
}

/** Whether an organisation's work moves away from it at a moment: it can neither be sent anything nor answer. */
export const isClosed = (network: WithDisasters, hub: HubId, organisation: OrganisationId, at: Instant): boolean =>
  closing(network, hub, organisation, at) !== undefined;
/** The disaster by which it is closed. One that is only short of staff goes on with what does not move. */
export const closing = (network: WithDisasters, hub: HubId, organisation: OrganisationId, at: Instant): InForce | undefined =>
  inForceAt(network, hub, at).find(({ type, closed }) => (type === 'hubDown' || type === 'practiceDown') && closed.includes(organisation));

/** The disaster by which a practice's record cannot be opened at a moment. */
export const recordDown = (network: WithDisasters, hub: HubId, practice: OdsCode | undefined, at: Instant): InForce | undefined =>
  practice === undefined
    ? undefined
    : inForceAt(network, hub, at).find(({ type, closed }) => type === 'recordSystemDown' && closed.includes(practice));

/** As both stand in what has them: without any, nothing is written. */
export const disastersIn = ({ inForce = [], lastDrills = {} }: WithDisasters): WithDisasters => ({
  ...(inForce.length === 0 ? {} : { inForce }),
  ...(Object.keys(lastDrills).length === 0 ? {} : { lastDrills }),
});

/** Those who take part in a drill: whoever is closed by it, else the hub, and whoever takes the work. */
const partakersOf = ({ hub, closed, routes }: InForce): readonly OrganisationId[] => [
  ...(closed.length === 0 ? [hub] : closed),
  ...takersIn(routes).map(({ to }) => to),
];

/** One of them begins, goes on to another end, or is over; a drill that is over is remembered. */
export function withInForce(
  before: WithDisasters,
  hub: HubId,
  id: string,
  now: { readonly it?: InForce; readonly at: Instant },
): WithDisasters {
  const { inForce = [], lastDrills = {} } = before;
  const others = inForce.filter((each) => each.hub !== hub || each.id !== id);
  const over = now.it === undefined ? inForce.find((each) => each.hub === hub && each.id === id && each.drill) : undefined;
  const drilled = over === undefined ? [] : partakersOf(over).map((organisation) => [organisation, now.at] as const);
  return disastersIn({
    inForce: now.it === undefined ? others : [...others, now.it],
    lastDrills: { ...lastDrills, ...Object.fromEntries(drilled) },
  });
}
