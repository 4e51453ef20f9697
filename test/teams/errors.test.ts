// What each answer of the Bot Connector means for what was being sent, code by code.
import { describe, expect, it } from 'vitest';
import { resultOf, retryAfterMaxMs } from '../../src/teams/errors.ts';

const failed = (statusCode?: number, code?: string, retryAfter?: string) => ({
  ...(statusCode === undefined ? {} : { statusCode }),
  ...(code === undefined ? {} : { code }),
  response: { headers: { get: (name: string) => (name === 'retry-after' ? retryAfter : undefined) } },
});

describe('an answer of', () => {
  it.each([
    [429, 'later', 'later'],
    [412, 'later', 'later'],
    [503, 'later', 'later'],
    [401, 'later', 'later'],
    [500, 'unknown', 'unknown'],
    [502, 'unknown', 'unknown'],
    [504, 'unknown', 'unknown'],
    [599, 'unknown', 'unknown'],
    [400, 'refused', 'refused'],
    [413, 'refused', 'refused'],
    [405, 'refused', 'refused'],
    [403, 'closed', 'closed'],
    [404, 'closed', 'messageGone'],
  ] as const)('%i means %s for a post and %s for an edit', (status, post, edit) => {
    expect(resultOf(failed(status), 'post').kind).toBe(post);
    expect(resultOf(failed(status), 'edit').kind).toBe(edit);
  });
  it.each([
    [404, 'ActivityNotFoundInConversation', 'messageGone'],
    [404, 'ConversationNotFound', 'closed'],
    [404, 'BotNotInConversationRoster', 'closed'],
    [403, 'BotNotInConversationRoster', 'closed'],
    [403, 'ServiceError', 'messageGone'],
    [403, 'BotDisabledByAdmin', 'closed'],
  ] as const)('%i %s means %s for an edit', (status, code, edit) => {
    expect(resultOf(failed(status, code), 'edit').kind).toBe(edit);
    // A post has no message that could be gone.
    expect(resultOf(failed(status, code), 'post').kind).toBe('closed');
  });
  it('nothing at all may have been stored', () => {
    for (const error of [failed(), new TypeError('fetch failed'), { name: 'AbortError' }, 'timeout', undefined, null, 42])
      expect(resultOf(error, 'post').kind).toBe('unknown');
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
    ['Wed, 25 Nov 2026 09:14:00 GMT', undefined],
    [undefined, undefined],
  ])('%j is %j ms', (header, afterMs) => {
    expect(resultOf(failed(429, undefined, header), 'post')).toEqual({ kind: 'later', why: '429', afterMs });
  });
});

it('the reason is a code, never the words of an error, which may hold what somebody wrote', () => {
  expect(resultOf(failed(403, 'BotDisabledByAdmin'), 'post')).toEqual({ kind: 'closed', why: '403 BotDisabledByAdmin' });
  const leaky = Object.assign(new Error('Asha has a cough'), { statusCode: 400 });
  expect(JSON.stringify(resultOf(leaky, 'post'))).not.toContain('Asha');
  expect(resultOf(new TypeError('Asha has a cough'), 'post')).toEqual({ kind: 'unknown', why: 'TypeError' });
});
