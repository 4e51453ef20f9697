// Messages that were a card before another one took their place: should one turn up again, it is made to say so, without any button.
import type { CardRow, Conversation, OldCopy, OutboxRow } from './ports.ts';
import type { DispatchDeps } from './sends.ts';

/** Copies remembered of one card in one place; each needs a message that Teams says is gone, or another channel. */
const oldMax = 5;

/** The card row of a conversation; whatever it knew elsewhere is an old copy there. */
export function cardIn(card: CardRow, conversation: string): CardRow {
  if (card.conversation === conversation) return card;
  return { ...withOld(card), conversation, messageId: undefined, shown: 0 };
}

/** What is known now becomes an old copy. */
export function withOld(card: CardRow): CardRow {
  const { conversation, messageId, old = [] } = card;
  return messageId === undefined ? card : { ...card, old: [...old, { conversation, messageId }].slice(-oldMax) };
}

export const hasOld = ({ old = [] }: CardRow): boolean => old.length > 0;

/** Asks, in the outbox, for old copies to be put right; asked twice is asked once. Throws as the store does. */
export const askForOld = ({ store, clock }: Pick<DispatchDeps, 'store' | 'clock'>, { hub, thing, id, to }: OutboxRow): Promise<void> =>
  store.show(hub, { kind: thing, id }, { to, class: 2, what: 'moved' }, clock.now());

/** Tries each copy; those that are not there, or could not be written to, are left. */
export async function putOldRight(
  deps: Pick<DispatchDeps, 'directory' | 'chat' | 'pace' | 'monotonicMs'>,
  conversation: Conversation,
  copies: readonly OldCopy[],
  message: Parameters<DispatchDeps['chat']['edit']>[2],
  mayGo: (conversation: string) => Promise<boolean>,
): Promise<readonly OldCopy[]> {
  const left: OldCopy[] = [];
  for (const copy of copies) {
    const where = (await deps.directory.conversation(copy.conversation)) ?? { ...conversation, id: copy.conversation };
    const result = (await mayGo(copy.conversation)) ? await deps.chat.edit(where, copy.messageId, message) : undefined;
    if (result?.kind === 'later' && result.afterMs !== undefined) deps.pace.pause(copy.conversation, deps.monotonicMs() + result.afterMs);
    if (result?.kind !== 'sent') left.push(copy);
  }
  return left;
}
