// Delivers one message that waits: draws it from the newest state, sends it, and writes down what became of it.
import type { Outgoing, SendResult } from './chat.ts';
import type { CardRow, Conversation, OutboxRow } from './ports.ts';
import {
  again,
  alongsideOf,
  backoffFirstMs,
  backoffMostMs,
  cardOf,
  cardRestMs,
  type DispatchDeps,
  drawTriesMax,
  idleMs,
  isDrawnFromMany,
  markMs,
  type Sending,
  suspendedAgainMs,
  type Wait,
  whatToShow,
} from './sends.ts';

export interface Deliverer {
  /** With those `alongside` in the same message. Does not throw when a store or Teams does: what fails is tried again later. */
  deliver(row: OutboxRow, alongside?: readonly OutboxRow[]): Promise<'served' | Wait>;
  /** By card, rows to be delivered again although they may be gone from the outbox: somebody else wrote the card while we edited it. */
  readonly owed: Map<string, OutboxRow>;
  /** Lets go of what was remembered of rows that others have served since. */
  forgetOld(): void;
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

  async function deliver(row: OutboxRow, alongside: readonly OutboxRow[] = []): Promise<'served' | Wait> {
    return tryRow(row, alongside).catch((error: unknown) => failed(row, 'delayed', error instanceof Error ? error.name : 'error'));
  }

  async function tryRow(row: OutboxRow, alongside: readonly OutboxRow[]): Promise<'served' | Wait> {
    const nowMs = deps.monotonicMs();
    const failure = failures.get(row.key);
    if (failure && failure.nextMs > nowMs) return { ms: failure.nextMs - nowMs, wholeLane: false };
    if (said.get(row.key) === row.etag) return done(row);
    const resting = row.what === 'card' ? (edited.get(cardOf(row)) ?? Number.NEGATIVE_INFINITY) + cardRestMs - nowMs : 0;
    if (resting > 0) return { ms: resting, wholeLane: false };

    const where = await deps.resolve(row.to);
    if (where.kind === 'none' && where.why === 'personUnknown') return bury(row, where.why);
    if (where.kind !== 'found' || isClosed(where.conversation)) return { ms: idleMs, wholeLane: true };

    // The card first: what is read after it is never older than what it is known to show, and a write of it since then is a conflict.
    const card = await deps.store.card(row.hub, row.id, row.to);
    const thing = await whatToShow(deps.store, row);
    if (thing === undefined) return bury(row, 'thingMissing');
    const there = card.conversation === where.conversation.id ? card : { ...card, messageId: undefined, shown: 0 };
    const revision = isDrawnFromMany(row) ? Math.floor(Date.parse(deps.clock.now()) / 1_000) : (thing.state.revision ?? thing.version);
    if (row.what === 'card' && there.messageId !== undefined) unrecorded.delete(cardOf(row));
    const isShown = there.messageId !== undefined && there.shown >= revision && !isDrawnFromMany(row);
    if (row.what === 'card' && isShown && !owed.has(cardOf(row))) return done(row);
    // A notice stands in its card's thread, so the card goes first.
    if (row.what !== 'card' && row.to.startsWith('org.') && there.messageId === undefined) return { ms: idleMs, wholeLane: false };

    let message: Outgoing | undefined;
    try {
      message = await deps.compose(row, thing, await alongsideOf(deps.store, alongside));
    } catch (error) {
      const times = (failures.get(row.key)?.times ?? 0) + 1;
      if (times >= drawTriesMax) return bury(row, 'cannotBeDrawn');
      return failed(row, 'delayed', `draw: ${error instanceof Error ? error.message : 'error'}`);
    }
    if (message === undefined) return done(row, undefined, alongside);
    const sending = { row, alongside, where, card, there, revision, message, startMs: deps.monotonicMs() };
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
    const result = await deps.chat.edit(where.conversation, messageId, message);
    if (result.kind !== 'sent' && result.kind !== 'unknown') return notSent(sending, result);
    owed.set(cardOf(row), row);
    if (result.kind !== 'sent') return notSent(sending, result);
    edited.set(cardOf(row), deps.monotonicMs());
    tell(sending, 'edit');
    const etag = await deps.store.saveCard(row.hub, row.id, row.to, { ...card, shown: revision, attemptAt: undefined });
    // Another dispatcher wrote meanwhile, and ours may have been the older state: it is drawn once more.
    if (etag === undefined) return again;
    owed.delete(cardOf(row));
    return done(row, where);
  }

  async function postCard(sending: Sending): Promise<'served' | Wait> {
    const { row, where, card, revision, message } = sending;
    const key = cardOf(row);
    const known = unrecorded.get(key);
    if (known?.conversation === where.conversation.id) {
      await record(row, { ...card, ...known });
      return again;
    }
    const etag = await mark(sending);
    if (typeof etag !== 'string') return etag;
    const wait = await mayNotYet(sending);
    if (wait) return wait;
    marks.set(key, { etag, posted: true });
    const result = await deps.chat.post(where.conversation, message);
    const there = { conversation: where.conversation.id, messageId: undefined, shown: 0 };
    if (result.kind !== 'sent') {
      // A plain no means that nothing was posted; only silence leaves the mark standing.
      if (result.kind !== 'unknown') await record(row, { ...card, ...there, etag });
      return notSent(sending, result);
    }
    tell(sending, 'post');
    unrecorded.set(key, { ...there, messageId: result.messageId, shown: revision });
    // Where another dispatcher wrote meanwhile, theirs is the card from now on, and may show an older state.
    return (await record(row, { ...card, ...there, messageId: result.messageId, shown: revision, etag })) ? done(row, where) : again;
  }

  /** Marks the card before a post. The mark is left standing if we die before the record: then a second copy may exist, and is counted. */
  async function mark({ row, where, card, there }: Sending): Promise<string | Wait> {
    const mine = marks.get(cardOf(row));
    const isMine = mine !== undefined && mine.etag === card.etag;
    if (isMine && !mine.posted) return mine.etag;
    if (there.attemptAt !== undefined) {
      const leftMs = markMs - (Date.parse(deps.clock.now()) - Date.parse(there.attemptAt));
      if (!isMine && leftMs > 0) return { ms: leftMs, wholeLane: false };
      deps.report({ kind: 'possibleDuplicate', hub: row.hub, id: row.id, to: row.to });
    }
    const attemptAt = deps.clock.now();
    const marked: CardRow = { ...card, conversation: where.conversation.id, messageId: undefined, shown: 0, attemptAt };
    const etag = await deps.store.saveCard(row.hub, row.id, row.to, marked);
    if (etag === undefined) return again;
    marks.set(cardOf(row), { etag, posted: false });
    return etag;
  }

  /** Writes down what became of a post; `false` when another dispatcher wrote first. */
  async function record(row: OutboxRow, card: CardRow): Promise<boolean> {
    const etag = await deps.store.saveCard(row.hub, row.id, row.to, { ...card, attemptAt: undefined });
    unrecorded.delete(cardOf(row));
    marks.delete(cardOf(row));
    return etag !== undefined;
  }

  async function sendNotice(sending: Sending): Promise<'served' | Wait> {
    const { row, where, there, message } = sending;
    const wait = await mayNotYet(sending);
    if (wait) return wait;
    const result = await deps.chat.post(where.conversation, message, row.to.startsWith('org.') ? there.messageId : undefined);
    if (result.kind !== 'sent') return notSent(sending, result);
    for (const each of [row, ...sending.alongside]) said.set(each.key, each.etag);
    tell(sending, 'notice');
    return done(row, where, sending.alongside);
  }

  function tell({ row, startMs }: Sending, how: 'post' | 'edit' | 'notice'): void {
    const waitedMs = Date.parse(deps.clock.now()) - Date.parse(row.since);
    deps.report({ kind: 'sent', how, hub: row.hub, id: row.id, to: row.to, tookMs: deps.monotonicMs() - startMs, waitedMs });
  }

  async function done(row: OutboxRow, where?: Sending['where'], alongside: readonly OutboxRow[] = []): Promise<'served'> {
    if (where?.conversation.status === 'suspended') {
      const { reason: _reason, ...open } = where.conversation;
      await deps.directory.saveConversation(where.key, { ...open, status: 'active', since: deps.clock.now() });
    }
    // `false` means it was rewritten meanwhile: still to be shown, and the next pass will.
    for (const each of [row, ...alongside]) forget(await deps.store.removeOutbox(each).then(() => each));
    return 'served';
  }

  function forget(row: OutboxRow): void {
    failures.delete(row.key);
    said.delete(row.key);
    if (row.what !== 'card') return;
    for (const known of [owed, marks, unrecorded]) known.delete(cardOf(row));
  }

  async function notSent({ row, where, card }: Sending, result: Exclude<SendResult, { kind: 'sent' }>): Promise<'served' | Wait> {
    switch (result.kind) {
      case 'later': {
        const wait = failed(row, 'delayed', result.why, result.afterMs);
        deps.pace.pause(where.conversation.id, deps.monotonicMs() + wait.ms);
        return { ...wait, wholeLane: true };
      }
      case 'unknown':
        // Each silence takes its time: the rest of this conversation waits, so that others need not.
        return { ...failed(row, 'unanswered', result.why), wholeLane: true };
      case 'messageGone': {
        deps.report({ kind: 'messageGone', hub: row.hub, id: row.id, to: row.to, why: 'deleted' });
        await deps.store.saveCard(row.hub, row.id, row.to, { ...card, messageId: undefined, shown: 0, attemptAt: undefined });
        return again;
      }
      case 'closed': {
        const since = deps.clock.now();
        await deps.directory.saveConversation(where.key, { ...where.conversation, status: 'suspended', reason: result.why, since });
        deps.report({ kind: 'suspended', hub: row.hub, id: row.id, to: row.to, why: result.why });
        return { ms: idleMs, wholeLane: true };
      }
      case 'refused':
        return bury(row, result.why);
    }
  }

  function failed(row: OutboxRow, kind: 'delayed' | 'unanswered', why: string, afterMs?: number): Wait {
    const times = (failures.get(row.key)?.times ?? 0) + 1;
    const ms = afterMs ?? Math.min(backoffFirstMs * 2 ** (times - 1), backoffMostMs);
    failures.set(row.key, { times, nextMs: deps.monotonicMs() + ms });
    deps.report({ kind, hub: row.hub, id: row.id, to: row.to, why });
    return { ms, wholeLane: false };
  }

  async function bury(row: OutboxRow, why: string): Promise<'served'> {
    await deps.store.bury(row, why, deps.clock.now());
    forget(row);
    deps.report({ kind: 'buried', hub: row.hub, id: row.id, to: row.to, why });
    return 'served';
  }

  function forgetOld(): void {
    const nowMs = deps.monotonicMs();
    for (const [key, { nextMs }] of failures) if (nextMs + backoffMostMs <= nowMs) failures.delete(key);
    for (const [key, atMs] of edited) if (atMs + cardRestMs <= nowMs) edited.delete(key);
  }

  return { deliver, owed, forgetOld };
}
