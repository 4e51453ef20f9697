// What people, senders and clocks ask of an eConsult.
import type { Actor, EConsultId, HubId, Instant, OdsCode, OperationId, OrganisationId, PersonId, Priority, Role } from '../terms.ts';
import type {
  ClosingPlan,
  DeclineReason,
  EscalationReason,
  HoldReason,
  Outcome,
  PassBackReason,
  Telling,
  WithdrawalReason,
} from './state.ts';
import type { Submission } from './submission.ts';

export interface Asked {
  readonly hub: HubId;
  readonly id: EConsultId;
  readonly operation: OperationId;
  readonly at: Instant;
  readonly by: Actor;
  /** The revision of the card whose button was pressed; absent for typed commands and senders. */
  readonly revision?: number;
}

export interface Receive extends Asked {
  readonly type: 'receive';
  readonly caller: string;
  /** Without the words themselves: those are stored beside the eConsult, not decided on. */
  readonly submission: Omit<Submission, 'text'>;
}
/** Different words came under the same id: kept beside the first and shown. */
export interface KeepAside extends Asked {
  readonly type: 'keepAside';
  readonly contentHash: string;
}
export interface Withdraw extends Asked {
  readonly type: 'withdraw';
  readonly reason: WithdrawalReason;
}
export interface Place extends Asked {
  readonly type: 'place';
  readonly practice: OdsCode;
}
export interface Claim extends Asked {
  readonly type: 'claim';
}
/** Taking it from its claimant, knowingly: the claimant is told. */
export interface TakeOver extends Asked {
  readonly type: 'takeOver';
}
export const releaseReasons = ['wrongSkills', 'noTime', 'cannotAccessRecord', 'knowsPatient', 'claimedByMistake', 'shiftEnds'] as const;
export type ReleaseReason = (typeof releaseReasons)[number];
export interface Release extends Asked {
  readonly type: 'release';
  readonly reason: ReleaseReason;
}
export interface Complete extends Asked {
  readonly type: 'complete';
  readonly outcome: Outcome;
  readonly told: Telling;
  /** When the patient was told; absent: just now. */
  readonly toldAt?: Instant;
  readonly followUp?: Words;
}
export const viewReasons = ['workingOnIt', 'askedForAdvice', 'safetyCheck', 'patientAsked'] as const;
export type ViewReason = (typeof viewReasons)[number];
/** Somebody opens everything the sender wrote; a reason is needed for another organisation's patient. */
export interface View extends Asked {
  readonly type: 'view';
  readonly reason?: ViewReason;
}

/** Free text for a shared card; `checked` when its writer says that what the guard found is no patient's. */
export interface Words {
  readonly text: string;
  readonly checked: boolean;
}

export interface PassBack extends Asked {
  readonly type: 'passBack';
  readonly reason: PassBackReason;
  readonly what: Words;
  readonly wantedBy: Instant;
  readonly answers: OrganisationId;
  readonly spokenTo?: string;
  /** Sent although the receiver closes before it can be done: the sender has read so and seen to the patient. */
  readonly knowingly: boolean;
}
export interface Accept extends Asked {
  readonly type: 'accept';
}
export interface Decline extends Asked {
  readonly type: 'decline';
  readonly reason: DeclineReason;
  readonly words?: Words;
}
/** Before the other organisation has accepted it: whoever takes it back has it again. */
export interface TakeBack extends Asked {
  readonly type: 'takeBack';
}
export interface AskQuestion extends Asked {
  readonly type: 'ask';
  readonly words: Words;
}
export interface AnswerQuestion extends Asked {
  readonly type: 'answer';
  /** The question that was read: when it was asked. Absent where it cannot be known. */
  readonly question?: Instant;
  readonly words: Words;
}
export interface Settle extends Asked {
  readonly type: 'settle';
  readonly to: OrganisationId;
  readonly words?: Words;
}
/** A practice that sees its eConsults first sends one on to the hub. */
export interface SendToHub extends Asked {
  readonly type: 'sendToHub';
  readonly words?: Words;
}
/** The hub takes one from a practice that sees them first. */
export interface Pull extends Asked {
  readonly type: 'pull';
}
export interface Assign extends Asked {
  readonly type: 'assign';
  readonly to: { readonly role: Role } | { readonly person: PersonId };
}
export interface HandOver extends Asked {
  readonly type: 'handOver';
  readonly to: PersonId;
  readonly words: Words;
}
export interface Raise extends Asked {
  readonly type: 'raise';
  readonly priority: Priority;
}
export const lowerReasons = ['assessedInPerson', 'assessedFromRecord', 'spokeToPatient', 'flaggedByMistake'] as const;
export type LowerReason = (typeof lowerReasons)[number];
export interface Lower extends Asked {
  readonly type: 'lower';
  readonly priority: Priority;
  readonly reason: LowerReason;
}
export interface Hold extends Asked {
  readonly type: 'hold';
  readonly reason: HoldReason;
  readonly until: Instant;
}
export interface EndHold extends Asked {
  readonly type: 'endHold';
}
/** Before closing: it will be finished, or it waits for the next opening and the patient was told so. */
export interface PlanClosing extends Asked {
  readonly type: 'planClosing';
  readonly plan: ClosingPlan['plan'];
  /** With `nextOpening`: how the patient was told. */
  readonly told?: Telling;
}
export interface Escalate extends Asked {
  readonly type: 'escalate';
  readonly reason: EscalationReason;
  readonly words?: Words;
}
/** Somebody on the ladder says: I have seen it and will see to it. */
export interface Acknowledge extends Asked {
  readonly type: 'acknowledge';
}
/** The clock: something may be due. */
export interface Tick extends Asked {
  readonly type: 'tick';
}
/** Its claimant says: I am still at it. */
export interface Keep extends Asked {
  readonly type: 'keep';
}
export const reopenReasons = ['patientCameBack', 'notDone', 'closedByMistake', 'newInformation'] as const;
export type ReopenReason = (typeof reopenReasons)[number];
export interface Reopen extends Asked {
  readonly type: 'reopen';
  readonly reason: ReopenReason;
}
export interface Link extends Asked {
  readonly type: 'link';
  readonly to: EConsultId;
}
/** It is another practice's patient: the trail of the first one stays. */
export interface CorrectPractice extends Asked {
  readonly type: 'correctPractice';
  readonly practice: OdsCode;
}
export interface ReportWrongPatient extends Asked {
  readonly type: 'reportWrongPatient';
}
/** Whose it is has been cleared up with the sender. */
export interface ConfirmPatient extends Asked {
  readonly type: 'confirmPatient';
}

export type ClaimCommand = Claim | TakeOver | Release | Assign | HandOver | Keep;
export type PassBackCommand = PassBack | Accept | Decline | TakeBack | Settle | SendToHub | Pull | AskQuestion | AnswerQuestion;
export type CorrectionCommand = Place | Link | CorrectPractice | ReportWrongPatient | ConfirmPatient;
/** What only a person may ask for. */
export type PersonsCommand =
  | View
  | ClaimCommand
  | Complete
  | Reopen
  | Hold
  | EndHold
  | PlanClosing
  | Raise
  | Lower
  | Escalate
  | Acknowledge
  | PassBackCommand
  | CorrectionCommand;

export type EConsultCommand = Receive | KeepAside | Withdraw | Tick | PersonsCommand;
