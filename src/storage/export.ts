// Reads a whole table so that what is read fits together, although people go on working while it is read.
//
// A table cannot be read all at once, and nothing keeps it still meanwhile. So timers and queue places are read first, then the states, and
// histories last: every state then has its whole history behind it, and what happened to a thing after its state was read is left out.
// What is then out of date is put right by the auditor within its first pass: a timer or a place that moved between.
import type { Instant } from '../domain/terms.ts';
import type { Engine, Row, Table } from './engine.ts';
import { datedLast, locate, partsOf, systemTable } from './keys.ts';
import { schemaKey } from './schema.ts';

/** Rows read at a time. Those of texts and of a network may each be a mebibyte: a page of them must not fill the memory. */
export interface Pages {
  readonly rows: number;
  readonly longRows: number;
}
const usualPages: Pages = { rows: 1_000, longRows: 32 };
/** Families with long rows. A state is short, but for the parts of a network. */
const long: ReadonlySet<string> = new Set(['text', 'state']);
/**
 * What is at most so much older than the beginning of the export may have been written after it: a decision carries the time at which it
 * was begun, and clocks of instances differ a little.
 */
const mayBeLateMs = 2 * 60_000;
/** Of the system table: what is of the moment, or of one process, would be untrue in another store. */
const ofTheMoment = /^(?:lease|beat|heard|link)\|/;

/** What can be exported by name: a hub, the list of hubs (`network`), or what Teams has taught us (`system`). Throws on an impossible name. */
export const tableNamed = (prefix: string, name: string): string => (name === 'system' ? systemTable(prefix) : locate(prefix, name));

/** Families that hold what was decided, in the order in which they are read; what stands under no such family is read before. */
const decidedFamilies = ['event', 'log', 'sent', 'state', 'text'] as const;
const startOf = (family: string): string => `${family}|`;
const endOf = (family: string): string => `${family}}`;
/** From the first possible key to the last one, without those families. */
const others: readonly (readonly [from: string, to: string])[] = [
  ['', startOf('event')],
  ...decidedFamilies.slice(1).map((family, index): readonly [string, string] => [endOf(decidedFamilies[index] ?? ''), startOf(family)]),
  [endOf('text'), '~'],
];

/**
 * Every row of a table, in an order that fits together, without the one that says its shape. `startedAt`: the product's time now; what happens
 * afterwards is left out. Memory holds a page of rows, and for each thing its id and version. Throws as the store does.
 */
export async function* rowsOf(engine: Engine, name: string, startedAt: Instant, size: Pages = usualPages): AsyncGenerator<Row> {
  const table = engine.table(name);
  const waits = new Set<string>();
  for (const [from, to] of others) {
    for await (const row of pages(table, from, to, size.rows)) {
      if (row.key === schemaKey || ofTheMoment.test(row.key) || isSecond(row.key, waits)) continue;
      yield row;
    }
  }
  const versions = new Map<string, number>();
  for await (const row of familyRows(table, 'state', size)) {
    versions.set(datedLast(partsOf(row.key)[2] ?? ''), Number(row.values['version']));
    yield row;
  }
  yield* historyOf(table, versions, new Date(Date.parse(startedAt) - mayBeLateMs).toISOString(), size);
}

/** Events, log, texts and what was sent, without what came after the states were read: by their version, or because there is no state of it. */
async function* historyOf(table: Table, versions: ReadonlyMap<string, number>, lateFrom: Instant, size: Pages): AsyncGenerator<Row> {
  for (const family of ['event', 'log'] as const) {
    for await (const row of familyRows(table, family, size)) {
      const { at = '', version } = row.values;
      // What is older is kept in any case: if its state is gone, whoever restores it must hear of that.
      if (at < lateFrom || Number(version) <= (versions.get(partsOf(row.key)[2] ?? '') ?? 0)) yield row;
    }
  }
  for await (const row of familyRows(table, 'text', size)) if (versions.has(partsOf(row.key)[1] ?? '')) yield row;
  for await (const row of familyRows(table, 'sent', size)) if (versions.has(idSent(row))) yield row;
}

/** A thing that moved while its family was read would have two places: the second one is left out. */
function isSecond(key: string, seen: Set<string>): boolean {
  const [family = '', ...parts] = key.split('|');
  if (family !== 'due' && family !== 'open') return false;
  // `due|<instant>|<kind>|<id>` and `open|<kind>|<holder>|<priority>|<instant>|<id>`
  const thing = `${family}|${parts.at(-1) ?? ''}`;
  if (seen.has(thing)) return true;
  seen.add(thing);
  return false;
}

/** Which thing a submission became. */
function idSent(row: Row): string {
  try {
    const body: unknown = JSON.parse(row.values['body'] ?? '');
    return typeof body === 'object' && body !== null && 'id' in body && typeof body.id === 'string' ? body.id : '';
  } catch {
    return '';
  }
}

const familyRows = (table: Table, family: string, size: Pages): AsyncGenerator<Row> =>
  pages(table, startOf(family), endOf(family), long.has(family) ? size.longRows : size.rows);

/** Rows with `from` ≤ key < `to`, a page at a time. */
async function* pages(table: Table, from: string, to: string, size: number): AsyncGenerator<Row> {
  for (let start = from; ; ) {
    const rows = await table.range(start, to, size);
    yield* rows;
    const last = rows.at(-1);
    if (last === undefined || rows.length < size) return;
    // The smallest key after it: '!' sorts before every character of ours.
    start = `${last.key}!`;
  }
}
