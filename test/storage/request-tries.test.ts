// What one try of a request does with each way to fail: whether the store may have acted, and whether the SDK will try again.
import { RestError } from '@azure/data-tables';
import { describe, expect, it } from 'vitest';
import { type Policy, type Trail, tryPolicy, usualPatience } from '../../src/storage/request-tries.ts';

type Request = Parameters<Policy['sendRequest']>[0];
type Response = Awaited<ReturnType<Policy['sendRequest']>>;

/** The codes after which the SDK (core-rest-pipeline 1.24) tries again by itself. */
const retriedBySdk = ['ETIMEDOUT', 'ESOCKETTIMEDOUT', 'ECONNREFUSED', 'ECONNRESET', 'ENOENT', 'ENOTFOUND'];

const overall = () => new AbortController().signal;
const run = async (next: (request: Request) => Promise<Response>, perTryMs = 1_000) => {
  const trail: Trail = { unsure: false };
  const abortSignal = overall();
  const policy = tryPolicy({ ...usualPatience, perTryMs }, new WeakMap([[abortSignal, trail]]));
  const request = { abortSignal } as unknown as Request;
  const outcome = await policy.sendRequest(request, next).catch((error: RestError) => error);
  expect(request.abortSignal).toBe(abortSignal);
  return { outcome, unsure: trail.unsure };
};

const answer = (status: number, more: { headers?: Record<string, string>; bodyAsText?: string } = {}) => {
  const headers = new Map(Object.entries(more.headers ?? {}));
  return { status, headers, bodyAsText: more.bodyAsText ?? '' } as unknown as Response;
};

describe('a try', () => {
  it.each([
    ['ECONNREFUSED', false],
    ['ENOTFOUND', false],
    ['EAI_AGAIN', false],
    ['EHOSTUNREACH', false],
    ['ENETUNREACH', false],
    ['ECONNRESET', true],
    ['ECONNABORTED', true],
    ['EPIPE', true],
    ['REQUEST_SEND_ERROR', true],
    ['ETIMEDOUT', true],
  ])('that fails with %s is tried again, and leaves doubt: %s', async (code, unsure) => {
    const result = await run(() => Promise.reject(new RestError('made up', { code })));
    expect(result.unsure).toBe(unsure);
    expect(retriedBySdk).toContain((result.outcome as RestError).code);
  });

  it('that is not answered in time is ended, retryable and in doubt', async () => {
    const never = (request: Request) =>
      new Promise<Response>((_, reject) =>
        request.abortSignal?.addEventListener('abort', () => reject(new Error('aborted')), { once: true }),
      );
    const result = await run(never, 5);
    expect(result.outcome).toMatchObject({ code: 'ETIMEDOUT' });
    expect(result.unsure).toBe(true);
  });

  it.each<[string, Response, boolean]>([
    ['200', answer(200), false],
    ['409', answer(409), false],
    ['412', answer(412), false],
    ['408', answer(408), true],
    ['500', answer(500), true],
    ['502', answer(502), true],
    ['503 of a gateway', answer(503, { bodyAsText: '<html>unavailable</html>' }), true],
    ['503 ServerBusy by header', answer(503, { headers: { 'x-ms-error-code': 'ServerBusy' } }), false],
    ['503 ServerBusy by body', answer(503, { bodyAsText: '{"odata.error":{"code":"ServerBusy"}}' }), false],
    ['503 OperationTimedOut', answer(503, { bodyAsText: '{"odata.error":{"code":"OperationTimedOut"}}' }), true],
  ])('answered with %s leaves doubt or not', async (_what, response, unsure) => {
    expect(await run(async () => response)).toEqual({ outcome: response, unsure });
  });

  it('answered with 429 is made to wait, by its own header or by ours', async () => {
    const bare = answer(429);
    await run(async () => bare);
    expect(bare.headers.get('retry-after-ms')).toBe('500');
    const told = answer(429, { headers: { 'retry-after': '2' } });
    await run(async () => told);
    expect(told.headers.has('retry-after-ms')).toBe(false);
  });
});
