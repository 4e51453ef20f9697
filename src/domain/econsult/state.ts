// What an eConsult is, status by status, without the patient's words (those are kept apart, written once).

import type { Deadlines } from '../sla.ts';
import type { AgeBand, EConsultId, HubId, Identity, Instant, Kind, OdsCode, OrganisationId, Person, Priority, Topic } from '../terms.ts';

/** Facts that every status carries. Nothing here identifies a patient: a shared card may show any of it. */
export interface Facts {
  readonly hub: HubId;
  readonly id: EConsultId;
  /** Where it came from and a hash of what was said, so that a second delivery is recognised. */
  readonly origin: { readonly caller: string; readonly sourceId: string; readonly contentHash: string };
  /** `undefined` while unplaced: the sender named no practice we know. */
  readonly practice: OdsCode | undefined;
  /** The code the sender named, kept for the lead who places it; only a well-formed code, never free text. */
  readonly practiceNamed: string | undefined;
  /** The organisation that has it now. */
  readonly holder: OrganisationId;
  /** Every organisation whose channel has its card, so that none is left showing what is no longer so. */
  readonly shownIn: readonly OrganisationId[];
  readonly kind: Kind;
  readonly priority: Priority;
  readonly topic: Topic;
  readonly ageBand: AgeBand;
  /** Somebody else wrote it for the patient. */
  readonly byProxy: boolean;
  readonly interpreter: boolean;
  readonly identity: Identity;
  /** `invalid` fails the check digit: shown to staff, never a reason to turn a patient away. */
  readonly nhsNumber: 'valid' | 'invalid' | 'absent';
  readonly submittedAt: Instant;
  readonly receivedAt: Instant;
  /** Whose time the clock started at: the sender's where it can be believed, else ours at receipt. */
  readonly clockFrom: 'sender' | 'receipt';
  /** What the sender promised the patient, if it said. */
  readonly promisedBy: Instant | undefined;
  /** Frozen at receipt and never moved. */
  readonly deadlines: Deadlines;
  /** How many answers the sender marked as red or caution. */
  readonly flaggedAnswers: number;
  /** Hashes of different words that came later under the same id; each is kept as a further text. */
  readonly asides: readonly string[];
  /** Set when the sender took it back after somebody had claimed it: the claimant decides. */
  readonly withdrawal: { readonly at: Instant; readonly reason: WithdrawalReason } | undefined;
  /** The version of the last event that changed what a card shows; buttons carry it, so a stale card is recognised. */
  readonly revision: number;
}

export const withdrawalReasons = ['revoked', 'enteredInError'] as const;
export type WithdrawalReason = (typeof withdrawalReasons)[number];

export interface Waiting extends Facts {
  readonly status: 'waiting';
  readonly waitingSince: Instant;
}

export interface Claimed extends Facts {
  readonly status: 'claimed';
  readonly claimant: Person;
  readonly claimedAt: Instant;
}

export const outcomes = ['answered', 'prescribed', 'appointmentBooked', 'referred', 'adminDone', 'noActionNeeded', 'withdrawn'] as const;
export type Outcome = (typeof outcomes)[number];
/** How the patient was told; `notNeeded` only where there is nothing to tell. */
export const tellings = ['message', 'telephone', 'inPerson', 'letter', 'notNeeded'] as const;
export type Telling = (typeof tellings)[number];

export interface Completed extends Facts {
  readonly status: 'completed';
  readonly completedAt: Instant;
  readonly outcome: Outcome;
  /** Who completed it; absent when the sender took it back before anybody had claimed it. */
  readonly completedBy: Person | undefined;
  readonly patientTold: { readonly how: Telling; readonly by: Person; readonly at: Instant } | undefined;
}

export type EConsult = Waiting | Claimed | Completed;
