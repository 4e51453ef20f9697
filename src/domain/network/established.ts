// A network set whole from a file, as it happens hub by hub: what is others than it was, and nothing else.
import { isDeepStrictEqual } from 'node:util';
import { own } from '../lookup.ts';
import type { Actor, HubId, Instant, PersonId } from '../terms.ts';
import type { NetworkContent } from './hubs-practices-staff.ts';
import type { Joined } from './join.ts';
import { unpackedShifts } from './packed-shifts.ts';
import { type MemberPart, type PackedMember, type PackedStaff, unpacked } from './packed-staff.ts';
import type { OrganisationsEvent, ShiftsEvent, StaffEvent } from './part-event.ts';
import { type Organisations, partsOf } from './parts.ts';
import { organisationsByHub, staffByHub } from './split.ts';

/** People's entries in one event, in characters: three such rows and the state go in one transaction with much room to spare. */
const eventCharactersMax = 100_000;

interface Slices {
  readonly organisations: ReadonlyMap<HubId, Pick<Organisations, 'hub' | 'practices'>>;
  readonly staff: ReadonlyMap<HubId, PackedStaff>;
}
/** A content is taken apart once, not once for each of its hubs. */
const slices = new WeakMap<NetworkContent, Slices>();

/** The content as its hubs will have it. */
export function sliced(content: NetworkContent): Slices {
  const known = slices.get(content);
  if (known !== undefined) return known;
  const made = { organisations: organisationsByHub(content), staff: staffByHub(content) };
  slices.set(content, made);
  return made;
}

export interface Established {
  readonly organisations: readonly OrganisationsEvent[];
  readonly staff: readonly StaffEvent[];
  readonly shifts: readonly ShiftsEvent[];
}

/** Why and when it is set, and as what. */
export interface Setting {
  readonly at: Instant;
  readonly by: Actor;
  readonly content: NetworkContent;
}

/** What happens to each part of a hub when the network is set to this content; nothing where it is so already. */
export function establishedIn(hub: HubId, setting: Setting, joined: Joined): Established {
  return {
    organisations: organisationsSet(hub, setting, joined),
    staff: staffSet(hub, setting, joined),
    shifts: shiftsEnded(hub, setting, joined),
  };
}

function organisationsSet(hub: HubId, { at, by, content }: Setting, joined: Joined): readonly OrganisationsEvent[] {
  const after = sliced(content).organisations.get(hub);
  if (after === undefined) return [];
  const before = partsOf(joined.parts, hub).organisations;
  const practices = Object.entries(after.practices).filter(
    ([code, practice]) => !isDeepStrictEqual(own(before?.practices, code), practice),
  );
  const removed = Object.keys(before?.practices ?? {}).filter((code) => own(after.practices, code) === undefined);
  if (practices.length === 0 && removed.length === 0 && isDeepStrictEqual(before?.hub, after.hub)) return [];
  return [{ type: 'OrganisationsSet', at, by, hub: after.hub, practices: Object.fromEntries(practices), removed }];
}

function staffSet(hub: HubId, { at, by, content }: Setting, joined: Joined): readonly StaffEvent[] {
  const before = partsOf(joined.parts, hub).staff?.people ?? {};
  const after = sliced(content).staff.get(hub)?.people ?? {};
  const removed = Object.keys(before).filter((id) => own(after, id) === undefined);
  const changed = Object.entries(after).filter(([id, member]) => {
    const was = own(before, id);
    if (isDeepStrictEqual(was, member)) return false;
    // Places may differ where the order does not: what counts is the person as everybody sees them, and what of it this hub keeps.
    return was === undefined || !isSameHere(was, member) || !isDeepStrictEqual(own(joined.network.staff, id), own(content.staff, id));
  });
  return staffEvents({ at, by }, changed, removed);
}

/** These people set as they are now and those removed, in as many events as it takes; none where there is nobody. */
export function staffEvents(
  { at, by }: Pick<Setting, 'at' | 'by'>,
  people: readonly Entry[],
  removed: readonly PersonId[],
): readonly StaffEvent[] {
  if (people.length === 0 && removed.length === 0) return [];
  const chunks = people.length === 0 ? [[]] : inChunks(people);
  return chunks.map((some, index) => ({
    type: 'StaffSet',
    at,
    by,
    people: Object.fromEntries(some),
    removed: index === 0 ? removed : [],
  }));
}

/** Whether both hold the same posts and clearances, at whatever places: a practice that has moved takes its people's with it. */
function isSameHere(one: PackedMember, other: PackedMember): boolean {
  const held = ({ posts, cleared }: MemberPart) => [posts.map(({ it }) => it), cleared.map(({ it }) => it)];
  return isDeepStrictEqual(held(unpacked(one)), held(unpacked(other)));
}

type Entry = readonly [PersonId, PackedMember];

function inChunks(people: readonly Entry[]): readonly (readonly Entry[])[] {
  const chunks: Entry[][] = [];
  let room = 0;
  for (const entry of people) {
    const characters = JSON.stringify(entry).length;
    const last = chunks.at(-1);
    if (last === undefined || characters > room) {
      chunks.push([entry]);
      room = eventCharactersMax - characters;
    } else {
      last.push(entry);
      room -= characters;
    }
  }
  return chunks;
}

function shiftsEnded(hub: HubId, { at, by, content }: Setting, joined: Joined): readonly ShiftsEvent[] {
  const { onShift, leftAt } = unpackedShifts(partsOf(joined.parts, hub).shifts);
  const posts = (id: PersonId) => own(content.staff, id)?.posts ?? [];
  const people = Object.entries(onShift).flatMap(([id, shift]) => (posts(id).some((post) => post.at === shift.at) ? [] : [id]));
  const gone = Object.keys(leftAt).filter((id) => own(content.staff, id) === undefined);
  return people.length === 0 && gone.length === 0 ? [] : [{ type: 'ShiftsEnded', at, by, people, gone }];
}
