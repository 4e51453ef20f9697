// Delivers one message that waits: draws it from the newest state, sends it, and writes down what became of it.

import { isChannel } from '../../domain/terms.ts';
import type { Outgoing, SendResult } from '../chat.ts';
import { type OutboxRow, StoreAway } from '../ports.ts';
import { createServed } from './after-sending.ts';
import { createAttempts } from './attempts.ts';
import { createCardEdits } from './card-edits.ts';
import { createCardPosts } from './card-posts.ts';
import { createKnownCards } from './known-cards.ts';
import { createLanes } from './lanes.ts';
import { lookUp } from './look-up.ts';
import { createNotSent } from './not-sent.ts';
import { cardIn, sendOld } from './old-copies.ts';
import { again, alongsideOf, cardOf, type DispatchDeps, isDrawnFromMany, isNotice, type Sending, undrawable, type Wait } from './sends.ts';
import { createUnreached } from './unreached.ts';
import { drawTriesMax, idleMs } from './waiting-times.ts';

export interface Deliverer {
  /** With those `alongside` in the same message. Does not throw when a store or Teams does: what fails is tried again later. */
  deliver(row: OutboxRow, alongside?: readonly OutboxRow[]): Promise<'served' | Wait>;
  /** These wait for one conversation, and nothing can be sent to it now: whoever must know is told. */
  wait(rows: readonly OutboxRow[]): Promise<void>;
  /** When something of its thing was last tried there in vain, in ms; those tried longest ago go first. */
  triedMs(row: OutboxRow): number;
  /** It could not be drawn among others, so it must not go with them. */
  isApart(row: OutboxRow): boolean;
  /** By card, rows to be delivered again although they may be gone from the outbox: somebody else wrote the card while we edited it. */
  readonly owed: Map<string, OutboxRow>;
  /** Lets go of what was remembered of rows that others have served since. */
  forgetOld(): void;
  /**
   * Another instance sends: what was posted and not written down yet is written down now, or it would post it again; what is remembered of cards
   * may be old. Throws as the store does.
   */
  handOver(): Promise<void>;
}

// What this process knows besides the rows is in memory only: after a restart it is tried sooner, or sent once too often.
export function createDeliverer(deps: DispatchDeps): Deliverer {
  const lanes = createLanes(deps);
  const unreached = createUnreached(deps, lanes);
  const cards = createKnownCards(deps.store);
  const posts = createCardPosts({ ...deps, cards }, mayNotYet, (sending) => taken(sending, 'post'));
  const edits = createCardEdits({ ...deps, cards }, mayNotYet, (sending) => taken(sending, 'edit'));
  const attempts = createAttempts(deps);
  const unsent = createNotSent(deps, lanes, attempts);
  const served = createServed(deps, { attempts, edits, posts });

  async function deliver(row: OutboxRow, alongside: readonly OutboxRow[] = []): Promise<'served' | Wait> {
    // When the store fails it says nothing about Teams: the message is tried again as soon as an urgent one would be.
    return tryRow(row, alongside).catch((error: unknown) =>
      attempts.failed({ ...row, class: 0 }, 'delayed', error instanceof Error ? error.name : 'error'),
    );
  }

  async function tryRow(row: OutboxRow, alongside: readonly OutboxRow[]): Promise<'served' | Wait> {
    const notBeforeMs = attempts.waitMs(row);
    if (notBeforeMs > 0) return { ms: notBeforeMs, wholeLane: false };
    if (served.isSaid(row)) return served.done(row);
    const restMs = row.what === 'card' ? Math.max(edits.restMs(row), posts.restMs(row)) : 0;
    if (restMs > 0) return { ms: restMs, wholeLane: false };

    const where = await deps.resolve(row.to, { sendClass: row.class, mayOpen: lanes.waitMs(row.to, row.class) === 0 });
    if (where.kind !== 'found') return unsent.nowhere(row, where) ?? bury(row, 'personUnknown');
    lanes.noted(row.to, where.conversation);
    const leftAloneMs = lanes.waitMs(row.to, row.class);
    if (leftAloneMs > 0) return { ms: leftAloneMs, wholeLane: true };

    const found = await lookUp(deps, cards, row);
    if (found === undefined) return bury(row, 'thingMissing');
    const { thing, revision } = found;
    const there = cardIn(found.card, where.conversation.id);
    if (row.what === 'card' && there.messageId !== undefined) posts.isRecorded(row);
    const isShown = there.messageId !== undefined && there.shown >= revision && !isDrawnFromMany(deps, row);
    if (row.what === 'card' && isShown && !edits.owed.has(cardOf(row))) return served.shown(row, { card: there, served: false });
    // A notice stands in its card's thread, so the card goes first.
    const waitsForCard = isNotice(row) && isChannel(row.to) && !deps.kinds.shown(row.thing).noticesAlone;
    if (waitsForCard && there.messageId === undefined) return { ms: idleMs, wholeLane: false };

    let message: Outgoing | undefined;
    try {
      message = await deps.compose(row, thing, await alongsideOf(deps, alongside));
    } catch (error) {
      return notDrawn(row, alongside, error);
    }
    if (message === undefined) return served.done(row, undefined, alongside);
    const sending = { row, alongside, where, there, revision, message, startMs: deps.monotonicMs() };
    if (row.what === 'moved') return old(sending);
    if (row.what !== 'card') return sendNotice(sending);
    return there.messageId === undefined ? postCard(sending) : editCard(sending, there.messageId);
  }

  /** Of several, those are found of which it is the fault, or else none can be drawn with another: they go by themselves, the rest at once. */
  async function notDrawn(row: OutboxRow, alongside: readonly OutboxRow[], error: unknown): Promise<'served' | Wait> {
    if (error instanceof StoreAway) throw error;
    if (alongside.length > 0) {
      const all = [row, ...alongside];
      const faulty = await undrawable(deps, all);
      for (const each of faulty.length > 0 ? faulty : all) attempts.setApart(each);
      return again;
    }
    const { wait, refusals } = attempts.failedBy(row, 'notDrawn', `draw: ${error instanceof Error ? error.message : 'error'}`);
    return refusals.times >= drawTriesMax ? bury(row, 'cannotBeDrawn') : wait;
  }

  /** Checked last before a send, so that what is counted is what goes out now; `undefined`: it may go. */
  async function mayNotYet({ row, where }: Pick<Sending, 'row' | 'where'>): Promise<Wait | undefined> {
    if (deps.stillOurs && !(await deps.stillOurs())) return { ms: idleMs, wholeLane: true };
    const ms = deps.pace.take(where.conversation.id, row.class, deps.monotonicMs());
    return ms > 0 ? { ms, wholeLane: true } : undefined;
  }

  async function editCard(sending: Sending, messageId: string): Promise<'served' | Wait> {
    const { row, where } = sending;
    const edited = await edits.edit(sending, messageId);
    switch (edited.kind) {
      case 'edited':
        return served.shown(row, edited, where);
      case 'wait':
        return edited.wait;
      case 'notSent':
        return notSent(sending, edited.result);
      case 'seemsGone':
        // A copy tells the two apart: where Teams is unwell it is refused as well, and the card stays the card.
        return edited.isBelieved ? postCard(sending) : attempts.failed(row, 'messageGone', edited.why);
    }
  }

  async function postCard(sending: Sending): Promise<'served' | Wait> {
    const { row, where, there } = sending;
    const posted = await posts.post(sending);
    if (posted.kind === 'wait') return posted.wait;
    if (posted.kind === 'notSent') return notSent(sending, posted.result);
    if (there.messageId !== undefined) deps.report({ kind: 'copied', hub: row.hub, id: row.id, to: row.to, why: 'messageGone' });
    return served.shown(row, posted, where);
  }

  async function old(sending: Sending): Promise<'served' | Wait> {
    const result = await sendOld(deps, sending, async (id) => {
      const { row, where } = sending;
      return (await mayNotYet({ row, where: { ...where, conversation: { ...where.conversation, id } } })) === undefined;
    });
    if (result === 'done') return served.done(sending.row);
    return result === 'again' ? again : attempts.failed(sending.row, 'messageGone', 'oldCopy', result);
  }

  async function sendNotice(sending: Sending): Promise<'served' | Wait> {
    const { row, where, there, message } = sending;
    const wait = await mayNotYet(sending);
    if (wait) return wait;
    const result = await deps.chat.post(where.conversation, message, isChannel(row.to) ? there.messageId : undefined);
    if (result.kind !== 'sent') return notSent(sending, result);
    served.said([row, ...sending.alongside]);
    taken(sending, 'notice');
    return served.done(row, where, sending.alongside);
  }

  /** Teams accepted something, so the trouble with this conversation is over. */
  function taken({ row, startMs }: Sending, how: 'post' | 'edit' | 'notice'): void {
    const trouble = lanes.taken(row.to);
    if (trouble) void unreached.over(row.to, row.hub, trouble);
    edits.notGone(row);
    const waitedMs = Date.parse(deps.clock.now()) - Date.parse(row.since);
    deps.report({ kind: 'sent', how, hub: row.hub, id: row.id, to: row.to, tookMs: deps.monotonicMs() - startMs, waitedMs });
  }

  async function notSent(sending: Sending, result: Exclude<SendResult, { kind: 'sent' }>): Promise<'served' | Wait> {
    if (result.kind === 'closed') edits.notGone(sending.row);
    if (result.kind === 'refused' && sending.alongside.length > 0) {
      // One of a list may be what Teams does not take: each goes by itself, so that the others are read.
      for (const each of [sending.row, ...sending.alongside]) attempts.setApart(each);
      return again;
    }
    return (await unsent.notTaken(sending, result)) ?? bury(sending.row, result.why);
  }

  async function bury(row: OutboxRow, why: string): Promise<'served'> {
    await deps.store.bury(row, why, deps.clock.now());
    served.forget(row);
    deps.report({ kind: 'buried', hub: row.hub, id: row.id, to: row.to, why });
    return 'served';
  }

  function forgetOld(): void {
    attempts.forgetOld();
    edits.forgetOld();
    posts.forgetOld();
  }

  return {
    deliver,
    owed: edits.owed,
    forgetOld,
    handOver() {
      cards.forgetAll();
      return posts.recordAll();
    },
    triedMs: attempts.triedMs,
    isApart: attempts.isApart,
    wait: unreached.look,
  };
}
