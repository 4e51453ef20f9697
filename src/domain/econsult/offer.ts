// What one organisation asks of the other when it passes an eConsult, and what that one may answer.
import type { Instant, OrganisationId, Person } from '../terms.ts';

/** Version 1 of the list; codes are never reused for something else. */
export const passBackReasons = [
  'faceToFace',
  'knowsPatient',
  'administration',
  'mayNotPrescribe',
  'mayNotBook',
  'mayNotWrite',
  'fitNote',
  'recordNotAccessible',
  'notOurPatient',
  'pastCutOff',
  'other',
] as const;
export type PassBackReason = (typeof passBackReasons)[number];
export const declineReasons = ['noCapacity', 'needsHub', 'notOurPatient', 'alreadyDone', 'other'] as const;
export type DeclineReason = (typeof declineReasons)[number];

/** What one organisation asks of the other: a contract once it is accepted. */
export interface Offer {
  readonly from: OrganisationId;
  readonly to: OrganisationId;
  readonly by: Person;
  readonly at: Instant;
  readonly reason: PassBackReason;
  readonly asked: string;
  readonly wantedBy: Instant;
  /** Which organisation answers the patient. */
  readonly answers: OrganisationId;
  /** Who was spoken to: a red flag is never passed on unspoken. */
  readonly spokenTo: string | undefined;
}

/** What the organisation it came `from` answered instead of accepting. */
export type DeclinedOffer = Pick<Offer, 'by' | 'at' | 'from'> & { readonly reason: DeclineReason; readonly text: string | undefined };
