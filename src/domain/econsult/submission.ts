// What a sender sent, in our words: the patient's own text, kept apart from the eConsult's state and written once.
import type { AgeBand, Identity, Instant, Kind, Priority, Topic } from '../terms.ts';

/** One question and what was answered, in the sender's order; `section` is the sender's own heading. */
export interface Answer {
  readonly section?: string;
  readonly question: string;
  readonly answer: string;
  /** How the sender marked this answer, where it did. */
  readonly flag?: 'red' | 'caution';
  /** What the sender says against it ("ENTERED IN ERROR", "NOT DONE"): stands in front, so that nobody takes it for fact. */
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

/** Everything that was sent, for the eyes of staff cleared for the practice. */
export interface SubmissionText {
  readonly patient: PatientDetails;
  /** Who wrote it, when not the patient. */
  readonly requester?: { readonly name?: string; readonly relation?: string; readonly telephone?: string };
  readonly answers: readonly Answer[];
  readonly contactPreference?: string;
  readonly interpreter?: string;
  readonly adjustments?: readonly string[];
  /** The sender's own human reference (such as a consultation PIN), needed to answer in the sender's product. */
  readonly senderReference?: string;
  /** The bytes exactly as they came (after inflating), base64, with their media type: the original until retention ends. */
  readonly original: { readonly mediaType: string; readonly base64: string };
}

/** What a sender says of a patient that staff must notice on the shared card, which names nobody and says no more than this. */
export const noticeable = ['severalNhsNumbers', 'recordNotInUse', 'deceased', 'communication'] as const;
export type Noticeable = (typeof noticeable)[number];

/** A submission that has been read and found good: what intake hands to `Receive`. */
export interface Submission {
  /** Identity within the caller: our JSON's `id`, or `Bundle.id`. */
  readonly sourceId: string;
  /** SHA-256 (hex) of the canonical words: the same words in another order of keys hash the same. */
  readonly contentHash: string;
  /** ODS code in capitals as the sender gave it (well-formed: 3 to 10 letters and digits), or absent. */
  readonly practiceCode?: string;
  readonly kind: Kind;
  /** The sender's flags as a floor. */
  readonly priority: Priority;
  readonly topic: Topic;
  readonly ageBand: AgeBand;
  readonly byProxy: boolean;
  readonly interpreterNeeded: boolean;
  readonly identity: Identity;
  readonly nhsNumber: 'valid' | 'invalid' | 'absent';
  readonly noticed: readonly Noticeable[];
  readonly flaggedAnswers: number;
  /** When the patient pressed send, as the sender says; judged by `Receive`. */
  readonly submittedAt?: Instant;
  /** By when the sender says something is to happen, and from when if it says that too; `Receive` judges whether it can be a promise. */
  readonly promisedBy?: Instant;
  readonly promisedFrom?: Instant;
  readonly text: SubmissionText;
}
