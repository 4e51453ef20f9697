// Who of a hub is where, as an index that lasts as long as the part it was made from.
import { own } from '../lookup.ts';
import { folded } from '../names.ts';
import type { OrganisationId, PersonId } from '../terms.ts';
import { unpackedShifts } from './packed-shifts.ts';
import { type PackedStaff, unpacked } from './packed-staff.ts';
import type { HubParts } from './parts.ts';
import type { Network, StaffMember } from './state.ts';
import { grouped, type OnShift, type ShiftIndex, type StaffIndex } from './who-is-where.ts';

interface PartIndex {
  readonly at: ReadonlyMap<OrganisationId, readonly PersonId[]>;
  concerning?: ReadonlyMap<OrganisationId, readonly PersonId[]>;
  named?: ReadonlyMap<string, readonly PersonId[]>;
}
/** By the part they were made from: nobody of another hub is walked through again when one hub's staff changes. */
const ofStaff = new WeakMap<PackedStaff, PartIndex>();
const ofShifts = new WeakMap<object, ReadonlyMap<OrganisationId, readonly OnShift[]>>();

function partIndex(staff: PackedStaff): PartIndex {
  const known = ofStaff.get(staff);
  if (known !== undefined) return known;
  const posts = grouped(Object.entries(staff.people), ([, member]) => unpacked(member).posts.map(({ it }) => it.at));
  const made: PartIndex = { at: new Map([...posts].map(([at, people]) => [at, people.map(([id]) => id)])) };
  ofStaff.set(staff, made);
  return made;
}

function concerningIn(staff: PackedStaff): ReadonlyMap<OrganisationId, readonly PersonId[]> {
  const index = partIndex(staff);
  if (index.concerning === undefined) {
    const places = grouped(Object.entries(staff.people), ([, member]) => {
      const { posts, cleared } = unpacked(member);
      return [...posts.map(({ it }) => it.at), ...cleared.map(({ it }) => it.practice)];
    });
    index.concerning = new Map([...places].map(([at, people]) => [at, people.map(([id]) => id)]));
  }
  return index.concerning;
}

function namesIn(staff: PackedStaff): ReadonlyMap<string, readonly PersonId[]> {
  const index = partIndex(staff);
  if (index.named === undefined) {
    const named = grouped(Object.entries(staff.people), ([, [name]]) => (name === '' ? [] : [folded(name)]));
    index.named = new Map([...named].map(([name, people]) => [name, people.map(([id]) => id)]));
  }
  return index.named;
}

/** Of the hubs' parts, in their order. */
export function staffIndex(hubs: readonly HubParts[], staff: Network['staff']): StaffIndex {
  const all = hubs.flatMap((hub) => hub.staff ?? []);
  const members = (ids: readonly PersonId[]): readonly StaffMember[] => [...new Set(ids)].flatMap((id) => own(staff, id) ?? []);
  return {
    at: (organisation) => members(all.flatMap((part) => partIndex(part).at.get(organisation) ?? [])),
    concerning: (organisation) => members(all.flatMap((part) => concerningIn(part).get(organisation) ?? [])),
    named: (name) => (name === '' ? [] : members(all.flatMap((part) => namesIn(part).get(name) ?? []))),
  };
}

/** Of the hubs' parts, in their order. */
export function shiftIndex(hubs: readonly HubParts[], onShift: Network['onShift']): ShiftIndex {
  const all = hubs.flatMap(({ shifts }) => shifts ?? []);
  const byPlace = (shifts: (typeof all)[number]): ReadonlyMap<OrganisationId, readonly OnShift[]> => {
    const known = ofShifts.get(shifts);
    if (known !== undefined) return known;
    const by = grouped(Object.entries(unpackedShifts(shifts).onShift), ([, { at }]) => [at]);
    const made = new Map([...by].map(([at, people]) => [at, people.map(([id, { since }]) => ({ id, since }))]));
    ofShifts.set(shifts, made);
    return made;
  };
  return {
    at: (organisation) =>
      all
        .flatMap((shifts) => byPlace(shifts).get(organisation) ?? [])
        .filter(({ id, since }) => {
          const shift = own(onShift, id);
          return shift?.at === organisation && shift.since === since;
        }),
  };
}
