// What an instance leaves to whoever sends now, once it does not: a card that may show an older state than is written down.
import type { Clock, OutboxRow, Store } from '../ports.ts';

/** Whoever sends now may be writing the same card: each try looks again, and the next turn tries again. */
const triesMax = 3;

/**
 * Writes down that it is not known what a card shows, and then that it must be shown: whoever sends now draws it once more. `false`: not yet,
 * others kept writing it. Throws as the store does; a crash between the two is found by the auditor, as a card that is old.
 */
export async function leaveToOthers(deps: { readonly store: Store; readonly clock: Clock }, row: OutboxRow): Promise<boolean> {
  const { hub, thing, id, to, class: sendClass } = row;
  for (let tries = 0; tries < triesMax; tries++) {
    const card = await deps.store.card(hub, id, to);
    // Without a message it is posted anew in any case.
    if (card.messageId === undefined) return true;
    const etag = await deps.store.saveCard(hub, id, to, { ...card, shown: 0 });
    if (etag === undefined) continue;
    await deps.store.show(hub, { kind: thing, id }, { to, class: sendClass, what: 'card' }, deps.clock.now());
    return true;
  }
  return false;
}
