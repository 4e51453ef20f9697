// What is known to wait to be sent: handed over by this process, and read from the store now and then for what others have written.
import type { Address, HubId, Instant, SendClass } from '../../domain/terms.ts';
import { someAtATime } from '../at-a-time.ts';
import type { OutboxRow } from '../ports.ts';
import type { HandedOverHere } from './handed-over.ts';
import type { DispatchDeps } from './sends.ts';
import { idleMs } from './waiting-times.ts';

/** Rows read at a time; a channel in a storm is passed over after this many, so that it starves no other. */
export const rowsAtATime = 50;
/** Hubs whose rows are listed at once: as many reads as a store is asked at a time elsewhere, where each needs one for each class. */
const hubsAtOnce = 5;

export interface Waiting {
  /** Everything that is known to wait in these hubs, by address. Throws as the store does. */
  look(hubs: readonly HubId[]): Promise<Map<Address, OutboxRow[]>>;
  /** Nothing need be sent for it any more. */
  served(row: OutboxRow): void;
  /** Another instance sends: nothing of what is known can be relied on. */
  forget(): void;
  /** Since when the oldest of what is known has waited, of all or of what is urgent; nothing waits: `undefined`. */
  since(urgentOnly: boolean): Instant | undefined;
  /** How long until there is something to look for by itself, in ms. */
  nextMs(): number;
}

export function createWaiting(
  deps: Pick<DispatchDeps, 'store' | 'monotonicMs' | 'readEveryMs'>,
  handed: HandedOverHere | undefined,
): Waiting {
  let known = new Map<string, OutboxRow>();
  let readMs = Number.NEGATIVE_INFINITY;
  let mustRead = true;
  let lastMs = deps.monotonicMs();
  const readEveryMs = (): number => deps.readEveryMs?.(deps.monotonicMs() - lastMs) ?? idleMs;

  const restMs = (): number => (mustRead ? 0 : Math.max(0, readMs + readEveryMs() - deps.monotonicMs()));

  async function read(hub: HubId, rows: Map<string, OutboxRow>): Promise<void> {
    const first = await deps.store.waiting(hub, rowsAtATime);
    for (const row of first) rows.set(row.key, row);
    if (first.length < rowsAtATime) return;
    await Promise.all(([0, 1, 2] as const).map((sendClass) => readClass(hub, sendClass, rows)));
  }

  async function readClass(hub: HubId, sendClass: SendClass, found: Map<string, OutboxRow>): Promise<void> {
    let after: Address | undefined;
    // Bounded by the number of addresses: each turn passes over at least one.
    for (;;) {
      const rows = await deps.store.outbox(hub, sendClass, rowsAtATime, after);
      for (const row of rows) found.set(row.key, row);
      after = rows.at(-1)?.to;
      if (rows.length < rowsAtATime || after === undefined) return;
    }
  }

  return {
    async look(hubs) {
      // Where nobody hands anything over, all there is to know is in the store.
      const isDue = handed === undefined || restMs() === 0;
      const { rows, readToo } = handed?.take() ?? { rows: [], readToo: true };
      // Kept before anything is read: a read that fails must not lose them until the next one.
      for (const row of rows) if ((known.get(row.key)?.version ?? 0) <= row.version) known.set(row.key, row);
      if (isDue || readToo) {
        const startMs = deps.monotonicMs();
        mustRead = true;
        const found = new Map<string, OutboxRow>();
        await someAtATime(hubs, hubsAtOnce, (hub) => read(hub, found));
        [known, readMs, mustRead] = [found, startMs, false];
      }
      if (known.size > 0) lastMs = deps.monotonicMs();
      const lanes = new Map<Address, OutboxRow[]>();
      for (const row of known.values()) {
        const lane = lanes.get(row.to);
        if (lane === undefined) lanes.set(row.to, [row]);
        else lane.push(row);
      }
      return lanes;
    },
    served: (row) => void (known.get(row.key)?.etag === row.etag && known.delete(row.key)),
    forget() {
      known.clear();
      handed?.forget();
      mustRead = true;
    },
    since(urgentOnly) {
      let oldest: Instant | undefined;
      for (const row of known.values())
        if ((!urgentOnly || row.class === 0) && (oldest === undefined || row.since < oldest)) oldest = row.since;
      return oldest;
    },
    nextMs: () => (handed === undefined ? readEveryMs() : restMs()),
  };
}
