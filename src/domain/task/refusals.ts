// Why something asked of a task can be refused, and the checks that many verbs share.
import type { WordsRefusal } from '../free-words.ts';
import { own } from '../lookup.ts';
import { type AccessRefusal, mayAnswer, maySpeakFor, mayTakeOn, mayView, worksAt } from '../network/access.ts';
import type { Network } from '../network/state.ts';
import { staffAt } from '../network/who-is-where.ts';
import type { PatientMarks, PatientPart } from '../patient.ts';
import type { Instant, OrganisationId, Person, PersonId } from '../terms.ts';
import type { Holidays } from '../time/hours.ts';
import type { TaskEvent } from './event.ts';
import type { CancelledTask, DoneTask, Task, TaskFacts } from './state.ts';

export interface TaskRules {
  readonly network: Network;
  readonly holidays: Holidays;
  /** What is looked for of its patient in what somebody writes; absent: nobody has written anything, or it is about none. */
  readonly patient?: PatientMarks;
}
export type TaskRefusal =
  | AccessRefusal
  | WordsRefusal
  /** The text holds something of its own patient; `field`: the input it was written in. */
  | { readonly why: 'patientWords'; readonly field: 'asked' | 'spokenTo' | 'words'; readonly found: readonly PatientPart[] }
  | { readonly why: 'notFound' }
  | { readonly why: 'idTaken' }
  | { readonly why: 'personNeeded' }
  | { readonly why: 'clockOnly' }
  /** The card that was pressed was out of date. */
  | { readonly why: 'stale' }
  | { readonly why: 'organisationUnknown'; readonly organisation: string }
  /** Tasks go between a hub and its practices. */
  | { readonly why: 'notBetweenThese'; readonly from: OrganisationId; readonly to: OrganisationId }
  /** By when it is wanted is past, or too far away. */
  | { readonly why: 'whenWrong' }
  | { readonly why: 'telephoneWrong' }
  /** What is chosen does not belong to this kind. */
  | { readonly why: 'notOfThisKind' }
  | { readonly why: 'receiverCannot'; readonly receiver: OrganisationId }
  | { readonly why: 'receiverCloses'; readonly receiver: OrganisationId; readonly opens: Instant | undefined }
  | { readonly why: 'hintElsewhere'; readonly receiver: OrganisationId }
  /** Its eConsult was made up for a drill, so nobody is to do anything because of it. */
  | { readonly why: 'aboutMadeUp' }
  | { readonly why: 'closed'; readonly how: 'done' | 'cancelled'; readonly by: Person; readonly at: Instant }
  | { readonly why: 'notClosed' }
  | { readonly why: 'alreadyAccepted'; readonly by: Person; readonly at: Instant }
  | { readonly why: 'alreadyClaimed'; readonly by: Person; readonly at: Instant }
  | { readonly why: 'claimedByOther'; readonly by: Person; readonly at: Instant }
  | { readonly why: 'notClaimed' }
  /** It is back with its sender. */
  | { readonly why: 'declinedAlready'; readonly by: Person; readonly at: Instant }
  | { readonly why: 'notDeclined' }
  | { readonly why: 'notTold' }
  | { readonly why: 'toldAtWrong' }
  | { readonly why: 'handedToUnable'; readonly person: Person }
  /** Only the hub sends on what it was asked. */
  | { readonly why: 'handOnHere' }
  | { readonly why: 'questionOpen' }
  | { readonly why: 'noQuestion' }
  | { readonly why: 'questionChanged' }
  | { readonly why: 'notEscalated' }
  | { readonly why: 'notOnLadder'; readonly ask: readonly Person[] };

export type TaskDecision = { readonly events: readonly TaskEvent[] } | { readonly refusal: TaskRefusal };

export interface Case<Command> {
  readonly command: Command;
  readonly task: Task;
  readonly rules: TaskRules;
  readonly by: Person;
}
export const nothing: TaskDecision = { events: [] };
export const refuse = (refusal: TaskRefusal): TaskDecision => ({ refusal });
export const happened = (...events: TaskEvent[]): TaskDecision => ({ events });
export const isStale = (command: { readonly revision?: number }, task: Task): boolean =>
  command.revision !== undefined && command.revision !== task.revision;

export const closedRefusal = (task: DoneTask | CancelledTask): TaskRefusal =>
  task.status === 'done'
    ? { why: 'closed', how: 'done', by: task.done.by, at: task.done.at }
    : { why: 'closed', how: 'cancelled', by: task.cancelled.by, at: task.cancelled.at };

/** What the access rules ask: whose it is, and whether it is about a patient. */
export type WhoseTask = Pick<TaskFacts, 'hub' | 'practice' | 'about' | 'hasPatient'> & { readonly clinical: boolean };
export const whoseIs = ({ hub, practice, about, hasPatient, request: { clinical } }: TaskFacts): WhoseTask => ({
  hub,
  practice,
  clinical,
  ...(about === undefined ? {} : { about }),
  ...(hasPatient ? { hasPatient } : {}),
});
const isPersonal = ({ about, hasPatient }: WhoseTask): boolean => about !== undefined || hasPatient === true;
const asWork = ({ hub, practice, clinical }: WhoseTask, holder: OrganisationId) =>
  ({ hub, practice, holder, kind: clinical ? 'clinical' : 'admin' }) as const;

/** Whether somebody may know of it: staff of its hub, of its sender and its receiver, and its claimant. */
export function maySeeTask(network: Network, person: PersonId, task: Pick<TaskFacts, 'hub' | 'from' | 'to'>, claimant?: PersonId): boolean {
  if (claimant === person && own(network.staff, person) !== undefined) return true;
  return own(network.staff, person)?.posts.some(({ at }) => at === task.hub || at === task.from || at === task.to) ?? false;
}
export const claimantOf = (task: Task): Person | undefined => (task.status === 'inHand' ? task.claimant : undefined);

/**
 * Whether a person may act for one side: send, accept, decline, ask, answer, cancel. Where it is about a patient they must be cleared for the
 * practice too. `undefined`: yes.
 */
export function mayActFor(network: Network, person: PersonId, whose: WhoseTask, organisation: OrganisationId, at: Instant) {
  const work = asWork(whose, organisation);
  return isPersonal(whose) ? maySpeakFor(network, person, work, organisation, at) : worksAt(network, person, work, organisation, at);
}

/** The same for letting go of it: that needs no agreement, or what is open when one ends would have to stay where nobody may do it. */
export function mayLetGo(network: Network, person: PersonId, whose: WhoseTask, organisation: OrganisationId, at: Instant) {
  const refusal = mayActFor(network, person, whose, organisation, at);
  return refusal?.why === 'noAgreement' ? worksAt(network, person, asWork(whose, organisation), organisation, at) : refusal;
}

/** Whether a person may take it on and do it at an organisation. `undefined`: yes. */
export function mayDoTask(network: Network, person: PersonId, whose: WhoseTask, organisation: OrganisationId, at: Instant) {
  const work = asWork(whose, organisation);
  return isPersonal(whose) ? mayAnswer(network, person, work, at) : mayTakeOn(network, person, work, at);
}
/** Whether anybody there may. */
export const anybodyMayDo = (network: Network, whose: WhoseTask, organisation: OrganisationId, at: Instant): boolean =>
  staffAt(network, organisation).some(({ id }) => mayDoTask(network, id, whose, organisation, at) === undefined);

/** Whether a person may read the patient's details in it. `undefined`: yes. */
export const mayReadTask = (network: Network, person: PersonId, whose: WhoseTask, at: Instant) =>
  isPersonal(whose) ? mayView(network, person, asWork(whose, whose.hub), at) : undefined;
