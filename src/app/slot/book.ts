// An organisation's appointment book, and how the clock looks at its slots: what lapses, what was used, and for whom nothing is left.

import type { Network } from '../../domain/network/state.ts';
import {
  type Book,
  type BookCommand,
  type BookEvent,
  type BookRefusal,
  bookId,
  decideBook,
  evolveBook,
  reactBook,
} from '../../domain/slot/book.ts';
import { endingAt } from '../../domain/slot/decide.ts';
import { receiversOf } from '../../domain/slot/offered.ts';
import type { Slot } from '../../domain/slot/state.ts';
import type { Actor, HubId, Instant, OrganisationId } from '../../domain/terms.ts';
import { type Aggregate, type HandleDeps, handle, handleTogether, wishAbout } from '../handle.ts';
import type { Look } from '../kind.ts';
import type { NetworkSource } from '../network/network.ts';
import type { Store, ThingKey } from '../ports.ts';
import { bookOf, isFreeFor, type SlotRow, slotKey, slots } from './slot.ts';

export const books: Aggregate<Book, BookCommand, BookEvent, BookRefusal, undefined> = {
  kind: 'slotBook',
  decide: decideBook,
  evolve: evolveBook,
  react: reactBook,
  queue: () => undefined,
  timer: () => undefined,
  // Said as things are when it is sent: two that could not be sent in time are one.
  merging: ['stock'],
};
export const bookKey = (hub: HubId, organisation: OrganisationId): ThingKey => ({ hub, kind: books.kind, id: bookId(organisation) });
const theClock: Actor = { kind: 'clock' };

/** A slot's look at the clock, for the sweep. What it ends is counted in its organisation's book in the same transaction. Errors as `handle`. */
export function lookAtSlot(deps: HandleDeps & { readonly network: NetworkSource }): Look {
  // A sweep looks at all its slots at one moment: a book is read once.
  let reading = { at: '', books: new Map<string, Promise<readonly SlotRow[]>>() };
  const rowsOf = (hub: HubId, organisation: OrganisationId, at: Instant): Promise<readonly SlotRow[]> => {
    if (reading.at !== at) reading = { at, books: new Map() };
    const name = `${hub}|${organisation}`;
    const known = reading.books.get(name) ?? bookOf(deps.store, hub, organisation);
    reading.books.set(name, known);
    return known;
  };
  return async (hub, id, { operation, at }) => {
    const { network } = await deps.network.now();
    const slot = (await deps.store.load<Slot>(slotKey(hub, id)))?.state;
    if (slot === undefined) throw new Error(`there is no slot ${id}`);
    const asked = { hub, operation, at, by: theClock } as const;
    const tick = { ...asked, type: 'tick', id, revision: slot.revision } as const;
    const ending = endingAt(slot, at);
    const ranOut = ending === undefined && mayRunOut(slot) ? leftWithout(network, slot, await rowsOf(hub, slot.offeredBy, at), at) : [];
    if (ending === undefined && ranOut.length === 0) {
      await handle(deps, slots, slotKey(hub, id), tick, { network });
      return {};
    }
    const { start, forOrganisations, offeredBy: organisation } = slot;
    const ended = ending && { start, forOrganisations, usedFor: ending.usedFor };
    const note: BookCommand = { ...asked, type: 'note', organisation, ranOut, ...(ended ? { ended } : {}) };
    // Where it changed meanwhile it is refused, and the next sweep looks again.
    await handleTogether(deps, {
      slot: wishAbout(slots, slotKey(hub, id), tick, { network }),
      book: wishAbout(books, bookKey(hub, organisation), note, undefined),
    });
    return {};
  };
}

/** It was just taken, or lapses now. */
const mayRunOut = ({ status }: Slot): boolean => status === 'taken' || status === 'free';

/** Of those whom this one was for: whoever can take nothing of this book any more. */
function leftWithout(network: Network, slot: Slot, rows: readonly SlotRow[], at: Instant): readonly OrganisationId[] {
  const others = rows.filter(({ id }) => id !== slot.id);
  return receiversOf(network, slot.hub, slot, at).filter(
    (each) => !others.some((row) => isFreeFor(row, { hub: slot.hub, for: each, now: at })),
  );
}

/** For whom an organisation's book has nothing left at this moment, of those for whom it had run out. */
export async function stillWithout(
  store: Pick<Store, 'queue'>,
  network: Network,
  { hub, organisation, ranOut }: Book,
  now: Instant,
): Promise<readonly OrganisationId[]> {
  if (ranOut === undefined) return [];
  const rows = await bookOf(store, hub, organisation);
  const all = receiversOf(network, hub, { offeredBy: organisation, forOrganisations: 'all' }, now);
  return ranOut.for.filter((each) => all.includes(each) && !rows.some((row) => isFreeFor(row, { hub, for: each, now })));
}
