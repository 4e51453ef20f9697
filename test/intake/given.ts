// The doors with a small memory behind them, for tests: who is known, what was kept, and how to send something.
import type { HttpAnswer, HttpRequest } from '../../src/app/http.ts';
import type { Submission } from '../../src/domain/econsult/submission.ts';
import { type Caller, signatureOf, type Tokens } from '../../src/intake/caller.ts';
import type { Delivery, IntakeDeps, Receipt, WithdrawalReceipt } from '../../src/intake/deps.ts';
import { intakeRoutes } from '../../src/intake/routes.ts';

export const now = '2026-11-25T09:14:00.000Z';
export const secret = 'a secret of the tests that is long enough';
export const caller: Caller = {
  id: 'sender',
  name: 'A sender',
  hub: 'north',
  practices: '*',
  keys: [{ id: 'key-1', secret }],
};
export const requestId = '0b9d2a58-6b0e-4a53-8f56-1b6c4fd0a001';
export const correlationId = '0b9d2a58-6b0e-4a53-8f56-1b6c4fd0a002';

export interface Doors {
  readonly kept: { caller: Caller; submission: Submission; delivery: Delivery }[];
  readonly withdrawn: { sourceId: string; reason: string }[];
  send(path: string, body: string | Buffer, headers?: Record<string, string | undefined>): Promise<Sent>;
}
export interface Sent {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
  /** The parsed body. */
  readonly body: Readonly<Record<string, unknown>>;
}

interface Given {
  readonly callers?: readonly Caller[];
  readonly tokens?: Tokens;
  readonly at?: string;
  readonly receive?: IntakeDeps['receive'];
  readonly withdraw?: IntakeDeps['withdraw'];
  readonly wait?: IntakeDeps['wait'];
}

/** Doors whose use cases remember by caller and source id, as the real ones do. */
export function doors(given: Given = {}): Doors {
  const kept: Doors['kept'] = [];
  const withdrawn: Doors['withdrawn'] = [];
  let ids = 0;
  const receive = async (from: Caller, submission: Submission, delivery: Delivery): Promise<Receipt> => {
    const before = kept.find((each) => each.caller.id === from.id && each.submission.sourceId === submission.sourceId);
    const placed = submission.practiceCode === 'A81001';
    if (before === undefined) {
      kept.push({ caller: from, submission, delivery });
      return { kind: 'accepted', reference: 'K7M-4QX', placed };
    }
    if (before.submission.contentHash !== submission.contentHash) return { kind: 'conflict', reference: 'K7M-4QX' };
    return { kind: 'duplicate', reference: 'K7M-4QX', placed };
  };
  const withdraw = async (from: Caller, taking: { sourceId: string; reason: string }): Promise<WithdrawalReceipt> => {
    if (!kept.some((each) => each.caller.id === from.id && each.submission.sourceId === taking.sourceId)) return { kind: 'unknown' };
    withdrawn.push(taking);
    return { kind: 'withdrawn', reference: 'K7M-4QX' };
  };
  const routes = intakeRoutes({
    callers: () => given.callers ?? [caller],
    ...(given.tokens ? { tokens: given.tokens } : {}),
    now: () => given.at ?? now,
    newId: () => `00000000-0000-4000-8000-${String(++ids).padStart(12, '0')}`,
    receive: given.receive ?? receive,
    withdraw: given.withdraw ?? withdraw,
    wait: given.wait ?? (() => new Promise(() => {})),
  });
  return {
    kept,
    withdrawn,
    send: async (path, body, headers = {}) => {
      const route = routes.find(({ path: at }) => (typeof at === 'string' ? at === path : at.test(path)));
      if (route === undefined) throw new Error(`no door at ${path}`);
      return sent(await route.handle(requestOf(path, Buffer.from(body), headers)));
    },
  };
}

/** A request as the server hands it on: signed, unless the headers say otherwise (`undefined` leaves one out). */
export function requestOf(path: string, body: Buffer, headers: Record<string, string | undefined>): HttpRequest {
  const stamp = headers['x-timestamp'] ?? String(Date.parse(now) / 1000);
  return {
    method: 'POST',
    path,
    params: {},
    query: new URLSearchParams(),
    headers: {
      'content-type': 'application/json',
      'x-key-id': 'key-1',
      'x-timestamp': stamp,
      'x-signature': signatureOf(secret, stamp, body),
      'x-request-id': requestId,
      'x-correlation-id': correlationId,
      ...headers,
    },
    body,
    remoteAddress: '127.0.0.1',
  };
}

function sent(answer: Awaited<ReturnType<ReturnType<typeof intakeRoutes>[number]['handle']>>): Sent {
  if (!('status' in answer)) throw new Error('a door answered with a stream');
  const { status, headers, body }: HttpAnswer = answer;
  const text = String(body ?? '');
  return { status, headers: headers ?? {}, text, body: JSON.parse(text) as Record<string, unknown> };
}

export const fhir = { 'content-type': 'application/fhir+json' };
