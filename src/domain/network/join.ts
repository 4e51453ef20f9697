// The hubs' parts put together into the network that everything else reads; what has not changed is taken over as it was.
import { own } from '../lookup.ts';
import type { HubId, Instant, OdsCode, PersonId } from '../terms.ts';
import { disastersIn, type WithDisasters } from './in-force.ts';
import { unpackedShifts } from './packed-shifts.ts';
import { type MemberPart, memberOf, type PackedMember, unpacked } from './packed-staff.ts';
import { shiftIndex, staffIndex } from './part-index.ts';
import type { HubParts, Parts } from './parts.ts';
import { type Channel, channelNameFor, hubOf, type Network, type Practice, type StaffMember } from './state.ts';
import { indexed } from './who-is-where.ts';

/** A network, and the parts it was put together from. */
export interface Joined {
  readonly parts: Parts;
  readonly network: Network;
}

/**
 * Puts the parts together. With what was joined `before`, only what changed is read: the entries of a staff list that are others than they
 * were, the shifts of a hub whose shifts are. Where nothing changed the network is the very one of before. What spans hubs comes about
 * here: a person has the posts and clearances of every hub, is on shift where they went last, and left when they last said so.
 */
export function join(parts: Parts, before?: Joined): Joined {
  const last = before !== undefined && sameHubs(before.parts, parts) ? before : undefined;
  const changed = (name: keyof HubParts): readonly HubId[] =>
    parts.roster.hubs.filter((hub) => last?.parts.hubs.get(hub)?.[name] !== parts.hubs.get(hub)?.[name]);
  const [organisations, staff, shifts] = [changed('organisations'), changed('staff'), changed('shifts')];
  const { lastImport } = parts.roster;
  const isSame = organisations.length + staff.length + shifts.length === 0 && last?.parts.roster.lastImport === lastImport;
  if (isSame && last !== undefined) return { parts, network: last.network };
  const old = last?.network;
  const places = old !== undefined && organisations.length === 0 ? old : placesIn(parts);
  const found = old !== undefined && shifts.length === 0 ? old : shiftsIn(parts, last, shifts);
  const network: Network = {
    hubs: places.hubs,
    practices: places.practices,
    channels: places.channels,
    ...disastersIn(places),
    staff: old !== undefined && staff.length === 0 ? old.staff : staffIn(parts, last, staff),
    onShift: found.onShift,
    ...(found.leftAt === undefined || Object.keys(found.leftAt).length === 0 ? {} : { leftAt: found.leftAt }),
    ...(lastImport === undefined ? {} : { lastImport }),
  };
  const known = each(parts);
  indexed(network, staffIndex(known, network.staff), shiftIndex(known, network.onShift));
  return { parts, network };
}

const sameHubs = ({ roster: { hubs: one } }: Parts, { roster: { hubs: other } }: Parts): boolean =>
  one === other || (one.length === other.length && one.every((hub, index) => hub === other[index]));

/** In the order of the hubs. */
const each = (parts: Parts): readonly HubParts[] => parts.roster.hubs.flatMap((hub) => parts.hubs.get(hub) ?? []);

function placesIn(parts: Parts): Pick<Network, 'hubs' | 'practices' | 'channels' | 'inForce' | 'lastDrills'> {
  const known = each(parts).flatMap(({ organisations }) => organisations ?? []);
  const hubs = Object.fromEntries(known.map(({ hub }) => [hub.id, hub]));
  const practices = new Map<OdsCode, Practice>();
  for (const it of known) {
    for (const practice of Object.values(it.practices)) {
      // While it moves from one hub to another both may have it for a moment: the one it has moved to, else the first until that has let go.
      const there = practices.get(practice.code);
      if (there === undefined || movesOf(practice) > movesOf(there)) practices.set(practice.code, practice);
    }
  }
  const places = { hubs, practices: Object.fromEntries(practices) };
  return { ...places, channels: channelsIn(known, places), ...disastersIn(inAll(known)) };
}

const movesOf = ({ wasWith = [] }: Practice): number => wasWith.length;

const inAll = (known: readonly WithDisasters[]): WithDisasters => ({
  inForce: known.flatMap(({ inForce = [] }) => inForce),
  lastDrills: Object.assign({}, ...known.map(({ lastDrills = {} }) => lastDrills)),
});

type Known = { readonly hub: { readonly id: HubId }; readonly channels: Network['channels'] };

/**
 * An organisation's channel is the one that its own hub knows of. A conversation is one organisation's, but where it was given to a second one
 * to share: one that has left the network loses it, and of two that were given it in different hubs at the same moment the first keeps it.
 */
function channelsIn(known: readonly Known[], places: Pick<Network, 'hubs' | 'practices'>): Network['channels'] {
  const ours: Channel[] = [];
  const left: Channel[] = [];
  for (const { hub, channels } of known) {
    for (const channel of Object.values(channels)) {
      const belongs = hubOf(places, channel.organisation);
      if (belongs === hub.id) ours.push(channel);
      else left.push(channel);
    }
  }
  const taken = new Set<string>();
  const found = new Map<string, Channel>();
  for (const channel of [...ours, ...left]) {
    if ((taken.has(channel.conversation) && !channel.isShared) || found.has(channelNameFor(channel))) continue;
    // Who shares it takes it from nobody, whichever hub whoever had it first is at now.
    if (!channel.isShared) taken.add(channel.conversation);
    found.set(channelNameFor(channel), channel);
  }
  return Object.fromEntries(found);
}

function staffIn(parts: Parts, last: Joined | undefined, changed: readonly HubId[]): Network['staff'] {
  const all = each(parts).flatMap(({ staff }) => staff ?? []);
  const touched = new Set<PersonId>();
  for (const hub of changed) {
    const [was, is] = [last?.parts.hubs.get(hub)?.staff?.people ?? {}, parts.hubs.get(hub)?.staff?.people ?? {}];
    for (const id of Object.keys(is)) if (own(was, id) !== own(is, id)) touched.add(id);
    for (const id of Object.keys(was)) if (own(is, id) === undefined) touched.add(id);
  }
  const members = new Map<PersonId, StaffMember | undefined>();
  for (const id of touched) {
    members.set(
      id,
      memberOf(
        id,
        all.flatMap(({ people }) => partsKnown(own(people, id))),
      ),
    );
  }
  return withChanges(last?.network.staff ?? {}, members);
}

const partsKnown = (member: PackedMember | undefined): readonly MemberPart[] => (member === undefined ? [] : [unpacked(member)]);

function shiftsIn(parts: Parts, last: Joined | undefined, changed: readonly HubId[]): Pick<Network, 'onShift' | 'leftAt'> {
  const all = each(parts).map(({ shifts }) => unpackedShifts(shifts));
  const touched = new Set<PersonId>();
  for (const hub of changed) {
    for (const shifts of [last?.parts.hubs.get(hub)?.shifts, parts.hubs.get(hub)?.shifts]) {
      const { onShift, leftAt } = unpackedShifts(shifts);
      for (const id of [...Object.keys(onShift), ...Object.keys(leftAt)]) touched.add(id);
    }
  }
  const onShift = new Map<PersonId, Network['onShift'][string] | undefined>();
  const leftAt = new Map<PersonId, Instant | undefined>();
  for (const id of touched) {
    const [shift] = all.flatMap((each) => own(each.onShift, id) ?? []).sort((a, b) => b.since.localeCompare(a.since));
    onShift.set(id, shift);
    const left = all
      .flatMap((each) => own(each.leftAt, id) ?? [])
      .sort()
      .at(-1);
    leftAt.set(id, left);
  }
  return { onShift: withChanges(last?.network.onShift ?? {}, onShift), leftAt: withChanges(last?.network.leftAt ?? {}, leftAt) };
}

/** The record with these entries; those that are `undefined` now are gone. Only these are looked at where none of them is gone. */
function withChanges<T>(all: Readonly<Record<string, T>>, changes: ReadonlyMap<string, T | undefined>): Readonly<Record<string, T>> {
  const set = Object.fromEntries([...changes].flatMap(([id, it]) => (it === undefined ? [] : [[id, it]]))) as Record<string, T>;
  const gone = new Set([...changes].flatMap(([id, it]) => (it === undefined && own(all, id) !== undefined ? [id] : [])));
  const kept = gone.size === 0 ? all : Object.fromEntries(Object.entries(all).filter(([id]) => !gone.has(id)));
  return { ...kept, ...set };
}
