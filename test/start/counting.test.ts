// What alerts are about is counted where it passes: our own failures, and Teams' "too many requests".
import { expect, it } from 'vitest';
import type { Chat } from '../../src/app/chat.ts';
import type { HttpRequest, Route } from '../../src/app/http.ts';
import { countingErrors, countingThrottled } from '../../src/start/counting.ts';

const route = (handle: Route['handle']): Route => ({ method: 'GET', path: '/', bodyBytesMax: 0, handle });

it.each([
  [200, 0],
  [409, 0],
  [499, 0],
  [500, 1],
  [503, 1],
])('an answer of %i counts %i', async (status, counts) => {
  let failed = 0;
  const [counting] = countingErrors([route(async () => ({ status }))], () => failed++);
  expect(await counting?.handle({} as HttpRequest)).toEqual({ status });
  expect(failed).toBe(counts);
});

it('an error that no answer came of counts, and is thrown on', async () => {
  let failed = 0;
  const [counting] = countingErrors([route(async () => Promise.reject(new Error('a bug')))], () => failed++);
  await expect(counting?.handle({} as HttpRequest)).rejects.toThrow('a bug');
  expect(failed).toBe(1);
});

it('of what Teams answers only 429 counts, whatever was sent', async () => {
  let throttled = 0;
  const answers = ['429', '429 TooManyRequests', '503', '412'];
  const next = async () => ({ kind: 'later' as const, why: answers.shift() ?? '', afterMs: undefined });
  const chat = countingThrottled({ post: next, edit: next, openPersonal: next } as Chat, () => throttled++);
  await chat.post({} as never, {} as never);
  await chat.openPersonal('', '', '');
  await chat.edit({} as never, '', {} as never);
  expect(await chat.post({} as never, {} as never)).toEqual({ kind: 'later', why: '412', afterMs: undefined });
  expect(throttled).toBe(2);
});
