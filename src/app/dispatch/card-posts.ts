// Posts a card so that a crash or a lost answer leaves at most one copy too many, counted: marked before, written down after.
import type { SendResult } from '../chat.ts';
import type { CardRow, OutboxRow } from '../ports.ts';
import type { KnownCards } from './known-cards.ts';
import { withOld } from './old-copies.ts';
import { again, cardOf, type DispatchDeps, type Sending, type Wait } from './sends.ts';
import { markMs, urgentMarkMs } from './waiting-times.ts';
import { writeDown } from './write-down.ts';

export type Posted =
  /** `served`: written down, and nothing more is to be done for its row. */
  | { readonly kind: 'posted'; readonly card: CardRow; readonly served: boolean }
  | { readonly kind: 'wait'; readonly wait: Wait }
  | { readonly kind: 'notSent'; readonly result: Exclude<SendResult, { kind: 'sent' }> };

export interface CardPosts {
  /** A message that the card had here becomes an old copy once the new one stands. Throws as the store does. */
  post(sending: Sending): Promise<Posted>;
  /** Writes down what was posted and could not be written down yet. Throws as the store does. */
  recordAll(): Promise<void>;
  /** How long somebody else's mark on it is still believed, in ms, as far as we know; 0: it is to be looked at. */
  restMs(row: OutboxRow): number;
  /** What was posted is known to be written down. */
  isRecorded(row: OutboxRow): void;
  forget(row: OutboxRow): void;
  forgetOld(): void;
}

/**
 * Somebody else's mark is looked at again after this at the latest, because Teams may have refused their post. Not with every pass: a slow store
 * would leave no time for the cards behind it.
 */
const markLookMs = 5_000;
/** A post begins at most this long after its mark: others believe the mark of an urgent card for `urgentMarkMs`, and the post needs most of that. */
const markFreshMs = 1_000;

export function createCardPosts(
  deps: DispatchDeps & { readonly cards: KnownCards },
  mayNotYet: (sending: Sending) => Promise<Wait | undefined>,
  sent: (sending: Sending) => void,
): CardPosts {
  /** By card: the etag of our own mark, so that it is not taken for somebody else's, and since when; `posted` once something may stand there. */
  const marks = new Map<string, { readonly etag: string; readonly sinceMs: number; readonly posted: boolean }>();
  /** By card: posted, but the store would not write it down yet. */
  const unrecorded = new Map<
    string,
    { readonly row: OutboxRow; readonly card: Pick<CardRow, 'conversation' | 'messageId' | 'shown' | 'old'> }
  >();
  /** By card: marked by somebody else, as long as nothing has changed of what is to be shown. */
  const marked = new Map<string, { readonly etag: string; readonly untilMs: number }>();
  const isFresh = (mark: { readonly sinceMs: number } | undefined): boolean =>
    mark !== undefined && deps.monotonicMs() - mark.sinceMs < markFreshMs;
  const wait = (of: Wait): Posted => ({ kind: 'wait', wait: of });

  async function post(sending: Sending): Promise<Posted> {
    const { row, where, there, revision, message } = sending;
    const key = cardOf(row);
    const known = unrecorded.get(key)?.card;
    if (known?.conversation === where.conversation.id) {
      await record(row, { ...there, ...known });
      return wait(again);
    }
    // No mark before its time: it would be old when the post begins.
    const pacedMs = deps.pace.waitMs(where.conversation.id, row.class, deps.monotonicMs());
    if (pacedMs > 0) return wait({ ms: pacedMs, wholeLane: true });
    const etag = await mark(sending);
    if (typeof etag !== 'string') return wait(etag);
    const notYet = await mayNotYet(sending);
    if (notYet) return wait(notYet);
    if (!isFresh(marks.get(key))) return wait(again);
    marks.set(key, { etag, sinceMs: deps.monotonicMs(), posted: true });
    const result = await deps.chat.post(where.conversation, message);
    if (result.kind !== 'sent') {
      // A clear refusal means that nothing was posted; only without an answer does the mark stay.
      if (result.kind !== 'unknown') await record(row, { ...there, etag });
      return { kind: 'notSent', result };
    }
    sent(sending);
    const card: CardRow = { ...withOld(there), messageId: result.messageId, shown: revision, etag };
    const { conversation, messageId, shown, old } = card;
    unrecorded.set(key, { row, card: { conversation, messageId, shown, ...(old ? { old } : {}) } });
    // Where another dispatcher wrote meanwhile, theirs is the card from now on, and may show an older state.
    const saved = await writeDown(deps.cards, sending, { ...card, attemptAt: undefined });
    isWritten(row);
    return saved === undefined ? wait(again) : { kind: 'posted', card, ...saved };
  }

  /** Marks the card before a post. The mark is left standing if we die before the record: then a second copy may exist, and is counted. */
  async function mark({ row, there }: Sending): Promise<string | Wait> {
    const mine = marks.get(cardOf(row));
    const isMine = mine !== undefined && mine.etag === there.etag;
    if (isMine && !mine.posted) {
      if (isFresh(mine)) return mine.etag;
    } else if (there.attemptAt !== undefined) {
      const leftMs = (row.class === 0 ? urgentMarkMs : markMs) - (Date.parse(deps.clock.now()) - Date.parse(there.attemptAt));
      if (!isMine && leftMs > 0) {
        marked.set(cardOf(row), { etag: row.etag, untilMs: deps.monotonicMs() + Math.min(leftMs, markLookMs) });
        return { ms: leftMs, wholeLane: false };
      }
      deps.report({ kind: 'possibleDuplicate', hub: row.hub, id: row.id, to: row.to });
    }
    const etag = await deps.cards.save(row, { ...there, attemptAt: deps.clock.now() });
    if (etag === undefined) return again;
    marks.set(cardOf(row), { etag, sinceMs: deps.monotonicMs(), posted: false });
    return etag;
  }

  /** Writes down what became of a post; where another dispatcher wrote first, theirs stands. */
  async function record(row: OutboxRow, card: CardRow): Promise<void> {
    await deps.cards.save(row, { ...card, attemptAt: undefined });
    isWritten(row);
  }

  async function recordAll(): Promise<void> {
    for (const [key, { row, card }] of unrecorded) await record(row, { ...card, etag: marks.get(key)?.etag, attemptAt: undefined });
  }

  function isWritten(row: OutboxRow): void {
    unrecorded.delete(cardOf(row));
    marks.delete(cardOf(row));
  }

  return {
    post,
    recordAll,
    restMs(row) {
      const known = marked.get(cardOf(row));
      return known?.etag === row.etag ? Math.max(0, known.untilMs - deps.monotonicMs()) : 0;
    },
    isRecorded: (row) => unrecorded.delete(cardOf(row)),
    forget(row) {
      for (const known of [marks, unrecorded, marked]) known.delete(cardOf(row));
    },
    forgetOld() {
      for (const [card, { untilMs }] of marked) if (untilMs <= deps.monotonicMs()) marked.delete(card);
    },
  };
}
