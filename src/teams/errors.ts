// What an answer of the Bot Connector means for what we were sending.
import type { SendResult } from '../app/chat.ts';

/** The longest pause we believe: beyond it we look again ourselves. */
export const retryAfterMaxMs = 5 * 60_000;

interface ConnectorError {
  readonly statusCode?: number;
  readonly code?: string;
  readonly name?: string;
  readonly response?: { readonly headers?: { get(name: string): string | undefined } };
}

/** Codes of 404 that mean the whole conversation, not one message, is gone. */
const conversationGone = new Set(['ConversationNotFound', 'BotNotInConversationRoster']);

/**
 * Turns what the connector client threw into a plain result, by Microsoft's table of status codes for bot calls:
 * 412, 429, 502, 503 and 504 are tried again; 403 and 404 close a conversation; 400 and 413 never will do.
 */
export function resultOf(error: unknown, doing: 'post' | 'edit'): Exclude<SendResult, { kind: 'sent' }> {
  const { statusCode, code, name, response } = (typeof error === 'object' && error !== null ? error : {}) as ConnectorError;
  const why = code === undefined ? `${statusCode ?? name ?? 'noAnswer'}` : `${statusCode ?? ''} ${code}`.trim();
  if (statusCode === undefined) return { kind: 'unknown', why };
  switch (statusCode) {
    case 429:
    case 412:
    case 503:
      return { kind: 'later', why, afterMs: retryAfterMs(response?.headers?.get('retry-after')) };
    case 500:
    case 502:
    case 504:
      // The service behind the gateway may have stored it.
      return { kind: 'unknown', why };
    case 400:
    case 413:
      return { kind: 'refused', why };
    case 401:
      // Ours to put right (secret, tenant): nothing is lost by waiting.
      return { kind: 'later', why, afterMs: 60_000 };
    case 403:
    case 404:
      return doing === 'edit' && !conversationGone.has(code ?? '') && isAboutMessage(statusCode, code)
        ? { kind: 'messageGone' }
        : { kind: 'closed', why };
    default:
      return statusCode >= 500 ? { kind: 'unknown', why } : { kind: 'refused', why };
  }
}

/** An edit of a message that was deleted answers 404 ActivityNotFoundInConversation, or in Teams 403 ServiceError. */
function isAboutMessage(statusCode: number, code: string | undefined): boolean {
  return statusCode === 404 ? code !== 'ConversationNotFound' : code === 'ServiceError';
}

function retryAfterMs(header: string | undefined): number | undefined {
  if (header === undefined) return undefined;
  const seconds = Number(header);
  return Number.isFinite(seconds) && seconds >= 0 ? Math.min(seconds * 1_000, retryAfterMaxMs) : undefined;
}
