// The reasons for passing an eConsult back and for declining it, and what is offered.
import type { Instant, OrganisationId, Person } from '../terms.ts';

/** Version 1 of the list. A code is never given another meaning, because old events keep it. */
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

/** What one organisation asks of the other. Once accepted, it is the contract both are held to. */
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
  /** Who was spoken to at the receiver. Needed for a red flag, which must not be passed on without a call. */
  readonly spokenTo: string | undefined;
}

/** The answer of an organisation that declined. */
export type DeclinedOffer = Pick<Offer, 'by' | 'at' | 'from'> & { readonly reason: DeclineReason; readonly text: string | undefined };
