// Which hubs' parts a change of the network concerns, and what has happened to each of them.
import { own } from '../lookup.ts';
import type { HubId, OrganisationId, PersonId } from '../terms.ts';
import type { NetworkEvent } from './event.ts';
import type { Post } from './hubs-practices-staff.ts';
import type { Joined } from './join.ts';
import { unpackedShifts } from './packed-shifts.ts';
import { type MemberPart, type Placed, unpacked } from './packed-staff.ts';
import type { Routed } from './part-event.ts';
import { partsOf } from './parts.ts';
import { movedBetween } from './practice-between-hubs.ts';
import { hubOf } from './state.ts';

type Small = Exclude<NetworkEvent, { readonly type: 'NetworkEstablished' }>;
type Event<Type extends Small['type']> = Extract<Small, { readonly type: Type }>;

/** A change as it happens to the parts it concerns, the hub it is mostly about first; a network that is set whole goes by `established`. */
export function routed(event: Small, joined: Joined): readonly Routed[] {
  switch (event.type) {
    case 'HubAdded':
      return hubRouted(event);
    case 'PracticesAdded':
      return inHub(joined, event.hub, (hub) => ({ hub, part: 'organisations', event }));
    case 'ChannelGiven':
      return inHub(joined, event.channel.organisation, (hub) => ({ hub, part: 'organisations', event }));
    case 'HoursSet':
    case 'DaySet':
    case 'CutOffSet':
    case 'ContactsSet':
    case 'TaskTemplateSet':
    case 'BuddySet':
    case 'WorkMinutesSet':
      return inHub(joined, event.organisation, (hub) => ({ hub, part: 'organisations', event }));
    case 'InForceSet':
      return [{ hub: event.hub, part: 'organisations', event }];
    case 'PathwaySet':
    case 'AllocationSet':
    case 'AgreementSet':
    case 'StageSet':
    case 'PracticeClosed':
    case 'RecordsSet':
      return inHub(joined, event.practice, (hub) => ({ hub, part: 'organisations', event }));
    case 'PracticeMoved':
      return movedBetween(event, joined);
    case 'StaffAdded':
    case 'PostsChanged':
      return [...postsRouted(event, joined), ...shiftsLost(event, joined)];
    case 'ClearanceGiven':
      return inHub(joined, event.clearance.practice, (hub) => ({
        hub,
        part: 'staff',
        event: { ...event, place: nextPlace(joined, event.person) },
      }));
    case 'ClearanceRemoved':
      return inHub(joined, event.practice, (hub) => ({ hub, part: 'staff', event }));
    case 'StaffRemoved':
      return removalRouted(event, joined);
    case 'WentOnShift':
      return onRouted(event, joined);
    case 'WentOffShift':
      return hubsWithShift(joined, event.person).map((hub) => ({ hub, part: 'shifts', event }));
  }
}

/** The hub's parts begin; its lead's post stands behind all others that they hold. */
function hubRouted({ at, by, hub, lead }: Event<'HubAdded'>): readonly Routed[] {
  const set: Routed = { hub: hub.id, part: 'organisations', event: { type: 'OrganisationsSet', at, by, hub, practices: {}, removed: [] } };
  if (lead === undefined) return [set];
  const { person, name, posts } = lead;
  const here = posts.map((it, place) => ({ it, place })).filter(({ it }) => it.at === hub.id);
  const held = { person, name, posts: here.map(({ it }) => it), places: here.map(({ place }) => place) };
  return [set, { hub: hub.id, part: 'staff', event: { type: 'StaffAdded', at, by, ...held } }];
}

const inHub = (joined: Joined, id: OrganisationId, to: (hub: HubId) => Routed): readonly Routed[] => {
  const hub = hubOf(joined.network, id);
  return hub === undefined ? [] : [to(hub)];
};

/** What each hub knows of a person, in the order of the hubs. */
function partsKnowing({ parts }: Joined, person: PersonId): readonly { readonly hub: HubId; readonly part: MemberPart }[] {
  return parts.roster.hubs.flatMap((hub) => {
    const member = own(partsOf(parts, hub).staff?.people, person);
    return member === undefined ? [] : [{ hub, part: unpacked(member) }];
  });
}

/** The hubs whose staff lists know of a person. */
export const hubsKnowingPerson = (joined: Joined, person: PersonId): readonly HubId[] => partsKnowing(joined, person).map(({ hub }) => hub);

/** The hubs that have a person on shift: one, but for the moment in which somebody goes from one hub to another. */
export const hubsWithShift = ({ parts }: Joined, person: PersonId): readonly HubId[] =>
  parts.roster.hubs.filter((hub) => own(unpackedShifts(partsOf(parts, hub).shifts).onShift, person) !== undefined);

/** Behind everything that the person is cleared for, at whichever hub. */
const nextPlace = (joined: Joined, person: PersonId): number =>
  1 + Math.max(-1, ...partsKnowing(joined, person).flatMap(({ part }) => part.cleared.map(({ place }) => place)));

/** Each hub where the person then holds posts, or held others than these. */
function postsRouted(event: Event<'StaffAdded' | 'PostsChanged'>, joined: Joined): readonly Routed[] {
  const { person, posts } = event;
  const before = partsKnowing(joined, person);
  const hubs = new Set([...posts.flatMap(({ at }) => hubOf(joined.network, at) ?? []), ...before.map(({ hub }) => hub)]);
  const name = event.type === 'StaffAdded' ? event.name : (own(joined.network.staff, person)?.name ?? '');
  return [...hubs].flatMap((hub): readonly Routed[] => {
    const theirs = posts.map((it, place) => ({ it, place })).filter(({ it }) => hubOf(joined.network, it.at) === hub);
    const were = before.find((each) => each.hub === hub)?.part.posts ?? [];
    if (samePosts(theirs, were)) return [];
    const { type, at, by } = event;
    const here = { person, name, posts: theirs.map(({ it }) => it), places: theirs.map(({ place }) => place) };
    return [{ hub, part: 'staff', event: { type, at, by, ...here } }];
  });
}

const samePosts = (one: readonly Placed<Post>[], other: readonly Placed<Post>[]): boolean =>
  one.length === other.length &&
  one.every(({ it, place }, index) => {
    const there = other[index];
    return there?.place === place && there.it.role === it.role && there.it.at === it.at;
  });

/** Nobody is on shift where they hold no post any more. */
function shiftsLost({ person, posts, at, by }: Event<'StaffAdded' | 'PostsChanged'>, joined: Joined): readonly Routed[] {
  return hubsWithShift(joined, person).flatMap((hub): readonly Routed[] => {
    const shift = own(unpackedShifts(partsOf(joined.parts, hub).shifts).onShift, person);
    if (posts.some((post) => post.at === shift?.at)) return [];
    return [{ hub, part: 'shifts', event: { type: 'ShiftsEnded', at, by, people: [person], gone: [] } }];
  });
}

/**
 * First where they are only cleared: whoever is added again later must not find their old clearances there, and until the last hub has let
 * go of them they are still on the staff, so that what a crash left can be asked for again.
 */
function removalRouted(event: Event<'StaffRemoved'>, joined: Joined): readonly Routed[] {
  const { at, by, person } = event;
  const known = partsKnowing(joined, person);
  const inOrder = [...known.filter(({ part }) => part.posts.length === 0), ...known.filter(({ part }) => part.posts.length > 0)];
  const inShifts = joined.parts.roster.hubs.filter((hub) => {
    const { onShift, leftAt } = unpackedShifts(partsOf(joined.parts, hub).shifts);
    return own(onShift, person) !== undefined || own(leftAt, person) !== undefined;
  });
  return [
    ...inOrder.map(({ hub }): Routed => ({ hub, part: 'staff', event })),
    ...inShifts.map((hub): Routed => ({ hub, part: 'shifts', event: { type: 'ShiftsEnded', at, by, people: [], gone: [person] } })),
  ];
}

/** The hub they go to first: in between, the later of two shifts holds. */
function onRouted(event: Event<'WentOnShift'>, joined: Joined): readonly Routed[] {
  const { at, by, person, organisation } = event;
  const there = hubOf(joined.network, organisation);
  const left = hubsWithShift(joined, person).filter((hub) => hub !== there);
  return [
    ...inHub(joined, organisation, (hub) => ({ hub, part: 'shifts', event })),
    ...left.map((hub): Routed => ({ hub, part: 'shifts', event: { type: 'WentOffShift', at, by, person, to: organisation } })),
  ];
}
