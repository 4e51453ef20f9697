// Asks for a token for sending to Teams, as the product does before it sends, and says what came of it; the token itself is not kept.
import type { TokenSeen } from '../domain/doctor/seen.ts';
import { own } from '../domain/lookup.ts';
import { cloudCredentials } from './cloud-credentials.ts';
import { type CloudTrust, connectorScope, type LoopbackTrust, type Trust } from './trust.ts';

/** Whoever asks waits for the answer in a chat. */
const tokenTimeoutMs = 6_000;
const loginHost = 'login.microsoftonline.com';

/** Does not throw. What the other side says in words is left out: it quotes ids of requests, and one day perhaps more. */
export async function askToken(trust: Trust): Promise<TokenSeen> {
  switch (trust.kind) {
    case 'anonymous':
      return { kind: 'none' };
    case 'loopback':
      return ofLoopback(trust);
    case 'cloud':
      return ofCloud(trust);
  }
}

async function ofLoopback({ tokenUrl, appId, password }: LoopbackTrust): Promise<TokenSeen> {
  const { host } = new URL(tokenUrl);
  try {
    const answer = await fetch(tokenUrl, {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'client_credentials',
        client_id: appId,
        client_secret: password,
        scope: `${connectorScope}/.default`,
      }),
      signal: AbortSignal.timeout(tokenTimeoutMs),
    });
    if (!answer.ok) return { kind: 'refused', code: codeIn(await answer.text()) ?? String(answer.status) };
    const { access_token: token } = (await answer.json()) as { access_token?: unknown };
    return typeof token === 'string' ? obtained(token) : { kind: 'refused', code: 'noToken' };
  } catch {
    return { kind: 'away', host };
  }
}

async function ofCloud(trust: CloudTrust): Promise<TokenSeen> {
  try {
    return obtained(await withinTime(cloudToken(trust)));
  } catch (error) {
    return refusedBy(error, trust);
  }
}

/** A fresh one: one that is kept from earlier would hide that none is given any more. */
async function cloudToken(trust: CloudTrust): Promise<string> {
  const credentials = await cloudCredentials(trust, () => 0).createCredentials(
    trust.appId,
    connectorScope,
    `https://${loginHost}/${trust.tenantId}`,
    true,
  );
  // The SDK declares only what signs a request; all that it makes here can be asked for the token itself.
  return (credentials as unknown as { getToken(anew: boolean): Promise<string> }).getToken(true);
}

class Late extends Error {}

async function withinTime<T>(asked: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Late('late')), tokenTimeoutMs);
  });
  try {
    return await Promise.race([asked, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** Microsoft Entra's code, wherever it stands in what was answered. */
const codeIn = (words: string): string | undefined => /\bAADSTS\d{4,8}\b/.exec(words)?.[0];

/** What a failure of the SDK means; its own words are looked through and left behind. */
export function refusedBy(error: unknown, { appType }: Pick<CloudTrust, 'appType'>): TokenSeen {
  const words = error instanceof Error ? `${error.name} ${error.message} ${'errorCode' in error ? String(error.errorCode) : ''}` : '';
  const code = codeIn(words);
  if (code !== undefined) return { kind: 'refused', code };
  if (appType === 'UserAssignedMsi' || appType === 'Federated') return { kind: 'noIdentity' };
  const isAway =
    error instanceof Late ||
    /\b(?:ENOTFOUND|ECONNREFUSED|ECONNRESET|ETIMEDOUT|EAI_AGAIN|network_error|endpoints_resolution_error)\b/.test(words);
  return isAway ? { kind: 'away', host: loginHost } : { kind: 'refused', code: 'unknownFault' };
}

/** What a token says it is for. It is ours, so nobody's signature need be checked. */
export function obtained(token: string): TokenSeen {
  const said = claimsIn(token);
  const text = (name: string): string | undefined => {
    const value = own(said, name);
    return typeof value === 'string' ? value : undefined;
  };
  const [appId, tenantId] = [text('appid') ?? text('azp'), text('tid')];
  return { kind: 'obtained', ...(appId === undefined ? {} : { appId }), ...(tenantId === undefined ? {} : { tenantId }) };
}

function claimsIn(token: string): Readonly<Record<string, unknown>> {
  try {
    const claims: unknown = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8'));
    return typeof claims === 'object' && claims !== null ? (claims as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

/** Another machine's time, from the head of its answer: where Teams' keys are kept, which this program must reach in any case. */
export async function clockAheadMs(trust: Trust, nowMs: () => number): Promise<number | undefined> {
  const url = keysOf(trust);
  if (url === undefined) return undefined;
  try {
    const askedMs = nowMs();
    const answer = await fetch(url, { signal: AbortSignal.timeout(tokenTimeoutMs) });
    const saidMs = Date.parse(answer.headers.get('date') ?? '');
    await answer.body?.cancel();
    // The head names a whole second, which on average began half a second before it was said.
    return Number.isNaN(saidMs) ? undefined : (askedMs + nowMs()) / 2 - (saidMs + 500);
  } catch {
    return undefined;
  }
}

function keysOf(trust: Trust): string | undefined {
  switch (trust.kind) {
    case 'cloud':
      return 'https://login.botframework.com/v1/.well-known/openidconfiguration';
    case 'loopback':
      return trust.openIdMetadataUrl;
    case 'anonymous':
      return undefined;
  }
}
