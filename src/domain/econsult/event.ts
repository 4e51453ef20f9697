// What has happened to an eConsult; the list of these is its history. Grouped as the files are that decide on them.

import type { Chosen } from '../code-list.ts';
import type { Rung } from '../network/ladder.ts';
import type { FirstReason } from '../network/pathway.ts';
import type { EConsultId, Instant, OdsCode, OrganisationId, Person, Priority } from '../terms.ts';
import type { Deadlines } from '../time/deadlines.ts';
import type { LowerReason, NotSameReason, ReleaseReason, ReopenReason, ViewReason } from './command.ts';
import type { FollowedTask } from './followed-task.ts';
import type { DeclineReason, Offer } from './offer.ts';
import type { PerhapsOnPaper } from './on-paper.ts';
import type { RepairEvent } from './repaired.ts';
import type { RerouteEvent } from './rerouted.ts';
import type {
  Assignment,
  ClockWarning,
  ClosingPlan,
  Contact,
  EscalationReason,
  FactsAtReceipt,
  HoldReason,
  Outcome,
  Reminder,
  Telling,
  WithdrawalReason,
} from './state.ts';

/** Something a sender or the clock did. */
interface Happened<Type extends string> {
  readonly type: Type;
  readonly at: Instant;
}
/** Something a person did. */
interface ByPerson<Type extends string> extends Happened<Type> {
  readonly by: Person;
}

export interface Received extends Happened<'Received'> {
  readonly facts: FactsAtReceipt;
  /** Why it went where it went; absent while the practice is not known. */
  readonly because?: FirstReason;
}
export interface CopyKeptAside extends Happened<'CopyKeptAside'> {
  readonly contentHash: string;
}
export interface Withdrawn extends Happened<'Withdrawn'> {
  readonly reason: WithdrawalReason;
}
export interface Viewed extends ByPerson<'Viewed'>, Chosen {
  readonly reason: ViewReason | undefined;
  /** Which photo or document, from 1; absent: what was written. */
  readonly attachment?: number;
}

export interface ClaimedEvent extends ByPerson<'Claimed'>, PerhapsOnPaper {}
export interface TakenOver extends ByPerson<'TakenOver'> {
  readonly from: Person;
}
export interface Released extends ByPerson<'Released'>, Chosen {
  readonly reason: ReleaseReason;
}
export interface Assigned extends ByPerson<'Assigned'> {
  readonly to: Assignment['to'];
}
export interface HandedOver extends ByPerson<'HandedOver'> {
  readonly to: Person;
  readonly text: string;
}
/** Its claimant is still working on it. */
export type Kept = ByPerson<'Kept'>;
export type ClaimEvent = ClaimedEvent | TakenOver | Released | Assigned | HandedOver | Kept;

export interface CompletedEvent extends ByPerson<'Completed'>, Chosen, PerhapsOnPaper {
  readonly outcome: Outcome;
  readonly told: Telling;
  /** As `list`, of the ways of telling. */
  readonly toldList?: number;
  readonly toldAt: Instant;
  readonly followUp: string | undefined;
  /** Nobody had opened it, and whoever completed it had read so. */
  readonly unopened?: true;
}
export interface Reopened extends ByPerson<'Reopened'>, Chosen {
  readonly reason: ReopenReason;
  /** The disaster that moved it is over, and nothing of its practice may go to the hub by now: so it does not go back there. */
  readonly stays?: true;
}
export type CompletionEvent = CompletedEvent | Reopened;

export interface Held extends ByPerson<'Held'>, Chosen {
  readonly reason: HoldReason;
  readonly until: Instant;
}
export interface HoldEnded extends ByPerson<'HoldEnded'> {
  /** The target moved on by the working minutes it was held, never past the limit. */
  readonly deadlines: Deadlines;
}
/** The patient's time to answer has run out. */
export interface HoldRanOut extends Happened<'HoldRanOut'> {
  readonly deadlines: Deadlines;
}
export type HoldEvent = Held | HoldEnded | HoldRanOut;

/** Its holder, before closing, said what will become of it. */
export interface ClosingPlanned extends ByPerson<'ClosingPlanned'> {
  readonly plan: ClosingPlan['plan'];
  readonly told: Telling | undefined;
  readonly opens: Instant | undefined;
}

export interface Raised extends ByPerson<'Raised'> {
  readonly priority: Priority;
  /** Never later than before. */
  readonly deadlines: Deadlines;
}
export interface Lowered extends ByPerson<'Lowered'>, Chosen {
  readonly priority: Priority;
  readonly reason: LowerReason;
  readonly deadlines: Deadlines;
}
export type PriorityEvent = Raised | Lowered;

export interface Escalated extends ByPerson<'Escalated'>, Chosen {
  readonly reason: EscalationReason;
  readonly text: string | undefined;
  readonly ladder: readonly Rung[];
  readonly telephone: string;
}
export type EscalationClimbed = Happened<'EscalationClimbed'>;
export type EscalationAcknowledged = ByPerson<'EscalationAcknowledged'>;
export type EscalationEvent = Escalated | EscalationClimbed | EscalationAcknowledged;

export interface PassedBack extends ByPerson<'PassedBack'> {
  readonly offer: Offer;
}
export type Accepted = ByPerson<'Accepted'>;
export interface Declined extends ByPerson<'Declined'>, Chosen {
  readonly reason: DeclineReason;
  readonly text: string | undefined;
}
export interface TakenBack extends ByPerson<'TakenBack'> {
  /** Who had been asked to accept it, and is told. */
  readonly to: OrganisationId;
}
export interface Settled extends ByPerson<'Settled'> {
  readonly to: OrganisationId;
  readonly text: string | undefined;
  /** Whose claim ended because it moved; they are told. */
  readonly from: Person | undefined;
}
export interface SentToHub extends ByPerson<'SentToHub'> {
  readonly text: string | undefined;
}
export type Pulled = ByPerson<'Pulled'>;
export type PassBackEvent = PassedBack | Accepted | Declined | TakenBack | Settled | SentToHub | Pulled;

export interface QuestionAsked extends ByPerson<'QuestionAsked'> {
  readonly from: OrganisationId;
  readonly to: OrganisationId;
  readonly text: string;
}
export interface QuestionAnswered extends ByPerson<'QuestionAnswered'> {
  readonly text: string;
}
export type QuestionEvent = QuestionAsked | QuestionAnswered;

export interface Placed extends ByPerson<'Placed'> {
  readonly because?: FirstReason;
  readonly practice: OdsCode;
  /** Deadlines stay as frozen at receipt: the patient has been waiting since then, whoever it belongs to. */
  readonly holder: OrganisationId;
}
export interface PracticeCorrected extends ByPerson<'PracticeCorrected'> {
  readonly because?: FirstReason;
  readonly from: OdsCode;
  readonly to: OdsCode;
  readonly holder: OrganisationId;
}
export interface Linked extends ByPerson<'Linked'> {
  readonly to: EConsultId;
}
/** Its patient has come before: what was known of the other contacts when it was received. */
export interface Recurred extends Happened<'Recurred'> {
  readonly earlier: readonly Contact[];
}
/** A person found that the other contact is not the same patient's. */
export interface NotSamePatientSaid extends ByPerson<'NotSamePatientSaid'> {
  readonly to: EConsultId;
  readonly reason: NotSameReason;
}
export type ContactEvent = Recurred | NotSamePatientSaid;

export type WrongPatientReported = ByPerson<'WrongPatientReported'>;
export type PatientConfirmed = ByPerson<'PatientConfirmed'>;
export type CorrectionEvent = Placed | PracticeCorrected | Linked | WrongPatientReported | PatientConfirmed;

/** The clock warned: the gravest of what had passed; lesser ones that had passed too are not said again. */
export interface Warned extends Happened<'Warned'> {
  readonly warning: ClockWarning;
  readonly also: readonly ClockWarning[];
  /** The leads of its hub, as they were then, when another organisation has it and they must know: its channel is not theirs. */
  readonly leads?: readonly Person[];
}
/** The clock reminded somebody of what they had been asked or had taken on. */
export interface Reminded extends Happened<'Reminded'> {
  readonly of: Reminder;
  /** Which offer, question or claim: when it began. */
  readonly since: Instant;
  /** As with a warning. */
  readonly leads?: readonly Person[];
}
/** The clock looked and nothing was due (hours or holidays have changed): it will look again when something is. */
export type ClockLooked = Happened<'ClockLooked'>;

/** A task was sent because of it, or something happened to one. */
export interface TaskFollowed extends Happened<'TaskFollowed'> {
  /** Absent: the clock, or another system. */
  readonly by?: Person;
  readonly task: FollowedTask;
  /** Its hub has heard already that this one came back. */
  readonly heard?: true;
}

export type EConsultEvent =
  | RerouteEvent
  | RepairEvent
  | TaskFollowed
  | Received
  | CopyKeptAside
  | Withdrawn
  | Viewed
  | ClaimEvent
  | CompletionEvent
  | HoldEvent
  | ClosingPlanned
  | PriorityEvent
  | EscalationEvent
  | PassBackEvent
  | QuestionEvent
  | CorrectionEvent
  | ContactEvent
  | Warned
  | Reminded
  | ClockLooked;
