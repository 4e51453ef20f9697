// What has happened to an eConsult; the list of these is its history.
import type { Instant, OdsCode, OrganisationId, Person } from '../terms.ts';
import type { ReleaseReason } from './command.ts';
import type { Facts, Outcome, Telling, WithdrawalReason } from './state.ts';

export interface Received {
  readonly type: 'Received';
  readonly at: Instant;
  readonly facts: Omit<Facts, 'asides' | 'withdrawal' | 'revision'>;
}
export interface CopyKeptAside {
  readonly type: 'CopyKeptAside';
  readonly at: Instant;
  readonly contentHash: string;
}
export interface Withdrawn {
  readonly type: 'Withdrawn';
  readonly at: Instant;
  readonly reason: WithdrawalReason;
}
export interface Placed {
  readonly type: 'Placed';
  readonly at: Instant;
  readonly by: Person;
  readonly practice: OdsCode;
  /** Deadlines stay as frozen at receipt: the patient has been waiting since then, whoever it belongs to. */
  readonly holder: OrganisationId;
}
export interface ClaimedEvent {
  readonly type: 'Claimed';
  readonly at: Instant;
  readonly by: Person;
}
export interface TakenOver {
  readonly type: 'TakenOver';
  readonly at: Instant;
  readonly by: Person;
  readonly from: Person;
}
export interface Released {
  readonly type: 'Released';
  readonly at: Instant;
  readonly by: Person;
  readonly reason: ReleaseReason;
}
export interface CompletedEvent {
  readonly type: 'Completed';
  readonly at: Instant;
  readonly by: Person;
  readonly outcome: Outcome;
  readonly told: Telling;
}
export interface Viewed {
  readonly type: 'Viewed';
  readonly at: Instant;
  readonly by: Person;
}

export type EConsultEvent = Received | CopyKeptAside | Withdrawn | Placed | ClaimedEvent | TakenOver | Released | CompletedEvent | Viewed;
