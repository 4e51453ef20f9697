// Who gets in: signatures and tokens, and everything that only looks like one.
import { generateKeyPairSync } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createLocalJWKSet, exportJWK, importPKCS8, importSPKI, SignJWT } from 'jose';
import { afterAll, describe, expect, test } from 'vitest';
import { type Caller, callersSchema, remoteKeys, signatureOf, type Tokens, whoCalls } from '../../src/intake/caller.ts';
import { ours } from './fixtures/consultation.ts';
import { caller, doors, fhir, now, requestOf, secret } from './given.ts';

const body = Buffer.from(JSON.stringify(ours()));
const seconds = Date.parse(now) / 1000;
const signed = (stamp: number | string, key = secret, bytes = body) => ({
  'x-timestamp': String(stamp),
  'x-signature': signatureOf(key, String(stamp), bytes),
});
const who = (headers: Record<string, string | undefined>, callers: readonly Caller[] = [caller], tokens?: Tokens) =>
  whoCalls(requestOf('/', body, headers), callers, tokens, now).then((each) => (each.kind === 'caller' ? each.caller.id : each.kind));

describe('a signature', () => {
  test('is hex HMAC-SHA256 of the time, a full stop and the body', () => {
    // Worked out apart, with openssl: printf '1.{}' | openssl dgst -sha256 -hmac key
    expect(signatureOf('key', '1', Buffer.from('{}'))).toBe('1ba6b8171186efc613e8bcc0cbdab2748f24984d7c5a84faa2637afa0e40d224');
  });
  test.each<[string, Record<string, string | undefined>, string]>([
    ['as agreed', signed(seconds), 'sender'],
    ['in capitals', { ...signed(seconds), 'x-signature': signed(seconds)['x-signature'].toUpperCase() }, 'sender'],
    ['five minutes old', signed(seconds - 300), 'sender'],
    ['five minutes ahead', signed(seconds + 300), 'sender'],
    ['replayed after five minutes', signed(seconds - 301), 'unknown'],
    ['from the future', signed(seconds + 301), 'unknown'],
    ['with the time changed', { ...signed(seconds), 'x-timestamp': String(seconds + 1) }, 'unknown'],
    ['of another body', signed(seconds, secret, Buffer.from('{}')), 'unknown'],
    ['with another secret', signed(seconds, `${secret}!`), 'unknown'],
    ['of an unknown key', { ...signed(seconds), 'x-key-id': 'key-9' }, 'unknown'],
    ['cut short', { ...signed(seconds), 'x-signature': signed(seconds)['x-signature'].slice(0, 32) }, 'unknown'],
    ['not hex', { ...signed(seconds), 'x-signature': 'z'.repeat(64) }, 'unknown'],
    ['with a time that is no number', { ...signed('1e9'), 'x-key-id': 'key-1' }, 'unknown'],
    ['missing', { 'x-signature': undefined }, 'unknown'],
    ['without its key', { 'x-key-id': undefined }, 'unknown'],
    ['without its time', { 'x-timestamp': undefined, 'x-signature': signatureOf(secret, '', body) }, 'unknown'],
  ])('%s', async (_, headers, expected) => {
    const request = requestOf('/', body, headers);
    const stripped = {
      ...request,
      headers: Object.fromEntries(Object.entries({ ...request.headers, ...headers }).filter(([, value]) => value !== undefined)),
    };
    const found = await whoCalls(stripped, [caller], undefined, now);
    expect(found.kind === 'caller' ? found.caller.id : found.kind).toBe(expected);
  });
  test('two keys live side by side, and each only in its time', async () => {
    const next = 'another secret that is long enough as well';
    const rotating: Caller = {
      ...caller,
      keys: [
        { id: 'key-1', secret, until: '2026-11-25T10:00:00Z' },
        { id: 'key-2', secret: next, from: '2026-11-25T09:00:00Z' },
      ],
    };
    expect(await who(signed(seconds), [rotating])).toBe('sender');
    expect(await who({ ...signed(seconds, next), 'x-key-id': 'key-2' }, [rotating])).toBe('sender');
    expect(await who({ ...signed(seconds, next), 'x-key-id': 'key-1' }, [rotating])).toBe('unknown');
    const over: Caller = { ...caller, keys: [{ id: 'key-1', secret, until: now }] };
    const early: Caller = { ...caller, keys: [{ id: 'key-1', secret, from: '2026-11-25T09:14:01Z' }] };
    expect(await who(signed(seconds), [over])).toBe('unknown');
    expect(await who(signed(seconds), [early])).toBe('unknown');
  });
});

describe('a token', () => {
  const pair = () =>
    generateKeyPairSync('rsa', {
      modulusLength: 2048,
      publicKeyEncoding: { type: 'spki', format: 'pem' },
      privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    });
  const mine = pair();
  const theirs = pair();
  const appId = '6d0f2f5a-1c9e-4f70-9b4e-2f1a5b7c9d01';
  const known: Caller = { ...caller, appId };
  const issuer = 'https://login.example/tenant/v2.0';
  const jwks = async () => ({ keys: [{ ...(await exportJWK(await importSPKI(mine.publicKey, 'RS256'))), kid: 'one', alg: 'RS256' }] });
  const tokens = async (more: Partial<Tokens> = {}): Promise<Tokens> => ({
    keys: createLocalJWKSet(await jwks()),
    issuers: [issuer],
    audiences: ['api://ehub'],
    ...more,
  });
  const sign = async (claims: Record<string, unknown>, key = mine.privateKey) =>
    new SignJWT({ iss: issuer, aud: 'api://ehub', azp: appId, exp: seconds + 600, ...claims })
      .setProtectedHeader({ alg: 'RS256', kid: 'one' })
      .sign(await importPKCS8(key, 'RS256'));
  const bearer = async (token: string, more: Partial<Tokens> = {}, callers = [known]) =>
    who({ authorization: `Bearer ${token}` }, callers, await tokens(more));

  test.each<[string, Record<string, unknown>, string]>([
    ['of version 2', {}, 'sender'],
    ['of version 1', { azp: undefined, appid: appId.toUpperCase() }, 'sender'],
    ['of another application', { azp: '6d0f2f5a-1c9e-4f70-9b4e-2f1a5b7c9d02' }, 'unknown'],
    ['of no application', { azp: undefined }, 'unknown'],
    ['from another issuer', { iss: 'https://login.example/other/v2.0' }, 'unknown'],
    ['for somebody else', { aud: 'api://other' }, 'unknown'],
    ['that has run out', { exp: seconds - 301 }, 'unknown'],
    ['that never runs out', { exp: undefined }, 'unknown'],
    ['not yet good', { nbf: seconds + 301 }, 'unknown'],
    ['of a signed-in person', { scp: 'user_impersonation' }, 'unknown'],
  ])('%s', async (_, claims, expected) => {
    expect(await bearer(await sign(claims))).toBe(expected);
  });
  test('signed by somebody else, unsigned, or not a token', async () => {
    expect(await bearer(await sign({}, theirs.privateKey))).toBe('unknown');
    const [, payload] = (await sign({})).split('.');
    expect(await bearer(`${Buffer.from('{"alg":"none"}').toString('base64url')}.${payload}.`)).toBe('unknown');
    expect(await bearer('x')).toBe('unknown');
    expect(await who({ authorization: 'Basic abc' }, [known], await tokens())).toBe('unknown');
  });
  test('with the role asked for, or without it', async () => {
    expect(await bearer(await sign({ roles: ['EConsults.Send'] }), { role: 'EConsults.Send' })).toBe('sender');
    expect(await bearer(await sign({ roles: ['Other'] }), { role: 'EConsults.Send' })).toBe('unknown');
    expect(await bearer(await sign({}), { role: 'EConsults.Send' })).toBe('unknown');
  });
  test('no token gets in where no tenant is configured, nor beside a good signature', async () => {
    expect(await who({ ...signed(seconds), authorization: `Bearer ${await sign({})}` }, [known])).toBe('unknown');
  });

  const servers: ReturnType<typeof createServer>[] = [];
  afterAll(() => {
    for (const server of servers) server.close();
  });
  const served = async (status: number, text: string): Promise<string> => {
    const server = createServer((_, response) => response.writeHead(status, { 'content-type': 'application/json' }).end(text));
    servers.push(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}/keys`;
  };
  test('with the tenant\u2019s keys fetched; when they cannot be, nobody is told they are a stranger', async () => {
    expect(await bearer(await sign({}), { keys: remoteKeys(await served(200, JSON.stringify(await jwks()))) })).toBe('sender');
    expect(await bearer(await sign({}, theirs.privateKey), { keys: remoteKeys(await served(200, JSON.stringify(await jwks()))) })).toBe(
      'unknown',
    );
    expect(await bearer(await sign({}), { keys: remoteKeys(await served(500, 'no')) })).toBe('cannotTell');
    expect(await bearer(await sign({}), { keys: remoteKeys(await served(200, 'no')) })).toBe('cannotTell');
    expect(await bearer(await sign({}), { keys: remoteKeys('http://127.0.0.1:1/keys') })).toBe('cannotTell');
    const at = doors({ callers: [known], tokens: await tokens({ keys: remoteKeys(await served(500, 'no')) }) });
    expect((await at.send('/api/econsults', body, { authorization: `Bearer ${await sign({})}` })).status).toBe(503);
  });
});

test('strangers are told one thing, whatever they send', async () => {
  for (const [path, type] of [
    ['/api/econsults', 'application/json'],
    ['/api/econsults', fhir['content-type']],
    ['/$process-message', fhir['content-type']],
    ['/api/econsults', 'text/plain'],
  ] as const) {
    for (const bytes of ['', '{', JSON.stringify(ours())]) {
      const at = doors();
      const answer = await at.send(path, bytes, { 'content-type': type, 'x-key-id': 'nobody', 'x-request-id': undefined });
      expect(answer.status).toBe(401);
      expect(answer.text).toContain('The caller is not recognised.');
      expect(at.kept).toEqual([]);
    }
  }
});

test('a register in which it is not clear who is who is refused', () => {
  expect(callersSchema.safeParse([caller]).success).toBe(true);
  expect(callersSchema.safeParse([caller, { ...caller, keys: [] }]).success).toBe(false);
  expect(callersSchema.safeParse([caller, { ...caller, id: 'other' }]).success).toBe(false);
  expect(callersSchema.safeParse([{ ...caller, keys: [{ id: 'a', secret: 'short' }] }]).success).toBe(false);
  const appId = '6d0f2f5a-1c9e-4f70-9b4e-2f1a5b7c9d01';
  expect(
    callersSchema.safeParse([
      { ...caller, appId },
      { ...caller, id: 'other', keys: [], appId: appId.toUpperCase() },
    ]).success,
  ).toBe(false);
});
