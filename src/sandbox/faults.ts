// What can be made to go wrong between the bot and the local Teams: by a person in the panel, or call by call by a test.

import type { HttpAnswer } from '../app/http.ts';
import { json } from '../app/http.ts';
import type { Faults } from './api.ts';

/** One call of the bot, as a test decides about it. */
export interface ConnectorCall {
  /** Counts from 1. */
  readonly number: number;
  readonly operation: 'createConversation' | 'post' | 'reply' | 'edit' | 'delete' | 'members' | 'team' | 'channels';
  /** The conversation id as the bot wrote it; empty when there is none in the path. */
  readonly conversation: string;
}

/** What happens to one call; what is absent comes from the panel. */
export type Fault = Partial<Faults> & {
  /** The call takes effect, and then this status is answered: a message that is there although the bot heard 502. */
  readonly failAfterStatus?: 412 | 500 | 502 | 503 | 504;
  /** Answered instead of `throttleSeconds`: 429 without saying how long to wait. */
  readonly throttleBare?: boolean;
};

export interface FaultSwitch {
  current(): Faults;
  set(faults: Partial<Faults>): void;
  /** Asks `decide` about every call from now on; `undefined` ends it. */
  decide(decide: ((call: ConnectorCall) => Fault | undefined) | undefined): void;
  /** What happens to this call: the test's decision over the panel's. */
  of(call: ConnectorCall): Faults & Fault;
}

export const noFaults: Faults = {
  throttleSeconds: 0,
  throttleByDate: false,
  failStatus: 0,
  failIn: '',
  loseAnswers: false,
  delayMs: 0,
};

/** Everything off at first. */
export const createFaults = (): FaultSwitch => {
  let panel = noFaults;
  let decider: ((call: ConnectorCall) => Fault | undefined) | undefined;
  return {
    current: () => panel,
    set: (faults) => {
      panel = { ...panel, ...faults };
    },
    decide: (decide) => {
      decider = decide;
    },
    of: (call) => ({ ...panel, ...decider?.(call) }),
  };
};

/** The connector's error body. Codes are those of "Status codes from bot conversational APIs". */
export const connectorError = (status: number, code: string, message: string, headers: Record<string, string> = {}): HttpAnswer =>
  json(status, { error: { code, message } }, headers);

const failures: Readonly<Record<number, readonly [code: string, message: string]>> = {
  403: ['BotNotInConversationRoster', 'The bot is not part of the conversation roster.'],
  404: ['ConversationNotFound', 'Conversation not found.'],
  412: ['PreconditionFailed', 'Precondition failed, please try again.'],
  500: ['ServiceError', 'Unknown'],
  502: ['ServiceError', 'Unknown'],
  503: ['ServiceUnavailable', 'Service unavailable.'],
  504: ['GatewayTimeout', 'Gateway timeout.'],
};
export const failure = (status: number): HttpAnswer => {
  const [code, message] = failures[status] ?? ['ServiceError', 'Unknown'];
  return connectorError(status, code, message);
};

/** 429, with Retry-After unless `seconds` is absent. */
export const throttled = (seconds?: number): HttpAnswer =>
  connectorError(429, 'Throttled', 'Too many requests.', seconds === undefined ? {} : { 'retry-after': String(seconds) });

/** 429 with a date until which to wait, by the clock of whoever answers: `nowMs` since 1970, which it tells as well. */
export const throttledUntil = (seconds: number, nowMs: number): HttpAnswer =>
  connectorError(429, 'Throttled', 'Too many requests.', {
    'retry-after': new Date(nowMs + seconds * 1_000).toUTCString(),
    date: new Date(nowMs).toUTCString(),
  });

/**
 * An answer that never completes: it promises more bytes than it sends and closes, so the caller sees the connection
 * break and cannot know whether the call took effect.
 */
export const brokenAnswer: HttpAnswer = {
  status: 201,
  headers: { 'content-type': 'application/json', 'content-length': '1000', connection: 'close' },
  body: '{',
};
