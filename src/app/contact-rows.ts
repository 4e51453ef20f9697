// What the store keeps of one patient's contacts, and what an intake adds to it.
import type { Instant } from '../domain/terms.ts';

/** Contacts of one patient, as the store has them; `etags` of the rows they were read from. */
export interface Contacts {
  readonly contacts: readonly { readonly id: string; readonly at: Instant }[];
  readonly etags: Readonly<Record<string, string>>;
  /** Written over whatever stands there by then: a request must not be turned away because its patient sent several at once. */
  readonly regardless?: true;
}
export interface ContactMade {
  /** Who the patient is, in one spelling. It is hashed before it is stored, and is in no error. */
  readonly who: string;
  readonly at: Instant;
  /** Older contacts are dropped, and of the others more than `most`. */
  readonly keptFrom: Instant;
  readonly most: number;
  /** As they were read; absent: this must be the patient's first. */
  readonly seen?: Contacts;
}
