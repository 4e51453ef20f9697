// The slot as a kind, and the book it stands in: no card of their own, one notice, and their look at the clock.
import type { Book, BookCommand, BookEvent, BookRefusal } from '../../domain/slot/book.ts';
import { bookIds } from '../../domain/slot/book.ts';
import type { SlotCommand } from '../../domain/slot/command.ts';
import type { SlotRefusal, SlotRules } from '../../domain/slot/decide.ts';
import type { SlotEvent } from '../../domain/slot/event.ts';
import { type Slot, slotIds } from '../../domain/slot/state.ts';
import type { Kind } from '../kind.ts';
import { books, lookAtSlot } from './book.ts';
import { slots } from './slot.ts';

export const slotKind: Kind<Slot, SlotCommand, SlotEvent, SlotRefusal, SlotRules> = {
  ...slots,
  ...slotIds,
  looks: lookAtSlot,
};

/** One for each organisation that offers slots. */
export const slotBookKind: Kind<Book, BookCommand, BookEvent, BookRefusal, undefined> = {
  ...books,
  ids: bookIds,
  called: 'the appointment book',
  shown: { drawnFrom: 'many', noticesAlone: true },
};
