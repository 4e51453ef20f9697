// What an answer of the Bot Connector means for what we were sending.
import type { SendResult } from '../app/chat.ts';

/** The longest pause we accept from a clock of Teams or a proxy; after it we look again ourselves. */
export const retryAfterMaxMs = 5 * 60_000;

interface ConnectorError {
  readonly statusCode?: number;
  readonly code?: string;
  readonly name?: string;
  readonly response?: { readonly headers?: Headers };
}
interface Headers {
  get(name: string): string | undefined;
}

/** Codes that may be about the one message that is edited; every other one is about the conversation. */
const aboutMessage = new Set(['ActivityNotFoundInConversation', 'ServiceError']);

/**
 * Turns what the connector client threw into a plain result, by Microsoft's page "Status codes from bot conversational APIs". Teams may
 * give such an answer for a moment only: whoever sends decides how often it must be repeated before it is believed. `nowMs`: our time since
 * 1970.
 */
export function resultOf(error: unknown, doing: 'post' | 'edit', nowMs: number): Exclude<SendResult, { kind: 'sent' }> {
  const { statusCode, code, name, response } = (typeof error === 'object' && error !== null ? error : {}) as ConnectorError;
  const why = code === undefined ? `${statusCode ?? name ?? 'noAnswer'}` : `${statusCode ?? ''} ${code}`.trim();
  if (statusCode === undefined) return { kind: 'unknown', why };
  switch (statusCode) {
    case 401:
    // Our own fault (secret, tenant), or a passing fault of the token service: waiting loses nothing.
    case 409:
    case 412:
    case 425:
    case 429:
    case 503:
      return { kind: 'later', why, afterMs: retryAfterMs(response?.headers, nowMs) };
    case 408:
    case 500:
    case 502:
    case 504:
      // The service behind the gateway may have stored it.
      return { kind: 'unknown', why };
    case 403:
    case 404:
      // An edit of a message that was deleted answers 404 ActivityNotFoundInConversation, or in Teams 403 ServiceError; a 404 may name nothing.
      return doing === 'edit' && (aboutMessage.has(code ?? '') || (statusCode === 404 && code === undefined))
        ? { kind: 'messageGone', why }
        : { kind: 'closed', why };
    default:
      return statusCode >= 500 ? { kind: 'unknown', why } : { kind: 'refused', why };
  }
}

/** Seconds, or a date by the clock of whoever answered: their own `Date` says what time it is there, so that it does not matter how ours goes. */
function retryAfterMs(headers: Headers | undefined, nowMs: number): number | undefined {
  const header = headers?.get('retry-after')?.trim();
  if (header === undefined || header === '') return undefined;
  const seconds = Number(header);
  const ms = Number.isFinite(seconds) ? seconds * 1_000 : dateMs(header) - (dateMs(headers?.get('date')) || nowMs);
  if (Number.isNaN(ms) || (Number.isFinite(seconds) && seconds < 0)) return undefined;
  return Math.min(Math.max(0, ms), retryAfterMaxMs);
}

/** An HTTP date, which always says GMT; anything else is NaN, for `Date.parse` takes much that is no date. */
const dateMs = (header: string | undefined): number => (header?.endsWith(' GMT') ? Date.parse(header) : Number.NaN);
