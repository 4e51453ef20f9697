// The cards this dispatcher wrote down itself, so that it need not read what it has just written.
import type { CardRow, OutboxRow, Store } from '../ports.ts';
import { cardOf } from './sends.ts';

/** Cards remembered: more than a hub has open. */
const cardsMax = 5_000;
const unwritten: CardRow = { conversation: '', messageId: undefined, shown: 0, attemptAt: undefined, etag: undefined };

/**
 * What is remembered is only ever used to send something newer than it shows, and every write is made under its etag: where another dispatcher
 * wrote meanwhile the write is refused, and the card is read.
 */
export interface KnownCards {
  /** `made`: its thing was made a moment ago, so nothing can have been shown of it. */
  remembered(row: OutboxRow, made: boolean): CardRow | undefined;
  /** Throws as the store does. */
  read(row: OutboxRow): Promise<CardRow>;
  /** Writes it down; its new etag, or `undefined` when another wrote first. Throws as the store does. */
  save(row: OutboxRow, card: CardRow): Promise<string | undefined>;
  /** The same, and takes the row out of the outbox with it, where nobody has rewritten that. */
  saveServed(row: OutboxRow, card: CardRow): Promise<{ readonly etag: string | undefined; readonly removed: boolean }>;
  /** Another instance sends: what is remembered may be old. */
  forgetAll(): void;
}

export function createKnownCards(store: Store): KnownCards {
  const known = new Map<string, CardRow>();
  function remember(row: OutboxRow, card: CardRow, etag: string | undefined): void {
    if (etag === undefined) return;
    if (known.size >= cardsMax) known.clear();
    known.set(cardOf(row), { ...card, etag });
  }
  return {
    remembered: (row, made) => known.get(cardOf(row)) ?? (made ? unwritten : undefined),
    async read(row) {
      const card = await store.card(row.hub, row.id, row.to);
      // Somebody else may be posting a card that is marked: it is read again until they have written down what became of it.
      if (card.attemptAt === undefined) remember(row, card, card.etag);
      else known.delete(cardOf(row));
      return card;
    },
    async save(row, card) {
      // Until it is known to be written nothing is known.
      known.delete(cardOf(row));
      const etag = await store.saveCard(row.hub, row.id, row.to, card);
      remember(row, card, etag);
      return etag;
    },
    async saveServed(row, card) {
      known.delete(cardOf(row));
      const saved = await store.saveServed(row, card);
      remember(row, card, saved.etag);
      return saved;
    },
    forgetAll: () => known.clear(),
  };
}
