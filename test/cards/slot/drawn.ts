// Cards about appointments as they are drawn: lists of both sides, and the dialogs in which they are offered and withdrawn.

import type { Field } from '../../../src/cards/fields.ts';
import { fillForm } from '../../../src/cards/form.ts';
import {
  type FormOf,
  faultyWords,
  lineFaults,
  offerButton,
  offerFields,
  offerLines,
  pasteFields,
  pasteLines,
  repeatFields,
  withdrawButton,
  withdrawFields,
} from '../../../src/cards/slot/forms.ts';
import { drawSlots, type Row, type Side, slotTitles, slotVerbs } from '../../../src/cards/slot/list.ts';
import { timeWords } from '../../../src/cards/slot/words.ts';
import { type Card, saying } from '../../../src/cards/templates.ts';
import { slotPlace } from '../../../src/domain/slot/queue-place.ts';
import type { Slot } from '../../../src/domain/slot/state.ts';
import { slotColumns } from '../../../src/files/slots.ts';
import { each, id, now } from '../../domain/slot/book.ts';
import { larkfield, millbrook, network, north } from '../../people.ts';

const rowOf = (slot: Slot): Row => {
  const place = slotPlace(slot);
  if (place === undefined) throw new Error('it stands in no book');
  return { ...place, id: slot.id };
};
const rows = [rowOf(each.taken), rowOf(each.free), rowOf(each.lapsed)];
const ledger = {
  organisation: north,
  own: { offered: 40, used: 31 },
  from: [
    { organisation: larkfield, offered: 12, used: 9 },
    { organisation: millbrook, offered: 3, used: 0 },
  ],
};
const list = (side: Side, organisation: string, shown: readonly Row[]): Card =>
  drawSlots(network, { hub: north, organisation, side, page: 0, rows: shown, otherFree: 2, ledger: { ...ledger, organisation } }, now);

const of: FormOf = { network, hub: north, organisation: north, now, stopped: false };
const form = (verb: string, title: string, fields: readonly Field[], lines: readonly string[], problem = ''): Card => {
  const shown = { verb, title, submit: offerButton, fields, lines: [...offerLines(network, north), ...lines] };
  return saying('slot', fillForm(shown, { hub: north, id: '', revision: 0, rest: north }, problem, {}));
};

export const slotCards: readonly { readonly template: 'list' | 'form'; readonly variant: string; readonly draw: () => Card }[] = [
  { template: 'list', variant: 'slots', draw: () => list('ours', north, rows) },
  { template: 'list', variant: 'slots-for-us', draw: () => list('theirs', larkfield, rows.slice(0, 2)) },
  { template: 'list', variant: 'slots-none', draw: () => list('ours', millbrook, []) },
  {
    template: 'form',
    variant: 'offerSlots',
    draw: () => form(slotVerbs.offer, slotTitles.offer, offerFields({ ...of, stopped: true }), []),
  },
  { template: 'form', variant: 'repeatSlots', draw: () => form(slotVerbs.repeat, slotTitles.repeat, repeatFields(of), []) },
  {
    template: 'form',
    variant: 'pasteSlots',
    draw: () => form(slotVerbs.paste, slotTitles.paste, pasteFields(false), pasteLines(slotColumns)),
  },
  {
    template: 'form',
    variant: 'pasteSlots-again',
    draw: () => form(slotVerbs.paste, slotTitles.paste, pasteFields(false), lineFaults(['line 4: its time is past']), faultyWords),
  },
  {
    template: 'form',
    variant: 'withdrawSlot',
    draw: () => {
      const lines = [timeWords(each.free)];
      const shown = { verb: slotVerbs.withdraw, title: slotTitles.withdraw, submit: withdrawButton, lines, fields: withdrawFields(false) };
      return saying('slot', fillForm(shown, { hub: north, id, revision: 1, rest: '' }, '', {}));
    },
  },
];
