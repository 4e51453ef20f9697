// What has happened to an eConsult; the list of these is its history.
import type { FirstReason } from '../pathway.ts';
import type { Deadlines } from '../sla.ts';
import type { EConsultId, Instant, OdsCode, OrganisationId, Person, Priority } from '../terms.ts';
import type { LowerReason, ReleaseReason, ReopenReason, ViewReason } from './command.ts';
import type {
  Assignment,
  DeclineReason,
  EscalationReason,
  Facts,
  HoldReason,
  Offer,
  Outcome,
  Rung,
  Telling,
  WithdrawalReason,
} from './state.ts';

/** What is not known at receipt: it begins empty. */
type Later =
  | 'asides'
  | 'withdrawal'
  | 'revision'
  | 'shares'
  | 'heldSince'
  | 'crossings'
  | 'settled'
  | 'question'
  | 'escalation'
  | 'hold'
  | 'assigned'
  | 'note'
  | 'links'
  | 'wrongPatient';

export interface Received {
  readonly type: 'Received';
  readonly at: Instant;
  readonly facts: Omit<Facts, Later>;
  /** Why it went where it went; absent while the practice is not known. */
  readonly because?: FirstReason;
}
export interface CopyKeptAside {
  readonly type: 'CopyKeptAside';
  readonly at: Instant;
  readonly contentHash: string;
}
export interface Withdrawn {
  readonly type: 'Withdrawn';
  readonly at: Instant;
  readonly reason: WithdrawalReason;
}
export interface Placed {
  readonly type: 'Placed';
  readonly because?: FirstReason;
  readonly at: Instant;
  readonly by: Person;
  readonly practice: OdsCode;
  /** Deadlines stay as frozen at receipt: the patient has been waiting since then, whoever it belongs to. */
  readonly holder: OrganisationId;
}
export interface ClaimedEvent {
  readonly type: 'Claimed';
  readonly at: Instant;
  readonly by: Person;
}
export interface TakenOver {
  readonly type: 'TakenOver';
  readonly at: Instant;
  readonly by: Person;
  readonly from: Person;
}
export interface Released {
  readonly type: 'Released';
  readonly at: Instant;
  readonly by: Person;
  readonly reason: ReleaseReason;
}
export interface CompletedEvent {
  readonly type: 'Completed';
  readonly at: Instant;
  readonly by: Person;
  readonly outcome: Outcome;
  readonly told: Telling;
  readonly toldAt: Instant;
  readonly followUp: string | undefined;
}
export interface Viewed extends ByPerson {
  readonly type: 'Viewed';
  readonly reason: ViewReason | undefined;
}

interface ByPerson {
  readonly at: Instant;
  readonly by: Person;
}
export interface PassedBack extends ByPerson {
  readonly type: 'PassedBack';
  readonly offer: Offer;
}
export interface Accepted extends ByPerson {
  readonly type: 'Accepted';
}
export interface Declined extends ByPerson {
  readonly type: 'Declined';
  readonly reason: DeclineReason;
  readonly text: string | undefined;
}
export interface QuestionAsked extends ByPerson {
  readonly type: 'QuestionAsked';
  readonly from: OrganisationId;
  readonly to: OrganisationId;
  readonly text: string;
}
export interface QuestionAnswered extends ByPerson {
  readonly type: 'QuestionAnswered';
  readonly text: string;
}
export interface Settled extends ByPerson {
  readonly type: 'Settled';
  readonly to: OrganisationId;
  readonly text: string | undefined;
  /** Whose claim ended because it moved; they are told. */
  readonly from: Person | undefined;
}
export interface SentToHub extends ByPerson {
  readonly type: 'SentToHub';
  readonly text: string | undefined;
}
export interface Pulled extends ByPerson {
  readonly type: 'Pulled';
}
export interface Assigned extends ByPerson {
  readonly type: 'Assigned';
  readonly to: Assignment['to'];
}
export interface HandedOver extends ByPerson {
  readonly type: 'HandedOver';
  readonly to: Person;
  readonly text: string;
}
export interface Raised extends ByPerson {
  readonly type: 'Raised';
  readonly priority: Priority;
  /** Never later than before. */
  readonly deadlines: Deadlines;
}
export interface Lowered extends ByPerson {
  readonly type: 'Lowered';
  readonly priority: Priority;
  readonly reason: LowerReason;
  readonly deadlines: Deadlines;
}
export interface Held extends ByPerson {
  readonly type: 'Held';
  readonly reason: HoldReason;
  readonly until: Instant;
}
export interface HoldEnded extends ByPerson {
  readonly type: 'HoldEnded';
}
export interface Escalated extends ByPerson {
  readonly type: 'Escalated';
  readonly reason: EscalationReason;
  readonly text: string | undefined;
  readonly ladder: readonly Rung[];
  readonly telephone: string;
}
export interface EscalationAcknowledged extends ByPerson {
  readonly type: 'EscalationAcknowledged';
}
export interface EscalationClimbed {
  readonly type: 'EscalationClimbed';
  readonly at: Instant;
}
export interface Reopened extends ByPerson {
  readonly type: 'Reopened';
  readonly reason: ReopenReason;
}
export interface Linked extends ByPerson {
  readonly type: 'Linked';
  readonly to: EConsultId;
}
export interface PracticeCorrected extends ByPerson {
  readonly type: 'PracticeCorrected';
  readonly because?: FirstReason;
  readonly from: OdsCode;
  readonly to: OdsCode;
  readonly holder: OrganisationId;
}
export interface WrongPatientReported extends ByPerson {
  readonly type: 'WrongPatientReported';
}
export interface PatientConfirmed extends ByPerson {
  readonly type: 'PatientConfirmed';
}

export type EConsultEvent =
  | Received
  | CopyKeptAside
  | Withdrawn
  | Placed
  | ClaimedEvent
  | TakenOver
  | Released
  | CompletedEvent
  | Viewed
  | PassedBack
  | Accepted
  | Declined
  | QuestionAsked
  | QuestionAnswered
  | Settled
  | SentToHub
  | Pulled
  | Assigned
  | HandedOver
  | Raised
  | Lowered
  | Held
  | HoldEnded
  | Escalated
  | EscalationAcknowledged
  | EscalationClimbed
  | Reopened
  | Linked
  | PracticeCorrected
  | WrongPatientReported
  | PatientConfirmed;
