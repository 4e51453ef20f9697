// Who looks at a tab: proven by a token that Teams gives its page for the person signed in there. What else the page says is a hint.
import { decodeJwt, errors, type JWTPayload, type JWTVerifyGetKey, jwtVerify } from 'jose';
import * as z from 'zod/v4';
import type { TokenFault } from '../cards/tab-words.ts';
import { type PersonId, personId } from '../domain/terms.ts';

/** `cannotTell`: the tenant's keys could not be fetched, so nobody can be recognised at the moment. */
export type Visitor =
  | { readonly kind: 'person'; readonly id: PersonId }
  | { readonly kind: 'refused'; readonly why: TokenFault }
  | { readonly kind: 'cannotTell' };

export interface TokenRules {
  /** In small letters. */
  readonly appId: string;
  /** Whose people may come in, in small letters. */
  readonly tenants: readonly string[];
  /** The signing keys of one of those tenants. */
  readonly keysOf: (tenantId: string) => JWTVerifyGetKey;
}

/** How far Entra's clock may be from ours. */
const clockToleranceSeconds = 300;
const scopeAsked = 'access_as_user';
/** Teams itself: on a desktop or telephone, and in a browser. No other program may fetch a token for the tab. */
const teamsClients: readonly string[] = ['1fec8e78-bce4-4aaf-ab1b-5451cc387264', '5e3ce6c0-2b1f-4285-8d4b-75ee78787346'];

/** What a token of version 2 must say. Its audience is the application's GUID; `api://…` is the older form, which is refused. */
const claimsSchema = z.object({ ver: z.literal('2.0'), tid: z.guid(), oid: z.guid(), azp: z.string(), scp: z.string() });

const refused = (why: TokenFault): Visitor => ({ kind: 'refused', why });

/** Whoever the `Authorization` header proves. Never throws. `now`: by the machine's own clock. */
export async function visitorOf(authorization: string | undefined, rules: TokenRules, now: Date): Promise<Visitor> {
  if (authorization === undefined) return refused('missing');
  const token = /^Bearer +([A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]*)$/i.exec(authorization)?.[1];
  const tenantId = token === undefined ? undefined : tenantIn(token);
  if (token === undefined || tenantId === undefined) return refused('unreadable');
  // Only said so far, and proven below: the keys asked for are this tenant's.
  if (!rules.tenants.includes(tenantId)) return refused('tenant');
  try {
    const { payload } = await jwtVerify(token, rules.keysOf(tenantId), {
      algorithms: ['RS256'],
      issuer: `https://login.microsoftonline.com/${tenantId}/v2.0`,
      audience: rules.appId,
      requiredClaims: ['exp', 'iss', 'aud'],
      clockTolerance: clockToleranceSeconds,
      currentDate: now,
    });
    return personIn(payload, tenantId);
  } catch (error) {
    const why = faultIn(error);
    return why === undefined ? { kind: 'cannotTell' } : refused(why);
  }
}

function tenantIn(token: string): string | undefined {
  try {
    const { tid } = decodeJwt(token);
    return typeof tid === 'string' ? tid.toLowerCase() : undefined;
  } catch {
    return undefined;
  }
}

function personIn(payload: JWTPayload, tenantId: string): Visitor {
  const read = claimsSchema.safeParse(payload);
  if (!read.success) {
    const named = read.error.issues[0]?.path[0];
    return refused(named === 'ver' ? 'version' : named === 'scp' ? 'scope' : named === 'azp' ? 'client' : 'unreadable');
  }
  const { azp, scp, oid } = read.data;
  if (!scp.split(' ').includes(scopeAsked)) return refused('scope');
  if (!teamsClients.includes(azp.toLowerCase())) return refused('client');
  return { kind: 'person', id: personId(tenantId, oid) };
}

/** `undefined`: the fault lies in fetching the keys, which nobody in front of the page can put right. */
function faultIn(error: unknown): TokenFault | undefined {
  if (error instanceof errors.JWTExpired) return 'time';
  if (error instanceof errors.JWTClaimValidationFailed)
    return error.claim === 'aud' ? 'audience' : error.claim === 'iss' ? 'version' : error.claim === 'nbf' ? 'time' : 'unreadable';
  if (error instanceof errors.JWKSTimeout || error instanceof errors.JWKSInvalid) return undefined;
  // jose's own word for "the key server answered with an error".
  return error instanceof errors.JOSEError && error.code !== 'ERR_JOSE_GENERIC' ? 'signature' : undefined;
}
