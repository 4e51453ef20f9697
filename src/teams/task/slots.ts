// Appointments that can be taken with a task: those that a form offers, and the one that was chosen there.
import { freeSlots, slotKey } from '../../app/slot/slot.ts';
import type { SlotToTake } from '../../cards/fields.ts';
import { bookClosedUntil } from '../../domain/slot/offered.ts';
import { keptOf, type Slot, type SlotId } from '../../domain/slot/state.ts';
import type { SlotTaken } from '../../domain/task/state.ts';
import type { HubId, Instant, OrganisationId } from '../../domain/terms.ts';
import type { Reading } from '../press.ts';

/** Those that one organisation can take of another's at this moment. Throws as the store does. */
export async function slotsToTake(
  { store, network }: Pick<Reading, 'store' | 'network'>,
  hub: HubId,
  asked: { readonly offeredBy: OrganisationId; readonly for: OrganisationId; readonly now: Instant },
): Promise<readonly SlotToTake[]> {
  const from = bookClosedUntil(await network.current(), hub, asked.offeredBy, asked.now);
  const rows = await freeSlots(store, hub, { ...asked, from });
  return rows.map((row) => ({ slot: keptOf({ ...row, start: row.due, place: row.where }), forKinds: row.forKinds }));
}

/**
 * The one that was chosen, whatever has become of it: what was delivered a second time took it itself, and the book refuses everybody else.
 * `undefined`: there is none. Throws as the store does.
 */
export async function slotMeant({ store }: Pick<Reading, 'store'>, hub: HubId, id: SlotId): Promise<SlotTaken | undefined> {
  const slot = (await store.load<Slot>(slotKey(hub, id)))?.state;
  return slot && keptOf(slot);
}
