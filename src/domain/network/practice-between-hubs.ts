// What a practice's move is to the parts of both hubs: the practice, its people's posts and everybody's clearances for it go from one to the other.
import { own } from '../lookup.ts';
import type { HubId, OdsCode, PersonId } from '../terms.ts';
import { staffEvents } from './established.ts';
import type { NetworkEvent } from './event.ts';
import type { Joined } from './join.ts';
import { type MemberPart, type PackedMember, type Placed, packed, unpacked } from './packed-staff.ts';
import type { Routed } from './part-event.ts';
import { partsOf } from './parts.ts';
import { afterMove } from './practice-moved.ts';

type Moved = Extract<NetworkEvent, { readonly type: 'PracticeMoved' }>;

/** First where it goes to, so that it is nowhere missing on the way. */
export function movedBetween(event: Moved, { parts, network }: Joined): readonly Routed[] {
  const { at, by, practice, from, to } = event;
  const after = afterMove(network, event);
  const [it, there, left] = [own(after.practices, practice), own(after.hubs, to), own(after.hubs, from)];
  if (it === undefined || there === undefined) return [];
  const people = (hub: HubId): Readonly<Record<PersonId, PackedMember>> => partsOf(parts, hub).staff?.people ?? {};
  const theirs = Object.entries(people(from)).flatMap(([id, member]): readonly [PersonId, MemberPart][] => {
    const part = unpacked(member);
    return isNothing(partAt(part, practice)) ? [] : [[id, part]];
  });
  const given = theirs.map(([id, part]) => [id, packed(withPart(own(people(to), id), partAt(part, practice)))] as const);
  const kept = theirs.map(([id, part]) => [id, partBeside(part, practice)] as const);
  const channels = Object.values(network.channels).filter(({ organisation }) => organisation === practice);
  const removed = kept.flatMap(([id, part]) => (isNothing(part) ? [id] : []));
  const changed = kept.flatMap(([id, part]) => (isNothing(part) ? [] : [[id, packed(part)] as const]));
  const organisations = { type: 'OrganisationsSet', at, by } as const;
  return [
    { hub: to, part: 'organisations', event: { ...organisations, hub: there, practices: { [practice]: it }, removed: [] } },
    // Whatever hub it goes to next, the channel that it has now goes with it, and none that it had before.
    ...channels.map((channel): Routed => ({ hub: to, part: 'organisations', event: { type: 'ChannelGiven', at, by, channel } })),
    ...staffSet(event, to, given, []),
    ...(left === undefined
      ? []
      : [{ hub: from, part: 'organisations', event: { ...organisations, hub: left, practices: {}, removed: [practice] } } as const]),
    ...staffSet(event, from, changed, removed),
  ];
}

const staffSet = (
  event: Moved,
  hub: HubId,
  people: readonly (readonly [PersonId, PackedMember])[],
  removed: readonly PersonId[],
): readonly Routed[] => staffEvents(event, people, removed).map((each) => ({ hub, part: 'staff', event: each }));

const isNothing = ({ posts, cleared }: MemberPart): boolean => posts.length === 0 && cleared.length === 0;
const partAt = ({ name, posts, cleared }: MemberPart, practice: OdsCode): MemberPart => ({
  name,
  posts: posts.filter(({ it }) => it.at === practice),
  cleared: cleared.filter(({ it }) => it.practice === practice),
});
const partBeside = ({ name, posts, cleared }: MemberPart, practice: OdsCode): MemberPart => ({
  name,
  posts: posts.filter(({ it }) => it.at !== practice),
  cleared: cleared.filter(({ it }) => it.practice !== practice),
});

/** In their old places among all that the person has; what a move that was broken off has brought already is not brought twice. */
function withPart(member: PackedMember | undefined, more: MemberPart): MemberPart {
  const there = member === undefined ? undefined : unpacked(member);
  if (there === undefined) return more;
  const newPosts = more.posts.filter(({ it }) => !there.posts.some((each) => each.it.at === it.at && each.it.role === it.role));
  const newCleared = more.cleared.filter(({ it }) => !there.cleared.some((each) => each.it.practice === it.practice));
  return {
    name: there.name === '' ? more.name : there.name,
    posts: byPlace([...there.posts, ...newPosts]),
    cleared: byPlace([...there.cleared, ...newCleared]),
  };
}
const byPlace = <T>(all: readonly Placed<T>[]): readonly Placed<T>[] => [...all].sort((a, b) => a.place - b.place);
