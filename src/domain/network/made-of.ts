// What a network is made of: hubs, practices, staff, channels, and who is on shift.
import type { Capability, HubId, Instant, Kind, OdsCode, OrganisationId, Pathway, PersonId, Role } from '../terms.ts';
import type { RuleOverrides } from '../time/deadlines.ts';
import type { ClockTime, LocalDate, OpeningHours, Span, Weekday } from '../time/hours.ts';

export const recordSystems = ['EMIS', 'SystmOne', 'Vision', 'other'] as const;
export type RecordSystem = (typeof recordSystems)[number];

/** Who answers for an organisation's data, and who keeps its record system running: asked for by every sharing agreement. */
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
  /** Rung when nobody can be reached in Teams; shown on cards. */
  readonly telephone: string;
  /** How many separate log-ins one clinician is agreed to keep; more is refused. */
  readonly loginsMax?: number;
  /** How many open claims one person may have before no more are meant for them. */
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

/** Separate log-ins one clinician keeps when the hub has agreed on no other number: beyond it passwords get shared or written down. */
export const loginsMaxDefault = 6;
/** Claims one person can see to when the hub has agreed on no other number: about half of what a clinic day of 25 contacts holds. */
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
  /** When somebody last said that they were leaving: a shift of the rota that had begun by then does not bring them back. */
  readonly leftAt?: Readonly<Record<PersonId, Instant>>;
  /** What was last set whole, so that the same file read again at a start does not undo what was changed since. */
  readonly lastImport?: string;
}

/** What a file says: everything but where cards go and who is at work. */
export type NetworkContent = Pick<Network, 'hubs' | 'practices' | 'staff'>;

export const emptyNetwork: Network = { hubs: {}, practices: {}, staff: {}, channels: {}, onShift: {} };
