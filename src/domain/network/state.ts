// The network: hubs, their practices, the staff and the channels of one deployment.
import type { OpeningHours } from '../hours.ts';
import type { HubId, Kind, OdsCode, OrganisationId, Pathway, PersonId, Role } from '../terms.ts';

export const recordSystems = ['EMIS', 'SystmOne', 'Vision', 'other'] as const;
export type RecordSystem = (typeof recordSystems)[number];

export interface Hub {
  readonly id: HubId;
  readonly name: string;
  readonly hours: OpeningHours;
  /** Rung when nobody can be reached in Teams; shown on cards. */
  readonly telephone: string;
}

export interface Practice {
  readonly code: OdsCode;
  readonly name: string;
  readonly hub: HubId;
  readonly recordSystem: RecordSystem;
  readonly hours: OpeningHours;
  /** Who gets each kind first. */
  readonly pathway: Readonly<Record<Kind, Pathway>>;
}

/** A role held at an organisation. */
export interface Post {
  readonly role: Role;
  readonly at: OrganisationId;
}

export interface StaffMember {
  readonly id: PersonId;
  readonly name: string;
  readonly posts: readonly Post[];
  /** Practices whose patients this person may see, besides those they hold a post at. */
  readonly cleared: readonly OdsCode[];
}

/** The Teams channel where an organisation's cards appear. */
export interface Channel {
  readonly organisation: OrganisationId;
  /** `19:…@thread.tacv2`. */
  readonly conversation: string;
  readonly team: string;
  readonly tenantId: string;
}

export interface Network {
  readonly hubs: Readonly<Record<HubId, Hub>>;
  readonly practices: Readonly<Record<OdsCode, Practice>>;
  readonly staff: Readonly<Record<PersonId, StaffMember>>;
  readonly channels: Readonly<Record<OrganisationId, Channel>>;
}

export const emptyNetwork: Network = { hubs: {}, practices: {}, staff: {}, channels: {} };

/** An organisation's name in words, or its id where it is not known. */
export function organisationName(network: Network, id: OrganisationId): string {
  return network.hubs[id]?.name ?? network.practices[id]?.name ?? id;
}

/** The hub an organisation belongs to: itself, or a practice's hub. */
export function hubOf(network: Network, id: OrganisationId): HubId | undefined {
  return network.hubs[id]?.id ?? network.practices[id]?.hub;
}

export function holdsPost(member: StaffMember, role: Role, at: OrganisationId): boolean {
  return member.posts.some((post) => post.role === role && post.at === at);
}

/** Staff with a role at an organisation, by name. */
export function staffIn(network: Network, role: Role, at: OrganisationId): readonly StaffMember[] {
  return Object.values(network.staff)
    .filter((member) => holdsPost(member, role, at))
    .sort((a, b) => a.name.localeCompare(b.name));
}

/** The organisation whose cards appear in a Teams channel. */
export function organisationIn(network: Network, conversation: string): OrganisationId | undefined {
  return Object.values(network.channels).find((channel) => channel.conversation === conversation)?.organisation;
}
