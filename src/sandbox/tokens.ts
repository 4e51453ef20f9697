// Who may speak to whom in the sandbox: signs the local Teams' calls to the bot, and gives and checks the tokens of the bot's calls.

import type { HttpAnswer, HttpRequest, Route } from '../app/http.ts';
import { json } from '../app/http.ts';
import type { KeyPair } from './keys.ts';
import { createKeyPair, readToken, signToken } from './keys.ts';

/** What the real Bot Connector writes into its tokens, and what the bot asks a token for. */
export const CONNECTOR_ISSUER = 'https://api.botframework.com';
export const CONNECTOR_AUDIENCE = 'https://api.botframework.com';
export const CONNECTOR_SCOPE = `${CONNECTOR_AUDIENCE}/.default`;
export const METADATA_PATH = '/.well-known/openidconfiguration';
export const KEYS_PATH = '/.well-known/keys';
export const TOKEN_PATH = '/oauth/token';

/** As long as Entra's. */
const TOKEN_LIFETIME_SECONDS = 3_600;
/** Tokens to the bot are signed again when they have less than this left. */
const RENEW_BEFORE_SECONDS = 600;
/** Tokens begin a little in the past, for clocks that differ. */
const SKEW_SECONDS = 60;
/** Checked tokens remembered, to check a signature once; a bot has one or two at a time. */
const CHECKED_MAX = 1_000;
const TOKEN_BODY_BYTES_MAX = 16_384;

export interface TokensGiven {
  readonly baseUrl: string;
  readonly serviceUrl: string;
  readonly botAppId: string;
  readonly botSecret: string;
  readonly tenantId: string;
  /** The machine's time in ms. */
  readonly machineMs: () => number;
  /** A PKCS #8 RSA key; a new one is made when absent. */
  readonly keyPem?: string;
}

export interface Tokens {
  /** A token for a call to the bot. `claims` replaces some, to try what a bot must refuse. */
  forBot(claims?: Readonly<Record<string, unknown>>): string;
  /** A token as the bot would be given. `claims` replaces some, to try what the connector must refuse. */
  forConnector(claims?: Readonly<Record<string, unknown>>): string;
  /** Whether an `Authorization` header lets the bot call the connector. */
  accepts(authorization: string | undefined): boolean;
  /** OpenID metadata, keys and the token endpoint. */
  readonly routes: readonly Route[];
}

const refused = (status: number, error: string, description: string): HttpAnswer =>
  json(status, { error, error_description: description }, { 'cache-control': 'no-store' });

/** Answers a client-credentials request as Entra does. */
const grant = (request: HttpRequest, given: TokensGiven, token: () => string): HttpAnswer => {
  const form = new URLSearchParams(request.body.toString('utf8'));
  if (form.get('grant_type') !== 'client_credentials') return refused(400, 'unsupported_grant_type', 'Only client_credentials is offered.');
  if (form.get('client_id') !== given.botAppId) return refused(400, 'unauthorized_client', 'There is no such application.');
  if (form.get('client_secret') !== given.botSecret) return refused(401, 'invalid_client', 'The client secret is wrong.');
  if (form.get('scope') !== CONNECTOR_SCOPE) return refused(400, 'invalid_scope', `The scope must be ${CONNECTOR_SCOPE}.`);
  const answer = {
    token_type: 'Bearer',
    expires_in: TOKEN_LIFETIME_SECONDS,
    ext_expires_in: TOKEN_LIFETIME_SECONDS,
    access_token: token(),
  };
  return json(200, answer, { 'cache-control': 'no-store' });
};

/** What a bot needs to check our tokens, and where it gets its own. */
const publicRoutes = (key: KeyPair, given: TokensGiven, forConnector: () => string): readonly Route[] => {
  const metadata = {
    issuer: CONNECTOR_ISSUER,
    authorization_endpoint: `${given.baseUrl}/oauth/authorize`,
    jwks_uri: `${given.baseUrl}${KEYS_PATH}`,
    id_token_signing_alg_values_supported: ['RS256'],
    token_endpoint_auth_methods_supported: ['private_key_jwt'],
  };
  const keys = { keys: [{ ...key.jwk, use: 'sig', kid: key.id, x5t: key.id, endorsements: ['msteams'] }] };
  return [
    { method: 'GET', path: METADATA_PATH, bodyBytesMax: 0, handle: async () => json(200, metadata) },
    { method: 'GET', path: KEYS_PATH, bodyBytesMax: 0, handle: async () => json(200, keys) },
    { method: 'POST', path: TOKEN_PATH, bodyBytesMax: TOKEN_BODY_BYTES_MAX, handle: async (r) => grant(r, given, forConnector) },
  ];
};

/** Makes the sandbox's own key and everything that is signed with it. */
export const createTokens = (given: TokensGiven): Tokens => {
  const key = createKeyPair(given.keyPem);
  const issuer = `${given.baseUrl}/oauth`;
  const seconds = (): number => Math.floor(given.machineMs() / 1_000);
  const times = (now: number) => ({ iat: now - SKEW_SECONDS, nbf: now - SKEW_SECONDS, exp: now + TOKEN_LIFETIME_SECONDS });
  let kept: { readonly token: string; readonly until: number } | undefined;
  const checked = new Map<string, number>();

  const forBot = (claims?: Readonly<Record<string, unknown>>): string => {
    const now = seconds();
    if (claims === undefined && kept !== undefined && now < kept.until && now >= kept.until - TOKEN_LIFETIME_SECONDS) return kept.token;
    const token = signToken(key, {
      iss: CONNECTOR_ISSUER,
      aud: given.botAppId,
      ...times(now),
      serviceurl: given.serviceUrl,
      ...claims,
    });
    if (claims === undefined) kept = { token, until: now + TOKEN_LIFETIME_SECONDS - RENEW_BEFORE_SECONDS };
    return token;
  };
  const forConnector = (claims?: Readonly<Record<string, unknown>>): string =>
    signToken(key, {
      iss: issuer,
      aud: CONNECTOR_AUDIENCE,
      ...times(seconds()),
      appid: given.botAppId,
      tid: given.tenantId,
      ver: '1.0',
      ...claims,
    });
  const accepts = (authorization: string | undefined): boolean => {
    const token = /^Bearer (\S+)$/i.exec(authorization ?? '')?.[1];
    if (token === undefined) return false;
    const now = seconds();
    const known = checked.get(token);
    if (known !== undefined) return now < known;
    const claims = readToken(key, token);
    if (claims === undefined || claims['iss'] !== issuer || claims['aud'] !== CONNECTOR_AUDIENCE) return false;
    const { appid, exp, nbf } = claims;
    if (appid !== given.botAppId || typeof exp !== 'number' || typeof nbf !== 'number' || nbf > now || exp <= now) return false;
    if (checked.size >= CHECKED_MAX) checked.clear();
    checked.set(token, exp);
    return true;
  };

  return { forBot, forConnector, accepts, routes: publicRoutes(key, given, () => forConnector()) };
};
