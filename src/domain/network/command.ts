// What people ask of the network.

import type { Actor, Capability, HubId, Instant, Kind, OdsCode, OperationId, OrganisationId, PersonId } from '../terms.ts';
import type { ClockTime, LocalDate, OpeningHours, Span } from '../time/hours.ts';
import type { InForce } from './in-force.ts';
import type {
  Agreement,
  Buddy,
  Channel,
  Contacts,
  Hub,
  NetworkContent,
  PathwayChange,
  Post,
  Practice,
  StageStep,
  TaskTemplate,
} from './state.ts';

/** What every command of the network carries. */
export interface NetworkAsked {
  readonly operation: OperationId;
  readonly at: Instant;
  readonly by: Actor;
}

/** Sets hubs, practices and staff as given (from a file); channels stay, and so do shifts of who is still there. */
export interface Establish extends NetworkAsked {
  readonly type: 'establish';
  readonly network: NetworkContent;
  /** Recognises the same content at a later start, so that changes made since then stay; absent: it is set whatever it was. */
  readonly digest?: string;
  /** Set although this content was the last one set: whoever asks wants to undo what was changed by command since. */
  readonly anew?: true;
}
/** Makes a Teams channel an organisation's. */
export interface GiveChannel extends NetworkAsked {
  readonly type: 'giveChannel';
  readonly channel: Channel;
}

/** Begins a hub. A person who does becomes its first lead. */
export interface AddHub extends NetworkAsked {
  readonly type: 'addHub';
  readonly hub: Pick<Hub, 'id' | 'name' | 'telephone' | 'hours'>;
  /** The settings name whoever asks as one who may begin where no hub has a lead yet. */
  readonly mayBegin: boolean;
}
export type NewPractice = Pick<Practice, 'code' | 'name' | 'pcn' | 'icb' | 'recordSystem' | 'recordAccess' | 'hours' | 'pathway'>;
/** Adds practices to a hub: all or none. */
export interface AddPractices extends NetworkAsked {
  readonly type: 'addPractices';
  readonly hub: HubId;
  readonly practices: readonly NewPractice[];
}
/** What a practice's records are kept in, and how the hub gets into them. */
export interface SetRecords extends NetworkAsked {
  readonly type: 'setRecords';
  readonly practice: OdsCode;
  readonly recordSystem: Practice['recordSystem'];
  readonly recordAccess: NonNullable<Practice['recordAccess']>;
}

export interface AddStaff extends NetworkAsked {
  readonly type: 'addStaff';
  readonly person: PersonId;
  readonly name: string;
  readonly posts: readonly Post[];
}
/** Gives a person these posts instead of the ones they hold. */
export interface ChangePosts extends NetworkAsked {
  readonly type: 'changePosts';
  readonly person: PersonId;
  readonly posts: readonly Post[];
}
/** Clears a person for a practice, or changes what they are cleared for there. */
export interface ClearFor extends NetworkAsked {
  readonly type: 'clearFor';
  readonly person: PersonId;
  readonly practice: OdsCode;
  readonly capabilities: readonly Capability[];
  /** The last day. */
  readonly until?: LocalDate;
}
export interface RemoveClearance extends NetworkAsked {
  readonly type: 'removeClearance';
  readonly person: PersonId;
  readonly practice: OdsCode;
}
/**
 * Gives a person what a colleague has at one hub and its practices: the same posts besides their own, and the same clearances for these
 * practices. Whoever is not on the staff yet is added.
 */
export interface MakeLike extends NetworkAsked {
  readonly type: 'makeLike';
  readonly hub: HubId;
  readonly person: PersonId;
  /** Of somebody who is new. */
  readonly name: string;
  readonly like: PersonId;
  readonly practices: readonly OdsCode[];
}
export interface RemoveStaff extends NetworkAsked {
  readonly type: 'removeStaff';
  readonly person: PersonId;
}

/** The usual hours; the days that are different stay. */
export interface SetHours extends NetworkAsked {
  readonly type: 'setHours';
  readonly organisation: OrganisationId;
  readonly week: OpeningHours['week'];
}
/** The hours of one date; without `open` it has the usual hours again. */
export interface SetDay extends NetworkAsked {
  readonly type: 'setDay';
  readonly organisation: OrganisationId;
  readonly date: LocalDate;
  readonly open?: readonly Span[];
  readonly reason: string;
  readonly evenOnHoliday?: boolean;
}
export interface SetPathway extends NetworkAsked {
  readonly type: 'setPathway';
  readonly practice: OdsCode;
  readonly change: PathwayChange;
}
/** Without `cutOff` there is none (of the practice's own). */
export interface SetCutOff extends NetworkAsked {
  readonly type: 'setCutOff';
  readonly organisation: OrganisationId;
  readonly cutOff?: ClockTime;
}
/** Without `allocation` there is no limit. */
export interface SetAllocation extends NetworkAsked {
  readonly type: 'setAllocation';
  readonly practice: OdsCode;
  readonly allocation?: number;
}
export interface SetAgreement extends NetworkAsked {
  readonly type: 'setAgreement';
  readonly practice: OdsCode;
  readonly agreement: Agreement;
}
/** One more step of a practice's stages, by `withStep`. */
export interface SetStage extends NetworkAsked {
  readonly type: 'setStage';
  readonly practice: OdsCode;
  /** `by` is whoever asks. */
  readonly step: Omit<StageStep, 'by'>;
  /** How many items of the practice's checklist are open. */
  readonly missing: number;
}
/** A practice closes: it is off from that day, and `successor` gets what arrives for it. */
export interface ClosePractice extends NetworkAsked {
  readonly type: 'closePractice';
  readonly practice: OdsCode;
  readonly from: LocalDate;
  readonly successor?: OdsCode;
}
/** A practice goes to another hub, today; by a lead of that hub, or by the clock for a repair that both hubs' leads have agreed to. */
export interface MovePractice extends NetworkAsked {
  readonly type: 'movePractice';
  readonly practice: OdsCode;
  readonly to: HubId;
  /** The last day on which the old hub may work on what it has. */
  readonly finishes: LocalDate;
}
/** Sets all of an organisation's contacts; who is left out is no longer one. */
export interface SetContacts extends NetworkAsked {
  readonly type: 'setContacts';
  readonly organisation: OrganisationId;
  readonly contacts: Contacts;
}

/** Writes down one more of a hub's common tasks, or one anew; without `template` it is taken away. */
export interface SetTaskTemplate extends NetworkAsked {
  readonly type: 'setTaskTemplate';
  readonly organisation: HubId;
  /** Which one there was, as `templateId` names it; absent: one more. */
  readonly was?: string;
  readonly template?: TaskTemplate;
}

/** Agrees one between buddies, or one anew (`was`, as `buddyId` names it); without `buddy` that one is ended. */
export interface SetBuddy extends NetworkAsked {
  readonly type: 'setBuddy';
  /** Whose work it is about, or whose practice's. */
  readonly organisation: HubId;
  readonly was?: string;
  readonly buddy?: Buddy;
}
/** Minutes that one eConsult of a kind takes; what is left out takes as long as usual. */
export interface SetWorkMinutes extends NetworkAsked {
  readonly type: 'setWorkMinutes';
  readonly organisation: HubId;
  readonly workMinutes: Readonly<Partial<Record<Kind, number>>>;
}

/** Of the person who asks; by the clock, of the person whose shift begins. */
export interface GoOnShift extends NetworkAsked {
  readonly type: 'goOnShift';
  readonly organisation: OrganisationId;
  /** For the clock alone: the shift that began. Whoever has left since then is not put on again. */
  readonly planned?: { readonly person: PersonId; readonly from: Instant };
}
export interface GoOffShift extends NetworkAsked {
  readonly type: 'goOffShift';
  /** For the clock alone: the shift that ended. Whoever is somewhere else, or came back since then, stays on. */
  readonly planned?: { readonly person: PersonId; readonly organisation: OrganisationId; readonly to: Instant };
}

/** The clock says which disasters are in force at a hub: one more, another end of one that is there, or without `inForce` one less. */
export interface SetInForce extends NetworkAsked {
  readonly type: 'setInForce';
  readonly hub: HubId;
  readonly id: string;
  readonly inForce?: InForce;
}

export type BeginCommand = AddHub | AddPractices | SetRecords;
export type StaffCommand = AddStaff | ChangePosts | ClearFor | RemoveClearance | RemoveStaff;
export type SettingCommand =
  | SetHours
  | SetDay
  | SetPathway
  | SetCutOff
  | SetAllocation
  | SetAgreement
  | SetStage
  | ClosePractice
  | SetContacts
  | SetTaskTemplate
  | SetBuddy
  | SetWorkMinutes;
export type ShiftCommand = GoOnShift | GoOffShift;
export type NetworkCommand =
  | Establish
  | GiveChannel
  | BeginCommand
  | StaffCommand
  | MakeLike
  | SettingCommand
  | MovePractice
  | ShiftCommand
  | SetInForce;
