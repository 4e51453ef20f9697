// The reasons for passing an eConsult back and for declining it, and what is offered.

import type { Chosen, CodeOf } from '../code-list.ts';
import type { Instant, OrganisationId, Person } from '../terms.ts';
import { declineList, passBackList } from './reasons-and-outcomes.ts';

export const passBackReasons = passBackList.all;
export type PassBackReason = CodeOf<typeof passBackList>;
export const declineReasons = declineList.all;
export type DeclineReason = CodeOf<typeof declineList>;

/** What one organisation asks of the other. Once accepted, it is the contract both are held to. */
export interface Offer extends Chosen {
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
