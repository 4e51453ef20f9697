// What was received today and the day before, as the log says: read whole once, then only its end; and which of it is known to be closed.
import type { Receipt } from '../../domain/audit/counts.ts';
import type { HubId, Instant } from '../../domain/terms.ts';
import { onTheWall, startOfDay } from '../../domain/time/calendar.ts';
import { later } from '../../domain/time/london.ts';
import type { Kinds } from '../kind.ts';
import type { Logged, ThingKey } from '../ports.ts';
import type { AuditStore } from './store.ts';

/** A row may be written after the time it carries, and clocks differ: the last ten minutes are read again each time. */
const lateRowsMs = 10 * 60_000;

/** What came in, and of which kind it is. */
export type ReceiptOfKind = Receipt & Pick<ThingKey, 'kind'>;
/** What counts what comes in. */
interface Reads {
  readonly rows: Pick<AuditStore, 'logged'>;
  readonly kinds: Kinds;
}

/** Only a copy of what the log and the states say: lost with its process, and read again. */
export interface Remembered {
  readonly receipts: Map<string, ReceiptOfKind>;
  /** Seen closed, with everything in order, and nothing has happened to it since. */
  readonly closed: Set<string>;
  /** The beginning of the day before. */
  from: Instant;
  readTo: Instant;
}

/** Brings what is remembered of a hub up to now; without `before` it reads both days. */
export async function readReceipts({ rows, kinds }: Reads, hub: HubId, now: Instant, before: Remembered | undefined): Promise<Remembered> {
  const from = startOfDay(moved(startOfDay(now), -1));
  // After the clock was moved back, what was read before cannot be continued.
  const kept =
    before !== undefined && before.readTo <= now ? before : { receipts: new Map(), closed: new Set<string>(), from, readTo: from };
  const again = moved(kept.readTo, -lateRowsMs);
  const logged = await rows.logged(hub, later(again, from), moved(now, lateRowsMs));
  for (const each of logged) {
    // Whatever happened, it may be open again.
    kept.closed.delete(each.id);
    const receipt = receiptOf(kinds, each);
    if (receipt) kept.receipts.set(receipt.id, receipt);
  }
  const first = onTheWall(from).date;
  for (const [id, { date }] of kept.receipts) {
    if (date >= first) continue;
    kept.receipts.delete(id);
    kept.closed.delete(id);
  }
  kept.from = from;
  kept.readTo = now;
  return kept;
}

/** The receipt of one thing where it must be: at the moment its state says. `undefined`: it was never written down. */
export async function receiptAt({ rows, kinds }: Reads, { hub, id }: ThingKey, cameInAt: Instant): Promise<ReceiptOfKind | undefined> {
  const logged = await rows.logged(hub, cameInAt, moved(cameInAt, 1));
  return logged
    .filter((each) => each.id === id)
    .map((each) => receiptOf(kinds, each))
    .find((receipt) => receipt !== undefined);
}

function receiptOf(kinds: Kinds, logged: Logged): ReceiptOfKind | undefined {
  const { kind } = logged;
  const receipt = kinds.decided(kind)?.audited?.counted?.receipt(logged);
  return receipt && { ...receipt, kind };
}

const moved = (at: Instant, ms: number): Instant => new Date(Date.parse(at) + ms).toISOString();
