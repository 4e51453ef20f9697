// Slots in Teams: the word that lists them, the dialogs in which they are offered and withdrawn, and the notice that none is left.
import { stillWithout } from '../../app/slot/book.ts';
import { slotBookKind, slotKind } from '../../app/slot/kind.ts';
import { addressed } from '../../cards/notice-parts.ts';
import { slotHelp, slotVerbs } from '../../cards/slot/list.ts';
import { stockNotice } from '../../cards/slot/words.ts';
import type { Book } from '../../domain/slot/book.ts';
import type { Slot } from '../../domain/slot/state.ts';
import type { TeamsKind } from '../kind.ts';
import { findSlot, redrawSlots, slots } from './list.ts';
import { answerOffer, offerVerbs } from './offer.ts';
import { answerWithdraw } from './withdraw.ts';

export const slotInTeams: TeamsKind<Slot> = {
  kind: slotKind.kind,
  dialogs: {
    verbs: [...offerVerbs, slotVerbs.withdraw],
    answer: (deps, press, how) => (press.verb === slotVerbs.withdraw ? answerWithdraw : answerOffer)(deps, press, how),
  },
  commands: [
    { place: 152, ...slotHelp.slots, words: ['slots', 'slot', 'appointments'], for: 'staff', run: slots },
    { place: 154, ...slotHelp.find, words: ['find', 'ref', 'show'], for: 'staff', run: findSlot },
  ],
  lists: ['slots'],
  redraw: redrawSlots,
};

export const slotBookInTeams: TeamsKind<Book> = {
  kind: slotBookKind.kind,
  async draw({ store, network, clock }, { what }, { state }) {
    if (what !== 'stock') return undefined;
    const now = await network.current();
    const words = stockNotice(now, await stillWithout(store, now, state, clock.now()));
    return words && addressed([], words);
  },
};
