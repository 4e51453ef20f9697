// Whom in Teams we answer to at all: channel, address and tenant are checked here, before the SDK checks the signature.
import type { HttpAnswer, HttpRequest } from '../app/http.ts';
import { activitySchema, type TeamsActivity, tenantOf } from './wire.ts';

export interface DoorDeps {
  /** Hosts of Bot Connectors we answer to, such as `smba.trafficmanager.net`; with the port where one is given. */
  readonly serviceHosts: readonly string[];
  /** The sandbox and tests: any Bot Connector on this machine. */
  readonly anyLoopback: boolean;
  /** Tenants whose activities are taken; empty: any. */
  readonly tenants: readonly string[];
  readonly report: (event: TurnedAway) => void;
}

/** In outcomes only. */
export interface TurnedAway {
  readonly kind: 'turnedAway';
  readonly why: 'malformed' | 'channel' | 'serviceUrl' | 'tenant' | 'token';
  readonly from: string;
  /** The tenant it said it is of, if that is why; only where it looks like one, for anybody may have written it. */
  readonly tenantId?: string;
}

export const bare = (status: number): HttpAnswer => ({ status });

/**
 * A reviver that leaves out what is called like something every object has. A form that reads `reason` would find the one in a sent
 * `__proto__`, behind the back of what checks the choices; and zod throws at a `constructor` that is none.
 */
const withoutInherited = (name: string, value: unknown): unknown => (Object.hasOwn(Object.prototype, name) ? undefined : value);

/** Whoever is turned away may have written anything there, and it goes into the log. */
const guidIn = (words = ''): string | undefined => /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.exec(words)?.[0]?.toLowerCase();

/** The activity of a request that may come in, or the bare answer to one that may not. */
export function guard(deps: DoorDeps, request: HttpRequest): { readonly activity: TeamsActivity } | HttpAnswer {
  const away = (why: 'malformed' | 'channel' | 'serviceUrl' | 'tenant', status: number, tenantId?: string): HttpAnswer => {
    deps.report({ kind: 'turnedAway', why, from: request.remoteAddress, ...(tenantId === undefined ? {} : { tenantId }) });
    return bare(status);
  };
  let body: unknown;
  try {
    body = JSON.parse(request.body.toString('utf8'), withoutInherited);
  } catch {
    return away('malformed', 400);
  }
  if (typeof body === 'object' && body !== null && 'channelId' in body && body.channelId !== 'msteams') return away('channel', 401);
  const parsed = activitySchema.safeParse(body);
  if (!parsed.success) return away('malformed', 400);
  const activity = parsed.data;
  // If this address is missing, the SDK does not check it, and we would send patients' cards there.
  const { host, protocol } = new URL(activity.serviceUrl);
  const local = host.startsWith('127.0.0.1:') || host.startsWith('localhost:');
  if (!(deps.anyLoopback && local) && (protocol !== 'https:' || !deps.serviceHosts.includes(host))) return away('serviceUrl', 401);
  const tenant = tenantOf(activity);
  // Somebody who says or presses something without it is told that it is missing, and nothing else.
  const allowed =
    tenant === undefined ? activity.type === 'message' || activity.type === 'invoke' : deps.tenants.includes(tenant.toLowerCase());
  if (deps.tenants.length > 0 && !allowed) return away('tenant', 401, guidIn(tenant));
  return { activity };
}
