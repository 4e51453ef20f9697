// How a decision becomes rows, family by family, and how rows become what was decided.
import { isDeepStrictEqual } from 'node:util';
import {
  type Arrival,
  type Change,
  type DueRow,
  type Loaded,
  type Message,
  type OutboxRow,
  operationsKept,
  type QueuePlace,
  type QueueRow,
  type ShownKind,
  type StoredEvent,
  type ThingKey,
  type Timer,
  type ViewedRow,
} from '../app/ports.ts';
import type { EConsultEvent, Received, Viewed } from '../domain/econsult/event.ts';
import type { HubId, Instant, OdsCode, OperationId } from '../domain/terms.ts';
import { chained, FIRST_HASH } from './chain.ts';
import { fromColumns, toColumns } from './columns.ts';
import type { Row, Values, Write } from './engine.ts';
import { instantPart, key, rank, VERSION_MAX, versionPart } from './keys.ts';
import { textWrites } from './text.ts';

// Ids are unique within a hub whatever the kind, so only `state` and `due` say which kind it is.
export const stateKey = (thing: ThingKey): string => key('state', thing.kind, thing.id);
export const eventKey = (id: string, version: number): string => key('event', id, versionPart(version));
export const sentKey = (caller: string, sourceId: string): string => key('sent', caller, sourceId);
export const openKey = (id: string, place: QueuePlace): string =>
  key('open', place.holder, rank(place.priority), instantPart(place.due), id);
export const dueKey = (thing: ThingKey, at: Instant): string => key('due', instantPart(at), thing.kind, thing.id);
/** The state's etag guards it: both are written in one transaction. */
const versionKey = (id: string): string => key('version', id);
export const cardKey = (id: string, to: string): string => key('card', id, to);

/**
 * A thing's card has one row however often it changes, and so has a warning, which says the gravest when it is sent: four that could not be
 * sent in time are one. Any other notice has a row of its own, so that none is overwritten.
 */
export const outboxKey = (id: string, message: Message, version: number): string =>
  key('outbox', String(message.class), message.to, id, ...noticePart(message.what, version));

export const buriedKey = (row: OutboxRow): string => key('buried', row.id, String(row.class), row.to, ...noticePart(row.what, row.version));

const noticePart = (what: Message['what'], version: number): readonly string[] =>
  what === 'card' ? [] : what === 'warned' || what === 'warnedElsewhere' ? [what] : [`${versionPart(version)}.${what}`];

interface StateBody {
  readonly operations: readonly OperationId[];
  readonly state: unknown;
}

/**
 * Everything one decision writes, in the order it is to be tried: first the guards, an event that must not exist yet
 * and the state under its etag, so that whoever comes second is told by the row that says who was first.
 */
export async function writesOf(change: Change): Promise<readonly Write[]> {
  const { thing, before, operation, at } = change;
  const start = { version: before?.version ?? 0, lastHash: before?.lastHash ?? FIRST_HASH };
  const version = start.version + change.events.length;
  if (version > VERSION_MAX) throw new RangeError(`a thing may change at most ${VERSION_MAX} times`);
  const events = chained(start, at, operation, change.events);
  return [
    ...events.map((event): Write => ({ kind: 'insert', key: eventKey(thing.id, event.version), values: eventColumns(event) })),
    stateWrite(change, version, events.at(-1)?.hash ?? start.lastHash),
    ...sentWrites(change),
    ...(change.text === undefined ? [] : await textWrites(thing.id, change.text.number, change.text.content)),
    ...events.map((event): Write => ({ kind: 'insert', key: logKey(thing.id, event), values: eventColumns(event) })),
    ...moved(
      change.timer,
      ({ at }) => dueKey(thing, at),
      (timer) => dueWrite(thing, timer),
    ),
    ...moved(
      change.queue,
      (place) => openKey(thing.id, place),
      (place) => openWrite(thing.id, place),
    ),
    ...outboxWrites(change, version),
    ...(change.watched ? [{ kind: 'upsert', key: versionKey(thing.id), values: { version: String(version) } } as const] : []),
  ];
}

const logKey = (id: string, event: StoredEvent): string => key('log', instantPart(event.at), id, versionPart(event.version));

/** The first key of the log at or after an instant. */
export const logFrom = (at: Instant): string => `${key('log', instantPart(at))}|`;

function stateWrite(change: Change, version: number, lastHash: string): Write {
  const operations = [...(change.before?.operations ?? []), change.operation].slice(-operationsKept);
  const values = stateColumns({ operations, state: change.after }, version, lastHash);
  const rowKey = stateKey(change.thing);
  return change.before === undefined
    ? { kind: 'insert', key: rowKey, values }
    : { kind: 'replace', key: rowKey, values, etag: change.before.etag };
}

const stateColumns = (body: StateBody, version: number, lastHash: string): Values => ({
  version: String(version),
  lastHash,
  ...toColumns('body', body),
});

/** The state written again under its etag without anything having happened: a guard for what is put right beside it. */
export const restated = (thing: ThingKey, { operations, version, lastHash, etag }: Loaded<unknown>, state: unknown): Write => ({
  kind: 'replace',
  key: stateKey(thing),
  values: stateColumns({ operations, state }, version, lastHash),
  etag,
});

function sentWrites({ thing, sent }: Change): readonly Write[] {
  if (sent === undefined) return [];
  const values = toColumns('body', { id: thing.id, contentHash: sent.contentHash });
  return [{ kind: 'insert', key: sentKey(sent.caller, sent.sourceId), values }];
}

/**
 * Takes a row from where it was to where it is now. The delete needs the state's etag in the same transaction, which
 * every change holds; the new row is an upsert, so that a leftover cannot stop a decision.
 */
function moved<T>(
  way: { readonly before: T | undefined; readonly after: T | undefined },
  keyOf: (place: T) => string,
  write: (place: T) => Write,
): readonly Write[] {
  const from = way.before === undefined ? undefined : keyOf(way.before);
  const to = way.after === undefined ? undefined : keyOf(way.after);
  if (from === to && isDeepStrictEqual(way.before, way.after)) return [];
  const writes: Write[] = [];
  if (from !== undefined && from !== to) writes.push({ kind: 'delete', key: from });
  if (way.after !== undefined) writes.push(write(way.after));
  return writes;
}

/** The rows that say when a thing must look at the clock, and where it waits. */
export const dueWrite = (thing: ThingKey, timer: Timer): Write =>
  upsert(dueKey(thing, timer.at), { ...timer, kind: thing.kind, id: thing.id });
export const openWrite = (id: string, place: QueuePlace): Write => upsert(openKey(id, place), { ...place, id });
const upsert = (key: string, body: object): Write => ({ kind: 'upsert', key, values: toColumns('body', body) });

function outboxWrites(change: Change, version: number): readonly Write[] {
  // The same message asked for twice in one decision is one row: a transaction may hold each row once.
  const rows = new Map<string, Write>();
  for (const message of change.messages) {
    const write = outboxWrite(change.thing, message, version, change.at);
    rows.set(write.key, write);
  }
  return [...rows.values()];
}

/** The row that says: this must be shown there. */
export function outboxWrite(
  thing: { readonly kind: ShownKind; readonly id: string },
  message: Message,
  version: number,
  since: Instant,
): Write {
  const body: OutboxBody = { thing: thing.kind, id: thing.id, ...message, version, since };
  return upsert(outboxKey(thing.id, message, version), body);
}

/** What an outbox row holds beside its key. */
export type OutboxBody = Omit<OutboxRow, 'hub' | 'key' | 'etag'>;

export const outboxBody = ({ thing, id, to, class: sendClass, what, version, since }: OutboxRow): OutboxBody => ({
  thing,
  id,
  to,
  class: sendClass,
  what,
  version,
  since,
});

export const toOutboxRow = (hub: HubId, row: Row): OutboxRow => ({
  ...fromColumns<OutboxBody>('body', row.values),
  hub,
  key: row.key,
  etag: row.etag,
});

export function toLoaded<State>(row: Row): Loaded<State> {
  const { operations, state } = fromColumns<StateBody>('body', row.values);
  return {
    state: state as State,
    version: Number(row.values['version']),
    etag: row.etag,
    operations,
    lastHash: row.values['lastHash'] ?? '',
  };
}

function eventColumns(event: StoredEvent): Record<string, string> {
  const { version, at, previousHash, hash } = event;
  const body = { operation: event.operation, event: event.event };
  return { version: String(version), at, previousHash, hash, ...toColumns('body', body) };
}

export function toEvent<Event>({ values }: Row): StoredEvent<Event> {
  const body = fromColumns<{ operation: OperationId; event: Event }>('body', values);
  const [at, previousHash, hash] = [values['at'], values['previousHash'], values['hash']];
  if (at === undefined || previousHash === undefined || hash === undefined) throw new Error('an event row lacks a column');
  return { version: Number(values['version']), at, operation: body.operation, event: body.event, previousHash, hash };
}

/** A row of the log that tells of a receipt: always a thing's first event, so the others need not be read into. */
export function toReceived(row: Row): Received | undefined {
  if (!row.key.endsWith(`|${versionPart(1)}`)) return undefined;
  const { event } = toEvent<{ readonly type?: string }>(row);
  return event.type === 'Received' ? (event as Received) : undefined;
}

/** What became a practice's, if that is what the row of the log says. */
export function toArrival(row: Row): Arrival | undefined {
  // Nearly every row is neither a receipt nor these: their JSON need not be read.
  const isReceipt = row.key.endsWith(`|${versionPart(1)}`);
  const body = row.values['body'] ?? '';
  if (!isReceipt && !body.includes('"Placed"') && !body.includes('"PracticeCorrected"')) return undefined;
  const { event } = toEvent<EConsultEvent | { readonly type: undefined }>(row);
  const id = row.key.split('|')[2];
  if (id === undefined || event.type === undefined) return undefined;
  const arrived = (practice: OdsCode | undefined) => (practice === undefined ? undefined : { id, practice, at: event.at });
  switch (event.type) {
    case 'Received':
      return arrived(event.facts.practice);
    case 'Placed':
      return arrived(event.practice);
    case 'PracticeCorrected':
      return arrived(event.to);
    default:
      return undefined;
  }
}

/** Who opened what, if that is what the row of the log says. */
export function toViewed(row: Row): ViewedRow | undefined {
  const { event } = toEvent<Viewed | { readonly type: undefined }>(row);
  // `log|<instant>|<id>|<version>`
  const id = row.key.split('|')[2];
  return event.type === 'Viewed' && id !== undefined ? { id, at: event.at, by: event.by, reason: event.reason } : undefined;
}

export const toQueueRow = (row: Row): QueueRow => fromColumns('body', row.values);
export const toDue = (row: Row): DueRow => fromColumns('body', row.values);
