// The network: hubs, their practices, the staff and the channels of one deployment.

import { own } from '../lookup.ts';
import { folded } from '../names.ts';
import type { Capability, HubId, Instant, Kind, OdsCode, OrganisationId, Pathway, PersonId, Role } from '../terms.ts';
import type { RuleOverrides } from '../time/deadlines.ts';
import type { ClockTime, LocalDate, OpeningHours, Span, Weekday } from '../time/hours.ts';

export const recordSystems = ['EMIS', 'SystmOne', 'Vision', 'other'] as const;
export type RecordSystem = (typeof recordSystems)[number];

/** The contacts that every data sharing agreement asks for: who is responsible for the data, and who keeps the record system running. */
export const contactRoles = [
  'recordSystemSupplier',
  'siro',
  'caldicottGuardian',
  'dataProtectionOfficer',
  'clinicalGovernanceLead',
] as const;
export type ContactRole = (typeof contactRoles)[number];
/** With a telephone number, an e-mail address, or both. */
export interface Contact {
  readonly name: string;
  readonly telephone?: string;
  readonly email?: string;
}
export type Contacts = Readonly<Partial<Record<ContactRole, Contact>>>;

/**
 * From this date on, one kind of a practice's eConsults goes first to the hub or to the practice; with `days` or `between` only then.
 * Which of several holds at a moment is said in `pathway.ts`.
 */
export interface PathwayChange {
  readonly from: LocalDate;
  readonly kind: Kind;
  readonly goes: Pathway;
  readonly days?: readonly Weekday[];
  readonly between?: Span;
}

export interface Agreement {
  readonly from: LocalDate;
  /** The last day it holds. */
  readonly until: LocalDate;
}

export interface Hub {
  readonly id: HubId;
  readonly name: string;
  readonly hours: OpeningHours;
  /** The number to call when nobody can be reached in Teams; shown on cards. */
  readonly telephone: string;
  /** The most separate log-ins one clinician may have; clearing for more is refused. */
  readonly loginsMax?: number;
  /** The most open claims one person may have before no more are assigned to them. */
  readonly claimsMax?: number;
  /** From this minute of a day the hub takes no more routine eConsults that day; a practice may have its own. */
  readonly cutOff?: ClockTime;
  readonly contacts?: Contacts;
}

export interface Practice {
  readonly code: OdsCode;
  readonly name: string;
  readonly hub: HubId;
  readonly recordSystem: RecordSystem;
  /** `shared`: the hub works in the practice's record from its own system; `separate`: each clinician needs a log-in of that site. */
  readonly recordAccess?: 'shared' | 'separate';
  /** The data sharing agreement: outside it nobody of the hub works on this practice's patients. Absent: without an end. */
  readonly agreement?: Agreement;
  readonly hours: OpeningHours;
  /** Who gets each kind first, where no change says otherwise. */
  readonly pathway: Readonly<Record<Kind, Pathway>>;
  /** Dated changes of it, in the order they were made. */
  readonly pathwayChanges?: readonly PathwayChange[];
  /** Instead of the hub's. */
  readonly cutOff?: ClockTime;
  /** How many of its eConsults the hub takes first in a day; further routine ones go to the practice. Absent: no limit. */
  readonly allocation?: number;
  /** Its own first looks, targets and nearer limits, by kind and priority; of what is left out the usual ones hold. */
  readonly rules?: RuleOverrides;
  readonly contacts?: Contacts;
}

/** The most separate log-ins for one clinician if the hub has set none: with more, passwords get shared or written down. */
export const loginsMaxDefault = 6;
/** The most claims for one person if the hub has set none: about half of a clinic day of 25 contacts. */
export const claimsMaxDefault = 12;

/** A role held at an organisation. */
export interface Post {
  readonly role: Role;
  readonly at: OrganisationId;
}

/** What somebody may do for a practice's patients, besides those of their own posts. */
export interface Clearance {
  readonly practice: OdsCode;
  readonly capabilities: readonly Capability[];
  /** The last day it holds; absent: without an end. */
  readonly until?: LocalDate;
}

export interface StaffMember {
  readonly id: PersonId;
  readonly name: string;
  readonly posts: readonly Post[];
  readonly cleared: readonly Clearance[];
}

/** The Teams channel where an organisation's cards appear. */
export interface Channel {
  readonly organisation: OrganisationId;
  /** `19:…@thread.tacv2`. */
  readonly conversation: string;
  /** Its team's id; empty where it is no team's channel, which is refused. */
  readonly team: string;
  readonly tenantId: string;
}

export interface Network {
  readonly hubs: Readonly<Record<HubId, Hub>>;
  readonly practices: Readonly<Record<OdsCode, Practice>>;
  readonly staff: Readonly<Record<PersonId, StaffMember>>;
  readonly channels: Readonly<Record<OrganisationId, Channel>>;
  /** Who is on shift, and where. */
  readonly onShift: Readonly<Record<PersonId, { readonly at: OrganisationId; readonly since: Instant }>>;
  /** When somebody last went off shift themselves: a shift of the rota that had begun by then does not put them on again. */
  readonly leftAt?: Readonly<Record<PersonId, Instant>>;
  /** The digest of the last network file, so that the same file at the next start does not undo later changes. */
  readonly lastImport?: string;
}

/** What a network file holds: everything but channels and who is on shift. */
export type NetworkContent = Pick<Network, 'hubs' | 'practices' | 'staff'>;

export const emptyNetwork: Network = { hubs: {}, practices: {}, staff: {}, channels: {}, onShift: {} };

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
export function hubOf(network: Network, id: OrganisationId): HubId | undefined {
  return own(network.hubs, id)?.id ?? own(network.practices, id)?.hub;
}

/** The practices of a hub. */
export const practicesOf = ({ practices }: Pick<Network, 'practices'>, hub: HubId): readonly Practice[] =>
  Object.values(practices).filter((practice) => practice.hub === hub);

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
  return Object.values(network.staff)
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

/** The organisation whose cards appear in a Teams channel. */
export function organisationIn(network: Network, conversation: string): OrganisationId | undefined {
  return Object.values(network.channels).find((channel) => channel.conversation === conversation)?.organisation;
}
