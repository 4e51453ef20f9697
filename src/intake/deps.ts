// What the doors need from the rest of the product: the two use cases, a clock and new ids.
import type { Receipt, WithdrawalReceipt } from '../app/econsult/receive.ts';
import type { WithdrawalReason } from '../domain/econsult/state.ts';
import type { Submission } from '../domain/econsult/submission.ts';
import type { Instant, OperationId } from '../domain/terms.ts';
import type { Caller, Tokens } from './caller.ts';

export type { Receipt, WithdrawalReceipt } from '../app/econsult/receive.ts';

/** This one delivery: `operation` is new for each, so that an answer of ours that got lost is not taken for a second delivery. */
export interface Delivery {
  readonly operation: OperationId;
  readonly receivedAt: Instant;
}

export interface IntakeDeps {
  /** As they are now. */
  readonly callers: () => readonly Caller[];
  /** Checks Entra app tokens; absent where no tenant is configured, and then only signed requests get in. */
  readonly tokens?: Tokens;
  readonly now: () => Instant;
  /** A new random GUID. */
  readonly newId: () => string;
  /** Throws `StoreAway` (nothing kept), `OutcomeUnknown` or `NotSettled` (may have been kept). */
  readonly receive: (caller: Caller, submission: Submission, delivery: Delivery) => Promise<Receipt>;
  readonly withdraw: (
    caller: Caller,
    taking: { readonly sourceId: string; readonly reason: WithdrawalReason },
    delivery: Delivery,
  ) => Promise<WithdrawalReceipt>;
  /** Resolves after so many milliseconds; the real one is a timer. */
  readonly wait: (ms: number) => Promise<void>;
}
