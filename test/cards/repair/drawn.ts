// Cards and forms of repairs as they are drawn: somebody leaves, a practice closes, is merged or moves, from the preview to the account.
import { drawOffered, drawRepair, drawRepairs } from '../../../src/cards/repair/card.ts';
import { type Asking, drawDecideRepair, drawRepairForm } from '../../../src/cards/repair/forms.ts';
import { repairRefusalWords } from '../../../src/cards/repair/refusals.ts';

import type { Card, TemplateName } from '../../../src/cards/templates.ts';
import { evolveRepair, type RepairEvent, type Sight } from '../../../src/domain/repair/decide.ts';
import type { Account, Preview, Repair, RepairPlan } from '../../../src/domain/repair/state.ts';
import { personOf } from '../../../src/domain/terms.ts';
import { later } from '../../given.ts';
import { amara, bram, carys, dalia, larkfield, millbrook, network, north, south } from '../../people.ts';

const now = later(45);
const over = { to: millbrook, agreedOn: '2026-11-20', agreedBy: 'Dr Hugo Baines, partner' };
const plans = {
  leaver: { type: 'leaver', person: personOf(amara), to: personOf(bram) },
  leaverToNobody: { type: 'leaver', person: personOf(amara) },
  close: { type: 'close', practice: larkfield, from: '2026-12-01' },
  closeOver: { type: 'close', practice: larkfield, from: '2026-12-01', over },
  merge: { type: 'merge', practice: larkfield, from: '2026-12-01', over, without: [carys.id] },
  move: {
    ...{ type: 'move', practice: larkfield, from: '2026-12-01', leaves: north, to: south, finishes: '2026-12-03' },
    ...{ agreedOn: '2026-11-20', agreedBy: 'Both hub leads' },
  },
} as const satisfies Readonly<Record<string, RepairPlan>>;
const ofLeaver: Preview = {
  at: later(40),
  counts: { claimed: 4, meantFor: 1, onLadders: 2, questions: 1, tasksInHand: 3, shifts: 5, checklists: 2 },
  lastDuty: true,
};
const ofPractice: Preview = {
  at: later(40),
  counts: { atPractice: 12, atHub: 7, offered: 1, tasks: 5, slotsFree: 9, slotsTaken: 2, staff: 6 },
};
const ofMerger: Preview = { ...ofPractice, cleared: [carys, amara].map(personOf) };
const ofMove: Preview = {
  at: later(40),
  counts: { atPractice: 12, atHub: 7, slotsFree: 9, staff: 6 },
  cleared: [carys, amara].map(personOf),
};
const previews: Readonly<Record<RepairPlan['type'], Preview>> = { leaver: ofLeaver, close: ofPractice, merge: ofMerger, move: ofMove };

const id = 'M-K7M4QX';
const by = personOf(dalia);
const after = (...events: readonly RepairEvent[]): Repair =>
  events.reduce<Repair | undefined>((repair, event, index) => evolveRepair(repair, event, index + 1), undefined) as Repair;
const proposed = (plan: RepairPlan, preview = previews[plan.type]): RepairEvent => ({
  ...{ type: 'RepairProposed', at: later(40), by, hub: north, id, plan, preview },
});
const confirmed = (plan: RepairPlan, nextLook = later(41)): RepairEvent => ({
  ...{ type: 'RepairConfirmed', at: later(41), by, preview: previews[plan.type], nextLook },
});
const looked = (sight: Sight): RepairEvent => ({ type: 'RepairLooked', at: later(42), sight, nextLook: later(43) });
const finished = (things: Account['things']): RepairEvent => ({ type: 'RepairFinished', at: later(44), account: { things } });
const begun = (plan: RepairPlan, ...events: readonly RepairEvent[]): Repair => after(proposed(plan), confirmed(plan), ...events);
const things = ['K7M4QX', 'C7M4QX', 'T-K7M4QX', 'T-C7M4QX', 'D7M4QX'];

export const repairStates = {
  leaverProposed: after(proposed(plans.leaver)),
  leaverNothing: after(proposed(plans.leaverToNobody, { at: later(40), counts: {} })),
  leaverWorking: begun(plans.leaver, looked({ things, left: 2 })),
  leaverWaits: begun(plans.leaver, looked({ things, left: 0, waitsFor: 'anotherLead' })),
  leaverOver: begun(
    plans.leaver,
    looked({ things, left: 0, shifts: 5 }),
    finished({ handedOver: ['K7M4QX', 'T-K7M4QX'], queued: ['C7M4QX'], closed: ['T-C7M4QX'], elsewhere: ['D7M4QX'] }),
  ),
  leaverCalledOff: after(proposed(plans.leaver), { type: 'RepairCalledOff', at: later(41), by }),
  closeProposed: after(proposed(plans.close)),
  closeBegins: after(proposed(plans.closeOver), confirmed(plans.closeOver, '2026-12-01T00:00:00.000Z')),
  closeWorking: begun(plans.closeOver, looked({ things, left: 3 })),
  closeOver: begun(
    plans.close,
    looked({ things, left: 0, slots: 9, appointments: ['T-K7M4QX'] }),
    finished({ withHub: things.slice(0, 4), unchanged: things.slice(4) }),
  ),
  mergeProposed: after(proposed(plans.merge)),
  mergeOver: begun(
    plans.merge,
    looked({ things, left: 0, notCleared: [personOf(amara)] }),
    finished({ moved: things.slice(0, 4), closed: things.slice(4) }),
  ),
  moveProposed: after(proposed(plans.move)),
  moveFinishing: begun(plans.move, looked({ things, left: 3, waitsFor: 'finishing' })),
  moveWaits: begun(plans.move, looked({ things: [], left: 0, waitsFor: 'disaster' })),
  moveOver: begun(
    plans.move,
    looked({ things, left: 0, slots: 9 }),
    finished({ withPractice: things.slice(0, 3), closed: things.slice(3) }),
  ),
} as const satisfies Readonly<Record<string, Repair>>;

const asking = (type: Asking['type']): Asking => ({
  ...{
    network,
    hub: north,
    now,
    type,
    of: type === 'leaver' ? amara.id : larkfield,
    to: type === 'merge' ? millbrook : type === 'move' ? south : '',
  },
  cleared: type === 'merge' ? [carys, amara] : [],
});
const forms: Readonly<Record<string, () => Card>> = {
  repairLeaver: () => drawRepairForm(asking('leaver'), ofLeaver),
  repairClose: () => drawRepairForm(asking('close'), ofPractice),
  repairMerge: () => drawRepairForm(asking('merge'), ofMerger, repairRefusalWords({ why: 'agreementMissing' }), { to: millbrook }),
  repairMove: () => drawRepairForm(asking('move'), ofMove),
  repairConfirm: () => drawDecideRepair(repairStates.mergeProposed, ofMerger, 'confirm', network),
  repairCallOff: () => drawDecideRepair(repairStates.leaverProposed, ofLeaver, 'callOff', network),
};
const offered = { hub: north, of: larkfield, to: millbrook };

export const repairCards: readonly { readonly template: TemplateName; readonly variant: string; readonly draw: () => Card }[] = [
  ...Object.entries(repairStates).map(([name, repair]) => ({
    ...({ template: 'list', variant: `repair${name.replace(/^./, (letter) => letter.toUpperCase())}` } as const),
    draw: () => drawRepair(repair, network, now).card,
  })),
  { template: 'list', variant: 'repairOffered', draw: () => drawOffered('merge', 'Larkfield Surgery.', offered) },
  { template: 'list', variant: 'repairs', draw: () => drawRepairs([repairStates.leaverProposed, repairStates.closeBegins], network) },
  { template: 'list', variant: 'repairsNone', draw: () => drawRepairs([], network) },
  ...Object.entries(forms).map(([variant, draw]) => ({ template: 'form', variant, draw }) as const),
];
