// The disasters in force: which organisations are closed by them, what of their work goes where, and until when.
import { own } from '../lookup.ts';
import type { HubId, Instant, Kind, OdsCode, OrganisationId, Priority } from '../terms.ts';

export const disasterTypes = ['hubDown', 'practiceDown', 'recordSystemDown', 'staffShortage', 'teamsTrouble'] as const;
export type DisasterType = (typeof disasterTypes)[number];

/** Where a closed organisation's work goes: to one organisation, or each eConsult to its own practice. */
export type Goes = { readonly to: OrganisationId } | 'itsPractice';

/** What of a closed organisation's work moves. */
export interface Moves {
  readonly kinds: readonly Kind[];
  readonly priorities: readonly Priority[];
}

/** A disaster as everything that decides about work must know it. Drills are never in force: they move nothing. */
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
}

/** The network as far as it is asked here. */
export interface WithDisasters {
  readonly inForce?: readonly InForce[];
}

const holds = ({ since, until }: InForce, at: Instant): boolean => since <= at && at < until;

/** The disasters in force at a hub at a moment. */
export const inForceAt = ({ inForce = [] }: WithDisasters, hub: HubId, at: Instant): readonly InForce[] =>
  inForce.filter((it) => it.hub === hub && holds(it, at));

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

/** Where this disaster sends it; `undefined`: it stays where it is. */
export function wayOf(it: Movable, disaster: InForce): OrganisationId | undefined {
  const goes = own(disaster.routes, it.holder);
  if (goes === undefined || !disaster.closed.includes(it.holder)) return undefined;
  if (!isMoved(it, disaster.moves)) return undefined;
  const to = goes === 'itsPractice' ? it.practice : goes.to;
  return to === it.holder || (to !== undefined && disaster.closed.includes(to)) ? undefined : to;
}

export interface Rerouting {
  readonly disaster: InForce;
  readonly to: OrganisationId;
}
/** Where the disasters in force send it; of several the first that began. `undefined`: none does. */
export function rerouteOf(network: WithDisasters, it: Movable, at: Instant): Rerouting | undefined {
  for (const disaster of inForceAt(network, it.hub, at)) {
    const to = wayOf(it, disaster);
    // Where two are in force, nothing is sent to an organisation that the other has closed.
    if (to !== undefined && !isClosed(network, it.hub, to, at)) return { disaster, to };
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

/** As it stands in what has disasters in force: without any, nothing is written. */
export const inForceIn = (inForce: readonly InForce[] | undefined): WithDisasters =>
  inForce === undefined || inForce.length === 0 ? {} : { inForce };
