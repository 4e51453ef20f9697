// Delivers one message that waits: draws it from the newest state, sends it, and writes down what became of it.
import type { Address, HubId } from '../domain/terms.ts';
import type { Chat, Compose, Outgoing, Pace, Resolve, SendResult } from './chat.ts';
import type { CardRow, Clock, Conversation, Directory, OutboxRow, Store } from './ports.ts';

export interface DispatchDeps {
  readonly store: Store;
  readonly directory: Directory;
  readonly chat: Chat;
  readonly pace: Pace;
  readonly resolve: Resolve;
  readonly compose: Compose;
  readonly clock: Clock;
  /** Milliseconds of a clock that never goes back: for pacing and waiting. */
  readonly monotonicMs: () => number;
  readonly report: (event: DispatchEvent) => void;
  /** Whether this process still holds the dispatcher's lease, asked before each send: a pass may outlast it. Absent: always. */
  readonly stillOurs?: () => Promise<boolean>;
}

/** What happened, in ids and outcomes only: for logs and metrics. */
export type DispatchEvent =
  | {
      readonly kind: 'sent';
      readonly how: 'post' | 'edit' | 'notice';
      readonly hub: HubId;
      readonly id: string;
      readonly to: Address;
      readonly tookMs: number;
      readonly waitedMs: number;
    }
  | {
      readonly kind: 'delayed' | 'unanswered' | 'suspended' | 'buried' | 'messageGone';
      readonly hub: HubId;
      readonly id: string;
      readonly to: Address;
      readonly why: string;
    }
  /** A crash or a lost answer left it open whether a copy had been posted: there may be one too many. */
  | { readonly kind: 'possibleDuplicate'; readonly hub: HubId; readonly id: string; readonly to: Address };

/** A card just edited is not edited again before this: a burst of changes is one edit, of the newest state. */
export const cardRestMs = 5_000;
/** A card that cannot be drawn is tried this often (a deployment may be half done), then buried for a person to see. */
export const drawTriesMax = 5;
const backoffFirstMs = 1_000;
const backoffMostMs = 60_000;
/** A closed conversation is tried again this often, should nobody tell us that it is open again. */
export const suspendedAgainMs = 10 * 60_000;
/** Somebody else's mark on a card is respected this long: a send has had its answer by then, or never will. */
export const markMs = 15_000;
/** When nothing is known to be due, look again after this: a nudge is only a hint. */
export const idleMs = 1_000;

/** Not served now; `wholeLane`: nor is anything else for this conversation. */
export interface Wait {
  readonly ms: number;
  readonly wholeLane: boolean;
}

export interface Deliverer {
  /** Never throws: what fails is tried again later. */
  deliver(row: OutboxRow): Promise<'served' | Wait>;
  /** Rows to be delivered again although they may be gone from the outbox: somebody else wrote the card while we edited it. */
  owed(): readonly OutboxRow[];
  forgetRested(): void;
}

interface Sending {
  readonly row: OutboxRow;
  readonly where: { readonly key: string; readonly conversation: Conversation };
  readonly card: CardRow;
  /** The card as far as it is in this conversation. */
  readonly there: CardRow;
  readonly revision: number;
  readonly message: Outgoing;
  readonly startMs: number;
}

// What this process knows besides the rows is in memory only: after a restart it is tried sooner, or sent once too often.
export function createDeliverer(deps: DispatchDeps): Deliverer {
  /** By outbox key: how often it failed, and when it may be tried again. */
  const failures = new Map<string, { times: number; nextMs: number }>();
  /** By card: when it was last edited. */
  const edited = new Map<string, number>();
  /** By card: the etag of our own mark, so that it is not taken for somebody else's; `posted` once something may stand there. */
  const marks = new Map<string, { readonly etag: string; readonly posted: boolean }>();
  /** By card: posted, but the store would not write it down yet. */
  const unrecorded = new Map<string, Pick<CardRow, 'conversation' | 'messageId' | 'shown'>>();
  /** By card: being edited, and not yet known to have been the last to do so. */
  const owed = new Map<string, OutboxRow>();
  /** By outbox key: notices sent whose row would not go away yet. */
  const said = new Map<string, string>();

  async function deliver(row: OutboxRow): Promise<'served' | Wait> {
    return tryRow(row).catch((error: unknown) => failed(row, 'delayed', error instanceof Error ? error.name : 'error'));
  }

  async function tryRow(row: OutboxRow): Promise<'served' | Wait> {
    const nowMs = deps.monotonicMs();
    const failure = failures.get(row.key);
    if (failure && failure.nextMs > nowMs) return { ms: failure.nextMs - nowMs, wholeLane: false };
    if (said.get(row.key) === row.etag) return done(row);
    const resting = row.what === 'card' ? (edited.get(cardOf(row)) ?? Number.NEGATIVE_INFINITY) + cardRestMs - nowMs : 0;
    if (resting > 0) return { ms: resting, wholeLane: false };

    const where = await deps.resolve(row.to);
    if (where.kind === 'none' && where.why === 'personUnknown') return bury(row, where.why);
    if (where.kind !== 'found' || isClosed(where.conversation)) return { ms: idleMs, wholeLane: true };

    const thing = await deps.store.load<{ readonly revision?: number }>({ hub: row.hub, kind: row.thing, id: row.id });
    if (thing === undefined) return bury(row, 'thingMissing');
    const card = await deps.store.card(row.hub, row.id, row.to);
    const there = card.conversation === where.conversation.id ? card : { ...card, messageId: undefined, shown: 0 };
    const revision = thing.state.revision ?? thing.version;
    if (row.what === 'card' && there.messageId !== undefined && there.shown >= revision && !owed.has(cardOf(row))) return done(row);
    // A notice stands in its card's thread, so the card goes first.
    if (row.what !== 'card' && row.to.startsWith('org.') && there.messageId === undefined) return { ms: idleMs, wholeLane: false };

    let message: Outgoing | undefined;
    try {
      message = await deps.compose(row.what, thing, row.to);
    } catch (error) {
      const times = (failures.get(row.key)?.times ?? 0) + 1;
      if (times >= drawTriesMax) return bury(row, 'cannotBeDrawn');
      return failed(row, 'delayed', `draw: ${error instanceof Error ? error.message : 'error'}`);
    }
    if (message === undefined) return done(row);
    const sending = { row, where, card, there, revision, message, startMs: deps.monotonicMs() };
    if (row.what !== 'card') return sendNotice(sending);
    return there.messageId === undefined ? postCard(sending) : editCard(sending, there.messageId);
  }

  const isClosed = ({ status, since }: Conversation): boolean =>
    status === 'suspended' && Date.parse(deps.clock.now()) - Date.parse(since) < suspendedAgainMs;

  /** The last thing before a send, so that what is counted is what goes out now; `undefined`: it may go. */
  async function mayNotYet({ row, where }: Sending): Promise<Wait | undefined> {
    if (deps.stillOurs && !(await deps.stillOurs())) return { ms: idleMs, wholeLane: true };
    const ms = deps.pace.take(where.conversation.id, row.class, deps.monotonicMs());
    return ms > 0 ? { ms, wholeLane: true } : undefined;
  }

  async function editCard(sending: Sending, messageId: string): Promise<'served' | Wait> {
    const { row, where, card, revision, message } = sending;
    const wait = await mayNotYet(sending);
    if (wait) return wait;
    owed.set(cardOf(row), row);
    const result = await deps.chat.edit(where.conversation, messageId, message);
    if (result.kind !== 'sent') return notSent(sending, result);
    edited.set(cardOf(row), deps.monotonicMs());
    const etag = await deps.store.saveCard(row.hub, row.id, row.to, { ...card, shown: revision, attemptAt: undefined });
    // Another dispatcher wrote meanwhile, and ours may have been the older state: it is drawn once more.
    if (etag === undefined) return { ms: 0, wholeLane: false };
    return sent(sending, 'edit');
  }

  async function postCard(sending: Sending): Promise<'served' | Wait> {
    const { row, where, card, there, revision, message } = sending;
    const key = cardOf(row);
    const known = unrecorded.get(key);
    if (known?.conversation === where.conversation.id) return record(row, { ...card, ...known, attemptAt: undefined });
    const mine = marks.get(key);
    const isMine = mine !== undefined && mine.etag === card.etag;
    if (there.attemptAt !== undefined && !isMine) {
      const leftMs = markMs - (Date.parse(deps.clock.now()) - Date.parse(there.attemptAt));
      if (leftMs > 0) return { ms: leftMs, wholeLane: false };
    }
    if (there.attemptAt !== undefined && (!isMine || mine.posted)) {
      deps.report({ kind: 'possibleDuplicate', hub: row.hub, id: row.id, to: row.to });
    }
    // The mark is left standing if we die between the post and its record: then a second copy may exist, and is counted.
    const mark: CardRow = { ...card, conversation: where.conversation.id, messageId: undefined, shown: 0, attemptAt: deps.clock.now() };
    const etag = isMine && !mine.posted ? mine.etag : await deps.store.saveCard(row.hub, row.id, row.to, mark);
    if (etag === undefined) return { ms: 0, wholeLane: false };
    marks.set(key, { etag, posted: false });
    const wait = await mayNotYet(sending);
    if (wait) return wait;
    marks.set(key, { etag, posted: true });
    const result = await deps.chat.post(where.conversation, message);
    if (result.kind === 'sent') {
      unrecorded.set(key, { conversation: where.conversation.id, messageId: result.messageId, shown: revision });
      const recorded = await record(row, { ...mark, messageId: result.messageId, shown: revision, attemptAt: undefined, etag });
      return recorded.ms === 0 && unrecorded.has(key) ? recorded : sent(sending, 'post');
    }
    // A plain no means that nothing was posted; only silence leaves the mark standing.
    if (result.kind !== 'unknown') marks.set(key, { etag, posted: false });
    return notSent(sending, result);
  }
