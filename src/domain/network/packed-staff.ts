// A hub's staff as it is stored: posts and clearances in as few characters as plain JSON allows, and their order where it spans hubs.
import { own } from '../lookup.ts';
import type { Capability, OrganisationId, PersonId, Role } from '../terms.ts';
import type { Clearance, Post, StaffMember } from './state.ts';

/** The posts at a hub and its practices, and the clearances for its practices, of whoever has either. */
export interface PackedStaff {
  readonly people: Readonly<Record<PersonId, PackedMember>>;
}

/**
 * `["Dr Ada Okafor", ["clinician HUB01"], [["vwpb", "", "A98101", "B98202"]]]`: name, posts, and clearances in runs of the same
 * capabilities and last day. The name is empty where there are no posts: another hub has it. A number behind a post or a practice is its
 * place among all that the person has, where that is not the one after the last: somebody with posts at several hubs has them in the
 * order in which they were given, and log-ins count in that order.
 */
export type PackedMember = readonly [
  name: string,
  posts: readonly (string | number)[],
  cleared: readonly (readonly [capabilities: string, until: string, ...practices: (string | number)[]])[],
];

/** Something held, and its place among all that the person holds at whichever hub. */
export interface Placed<T> {
  readonly it: T;
  readonly place: number;
}
/** What one hub knows of a person. */
export interface MemberPart {
  readonly name: string;
  readonly posts: readonly Placed<Post>[];
  readonly cleared: readonly Placed<Clearance>[];
}

const letters: Readonly<Record<Capability, string>> = { view: 'v', write: 'w', prescribe: 'p', book: 'b' };
const capabilityOf = Object.fromEntries(Object.entries(letters).map(([name, letter]) => [letter, name as Capability]));

/** One list for all clearances that allow the same: ten thousand people have two hundred thousand of them, and a few dozen lists. */
const lists = new Map<string, readonly Capability[]>();
function capabilitiesOf(packed: string): readonly Capability[] {
  const known = lists.get(packed);
  if (known !== undefined) return known;
  const list = [...packed].flatMap((letter) => own(capabilityOf, letter) ?? []);
  lists.set(packed, list);
  return list;
}

export const inOrder = <T>(all: readonly T[]): readonly Placed<T>[] => all.map((it, place) => ({ it, place }));

/** As `PackedMember` says. */
export function packed({ name, posts, cleared }: MemberPart): PackedMember {
  const runs: [string, string, ...(string | number)[]][] = [];
  let expected = 0;
  for (const { it, place } of cleared) {
    const [allows, until] = [it.capabilities.map((each) => letters[each]).join(''), it.until ?? ''];
    const last = runs.at(-1);
    const run = last?.[0] === allows && last[1] === until ? last : undefined;
    const entry = place === expected ? [it.practice] : [it.practice, place];
    if (run === undefined) runs.push([allows, until, ...entry]);
    else run.push(...entry);
    expected = place + 1;
  }
  let next = 0;
  const held = posts.flatMap(({ it, place }) => {
    const entry = `${it.role} ${it.at}`;
    const isNext = place === next;
    next = place + 1;
    return isNext ? [entry] : [entry, place];
  });
  return [posts.length === 0 ? '' : name, held, runs];
}

const known = new WeakMap<PackedMember, MemberPart>();

/** What was packed. */
export function unpacked(member: PackedMember): MemberPart {
  const before = known.get(member);
  if (before !== undefined) return before;
  const [name, posts, runs] = member;
  const held = placed(posts, 0, (entry) => {
    const [role = '', at = ''] = entry.split(' ');
    return { role: role as Role, at } satisfies Post;
  });
  const cleared: Placed<Clearance>[] = [];
  for (const [allows, until, ...practices] of runs) {
    const capabilities = capabilitiesOf(allows);
    const day = until === '' ? {} : { until };
    cleared.push(...placed(practices, (cleared.at(-1)?.place ?? -1) + 1, (practice) => ({ practice, capabilities, ...day })));
  }
  const part = { name, posts: held, cleared };
  known.set(member, part);
  return part;
}

/** A list in which a number is the place of the entry before it. */
function placed<T>(packedList: readonly (string | number)[], first: number, read: (entry: string) => T): readonly Placed<T>[] {
  const found: Placed<T>[] = [];
  for (const entry of packedList) {
    const last = found.at(-1);
    if (typeof entry === 'string') found.push({ it: read(entry), place: last === undefined ? first : last.place + 1 });
    else if (last !== undefined) found[found.length - 1] = { it: last.it, place: entry };
  }
  return found;
}

/** What several hubs know of a person, put together; `undefined` where nobody gives them a post any more. */
export function memberOf(id: PersonId, parts: readonly MemberPart[]): StaffMember | undefined {
  const named = parts.find(({ posts }) => posts.length > 0);
  if (named === undefined) return undefined;
  return { id, name: named.name, posts: merged(parts.map(({ posts }) => posts)), cleared: merged(parts.map(({ cleared }) => cleared)) };
}

/** In the order of their places; of the same place, in the order of the hubs. */
function merged<T>(lists: readonly (readonly Placed<T>[])[]): readonly T[] {
  const filled = lists.filter(({ length }) => length > 0);
  const all = filled.length === 1 ? (filled[0] ?? []) : filled.flat().sort((a, b) => a.place - b.place);
  return all.map(({ it }) => it);
}

/** What a hub knows of a member: of posts and clearances those that are its own, in their places among all. */
export function partOf(member: StaffMember, isOurs: (at: OrganisationId) => boolean): MemberPart {
  return {
    name: member.name,
    posts: inOrder(member.posts).filter(({ it }) => isOurs(it.at)),
    cleared: inOrder(member.cleared).filter(({ it }) => isOurs(it.practice)),
  };
}
