// The one implementation of the Store port, for any engine: a decision in one transaction, and the reads around it.
import {
  type Arrival,
  type Buried,
  type CardRow,
  type Change,
  type CommitResult,
  type DueRow,
  type Loaded,
  type Message,
  type OutboxRow,
  openRowsMax,
  type QueueRow,
  type ShownKind,
  type Store,
  type StoredEvent,
  type ThingKey,
  type ViewedRow,
} from '../app/ports.ts';
import type { Received } from '../domain/econsult/event.ts';
import type { SubmissionText } from '../domain/econsult/submission.ts';
import type { Address, EConsultId, HubId, Instant, OperationId, OrganisationId, SendClass } from '../domain/terms.ts';
import { fromColumns } from './columns.ts';
import type { Engine, Row, Table, Write } from './engine.ts';
import { instantPart, keysUnder, locate, partsOf, systemTable, VERSION_MAX } from './keys.ts';
import { Outbox } from './outbox.ts';
import {
  eventKey,
  logFrom,
  outboxWrite,
  sentKey,
  stateKey,
  toArrival,
  toDue,
  toEvent,
  toLoaded,
  toQueueRow,
  toReceived,
  toViewed,
  writesOf,
} from './rows.ts';
import { readTexts } from './text.ts';

/** Rows of text an eConsult can have: more conflicting copies than this are not shown. */
const TEXT_ROWS_MAX = 1_000;
/** Rows of the log read at a time, and how often at most: a million of them is more than a hub does in a season. */
const LOG_ROWS = 1_000;
const LOG_READS_MAX = 1_000;
/** Things of one hub that are watched: a handful. */
const WATCHED_MAX = 100;
/** A change deletes one `due` and one `open` row: each may be missing once, so of one change the third try has none left. */
const REPAIRS_MAX = 2;

export interface StoreOptions {
  /** Before every table name, so that deployments can share an account: letters and digits, beginning with a letter. */
  readonly prefix: string;
  /** Differs for every start of every process: with a count it marks what this process wrote. */
  readonly writer: string;
  /** Told when a `due` or `open` row that had to be there was not. The decision stands and has put it right; somebody should know. */
  readonly missing: (hub: HubId, key: string) => void;
}

/** The one hub that all the changes are of; anything else is a bug, and so are changes made for different wishes. */
function hubOf([first, ...further]: readonly Change[]): HubId {
  if (first === undefined) throw new RangeError('a commit needs at least one change');
  for (const { thing, operation } of further) {
    if (thing.hub !== first.thing.hub) throw new RangeError('changes of different hubs cannot be one transaction');
    if (operation !== first.operation) throw new RangeError('changes made for different wishes cannot be one transaction');
  }
  return first.thing.hub;
}

/** What may be refused because somebody else wrote first. */
const isGuard = ({ kind }: Write): boolean => kind === 'insert' || kind === 'replace';

/** The Store over an engine. Tables must have been made, see `makeTables`. */
export function createStore(engine: Engine, options: StoreOptions): Store {
  return new RowStore(engine, options);
}

class RowStore implements Store {
  readonly #engine: Engine;
  readonly #options: StoreOptions;
  readonly #outbox: Outbox;

  constructor(engine: Engine, options: StoreOptions) {
    this.#engine = engine;
    this.#options = options;
    let count = 0;
    this.#outbox = new Outbox(
      (hub) => this.#table(hub),
      () => `${options.writer}.${++count}`,
    );
  }

  #table(hub: HubId): Table {
    return this.#engine.table(locate(this.#options.prefix, hub));
  }

  async load<State>(thing: ThingKey): Promise<Loaded<State> | undefined> {
    const row = await this.#table(thing.hub).get(stateKey(thing));
    return row === undefined ? undefined : toLoaded<State>(row);
  }

  async commit(...changes: readonly Change[]): Promise<CommitResult> {
    const hub = hubOf(changes);
    const planned = (await Promise.all(changes.map(writesOf))).flat();
    // Each change begins with its guards; of several, the guards of all come before what any of them moves.
    let writes: readonly Write[] = [...planned.filter(isGuard), ...planned.filter((write) => !isGuard(write))];
    for (let repairs = 0; repairs <= REPAIRS_MAX * changes.length; repairs++) {
      const answer = await this.#table(hub).transact(writes);
      if (answer.kind === 'done') return { kind: 'committed' };
      const refused = writes[answer.index];
      if (refused?.kind !== 'delete' || answer.why !== 'missing') return { kind: 'conflict' };
      // The guards come first and held, so nobody else moved it: the row is simply gone, and a clinician must not pay for that.
      this.#options.missing(hub, refused.key);
      writes = writes.filter((write) => write !== refused);
    }
    return { kind: 'conflict' };
  }

  async operationAt(thing: ThingKey, version: number): Promise<OperationId | undefined> {
    const row = await this.#table(thing.hub).get(eventKey(thing.id, version));
    return row === undefined ? undefined : toEvent(row).operation;
  }

  async sent(hub: HubId, caller: string, sourceId: string): Promise<{ readonly id: EConsultId; readonly contentHash: string } | undefined> {
    const row = await this.#table(hub).get(sentKey(caller, sourceId));
    return row === undefined ? undefined : fromColumns('body', row.values);
  }

  async texts(hub: HubId, id: EConsultId): Promise<readonly SubmissionText[]> {
    return readTexts(await this.#table(hub).range(...keysUnder('text', id), TEXT_ROWS_MAX));
  }

  async versions(hub: HubId): Promise<ReadonlyMap<string, number>> {
    const rows = await this.#table(hub).range('version|', 'version}', WATCHED_MAX);
    return new Map(rows.map(({ key, values }) => [partsOf(key)[1] ?? '', Number(values['version'])]));
  }

  async events<Event>(thing: ThingKey): Promise<readonly StoredEvent<Event>[]> {
    const rows = await this.#table(thing.hub).range(...keysUnder('event', thing.id), VERSION_MAX);
    return rows.map((row) => toEvent<Event>(row));
  }

  received(hub: HubId, from: Instant, until: Instant, limit: number): Promise<readonly Received[]> {
    return this.#logged(hub, from, until, limit, toReceived);
  }

  arrivals(hub: HubId, from: Instant, until: Instant, limit: number): Promise<readonly Arrival[]> {
    return this.#logged(hub, from, until, limit, toArrival);
  }

  viewed(hub: HubId, from: Instant, until: Instant, limit: number): Promise<readonly ViewedRow[]> {
    return this.#logged(hub, from, until, limit, toViewed);
  }

  /** What `pick` takes of all that happened in that time, oldest first. */
  async #logged<T>(hub: HubId, from: Instant, until: Instant, limit: number, pick: (row: Row) => T | undefined): Promise<readonly T[]> {
    const found: T[] = [];
    let start = logFrom(from);
    for (let reads = 0; reads < LOG_READS_MAX && found.length < limit; reads++) {
      const rows = await this.#table(hub).range(start, logFrom(until), LOG_ROWS);
      found.push(...rows.map(pick).filter((each) => each !== undefined));
      const last = rows.at(-1);
      if (last === undefined || rows.length < LOG_ROWS) break;
      // '!' comes before every character of a key, so this is the very next one.
      start = `${last.key}!`;
    }
    return found.slice(0, limit);
  }

  async queue(hub: HubId, holder: OrganisationId | 'unplaced', limit: number): Promise<readonly QueueRow[]> {
    const rows = await this.#table(hub).range(...keysUnder('open', holder), limit);
    return rows.map(toQueueRow);
  }

  async opens(hub: HubId): Promise<readonly QueueRow[]> {
    return (await this.#table(hub).range('open|', 'open}', openRowsMax)).map(toQueueRow);
  }

  async due(hub: HubId, until: Instant, limit: number): Promise<readonly DueRow[]> {
    const [, to] = keysUnder('due', instantPart(until));
    const rows = await this.#table(hub).range('due|', to, limit);
    return rows.map(toDue);
  }

  async ping(): Promise<void> {
    await this.#engine.table(systemTable(this.#options.prefix)).get('ping');
  }

  outbox(hub: HubId, sendClass: SendClass, limit: number, afterAddress?: Address): Promise<readonly OutboxRow[]> {
    return this.#outbox.waiting(hub, sendClass, limit, afterAddress);
  }
  async show(hub: HubId, thing: { readonly kind: ShownKind; readonly id: string }, message: Message, at: Instant): Promise<void> {
    await this.#table(hub).transact([outboxWrite(thing, message, 0, at)]);
  }
  removeOutbox(row: OutboxRow): Promise<boolean> {
    return this.#outbox.remove(row);
  }
  card(hub: HubId, id: string, to: Address): Promise<CardRow> {
    return this.#outbox.card(hub, id, to);
  }
  saveCard(hub: HubId, id: string, to: Address, card: CardRow): Promise<string | undefined> {
    return this.#outbox.saveCard(hub, id, to, card);
  }
  bury(row: OutboxRow, why: string, at: Instant): Promise<void> {
    return this.#outbox.bury(row, why, at);
  }
  buried(hub: HubId): Promise<readonly Buried[]> {
    return this.#outbox.buried(hub);
  }
  unbury(hub: HubId, id: string): Promise<number> {
    return this.#outbox.unbury(hub, id);
  }
}
