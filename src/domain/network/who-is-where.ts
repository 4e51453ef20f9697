// Who and what is at one hub or practice, found without walking through everybody: a network of forty hubs has ten thousand staff.
import { folded } from '../names.ts';
import type { HubId, Instant, OrganisationId, PersonId } from '../terms.ts';
import type { Channel, Network, Practice, StaffMember } from './hubs-practices-staff.ts';

/** Whoever holds posts, by organisation and by name; in the order of the staff list. */
export interface StaffIndex {
  readonly at: (organisation: OrganisationId) => readonly StaffMember[];
  /** Those who work at an organisation or are cleared for it. */
  readonly concerning: (organisation: OrganisationId) => readonly StaffMember[];
  /** `name` folded as names are compared. */
  readonly named: (name: string) => readonly StaffMember[];
}
export interface OnShift {
  readonly id: PersonId;
  readonly since: Instant;
}
export interface ShiftIndex {
  readonly at: (organisation: OrganisationId) => readonly OnShift[];
}

/** How many entries were walked through to make an index; only grows. Read by tests. */
export const walked = { entries: 0 };

const staffIndexes = new WeakMap<Network['staff'], StaffIndex>();
const shiftIndexes = new WeakMap<Network['onShift'], ShiftIndex>();
const practiceIndexes = new WeakMap<Network['practices'], ReadonlyMap<HubId, readonly Practice[]>>();
const formerIndexes = new WeakMap<Network['practices'], ReadonlyMap<HubId, readonly Practice[]>>();
const channelIndexes = new WeakMap<Network['channels'], ReadonlyMap<string, readonly Channel[]>>();

/** Everybody with a post at this hub or practice. */
export const staffAt = ({ staff }: Pick<Network, 'staff'>, organisation: OrganisationId): readonly StaffMember[] =>
  staffIndexOf(staff).at(organisation);

/** Everybody who works at this hub or practice or is cleared for it. */
export const staffConcerning = ({ staff }: Pick<Network, 'staff'>, organisation: OrganisationId): readonly StaffMember[] =>
  staffIndexOf(staff).concerning(organisation);

/** Everybody of this name, however it is spelt; of a name without any letter or digit, nobody. */
export const staffNamed = ({ staff }: Pick<Network, 'staff'>, name: string): readonly StaffMember[] =>
  staffIndexOf(staff).named(folded(name));

/** Everybody on shift at this hub or practice. */
export const onShiftAt = ({ onShift }: Pick<Network, 'onShift'>, organisation: OrganisationId): readonly OnShift[] =>
  shiftIndexOf(onShift).at(organisation);

/** A hub's practices. */
export function practicesOf({ practices }: Pick<Network, 'practices'>, hub: HubId): readonly Practice[] {
  let index = practiceIndexes.get(practices);
  if (index === undefined) {
    index = grouped(Object.values(practices), (practice) => [practice.hub]);
    practiceIndexes.set(practices, index);
  }
  return index.get(hub) ?? [];
}

/** The practices that have left a hub, and may still have something in its table. */
export function leftHub({ practices }: Pick<Network, 'practices'>, hub: HubId): readonly Practice[] {
  let index = formerIndexes.get(practices);
  if (index === undefined) {
    index = grouped(Object.values(practices), (it) => (it.wasWith ?? []).map((each) => each.hub).filter((each) => each !== it.hub));
    formerIndexes.set(practices, index);
  }
  return index.get(hub) ?? [];
}

/** The channel that a Teams conversation is; the first where practices share it. */
export const channelFor = (network: Pick<Network, 'channels'>, conversation: string): Channel | undefined =>
  channelsFor(network, conversation)[0];

/** The same of each that shares it: first whoever had it alone before. */
export function channelsFor({ channels }: Pick<Network, 'channels'>, conversation: string): readonly Channel[] {
  let index = channelIndexes.get(channels);
  if (index === undefined) {
    const alone = Object.values(channels).filter(({ isShared }) => !isShared);
    const shared = Object.values(channels).filter(({ isShared }) => isShared);
    const inOrder = [...alone, ...shared.sort((a, b) => a.organisation.localeCompare(b.organisation))];
    index = grouped(inOrder, (channel) => [channel.conversation]);
    channelIndexes.set(channels, index);
  }
  return index.get(conversation) ?? [];
}

/** Keeps an index that was made from the hubs' parts, so that only the part that changed is walked through again. */
export function indexed(network: Pick<Network, 'staff' | 'onShift'>, staff: StaffIndex, shifts: ShiftIndex): void {
  staffIndexes.set(network.staff, staff);
  shiftIndexes.set(network.onShift, shifts);
}

function staffIndexOf(staff: Network['staff']): StaffIndex {
  const known = staffIndexes.get(staff);
  if (known !== undefined) return known;
  const all = Object.values(staff);
  const at = grouped(all, ({ posts }) => posts.map((post) => post.at));
  // Folding a name costs more than all else here, and most networks are never asked for one.
  let names: ReadonlyMap<string, readonly StaffMember[]> | undefined;
  let concerned: ReadonlyMap<string, readonly StaffMember[]> | undefined;
  const made: StaffIndex = {
    at: (organisation) => at.get(organisation) ?? [],
    concerning: (organisation) => {
      concerned ??= grouped(all, placesOfMember);
      return concerned.get(organisation) ?? [];
    },
    named: (name) => {
      names ??= grouped(all, (member) => [folded(member.name)]);
      return name === '' ? [] : (names.get(name) ?? []);
    },
  };
  staffIndexes.set(staff, made);
  return made;
}

const placesOfMember = ({ posts, cleared }: StaffMember): readonly OrganisationId[] => [
  ...posts.map(({ at }) => at),
  ...cleared.map(({ practice }) => practice),
];

function shiftIndexOf(onShift: Network['onShift']): ShiftIndex {
  const known = shiftIndexes.get(onShift);
  if (known !== undefined) return known;
  const by = grouped(Object.entries(onShift), ([, { at }]) => [at]);
  const made: ShiftIndex = { at: (organisation) => (by.get(organisation) ?? []).map(([id, { since }]) => ({ id, since })) };
  shiftIndexes.set(onShift, made);
  return made;
}

/** Each under every key it has, once. */
export function grouped<T>(all: readonly T[], keysOf: (it: T) => readonly string[]): ReadonlyMap<string, readonly T[]> {
  walked.entries += all.length;
  const groups = new Map<string, T[]>();
  for (const it of all) {
    for (const key of new Set(keysOf(it))) {
      const group = groups.get(key);
      if (group === undefined) groups.set(key, [it]);
      else group.push(it);
    }
  }
  return groups;
}
