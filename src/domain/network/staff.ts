// Who is on the staff, with which posts, and cleared for which practices; only hub leads change this.
import { isDeepStrictEqual } from 'node:util';
import { own } from '../lookup.ts';
import { type Actor, capabilities, type OrganisationId, personOf, type Role } from '../terms.ts';
import { onTheWall } from '../time/calendar.ts';
import { dayNumber } from '../time/hours.ts';
import type { AddStaff, ChangePosts, ClearFor, RemoveClearance, RemoveStaff, StaffCommand } from './command.ts';
import {
  happened,
  mayChange,
  type NetworkDecision,
  type NetworkRefusal,
  practiceOf,
  type Question,
  refuse,
  unchanged,
} from './refusals.ts';
import { holdsPost, hubOf, loginsMaxDefault, type Network, type Post, type StaffMember, staffIn } from './state.ts';

/** The longest name that fits on a line of a card. */
export const staffNameCharactersMax = 100;
/** Tenant id and object id, both GUIDs in small letters. */
const personIdShape = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\.[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
export const isPersonId = (id: string): boolean => personIdShape.test(id);

const practiceRoles: readonly Role[] = ['practiceAdministrator', 'practiceClinician'];

export function decideStaff({ command, network }: Question<StaffCommand>): NetworkDecision {
  switch (command.type) {
    case 'addStaff':
      return addStaff({ command, network });
    case 'changePosts':
      return changePosts({ command, network });
    case 'clearFor':
      return clearFor({ command, network });
    case 'removeClearance':
      return removeClearance({ command, network });
    case 'removeStaff':
      return removeStaff({ command, network });
  }
}

function addStaff({ command, network }: Question<AddStaff>): NetworkDecision {
  const { at, by, person, posts } = command;
  const name = command.name.trim();
  const refusal = postsRefused(network, by, posts);
  if (refusal) return refuse(refusal);
  if (!isPersonId(person)) return refuse({ why: 'personIdWrong' });
  if (name === '' || name.length > staffNameCharactersMax) return refuse({ why: 'nameWrong', charactersMax: staffNameCharactersMax });
  const there = own(network.staff, person);
  if (there) return refuse({ why: 'alreadyStaff', person: personOf(there) });
  return happened({ type: 'StaffAdded', at, by, person, name, posts });
}

function changePosts({ command, network }: Question<ChangePosts>): NetworkDecision {
  const { at, by, person, posts } = command;
  const member = memberOf(network, person);
  if (member === undefined) return refuse({ why: 'personUnknown', person });
  // A lead cannot give or take posts at another hub; posts that stay as they are need no permission.
  const touched = [...posts.filter((post) => !has(member.posts, post)), ...member.posts.filter((post) => !has(posts, post))];
  const refusal = touched.length === 0 && posts.length > 0 ? leadOf(network, by, posts) : postsRefused(network, by, touched, posts);
  if (refusal) return refuse(refusal);
  if (touched.length === 0) return unchanged;
  const last = lastLead(network, member, posts);
  return last ? refuse(last) : happened({ type: 'PostsChanged', at, by, person, posts });
}

function clearFor({ command, network }: Question<ClearFor>): NetworkDecision {
  const { at, by, person, practice, until } = command;
  const found = practiceOf(network, practice);
  if (found === undefined) return refuse({ why: 'practiceUnknown', practice });
  const refusal = mayChange(network, by, practice, 'hubLead');
  if (refusal) return refuse(refusal);
  const member = memberOf(network, person);
  if (member === undefined) return refuse({ why: 'personUnknown', person });
  // People who work at a practice may do everything there already; a clearance would look as if it limited them.
  if (member.posts.some((post) => post.at === practice)) return refuse({ why: 'ownPractice', practice });
  // Everything else in a record needs viewing it, so `view` is always included.
  const given = capabilities.filter((each) => command.capabilities.includes(each) || (each === 'view' && command.capabilities.length > 0));
  if (given.length === 0) return refuse({ why: 'capabilitiesMissing' });
  if (until !== undefined && (dayNumber(until) === undefined || until < onTheWall(at).date)) return refuse({ why: 'dateWrong' });
  const loginsMax = own(network.hubs, found.hub)?.loginsMax ?? loginsMaxDefault;
  const others = member.cleared.filter(
    (each) => each.practice !== practice && own(network.practices, each.practice)?.recordAccess === 'separate',
  );
  if (given.length > 1 && found.recordAccess === 'separate' && others.length >= loginsMax)
    return refuse({ why: 'tooManyLogins', practice, loginsMax });
  const clearance = { practice, capabilities: given, ...(until === undefined ? {} : { until }) };
  const before = member.cleared.find((each) => each.practice === practice);
  return isDeepStrictEqual(before, clearance) ? unchanged : happened({ type: 'ClearanceGiven', at, by, person, clearance });
}

function removeClearance({ command, network }: Question<RemoveClearance>): NetworkDecision {
  const { at, by, person, practice } = command;
  if (practiceOf(network, practice) === undefined) return refuse({ why: 'practiceUnknown', practice });
  const refusal = mayChange(network, by, practice, 'hubLead');
  if (refusal) return refuse(refusal);
  const member = memberOf(network, person);
  if (member === undefined) return refuse({ why: 'personUnknown', person });
  if (!member.cleared.some((each) => each.practice === practice)) return unchanged;
  return happened({ type: 'ClearanceRemoved', at, by, person, practice });
}

function removeStaff({ command, network }: Question<RemoveStaff>): NetworkDecision {
  const { at, by, person } = command;
  const member = memberOf(network, person);
  if (member === undefined) return refuse({ why: 'personUnknown', person });
  const refusal = leadOf(network, by, member.posts) ?? lastLead(network, member, []);
  return refusal ? refuse(refusal) : happened({ type: 'StaffRemoved', at, by, person });
}

const memberOf = (network: Network, person: string): StaffMember | undefined => {
  const member = own(network.staff, person);
  return member?.id === person ? member : undefined;
};
const has = (posts: readonly Post[], { role, at }: Post): boolean => posts.some((post) => post.role === role && post.at === at);

/** Why these posts cannot be given or taken by this person; `all` are the ones that then are held. */
function postsRefused(network: Network, by: Actor, touched: readonly Post[], all: readonly Post[] = touched): NetworkRefusal | undefined {
  if (all.length === 0) return { why: 'postsMissing' };
  const refusal = leadOf(network, by, touched);
  if (refusal) return refusal;
  const misplaced = all.find(({ role, at }) => practiceRoles.includes(role) !== (own(network.hubs, at) === undefined));
  return misplaced && { why: 'postMisplaced', organisation: misplaced.at };
}

function leadOf(network: Network, by: Actor, posts: readonly Post[]): NetworkRefusal | undefined {
  const places = new Set<OrganisationId>(posts.map(({ at }) => at));
  for (const place of places) {
    const refusal = mayChange(network, by, place, 'hubLead');
    if (refusal) return refusal;
  }
  return undefined;
}

/** The hub that would be left without a lead. */
function lastLead(network: Network, member: StaffMember, posts: readonly Post[]): NetworkRefusal | undefined {
  const left = member.posts.find(
    ({ role, at }) =>
      role === 'hubLead' && hubOf(network, at) === at && !has(posts, { role, at }) && staffIn(network, 'hubLead', at).length === 1,
  );
  return left && holdsPost(member, 'hubLead', left.at) ? { why: 'lastLead', hub: left.at } : undefined;
}
