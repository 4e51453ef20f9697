// Which shape the rows of a table have, written in the table itself, so that a program never works on rows that it does not understand.
import type { Engine, Row, Table } from './engine.ts';

/**
 * The shape in which this release writes rows. A release must be able to go back to the one before it without losing anything, so a new shape
 * takes two releases: the first only learns to read it (`readsUpTo` goes up), the second writes it (`schemaVersion` goes up).
 */
export const schemaVersion = 1;
/** The newest shape that this release can read. */
export const readsUpTo = 1;

/** What a release writes and reads: this one's, and in a test those beside it. */
export interface Shapes {
  readonly writes: number;
  readonly readsUpTo: number;
}
const ours: Shapes = { writes: schemaVersion, readsUpTo };

/** The row's key: no family, so that it is in no range that is read. */
export const schemaKey = 'schema';

/** A table that a newer program has written. Its message is for whoever starts this one. */
export class NewerStore extends Error {
  override name = 'NewerStore';
  constructor(table: string, version: number, reads: number) {
    super(
      `The table ${table} was written by a newer version of eHub: its rows have shape ${version}, and this program reads shapes up to ${reads}. Nothing was changed. Start the newer version again, or restore an export that this one can read.`,
    );
  }
}

/** A table whose rows are not all there. Its message is for whoever starts the program. */
export class HalfRestored extends Error {
  override name = 'HalfRestored';
  constructor(table: string) {
    super(
      `A restore into the table ${table} was broken off, so not all of its rows are there. Run npm run restore again with the same file: it completes what is missing. Nothing was changed now.`,
    );
  }
}

/** The column that says which file is being restored into the table, by its SHA-256; gone once all of it is there. */
export const restoringColumn = 'restoring';

/** Which shape this row says. Whatever else stands there was not written by us or by anybody before us. */
function shapeIn(row: Row): number {
  const version = Number(row.values['version']);
  return Number.isInteger(version) && version > 0 ? version : Number.POSITIVE_INFINITY;
}

/** The row in which the table says its shape; `undefined`: it was made before tables said it, which is shape 1, or it is new. */
async function readable(table: Table, name: string, reads: number): Promise<Row | undefined> {
  const row = await table.get(schemaKey);
  if (row !== undefined && shapeIn(row) > reads) throw new NewerStore(name, shapeIn(row), reads);
  if (row?.values[restoringColumn] !== undefined) throw new HalfRestored(name);
  return row;
}

/** The shape of a table's rows. Throws `NewerStore` for a table that this program cannot read, and as the store does. */
export async function schemaOf(engine: Engine, name: string): Promise<number> {
  const row = await readable(engine.table(name), name, readsUpTo);
  return row === undefined ? 1 : shapeIn(row);
}

/** Checks a table and has it say its shape, which only ever goes up: after going back one release there are still rows of the newer shape. */
export async function keepSchema(engine: Engine, name: string, shapes: Shapes = ours): Promise<void> {
  const table = engine.table(name);
  const row = await readable(table, name, shapes.readsUpTo);
  if (row !== undefined && shapeIn(row) >= shapes.writes) return;
  const said = { key: schemaKey, values: { version: String(shapes.writes) } };
  // Refused: another instance that starts was quicker, and says the same or more.
  await table.transact([row === undefined ? { kind: 'insert', ...said } : { kind: 'replace', ...said, etag: row.etag }]);
}
