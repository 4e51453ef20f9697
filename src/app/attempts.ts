// What this process remembers of messages that could not be sent: how often each was tried, and when it may be tried again.
import { oneMore, pauseMs, type Refusals } from './patience.ts';
import type { OutboxRow } from './ports.ts';
import { cardOf, type DispatchDeps, type Wait } from './sends.ts';

/** Longer than any pause: what is remembered of a row that has not been tried for so long is of one that somebody else has served. */
const forgottenAfterMs = 2 * 60 * 60_000;

export interface Attempts {
  /** How long until it may be tried again, in ms; 0: now. */
  waitMs(row: OutboxRow): number;
  /** Tried in vain: it is left alone for a while, longer each time, or for as long as `ms` says. */
  failed(row: OutboxRow, kind: 'delayed' | 'unanswered' | 'messageGone', why: string, ms?: number): Wait;
  refusals(row: OutboxRow): Refusals | undefined;
  /** Something of its thing was tried in vain now; and when that was last. */
  tried(row: OutboxRow): void;
  triedMs(row: OutboxRow): number;
  forget(row: OutboxRow): void;
  forgetOld(): void;
}

export function createAttempts({ monotonicMs, report }: Pick<DispatchDeps, 'monotonicMs' | 'report'>): Attempts {
  /** By outbox key. */
  const failures = new Map<string, Refusals & { readonly nextMs: number }>();
  /** By card. */
  const tried = new Map<string, number>();
  return {
    waitMs: (row) => Math.max(0, (failures.get(row.key)?.nextMs ?? 0) - monotonicMs()),
    failed(row, kind, why, askedMs) {
      const nowMs = monotonicMs();
      const refusals = oneMore(failures.get(row.key), nowMs);
      const ms = askedMs ?? pauseMs(row.class, nowMs - refusals.sinceMs);
      failures.set(row.key, { ...refusals, nextMs: nowMs + ms });
      tried.set(cardOf(row), nowMs);
      report({ kind, hub: row.hub, id: row.id, to: row.to, why });
      return { ms, wholeLane: false };
    },
    refusals: (row) => failures.get(row.key),
    tried: (row) => void tried.set(cardOf(row), monotonicMs()),
    triedMs: (row) => tried.get(cardOf(row)) ?? Number.NEGATIVE_INFINITY,
    forget(row) {
      failures.delete(row.key);
      tried.delete(cardOf(row));
    },
    forgetOld() {
      const beforeMs = monotonicMs() - forgottenAfterMs;
      for (const [key, { nextMs }] of failures) if (nextMs <= beforeMs) failures.delete(key);
      for (const [key, atMs] of tried) if (atMs <= beforeMs) tried.delete(key);
    },
  };
}
