// Puts an exported table into an empty one, a hundred rows to a transaction; a restore that was broken off is completed by the same file.
import type { Engine, Table, Write } from './engine.ts';
import type { KeptRow, Whole } from './export-lines.ts';
import { TRANSACTION_BYTES_MAX, WRITES_MAX, wireBytes } from './limits.ts';
import { readsUpTo, restoringColumn, schemaKey } from './schema.ts';

/** Transactions under way at once: with four mebibytes each this bounds the memory, and one partition gains nothing by more. */
const atOnce = 2;

/** Why nothing was restored. `other`: another file is half restored there. */
export type NotRestored =
  | { readonly why: 'notEmpty' | 'other' }
  | { readonly why: 'newer'; readonly schema: number; readonly readsUpTo: number };

/**
 * Writes all rows of a checked export into the table, which is made if need be. Refused unless it is empty or holds part of the same file.
 * Until the last row is there the product does not start with it. Throws as the store does: then run it again.
 */
export async function restoreRows(
  engine: Engine,
  table: string,
  { header, sha256 }: Whole,
  rows: AsyncIterable<KeptRow>,
): Promise<NotRestored | undefined> {
  if (header.schema > readsUpTo) return { why: 'newer', schema: header.schema, readsUpTo };
  await engine.create(table);
  const there = await engine.table(table).get(schemaKey);
  const begun = there?.values[restoringColumn];
  if (begun !== undefined && begun !== sha256) return { why: 'other' };
  if (begun === undefined && (await hasRows(engine, table))) return { why: 'notEmpty' };
  const version = String(header.schema);
  await engine.table(table).transact([said({ version, [restoringColumn]: sha256 })]);
  await writeAll(engine, table, rows);
  await engine.table(table).transact([said({ version })]);
  return undefined;
}

const said = (values: Readonly<Record<string, string>>): Write => ({ kind: 'upsert', key: schemaKey, values });

/** Whether anything stands in the table but its shape. Throws where there is no such table. */
export const hasRows = async (engine: Engine, table: string): Promise<boolean> =>
  (await engine.table(table).range('', '~', 2)).some(({ key }) => key !== schemaKey);

/** Inserts, which cost a store least; where some are there, of an earlier try or of one whose answer was lost, they are written over. */
async function put(table: Table, writes: readonly Write[]): Promise<void> {
  const answer = await table.transact(writes);
  if (answer.kind === 'refused')
    await table.transact(writes.map((write) => (write.kind === 'insert' ? { ...write, kind: 'upsert' } : write)));
}

async function writeAll(engine: Engine, table: string, rows: AsyncIterable<KeptRow>): Promise<void> {
  const underWay = new Set<Promise<unknown>>();
  const send = async (writes: readonly Write[]): Promise<void> => {
    if (writes.length === 0) return;
    const one = put(engine.table(table), writes).finally(() => underWay.delete(one));
    underWay.add(one);
    // It is waited for below; until then a failure must not count as nobody's.
    one.catch(() => undefined);
    if (underWay.size >= atOnce) await Promise.race(underWay);
  };
  try {
    let batch: Write[] = [];
    let bytes = 0;
    for await (const { key, values } of rows) {
      const write: Write = { kind: 'insert', key, values };
      const more = wireBytes(write);
      if (batch.length >= WRITES_MAX || bytes + more > TRANSACTION_BYTES_MAX) {
        await send(batch);
        [batch, bytes] = [[], 0];
      }
      batch.push(write);
      bytes += more;
    }
    await send(batch);
    await Promise.all(underWay);
  } finally {
    // One that failed ends it; those beside it must have ended before anybody is told.
    await Promise.allSettled(underWay);
  }
}
