// What every door for other systems does alike: knows who calls, answers in time, and says when the fault is ours.
import { NotSettled } from '../app/handle.ts';
import type { HttpAnswer, HttpRequest } from '../app/http.ts';
import { OutcomeUnknown, StoreAway } from '../app/ports.ts';
import type { Instant } from '../domain/terms.ts';
import { bodyBytesMax } from './body.ts';
import { type Caller, whoCalls } from './caller.ts';
import type { IntakeDeps } from './deps.ts';
import { type Problem, refuseFor } from './faults.ts';

/** BaRS: every answer within five seconds; half a second is left for the way back. */
export const patienceMs = 4_500;

export type Result = { readonly answer: HttpAnswer } | { readonly problem: Problem };

/** The caller, who is asked for before anything else, so that strangers learn nothing; and no more than may be sent. */
export async function recognised(
  deps: Pick<IntakeDeps, 'callers' | 'tokens'>,
  request: HttpRequest,
  receivedAt: Instant,
): Promise<{ readonly caller: Caller } | { readonly problem: Problem }> {
  const who = await whoCalls(request, deps.callers(), deps.tokens, receivedAt);
  if (who.kind === 'unknown')
    return {
      problem: {
        ...refuseFor(401, 'Not recognised', 'security', 'The caller is not recognised.', ''),
        headers: { 'www-authenticate': 'Bearer' },
      },
    };
  if (who.kind === 'cannotTell')
    return { problem: again(503, 'The caller cannot be checked', 'The keys that tokens are checked with could not be fetched.', nothing) };
  return request.body.length > bodyBytesMax ? { problem: unreadable(413) } : { caller: who.caller };
}

export function unreadable(status: 413 | 415 | 400): Problem {
  if (status === 413)
    return refuseFor(
      413,
      'The body is too large',
      'too-long',
      `Holds more than ${bodyBytesMax} bytes.`,
      'Send fewer or smaller attachments; none are dropped here.',
    );
  if (status === 415)
    return refuseFor(415, 'The media type is not accepted here', 'not-supported', 'The Content-Encoding is not one this server knows.');
  return refuseFor(400, 'The body cannot be read', 'structure', 'The body does not decompress.');
}

export const nothing = 'Nothing was kept.';
export const perhaps = 'It may have been kept.';
const sameId = 'Send it again as it is: the same id is recognised and nothing is taken twice.';

/** The fault is ours: the sender should send again later. */
export const again = (status: 408 | 425 | 503, title: string, rule: string, kept: string): Problem => ({
  status,
  title,
  detail: `${kept} ${sameId}`,
  faults: [{ rule, code: status === 408 ? 'timeout' : 'transient' }],
  headers: { 'retry-after': '10' },
});

export function storeProblem(error: unknown): Result {
  const title = 'The store cannot be reached';
  if (error instanceof StoreAway) return { problem: again(503, title, 'The store does not answer.', nothing) };
  if (error instanceof OutcomeUnknown || error instanceof NotSettled)
    return { problem: again(503, title, 'The store did not say whether it kept it.', perhaps) };
  throw error;
}
