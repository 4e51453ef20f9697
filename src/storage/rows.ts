// How a decision becomes rows, family by family, and how rows become what was decided.
import { isDeepStrictEqual } from 'node:util';
import {
  type Change,
  type DueRow,
  type Happenings,
  type Loaded,
  type Logged,
  type Message,
  type OutboxRow,
  operationsKept,
  type Place,
  type QueueRow,
  type ShownKind,
  type StoredEvent,
  type ThingKey,
  type Timer,
} from '../app/ports.ts';
import type { HubId, Instant, OperationId } from '../domain/terms.ts';
import { chained, FIRST_HASH } from './chain.ts';
import { fromColumns, toColumns } from './columns.ts';
import type { Row, Values, Write } from './engine.ts';
import { datedFirst, instantPart, key, partsOf, rank, VERSION_MAX, versionPart } from './keys.ts';
import { textWrites } from './text.ts';

type Thing = Pick<ThingKey, 'kind' | 'id'>;

// Ids of different kinds differ in shape, so `card`, `outbox`, `log` and `buried` need no kind in their key; what is read kind by kind has it.
export const stateKey = (thing: Thing): string => key('state', thing.kind, datedFirst(thing.id));
export const eventKey = (thing: Thing, version: number): string => key('event', thing.kind, thing.id, versionPart(version));
export const sentKey = (caller: string, sourceId: string): string => key('sent', caller, sourceId);
export const openKey = (thing: Thing, place: Place): string =>
  key('open', thing.kind, place.holder, rank(place.priority), instantPart(place.due), thing.id);
export const dueKey = (thing: Thing, at: Instant): string => key('due', instantPart(at), thing.kind, thing.id);
/** The state's etag guards it: both are written in one transaction. */
const versionKey = (id: string): string => key('version', id);
export const cardKey = (id: string, to: string): string => key('card', id, to);

/**
 * A thing's card has one row however often it changes, and so has a notice that merges. Any other notice has a row of its own, so that
 * none is overwritten.
 */
export const outboxKey = (id: string, message: Message, version: number): string =>
  key('outbox', String(message.class), message.to, id, ...noticePart(message, version));

export const buriedKey = (row: OutboxRow): string => key('buried', row.id, String(row.class), row.to, ...noticePart(row, row.version));

const noticePart = ({ what, merges }: Pick<Message, 'what' | 'merges'>, version: number): readonly string[] =>
  what === 'card' ? [] : merges ? [what] : [`${versionPart(version)}.${what}`];

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
    ...events.map((event): Write => ({ kind: 'insert', key: eventKey(thing, event.version), values: eventColumns(event) })),
    stateWrite(change, version, events.at(-1)?.hash ?? start.lastHash),
    ...sentWrites(change),
    ...(change.text === undefined ? [] : await textWrites(thing.id, change.text.number, change.text.content)),
    ...events.map((event): Write => ({ kind: 'insert', key: logKey(thing.id, event), values: logColumns(thing.kind, event) })),
    ...moved(
      change.timer,
      ({ at }) => dueKey(thing, at),
      (timer) => dueWrite(thing, timer),
    ),
    ...moved(
      change.queue,
      (place) => openKey(thing, place),
      (place) => openWrite(thing, place),
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
export const dueWrite = (thing: Thing, timer: Timer): Write =>
  upsert(dueKey(thing, timer.at), { ...timer, kind: thing.kind, id: thing.id });
export const openWrite = (thing: Thing, place: Place): Write => upsert(openKey(thing, place), { ...place, id: thing.id });
const upsert = (key: string, body: object): Write => ({ kind: 'upsert', key, values: toColumns('body', body) });

function outboxWrites(change: Change, version: number): readonly Write[] {
  // The same message asked for twice in one decision is one row: a transaction may hold each row once.
  const rows = new Map<string, Write>();
  for (const message of change.messages) {
    // Another thing's card is as new as the moment it is drawn, so no version of this one says anything of it.
    const { of, ...shown } = message;
    const write = of === undefined ? outboxWrite(change.thing, shown, version, change.at) : outboxWrite(of, shown, 0, change.at);
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

export const outboxBody = ({ thing, id, to, class: sendClass, what, merges, version, since }: OutboxRow): OutboxBody => ({
  thing,
  id,
  to,
  class: sendClass,
  what,
  ...(merges ? { merges } : {}),
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

/** An event in the log: by its kind and type a reader passes over what it did not ask for without reading into it. */
function logColumns(kind: string, event: StoredEvent): Record<string, string> {
  return { ...eventColumns(event), kind, type: typeOf(event.event) };
}
const typeOf = (event: unknown): string =>
  typeof event === 'object' && event !== null && 'type' in event && typeof event.type === 'string' ? event.type : '';

/** What a row of the log tells, if that is asked for. */
export function toHappening<Event>(row: Row, { kind, types }: Happenings): Logged<Event> | undefined {
  if (row.values['kind'] !== kind || !types.includes(row.values['type'] ?? '')) return undefined;
  return toLogged<Event>(row);
}

export function toLogged<Event>(row: Row): Logged<Event> {
  const { at, event } = toEvent<Event>(row);
  // `log|<instant>|<id>|<version>`
  return { kind: row.values['kind'] ?? '', id: partsOf(row.key)[2] ?? '', at, event };
}

export const toQueueRow = <Of extends Place>(row: Row): QueueRow<Of> => fromColumns('body', row.values);
export const toDue = (row: Row): DueRow => fromColumns('body', row.values);
