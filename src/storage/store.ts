// The one implementation of the Store port, for any engine: a decision in one transaction, and the reads around it.
import type { HandedOver } from '../app/dispatch/handed-over.ts';
import {
  type Arrived,
  type Buried,
  type CardRow,
  type Change,
  type CommitResult,
  type Contacts,
  type DueRow,
  type Happenings,
  type Loaded,
  type Logged,
  type Message,
  type OutboxRow,
  openRowsMax,
  type Place,
  type QueueRow,
  type ShownKind,
  type Store,
  type StoredEvent,
  type ThingKey,
  type ThingKind,
} from '../app/ports.ts';
import type { Address, HubId, Instant, OperationId, OrganisationId, SendClass } from '../domain/terms.ts';
import type { LocalDate } from '../domain/time/hours.ts';
import { fromColumns } from './columns.ts';
import { type ContactKey, contactWrites, forgetContacts, metPatient, readContacts } from './contacts.ts';
import type { Engine, Table, Transacted, Write } from './engine.ts';
import { guardsFirst, hubOf, writtenBy } from './for-the-dispatcher.ts';
import { datedLast, instantPart, keysUnder, locate, partsOf, systemTable, VERSION_MAX } from './keys.ts';
import { KnownStates } from './known-states.ts';
import { Outbox } from './outbox.ts';
import { eventKey, logFrom, outboxWrite, sentKey, stateKey, toDue, toEvent, toHappening, toLoaded, toQueueRow, writesOf } from './rows.ts';
import { readTexts } from './text.ts';

/** Rows of text an eConsult can have: more conflicting copies than this are not shown. */
const TEXT_ROWS_MAX = 1_000;
/** Things of one date: a hub and its practices have one each. */
const DATED_ROWS_MAX = 10_000;
/** Rows of the log read at a time, and how often at most: a million of them is more than a hub does in a season. */
const LOG_ROWS = 1_000;
const LOG_READS_MAX = 1_000;
/** Things of one hub that are watched: a handful. */
const WATCHED_MAX = 100;
/**
 * How often a commit is tried when rows to be deleted are missing: a change deletes one `due` and one `open` row, so the third try has none
 * left.
 */
const REPAIRS_MAX = 2;

export interface StoreOptions {
  /** Before every table name, so that deployments can share an account: letters and digits, beginning with a letter. */
  readonly prefix: string;
  /** Differs for every start of every process: with a count it marks what this process wrote. */
  readonly writer: string;
  /** Told when a `due` or `open` row that had to be there was not. The decision stands and has put it right; somebody should know. */
  readonly missing: (hub: HubId, key: string) => void;
  /** Keys under which contacts of one patient are found, the newest first; absent or empty: none are kept. */
  readonly contactKeys?: readonly ContactKey[];
  /** Told of what must be shown as it is written. Absent: it is only read. */
  readonly handedOver?: HandedOver;
}

/** The Store over an engine. Tables must have been made, see `makeTables`. */
export function createStore(engine: Engine, options: StoreOptions): Store {
  return new RowStore(engine, options);
}

class RowStore implements Store {
  readonly #engine: Engine;
  readonly #options: StoreOptions;
  readonly #outbox: Outbox;
  readonly #known = new KnownStates();

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
    if (row === undefined) return undefined;
    this.#known.keep(thing.hub, row);
    return toLoaded<State>(row);
  }

  known<State>(thing: ThingKey): Loaded<State> | undefined {
    const row = this.#known.find(thing.hub, stateKey(thing));
    return row === undefined ? undefined : toLoaded<State>(row);
  }

  async loadDated<State>(hub: HubId, kind: ThingKind, date: LocalDate): Promise<ReadonlyMap<string, Loaded<State>>> {
    // '/' comes after the full stop that parts a date from the rest, and nothing of ours lies between.
    const [start] = keysUnder('state', kind);
    const rows = await this.#table(hub).range(`${start}${date}.`, `${start}${date}/`, DATED_ROWS_MAX);
    return new Map(rows.map((row) => [datedLast(partsOf(row.key)[2] ?? ''), toLoaded<State>(row)]));
  }

  async commit(...changes: readonly Change[]): Promise<CommitResult> {
    const hub = hubOf(changes);
    const keys = this.#options.contactKeys ?? [];
    const planned = (
      await Promise.all(changes.map(async (change) => [...(await writesOf(change)), ...contactWrites(change, keys)]))
    ).flat();
    this.#known.writing(hub, planned);
    let writes = guardsFirst(planned);
    for (let repairs = 0; repairs <= REPAIRS_MAX * changes.length; repairs++) {
      const answer = await this.#unsureUnlessAnswered(this.#table(hub).transact(writes), writes);
      if (answer.kind === 'done') {
        this.#known.wrote(hub, writes, answer.etags);
        this.#options.handedOver?.wrote(writtenBy(hub, changes, writes, answer.etags));
        return { kind: 'committed' };
      }
      if (metPatient(answer, writes)) return { kind: 'conflict', met: 'patient' };
      const refused = writes[answer.index];
      if (refused?.kind !== 'delete' || answer.why !== 'missing') return { kind: 'conflict' };
      // The guards come first and held, so nobody else moved it: the row is simply gone, and a clinician must not pay for that.
      this.#options.missing(hub, refused.key);
      writes = writes.filter((write) => write !== refused);
    }
    return { kind: 'conflict' };
  }

  /** Without an answer we can rely on it may be written, and then nobody has told the dispatcher. */
  async #unsureUnlessAnswered(asked: Promise<Transacted>, writes: readonly Write[]): Promise<Transacted> {
    let isTold = false;
    try {
      const answer = await asked;
      isTold = answer.kind === 'done' || metPatient(answer, writes);
      return answer;
    } finally {
      if (!isTold) this.#options.handedOver?.unsure();
    }
  }

  async operationAt(thing: ThingKey, version: number): Promise<OperationId | undefined> {
    const row = await this.#table(thing.hub).get(eventKey(thing, version));
    return row === undefined ? undefined : toEvent(row).operation;
  }

  async sent(hub: HubId, caller: string, sourceId: string): Promise<{ readonly id: string; readonly contentHash: string } | undefined> {
    const row = await this.#table(hub).get(sentKey(caller, sourceId));
    return row === undefined ? undefined : fromColumns('body', row.values);
  }

  async texts<Text extends Arrived>(hub: HubId, id: string): Promise<readonly Text[]> {
    return readTexts<Text>(await this.#table(hub).range(...keysUnder('text', id), TEXT_ROWS_MAX));
  }

  async contacts(hub: HubId, who: string): Promise<Contacts | undefined> {
    const { contactKeys = [] } = this.#options;
    return contactKeys.length === 0 ? undefined : readContacts(this.#table(hub), contactKeys, who);
  }
  forgetContacts(hub: HubId, before: Instant): Promise<number> {
    return forgetContacts(this.#table(hub), before);
  }

  async versions(hub: HubId): Promise<ReadonlyMap<string, number>> {
    const rows = await this.#table(hub).range('version|', 'version}', WATCHED_MAX);
    return new Map(rows.map(({ key, values }) => [partsOf(key)[1] ?? '', Number(values['version'])]));
  }

  async events<Event>(thing: ThingKey): Promise<readonly StoredEvent<Event>[]> {
    const rows = await this.#table(thing.hub).range(...keysUnder('event', thing.kind, thing.id), VERSION_MAX);
    return rows.map((row) => toEvent<Event>(row));
  }

  async logged<Event>(hub: HubId, of: Happenings, from: Instant, until: Instant, limit: number): Promise<readonly Logged<Event>[]> {
    const found: Logged<Event>[] = [];
    let start = logFrom(from);
    for (let reads = 0; reads < LOG_READS_MAX && found.length < limit; reads++) {
      const rows = await this.#table(hub).range(start, logFrom(until), LOG_ROWS);
      found.push(...rows.map((row) => toHappening<Event>(row, of)).filter((each) => each !== undefined));
      const last = rows.at(-1);
      if (last === undefined || rows.length < LOG_ROWS) break;
      // '!' comes before every character of a key, so this is the very next one.
      start = `${last.key}!`;
    }
    return found.slice(0, limit);
  }

  async queue<Of extends Place>(
    hub: HubId,
    kind: ThingKind,
    holder: OrganisationId | 'unplaced',
    limit: number,
  ): Promise<readonly QueueRow<Of>[]> {
    const rows = await this.#table(hub).range(...keysUnder('open', kind, holder), limit);
    return rows.map((row) => toQueueRow<Of>(row));
  }

  async opens<Of extends Place>(hub: HubId, kind: ThingKind): Promise<readonly QueueRow<Of>[]> {
    return (await this.#table(hub).range(...keysUnder('open', kind), openRowsMax)).map((row) => toQueueRow<Of>(row));
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
    return this.#outbox.ofClass(hub, sendClass, limit, afterAddress);
  }
  waiting(hub: HubId, limit: number): Promise<readonly OutboxRow[]> {
    return this.#outbox.waiting(hub, limit);
  }
  async show(hub: HubId, thing: { readonly kind: ShownKind; readonly id: string }, message: Message, at: Instant): Promise<void> {
    const write = outboxWrite(thing, message, 0, at);
    const answer = await this.#unsureUnlessAnswered(this.#table(hub).transact([write]), [write]);
    if (answer.kind === 'done') this.#options.handedOver?.wrote(writtenBy(hub, [], [write], answer.etags));
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
  saveServed(row: OutboxRow, card: CardRow): Promise<{ readonly etag: string | undefined; readonly removed: boolean }> {
    return this.#outbox.saveServed(row, card);
  }
  bury(row: OutboxRow, why: string, at: Instant): Promise<void> {
    return this.#outbox.bury(row, why, at);
  }
  buried(hub: HubId): Promise<readonly Buried[]> {
    return this.#outbox.buried(hub);
  }
  async unbury(hub: HubId, id: string): Promise<number> {
    const back = await this.#outbox.unbury(hub, id);
    this.#options.handedOver?.unsure();
    return back;
  }
}
