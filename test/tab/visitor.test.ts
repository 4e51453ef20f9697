// Who looks at a tab: a token is believed only if everything in it is right, and each fault is named.
import { decodeJwt, errors } from 'jose';
import { describe, expect, it } from 'vitest';
import { type TokenRules, visitorOf } from '../../src/tab/visitor.ts';
import { amara, tenant } from '../people.ts';
import { claimsOf, entraKeys, nowMs, otherTenant, seconds, signed, signedOddly, stolen, tabAppId, tokenOf } from './given.ts';

const rules: TokenRules = { appId: tabAppId, tenants: [tenant], keysOf: () => entraKeys };
const looks = (token: string | undefined, more: Partial<TokenRules> = {}) =>
  visitorOf(token === undefined ? undefined : `Bearer ${token}`, { ...rules, ...more }, new Date(nowMs));
const refused = (why: string) => ({ kind: 'refused', why });

describe('a token', () => {
  it('that is right in everything says who it is, by the same id that the bot knows them by', async () => {
    expect(await looks(await tokenOf(amara))).toEqual({ kind: 'person', id: amara.id });
    expect(await looks(await tokenOf(amara, { azp: '5e3ce6c0-2b1f-4285-8d4b-75ee78787346', scp: 'openid access_as_user' }))).toEqual({
      kind: 'person',
      id: amara.id,
    });
    const capitals = { tid: tenant.toUpperCase(), oid: String(claimsOf(amara)['oid']).toUpperCase() };
    expect(await looks(await tokenOf(amara, capitals))).toEqual({ kind: 'person', id: amara.id });
  });

  const uri = `api://ehub.example.org/${tabAppId}`;
  it.each([
    ['for another application', { aud: otherTenant }, 'audience'],
    ['whose audience is the URI of version 1', { aud: uri }, 'audience'],
    ['of version 1', { aud: uri, ver: '1.0', iss: `https://sts.windows.net/${tenant}/` }, 'version'],
    ['of version 1, issued as if it were 2', { ver: '1.0' }, 'version'],
    ['without a version', { ver: undefined }, 'version'],
    ['without a scope', { scp: undefined }, 'scope'],
    ['with another scope', { scp: 'access_as_user2 User.Read' }, 'scope'],
    ['with an app role instead of a scope', { scp: undefined, roles: ['access_as_user'] }, 'scope'],
    ['fetched by another program', { azp: otherTenant }, 'client'],
    ['fetched by nobody', { azp: undefined }, 'client'],
    ['from another tenant', { tid: otherTenant, iss: `https://login.microsoftonline.com/${otherTenant}/v2.0` }, 'tenant'],
    ['from another tenant that says ours', { iss: `https://login.microsoftonline.com/${otherTenant}/v2.0` }, 'version'],
    ['from no tenant', { tid: undefined }, 'unreadable'],
    ['that has expired', { exp: seconds - 301 }, 'time'],
    ['that never expires', { exp: undefined }, 'unreadable'],
    ['that is not valid yet', { nbf: seconds + 301 }, 'time'],
    ['of nobody', { oid: undefined }, 'unreadable'],
    ['of somebody whose id is no GUID', { oid: '__proto__' }, 'unreadable'],
  ])('%s is refused', async (_, more, why) => {
    expect(await looks(await tokenOf(amara, more))).toEqual(refused(why));
  });

  it('that expired less than five minutes ago, by our clock, is taken', async () => {
    expect(await looks(await tokenOf(amara, { exp: seconds - 299 }))).toMatchObject({ kind: 'person' });
  });

  it('signed with another key, not signed, or signed with the public key as a secret is refused', async () => {
    expect(await looks(await signed(claimsOf(amara), stolen.privateKey))).toEqual(refused('signature'));
    expect(await looks(await signedOddly(amara))).toEqual(refused('signature'));
    const [, body] = (await tokenOf(amara)).split('.');
    const header = (said: object): string => Buffer.from(JSON.stringify(said)).toString('base64url');
    expect(await looks(`${header({ alg: 'none' })}.${body}.`)).toEqual(refused('signature'));
    expect(await looks(`${header({ alg: 'HS256', kid: 'k1' })}.${body}.c2ln`)).toEqual(refused('signature'));
    expect(await looks(`${header({ alg: 'RS256', kid: 'unknown' })}.${body}.c2ln`)).toEqual(refused('signature'));
  });

  it('whose content was changed after signing is refused', async () => {
    const [header, body, signature] = (await tokenOf(amara)).split('.');
    const changed = Buffer.from(JSON.stringify({ ...decodeJwt(`${header}.${body}.`), oid: otherTenant })).toString('base64url');
    expect(await looks(`${header}.${changed}.${signature}`)).toEqual(refused('signature'));
  });

  it.each(['', 'x', 'a.b.c', '..', '<script>', `${'a'.repeat(100_000)}.b.c`])(
    'such as %.20j is refused without asking for keys',
    async (token) => {
      const keysOf = () => {
        throw new Error('asked for');
      };
      expect(await looks(token, { keysOf })).toEqual(refused('unreadable'));
    },
  );

  it('of a tenant that is not ours makes nobody ask for that tenant\u2019s keys', async () => {
    const asked: string[] = [];
    const keysOf = (tenantId: string) => {
      asked.push(tenantId);
      return entraKeys;
    };
    await looks(await tokenOf(amara, { tid: otherTenant }), { keysOf });
    await looks(await tokenOf(amara), { keysOf });
    expect(asked).toEqual([tenant]);
  });
});

it('without a token nobody is anybody', async () => {
  expect(await looks(undefined)).toEqual(refused('missing'));
  expect(await visitorOf('Basic YTpi', rules, new Date(nowMs))).toEqual(refused('unreadable'));
});

it('keys that cannot be fetched are not the visitor\u2019s fault', async () => {
  const token = await tokenOf(amara);
  for (const error of [new errors.JWKSTimeout(), new TypeError('fetch failed'), new errors.JOSEError('Expected 200 OK')])
    expect(await looks(token, { keysOf: () => () => Promise.reject(error) })).toEqual({ kind: 'cannotTell' });
});
