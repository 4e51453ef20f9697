// What the use cases need from the outside world, said in our words; the edges implement it.

import type { ViewReason } from '../domain/econsult/command.ts';
import type { Received } from '../domain/econsult/event.ts';
import type { QueuePlace } from '../domain/econsult/queue-place.ts';
import type { SubmissionText } from '../domain/econsult/submission.ts';
import type { Message } from '../domain/message.ts';
import type { Address, EConsultId, HubId, Instant, OdsCode, OperationId, OrganisationId, Person, SendClass } from '../domain/terms.ts';

export type { QueuePlace } from '../domain/econsult/queue-place.ts';
export type { Message } from '../domain/message.ts';
export type { Conversation, Directory, KnownPerson } from './conversations.ts';
export { OutcomeUnknown, StoreAway, TooMuchAtOnce } from './store-errors.ts';

export interface Clock {
  now(): Instant;
}

/** The kinds of thing that are decided about; each is one state row with its own events. */
export type ThingKind = 'econsult' | 'network' | 'day' | 'rota';
/** What can be shown: a thing, or what is drawn from many of them at the moment it is sent: a hub's board, somebody's start of a shift. */
export type ShownKind = ThingKind | 'board' | 'shift';

export interface ThingKey {
  readonly hub: HubId;
  readonly kind: ThingKind;
  readonly id: string;
}

/** Wishes remembered in a state, so that a press delivered twice, or a success whose answer was lost, is recognised. */
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
 * Everything one decision about one thing writes, in one transaction. Without events it only guards: nothing has happened to the thing, but
 * it remembers the wish, and no other change of it may have come in between.
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
  readonly queue: { readonly before: QueuePlace | undefined; readonly after: QueuePlace | undefined };
  readonly timer: { readonly before: Timer | undefined; readonly after: Timer | undefined };
  /** Written once beside the thing: number 1 is what arrived, further ones are conflicting copies. */
  readonly text?: { readonly number: number; readonly content: SubmissionText };
  /** Intake's idempotency fence. */
  readonly sent?: { readonly caller: string; readonly sourceId: string; readonly contentHash: string };
  /** Its version is also written in a small row of its own, see `versions`. */
  readonly watched?: true;
}

/**
 * `committed`: written. `conflict`: somebody else wrote first, or an earlier try of ours did; look again.
 * Throws `OutcomeUnknown` when no answer came (it may have been written: look again), `StoreAway` when nothing was.
 */
export type CommitResult = { readonly kind: 'committed' } | { readonly kind: 'conflict' };

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
  /** Set before a post and cleared after it: left standing by a crash, it means one extra copy may exist. */
  readonly attemptAt: Instant | undefined;
  /** Messages that were this card before, the newest last: should they turn up again, they say that they are old copies. */
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

/** When an eConsult became a practice's. */
export interface Arrival {
  readonly id: EConsultId;
  readonly practice: OdsCode;
  readonly at: Instant;
}

/** One opening of an eConsult by somebody. */
export interface ViewedRow {
  readonly id: EConsultId;
  readonly at: Instant;
  readonly by: Person;
  readonly reason: ViewReason | undefined;
}

export interface QueueRow extends QueuePlace {
  readonly id: EConsultId;
}

/** Far more than a hub of any size ever has open: what is beyond is a fault that `verify` finds. */
export const openRowsMax = 200_000;

export interface Store {
  load<State>(thing: ThingKey): Promise<Loaded<State> | undefined>;
  /**
   * Writes changes of different things of one hub, made for the same wish, all or none. Besides what `CommitResult` tells, throws
   * `TooMuchAtOnce` before anything is written.
   */
  commit(...changes: readonly Change[]): Promise<CommitResult>;
  /** The operation that wrote this version of the thing, if that version exists. */
  operationAt(thing: ThingKey, version: number): Promise<OperationId | undefined>;
  /** What a caller's submission became, if it was received before. */
  sent(hub: HubId, caller: string, sourceId: string): Promise<{ readonly id: EConsultId; readonly contentHash: string } | undefined>;
  /** The texts of an eConsult in order: what arrived first, then conflicting copies. */
  texts(hub: HubId, id: EConsultId): Promise<readonly SubmissionText[]>;
  /** The versions of a hub's things that are watched, by id: a few short rows, however large the things are. */
  versions(hub: HubId): Promise<ReadonlyMap<string, number>>;
  /** All events of a thing in order. */
  events<Event>(thing: ThingKey): Promise<readonly StoredEvent<Event>[]>;
  /** What was received at or after `from` and before `until`, oldest first, at most `limit`. Reads all that happened then: ask for short times. */
  received(hub: HubId, from: Instant, until: Instant, limit: number): Promise<readonly Received[]>;
  /** What became some practice's at or after `from` and before `until`, by receipt, placing or correction, oldest first; read like `received`. */
  arrivals(hub: HubId, from: Instant, until: Instant, limit: number): Promise<readonly Arrival[]>;
  /** Who opened which eConsult in that time, and why; read like `received`. */
  viewed(hub: HubId, from: Instant, until: Instant, limit: number): Promise<readonly ViewedRow[]>;
  /** A holder's queue in the order it is shown: most urgent first, then earliest due; at most `limit`. */
  queue(hub: HubId, holder: OrganisationId | 'unplaced', limit: number): Promise<readonly QueueRow[]>;
  /** Everything open in a hub, whoever has it: its own queue, its practices' and what is unplaced; in key order, at most `openRowsMax`. */
  opens(hub: HubId): Promise<readonly QueueRow[]>;
  /** Everything whose timer is at or before `until`, oldest first, at most `limit`. */
  due(hub: HubId, until: Instant, limit: number): Promise<readonly DueRow[]>;

  /** What waits to be sent in a class, at most `limit` rows, in key order; with `afterAddress`, beginning behind everything for that address. */
  outbox(hub: HubId, sendClass: SendClass, limit: number, afterAddress?: Address): Promise<readonly OutboxRow[]>;
  /** Asks for something to be shown that no decision asks for: a board, or a card on which other things are listed. */
  show(hub: HubId, thing: { readonly kind: ShownKind; readonly id: string }, message: Message, at: Instant): Promise<void>;
  /** Removes exactly what was read: `false` when it was rewritten meanwhile, so it is still to be sent. */
  removeOutbox(row: OutboxRow): Promise<boolean>;
  card(hub: HubId, id: string, to: Address): Promise<CardRow>;
  /** Writes the dispatcher's row under the etag read (`undefined`: must not exist). Returns the new etag; `undefined` on conflict. */
  saveCard(hub: HubId, id: string, to: Address, card: CardRow): Promise<string | undefined>;
  /** Moves an outbox row to the buried ones, with why. */
  bury(row: OutboxRow, why: string, at: Instant): Promise<void>;
  buried(hub: HubId): Promise<readonly Buried[]>;
  /** Puts everything buried of one thing back in the outbox; how many. */
  unbury(hub: HubId, id: string): Promise<number>;
  /** One cheap read, to know whether the store answers. */
  ping(): Promise<void>;
}

/** A lease is only economy: correctness is in the ETags. */
export interface Leases {
  /** Takes or renews the lease for `owner`; its epoch, or `undefined` while somebody else holds it. */
  hold(name: string, owner: string, ttlMs: number): Promise<number | undefined>;
  letGo(name: string, owner: string): Promise<void>;
}
