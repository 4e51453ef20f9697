// What a sender sent, in our own types. The patient's text is stored apart from the eConsult's state, once.
import type { AgeBand, Identity, Instant, Kind, Priority, Topic } from '../terms.ts';

/** One question and what was answered, in the sender's order; `section` is the sender's own heading. */
export interface Answer {
  readonly section?: string;
  readonly question: string;
  readonly answer: string;
  /** How the sender marked this answer, if at all. */
  readonly flag?: 'red' | 'caution';
  /** What the sender says that stops it being a fact ("ENTERED IN ERROR", "NOT DONE"). Shown in front of the line. */
  readonly mark?: string;
}

export interface PatientDetails {
  readonly name?: string;
  /** `YYYY-MM-DD`, or as much of it as was sent. */
  readonly dateOfBirth?: string;
  readonly nhsNumber?: string;
  readonly sex?: string;
  readonly telephone?: readonly string[];
  readonly email?: readonly string[];
  readonly address?: string;
  /** Languages and ways of communicating, as the sender lists them. */
  readonly communication?: readonly string[];
  /** What else was sent about the patient: other numbers and names, contacts, death. */
  readonly also?: readonly Answer[];
}

/** Everything that was sent, for staff cleared for the practice. */
export interface SubmissionText {
  readonly patient: PatientDetails;
  /** Who wrote it, if not the patient. */
  readonly requester?: { readonly name?: string; readonly relation?: string; readonly telephone?: string };
  readonly answers: readonly Answer[];
  readonly contactPreference?: string;
  readonly interpreter?: string;
  readonly adjustments?: readonly string[];
  /** The sender's own human reference (such as a consultation PIN), needed to answer in the sender's product. */
  readonly senderReference?: string;
  /** The bytes as they came (after inflating) in base64, with their media type; kept until retention ends. */
  readonly original: { readonly mediaType: string; readonly base64: string };
}

/** Cautions about the patient that the shared card shows. It says no more than these. */
export const noticeable = ['severalNhsNumbers', 'recordNotInUse', 'deceased', 'communication'] as const;
export type Noticeable = (typeof noticeable)[number];

/** A submission that intake has read and found valid. */
export interface Submission {
  /** The sender's own id for it: our JSON's `id`, or `Bundle.id`. */
  readonly sourceId: string;
  /** SHA-256 (hex) of the words in a canonical form, so that another order of keys gives the same hash. */
  readonly contentHash: string;
  /** ODS code in capitals as the sender gave it (well-formed: 3 to 10 letters and digits), or absent. */
  readonly practiceCode?: string;
  readonly kind: Kind;
  /** At least as urgent as the sender flagged it. */
  readonly priority: Priority;
  readonly topic: Topic;
  readonly ageBand: AgeBand;
  readonly byProxy: boolean;
  readonly interpreterNeeded: boolean;
  readonly identity: Identity;
  readonly nhsNumber: 'valid' | 'invalid' | 'absent';
  readonly noticed: readonly Noticeable[];
  readonly flaggedAnswers: number;
  /** When the patient pressed send, by the sender's clock; receive.ts decides whether to believe it. */
  readonly submittedAt?: Instant;
  /** By when the sender says something will happen, and from when; receive.ts decides whether that is a promise to the patient. */
  readonly promisedBy?: Instant;
  readonly promisedFrom?: Instant;
  readonly text: SubmissionText;
}
