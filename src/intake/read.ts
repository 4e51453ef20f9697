// What reading a body comes to: a submission, a withdrawal, or a problem.
import type { WithdrawalReason } from '../domain/econsult/state.ts';
import type { Submission } from '../domain/econsult/submission.ts';
import type { Problem } from './faults.ts';

export type Read =
  | { readonly kind: 'submission'; readonly submission: Submission }
  /** `sourceIds`: what the sender may have called it, the likeliest first. */
  | { readonly kind: 'withdrawal'; readonly sourceIds: readonly string[]; readonly reason: WithdrawalReason }
  | { readonly kind: 'problem'; readonly problem: Problem };

/** The bytes and what is known about them besides their content. */
export interface Arrived {
  readonly bytes: Buffer;
  /** As sent, for the original that is kept. */
  readonly mediaType: string;
  readonly receivedAt: string;
}

/** The original, to be kept until retention ends. */
export const original = ({ bytes, mediaType }: Arrived) => ({ mediaType, base64: bytes.toString('base64') });
