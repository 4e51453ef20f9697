// Old copies: messages that were a card before another one replaced them. If one turns up again, it is made to say so, and gets no button.

import type { CardRow, OldCopy, OutboxRow } from '../ports.ts';
import type { DispatchDeps, Sending } from './sends.ts';
import { oldCopyForMs, oldCopyPauseMs } from './waiting-times.ts';

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

/**
 * Tries each old copy once; `done` when none is left or they have been looked for long enough, else how long until the next look, in ms. Throws as
 * the store does.
 */
export async function sendOld(
  deps: DispatchDeps,
  { row, where, there, message }: Sending,
  mayGo: (conversation: string) => Promise<boolean>,
): Promise<'done' | 'again' | number> {
  const { old = [] } = there;
  const away: OldCopy[] = [];
  for (const copy of old) {
    const conversation = (await deps.directory.conversation(copy.conversation)) ?? { ...where.conversation, id: copy.conversation };
    const result = (await mayGo(copy.conversation)) ? await deps.chat.edit(conversation, copy.messageId, message) : undefined;
    if (result?.kind === 'later' && result.afterMs !== undefined) deps.pace.pause(copy.conversation, deps.monotonicMs() + result.afterMs);
    if (result?.kind !== 'sent') away.push(copy);
  }
  const lookedForMs = Date.parse(deps.clock.now()) - Date.parse(row.since);
  const left = lookedForMs >= oldCopyForMs ? [] : away;
  if (left.length < old.length && (await deps.store.saveCard(row.hub, row.id, row.to, { ...there, old: left })) === undefined)
    return 'again';
  return left.length === 0 ? 'done' : oldCopyPauseMs(lookedForMs);
}
