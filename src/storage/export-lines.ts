// A table as lines of JSON: what it is on the first line, a row on each, and on the last how many there are and a hash over all before it.
import { createHash } from 'node:crypto';
import type { Instant } from '../domain/terms.ts';
import type { Row, Values } from './engine.ts';

/** The shape of the lines themselves; that of the rows is `schema`. */
const linesVersion = 1;
/** A row is at most 1 MiB of UTF-16 and at most six times that in JSON; a longer line is none of ours. */
export const lineCharsMax = 8 * 1_048_576;

export interface Header {
  /** A hub, `network` or `system`. */
  readonly name: string;
  readonly schema: number;
  /** When the export was begun. */
  readonly at: Instant;
}
/** A row without its etag, which only the store it stands in can give. */
export type KeptRow = Omit<Row, 'etag'>;
export interface Whole {
  readonly header: Header;
  readonly rows: number;
  /** SHA-256 (hex) of every line but the last. */
  readonly sha256: string;
}

/** The lines of an export, each with its line break, and in the end what they are altogether. */
export async function* exportLines(header: Header, rows: AsyncIterable<Row>): AsyncGenerator<string, Whole> {
  const hash = createHash('sha256');
  let count = 0;
  const hashed = (value: object): string => {
    const line = `${JSON.stringify(value)}\n`;
    hash.update(line);
    return line;
  };
  yield hashed({ ehubExport: linesVersion, ...header });
  for await (const { key, values } of rows) {
    count++;
    yield hashed({ key, values });
  }
  const sha256 = hash.digest('hex');
  yield `${JSON.stringify({ end: true, rows: count, sha256 })}\n`;
  return { header, rows: count, sha256 };
}

/** Reads all of an export and keeps nothing of it: what it is, or in words why it cannot be used. No row's content is in the words. */
export async function checkLines(lines: AsyncIterable<string>): Promise<Whole | { readonly fault: string }> {
  const hash = createHash('sha256');
  let header: Header | undefined;
  let before: string | undefined;
  let rows = -1;
  for await (const line of lines) {
    if (header === undefined) {
      header = headerIn(line);
      if (header === undefined) return { fault: 'it does not begin as an export does' };
    }
    // The last line is no part of what it is a hash of, and only the end of the file says which one that is.
    if (before !== undefined) {
      hash.update(`${before}\n`);
      if (rows >= 0 && keptRowIn(before) === undefined) return { fault: `line ${rows + 2} is no row` };
      rows++;
    }
    before = line;
  }
  if (header === undefined || before === undefined) return { fault: 'it is empty' };
  const end = parsed(before);
  if (end?.['end'] !== true) return { fault: 'its end is missing: it was cut off, or the export was broken off' };
  const sha256 = hash.digest('hex');
  if (end['rows'] !== rows) return { fault: `it should have ${String(end['rows'])} rows and has ${rows}` };
  return end['sha256'] === sha256 ? { header, rows, sha256 } : { fault: 'it was changed after it was written: its hash is another' };
}

/** The rows of an export that was checked. */
export async function* rowsIn(lines: AsyncIterable<string>): AsyncGenerator<KeptRow> {
  for await (const line of lines) {
    const row = keptRowIn(line);
    if (row !== undefined) yield row;
  }
}

function headerIn(line: string): Header | undefined {
  const said = parsed(line);
  if (said?.['ehubExport'] !== linesVersion) return undefined;
  const { name, schema, at } = said;
  return typeof name === 'string' && typeof schema === 'number' && typeof at === 'string' ? { name, schema, at } : undefined;
}

function keptRowIn(line: string): KeptRow | undefined {
  const said = parsed(line);
  const { key, values } = said ?? {};
  return typeof key === 'string' && isValues(values) ? { key, values } : undefined;
}

const isValues = (value: unknown): value is Values =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && Object.values(value).every((each) => typeof each === 'string');

function parsed(line: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}
