// What was received today and the day before, as the log says: read whole once, then only its end; and which of it is known to be closed.
import type { Receipt } from '../../domain/audit/counts.ts';
import type { Received } from '../../domain/econsult/event.ts';
import type { EConsultId, HubId, Instant } from '../../domain/terms.ts';
import { onTheWall, startOfDay } from '../../domain/time/calendar.ts';
import { later } from '../../domain/time/london.ts';
import type { AuditStore, Logged } from './store.ts';

/** A row may be written after the time it carries, and clocks differ: the last ten minutes are read again each time. */
const lateRowsMs = 10 * 60_000;

/** A copy of what the log and the states say: lost with the process, and then read again. */
export interface Remembered {
  readonly receipts: Map<EConsultId, Receipt>;
  /** Seen closed, with everything in order, and nothing has happened to it since. */
  readonly closed: Set<EConsultId>;
  /** The beginning of the day before. */
  from: Instant;
  readTo: Instant;
}

/** Brings what is remembered of a hub up to now; without `before` it reads both days. */
export async function readReceipts(
  store: Pick<AuditStore, 'logged'>,
  hub: HubId,
  now: Instant,
  before: Remembered | undefined,
): Promise<Remembered> {
  const from = startOfDay(moved(startOfDay(now), -1));
  // After the clock was moved back, what was read before cannot be continued.
  const kept =
    before !== undefined && before.readTo <= now ? before : { receipts: new Map(), closed: new Set<EConsultId>(), from, readTo: from };
  const again = moved(kept.readTo, -lateRowsMs);
  const logged = await store.logged(hub, later(again, from), moved(now, lateRowsMs));
  for (const each of logged) {
    // Whatever happened, it may be open again.
    kept.closed.delete(each.id);
    const receipt = receiptOf(each);
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

/** The receipt of one eConsult where it must be: at the moment its state says. `undefined`: it was never written down. */
export async function receiptAt(
  store: Pick<AuditStore, 'logged'>,
  hub: HubId,
  id: EConsultId,
  receivedAt: Instant,
): Promise<Receipt | undefined> {
  const logged = await store.logged(hub, receivedAt, moved(receivedAt, 1));
  return logged
    .filter((each) => each.id === id)
    .map(receiptOf)
    .find((receipt) => receipt !== undefined);
}

function receiptOf({ id, at, event }: Logged): Receipt | undefined {
  if (event.type !== 'Received') return undefined;
  return { id, practice: (event as Received).facts.practice, date: onTheWall(at).date };
}

const moved = (at: Instant, ms: number): Instant => new Date(Date.parse(at) + ms).toISOString();
