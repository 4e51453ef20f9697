// Writes down what a card shows now, and that its row in the outbox is served, in one transaction where nothing else is to be done for it.
import type { CardRow } from '../ports.ts';
import type { KnownCards } from './known-cards.ts';
import { hasOld } from './old-copies.ts';
import type { Sending } from './sends.ts';

/** `undefined`: another dispatcher wrote the card meanwhile. `served`: the row is gone as well. Throws as the store does. */
export async function writeDown(
  cards: KnownCards,
  { row, where }: Pick<Sending, 'row' | 'where'>,
  card: CardRow,
): Promise<{ readonly served: boolean } | undefined> {
  // Old copies are asked for, and a conversation said to be open, before the row that would bring us back is gone.
  if (hasOld(card) || where.conversation.status === 'suspended') {
    return (await cards.save(row, card)) === undefined ? undefined : { served: false };
  }
  const { etag, removed } = await cards.saveServed(row, card);
  return etag === undefined ? undefined : { served: removed };
}
