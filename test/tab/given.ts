// The tab over a store in memory, and tokens as Entra would sign them for people of the cast, with keys of our own.
import { createLocalJWKSet, exportJWK, exportPKCS8, generateKeyPair, importPKCS8, type JWTVerifyGetKey, SignJWT } from 'jose';
import type { HttpAnswer, HttpRequest, Route } from '../../src/app/http.ts';
import { entraOf, type Person } from '../../src/domain/terms.ts';
import { type TabDeps, tabRoutes } from '../../src/tab/routes.ts';
import { tenant } from '../people.ts';
import { type World, world } from '../teams/given.ts';

export const tabAppId = 'aaaaaaaa-2222-4333-8444-555555555555';
export const hostName = 'ehub.example.org';
export const otherTenant = '99999999-2222-4333-8444-555555555555';
/** Teams on a desktop or telephone. */
export const teamsClient = '1fec8e78-bce4-4aaf-ab1b-5451cc387264';
export const nowMs = Date.parse('2026-11-25T09:20:00.000Z');
export const seconds = Math.floor(nowMs / 1_000);

const keyPair = () => generateKeyPair('RS256', { extractable: true });
const entra = await keyPair();
export const stolen = await keyPair();
/** As Entra publishes them: they do not say for which algorithm. */
const jwk = { ...(await exportJWK(entra.publicKey)), kid: 'k1', use: 'sig' };
export const entraKeys: JWTVerifyGetKey = createLocalJWKSet({ keys: [jwk] });

/** What Teams asks Entra for on behalf of somebody; `more` changes or, with `undefined`, leaves out claims. */
export const claimsOf = (who: Person, more: Readonly<Record<string, unknown>> = {}): Record<string, unknown> => ({
  iss: `https://login.microsoftonline.com/${tenant}/v2.0`,
  aud: tabAppId,
  ver: '2.0',
  tid: tenant,
  oid: entraOf(who.id).objectId,
  azp: teamsClient,
  scp: 'access_as_user',
  iat: seconds - 60,
  nbf: seconds - 60,
  exp: seconds + 3_600,
  ...more,
});
export const signed = (
  claims: Record<string, unknown>,
  key: Awaited<ReturnType<typeof keyPair>>['privateKey'] = entra.privateKey,
  alg = 'RS256',
) => new SignJWT(JSON.parse(JSON.stringify(claims))).setProtectedHeader({ alg, kid: 'k1' }).sign(key);
/** By Entra's own key, in a way that Entra does not sign. */
export const signedOddly = async (who: Person): Promise<string> => {
  const key = await importPKCS8(await exportPKCS8(entra.privateKey), 'RS512');
  return signed(claimsOf(who), key as typeof entra.privateKey, 'RS512');
};
export const tokenOf = (who: Person, more: Readonly<Record<string, unknown>> = {}): Promise<string> => signed(claimsOf(who, more));

export interface Tab {
  readonly world: World;
  readonly routes: readonly Route[];
  /** Moves the clock by which views grow old. */
  readonly pass: (ms: number) => void;
  readonly get: (path: string, headers?: Readonly<Record<string, string>>) => Promise<HttpAnswer>;
  /** What the API answers to somebody. */
  readonly asks: (who: Person, path: string, more?: Readonly<Record<string, unknown>>) => Promise<{ status: number; body: unknown }>;
}

export async function tabDesk(over: Partial<TabDeps> = {}): Promise<Tab> {
  const w = await world();
  let ms = 0;
  const routes = tabRoutes({
    tab: { appId: tabAppId, hostName, tenants: [tenant], keysOf: () => entraKeys },
    store: w.deps.store,
    network: w.source,
    clock: w.deps.clock,
    machineMs: () => nowMs,
    monotonicMs: () => ms,
    ...over,
  });
  const get: Tab['get'] = async (path, headers = {}) => {
    const url = new URL(path, `https://${hostName}`);
    const route = routes.find((each) => each.path === url.pathname);
    if (route === undefined) return { status: 404 };
    const request: HttpRequest = {
      method: 'GET',
      path: url.pathname,
      params: {},
      query: url.searchParams,
      headers,
      body: Buffer.alloc(0),
      remoteAddress: '127.0.0.1',
    };
    return (await route.handle(request)) as HttpAnswer;
  };
  return {
    world: w,
    routes,
    pass: (more) => {
      ms += more;
    },
    get,
    asks: async (who, path, more) => {
      const { status, body } = await get(path, { authorization: `Bearer ${await tokenOf(who, more)}` });
      return { status, body: JSON.parse(String(body)) };
    },
  };
}
