// What each answer of the Bot Connector means for what was being sent, code by code.
import { describe, expect, it } from 'vitest';
import { resultOf, retryAfterMaxMs } from '../../src/teams/errors.ts';

/** By our own clock. */
const nowMs = Date.parse('2026-11-25T09:14:00.000Z');
const failed = (statusCode?: number, code?: string, retryAfter?: string, date?: string) => ({
  ...(statusCode === undefined ? {} : { statusCode }),
  ...(code === undefined ? {} : { code }),
  response: { headers: { get: (name: string) => ({ 'retry-after': retryAfter, date })[name] } },
});

describe('an answer of', () => {
  it.each([
    [429, 'later', 'later'],
    [412, 'later', 'later'],
    [503, 'later', 'later'],
    [401, 'later', 'later'],
    [409, 'later', 'later'],
    [425, 'later', 'later'],
    [408, 'unknown', 'unknown'],
    [500, 'unknown', 'unknown'],
    [502, 'unknown', 'unknown'],
    [504, 'unknown', 'unknown'],
    [599, 'unknown', 'unknown'],
    [400, 'refused', 'refused'],
    [413, 'refused', 'refused'],
    [405, 'refused', 'refused'],
    [403, 'closed', 'closed'],
    [404, 'closed', 'messageGone'],
    [402, 'refused', 'refused'],
  ] as const)('%i means %s for a post and %s for an edit', (status, post, edit) => {
    expect(resultOf(failed(status), 'post', nowMs).kind).toBe(post);
    expect(resultOf(failed(status), 'edit', nowMs).kind).toBe(edit);
  });
  it.each([
    [404, 'ActivityNotFoundInConversation', 'messageGone'],
    [404, 'ConversationNotFound', 'closed'],
    [404, 'BotNotInConversationRoster', 'closed'],
    [403, 'BotNotInConversationRoster', 'closed'],
    [403, 'ServiceError', 'messageGone'],
    [403, 'BotDisabledByAdmin', 'closed'],
  ] as const)('%i %s means %s for an edit', (status, code, edit) => {
    expect(resultOf(failed(status, code), 'edit', nowMs).kind).toBe(edit);
    // A post has no message that could be gone.
    expect(resultOf(failed(status, code), 'post', nowMs).kind).toBe('closed');
  });
  it('nothing at all may have been stored', () => {
    for (const error of [failed(), new TypeError('fetch failed'), { name: 'AbortError' }, 'timeout', undefined, null, 42])
      expect(resultOf(error, 'post', nowMs).kind).toBe('unknown');
  });
});

describe('the pause that Teams asks for', () => {
  it.each([
    ['3', 3_000],
    ['0', 0],
    ['0.5', 500],
    ['999999', retryAfterMaxMs],
    ['-1', undefined],
    ['soon', undefined],
    ['2026-11-25T09:14:06Z', undefined],
    ['Mon', undefined],
    ['', undefined],
    [undefined, undefined],
  ])('%j is %j ms', (header, afterMs) => {
    expect(resultOf(failed(429, undefined, header), 'post', nowMs)).toEqual({ kind: 'later', why: '429', afterMs });
  });
  it.each([
    // As its own clock says, however wrong that is beside ours.
    ['Wed, 25 Nov 2026 09:14:06 GMT', 'Wed, 25 Nov 2026 09:14:00 GMT', 6_000],
    ['Wed, 25 Nov 2026 09:14:06 GMT', 'Wed, 25 Nov 2026 09:13:30 GMT', 36_000],
    ['Wed, 25 Nov 2026 11:20:06 GMT', 'Wed, 25 Nov 2026 11:20:00 GMT', 6_000],
    ['Wed, 25 Nov 2026 07:00:06 GMT', 'Wed, 25 Nov 2026 07:00:00 GMT', 6_000],
    // By ours where it says no time of its own.
    ['Wed, 25 Nov 2026 09:14:06 GMT', undefined, 6_000],
    ['Wed, 25 Nov 2026 09:14:06 GMT', 'nonsense', 6_000],
    // What is over is over, and no clock may keep us waiting for longer than we believe.
    ['Wed, 25 Nov 2026 09:13:00 GMT', 'Wed, 25 Nov 2026 09:14:00 GMT', 0],
    ['Wed, 25 Nov 2026 23:59:00 GMT', 'Wed, 25 Nov 2026 09:14:00 GMT', retryAfterMaxMs],
  ])('until %s, answered at %s, is %i ms', (header, date, afterMs) => {
    expect(resultOf(failed(429, undefined, header, date), 'post', nowMs)).toEqual({ kind: 'later', why: '429', afterMs });
  });
});

it('the reason is a code, never the words of an error, which may hold what somebody wrote', () => {
  expect(resultOf(failed(403, 'BotDisabledByAdmin'), 'post', nowMs)).toEqual({ kind: 'closed', why: '403 BotDisabledByAdmin' });
  const leaky = Object.assign(new Error('Asha has a cough'), { statusCode: 400 });
  expect(JSON.stringify(resultOf(leaky, 'post', nowMs))).not.toContain('Asha');
  expect(resultOf(new TypeError('Asha has a cough'), 'post', nowMs)).toEqual({ kind: 'unknown', why: 'TypeError' });
});
