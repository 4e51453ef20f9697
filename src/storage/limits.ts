// The limits of Azure Table Storage, checked before a write leaves us, alike for every engine.
import { TooMuchAtOnce } from '../app/ports.ts';
import type { Values, Write } from './engine.ts';

// From "Scalability targets" and "Understanding the Table service data model" of Azure Table Storage.
/** Entities in one entity-group transaction. */
export const WRITES_MAX = 100;
/** UTF-16 characters of one string property (64 KiB). */
export const STRING_CHARS_MAX = 32_768;
/** One entity, its strings counted as UTF-16, names included. */
export const ROW_BYTES_MAX = 1_048_576;
/** The body of one transaction as sent. */
export const TRANSACTION_BYTES_MAX = 4 * 1_048_576;
/** Own properties of one entity. */
export const COLUMNS_MAX = 252;
/** Azure allows 1 KiB; Cosmos DB's Table API 255 bytes, and we keep that door open. */
export const KEY_BYTES_MAX = 254;
/** Headers and envelope around one write in a transaction's body, in bytes: measured at about 500, less than this. */
const ENVELOPE_BYTES = 800;
/** The most bytes one UTF-16 character takes in a JSON body: a control character as `\u0000`. */
const WIRE_BYTES_PER_CHAR_MAX = 6;

// Azure forbids / \ # ? and control characters in keys.
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const forbiddenInKeys = /[/\\#?\u0000-\u001f\u007f-\u009f]/;

/** A write the store would refuse whatever its state: a bug of ours, told before anything is sent. Its message holds no values. */
export class LimitPassed extends Error {
  override name = 'LimitPassed';
}

/** Throws `TooMuchAtOnce` when the writes are too many or too long for one transaction, `LimitPassed` when one of them could not be in any. */
export function checkTransaction(writes: readonly Write[]): void {
  if (writes.length === 0) throw new LimitPassed('a transaction needs at least one write');
  if (writes.length > WRITES_MAX)
    throw new TooMuchAtOnce(`a transaction holds at most ${WRITES_MAX} writes, this one has ${writes.length}`);
  const seen = new Set<string>();
  let chars = 0;
  for (const write of writes) {
    checkKey(write.key);
    if (seen.has(write.key)) throw new LimitPassed(`a transaction may hold each row once: ${family(write.key)} is there twice`);
    seen.add(write.key);
    if (write.kind !== 'delete') chars += checkValues(write.key, write.values);
  }
  // Exact sizes are only worked out where the cheap bound does not settle it.
  if (chars * WIRE_BYTES_PER_CHAR_MAX + writes.length * ENVELOPE_BYTES <= TRANSACTION_BYTES_MAX) return;
  const bytes = writes.reduce((sum, write) => sum + wireBytes(write), 0);
  if (bytes > TRANSACTION_BYTES_MAX) {
    throw new TooMuchAtOnce(`a transaction holds at most ${TRANSACTION_BYTES_MAX} bytes, this one has ${bytes}`);
  }
}

export function checkKey(key: string): void {
  if (key === '' || forbiddenInKeys.test(key)) throw new LimitPassed(`a row key holds a forbidden character: ${family(key)}`);
  if (Buffer.byteLength(key) > KEY_BYTES_MAX) throw new LimitPassed(`a row key is longer than ${KEY_BYTES_MAX} bytes: ${family(key)}`);
}

/** How many characters the row holds. */
function checkValues(key: string, values: Values): number {
  const columns = Object.entries(values);
  if (columns.length > COLUMNS_MAX) throw new LimitPassed(`a row holds at most ${COLUMNS_MAX} columns: ${family(key)}`);
  let chars = key.length;
  for (const [name, value] of columns) {
    if (value.length > STRING_CHARS_MAX) {
      throw new LimitPassed(`a column holds at most ${STRING_CHARS_MAX} characters: ${family(key)} ${name} has ${value.length}`);
    }
    // Azurite answers 500 to either of them: a transaction is parsed line by line, and these end a line.
    if (value.includes('\u2028') || value.includes('\u2029'))
      throw new LimitPassed(`a column holds a raw line separator: ${family(key)} ${name}`);
    chars += name.length + value.length;
  }
  // 8 bytes of overhead per column, as in Azure's own formula, and 100 for the row.
  const bytes = chars * 2 + columns.length * 8 + 100;
  if (bytes > ROW_BYTES_MAX) throw new LimitPassed(`a row holds at most ${ROW_BYTES_MAX} bytes: ${family(key)} has ${bytes}`);
  return chars;
}

/** What a write takes in the body of a transaction, in bytes; never less than it is. */
export const wireBytes = (write: Write): number =>
  ENVELOPE_BYTES + write.key.length + (write.kind === 'delete' ? 0 : Buffer.byteLength(JSON.stringify(write.values)));

const family = (key: string): string => `row of family '${key.slice(0, key.indexOf('|') + 1)}'`;
