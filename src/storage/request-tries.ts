// Controls each try of a request to Azure Tables: gives it a timeout, makes failures retryable that the SDK does not know, and remembers whether it may have been applied.
import { RestError, type TableServiceClientOptions } from '@azure/data-tables';
import { own } from '../domain/lookup.ts';

/** How long and how often a request is tried. */
export interface Patience {
  /** One try, in ms: the SDK's transactions have no timeout of their own and would hang for ever on a stalled server. */
  readonly perTryMs: number;
  /** One call with all its tries, in ms: a press of a button must be answered within the time Teams waits. */
  readonly overallMs: number;
  readonly maxRetries: number;
  /** First and longest pause between tries, in ms. */
  readonly retryDelayInMs: number;
  readonly maxRetryDelayInMs: number;
}

export const usualPatience: Patience = { perTryMs: 2_500, overallMs: 8_000, maxRetries: 3, retryDelayInMs: 150, maxRetryDelayInMs: 1_500 };

/** For moving a whole store: nobody waits for an answer, a transaction may carry four mebibytes, and what fails has to be begun again. */
export const bulkPatience: Patience = {
  perTryMs: 30_000,
  overallMs: 120_000,
  maxRetries: 5,
  retryDelayInMs: 500,
  maxRetryDelayInMs: 10_000,
};

/** What the tries of one call have shown: `unsure` once any of them may have been applied without our hearing of it. */
export interface Trail {
  unsure: boolean;
}

export type Policy = NonNullable<TableServiceClientOptions['additionalPolicies']>[number]['policy'];

/** Failures before anything was sent: the store cannot have acted. */
const neverSent: ReadonlySet<string> = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH']);
/** Failures of the line that the SDK's own retry does not know, and the code it does know for each. */
const knownAs: Readonly<Record<string, string>> = {
  EPIPE: 'ECONNRESET',
  REQUEST_SEND_ERROR: 'ECONNRESET',
  ECONNABORTED: 'ECONNRESET',
  EAI_AGAIN: 'ENOTFOUND',
  EHOSTUNREACH: 'ECONNREFUSED',
  ENETUNREACH: 'ECONNREFUSED',
};
/** Pause before trying again after a 429 without Retry-After, in ms: the SDK would give up at once. */
const THROTTLED_PAUSE_MS = '500';

/**
 * The policy for the `perRetry` position, so that it sees every try. `trails` finds the call a try belongs to by its
 * abort signal, the one thing the SDK hands through unchanged. `refused` hears of each 403: a role, a key or a firewall says no.
 */
export function tryPolicy(patience: Patience, trails: WeakMap<object, Trail>, refused?: () => void): Policy {
  return {
    name: 'eachTry',
    async sendRequest(request, next) {
      const overall = request.abortSignal;
      const trail: Trail = (overall && trails.get(overall)) ?? { unsure: false };
      const abort = new AbortController();
      const stop = () => abort.abort();
      const timer = setTimeout(stop, patience.perTryMs);
      overall?.addEventListener('abort', stop);
      request.abortSignal = abort.signal;
      try {
        const response = await next(request);
        if (response.status === 403) refused?.();
        if (response.status >= 500 || response.status === 408) {
          if (!wasRefusedBusy(response)) trail.unsure = true;
        } else if (response.status === 429 && !response.headers.has('retry-after')) {
          response.headers.set('retry-after-ms', THROTTLED_PAUSE_MS);
        }
        return response;
      } catch (error) {
        const code = codeOf(error);
        if (!neverSent.has(code)) trail.unsure = true;
        if (overall?.aborted) throw error;
        if (abort.signal.aborted) throw new RestError('no answer in time', { code: 'ETIMEDOUT', request });
        const known = own(knownAs, code);
        if (known !== undefined && error instanceof Error) Object.assign(error, { code: known });
        throw error;
      } finally {
        clearTimeout(timer);
        overall?.removeEventListener('abort', stop);
        if (overall === undefined) delete request.abortSignal;
        else request.abortSignal = overall;
      }
    },
  };
}

/** 503 `ServerBusy` is Azure turning the request away; a bare 503 may be a gateway that lost the answer. */
const wasRefusedBusy = (response: Awaited<ReturnType<Policy['sendRequest']>>): boolean =>
  response.status === 503 &&
  (response.headers.get('x-ms-error-code') === 'ServerBusy' || /"code"\s*:\s*"ServerBusy"/.test(response.bodyAsText ?? ''));

const codeOf = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string' ? error.code : '';
