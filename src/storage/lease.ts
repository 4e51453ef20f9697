// Leases, by which one instance runs a loop: one row each, taken and renewed under its etag, free again when it has run out.
import type { Clock, Leases } from '../app/ports.ts';
import { fromColumns, toColumns } from './columns.ts';
import type { Engine, Write } from './engine.ts';
import { key, systemTable } from './keys.ts';

interface LeaseBody {
  readonly owner: string;
  /** UTC; a lease that was let go has one in the past, and keeps its row so that epochs only ever rise. */
  readonly until: string;
  readonly epoch: number;
}

const LONG_AGO = '1970-01-01T00:00:00.000Z';

/**
 * Leases in the system table. `owner` must differ for every start of every process. Clocks of instances may differ a
 * little: the lease is only economy, what it protects is protected by etags.
 */
export function createLeases(engine: Engine, prefix: string, clock: Clock): Leases {
  const table = engine.table(systemTable(prefix));
  const read = async (name: string): Promise<{ readonly body: LeaseBody; readonly etag: string } | undefined> => {
    const row = await table.get(key('lease', name));
    return row && { body: fromColumns<LeaseBody>('body', row.values), etag: row.etag };
  };
  const write = async (name: string, body: LeaseBody, etag: string | undefined): Promise<boolean> => {
    const row = { key: key('lease', name), values: toColumns('body', body) };
    const one: Write = etag === undefined ? { kind: 'insert', ...row } : { kind: 'replace', ...row, etag };
    return (await table.transact([one])).kind === 'done';
  };

  return {
    async hold(name, owner, ttlMs) {
      const now = clock.now();
      const until = new Date(Date.parse(now) + ttlMs).toISOString();
      const there = await read(name);
      const free = there === undefined || there.body.until <= now;
      const mine = there?.body.owner === owner;
      if (!free && !mine) return undefined;
      // Our own lease may be renewed under the same epoch even after it ran out: the etag shows that nobody had it in between.
      const epoch = mine ? there.body.epoch : (there?.body.epoch ?? 0) + 1;
      if (await write(name, { owner, until, epoch }, there?.etag)) return epoch;
      // Refused: somebody was quicker, or an earlier try of ours was and its answer was lost.
      const after = await read(name);
      return after?.body.owner === owner && after.body.epoch === epoch ? epoch : undefined;
    },

    async letGo(name, owner) {
      const there = await read(name);
      if (there?.body.owner === owner) await write(name, { ...there.body, until: LONG_AGO }, there.etag);
    },
  };
}
