// What has come today for each practice: how many its hub has taken first (what a daily allocation is held against), and when the last one came.

import type { Today } from '../../domain/network/pathway.ts';
import type { Network } from '../../domain/network/state.ts';
import { practicesOf } from '../../domain/network/who-is-where.ts';
import type { EConsultId, HubId, Instant, OdsCode } from '../../domain/terms.ts';
import { onTheWall, startOfDay } from '../../domain/time/calendar.ts';
import type { Store } from '../ports.ts';
import { receivedIn } from './rows.ts';

/** A count is this old at most. A few eConsults beyond an allocation do no harm; a read for each receipt would. */
export const countAgeMaxMs = 2_000;
/** Rows may be written a little after the time they carry: the last minute is read again each time. */
const lateRowsMs = 60_000;
/** The most that are counted in one read; the rest is read the next time. */
const readAtMost = 20_000;

interface Count {
  readonly date: string;
  readonly seen: Set<EConsultId>;
  readonly received: Map<OdsCode, number>;
  readonly last: Map<OdsCode, Instant>;
  /** Practices that have kept one to stay in practice. */
  readonly kept: Set<OdsCode>;
  /** Milliseconds since 1970: everything before it has been read. */
  readToMs: number;
  askedMs: number;
}

/** Only a copy of what the log says, so it may be lost with its process. */
const counts = new WeakMap<Store, Map<HubId, Count>>();

/**
 * Today's count for the practices of a hub that have an allocation or keep one to stay in practice; `undefined` when none has, or when the store could not tell:
 * a request is never turned away from the hub because something could not be counted. Reads the log of the day once, then only its end.
 */
export async function todayAt(store: Store, network: Network, hub: HubId, at: Instant): Promise<Today | undefined> {
  const counted = practicesOf(network, hub).filter(
    ({ allocation, keepsRoutineDays }) => allocation !== undefined || keepsRoutineDays !== undefined,
  );
  if (counted.length === 0) return undefined;
  try {
    const { date, received, kept } = await countAt(store, hub, at);
    return {
      date,
      received: Object.fromEntries(counted.map(({ code }) => [code, received.get(code) ?? 0])),
      ...(kept.size === 0 ? {} : { kept: [...kept] }),
    };
  } catch {
    // Without a count no limit applies. If the store is really away, the commit will say so.
    return undefined;
  }
}

/** When the last one came today, for each practice of a hub that had any. Throws as `Store.logged` does. */
export const lastArrivals = async (store: Store, hub: HubId, at: Instant): Promise<ReadonlyMap<OdsCode, Instant>> =>
  (await countAt(store, hub, at)).last;

async function countAt(store: Store, hub: HubId, at: Instant): Promise<Count> {
  const ofStore = counts.get(store) ?? new Map<HubId, Count>();
  counts.set(store, ofStore);
  const { date } = onTheWall(at);
  const kept = ofStore.get(hub);
  const count = kept?.date === date ? kept : begun(date, at);
  ofStore.set(hub, count);
  const nowMs = Date.parse(at);
  if (nowMs - count.askedMs >= countAgeMaxMs) await readOn(store, hub, count, nowMs);
  return count;
}

function begun(date: string, at: Instant): Count {
  return {
    date,
    seen: new Set(),
    received: new Map(),
    last: new Map(),
    kept: new Set(),
    readToMs: Date.parse(startOfDay(at)),
    askedMs: Number.NEGATIVE_INFINITY,
  };
}

async function readOn(store: Store, hub: HubId, count: Count, nowMs: number): Promise<void> {
  const from = new Date(Math.max(count.readToMs - lateRowsMs, Date.parse(startOfDay(new Date(nowMs).toISOString()))));
  const found = await receivedIn(store, hub, from.toISOString(), new Date(nowMs + 1).toISOString(), readAtMost);
  for (const { facts, at, because } of found) {
    if (facts.practice === undefined) continue;
    if (because === 'keptToPractise') count.kept.add(facts.practice);
    if (at > (count.last.get(facts.practice) ?? '')) count.last.set(facts.practice, at);
    if (facts.holder !== hub || count.seen.has(facts.id)) continue;
    count.seen.add(facts.id);
    count.received.set(facts.practice, (count.received.get(facts.practice) ?? 0) + 1);
  }
  const last = found.length < readAtMost ? undefined : found.at(-1);
  count.readToMs = Math.max(count.readToMs, last === undefined ? nowMs : Date.parse(last.at));
  if (last === undefined) count.askedMs = nowMs;
}
