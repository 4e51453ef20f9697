// The network: hubs, their practices, the staff and the channels of one deployment, and what is asked about them most.

import { own } from '../lookup.ts';
import { folded } from '../names.ts';
import type { HubId, OrganisationId, PersonId, Role } from '../terms.ts';
import type { OpeningHours } from '../time/hours.ts';
import type { Network, StaffMember } from './hubs-practices-staff.ts';
import { channelsFor, practicesOf, staffAt } from './who-is-where.ts';

export * from './hubs-practices-staff.ts';

/** An organisation's name as it is set; `undefined` when it is not in the network. */
export const nameSet = (network: Network, id: OrganisationId): string | undefined =>
  own(network.hubs, id)?.name ?? own(network.practices, id)?.name;

/** An organisation's name in words, with its code where another is called the same; its id where it is not known. */
export function organisationName(network: Network, id: OrganisationId): string {
  const name = nameSet(network, id);
  return name === undefined ? id : isNamesake(network, id) ? `${name} (${id})` : name;
}

/** Kept per list of practices: the network changes with every shift, its practices seldom. */
const namesakes = new WeakMap<Network['practices'], { readonly hubs: Network['hubs']; readonly ids: ReadonlySet<OrganisationId> }>();

/** Whether another hub or practice of the network is called the same. */
function isNamesake({ hubs, practices }: Network, id: OrganisationId): boolean {
  const known = namesakes.get(practices);
  if (known?.hubs === hubs) return known.ids.has(id);
  const byName = new Map<string, OrganisationId[]>();
  for (const [each, { name }] of [...Object.entries(hubs), ...Object.entries(practices)]) {
    const alike = byName.get(folded(name));
    if (alike === undefined) byName.set(folded(name), [each]);
    else alike.push(each);
  }
  const ids = new Set([...byName.values()].filter(({ length }) => length > 1).flat());
  namesakes.set(practices, { hubs, ids });
  return ids.has(id);
}

/** When an organisation works; `undefined` when it is not in the network. */
export const organisationHours = (network: Network, id: OrganisationId): OpeningHours | undefined =>
  (own(network.hubs, id) ?? own(network.practices, id))?.hours;

/** The hub an organisation belongs to: itself, or a practice's hub. */
export function hubOf(network: Pick<Network, 'hubs' | 'practices'>, id: OrganisationId): HubId | undefined {
  return own(network.hubs, id)?.id ?? own(network.practices, id)?.hub;
}

/** The hubs somebody works at or for. */
export function hubsOf(network: Network, person: PersonId): readonly HubId[] {
  const at = own(network.staff, person)?.posts.map((post) => own(network.hubs, post.at)?.id ?? own(network.practices, post.at)?.hub) ?? [];
  return [...new Set(at.filter((hub): hub is HubId => hub !== undefined))];
}

/** A hub and its practices. */
export const organisationsOf = (network: Network, hub: HubId): readonly OrganisationId[] => [
  hub,
  ...practicesOf(network, hub).map(({ code }) => code),
];

export function holdsPost(member: StaffMember, role: Role, at: OrganisationId): boolean {
  return member.posts.some((post) => post.role === role && post.at === at);
}

/** Staff with a role at an organisation, by name. */
export function staffIn(network: Network, role: Role, at: OrganisationId): readonly StaffMember[] {
  return staffAt(network, at)
    .filter((member) => holdsPost(member, role, at))
    .sort((a, b) => a.name.localeCompare(b.name));
}

/** A hub's leads, its administrators where it has none. */
export function leadsOf(network: Network, hub: HubId): readonly StaffMember[] {
  const leads = staffIn(network, 'hubLead', hub);
  return leads.length > 0 ? leads : staffIn(network, 'hubAdministrator', hub);
}

/** Hubs where nobody would be told of what goes wrong: they have neither a lead nor an administrator. */
export const hubsWithoutLeads = (network: Network): readonly HubId[] =>
  Object.keys(network.hubs).filter((hub) => leadsOf(network, hub).length === 0);

/** Who is told about a practice's work: its administrators; its clinicians if it has none; its hub's leads if nobody works there. */
export function deskOf(network: Network, organisation: OrganisationId, hub: HubId): readonly StaffMember[] {
  const desks = (['practiceAdministrator', 'practiceClinician'] as const).map((role) => staffIn(network, role, organisation));
  return desks.find((desk) => desk.length > 0) ?? leadsOf(network, hub);
}

/** The organisations whose cards appear in a Teams channel: one, or practices that share it; in a test channel nobody's do. */
export const organisationsIn = (network: Network, conversation: string): readonly OrganisationId[] =>
  channelsFor(network, conversation).flatMap(({ isTest, organisation }) => (isTest ? [] : [organisation]));

/** The same where one is asked for: of those that share it the first of `preferred`, or whoever had it first. */
export function organisationIn(
  network: Network,
  conversation: string,
  preferred: readonly (OrganisationId | undefined)[] = [],
): OrganisationId | undefined {
  const all = organisationsIn(network, conversation);
  return all.length < 2 ? all[0] : (preferred.find((each) => each !== undefined && all.includes(each)) ?? all[0]);
}

/** The same for somebody who speaks there: of practices that share a channel, the one where they work. */
export const organisationHere = (network: Network, conversation: string, person: PersonId): OrganisationId | undefined =>
  organisationIn(
    network,
    conversation,
    own(network.staff, person)?.posts.map(({ at }) => at),
  );
