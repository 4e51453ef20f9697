// What the use cases need from the outside world, said in our words; the edges implement it.

import type { Message } from '../domain/message.ts';
import type { Place } from '../domain/queue-order.ts';
import type { Address, HubId, Instant, OperationId, OrganisationId, SendClass } from '../domain/terms.ts';
import type { LocalDate } from '../domain/time/hours.ts';
import type { ContactMade, Contacts } from './contact-rows.ts';

export type { Message } from '../domain/message.ts';
export type { Place } from '../domain/queue-order.ts';
export type { ContactMade, Contacts } from './contact-rows.ts';
export { type Conversation, chatKey, type Directory, type KnownPerson, type ListAsked, type SaidList } from './conversations.ts';
export { OutcomeUnknown, StoreAway, TooMuchAtOnce } from './store-errors.ts';

export interface Clock {
  now(): Instant;
}

/**
 * The name of a kind of thing, as rows and cards say it. Which there are is known by the list of all kinds alone (`src/kinds.ts`): a store
 * keeps whatever it is given, and whoever reads a name asks the list, which throws at one that it does not know.
 */
export type ThingKind = string;
/** What can be shown: a thing, or what is drawn from many of them at the moment it is sent: a hub's board, somebody's start of a shift. */
export type ShownKind = string;

export interface ThingKey {
  readonly hub: HubId;
  readonly kind: ThingKind;
  readonly id: string;
}

/** How many operation ids a state remembers, so that a press delivered twice, or a success whose answer was lost, is recognised. */
export const operationsKept = 16;

/** A thing as last written. `etag` must be given back on the next write; `operations` are the last `operationsKept` wishes already granted. */
export interface Loaded<State> {
  readonly state: State;
  readonly version: number;
  readonly etag: string;
  readonly operations: readonly OperationId[];
  /** Hash of the newest event: the next one is chained to it. */
  readonly lastHash: string;
}

/** An event as stored: what happened, when, by whom, for which wish, chained to the one before by SHA-256. */
export interface StoredEvent<Event = unknown> {
  readonly version: number;
  readonly at: Instant;
  readonly operation: OperationId;
  readonly event: Event;
  readonly previousHash: string;
  readonly hash: string;
}

/** When a thing must next look at the clock, and how much harm it does to be late: sorts as text, the worst first. */
export interface Timer {
  readonly at: Instant;
  readonly harm: string;
}

/** What the sweep reads: one thing's timer. */
export interface DueRow extends Timer {
  readonly kind: ThingKind;
  readonly id: string;
}

/**
 * Everything one decision about one thing writes, in one transaction. Without events it only guards: the thing stays as it is, but
 * remembers the operation, and nobody else may have changed it in between.
 */
export interface Change<State = unknown, Event = unknown> {
  readonly thing: ThingKey;
  /** `undefined`: the thing must not exist yet. */
  readonly before: Loaded<State> | undefined;
  readonly after: State;
  readonly operation: OperationId;
  readonly at: Instant;
  readonly events: readonly Event[];
  readonly messages: readonly Message[];
  readonly queue: { readonly before: Place | undefined; readonly after: Place | undefined };
  readonly timer: { readonly before: Timer | undefined; readonly after: Timer | undefined };
  /** Written once beside the thing: number 1 is what arrived, further ones are conflicting copies. */
  readonly text?: { readonly number: number; readonly content: Arrived };
  /** Intake's idempotency fence. */
  readonly sent?: { readonly caller: string; readonly sourceId: string; readonly contentHash: string };
  /** Whose contact it is, kept under a keyed hash of that in the same transaction; without a key nothing is. */
  readonly contact?: ContactMade;
  /** Its version is also written in a small row of its own, see `versions`. */
  readonly watched?: true;
}

/**
 * `committed`: written. `conflict`: somebody else wrote first, or an earlier try of ours did; look again.
 * `met`: the first that stood in its way was the row of its patient, so that nothing of it was there and none of it was written.
 * Throws `OutcomeUnknown` when no answer came (it may have been written: look again), `StoreAway` when nothing was.
 */
export type CommitResult = { readonly kind: 'committed' } | { readonly kind: 'conflict'; readonly met?: 'patient' };

/** One row of the outbox as the dispatcher reads it. `key` and `etag` identify exactly what was read. */
export interface OutboxRow {
  readonly hub: HubId;
  readonly key: string;
  readonly etag: string;
  readonly thing: ShownKind;
  readonly id: string;
  readonly to: Address;
  readonly class: SendClass;
  readonly what: Message['what'];
  readonly merges?: true;
  /** The version that asked for it. */
  readonly version: number;
  readonly since: Instant;
}

/** What is known of a card in a conversation: the dispatcher's own row, never touched by a decision. */
export interface CardRow {
  readonly conversation: string;
  readonly messageId: string | undefined;
  /** The revision last shown there; 0 before the first post. */
  readonly shown: number;
  /** Set before a post and cleared after it. If it is still there after a crash, one extra copy may exist. */
  readonly attemptAt: Instant | undefined;
  /** Messages that were this card before, the newest last. If one turns up again, it is made to say that it is an old copy. */
  readonly old?: readonly OldCopy[];
  readonly etag: string | undefined;
}
export interface OldCopy {
  readonly conversation: string;
  readonly messageId: string;
}

export interface Buried {
  readonly hub: HubId;
  readonly id: string;
  readonly to: Address;
  readonly what: Message['what'];
  readonly why: string;
  readonly at: Instant;
}

/** What arrived, as it is kept: the bytes as they came, and whatever was read from them. */
export interface Arrived {
  readonly original: { readonly mediaType: string; readonly base64: string };
}

/** One happening, as the log has it. */
export interface Logged<Event = unknown> {
  readonly kind: ThingKind;
  readonly id: string;
  readonly at: Instant;
  readonly event: Event;
}
/** Which happenings are asked for: those of one kind of thing, by the types of its events. */
export interface Happenings {
  readonly kind: ThingKind;
  readonly types: readonly string[];
}

/** A place in a queue, and whose it is. */
export type QueueRow<Of extends Place = Place> = Of & { readonly id: string };

/** Far more open eConsults than a hub of any size has; if there are more, `verify` reports a fault. */
export const openRowsMax = 200_000;

export interface Store {
  load<State>(thing: ThingKey): Promise<Loaded<State> | undefined>;
  /** As this process last read or wrote it, without a read. Others may have changed it since: good only to write under its etag. */
  known<State>(thing: ThingKey): Loaded<State> | undefined;
  /** All things of a kind whose id ends with this date, by id. */
  loadDated<State>(hub: HubId, kind: ThingKind, date: LocalDate): Promise<ReadonlyMap<string, Loaded<State>>>;
  /**
   * Writes changes of different things of one hub, made for the same wish, all or none. Besides what `CommitResult` tells, throws
   * `TooMuchAtOnce` before anything is written.
   */
  commit(...changes: readonly Change[]): Promise<CommitResult>;
  /** The operation that wrote this version of the thing, if that version exists. */
  operationAt(thing: ThingKey, version: number): Promise<OperationId | undefined>;
  /** What a caller's submission became, if it was received before. */
  sent(hub: HubId, caller: string, sourceId: string): Promise<{ readonly id: string; readonly contentHash: string } | undefined>;
  /** The texts of a thing in order: what arrived first, then conflicting copies. */
  texts<Text extends Arrived>(hub: HubId, id: string): Promise<readonly Text[]>;
  /** The contacts of a patient at a hub; `undefined`: there is no key to find them by. */
  contacts(hub: HubId, who: string): Promise<Contacts | undefined>;
  /** Removes what is kept of patients whose last contact was before then; of how many. */
  forgetContacts(hub: HubId, before: Instant): Promise<number>;
  /** The versions of a hub's things that are watched, by id: a few short rows, however large the things are. */
  versions(hub: HubId): Promise<ReadonlyMap<string, number>>;
  /** All events of a thing in order. */
  events<Event>(thing: ThingKey): Promise<readonly StoredEvent<Event>[]>;
  /**
   * What happened of these at or after `from` and before `until`, oldest first, at most `limit`. Reads all that happened then, of other kinds
   * too: ask for short times.
   */
  logged<Event>(hub: HubId, of: Happenings, from: Instant, until: Instant, limit: number): Promise<readonly Logged<Event>[]>;
  /** A holder's queue of one kind in the order it is shown: most urgent first, then earliest due; at most `limit`. */
  queue<Of extends Place>(
    hub: HubId,
    kind: ThingKind,
    holder: OrganisationId | 'unplaced',
    limit: number,
  ): Promise<readonly QueueRow<Of>[]>;
  /** Everything of one kind open in a hub, whoever has it: its own queue, its practices' and what is unplaced; in key order, at most `openRowsMax`. */
  opens<Of extends Place>(hub: HubId, kind: ThingKind): Promise<readonly QueueRow<Of>[]>;
  /** Everything whose timer is at or before `until`, oldest first, at most `limit`. */
  due(hub: HubId, until: Instant, limit: number): Promise<readonly DueRow[]>;

  /** What waits to be sent in a class, at most `limit` rows, in key order; with `afterAddress`, beginning behind everything for that address. */
  outbox(hub: HubId, sendClass: SendClass, limit: number, afterAddress?: Address): Promise<readonly OutboxRow[]>;
  /** What waits to be sent in every class, the most urgent class first, at most `limit` rows: one read where little waits. */
  waiting(hub: HubId, limit: number): Promise<readonly OutboxRow[]>;
  /** Asks for something to be shown that no decision asks for: a board, or a card on which other things are listed. */
  show(hub: HubId, thing: { readonly kind: ShownKind; readonly id: string }, message: Message, at: Instant): Promise<void>;
  /** Removes exactly what was read: `false` when it was rewritten meanwhile, so it is still to be sent. */
  removeOutbox(row: OutboxRow): Promise<boolean>;
  card(hub: HubId, id: string, to: Address): Promise<CardRow>;
  /** Writes the dispatcher's row under the etag read (`undefined`: must not exist). Returns the new etag; `undefined` on conflict. */
  saveCard(hub: HubId, id: string, to: Address, card: CardRow): Promise<string | undefined>;
  /**
   * Writes the dispatcher's row of what this outbox row asked for and removes that in the same transaction. Where it was rewritten or removed
   * meanwhile only the card is written, and `removed` is false. `etag` as of `saveCard`.
   */
  saveServed(row: OutboxRow, card: CardRow): Promise<{ readonly etag: string | undefined; readonly removed: boolean }>;
  /** Moves an outbox row to the undelivered ones, with the reason. */
  bury(row: OutboxRow, why: string, at: Instant): Promise<void>;
  buried(hub: HubId): Promise<readonly Buried[]>;
  /** Puts everything buried of one thing back in the outbox; how many. */
  unbury(hub: HubId, id: string): Promise<number>;
  /** One cheap read, to know whether the store answers. */
  ping(): Promise<void>;
}

export type Asked =
  | { readonly kind: 'ours'; readonly epoch: number; readonly watched: boolean }
  | { readonly kind: 'others'; readonly leftMs: number };

/** Leases save work when several instances run. Two holders at once would do no harm, because the etags keep writes correct. */
export interface Leases {
  /** Takes or renews the lease for `owner`; its epoch, or `undefined` while somebody else holds it. */
  hold(name: string, owner: string, ttlMs: number): Promise<number | undefined>;
  /** The same, telling more: how long somebody else may still hold it, and whether somebody else has asked for ours of late. */
  ask(name: string, owner: string, ttlMs: number): Promise<Asked>;
  letGo(name: string, owner: string): Promise<void>;
}
