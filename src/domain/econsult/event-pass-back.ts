// What has happened between the hub and a practice: offers, answers, questions, and who has it in the end.
import type { Instant, OrganisationId, Person } from '../terms.ts';
import type { DeclineReason, Offer } from './state.ts';

/** Something a person did. */
export interface ByPerson {
  readonly at: Instant;
  readonly by: Person;
}

export interface PassedBack extends ByPerson {
  readonly type: 'PassedBack';
  readonly offer: Offer;
}
export interface Accepted extends ByPerson {
  readonly type: 'Accepted';
}
export interface Declined extends ByPerson {
  readonly type: 'Declined';
  readonly reason: DeclineReason;
  readonly text: string | undefined;
}
export interface TakenBack extends ByPerson {
  readonly type: 'TakenBack';
  /** Who had been asked to accept it, and is told. */
  readonly to: OrganisationId;
}
export interface QuestionAsked extends ByPerson {
  readonly type: 'QuestionAsked';
  readonly from: OrganisationId;
  readonly to: OrganisationId;
  readonly text: string;
}
export interface QuestionAnswered extends ByPerson {
  readonly type: 'QuestionAnswered';
  readonly text: string;
}
export interface Settled extends ByPerson {
  readonly type: 'Settled';
  readonly to: OrganisationId;
  readonly text: string | undefined;
  /** Whose claim ended because it moved; they are told. */
  readonly from: Person | undefined;
}
export interface SentToHub extends ByPerson {
  readonly type: 'SentToHub';
  readonly text: string | undefined;
}
export interface Pulled extends ByPerson {
  readonly type: 'Pulled';
}

export type PassingEvent = PassedBack | Accepted | Declined | TakenBack | QuestionAsked | QuestionAnswered | Settled | SentToHub | Pulled;
