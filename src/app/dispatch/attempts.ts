// What this process remembers of messages that could not be sent: how often each was tried, and when it may be tried again.

import type { OutboxRow } from '../ports.ts';
import { cardOf, type DispatchDeps, type Wait } from './sends.ts';
import { oneMore, pauseMs, type Refusals, triedOnMs } from './waiting-times.ts';

/** Longer than any pause: what is remembered of a row that has not been tried for so long is of one that somebody else has served. */
const forgottenAfterMs = 2 * 60 * 60_000;

/** What makes us give a message up when it goes on: Teams says that it will never take it, or we cannot draw it. */
type Cause = 'refused' | 'notDrawn';

export interface Attempts {
  /** How long until it may be tried again, in ms; 0: now. */
  waitMs(row: OutboxRow): number;
  /** Tried in vain: it is left alone for a while, longer each time, or for as long as `ms` says. */
  failed(row: OutboxRow, kind: 'delayed' | 'unanswered' | 'messageGone', why: string, ms?: number): Wait;
  /** As `failed`, by the message's own fault; how often and since when it has been nothing but this, so that an outage before it does not count. */
  failedBy(row: OutboxRow, cause: Cause, why: string): { readonly wait: Wait; readonly refusals: Refusals };
  /** It could not be drawn among others: it goes by itself, so that it holds up none of them. */
  setApart(row: OutboxRow): void;
  isApart(row: OutboxRow): boolean;
  /** Something of its thing was tried in vain now; and when that was last. */
  tried(row: OutboxRow): void;
  triedMs(row: OutboxRow): number;
  forget(row: OutboxRow): void;
  forgetOld(): void;
}

/** `triedForMs`: without stretches in which it was not tried. */
interface Failure {
  readonly lastMs: number;
  readonly triedForMs: number;
  readonly nextMs: number;
  readonly by?: Refusals & { readonly cause: Cause };
}

export function createAttempts({ monotonicMs, report }: Pick<DispatchDeps, 'monotonicMs' | 'report'>): Attempts {
  /** By outbox key. */
  const failures = new Map<string, Failure>();
  /** By card. */
  const tried = new Map<string, number>();
  /** By outbox key: since when. */
  const apart = new Map<string, number>();

  const failed: Attempts['failed'] = (row, kind, why, askedMs) => {
    const nowMs = monotonicMs();
    const before = failures.get(row.key);
    const triedForMs = before === undefined ? 0 : triedOnMs(before.triedForMs, nowMs - before.lastMs, before.nextMs - before.lastMs);
    const ms = askedMs ?? pauseMs(row.class, triedForMs);
    failures.set(row.key, { lastMs: nowMs, triedForMs, nextMs: nowMs + ms });
    tried.set(cardOf(row), nowMs);
    report({ kind, hub: row.hub, id: row.id, to: row.to, why });
    return { ms, wholeLane: false };
  };

  return {
    waitMs: (row) => Math.max(0, (failures.get(row.key)?.nextMs ?? 0) - monotonicMs()),
    failed,
    failedBy(row, cause, why) {
      const before = failures.get(row.key)?.by;
      const wait = failed(row, 'delayed', why);
      const refusals = oneMore(before?.cause === cause ? before : undefined, monotonicMs());
      const failure = failures.get(row.key);
      if (failure !== undefined) failures.set(row.key, { ...failure, by: { cause, ...refusals } });
      return { wait, refusals };
    },
    setApart: (row) => void apart.set(row.key, monotonicMs()),
    isApart: (row) => apart.has(row.key),
    tried: (row) => void tried.set(cardOf(row), monotonicMs()),
    triedMs: (row) => tried.get(cardOf(row)) ?? Number.NEGATIVE_INFINITY,
    forget(row) {
      for (const known of [failures, apart]) known.delete(row.key);
      tried.delete(cardOf(row));
    },
    forgetOld() {
      const beforeMs = monotonicMs() - forgottenAfterMs;
      for (const [key, { nextMs }] of failures) if (nextMs <= beforeMs) failures.delete(key);
      for (const known of [tried, apart]) for (const [key, atMs] of known) if (atMs <= beforeMs) known.delete(key);
    },
  };
}
