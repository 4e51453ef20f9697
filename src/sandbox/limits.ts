// The limits Teams documents for bots, enforced call by call, with every overrun remembered so that a test can ask for none.

import type { Instant } from '../domain/terms.ts';
import type { SandboxClock } from './clock.ts';

/** At most `calls` calls in any stretch of `ms` milliseconds. */
interface Window {
  readonly ms: number;
  readonly calls: number;
}

/** "Rate limiting for agents": sending to, or creating, one conversation. Edits and deletes are charged here too. */
const SEND_WINDOWS: readonly Window[] = [
  { ms: 1_000, calls: 7 },
  { ms: 2_000, calls: 8 },
  { ms: 30_000, calls: 60 },
  { ms: 3_600_000, calls: 1_800 },
];
/** Asking for the members of one conversation, or for a team's channels. */
const READ_WINDOWS: readonly Window[] = [
  { ms: 1_000, calls: 14 },
  { ms: 2_000, calls: 16 },
  { ms: 30_000, calls: 120 },
  { ms: 3_600_000, calls: 3_600 },
];
/** All calls of one app in one tenant, whatever they do. */
const TENANT_WINDOWS: readonly Window[] = [{ ms: 1_000, calls: 50 }];

/** Overruns kept in full; beyond this only their number grows, so that a runaway bot cannot fill the memory. */
const OVERRUNS_KEPT_MAX = 10_000;

export type Charge = 'send' | 'create' | 'members' | 'channels' | 'other';

export interface Overrun {
  readonly at: Instant;
  readonly charge: Charge;
  /** The conversation whose window was full; `tenant` for the tenant's. */
  readonly of: string;
  /** Such as `7 per 1 s`. */
  readonly window: string;
  readonly retryAfterSeconds: number;
}

export interface Limits {
  /** Charges one call. `undefined`: allowed. Otherwise it must be answered 429 with this Retry-After; nothing is charged then. */
  take(charge: Charge, conversation: string): Overrun | undefined;
  /** Everything answered 429 for a limit, oldest first. */
  readonly overruns: readonly Overrun[];
  overrunCount(): number;
  /** Calls allowed so far; with `charge` and `conversation` of that kind and place only. */
  allowed(charge?: Charge, conversation?: string): number;
  /** Switches the limits off (for measuring something else) or on again. */
  enforce(on: boolean): void;
}

/** When a call would fit again, in ms from now; 0 when it fits now. */
const createMeter = (windows: readonly Window[]) => {
  const longest = Math.max(...windows.map((w) => w.calls));
  let times: number[] = [];
  return {
    full: (now: number): { readonly window: Window; readonly waitMs: number } | undefined => {
      let worst: { window: Window; waitMs: number } | undefined;
      for (const window of windows) {
        const first = times[times.length - window.calls];
        if (first === undefined || first + window.ms <= now) continue;
        const waitMs = first + window.ms - now;
        if (worst === undefined || waitMs > worst.waitMs) worst = { window, waitMs };
      }
      return worst;
    },
    add: (now: number): void => {
      times.push(now);
      if (times.length > 2 * longest) times = times.slice(-longest);
    },
  };
};
type Meter = ReturnType<typeof createMeter>;

const windowsOf = (charge: Charge): readonly Window[] => (charge === 'send' || charge === 'create' ? SEND_WINDOWS : READ_WINDOWS);

/** Fresh limits on the given clock. */
export const createLimits = (clock: SandboxClock): Limits => {
  const meters = new Map<string, Meter>();
  const counts = new Map<string, number>();
  const overruns: Overrun[] = [];
  const tenant = createMeter(TENANT_WINDOWS);
  let overrunCount = 0;
  let allowed = 0;
  let enforced = true;

  const meterOf = (charge: Charge, conversation: string): Meter => {
    const key = `${charge} ${conversation}`;
    const known = meters.get(key);
    if (known !== undefined) return known;
    const fresh = createMeter(windowsOf(charge));
    meters.set(key, fresh);
    return fresh;
  };
  const refuse = (charge: Charge, of: string, window: Window, waitMs: number): Overrun => {
    const overrun = {
      at: clock.now(),
      charge,
      of,
      window: `${window.calls} per ${window.ms / 1_000} s`,
      retryAfterSeconds: Math.max(1, Math.ceil(waitMs / 1_000)),
    };
    overrunCount += 1;
    if (overruns.length < OVERRUNS_KEPT_MAX) overruns.push(overrun);
    return overrun;
  };

  return {
    take: (charge, conversation) => {
      const now = clock.ms();
      const meter = charge === 'other' ? undefined : meterOf(charge, conversation);
      if (enforced) {
        const full = meter?.full(now);
        if (full !== undefined) return refuse(charge, conversation, full.window, full.waitMs);
        const tenantFull = tenant.full(now);
        if (tenantFull !== undefined) return refuse(charge, 'tenant', tenantFull.window, tenantFull.waitMs);
      }
      meter?.add(now);
      tenant.add(now);
      allowed += 1;
      const key = `${charge} ${conversation}`;
      counts.set(key, (counts.get(key) ?? 0) + 1);
      return undefined;
    },
    overruns,
    overrunCount: () => overrunCount,
    allowed: (charge, conversation) =>
      charge === undefined || conversation === undefined ? allowed : (counts.get(`${charge} ${conversation}`) ?? 0),
    enforce: (on) => {
      enforced = on;
    },
  };
};
