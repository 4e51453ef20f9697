// How a hub's part looks after something has happened to it.
import { own } from '../lookup.ts';
import type { PersonId } from '../terms.ts';
import { evolveNetwork } from './evolve.ts';
import type { Network } from './hubs-practices-staff.ts';
import { disastersIn } from './in-force.ts';
import { type HubShifts, packedShifts, type Shifts, unpackedShifts } from './packed-shifts.ts';
import { type MemberPart, type PackedMember, type PackedStaff, packed, unpacked } from './packed-staff.ts';
import type { OrganisationsEvent, RosterEvent, ShiftsEvent, StaffEvent } from './part-event.ts';
import type { Organisations, Roster } from './parts.ts';
import { rememberedLeaving } from './shifts.ts';

const nobody: Pick<Network, 'staff' | 'onShift'> = { staff: {}, onShift: {} };

/** Throws where a hub that was never set is to be changed: a bug. */
export function evolveOrganisations(before: Organisations | undefined, event: OrganisationsEvent): Organisations {
  if (event.type === 'OrganisationsSet') {
    const kept = Object.entries(before?.practices ?? {}).filter(([code]) => !event.removed.includes(code));
    return {
      hub: event.hub,
      practices: { ...Object.fromEntries(kept), ...event.practices },
      channels: before?.channels ?? {},
      ...disastersIn(before ?? {}),
    };
  }
  if (before === undefined) throw new Error(`${event.type} of a hub that is not there`);
  const { hub } = before;
  const after = evolveNetwork({ ...before, ...nobody, hubs: { [hub.id]: hub } }, event);
  return { hub: own(after.hubs, hub.id) ?? hub, practices: after.practices, channels: after.channels, ...disastersIn(after) };
}

export function evolveStaff(before: PackedStaff | undefined, event: StaffEvent): PackedStaff {
  const people = before?.people ?? {};
  switch (event.type) {
    case 'StaffSet':
      return { people: { ...without(people, event.removed), ...event.people } };
    case 'StaffAdded':
    case 'PostsChanged': {
      const posts = event.posts.map((it, index) => ({ it, place: event.places[index] ?? index }));
      return withPart(people, event.person, { name: event.name, posts, cleared: partIn(people, event.person).cleared });
    }
    case 'ClearanceGiven': {
      const part = partIn(people, event.person);
      const { clearance, place } = event;
      const isThere = part.cleared.some(({ it }) => it.practice === clearance.practice);
      // In its old place: log-ins count in the order they were given.
      const cleared = part.cleared.map((each) => (each.it.practice === clearance.practice ? { ...each, it: clearance } : each));
      return withPart(people, event.person, { ...part, cleared: isThere ? cleared : [...cleared, { it: clearance, place }] });
    }
    case 'ClearanceRemoved': {
      const part = partIn(people, event.person);
      return withPart(people, event.person, { ...part, cleared: part.cleared.filter(({ it }) => it.practice !== event.practice) });
    }
    case 'StaffRemoved':
      return { people: without(people, [event.person]) };
  }
}

export function evolveShifts(before: HubShifts | undefined, event: ShiftsEvent): HubShifts {
  const shifts = unpackedShifts(before);
  const { onShift } = shifts;
  const leftAt = rememberedLeaving(shifts.leftAt, event.at);
  return packedShifts(shiftsAfter({ onShift, leftAt }, event));
}

function shiftsAfter({ onShift, leftAt }: Shifts, event: ShiftsEvent): Shifts {
  switch (event.type) {
    case 'WentOnShift': {
      // At the end of the list, wherever they were before.
      const others = without(onShift, [event.person]);
      return { onShift: { ...others, [event.person]: { at: event.organisation, since: event.at } }, leftAt };
    }
    case 'WentOffShift': {
      const isTheirWord = event.by.kind === 'person' && event.to === undefined;
      return { onShift: without(onShift, [event.person]), leftAt: isTheirWord ? { ...leftAt, [event.person]: event.at } : leftAt };
    }
    case 'ShiftsEnded':
      return { onShift: without(onShift, [...event.people, ...event.gone]), leftAt: without(leftAt, event.gone) };
  }
}

export function evolveRoster(before: Roster | undefined, event: RosterEvent): Roster {
  const lastImport = event.digest ?? before?.lastImport;
  return { hubs: event.hubs, ...(lastImport === undefined ? {} : { lastImport }) };
}

const unknown: MemberPart = { name: '', posts: [], cleared: [] };

function partIn(people: PackedStaff['people'], person: PersonId): MemberPart {
  const member = own(people, person);
  return member === undefined ? unknown : unpacked(member);
}

/** Somebody without posts and clearances here is none of this hub's. */
function withPart(people: PackedStaff['people'], person: PersonId, part: MemberPart): PackedStaff {
  if (part.posts.length === 0 && part.cleared.length === 0) return { people: without(people, [person]) };
  const member: PackedMember = packed(part);
  return { people: { ...people, [person]: member } };
}

function without<T>(all: Readonly<Record<string, T>>, ids: readonly string[]): Readonly<Record<string, T>> {
  const gone = new Set(ids);
  return Object.fromEntries(Object.entries(all).filter(([id]) => !gone.has(id)));
}
