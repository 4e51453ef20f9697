// What may happen to a slot: every status, every verb and every role, allowed or refused.
import { describe, expect, it } from 'vitest';
import type { SlotCommand } from '../../../src/domain/slot/command.ts';
import type { SlotDecision } from '../../../src/domain/slot/decide.ts';
import { decideSlot } from '../../../src/domain/slot/decide.ts';
import { receiversOf } from '../../../src/domain/slot/offered.ts';
import type { Actor } from '../../../src/domain/terms.ts';
import {
  amara,
  dalia,
  ewan,
  farah,
  gwen,
  hugo,
  ines,
  jonas,
  larkfield,
  millbrook,
  network,
  north,
  person,
  sender,
  stranger,
} from '../../people.ts';
import { after, ask, cutOff, decided, details, each, id, minutesAfter, now, published, start, takenFor, theClock } from './book.ts';

const said = (decision: SlotDecision): string =>
  'refusal' in decision ? decision.refusal.why : decision.events.map(({ type }) => type).join('+') || 'nothing';

const roles: Readonly<Record<string, Actor>> = {
  'hub clinician': person(amara),
  'clinical lead': person(farah),
  'hub lead': person(dalia),
  'hub administrator': person(ewan),
  'practice administrator': person(gwen),
  'practice clinician': person(hugo),
  'other practice': person(ines),
  'other hub': person(jonas),
  stranger: person(stranger),
  sender,
  clock: theClock,
};
const offerers = ['hub clinician', 'clinical lead', 'hub lead', 'hub administrator', 'sender'];
/** The clock empties the book of a practice that closes. */
const withdrawers = [...offerers, 'clock'];
const takers = ['practice administrator', 'practice clinician', 'sender'];
const reason = { text: 'The nurse is ill', checked: false };
/** Each verb: what is asked, who may, and what becomes of each status where they do. */
const verbs: readonly {
  readonly verb: string;
  readonly wish: (by: Actor) => SlotCommand;
  /** `undefined`: everybody, for a task does it. */
  readonly may: readonly string[] | undefined;
  readonly becomes: Readonly<Record<keyof typeof each | 'none', string>>;
}[] = [
  {
    verb: 'publish',
    wish: (by) => ask('publish', by, { details: details() }),
    may: offerers,
    becomes: { none: 'SlotPublished', free: 'nothing', taken: 'nothing', used: 'nothing', lapsed: 'nothing', withdrawn: 'SlotPublished' },
  },
  {
    verb: 'publish with another length',
    wish: (by) => ask('publish', by, { details: details({ minutes: 15 }) }),
    may: offerers,
    becomes: {
      none: 'SlotPublished',
      free: 'SlotPublished',
      taken: 'slotTaken',
      used: 'slotTaken',
      lapsed: 'SlotPublished',
      withdrawn: 'SlotPublished',
    },
  },
  {
    verb: 'take for the task that has it',
    wish: (by) => ask('take', by, { task: 'T-1', for: larkfield }),
    may: takers,
    becomes: {
      none: 'slotUnknown',
      free: 'SlotTaken',
      taken: 'nothing',
      used: 'nothing',
      lapsed: 'slotLapsed',
      withdrawn: 'slotWithdrawn',
    },
  },
  {
    verb: 'take for another task',
    wish: (by) => ask('take', by, { task: 'T-2', for: larkfield }),
    may: takers,
    becomes: {
      none: 'slotUnknown',
      free: 'SlotTaken',
      taken: 'slotTaken',
      used: 'slotTaken',
      lapsed: 'slotLapsed',
      withdrawn: 'slotWithdrawn',
    },
  },
  {
    verb: 'give back',
    wish: (by) => ask('giveBack', by, { task: 'T-1' }),
    may: undefined,
    becomes: { none: 'slotUnknown', free: 'nothing', taken: 'SlotGivenBack', used: 'nothing', lapsed: 'nothing', withdrawn: 'nothing' },
  },
  {
    verb: 'give back for another task',
    wish: (by) => ask('giveBack', by, { task: 'T-2' }),
    may: undefined,
    becomes: { none: 'slotUnknown', free: 'nothing', taken: 'nothing', used: 'nothing', lapsed: 'nothing', withdrawn: 'nothing' },
  },
  {
    verb: 'withdraw',
    wish: (by) => ask('withdraw', by, { reason }),
    may: withdrawers,
    becomes: {
      none: 'slotUnknown',
      free: 'SlotWithdrawn',
      taken: 'slotTaken',
      used: 'slotTaken',
      lapsed: 'slotLapsed',
      withdrawn: 'slotWithdrawn',
    },
  },
  {
    verb: 'tick',
    wish: (by) => ask('tick', by, {}, start),
    may: undefined,
    becomes: {
      none: 'slotUnknown',
      free: 'SlotLapsed+SlotPassed',
      taken: 'SlotUsed',
      used: 'nothing',
      lapsed: 'SlotPassed',
      withdrawn: 'nothing',
    },
  },
];

describe.each(verbs)('$verb', ({ wish, may, becomes }) => {
  it.each(Object.entries(roles))('by %s', (role, by) => {
    const allowed = may === undefined || may.includes(role);
    for (const [status, expected] of Object.entries(becomes)) {
      const slot = status === 'none' ? undefined : each[status as keyof typeof each];
      // What is not there is nobody's: only whoever publishes it is asked who they are.
      const isUnknown = expected === 'slotUnknown';
      expect(`${status}: ${said(decided(wish(by), slot))}`).toBe(`${status}: ${allowed || isUnknown ? expected : 'notAllowed'}`);
    }
  });
});

function larkfieldsForAll() {
  const theirs = ask('publish', person(gwen), { details: details({ offeredBy: larkfield, forOrganisations: 'all' }) });
  const offer = decideSlot(theirs, undefined, { network });
  if ('refusal' in offer) throw new Error(offer.refusal.why);
  return after(offer.events);
}

describe('who it is for', () => {
  const take = (by: Actor, taker: string, more: object = {}) => decided(ask('take', by, { task: 'T-2', for: taker, ...more }), each.free);
  it('others do not hear what became of it', () => {
    expect(said(take(person(ines), millbrook))).toBe('slotNotForYou');
    expect(said(decided(ask('take', person(ines), { task: 'T-2', for: millbrook }), each.taken))).toBe('slotNotForYou');
    expect(said(take(person(jonas), 'SOUTH'))).toBe('organisationUnknown');
  });
  it('whoever offers it cannot take it, and nobody takes it for others', () => {
    expect(said(take(person(amara), north))).toBe('slotNotForYou');
    expect(said(take(person(amara), larkfield))).toBe('notAllowed');
  });
  it('is nobody\u2019s to take once whoever offers it has left the network', () => {
    const { [larkfield]: _gone, ...practices } = network.practices;
    const wish = ask('take', person(amara), { task: 'T-2', for: north });
    const slot = larkfieldsForAll();
    expect(said(decideSlot(wish, slot, { network }))).toBe('SlotTaken');
    expect(said(decideSlot(wish, slot, { network: { ...network, practices } }))).toBe('slotNotForYou');
  });
  it('a practice’s, also where it is for all, is its hub’s to take and no other practice’s, who could send it no task', () => {
    const slot = larkfieldsForAll();
    expect(said(decideSlot(ask('take', person(amara), { task: 'T-2', for: north }), slot, { network }))).toBe('SlotTaken');
    expect(said(decideSlot(ask('take', person(ines), { task: 'T-2', for: millbrook }), slot, { network }))).toBe('slotNotForYou');
    expect(receiversOf(network, north, slot, now)).toEqual([north]);
    expect(receiversOf(network, north, { offeredBy: north, forOrganisations: 'all' }, now)).not.toContain(north);
    const named = details({ offeredBy: larkfield, forOrganisations: [north, millbrook] });
    expect(decideSlot(ask('publish', person(gwen), { details: named }), undefined, { network })).toEqual({
      refusal: { why: 'slotWrong', rules: ['forOtherPractice'] },
    });
  });
  it('is for the kinds that were named, where the task says its kind', () => {
    expect(said(take(person(gwen), larkfield, { kind: 'tests' }))).toBe('SlotTaken');
    expect(said(take(person(gwen), larkfield, { kind: 'fitNote' }))).toBe('slotNotForYou');
  });
  it('is taken only while the agreement is in force, whichever side the practice is', () => {
    const practices = { ...network.practices };
    const larkfieldNow = practices[larkfield];
    if (larkfieldNow === undefined) throw new Error('no such practice');
    const over = {
      ...network,
      practices: { ...practices, [larkfield]: { ...larkfieldNow, agreement: { from: '2026-01-01', until: '2026-11-23' } } },
    };
    expect(decideSlot(takenFor('T-1'), each.free, { network: over })).toEqual({ refusal: { why: 'noAgreement', practice: larkfield } });
    const theirs = details({ offeredBy: larkfield, forOrganisations: 'all' });
    const offer = decideSlot(ask('publish', person(gwen), { details: theirs }), undefined, { network: over });
    expect(said(offer)).toBe('SlotPublished');
  });
});

describe('its times', () => {
  it('it can be taken until just before its cut-off, whether the clock has looked or not', () => {
    expect(said(decided(takenFor('T-2', minutesAfter(cutOff, -1)), each.free))).toBe('SlotTaken');
    expect(decided(takenFor('T-2', cutOff), each.free)).toEqual({ refusal: { why: 'slotLapsed', since: cutOff } });
  });
  it('given back before its cut-off it is free; after that it lapses; once it has begun it stays used', () => {
    const back = (when: string) => said(decided(ask('giveBack', theClock, { task: 'T-1' }, when), each.taken));
    expect(back(minutesAfter(cutOff, -1))).toBe('SlotGivenBack');
    expect(back(cutOff)).toBe('SlotGivenBack+SlotLapsed');
    expect(back(minutesAfter(start, -1))).toBe('SlotGivenBack+SlotLapsed');
    expect(back(start)).toBe('nothing');
  });
  it('the clock looks at once when it was taken, then when its time comes', () => {
    expect(each.free.nextLook).toBe(cutOff);
    expect(each.taken.nextLook).toBe(now);
    const looked = decided(ask('tick', theClock, {}, minutesAfter(now, 1)), each.taken);
    expect(said(looked)).toBe('SlotLooked');
    expect(each.lapsed.nextLook).toBe(start);
    expect(each.used.nextLook).toBeUndefined();
    expect(each.withdrawn.nextLook).toBeUndefined();
  });
  it('a look by a revision that is past is refused, so that nothing is counted twice', () => {
    expect(said(decided(ask('tick', theClock, { revision: 1 }, start), each.taken))).toBe('changedMeanwhile');
    expect(said(decided(ask('tick', theClock, { revision: 2 }, start), each.taken))).toBe('SlotUsed');
  });
});

describe('what is written', () => {
  it('is guarded: what looks like a patient cannot be offered, nor be the reason for withdrawing', () => {
    const withNumber = details({ bookUnder: 'ring 07700 900123' });
    expect(decided(ask('publish', person(amara), { details: withNumber }))).toEqual({
      refusal: { why: 'slotWrong', rules: ['bookUnderPersonal'] },
    });
    expect(said(decided(ask('publish', person(amara), { details: withNumber, checked: true })))).toBe('SlotPublished');
    const why = (text: string) => said(decided(ask('withdraw', person(amara), { reason: { text, checked: false } }), each.free));
    expect(why('for the one on 07700 900123')).toBe('personalWords');
    expect(why('  ')).toBe('wordsMissing');
    expect(why('x'.repeat(301))).toBe('wordsTooLong');
  });
  it('is trimmed, and lists stand in one order, so that the same offer is the same', () => {
    const again = details({ what: ' Nurse clinic ', forKinds: ['tests', 'faceToFace'] });
    expect(said(decided(ask('publish', person(amara), { details: again }), each.free))).toBe('nothing');
  });
  it('is another slot\u2019s where the id is, but not what it names', () => {
    const other = details({ what: 'Doctor' });
    expect(said(decided(ask('publish', person(amara), { details: other }), each.free))).toBe('idTaken');
    expect(published.id).toBe(id);
  });
});
