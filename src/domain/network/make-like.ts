// Giving somebody what a colleague has at a hub: the same posts, and the same clearances for the practices that are named.
import { isDeepStrictEqual } from 'node:util';
import { own } from '../lookup.ts';
import { type HubId, personOf } from '../terms.ts';
import { onTheWall } from '../time/calendar.ts';
import type { MakeLike } from './command.ts';
import type { NetworkEvent } from './event.ts';
import { mayChange, type NetworkDecision, type NetworkRefusal, type Question, refuse } from './refusals.ts';
import { isPersonId, staffNameCharactersMax } from './staff.ts';
import { type Clearance, hubOf, loginsMaxDefault, type Network, type Post, type StaffMember } from './state.ts';

/** What somebody has at one hub and its practices that a colleague can be given: clearances that have ended are none. */
export function heldAt(network: Network, { posts, cleared }: StaffMember, hub: string, today: string) {
  return {
    posts: posts.filter(({ at }) => hubOf(network, at) === hub),
    cleared: cleared.filter(({ practice, until }) => hubOf(network, practice) === hub && (until === undefined || until >= today)),
  };
}

const same = (one: Post, other: Post): boolean => one.role === other.role && one.at === other.at;

/** Decides about `MakeLike`: all of it or nothing. */
export function makeLike({ command, network }: Question<MakeLike>): NetworkDecision {
  const { at, by, hub, person, practices } = command;
  const refusal = mayChange(network, by, hub, 'hubLead');
  if (refusal) return refuse(refusal);
  const like = own(network.staff, command.like);
  if (like === undefined) return refuse({ why: 'personUnknown', person: command.like });
  if (person === like.id) return refuse({ why: 'likeThemselves' });
  const held = heldAt(network, like, hub, onTheWall(at).date);
  const given = held.cleared.filter(({ practice }) => practices.includes(practice));
  const notHeld = practices.find((practice) => !given.some((each) => each.practice === practice));
  if (notHeld !== undefined || held.posts.length === 0) return refuse({ why: 'nothingLike', person: personOf(like) });
  const there = own(network.staff, person);
  const posts = [...(there?.posts ?? []), ...held.posts.filter((post) => !there?.posts.some((each) => same(each, post)))];
  const fresh = cleared(there, posts, given);
  const tooMany = tooManyLogins(network, hub, there, fresh);
  if (tooMany) return refuse(tooMany);
  const first = there === undefined ? added(command, posts) : there.posts.length === posts.length ? [] : [changed(command, posts)];
  if ('why' in first) return refuse(first);
  return { events: [...first, ...fresh.map((clearance): NetworkEvent => ({ type: 'ClearanceGiven', at, by, person, clearance }))] };
}

function added({ at, by, person, name }: MakeLike, posts: readonly Post[]): readonly NetworkEvent[] | NetworkRefusal {
  if (!isPersonId(person)) return { why: 'personIdWrong' };
  const shown = name.trim();
  if (shown === '' || shown.length > staffNameCharactersMax) return { why: 'nameWrong', charactersMax: staffNameCharactersMax };
  return [{ type: 'StaffAdded', at, by, person, name: shown, posts }];
}

const changed = ({ at, by, person }: MakeLike, posts: readonly Post[]): NetworkEvent => ({ type: 'PostsChanged', at, by, person, posts });

/** What is new to them: whoever works at a practice needs no clearance there. */
function cleared(there: StaffMember | undefined, posts: readonly Post[], given: readonly Clearance[]): readonly Clearance[] {
  return given.filter(
    (each) =>
      !posts.some(({ at }) => at === each.practice) &&
      !there?.cleared.some((known) => known.practice === each.practice && isDeepStrictEqual(known, each)),
  );
}

/** The same limit as where somebody is cleared for one practice after the other. */
function tooManyLogins(
  network: Network,
  hub: HubId,
  there: StaffMember | undefined,
  fresh: readonly Clearance[],
): NetworkRefusal | undefined {
  const loginsMax = own(network.hubs, hub)?.loginsMax ?? loginsMaxDefault;
  const isSeparate = ({ practice }: Clearance): boolean => own(network.practices, practice)?.recordAccess === 'separate';
  const others = (there?.cleared ?? []).filter((each) => isSeparate(each) && !fresh.some(({ practice }) => practice === each.practice));
  const more = fresh.filter((each) => isSeparate(each) && each.capabilities.length > 1);
  const over = more[loginsMax - others.length];
  return over !== undefined && others.length + more.length > loginsMax
    ? { why: 'tooManyLogins', practice: over.practice, loginsMax }
    : undefined;
}
