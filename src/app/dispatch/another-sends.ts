// When another instance becomes the sender, marks the cards we may have left out of date, so that it redraws them.
import type { Clock, OutboxRow, Store } from '../ports.ts';

/** How often it is tried in one go: the new sender may be writing the same card, and the next turn tries again. */
const triesMax = 3;

/**
 * Records that it is not known what a card shows, and then that it must be shown, so that the new sender draws it once more. `false`: not
 * yet, because others kept writing it. Throws as the store does. After a crash between the two writes the auditor finds an outdated card.
 */
export async function leaveToOthers(deps: { readonly store: Store; readonly clock: Clock }, row: OutboxRow): Promise<boolean> {
  const { hub, thing, id, to, class: sendClass } = row;
  for (let tries = 0; tries < triesMax; tries++) {
    const card = await deps.store.card(hub, id, to);
    // A card without a message is posted anew in any case.
    if (card.messageId === undefined) return true;
    const etag = await deps.store.saveCard(hub, id, to, { ...card, shown: 0 });
    if (etag === undefined) continue;
    await deps.store.show(hub, { kind: thing, id }, { to, class: sendClass, what: 'card' }, deps.clock.now());
    return true;
  }
  return false;
}
