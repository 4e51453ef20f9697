// Who may propose, confirm and call off a repair, and when: every verb in every state by everybody.
import { describe, expect, it } from 'vitest';
import { decideRepair, evolveRepair, type RepairCommand, type RepairEvent } from '../../../src/domain/repair/decide.ts';
import { type Account, isOpenRepair, type Repair, type RepairPlan } from '../../../src/domain/repair/state.ts';
import type { Actor } from '../../../src/domain/terms.ts';
import { later } from '../../given.ts';
import { amara, bram, dalia, ewan, gwen, jonas, larkfield, millbrook, network, north, overthere, person, stranger } from '../../people.ts';

const id = 'M-K7M4QX';
const preview = { at: later(0), counts: {} };
const plan: RepairPlan = { type: 'leaver', person: { id: amara.id, name: amara.name }, to: { id: bram.id, name: bram.name } };
const asked = (by: Actor, minutes = 0) => ({ hub: north, id, operation: `${minutes}`, at: later(minutes), by });
const clock: Actor = { kind: 'clock' };
const after = (...events: readonly RepairEvent[]): Repair | undefined =>
  events.reduce<Repair | undefined>((repair, event, index) => evolveRepair(repair, event, index + 1), undefined);
const by = { id: dalia.id, name: dalia.name };
const proposed: RepairEvent = { type: 'RepairProposed', at: later(0), by, hub: north, id, plan, preview };
const confirmed: RepairEvent = { type: 'RepairConfirmed', at: later(1), by, preview, nextLook: later(1) };
const states: Readonly<Record<string, Repair | undefined>> = {
  none: undefined,
  proposed: after(proposed),
  working: after(proposed, confirmed),
  waits: after(proposed, confirmed, {
    type: 'RepairLooked',
    at: later(2),
    sight: { left: 0, waitsFor: 'otherRepair' },
    nextLook: later(3),
  }),
  over: after(proposed, confirmed, { type: 'RepairFinished', at: later(2), account: { things: {} } }),
  calledOff: after(proposed, { type: 'RepairCalledOff', at: later(1), by }),
};
type Verb = RepairCommand['type'];
const verbs: Readonly<Record<Verb, object>> = {
  propose: { plan, preview },
  confirm: { preview },
  callOff: {},
  look: { sight: { left: 1 } },
  finish: { account: { things: {} } },
};
/** What comes of it by a hub lead (or, of the last two, by the clock); `-`: nothing changes. */
const table: Readonly<Record<Verb, Readonly<Record<string, string>>>> = {
  propose: { none: 'RepairProposed', proposed: 'idTaken', working: 'idTaken', waits: 'idTaken', over: 'idTaken', calledOff: 'idTaken' },
  confirm: { none: 'repairUnknown', proposed: 'RepairConfirmed', working: '-', waits: '-', over: '-', calledOff: 'calledOffAlready' },
  callOff: {
    none: 'repairUnknown',
    proposed: 'RepairCalledOff',
    working: 'begunAlready',
    waits: 'RepairCalledOff',
    over: 'begunAlready',
    calledOff: '-',
  },
  look: { none: 'repairUnknown', proposed: '-', working: 'RepairLooked', waits: 'RepairLooked', over: '-', calledOff: '-' },
  finish: { none: 'repairUnknown', proposed: '-', working: 'RepairFinished', waits: 'RepairFinished', over: '-', calledOff: '-' },
};
const outcome = (verb: Verb, actor: Actor, repair: Repair | undefined): string => {
  const decision = decideRepair({ ...asked(actor, 5), type: verb, ...verbs[verb] } as RepairCommand, repair, { network });
  return 'refusal' in decision ? decision.refusal.why : (decision.events[0]?.type ?? '-');
};
const others: readonly (readonly [string, Actor])[] = [
  ...[amara, ewan, gwen, jonas].map((who) => [who.name, person(who)] as const),
  ['nobody known', person(stranger)],
  ['a sender', { kind: 'sender', caller: 'maker' }],
];

describe('a repair', () => {
  for (const verb of Object.keys(table) as Verb[])
    for (const [name, repair] of Object.entries(states)) {
      const clocks = verb === 'look' || verb === 'finish';
      it(`is asked to ${verb} while ${name}`, () => {
        expect(outcome(verb, clocks ? clock : person(dalia), repair)).toBe(table[verb][name]);
        for (const [, actor] of others) expect(outcome(verb, actor, repair)).toBe(clocks ? 'clockOnly' : 'leadsOnly');
        expect(outcome(verb, clocks ? person(dalia) : clock, repair)).toBe(clocks ? 'clockOnly' : 'leadsOnly');
      });
    }
  it('is open until it is over or called off', () => {
    const open = Object.entries(states).flatMap(([name, repair]) => (repair !== undefined && isOpenRepair(repair) ? [name] : []));
    expect(open).toEqual(['proposed', 'working', 'waits']);
  });
  const over = { to: millbrook, agreedOn: '2026-11-20', agreedBy: 'Dr Hugo Baines' };
  const close = { type: 'close', practice: larkfield, from: '2026-12-01' } as const;
  it.each<readonly [string, RepairPlan, string]>([
    ['somebody of another hub', { type: 'leaver', person: jonas }, 'personUnknown'],
    ['the only lead', { type: 'leaver', person: dalia }, 'lastLead'],
    ['somebody who would take over from themselves', { ...plan, to: amara }, 'receiverWrong'],
    ['somebody of another hub as receiver', { ...plan, to: jonas }, 'receiverWrong'],
    ['a practice of another hub', { ...close, practice: overthere }, 'practiceWrong'],
    ['a day that is past', { ...close, from: '2026-11-01' }, 'dateWrong'],
    ['a practice of another hub that takes over', { ...close, over: { ...over, to: overthere } }, 'successorWrong'],
    ['a practice that takes over from itself', { ...close, over: { ...over, to: larkfield } }, 'successorWrong'],
    ['an agreement of nobody', { ...close, over: { ...over, agreedBy: ' ' } }, 'agreementMissing'],
    ['an agreement of no day', { ...close, over: { ...over, agreedOn: 'soon' } }, 'agreementMissing'],
    ['an agreement that names a patient', { ...close, over: { ...over, agreedBy: 'for 943 476 5919' } }, 'personalWords'],
  ])('is not proposed for %s', (_, wanted, why) => {
    expect(decideRepair({ ...asked(person(dalia)), type: 'propose', plan: wanted, preview }, undefined, { network })).toMatchObject({
      refusal: { why },
    });
  });
  it('is over only with everything that it is known to be about', () => {
    const found: RepairEvent = {
      type: 'RepairLooked',
      at: later(2),
      sight: { things: ['K7M4QX', 'T-K7M4QX'], left: 0 },
      nextLook: later(3),
    };
    const working = after(proposed, confirmed, found);
    const finish = (things: Account['things']) =>
      decideRepair({ ...asked(clock, 4), type: 'finish', account: { things } }, working, { network });
    // Two look at the same moment: one had not seen the task.
    expect(finish({ handedOver: ['K7M4QX'] })).toEqual({ events: [] });
    expect(finish({ handedOver: ['K7M4QX'], closed: ['T-K7M4QX'] })).toMatchObject({ events: [{ type: 'RepairFinished' }] });
  });
  it('is confirmed only if it may still be done', () => {
    const { [amara.id]: _gone, ...staff } = network.staff;
    const command = { ...asked(person(dalia)), type: 'confirm', preview } as const;
    expect(decideRepair(command, states['proposed'], { network: { ...network, staff } })).toMatchObject({
      refusal: { why: 'personUnknown' },
    });
  });
});
