// Who is calling: proven by an Entra app token or by a signature with the caller's own key. Without either nobody gets in.
import { createHmac, timingSafeEqual } from 'node:crypto';
import { createRemoteJWKSet, errors, type JWTVerifyGetKey, jwtVerify } from 'jose';
import * as z from 'zod/v4';
import type { HttpRequest } from '../app/http.ts';
import type { Instant } from '../domain/terms.ts';

/** 128 bits as hex, or 24 bytes as base64: less could be guessed. */
const secretCharactersMin = 32;
/** Two live keys, so that a caller can change its key without a gap; a third would be a forgotten one. */
const keysMax = 2;
/** How far a sender's clock may be from ours, and how long a recorded request could be sent again (it would be a duplicate). */
export const timestampToleranceSeconds = 300;

/** How the secrets of `infra/samples/callers.sample.json` begin. */
const sampleSecret = 'replace-this';

const instant = z.iso.datetime({ offset: true });
const key = z.strictObject({
  id: z
    .string()
    .regex(/^[A-Za-z0-9._-]{1,64}$/)
    .describe('Sent as X-Key-Id'),
  secret: z
    .string()
    .min(secretCharactersMin)
    .refine(
      (secret) => !secret.startsWith(sampleSecret),
      'is the sample\u2019s, which everybody knows: make one of your own, such as by openssl rand -hex 32',
    )
    .describe('Shared with the sender alone: 32 characters or more, such as openssl rand -hex 32 makes'),
  from: instant.optional().describe('From when it is accepted; absent: at once'),
  until: instant.optional().describe('Until when it is accepted; absent: without end'),
});

/** A sending system that is known here. Its submissions for unknown practices wait in `hub`; `appId` is its Entra application. */
export const callerSchema = z.strictObject({
  id: z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]{0,39}$/)
    .describe('Stands in the history of what it sent, and never changes'),
  name: z.string().min(1).max(100).describe('As people read it'),
  hub: z
    .string()
    .regex(/^[A-Za-z0-9-]{1,40}$/)
    .describe('Where its submissions for unknown practices wait'),
  practices: z
    .union([z.literal('*'), z.array(z.string().regex(/^[A-Z0-9]{3,10}$/))])
    .describe('ODS codes of the practices it may send for; * for all'),
  keys: z.array(key).max(keysMax).default([]).describe('For signed requests; two of them, so that one can be changed without a gap'),
  appId: z.guid().optional().describe('Its Entra application, where it sends tokens'),
});
export type Caller = z.infer<typeof callerSchema>;

/** All callers; an id, key or application that two of them claim would make it a matter of order who is calling. */
export const callersSchema = z.array(callerSchema).superRefine((callers, context) => {
  const twice = (list: readonly string[]): boolean => new Set(list).size < list.length;
  const names = { id: callers.map(({ id }) => id), keys: callers.flatMap((caller) => caller.keys.map(({ id }) => id)) };
  if (twice(names.id)) context.addIssue({ code: 'custom', message: 'two callers have the same id' });
  if (twice(names.keys)) context.addIssue({ code: 'custom', message: 'two keys have the same id' });
  const apps = callers.flatMap(({ appId }) => (appId === undefined ? [] : [appId.toLowerCase()]));
  if (twice(apps)) context.addIssue({ code: 'custom', message: 'two callers have the same appId' });
});

/** The shape of the callers file, for editors and other programs. */
export const callersFileSchema = (): object => ({ ...z.toJSONSchema(callersSchema, { io: 'input' }), title: 'ehub.callers.json' });

/** How Entra app tokens are checked. */
export interface Tokens {
  /** From `remoteKeys`, or a set of keys of one's own. */
  readonly keys: JWTVerifyGetKey;
  /** `https://login.microsoftonline.com/<tenant>/v2.0`, and `https://sts.windows.net/<tenant>/` for version 1 tokens. */
  readonly issuers: readonly string[];
  readonly audiences: readonly string[];
  /** An app role the token must carry, such as `EConsults.Send`. */
  readonly role?: string;
}

/** If Entra takes longer than this it is taken for unreachable, because the sender is waiting. */
const keysTimeoutMs = 3_000;

/** The tenant's signing keys, fetched when first needed and kept. */
export const remoteKeys = (url: string): JWTVerifyGetKey => createRemoteJWKSet(new URL(url), { timeoutDuration: keysTimeoutMs });

/** `cannotTell`: the tenant's keys could not be fetched, so nobody can be recognised at the moment. */
export type Who = { readonly kind: 'caller'; readonly caller: Caller } | { readonly kind: 'unknown' } | { readonly kind: 'cannotTell' };

const unknown: Who = { kind: 'unknown' };

export async function whoCalls(
  request: Pick<HttpRequest, 'headers' | 'body' | 'packed'>,
  callers: readonly Caller[],
  tokens: Tokens | undefined,
  now: Instant,
): Promise<Who> {
  const authorization = request.headers['authorization'];
  if (authorization === undefined) return bySignature(request, callers, now);
  const token = /^Bearer +([A-Za-z0-9._~+/-]+=*)$/i.exec(authorization)?.[1];
  return token === undefined || tokens === undefined ? unknown : byToken(token, callers, tokens, now);
}

async function byToken(token: string, callers: readonly Caller[], tokens: Tokens, now: Instant): Promise<Who> {
  try {
    const { payload } = await jwtVerify(token, tokens.keys, {
      algorithms: ['RS256'],
      issuer: [...tokens.issuers],
      audience: [...tokens.audiences],
      requiredClaims: ['exp', 'iss', 'aud'],
      clockTolerance: timestampToleranceSeconds,
      currentDate: new Date(now),
    });
    // A token with scopes acts for a signed-in person: it says nothing about which system is sending.
    if (payload['scp'] !== undefined) return unknown;
    if (tokens.role !== undefined && !(Array.isArray(payload['roles']) && payload['roles'].includes(tokens.role))) return unknown;
    const app = payload['azp'] ?? payload['appid'];
    const caller = typeof app === 'string' ? callers.find(({ appId }) => appId?.toLowerCase() === app.toLowerCase()) : undefined;
    return caller ? { kind: 'caller', caller } : unknown;
  } catch (error) {
    return tokenIsBad(error) ? unknown : { kind: 'cannotTell' };
  }
}

/** Whether the fault lies in the token; else it lies in fetching the keys, which the sender cannot put right. */
const tokenIsBad = (error: unknown): boolean =>
  error instanceof errors.JOSEError &&
  !(error instanceof errors.JWKSTimeout) &&
  !(error instanceof errors.JWKSInvalid) &&
  // jose's own word for "the key server answered with an error".
  error.code !== 'ERR_JOSE_GENERIC';

/** Compared with when the key is not known, so that the answer takes the same time. */
const noSecret = 'x'.repeat(secretCharactersMin);

/**
 * `X-Signature` = hex HMAC-SHA256 of `X-Timestamp` + `.` + body, with the secret that `X-Key-Id` names. Where the sender puts a
 * `Content-Encoding` around the body, either may be signed: the bytes as sent or what they unpack to. Each says all of the other.
 */
function bySignature(request: Pick<HttpRequest, 'headers' | 'body' | 'packed'>, callers: readonly Caller[], now: Instant): Who {
  const { 'x-key-id': keyId, 'x-timestamp': stamp, 'x-signature': signature } = request.headers;
  if (keyId === undefined || stamp === undefined || signature === undefined) return unknown;
  if (!/^\d{1,12}$/.test(stamp) || !/^[0-9a-f]{64}$/i.test(signature)) return unknown;
  const caller = callers.find(({ keys }) => keys.some(({ id }) => id === keyId));
  const found = caller?.keys.find(({ id }) => id === keyId);
  const given = Buffer.from(signature, 'hex');
  const isOf = (bytes: Buffer): boolean => timingSafeEqual(Buffer.from(signatureOf(found?.secret ?? noSecret, stamp, bytes), 'hex'), given);
  // Both are compared whatever the first says, so that the answer takes the same time.
  const same = [request.body, request.packed ?? request.body].map(isOf).includes(true);
  const time = Date.parse(now);
  const near = Math.abs(time / 1000 - Number(stamp)) <= timestampToleranceSeconds;
  if (!same || !near || caller === undefined || found === undefined) return unknown;
  const live =
    (found.from === undefined || Date.parse(found.from) <= time) && (found.until === undefined || time < Date.parse(found.until));
  return live ? { kind: 'caller', caller } : unknown;
}

/** What a sender puts into `X-Signature`: hex, for a Unix time in seconds and the bytes of the body. */
export const signatureOf = (secret: string, stamp: string, body: Buffer): string =>
  createHmac('sha256', secret).update(`${stamp}.`).update(body).digest('hex');
