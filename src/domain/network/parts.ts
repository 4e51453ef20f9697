// The parts a network is kept in: what a hub and its practices are, its staff, and who is on shift, each hub's for itself.
import type { HubId, OdsCode, OrganisationId } from '../terms.ts';
import type { WithDisasters } from './in-force.ts';
import type { HubShifts } from './packed-shifts.ts';
import type { PackedStaff } from './packed-staff.ts';
import type { Channel, Hub, Practice } from './state.ts';

/** What changes often is apart from what changes seldom: a shift press must not write the staff list again. */
export const partNames = ['organisations', 'staff', 'shifts'] as const;
export type PartName = (typeof partNames)[number];

/** A hub, its practices and where their cards go. */
export interface Organisations extends WithDisasters {
  readonly hub: Hub;
  readonly practices: Readonly<Record<OdsCode, Practice>>;
  readonly channels: Readonly<Record<OrganisationId, Channel>>;
}

/** Each part as it is stored; one that was never written is absent. */
export interface HubParts {
  readonly organisations?: Organisations | undefined;
  readonly staff?: PackedStaff | undefined;
  readonly shifts?: HubShifts | undefined;
}
export type PartState = Organisations | PackedStaff | HubShifts;

/** Which hubs there are, in the order in which their parts are put together. */
export interface Roster {
  readonly hubs: readonly HubId[];
  /** Recognises what was last set whole. */
  readonly lastImport?: string;
}

/** A network in parts. */
export interface Parts {
  readonly roster: Roster;
  readonly hubs: ReadonlyMap<HubId, HubParts>;
}

export const noParts: Parts = { roster: { hubs: [] }, hubs: new Map() };
export const partsOf = ({ hubs }: Parts, hub: HubId): HubParts => hubs.get(hub) ?? {};

/** The same with one hub's parts changed. */
export const withParts = (parts: Parts, hub: HubId, more: HubParts): Parts => ({
  ...parts,
  hubs: new Map(parts.hubs).set(hub, { ...partsOf(parts, hub), ...more }),
});

/**
 * Characters one part of a hub may take as JSON. A row holds half a million; a change of a whole part writes it three times in one
 * transaction of 4 MiB (the part, its event, and the event by time), beside another part of the same size.
 */
export const partCharactersMax = 400_000;
