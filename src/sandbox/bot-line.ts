// The line from the local Teams to the bot: posts signed activities to its messaging endpoint and gives up when Teams would.

import type { Activity } from './activities.ts';
import { parsed } from './json.ts';
import type { Tokens } from './tokens.ts';

/** A person's press is given up after this long: they read "Unable to reach app". The service is seen to wait 10 to 15 s. */
export const INVOKE_TIMEOUT_MS = 10_000;
/** Messages and events are given up after this long; nobody is told. */
export const EVENT_TIMEOUT_MS = 15_000;

export type BotAnswer =
  | { readonly kind: 'answered'; readonly status: number; readonly body: unknown }
  | { readonly kind: 'timeout' }
  | { readonly kind: 'unreachable' };

export interface DeliverOptions {
  readonly timeoutMs?: number;
  /** Another token than the right one; empty for none. */
  readonly token?: string;
}

export type BotLine = (activity: Activity, options?: DeliverOptions) => Promise<BotAnswer>;

/** A line to `{botUrl}/api/messages`. */
export const createBotLine = (botUrl: string, tokens: Tokens): BotLine => {
  const url = `${botUrl.replace(/\/$/, '')}/api/messages`;
  return async (activity, options = {}) => {
    const token = options.token ?? tokens.forBot();
    const timeoutMs = options.timeoutMs ?? (activity.type === 'invoke' ? INVOKE_TIMEOUT_MS : EVENT_TIMEOUT_MS);
    const signal = AbortSignal.timeout(timeoutMs);
    const headers = { 'content-type': 'application/json; charset=utf-8', ...(token === '' ? {} : { authorization: `Bearer ${token}` }) };
    try {
      const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify(activity), signal, redirect: 'error' });
      const text = await response.text();
      return { kind: 'answered', status: response.status, body: text === '' ? undefined : (parsed(text) ?? text) };
    } catch {
      return signal.aborted ? { kind: 'timeout' } : { kind: 'unreachable' };
    }
  };
};
