// The network file (hubs, practices, staff): read whole or not at all, naming every fault by its path; written; published as JSON Schema.
import { createHash } from 'node:crypto';
import * as z from 'zod/v4';
import { own } from '../domain/lookup.ts';
import { takenHubIds } from '../domain/network/begin.ts';
import { charactersIn } from '../domain/network/decide-parts.ts';
import { sliced } from '../domain/network/established.ts';
import { partCharactersMax } from '../domain/network/parts.ts';
import { hubOf, type NetworkContent } from '../domain/network/state.ts';
import type { HubId, OrganisationId } from '../domain/terms.ts';
import { type File, fileSchema } from './network-schema.ts';

export type { NetworkContent } from '../domain/network/state.ts';

/** The shape of the file, for editors and other programs; what it cannot say (a code that is no practice of the file) `readNetworkFile` does. */
export function networkFileSchema(): object {
  return { ...z.toJSONSchema(fileSchema, { io: 'input' }), title: 'ehub.network.json' };
}

/** The network a file describes, or everything that is wrong with it as `path: rule`. */
export function readNetworkFile(json: string): { readonly network: NetworkContent } | { readonly faults: readonly string[] } {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    return { faults: ['the file is not JSON'] };
  }
  const parsed = fileSchema.safeParse(value);
  if (!parsed.success)
    return { faults: parsed.error.issues.map((issue) => `${z.core.toDotPath(issue.path) || 'the top'}: ${issue.message}`) };
  const faults = faultsBetween(parsed.data);
  if (faults.length > 0) return { faults };
  const { hubs, practices, staff } = parsed.data;
  const network = {
    hubs: Object.fromEntries(hubs.map((each) => [each.id, each])),
    practices: Object.fromEntries(practices.map((each) => [each.code, each])),
    staff: Object.fromEntries(staff.map((each) => [each.id, each])),
  } as NetworkContent;
  const tooLarge = faultsOfSize(network);
  return tooLarge.length > 0 ? { faults: tooLarge } : { network };
}

/** What no row could hold, said before anything is written: each hub's practices are stored together, and so is its staff. */
function faultsOfSize(network: NetworkContent): readonly string[] {
  const { organisations, staff } = sliced(network);
  const fault = (index: number, what: string, part: unknown): readonly string[] => {
    const characters = charactersIn(part);
    if (characters <= partCharactersMax) return [];
    return [`hubs[${index}]: ${what} take ${characters} characters as they are stored, and at most ${partCharactersMax} fit for one hub`];
  };
  return Object.keys(network.hubs).flatMap((hub, index) => {
    const people = Object.keys(staff.get(hub)?.people ?? {}).length;
    return [
      ...fault(index, `${hub} and its ${Object.keys(organisations.get(hub)?.practices ?? {}).length} practices`, organisations.get(hub)),
      ...fault(index, `the posts and clearances of the ${people} people who work at ${hub} or are cleared there`, staff.get(hub)),
    ];
  });
}

/** Faults that belong to no single part of the file. */
function faultsBetween({ hubs, practices, staff }: File): readonly string[] {
  const ids = [...hubs.map(({ id }) => id), ...practices.map((each) => each.code)];
  const known = new Set(ids);
  const codes = new Set(practices.map((each) => each.code));
  return [
    ...twice('hubs or practices', ids),
    ...twice(
      'staff',
      staff.map(({ id }) => id),
    ),
    ...hubs.flatMap(({ id }, index) =>
      takenHubIds.includes(id) ? [`hubs[${index}].id: ${id} has a meaning of its own; choose another`] : [],
    ),
    ...practices.flatMap((each, index) =>
      hubs.some(({ id }) => id === each.hub) ? [] : [`practices[${index}].hub: ${each.hub} is no hub of this file`],
    ),
    ...staff.flatMap((each, index) => [
      ...each.posts.flatMap((post, at) =>
        known.has(post.at) ? [] : [`staff[${index}].posts[${at}].at: ${post.at} is no hub or practice of this file`],
      ),
      ...each.cleared.flatMap((one, at) =>
        codes.has(one.practice) ? [] : [`staff[${index}].cleared[${at}].practice: ${one.practice} is no practice of this file`],
      ),
      ...twice(
        `staff[${index}].cleared`,
        each.cleared.map((one) => one.practice),
      ),
    ]),
  ];
}

function twice(what: string, ids: readonly string[]): string[] {
  const seen = new Set<string>();
  const again = new Set(ids.filter((id) => seen.has(id) || !seen.add(id)));
  return [...again].map((id) => `${what}: ${id} is there twice`);
}

/** A network as a file, such as `readNetworkFile` reads. */
export function writeNetworkFile({ hubs, practices, staff }: NetworkContent): string {
  const lists = { hubs: Object.values(hubs), practices: Object.values(practices), staff: Object.values(staff) };
  return `${JSON.stringify(lists, undefined, 2)}\n`;
}

/**
 * One hub of a network: what it and its practices are, and of everybody who works or is cleared there what they have there. Whoever is only
 * cleared there, and works at another hub, is left out: a file gives everybody in it a post. `undefined`: there is no such hub.
 */
export function contentOfHub(network: NetworkContent, hub: HubId): NetworkContent | undefined {
  const found = own(network.hubs, hub);
  if (found === undefined) return undefined;
  const isOurs = (id: OrganisationId): boolean => hubOf(network, id) === hub;
  const staff = Object.values(network.staff).flatMap((member) => {
    const posts = member.posts.filter(({ at }) => isOurs(at));
    return posts.length === 0 ? [] : [{ ...member, posts, cleared: member.cleared.filter(({ practice }) => isOurs(practice)) }];
  });
  return {
    hubs: { [hub]: found },
    practices: Object.fromEntries(Object.entries(network.practices).filter(([, practice]) => practice.hub === hub)),
    staff: Object.fromEntries(staff.map((member) => [member.id, member])),
  };
}

/** Recognises the same content again. */
export const contentDigest = (content: NetworkContent): string => createHash('sha256').update(writeNetworkFile(content)).digest('hex');
