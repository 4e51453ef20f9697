// What has happened to a task.
import type { Chosen } from '../code-list.ts';
import type { Rung } from '../network/ladder.ts';
import type { EConsultId, HubId, Instant, OdsCode, OrganisationId, Person } from '../terms.ts';
import type { TaskCancelReason, TaskOutcome, TaskReleaseReason, TaskReopenReason, TaskTelling } from './reasons-and-outcomes.ts';
import type { TaskDecline, TaskFacts, TaskId, TaskPlan, TaskRequest, TaskReroute } from './state.ts';

interface Happened {
  readonly at: Instant;
}
interface Done extends Happened {
  readonly by: Person;
}
/** The ladder that starts with an urgent one for which nobody was spoken to. */
export interface LadderStarted {
  readonly ladder: readonly Rung[];
  readonly telephone: string;
}
interface Sending extends Happened {
  readonly to: OrganisationId;
  readonly request: TaskRequest;
  readonly sender: TaskFacts['sender'];
  readonly dueSoonAt: Instant;
  readonly started?: LadderStarted;
}
export interface TaskSent extends Sending {
  readonly type: 'TaskSent';
  readonly hub: HubId;
  readonly id: TaskId;
  readonly from: OrganisationId;
  readonly practice: OdsCode;
  readonly about?: EConsultId;
  readonly round?: string;
  readonly hasPatient?: true;
}
export interface TaskSentAgain extends Sending {
  readonly type: 'TaskSentAgain';
}
export interface TaskAccepted extends Done {
  readonly type: 'TaskAccepted';
}
export interface TaskClaimed extends Done {
  readonly type: 'TaskClaimed';
}
export interface TaskTakenOver extends Done {
  readonly type: 'TaskTakenOver';
  readonly from: Person;
}
export interface TaskReleased extends Done {
  readonly type: 'TaskReleased';
  readonly reason: TaskReleaseReason;
}
export interface TaskHandedOver extends Done {
  readonly type: 'TaskHandedOver';
  readonly to: Person;
  readonly text: string | undefined;
}
export interface TaskKept extends Done {
  readonly type: 'TaskKept';
}
export interface TaskDeclined extends Happened {
  readonly type: 'TaskDeclined';
  readonly decline: TaskDecline;
}
export interface TaskQuestionAsked extends Done {
  readonly type: 'TaskQuestionAsked';
  readonly from: OrganisationId;
  readonly to: OrganisationId;
  readonly text: string;
}
export interface TaskQuestionAnswered extends Done {
  readonly type: 'TaskQuestionAnswered';
  readonly text: string;
}
export interface TaskHandedOn extends Done {
  readonly type: 'TaskHandedOn';
  readonly from: OrganisationId;
  readonly to: OrganisationId;
  readonly text: string | undefined;
}
/** A disaster has moved it to whoever takes the closed receiver's work. */
export interface TaskRerouted extends Happened {
  readonly type: 'TaskRerouted';
  readonly reroute: TaskReroute;
}
/** A disaster has closed its receiver, and nobody else can do it. */
export interface TaskReceiverClosed extends Happened {
  readonly type: 'TaskReceiverClosed';
  readonly disaster: string;
  readonly until: Instant;
}
/** The disaster is over; without `to` it had stayed where it was. */
export interface TaskBroughtBack extends Happened {
  readonly type: 'TaskBroughtBack';
  readonly disaster: string;
  readonly to?: OrganisationId;
}
/** Somebody has left; without `to` nobody has taken their place. `by`: the lead who confirmed it. */
export interface TaskPersonReplaced extends Done {
  readonly type: 'TaskPersonReplaced';
  readonly repair: string;
  readonly from: Person;
  readonly to?: Person;
}
/** A practice has closed, or with `moved` has left this hub: `from` and `to` are the two sides as they are now. */
export interface TaskPracticeReplaced extends Done {
  readonly type: 'TaskPracticeReplaced';
  readonly repair: string;
  readonly replaced: OrganisationId;
  readonly moved?: true;
  readonly practice: OdsCode;
  readonly from: OrganisationId;
  readonly to: OrganisationId;
  /** Its claimant may go on with it. */
  readonly keeps?: true;
}
export interface TaskFinished extends Done, Chosen {
  readonly type: 'TaskFinished';
  readonly outcome: TaskOutcome;
  readonly told: TaskTelling;
  readonly toldAt: Instant;
  readonly text: string | undefined;
}
export interface TaskCancelled extends Done {
  readonly type: 'TaskCancelled';
  readonly reason: TaskCancelReason;
  readonly text: string | undefined;
}
export interface TaskReopened extends Done {
  readonly type: 'TaskReopened';
  readonly reason: TaskReopenReason;
  /** It is wanted anew from now: its first time may long have passed. */
  readonly wantedBy: Instant;
  readonly dueSoonAt: Instant;
}
export interface TaskViewed extends Done {
  readonly type: 'TaskViewed';
  readonly reason?: string;
  /** It is the first time that somebody of the receiver opens it. */
  readonly seen?: true;
}
export interface TaskPlanned extends Done {
  readonly type: 'TaskPlanned';
  readonly plan: TaskPlan['plan'];
  readonly opens: Instant | undefined;
}
export interface TaskAcknowledged extends Done {
  readonly type: 'TaskAcknowledged';
}

/** What the clock says of a task, in rising gravity within each row: of those that are due at once only the last of a row is said. */
export const taskReminders = [
  ['unanswered', 'stillUnanswered'],
  ['unclaimed'],
  ['claimQuiet', 'claimStillQuiet'],
  ['declinedWaits', 'declinedStillWaits'],
  ['questionWaits', 'questionStillWaits'],
  ['dueSoon', 'late', 'stillLate'],
] as const;
export type TaskReminder = (typeof taskReminders)[number][number];
export interface TaskReminded extends Happened {
  readonly type: 'TaskReminded';
  readonly of: TaskReminder;
  /** The keys in `told` of what is said by this, and of what it says more gravely. */
  readonly keys: readonly string[];
  /** Whoever leads on both sides, as it stood then: they hear of it in their own chats. */
  readonly leads?: readonly Person[];
}
export interface TaskClimbed extends Happened {
  readonly type: 'TaskClimbed';
}
export interface TaskClockLooked extends Happened {
  readonly type: 'TaskClockLooked';
}

export type TaskEvent =
  | TaskSent
  | TaskSentAgain
  | TaskAccepted
  | TaskClaimed
  | TaskTakenOver
  | TaskReleased
  | TaskHandedOver
  | TaskKept
  | TaskDeclined
  | TaskQuestionAsked
  | TaskQuestionAnswered
  | TaskHandedOn
  | TaskRerouted
  | TaskReceiverClosed
  | TaskBroughtBack
  | TaskPersonReplaced
  | TaskPracticeReplaced
  | TaskFinished
  | TaskCancelled
  | TaskReopened
  | TaskViewed
  | TaskAcknowledged
  | TaskPlanned
  | TaskReminded
  | TaskClimbed
  | TaskClockLooked;

/** Looks of the clock and openings change no card, but for the first opening at the receiver. */
export const isSilent = (event: TaskEvent): boolean =>
  event.type === 'TaskClockLooked' || (event.type === 'TaskViewed' && event.seen === undefined);
