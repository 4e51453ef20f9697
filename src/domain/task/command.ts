// What people, other systems and the clock ask of a task.

import type { Words } from '../free-words.ts';
import type { RepairAsked } from '../replacement.ts';
import type { Actor, EConsultId, HubId, Instant, OdsCode, OperationId, OrganisationId, PersonId } from '../terms.ts';
import type {
  TaskCancelReason,
  TaskDeclineReason,
  TaskDetail,
  TaskKind,
  TaskOutcome,
  TaskPriority,
  TaskReleaseReason,
  TaskReopenReason,
  TaskTelling,
} from './reasons-and-outcomes.ts';
import type { SlotTaken, TaskId, TaskPlan, TaskReroute } from './state.ts';

interface Asked {
  readonly hub: HubId;
  readonly id: TaskId;
  readonly operation: OperationId;
  readonly at: Instant;
  readonly by: Actor;
  /** The revision of the card whose button was pressed; absent for typed commands and other systems. */
  readonly revision?: number;
}
/** What is asked, as it is filled in. */
export interface TaskDraft {
  readonly kind: TaskKind;
  readonly detail?: TaskDetail;
  readonly asked: Words;
  readonly priority: TaskPriority;
  readonly clinical: boolean;
  readonly wantedBy: Instant;
  readonly telephone: string;
  readonly spokenTo?: string;
  readonly hint?: PersonId;
  readonly slot?: SlotTaken;
}
interface Sending extends Asked {
  readonly to: OrganisationId;
  readonly draft: TaskDraft;
  /** The sender has read that the receiver closes too soon, or has nobody to do it, and sends it all the same. */
  readonly knowingly: boolean;
}
export interface SendTask extends Sending {
  readonly type: 'send';
  readonly from: OrganisationId;
  /** Whose patient it is about; where it is about none, the practice it goes to or comes from. */
  readonly practice: OdsCode;
  readonly about?: EConsultId;
  readonly round?: string;
  /** The patient's details are stored with it. */
  readonly hasPatient?: true;
}
/** The sender changes what was declined and sends it once more, to the same organisation or another. */
export interface SendTaskAgain extends Sending {
  readonly type: 'sendAgain';
}
export interface AcceptTask extends Asked {
  readonly type: 'accept';
}
/** One press: who claims what was only sent has accepted it too. */
export interface ClaimTask extends Asked {
  readonly type: 'claim';
}
export interface TakeOverTask extends Asked {
  readonly type: 'takeOver';
}
export interface ReleaseTask extends Asked {
  readonly type: 'release';
  readonly reason: TaskReleaseReason;
}
export interface HandOverTask extends Asked {
  readonly type: 'handOver';
  readonly to: PersonId;
  readonly words?: Words;
}
export interface KeepTask extends Asked {
  readonly type: 'keep';
}
export interface DeclineTask extends Asked {
  readonly type: 'decline';
  readonly reason: TaskDeclineReason;
  readonly words?: Words;
}
export interface AskAboutTask extends Asked {
  readonly type: 'ask';
  readonly words: Words;
}
export interface AnswerAboutTask extends Asked {
  readonly type: 'answer';
  /** When the question that is being answered was asked. */
  readonly question?: Instant;
  readonly words: Words;
}
/** The hub sends what it was asked on to another organisation. */
export interface HandOnTask extends Asked {
  readonly type: 'handOn';
  readonly to: OrganisationId;
  readonly words?: Words;
  readonly knowingly: boolean;
}
export interface FinishTask extends Asked {
  readonly type: 'finish';
  readonly outcome: TaskOutcome;
  readonly told: TaskTelling;
  /** When the patient was told; absent: just now. */
  readonly toldAt?: Instant;
  readonly words?: Words;
}
export interface CancelTask extends Asked {
  readonly type: 'cancel';
  readonly reason: TaskCancelReason;
  readonly words?: Words;
}
export interface ReopenTask extends Asked {
  readonly type: 'reopen';
  readonly reason: TaskReopenReason;
}
/** Somebody opens it, with the patient's details that may be in it. */
export interface ViewTask extends Asked {
  readonly type: 'view';
  readonly reason?: string;
}
/** Somebody on the ladder says that they have seen it and will deal with it. */
export interface AcknowledgeTask extends Asked {
  readonly type: 'acknowledge';
}
/** Somebody of the receiver says before closing what becomes of it. */
export interface PlanTask extends Asked {
  readonly type: 'plan';
  readonly plan: TaskPlan['plan'];
}
/** The clock looks, because something may be due. */
export interface TickTask extends Asked {
  readonly type: 'tick';
}
/** A disaster has closed its receiver; `to`: who takes that receiver's work, if anybody else does. */
export interface RerouteTask extends Asked {
  readonly type: 'reroute';
  readonly reroute: Omit<TaskReroute, 'to'> & { readonly to?: OrganisationId };
}
/** The disaster is over. */
export interface BringTaskBack extends Asked {
  readonly type: 'bringBack';
  readonly disaster: string;
}
/** Somebody leaves, or a practice closes. */
export type RepairTask = Asked & RepairAsked;
export type ReceiversCommand =
  | AcceptTask
  | ClaimTask
  | TakeOverTask
  | ReleaseTask
  | HandOverTask
  | KeepTask
  | DeclineTask
  | HandOnTask
  | PlanTask
  | FinishTask;
export type PersonsTaskCommand =
  | SendTaskAgain
  | ReceiversCommand
  | AskAboutTask
  | AnswerAboutTask
  | CancelTask
  | ReopenTask
  | ViewTask
  | AcknowledgeTask;
export type TaskCommand = SendTask | TickTask | RerouteTask | BringTaskBack | RepairTask | PersonsTaskCommand;
