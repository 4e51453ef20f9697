// What has happened to an eConsult; the list of these is its history.
import type { FirstReason } from '../network/pathway.ts';
import type { EConsultId, Instant, OdsCode, OrganisationId, Person, Priority } from '../terms.ts';
import type { Deadlines } from '../time/deadlines.ts';
import type { LowerReason, ReleaseReason, ReopenReason, ViewReason } from './command.ts';
import type { ByPerson, PassingEvent } from './event-pass-back.ts';
import type {
  Assignment,
  ClockWarning,
  ClosingPlan,
  EscalationReason,
  Facts,
  HoldReason,
  Outcome,
  Reminder,
  Rung,
  Telling,
  WithdrawalReason,
} from './state.ts';

/** What is not known at receipt: it begins empty. */
type Later =
  | 'asides'
  | 'firstClaimedAt'
  | 'told'
  | 'nextLook'
  | 'withdrawal'
  | 'revision'
  | 'shares'
  | 'heldSince'
  | 'crossings'
  | 'settled'
  | 'question'
  | 'escalation'
  | 'hold'
  | 'held'
  | 'plan'
  | 'assigned'
  | 'note'
  | 'declined'
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
  /** The target moved on by the working minutes it was held, never past the limit. */
  readonly deadlines: Deadlines;
}
/** Its holder, before closing, said what will become of it. */
export interface ClosingPlanned extends ByPerson {
  readonly type: 'ClosingPlanned';
  readonly plan: ClosingPlan['plan'];
  readonly told: Telling | undefined;
  readonly opens: Instant | undefined;
}
/** The patient's time to answer has run out. */
export interface HoldRanOut {
  readonly type: 'HoldRanOut';
  readonly at: Instant;
  readonly deadlines: Deadlines;
}
/** The clock warned: the gravest of what had passed; lesser ones that had passed too are not said again. */
export interface Warned {
  readonly type: 'Warned';
  readonly at: Instant;
  readonly warning: ClockWarning;
  readonly also: readonly ClockWarning[];
  /** The leads of its hub, as they were then, when another organisation has it and they must know: its channel is not theirs. */
  readonly leads?: readonly Person[];
}
/** The clock reminded somebody of what they had been asked or had taken on. */
export interface Reminded {
  readonly type: 'Reminded';
  readonly at: Instant;
  readonly of: Reminder;
  /** Which offer, question or claim: when it began. */
  readonly since: Instant;
  /** As with a warning. */
  readonly leads?: readonly Person[];
}
/** The clock looked and nothing was due (hours or holidays have changed): it will look again when something is. */
export interface ClockLooked {
  readonly type: 'ClockLooked';
  readonly at: Instant;
}
/** Its claimant is still at it. */
export interface Kept extends ByPerson {
  readonly type: 'Kept';
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
  | PassingEvent
  | Received
  | CopyKeptAside
  | Withdrawn
  | Placed
  | ClaimedEvent
  | TakenOver
  | Released
  | CompletedEvent
  | Viewed
  | Assigned
  | HandedOver
  | Raised
  | Lowered
  | Held
  | HoldEnded
  | ClosingPlanned
  | HoldRanOut
  | Warned
  | Reminded
  | ClockLooked
  | Kept
  | Escalated
  | EscalationAcknowledged
  | EscalationClimbed
  | Reopened
  | Linked
  | PracticeCorrected
  | WrongPatientReported
  | PatientConfirmed;
