// An engine that counts what it is asked, because benches and tests compare operations, which are exact, rather than milliseconds.
import type { Engine, Table, Values } from './engine.ts';

/** What has been asked so far. */
export interface Counts {
  pointReads: number;
  rangeReads: number;
  /** Rows returned by range reads. */
  rowsRead: number;
  transactions: number;
  /** Rows in those transactions, refused ones included. */
  rowsWritten: number;
  /** Transactions that were refused. */
  refused: number;
  removals: number;
  /** Of the rows read and of those written, keys and columns as JSON. */
  bytesRead: number;
  bytesWritten: number;
}

const zero = (): Counts => ({
  pointReads: 0,
  rangeReads: 0,
  rowsRead: 0,
  transactions: 0,
  rowsWritten: 0,
  refused: 0,
  removals: 0,
  bytesRead: 0,
  bytesWritten: 0,
});

const bytesOf = (key: string, values: Values | undefined): number =>
  Buffer.byteLength(key) + (values === undefined ? 0 : Buffer.byteLength(JSON.stringify(values)));

/** The same engine with a count of every call; `take` gives the counts since the last time and starts again. */
export function counted(engine: Engine): Engine & { readonly take: () => Counts } {
  let counts = zero();
  return {
    create: (name) => engine.create(name),
    table: (name) => {
      const inner: Table = engine.table(name);
      return {
        get: async (key) => {
          counts.pointReads++;
          const row = await inner.get(key);
          if (row !== undefined) counts.bytesRead += bytesOf(row.key, row.values);
          return row;
        },
        range: async (from, to, limit) => {
          counts.rangeReads++;
          const rows = await inner.range(from, to, limit);
          counts.rowsRead += rows.length;
          for (const row of rows) counts.bytesRead += bytesOf(row.key, row.values);
          return rows;
        },
        transact: async (writes) => {
          counts.transactions++;
          counts.rowsWritten += writes.length;
          for (const write of writes) counts.bytesWritten += bytesOf(write.key, write.kind === 'delete' ? undefined : write.values);
          const answer = await inner.transact(writes);
          if (answer.kind === 'refused') counts.refused++;
          return answer;
        },
        remove: (key, etag) => {
          counts.removals++;
          return inner.remove(key, etag);
        },
      };
    },
    take: () => {
      const taken = counts;
      counts = zero();
      return taken;
    },
  };
}
