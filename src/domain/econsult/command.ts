// What people, senders and clocks ask of an eConsult.
import type { Actor, EConsultId, HubId, Instant, OdsCode, OperationId } from '../terms.ts';
import type { Outcome, Telling, WithdrawalReason } from './state.ts';
import type { Submission } from './submission.ts';

export interface Asked {
  readonly hub: HubId;
  readonly id: EConsultId;
  readonly operation: OperationId;
  readonly at: Instant;
  readonly by: Actor;
  /** The revision of the card whose button was pressed; absent for typed commands and senders. */
  readonly revision?: number;
}

export interface Receive extends Asked {
  readonly type: 'receive';
  readonly caller: string;
  /** Without the words themselves: those are stored beside the eConsult, not decided on. */
  readonly submission: Omit<Submission, 'text'>;
}
/** Different words came under the same id: kept beside the first and shown. */
export interface KeepAside extends Asked {
  readonly type: 'keepAside';
  readonly contentHash: string;
}
export interface Withdraw extends Asked {
  readonly type: 'withdraw';
  readonly reason: WithdrawalReason;
}
export interface Place extends Asked {
  readonly type: 'place';
  readonly practice: OdsCode;
}
export interface Claim extends Asked {
  readonly type: 'claim';
}
/** Taking it from its claimant, knowingly: the claimant is told. */
export interface TakeOver extends Asked {
  readonly type: 'takeOver';
}
export const releaseReasons = ['wrongSkills', 'noTime', 'cannotAccessRecord', 'knowsPatient', 'claimedByMistake'] as const;
export type ReleaseReason = (typeof releaseReasons)[number];
export interface Release extends Asked {
  readonly type: 'release';
  readonly reason: ReleaseReason;
}
export interface Complete extends Asked {
  readonly type: 'complete';
  readonly outcome: Outcome;
  readonly told: Telling;
}
/** Somebody opens everything the sender wrote. */
export interface View extends Asked {
  readonly type: 'view';
}

export type EConsultCommand = Receive | KeepAside | Withdraw | Place | Claim | TakeOver | Release | Complete | View;
