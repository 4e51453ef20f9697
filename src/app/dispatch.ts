// The dispatcher: at its own pace, it draws what is unsent from the newest state and sends it, dropping nothing.
import type { Address, HubId, SendClass } from '../domain/terms.ts';
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

/** Rows read at a time; a channel in a storm is passed over after this many, so that it starves no other. */
export const rowsAtATime = 50;
/** Conversations written to at once; each is served by one at a time, for Teams answers 412 to two. */
export const conversationsAtOnce = 8;
/** A card just edited is not edited again before this: a burst of changes is one edit, of the newest state. */
export const cardRestMs = 5_000;
/** A card that cannot be drawn is tried this often (a deployment may be half done), then buried for a person to see. */
export const drawTriesMax = 5;
const backoffFirstMs = 1_000;
const backoffMostMs = 60_000;
/** A closed conversation is tried again this often, should nobody tell us that it is open again. */
const suspendedAgainMs = 10 * 60_000;
/** When nothing is known to be due, look again after this: a nudge is only a hint. */
export const idleMs = 1_000;

export interface Dispatcher {
  /** Sends what may be sent now in these hubs; how long until it is worth looking again, in ms. */
  pass(hubs: readonly HubId[]): Promise<number>;
}

export function createDispatcher(deps: DispatchDeps): Dispatcher {
  /** By outbox key: how often it failed, and when it may be tried again. In memory: a restart only tries sooner. */
  const failures = new Map<string, { times: number; nextMs: number }>();
  /** By card: when it was last edited. */
  const edited = new Map<string, number>();

  async function pass(hubs: readonly HubId[]): Promise<number> {
    let wakeMs = idleMs;
    const lanes = new Map<Address, OutboxRow[]>();
    for (const hub of hubs) {
      for (const sendClass of [0, 1, 2] as const) await collect(hub, sendClass, lanes);
    }
    const waiting = [...lanes.values()];
    const serve = async () => {
      for (let rows = waiting.shift(); rows !== undefined; rows = waiting.shift()) wakeMs = Math.min(wakeMs, await serveLane(rows));
    };
    await Promise.all(Array.from({ length: conversationsAtOnce }, serve));
    forgetRested();
    return wakeMs;
  }

  async function collect(hub: HubId, sendClass: SendClass, lanes: Map<Address, OutboxRow[]>): Promise<void> {
    let after: Address | undefined;
    // Bounded by the number of addresses: each turn passes over at least one.
    for (;;) {
      const rows = await deps.store.outbox(hub, sendClass, rowsAtATime, after);
      for (const row of rows) lanes.set(row.to, [...(lanes.get(row.to) ?? []), row]);
      after = rows.at(-1)?.to;
      if (rows.length < rowsAtATime || after === undefined) return;
    }
  }

  /** One conversation, one message at a time, most urgent first; how long until the next may go. */
  async function serveLane(rows: readonly OutboxRow[]): Promise<number> {
    let wakeMs = idleMs;
    for (const row of rows) {
      const waitMs = await tryRow(row).catch((error: unknown) => failed(row, 'delayed', error instanceof Error ? error.name : 'error'));
      if (waitMs === 'served') continue;
      wakeMs = Math.min(wakeMs, waitMs.ms);
      if (waitMs.wholeLane) break;
    }
    return wakeMs;
  }

  type Wait = { readonly ms: number; readonly wholeLane: boolean };

  async function tryRow(row: OutboxRow): Promise<'served' | Wait> {
    const nowMs = deps.monotonicMs();
    const failure = failures.get(row.key);
    if (failure && failure.nextMs > nowMs) return { ms: failure.nextMs - nowMs, wholeLane: false };
    const resting = row.what === 'card' ? (edited.get(cardOf(row)) ?? Number.NEGATIVE_INFINITY) + cardRestMs - nowMs : 0;
    if (resting > 0) return { ms: resting, wholeLane: false };

    const where = await deps.resolve(row.to);
    if (where.kind === 'none' && where.why === 'personUnknown') return bury(row, where.why);
    if (where.kind !== 'found') return { ms: idleMs, wholeLane: true };
    if (
      where.conversation.status === 'suspended' &&
      Date.parse(deps.clock.now()) - Date.parse(where.conversation.since) < suspendedAgainMs
    ) {
      return { ms: idleMs, wholeLane: true };
    }

    const thing = await deps.store.load<{ readonly revision?: number }>({ hub: row.hub, kind: row.thing, id: row.id });
    if (thing === undefined) return bury(row, 'thingMissing');
    const card = await deps.store.card(row.hub, row.id, row.to);
    const there = card.conversation === where.conversation.id ? card : { ...card, messageId: undefined, shown: 0 };
    const revision = thing.state.revision ?? thing.version;
    if (row.what === 'card' && there.messageId !== undefined && there.shown >= revision) return done(row);
    const inChannel = row.to.startsWith('org.');
    // A notice stands in its card's thread, so the card goes first.
    if (row.what !== 'card' && inChannel && there.messageId === undefined) return { ms: idleMs, wholeLane: false };

    let message: Outgoing | undefined;
    try {
      message = await deps.compose(row.what, thing, row.to);
    } catch (error) {
      const times = (failures.get(row.key)?.times ?? 0) + 1;
      if (times >= drawTriesMax) return bury(row, 'cannotBeDrawn');
      return failed(row, 'delayed', `draw: ${error instanceof Error ? error.message : 'error'}`);
    }
    if (message === undefined) return done(row);

    const paceMs = deps.pace.take(where.conversation.id, row.class, deps.monotonicMs());
    if (paceMs > 0) return { ms: paceMs, wholeLane: true };
    const sending = { row, where, card, there, revision, message, startMs: deps.monotonicMs() };
    return row.what === 'card' ? sendCard(sending) : sendNotice(sending);
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

  async function sendCard(sending: Sending): Promise<'served' | Wait> {
    const { row, where, card, there, revision, message } = sending;
    const { conversation } = where;
    if (there.messageId !== undefined) {
      const result = await deps.chat.edit(conversation, there.messageId, message);
      if (result.kind !== 'sent') return notSent(sending, result);
      edited.set(cardOf(row), deps.monotonicMs());
      await deps.store.saveCard(row.hub, row.id, row.to, { ...card, shown: revision, attemptAt: undefined });
      return sent(sending, 'edit');
    }
    if (there.attemptAt !== undefined) deps.report({ kind: 'possibleDuplicate', hub: row.hub, id: row.id, to: row.to });
    // The mark is left standing if we die between the post and its record: then a second copy may exist, and is counted.
    const mark: CardRow = { ...card, conversation: conversation.id, messageId: undefined, shown: 0, attemptAt: deps.clock.now() };
    const etag = await deps.store.saveCard(row.hub, row.id, row.to, mark);
    if (etag === undefined) return { ms: 0, wholeLane: false };
    const result = await deps.chat.post(conversation, message);
    if (result.kind !== 'sent') {
      // A plain no means that nothing was posted; only silence leaves the mark standing.
      if (result.kind !== 'unknown') await deps.store.saveCard(row.hub, row.id, row.to, { ...mark, attemptAt: undefined, etag });
      return notSent(sending, result);
    }
    await deps.store.saveCard(row.hub, row.id, row.to, {
      ...mark,
      messageId: result.messageId,
      shown: revision,
      attemptAt: undefined,
      etag,
    });
    return sent(sending, 'post');
  }

  async function sendNotice(sending: Sending): Promise<'served' | Wait> {
    const { row, where, there, message } = sending;
    const result = await deps.chat.post(where.conversation, message, row.to.startsWith('org.') ? there.messageId : undefined);
    return result.kind === 'sent' ? sent(sending, 'notice') : notSent(sending, result);
  }

  async function sent({ row, startMs }: Sending, how: 'post' | 'edit' | 'notice'): Promise<'served'> {
    const waitedMs = Date.parse(deps.clock.now()) - Date.parse(row.since);
    deps.report({ kind: 'sent', how, hub: row.hub, id: row.id, to: row.to, tookMs: deps.monotonicMs() - startMs, waitedMs });
    return done(row);
  }

  async function done(row: OutboxRow): Promise<'served'> {
    failures.delete(row.key);
    // `false` means it was rewritten meanwhile: still to be shown, and the next pass will.
    await deps.store.removeOutbox(row);
    return 'served';
  }

  async function notSent({ row, where, card }: Sending, result: Exclude<SendResult, { kind: 'sent' }>): Promise<'served' | Wait> {
    switch (result.kind) {
      case 'later': {
        const wait = failed(row, 'delayed', result.why, result.afterMs);
        deps.pace.pause(where.conversation.id, deps.monotonicMs() + wait.ms);
        return { ...wait, wholeLane: true };
      }
      case 'unknown':
        return failed(row, 'unanswered', result.why);
      case 'messageGone': {
        deps.report({ kind: 'messageGone', hub: row.hub, id: row.id, to: row.to, why: 'deleted' });
        await deps.store.saveCard(row.hub, row.id, row.to, { ...card, messageId: undefined, shown: 0, attemptAt: undefined });
        return { ms: 0, wholeLane: false };
      }
      case 'closed':
        await deps.directory.saveConversation(where.key, {
          ...where.conversation,
          status: 'suspended',
          reason: result.why,
          since: deps.clock.now(),
        });
        deps.report({ kind: 'suspended', hub: row.hub, id: row.id, to: row.to, why: result.why });
        return { ms: idleMs, wholeLane: true };
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
    failures.delete(row.key);
    deps.report({ kind: 'buried', hub: row.hub, id: row.id, to: row.to, why });
    return 'served';
  }

  function forgetRested(): void {
    const nowMs = deps.monotonicMs();
    for (const [key, atMs] of edited) if (atMs + cardRestMs <= nowMs) edited.delete(key);
  }

  return { pass };
}

const cardOf = (row: OutboxRow): string => `${row.hub}|${row.id}|${row.to}`;
