// The auditor's side of the store: whole families of rows as they stand, and the one way to put a thing's rows right.
import type { AuditStore, FoundState, Right, StandingRow } from '../app/audit/store.ts';
import { type Loaded, type Logged, openRowsMax, type Place, type ThingKey } from '../app/ports.ts';
import type { ShownCard, Timing } from '../domain/audit/findings.ts';
import type { Address, HubId, Instant } from '../domain/terms.ts';
import { fromColumns } from './columns.ts';
import type { Engine, Row, Table, Write } from './engine.ts';
import { datedLast, keysUnder, locate, partsOf } from './keys.ts';
import { WRITES_MAX } from './limits.ts';
import { dueKey, dueWrite, logFrom, openKey, openWrite, restated, stateKey, toDue, toLoaded, toLogged, toQueueRow } from './rows.ts';

/** Organisations that may have a card of one thing, and then some. */
const CARDS_MAX = 200;
/** Rows of the log in one read of it: two days of the busiest hub have a tenth of this. */
const LOG_ROWS_MAX = 200_000;
/** A transaction also holds the state and the two right rows; more wrong ones than this are left for the next pass. */
const WRONG_ROWS_MAX = WRITES_MAX - 3;

/** The auditor's reads and repairs over an engine. */
export function createAuditStore(engine: Engine, prefix: string): AuditStore {
  const table = (hub: HubId): Table => engine.table(locate(prefix, hub));
  return {
    standing: async (hub) => ({
      places: (await table(hub).range('open|', 'open}', openRowsMax)).map(toPlace),
      timers: (await table(hub).range('due|', 'due}', openRowsMax)).map(toTimer),
    }),
    cards: async (hub, id) => (await table(hub).range(...keysUnder('card', id), CARDS_MAX)).map(toCard),
    statesAfter: async (hub, after, limit) => {
      // '!' comes before every character of a key, so this is the very next one.
      const rows = await table(hub).range(after === undefined ? 'state|' : `${after}!`, 'state}', limit);
      return rows.map((row) => toFound(hub, row));
    },
    logged: async (hub, from, until) => logged(table(hub), from, until),
    putRight: (thing, before, right, wrong) => putRight(table(thing.hub), thing, before, right, wrong),
    removeRow: async (hub, { key, etag }) => (await table(hub).remove(key, etag)) !== 'changed',
  };
}

async function logged(table: Table, from: Instant, until: Instant): Promise<readonly Logged[]> {
  const rows = await table.range(logFrom(from), logFrom(until), LOG_ROWS_MAX);
  // Half a log would say that what is behind it was never received.
  if (rows.length === LOG_ROWS_MAX) throw new RangeError(`the log holds more than ${LOG_ROWS_MAX} rows between two instants`);
  return rows.map((row) => toLogged(row));
}

async function putRight<State>(
  table: Table,
  thing: ThingKey,
  before: Loaded<State>,
  { state, place, timer }: Right<State>,
  wrong: readonly { readonly key: string }[],
): Promise<boolean> {
  const right: readonly Write[] = [
    ...(timer === undefined ? [] : [dueWrite(thing, timer)]),
    ...(place === undefined ? [] : [openWrite(thing, place)]),
  ];
  const keys = new Set(wrong.map(({ key }) => key));
  // A wrong row may stand under the right key: it is written over.
  for (const { key } of right) keys.delete(key);
  const removed = [...keys].slice(0, WRONG_ROWS_MAX).map((key): Write => ({ kind: 'delete', key }));
  const answer = await table.transact([restated(thing, before, state), ...right, ...removed]);
  return answer.kind === 'done';
}

/** `undefined` when the row cannot be read or does not stand under the key that its content has. */
function holds<T>(row: Row, read: (row: Row) => T, keyOf: (content: T) => string): T | undefined {
  try {
    const content = read(row);
    return keyOf(content) === row.key ? content : undefined;
  } catch {
    return undefined;
  }
}

function toPlace(row: Row): StandingRow<Place> {
  const [, kind = '', , , , id = ''] = partsOf(row.key);
  const found = holds(row, toQueueRow, (place) => openKey({ kind, id: place.id }, place));
  return { kind, id, key: row.key, etag: row.etag, holds: found };
}

function toTimer(row: Row): StandingRow<Timing> {
  const [, , kind = '', id = ''] = partsOf(row.key);
  const found = holds(row, toDue, (due) => dueKey(due, due.at));
  return { kind, id, key: row.key, etag: row.etag, holds: found };
}

function toCard(row: Row): ShownCard {
  const { conversation, messageId, shown } = fromColumns<Omit<ShownCard, 'to'>>('body', row.values);
  return { to: partsOf(row.key)[2] as Address, conversation, messageId, shown };
}

function toFound(hub: HubId, row: Row): FoundState {
  const [, kind = '', part = ''] = partsOf(row.key);
  const id = datedLast(part);
  const thing: ThingKey = { hub, kind, id };
  return { thing, key: row.key, loaded: holds(row, toLoaded, () => stateKey(thing)) };
}
