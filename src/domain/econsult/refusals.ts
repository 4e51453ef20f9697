// Why something asked of an eConsult can be refused, and the checks that many verbs share.
import type { WordsRefusal } from '../free-words.ts';
import type { AccessRefusal } from '../network/access.ts';
import type { Today } from '../network/pathway.ts';
import type { Network } from '../network/state.ts';
import type { PatientMarks, PatientPart } from '../patient.ts';
import { isRehearsal } from '../reference.ts';
import type { EConsultId, Instant, Kind, OrganisationId, Person, PersonId, Priority } from '../terms.ts';
import type { Holidays } from '../time/hours.ts';
import type { EConsultEvent } from './event.ts';
import type { FollowedTask } from './followed-task.ts';
import type { OnPaperRefusal } from './on-paper.ts';
import type { WordsField } from './patient-guard.ts';
import type { Completed, Contact, EConsult, Outcome } from './state.ts';

export interface EConsultRules {
  readonly network: Network;
  readonly holidays: Holidays;
  /** How many open eConsults each person of the hub has claimed; absent: nobody is refused for having too many. */
  readonly load?: Readonly<Record<PersonId, number>>;
  /** How many of each practice the hub has taken first today; absent: daily allocations are not applied. */
  readonly today?: Today;
  /** Contacts of its patient, others and itself; absent: nobody looked, or nobody can tell. */
  readonly contacts?: readonly Contact[];
  /** What is looked for of its patient in what somebody writes; absent: nobody has written anything, or nothing of the patient is known. */
  readonly patient?: PatientMarks;
}

export type ReceiveRefusal =
  /** The same words came before: nothing changes, and the sender is told so. */
  | { readonly why: 'duplicate' }
  /** The same id came with different words: the caller then keeps them beside the first with `keepAside`. */
  | { readonly why: 'differentWords' }
  /** Another submission already has this id: the caller tries another. */
  | { readonly why: 'idTaken' }
  | { readonly why: 'hubUnknown' };

export type EConsultRefusal =
  | AccessRefusal
  | ReceiveRefusal
  | WordsRefusal
  | OnPaperRefusal
  | { readonly why: 'notFound' }
  /** Only a person may do this; and `clockOnly`: only the clock may. */
  | { readonly why: 'personNeeded' }
  | { readonly why: 'clockOnly' }
  /** The card that was pressed was out of date. */
  | { readonly why: 'stale' }
  | { readonly why: 'unplaced' }
  | { readonly why: 'alreadyPlaced' }
  | { readonly why: 'practiceUnknown'; readonly practice: string }
  | { readonly why: 'alreadyClaimed'; readonly by: Person; readonly at: Instant }
  | { readonly why: 'notClaimed' }
  | { readonly why: 'claimedByOther'; readonly by: Person; readonly at: Instant }
  | { readonly why: 'offeredAlready'; readonly to: OrganisationId; readonly at: Instant }
  | { readonly why: 'notOffered' }
  | { readonly why: 'notTold' }
  /** A red flag that nobody has ever opened: its claimant is asked first. */
  | { readonly why: 'notOpened' }
  | { readonly why: 'toldAtWrong' }
  /** Tasks that were sent because of it are not finished: its claimant is asked first. */
  | { readonly why: 'tasksOpen'; readonly tasks: readonly FollowedTask[] }
  /** Only what its sender withdrew can be completed as withdrawn. */
  | { readonly why: 'notWithdrawn' }
  /** It was on an earlier version of its list. */
  | { readonly why: 'notOfferedNow' }
  | { readonly why: 'notCompleted' }
  /** It was made up for a drill: nothing of a patient may hang on it, and what is over is over. */
  | { readonly why: 'madeUp' }
  | { readonly why: 'completed'; readonly at: Instant; readonly by: Person | undefined; readonly outcome: Outcome; readonly drill?: true }
  /** The text holds something of this eConsult's own patient; `field`: the input it was written in. */
  | { readonly why: 'patientWords'; readonly field: WordsField; readonly found: readonly PatientPart[] }
  | { readonly why: 'whenWrong' }
  /** For a red flag, say who was spoken to. */
  | { readonly why: 'spokenToMissing' }
  /** Nobody at the receiver may answer this kind. */
  | { readonly why: 'receiverCannot'; readonly receiver: OrganisationId; readonly kind: Kind }
  | { readonly why: 'receiverCloses'; readonly receiver: OrganisationId; readonly opens: Instant | undefined }
  | { readonly why: 'settleFirst'; readonly ask: readonly Person[] }
  | { readonly why: 'settledAlready'; readonly by: Person; readonly at: Instant; readonly to: OrganisationId }
  | { readonly why: 'nothingToSettle' }
  | { readonly why: 'questionOpen' }
  | { readonly why: 'noQuestion' }
  /** A newer question than the one that was read has been asked. */
  | { readonly why: 'questionChanged' }
  | { readonly why: 'hubHasIt' }
  | { readonly why: 'practiceHasIt' }
  | { readonly why: 'assigneeUnable'; readonly person: Person; readonly because: AccessRefusal | 'offShift' | 'loaded' }
  | { readonly why: 'priorityNotHigher'; readonly priority: Priority }
  | { readonly why: 'priorityNotLower'; readonly priority: Priority }
  /** Urgent requests and red flags cannot wait until the next opening. */
  | { readonly why: 'mustNotWait'; readonly priority: Priority }
  | { readonly why: 'notOnHold' }
  | { readonly why: 'notEscalated' }
  | { readonly why: 'alreadyEscalated'; readonly by: Person; readonly at: Instant }
  | { readonly why: 'notOnLadder'; readonly ask: readonly Person[] }
  | { readonly why: 'sameOne' }
  /** The patient has other contacts: those that whoever asks may know of, and how many there are besides at other practices. */
  | { readonly why: 'othersOfPatient'; readonly known: readonly EConsultId[]; readonly elsewhere: number }
  /** It has closed for good. */
  | { readonly why: 'practiceClosed'; readonly practice: string; readonly since: string }
  /** A disaster has closed the receiver, or the practice's record system. */
  | { readonly why: 'receiverDown'; readonly receiver: OrganisationId; readonly until: Instant }
  | { readonly why: 'recordDown'; readonly until: Instant }
  | { readonly why: 'reasonNeeded' }
  | { readonly why: 'wrongPatient'; readonly by: Person; readonly at: Instant };

export type EConsultDecision = { readonly events: readonly EConsultEvent[] } | { readonly refusal: EConsultRefusal };

/** What is decided on: the command, the eConsult as it is, the rules, and the person of the signed activity. */
export interface Case<Command, State = EConsult> {
  readonly command: Command;
  readonly state: State;
  readonly rules: EConsultRules;
  readonly by: Person;
}

export const nothing: EConsultDecision = { events: [] };
export const refuse = (refusal: EConsultRefusal): EConsultDecision => ({ refusal });
export const happened = (...events: EConsultEvent[]): EConsultDecision => ({ events });

export function isStale(command: { readonly revision?: number }, state: EConsult): boolean {
  return command.revision !== undefined && command.revision !== state.revision;
}

export function completedRefusal(state: Completed): EConsultRefusal {
  const { id, completedAt: at, completedBy: by, outcome } = state;
  return { why: 'completed', at, by, outcome, ...(isRehearsal(id) ? { drill: true } : {}) };
}

/** Why somebody cannot do what only its claimant may; `undefined`: they are its claimant. */
export function notMine(state: EConsult, by: { readonly id: string }): EConsultRefusal | undefined {
  switch (state.status) {
    case 'completed':
      return completedRefusal(state);
    case 'offered':
      return { why: 'offeredAlready', to: state.offer.to, at: state.offer.at };
    case 'waiting':
      return { why: 'notClaimed' };
    case 'claimed':
      return state.claimant.id === by.id ? undefined : { why: 'claimedByOther', by: state.claimant, at: state.claimedAt };
  }
}
