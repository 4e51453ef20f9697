// What a task between two organisations is, status by status. A patient's details are not in it: they are stored apart.
import type { Chosen } from '../code-list.ts';
import type { Rung } from '../network/ladder.ts';
import type { EConsultId, HubId, Instant, OdsCode, OrganisationId, Person, Role } from '../terms.ts';
import type {
  TaskCancelReason,
  TaskDeclineReason,
  TaskDetail,
  TaskKind,
  TaskOutcome,
  TaskPriority,
  TaskTelling,
  taskPlans,
} from './reasons-and-outcomes.ts';

/** A task's id within its hub, such as `T-K7M4QX`. */
export type TaskId = string;

/** What is asked; when it is sent again it may have changed. */
export interface TaskRequest extends Chosen {
  readonly kind: TaskKind;
  readonly detail?: TaskDetail;
  readonly asked: string;
  readonly priority: TaskPriority;
  /** Only a clinician may do it. */
  readonly clinical: boolean;
  readonly wantedBy: Instant;
  /** Where the sender can be rung. */
  readonly telephone: string;
  /** Who was spoken to at the receiver: for an urgent one somebody must have been, or the ladder starts at once. */
  readonly spokenTo?: string;
  /** Whom the sender thought of. Only a hint: whoever is on leave loses nothing. */
  readonly hint?: Person;
  /** The appointment that was taken with it; as it was then, so that a card needs no look at the book. */
  readonly slot?: SlotTaken;
}
/** An appointment of the receiver's, taken for this task. */
export interface SlotTaken {
  readonly id: string;
  readonly start: Instant;
  readonly minutes: number;
  /** Clinic or role, and place. */
  readonly what: string;
  /** The reference to book under in the record system. */
  readonly bookUnder: string;
}

export interface TaskDecline extends Chosen {
  readonly by: Person;
  readonly at: Instant;
  /** The organisation that declined it. */
  readonly from: OrganisationId;
  readonly reason: TaskDeclineReason;
  readonly text: string | undefined;
}
export interface TaskQuestion {
  readonly from: OrganisationId;
  readonly to: OrganisationId;
  readonly by: Person;
  readonly at: Instant;
  readonly text: string;
  readonly answer: { readonly by: Person; readonly at: Instant; readonly text: string } | undefined;
}
/** The ladder of its hub, frozen when it starts; `rung` beyond the last: only the telephone number is left. */
export interface TaskEscalation {
  readonly at: Instant;
  readonly ladder: readonly Rung[];
  readonly telephone: string;
  readonly rung: number;
  readonly rungSince: Instant;
  readonly acknowledged: { readonly by: Person; readonly at: Instant } | undefined;
}

export interface TaskPlan {
  readonly by: Person;
  readonly at: Instant;
  readonly plan: (typeof taskPlans)[number];
  /** The next opening; from then on the plan is out of date. */
  readonly opens: Instant | undefined;
}

/** Why, from where and until when it is where it is. */
export interface TaskReroute {
  readonly disaster: string;
  readonly from: OrganisationId;
  readonly to: OrganisationId;
  readonly until: Instant;
}

export interface TaskFacts {
  readonly hub: HubId;
  readonly id: TaskId;
  readonly from: OrganisationId;
  readonly to: OrganisationId;
  /** Whose patient it is about, or whose matter: the practice between which and the hub, or for whose patient, it goes. */
  readonly practice: OdsCode;
  readonly about?: EConsultId;
  /** One of several sent at once to several practices. */
  readonly round?: string;
  /** The patient's details stand in its text, and nowhere else. */
  readonly hasPatient?: true;
  readonly request: TaskRequest;
  readonly sender: Person & { readonly role?: Role };
  /** When it was last sent, by the hours of whose receiver its clock runs. */
  readonly sentAt: Instant;
  readonly firstSentAt: Instant;
  /** How often it was sent. */
  readonly sends: number;
  /** When the clock first says that it is nearly due: 75 % of the working minutes. */
  readonly dueSoonAt: Instant;
  readonly declines: readonly TaskDecline[];
  /** The organisations whose channels have its card. */
  readonly shownIn: readonly OrganisationId[];
  readonly question: TaskQuestion | undefined;
  readonly escalation: TaskEscalation | undefined;
  /** The last note for whoever has it next. */
  readonly note: { readonly by: Person; readonly at: Instant; readonly text: string } | undefined;
  /** What the receiver said before closing; made for another receiver, it is gone. */
  readonly plan?: TaskPlan;
  /** A disaster moved it here; whoever sends it elsewhere afterwards ends that. */
  readonly reroutedBy?: TaskReroute;
  /** A disaster has closed its receiver, and it waits there. */
  readonly receiverClosed?: { readonly disaster: string; readonly until: Instant };
  /** Who of the receiver first opened it. */
  readonly seen: { readonly by: Person; readonly at: Instant } | undefined;
  /** What the clock has said already. */
  readonly told: readonly string[];
  readonly nextLook: Instant | undefined;
  /** The version of the last event that changed its card. */
  readonly revision: number;
}

/** It waits for the receiver to say that they will do it. */
export interface SentTask extends TaskFacts {
  readonly status: 'sent';
}
/** The receiver will do it; nobody there has it yet. */
export interface AcceptedTask extends TaskFacts {
  readonly status: 'accepted';
  readonly accepted: { readonly by: Person; readonly at: Instant };
  readonly waitingSince: Instant;
}
/** Somebody at the receiver has it. */
export interface TaskInHand extends TaskFacts {
  readonly status: 'inHand';
  readonly accepted: { readonly by: Person; readonly at: Instant };
  readonly claimant: Person;
  readonly claimedAt: Instant;
  readonly keptAt: Instant | undefined;
  /** When the clock asked whether they are still working on it. */
  readonly quietAskedAt: Instant | undefined;
}
/** It is back with its sender, who changes it, sends it again, or cancels it. */
export interface DeclinedTask extends TaskFacts {
  readonly status: 'declined';
  readonly decline: TaskDecline;
}
export interface DoneTask extends TaskFacts {
  readonly status: 'done';
  readonly done: { readonly by: Person; readonly at: Instant; readonly text: string | undefined } & Chosen;
  readonly outcome: TaskOutcome;
  readonly patientTold: { readonly how: TaskTelling; readonly at: Instant } | undefined;
}
export interface CancelledTask extends TaskFacts {
  readonly status: 'cancelled';
  readonly cancelled: { readonly by: Person; readonly at: Instant; readonly reason: TaskCancelReason; readonly text: string | undefined };
}
export type OpenTask = SentTask | AcceptedTask | TaskInHand | DeclinedTask;
export type Task = OpenTask | DoneTask | CancelledTask;
export type TaskStatus = Task['status'];

export const isOpenTask = (task: Task): task is OpenTask => task.status !== 'done' && task.status !== 'cancelled';
/** The organisation that must act next: the receiver, or the sender once it was declined. */
export const holderOf = (task: OpenTask): OrganisationId => (task.status === 'declined' ? task.from : task.to);
