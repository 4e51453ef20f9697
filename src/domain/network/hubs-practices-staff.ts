// Hubs, practices, staff, channels and who is on shift: what a network is made of.
import type { TaskDetail, TaskKind, WantedChoice } from '../task/reasons-and-outcomes.ts';
import {
  type Capability,
  type HubId,
  type Instant,
  type Kind,
  type OdsCode,
  type OrganisationId,
  type Pathway,
  type PersonId,
  type Role,
  testChannelName,
} from '../terms.ts';
import type { RuleOverrides } from '../time/deadlines.ts';
import type { ClockTime, LocalDate, OpeningHours, Span, Weekday } from '../time/hours.ts';
import type { WithDisasters } from './in-force.ts';

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

export const practiceStages = ['off', 'shadow', 'limited', 'live'] as const;
/** `off`: nothing crosses; `shadow`: nothing crosses, and what would is counted; `limited`: some kinds cross; `live`: all do. */
export type Stage = (typeof practiceStages)[number];

/** A hub that a practice has left: what was received there stays in that hub's table. */
export interface FormerHub {
  readonly hub: HubId;
  /** The last day on which it was the practice's hub. */
  readonly until: LocalDate;
  /** The last day on which it may work on what it had by then. */
  readonly finishes: LocalDate;
}

/** From this date on a practice is at this stage. Which of several holds on a date is said in `stage.ts`. */
export interface StageStep {
  readonly from: LocalDate;
  readonly stage: Stage;
  /** With `limited`: the kinds that go to the hub. */
  readonly kinds?: readonly Kind[];
  /** The name of whoever decided it. */
  readonly by?: string;
  /** It was decided although something was missing; or, going back, why. */
  readonly despite?: string;
}

export interface Agreement {
  readonly from: LocalDate;
  /** The last day it holds. */
  readonly until: LocalDate;
}

/** Who may take whose work in a disaster, and who agreed to it. */
export interface Buddy {
  readonly takes: OrganisationId;
  /** A practice of the hub, or the hub itself: then for all of its practices. */
  readonly workOf: OrganisationId;
  readonly from: LocalDate;
  /** The last day it holds. */
  readonly until: LocalDate;
  readonly agreedBy: string;
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
  /** Agreements of its practices, and its own, for disasters. */
  readonly buddies?: readonly Buddy[];
  /** A drill older than so many days is due again; absent: nothing was agreed, and nobody is reminded. */
  readonly drillEveryDays?: number;
  /** Minutes of work that one eConsult of a kind takes, where it is not the usual. */
  readonly workMinutes?: Readonly<Partial<Record<Kind, number>>>;
  /** Tasks that are often asked for between it and its practices, by name. */
  readonly taskTemplates?: readonly TaskTemplate[];
}

/** A common task, written down once and chosen in the form that sends one. */
export interface TaskTemplate {
  readonly name: string;
  readonly kind: TaskKind;
  readonly detail?: TaskDetail;
  readonly asked: string;
  readonly wanted: WantedChoice;
}

export interface Practice {
  readonly code: OdsCode;
  readonly name: string;
  readonly hub: HubId;
  /** Codes of the primary care network and of the integrated care board that it is in, where they are known. */
  readonly pcn?: OdsCode;
  readonly icb?: OdsCode;
  readonly recordSystem: RecordSystem;
  /** `shared`: the hub works in the practice's record from its own system; `separate`: each clinician needs a log-in of that site. */
  readonly recordAccess?: 'shared' | 'separate';
  /** The data sharing agreement: outside it nobody of the hub works on this practice's patients. Absent: without an end. */
  readonly agreement?: Agreement;
  /** How far it has come, step by step, in the order in which that was decided. Absent: it is live. */
  readonly stages?: readonly StageStep[];
  readonly hours: OpeningHours;
  /** Who gets each kind first, where no change says otherwise. */
  readonly pathway: Readonly<Record<Kind, Pathway>>;
  /** Dated changes of it, in the order they were made. */
  readonly pathwayChanges?: readonly PathwayChange[];
  /** Instead of the hub's. */
  readonly cutOff?: ClockTime;
  /** On so many days of a week, five at most, the first routine one that would go to the hub stays, so that its people keep in practice. */
  readonly keepsRoutineDays?: number;
  /** How many of its eConsults the hub takes first in a day; further routine ones go to the practice. Absent: no limit. */
  readonly allocation?: number;
  /** Its own first looks, targets and nearer limits, by kind and priority; of what is left out the usual ones hold. */
  readonly rules?: RuleOverrides;
  readonly contacts?: Contacts;
  /** It is closed from this day on: what arrives goes to `successor`, or unplaced to the hub's leads. */
  readonly closed?: LocalDate;
  readonly successor?: OdsCode;
  /** The hubs it was with before, the last one last. */
  readonly wasWith?: readonly FormerHub[];
}

/** The most separate log-ins for one clinician if the hub has set none: with more, passwords get shared or written down. */
export const loginsMaxDefault = 6;
/** The most claims for one person if the hub has set none: about half of a clinic day of 25 contacts. */
export const claimsMaxDefault = 12;

/** Minutes of work that one eConsult takes where a hub has set nothing else. */
export const workMinutesDefault: Readonly<Record<Kind, number>> = { clinical: 10, admin: 4, clinicalAdmin: 6 };

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
  /** What is learned or watched in shadow is shown there, and nothing of a patient who waits for it. */
  readonly isTest?: true;
  /** It is another practice's of the same hub too: whoever reads it reads the cards of both. */
  readonly isShared?: true;
}

/** The name under which it is kept. */
export const channelNameFor = ({ organisation, isTest }: Pick<Channel, 'organisation' | 'isTest'>): string =>
  isTest ? testChannelName(organisation) : organisation;

export interface Network extends WithDisasters {
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
