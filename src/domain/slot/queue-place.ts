// Where a slot stands in its organisation’s book, and what is seen there without loading it.
import type { Place } from '../queue-order.ts';
import type { TaskKind } from '../task/reasons-and-outcomes.ts';
import type { Instant, OrganisationId } from '../terms.ts';
import { cutOffOf, type Slot, type SlotStatus, type Taken } from './state.ts';

/** A slot in its organisation's book, by its row: enough to list it, to offer it and to see what it would overlap. */
export interface SlotPlace extends Place {
  readonly holder: OrganisationId;
  /** Its start, so that the book stands in the order of its times. */
  readonly due: Instant;
  readonly status: Extract<SlotStatus, 'free' | 'taken' | 'lapsed'>;
  readonly minutes: number;
  readonly what: string;
  readonly where: string;
  readonly forOrganisations: 'all' | readonly OrganisationId[];
  readonly forKinds: 'all' | readonly TaskKind[];
  readonly bookUnder: string;
  readonly cutOffAt: Instant;
  readonly revision: number;
  readonly taken?: Taken;
}

/** Where it stands in the book; `undefined`: its time has come, or it was withdrawn. */
export function slotPlace(slot: Slot | undefined): SlotPlace | undefined {
  if (slot === undefined || slot.nextLook === undefined || slot.status === 'used' || slot.status === 'withdrawn') return undefined;
  const { offeredBy, start, minutes, what, place, forOrganisations, forKinds, bookUnder, revision, status } = slot;
  return {
    holder: offeredBy,
    priority: 'routine',
    due: start,
    ...{ status, minutes, what, where: place, forOrganisations, forKinds, bookUnder, cutOffAt: cutOffOf(slot), revision },
    ...(slot.status === 'taken' ? { taken: slot.taken } : {}),
  };
}
