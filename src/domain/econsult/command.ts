// What people, senders and clocks ask of an eConsult.

import type { CodeOf } from '../code-list.ts';
import type { Words } from '../free-words.ts';
import type { RepairAsked } from '../replacement.ts';
import type { Actor, EConsultId, HubId, Instant, OdsCode, OperationId, OrganisationId, PersonId, Priority, Role } from '../terms.ts';
import type { FollowedTask } from './followed-task.ts';
import type { PerhapsOnPaper } from './on-paper.ts';
import { lowerList, releaseList, reopenList, viewList } from './reasons-and-outcomes.ts';
import type { BringBackAsked, ClaimantToBeAsked, RerouteAsked } from './rerouted.ts';
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
  /** Without the patient's words: those are stored beside the eConsult and decide nothing. */
  readonly submission: Omit<Submission, 'text'>;
}
/** Different words came under an id that is known: they are kept beside the first and shown. */
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
export interface Claim extends Asked, PerhapsOnPaper {
  readonly type: 'claim';
}
/** Take it from its claimant, who is told. */
export interface TakeOver extends Asked {
  readonly type: 'takeOver';
}
export const releaseReasons = releaseList.all;
export type ReleaseReason = CodeOf<typeof releaseList>;
export interface Release extends Asked {
  readonly type: 'release';
  readonly reason: ReleaseReason;
}
export interface Complete extends Asked, PerhapsOnPaper {
  readonly type: 'complete';
  readonly outcome: Outcome;
  readonly told: Telling;
  /** When the patient was told; absent: just now. */
  readonly toldAt?: Instant;
  readonly followUp?: Words;
  /** Its claimant has read of the patient's other contacts, and closes it as needing no action all the same. */
  readonly othersSeen?: boolean;
  /** Its claimant has read that nobody has opened it, and completes it all the same. */
  readonly knowingly?: boolean;
  /** Tasks that are sent in the same press, all or none. */
  readonly tasks?: readonly FollowedTask[];
  /** Its claimant has read which of its tasks are not finished, and completes it all the same. */
  readonly tasksSeen?: boolean;
}
/** How a task stands that was sent because of it: written with whatever happens to that task, by whoever did it. */
export interface FollowTask extends Asked {
  readonly type: 'followTask';
  readonly task: FollowedTask;
}
export const viewReasons = viewList.all;
export type ViewReason = CodeOf<typeof viewList>;
/** Open everything the sender wrote. Somebody from outside its practice must give a reason. */
export interface View extends Asked {
  readonly type: 'view';
  readonly reason?: ViewReason;
  /** One of the photos and documents that came with it, from 1; absent: what was written. */
  readonly attachment?: number;
}

export interface PassBack extends Asked {
  readonly type: 'passBack';
  readonly reason: PassBackReason;
  readonly what: Words;
  readonly wantedBy: Instant;
  readonly answers: OrganisationId;
  readonly spokenTo?: string;
  /** The sender has read that the receiver closes too soon, or has nobody to answer it, and sends it all the same. */
  readonly knowingly: boolean;
  /** Tasks that are sent in the same press, all or none. */
  readonly tasks?: readonly FollowedTask[];
}
export interface Accept extends Asked {
  readonly type: 'accept';
}
export interface Decline extends Asked {
  readonly type: 'decline';
  readonly reason: DeclineReason;
  readonly words?: Words;
}
/** Take back an offer that has not been accepted; whoever takes it back has claimed it. */
export interface TakeBack extends Asked {
  readonly type: 'takeBack';
}
export interface AskQuestion extends Asked {
  readonly type: 'ask';
  readonly words: Words;
}
export interface AnswerQuestion extends Asked {
  readonly type: 'answer';
  /** When the question that is being answered was asked; absent if the sender of the command cannot know. */
  readonly question?: Instant;
  readonly words: Words;
}
export interface Settle extends Asked {
  readonly type: 'settle';
  readonly to: OrganisationId;
  readonly words?: Words;
}
/** A practice sends one that it sees first on to the hub. */
export interface SendToHub extends Asked {
  readonly type: 'sendToHub';
  readonly words?: Words;
}
/** A clinician of the hub takes one that waits at a practice. */
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
export const lowerReasons = lowerList.all;
export type LowerReason = CodeOf<typeof lowerList>;
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
/** Say before closing what will become of it: it will be finished, or it waits for the next opening and the patient was told so. */
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
/** Somebody on the ladder says that they have seen it and will deal with it. */
export interface Acknowledge extends Asked {
  readonly type: 'acknowledge';
}
/** The clock looks, because something may be due. */
export interface Tick extends Asked {
  readonly type: 'tick';
}
/** Its claimant says that they are still working on it. */
export interface Keep extends Asked {
  readonly type: 'keep';
}
export const reopenReasons = reopenList.all;
export type ReopenReason = CodeOf<typeof reopenList>;
export interface Reopen extends Asked {
  readonly type: 'reopen';
  readonly reason: ReopenReason;
}
export interface Link extends Asked {
  readonly type: 'link';
  readonly to: EConsultId;
}
export const notSameReasons = ['differentPerson', 'numberMixedUp', 'sharedDetails'] as const;
export type NotSameReason = (typeof notSameReasons)[number];
/** The other contact is not the same patient's, whatever number or name was sent. */
export interface NotSamePatient extends Asked {
  readonly type: 'notSamePatient';
  readonly to: EConsultId;
  readonly reason: NotSameReason;
}
/** It belongs to another practice; the history keeps the first one. */
export interface CorrectPractice extends Asked {
  readonly type: 'correctPractice';
  readonly practice: OdsCode;
}
export interface ReportWrongPatient extends Asked {
  readonly type: 'reportWrongPatient';
}
/** It has been cleared up with the sender which patient it is about. */
export interface ConfirmPatient extends Asked {
  readonly type: 'confirmPatient';
}

export type Reroute = Asked & RerouteAsked;
export type AskClaimant = Asked & ClaimantToBeAsked;
export type BringBack = Asked & BringBackAsked;
export type RerouteCommand = Reroute | AskClaimant | BringBack;
export type ClaimCommand = Claim | TakeOver | Release | Assign | HandOver | Keep;
export type PassBackCommand = PassBack | Accept | Decline | TakeBack | Settle | SendToHub | Pull | AskQuestion | AnswerQuestion;
export type CorrectionCommand = Place | Link | NotSamePatient | CorrectPractice | ReportWrongPatient | ConfirmPatient;
/** Commands that only a person can give. */
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

export type EConsultCommand = Receive | KeepAside | Withdraw | Tick | FollowTask | RerouteCommand | (Asked & RepairAsked) | PersonsCommand;
