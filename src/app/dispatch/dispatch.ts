// The dispatcher: works through everything unsent at its own pace, conversation by conversation, and drops nothing.
import { compare } from '../../domain/compare.ts';
import type { Address, HubId, Instant } from '../../domain/terms.ts';
import type { OutboxRow } from '../ports.ts';
import { leaveToOthers } from './another-sends.ts';
import { createDeliverer } from './deliver.ts';
import { type DispatchDeps, isNotice } from './sends.ts';
import { createGathering, together } from './together.ts';
import { createWaiting } from './waiting.ts';

export type { DispatchDeps, DispatchEvent } from './sends.ts';
export { rowsAtATime } from './waiting.ts';

/** Conversations written to at once; each is served by one at a time, for Teams answers 412 to two. */
export const conversationsAtOnce = 8;
/**
 * A pass begins nothing new after this, and so does a conversation within it: whatever came meanwhile is looked at again by urgency. Where the
 * store is so slow that listing what waits took longer, it goes on for as long as that took: otherwise it would list, send one, and list again.
 */
export const passMostMs = 1_000;
export interface Dispatcher {
  /** Sends what may be sent now in these hubs; how long until it is worth looking again, in ms. */
  pass(hubs: readonly HubId[]): Promise<number>;
  /** Once somebody else sends, or we stop: leaves them what we may have shown wrongly with our last sends. Throws as the store does. */
  handOver(): Promise<void>;
  /** Since when the oldest that waits has waited, as far as is known here; nothing waits, or somebody else sends: `undefined`. */
  waitingSince(urgentOnly: boolean): Instant | undefined;
}

export function createDispatcher(deps: DispatchDeps): Dispatcher {
  const deliverer = createDeliverer(deps);
  const gathering = createGathering(deps.kinds);
  const known = createWaiting(deps, deps.handedOver);
  /** By address: when it was last served, so that the next pass begins with whoever has waited longest. */
  const served = new Map<Address, number>();

  async function pass(hubs: readonly HubId[]): Promise<number> {
    const fromMs = deps.monotonicMs();
    const lanes = await known.look(hubs);
    let wakeMs = Number.POSITIVE_INFINITY;
    for (const row of deliverer.owed.values()) {
      const lane = lanes.get(row.to) ?? [];
      const waits = lane.some(({ hub, id, what }) => hub === row.hub && id === row.id && what === 'card');
      if (!waits && hubs.includes(row.hub)) lanes.set(row.to, [...lane, row]);
    }
    const listedMs = deps.monotonicMs();
    const untilMs = listedMs + Math.max(passMostMs, listedMs - fromMs);
    const waiting = inOrder(lanes);
    const serve = async () => {
      for (let rows = waiting.shift(); rows !== undefined; rows = waiting.shift())
        wakeMs = Math.min(wakeMs, await serveLane(rows, untilMs));
    };
    await Promise.all(Array.from({ length: conversationsAtOnce }, serve));
    for (const address of served.keys()) if (!lanes.has(address)) served.delete(address);
    deliverer.forgetOld();
    // What waits besides is looked at when somebody hands it over, or with the next reading.
    return Math.min(wakeMs, known.nextMs());
  }

  /** The most urgent first, then what was not tried in vain, then what has waited longest: a disaster moves the most urgent first. */
  const asTheyGo = (a: OutboxRow, b: OutboxRow): number =>
    a.class - b.class || compare(deliverer.triedMs(a), deliverer.triedMs(b)) || compare(a.since, b.since);

  /** The most urgent first, and among equals whoever was served longest ago. */
  function inOrder(lanes: ReadonlyMap<Address, readonly OutboxRow[]>): (readonly OutboxRow[])[] {
    const urgency = (rows: readonly OutboxRow[]): number => Math.min(...rows.map((row) => row.class));
    const lastMs = (rows: readonly OutboxRow[]): number => served.get(rows[0]?.to ?? 'org.') ?? Number.NEGATIVE_INFINITY;
    return [...lanes.values()]
      .map((rows) => [...rows].sort(asTheyGo))
      .sort((a, b) => urgency(a) - urgency(b) || compare(lastMs(a), lastMs(b)));
  }

  /** One conversation, one message at a time, most urgent first; how long until the next may go. */
  async function serveLane(rows: readonly OutboxRow[], untilMs: number): Promise<number> {
    let wakeMs = Number.POSITIVE_INFINITY;
    /** Things of which a notice waits: what was said after it must not be read before it. */
    const held = new Set<string>();
    const done = new Set<OutboxRow>();
    for (const listed of together(deps.kinds, rows, deliverer.isApart)) {
      const group = listed.filter((each) => !(isNotice(each) && held.has(each.id)));
      const [row, ...alongside] = group;
      if (row === undefined) continue;
      if (deps.monotonicMs() >= untilMs) return 0;
      const restMs = gathering.restMs(group, deps.monotonicMs());
      wakeMs = restMs > 0 ? Math.min(wakeMs, restMs) : wakeMs;
      if (restMs > 0) continue;
      served.set(row.to, deps.monotonicMs());
      const wait = await deliverer.deliver(row, alongside);
      if (wait === 'served') {
        for (const each of group) {
          done.add(each);
          known.served(each);
        }
        continue;
      }
      for (const each of group) if (isNotice(each)) held.add(each.id);
      wakeMs = Math.min(wakeMs, wait.ms);
      if (wait.wholeLane) break;
    }
    if (done.size < rows.length) await deliverer.wait(rows.filter((row) => !done.has(row)));
    return wakeMs;
  }

  async function handOver(): Promise<void> {
    known.forget();
    await deliverer.handOver();
    // What could not be marked yet is tried again with the next turn.
    for (const [key, row] of deliverer.owed) if (await leaveToOthers(deps, row)) deliverer.owed.delete(key);
  }

  return { pass, handOver, waitingSince: known.since };
}
