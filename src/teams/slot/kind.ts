// Slots in Teams: the word that lists them, the dialogs in which they are offered and withdrawn, and the notice that none is left.
import { stillWithout } from '../../app/slot/book.ts';
import { slotBookKind, slotKind } from '../../app/slot/kind.ts';
import { addressed } from '../../cards/notice-parts.ts';
import { stockNotice } from '../../cards/slot/words.ts';
import type { Book } from '../../domain/slot/book.ts';
import type { Slot } from '../../domain/slot/state.ts';
import type { TeamsKind } from '../kind.ts';

export const slotInTeams: TeamsKind<Slot> = { kind: slotKind.kind };

export const slotBookInTeams: TeamsKind<Book> = {
  kind: slotBookKind.kind,
  async draw({ store, network, clock }, { what }, { state }) {
    if (what !== 'stock') return undefined;
    const now = await network.current();
    const words = stockNotice(now, await stillWithout(store, now, state, clock.now()));
    return words && addressed([], words);
  },
};
