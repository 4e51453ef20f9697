// Changing the network: who may, what is refused, and how it looks afterwards.
import { deepStrictEqual } from 'node:assert/strict';
import { describe, expect, it } from 'vitest';
import type { NetworkCommand, NewPractice } from '../../../src/domain/network/command.ts';
import { decideNetwork } from '../../../src/domain/network/decide.ts';
import type { NetworkEvent } from '../../../src/domain/network/event.ts';
import { evolveNetwork } from '../../../src/domain/network/evolve.ts';
import {
  allocationMax,
  changeAheadDaysMax,
  exceptionsMax,
  isContact,
  pathwayChangesMax,
  reasonCharactersMax,
} from '../../../src/domain/network/settings.ts';
import { stageAt } from '../../../src/domain/network/stage.ts';
import {
  type Buddy,
  loginsMaxDefault,
  type Network,
  type Practice,
  type StageStep,
  type TaskTemplate,
} from '../../../src/domain/network/state.ts';
import { type Actor, capabilities, type Person } from '../../../src/domain/terms.ts';
import { coreHours } from '../../../src/domain/time/hours.ts';
import {
  amara,
  bram,
  carys,
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
  overthere,
  person,
  quayside,
  sender,
  south,
  stranger,
} from '../../people.ts';

const at = '2026-11-25T09:00:00.000Z';
type Bare = NetworkCommand extends infer Command
  ? Command extends NetworkCommand
    ? Omit<Command, 'operation' | 'at' | 'by'>
    : never
  : never;
const ask = (bare: Bare, by: Person = dalia, when = at): NetworkCommand =>
  ({ ...bare, operation: 'operation-1', at: when, by: person(by) }) as NetworkCommand;
const decided = (bare: Bare, by: Person = dalia, before: Network = network) => decideNetwork(ask(bare, by), before);
const refusal = (bare: Bare, by: Person = dalia, before: Network = network): string | undefined => {
  const decision = decided(bare, by, before);
  return 'refusal' in decision ? decision.refusal.why : undefined;
};
/** The network after commands that must each be granted. */
function changedBy(commands: readonly Bare[], by: Person = dalia, before: Network = network): Network {
  return commands.reduce((now, bare) => {
    const decision = decided(bare, by, now);
    if ('refusal' in decision) throw new Error(`${bare.type}: ${decision.refusal.why}`);
    return decision.events.reduce((state, event) => evolveNetwork(state, event), now);
  }, before);
}

const bloods: TaskTemplate = { name: 'Yearly bloods', kind: 'tests', detail: 'bloods', asked: 'Full blood count, please.', wanted: 'week' };
const buddies: Buddy = { takes: larkfield, workOf: millbrook, from: '2026-04-01', until: '2027-03-31', agreedBy: 'Both partners' };
const added: NewPractice = {
  ...{ code: 'Q90001', name: 'Added Surgery', pcn: 'U12345', icb: 'QXX', recordSystem: 'EMIS', hours: coreHours },
  pathway: { clinical: 'hubFirst', admin: 'practiceFirst', clinicalAdmin: 'hubFirst' },
};
const contact = { name: 'Pia Quill', telephone: '01632 960007' };
/** One of each, about the hub North or its practice Larkfield. */
const changes: readonly { readonly bare: Bare; readonly for: 'lead' | 'office' }[] = [
  { bare: { type: 'addStaff', person: stranger.id, name: stranger.name, posts: [{ role: 'clinician', at: north }] }, for: 'lead' },
  {
    bare: { type: 'addStaff', person: stranger.id, name: stranger.name, posts: [{ role: 'practiceAdministrator', at: larkfield }] },
    for: 'lead',
  },
  { bare: { type: 'changePosts', person: amara.id, posts: [{ role: 'dutyClinician', at: north }] }, for: 'lead' },
  { bare: { type: 'clearFor', person: carys.id, practice: millbrook, capabilities: ['view'] }, for: 'lead' },
  { bare: { type: 'removeClearance', person: amara.id, practice: larkfield }, for: 'lead' },
  { bare: { type: 'removeStaff', person: amara.id }, for: 'lead' },
  { bare: { type: 'makeLike', hub: north, person: stranger.id, name: 'Sam Stranger', like: carys.id, practices: [] }, for: 'lead' },
  { bare: { type: 'addPractices', hub: north, practices: [added] }, for: 'lead' },
  { bare: { type: 'setRecords', practice: larkfield, recordSystem: 'Vision', recordAccess: 'separate' }, for: 'lead' },
  { bare: { type: 'setAgreement', practice: larkfield, agreement: { from: '2026-01-01', until: '2027-12-31' } }, for: 'lead' },
  { bare: { type: 'setStage', practice: larkfield, step: { from: '2026-11-25', stage: 'shadow' }, missing: 3 }, for: 'lead' },
  { bare: { type: 'setHours', organisation: larkfield, week: { monday: [{ from: '09:00', to: '12:00' }] } }, for: 'office' },
  { bare: { type: 'setHours', organisation: north, week: { monday: [{ from: '09:00', to: '12:00' }] } }, for: 'office' },
  { bare: { type: 'setDay', organisation: larkfield, date: '2026-12-01', open: [], reason: 'Training' }, for: 'office' },
  { bare: { type: 'setPathway', practice: larkfield, change: { from: '2026-12-01', kind: 'admin', goes: 'hubFirst' } }, for: 'office' },
  { bare: { type: 'setCutOff', organisation: larkfield, cutOff: '16:00' }, for: 'office' },
  { bare: { type: 'setCutOff', organisation: north, cutOff: '16:00' }, for: 'office' },
  { bare: { type: 'setAllocation', practice: larkfield, allocation: 20 }, for: 'office' },
  { bare: { type: 'setContacts', organisation: larkfield, contacts: { siro: contact } }, for: 'office' },
  { bare: { type: 'setContacts', organisation: north, contacts: { siro: contact } }, for: 'office' },
  { bare: { type: 'setTaskTemplate', organisation: north, template: bloods }, for: 'office' },
  { bare: { type: 'setBuddy', organisation: north, buddy: buddies }, for: 'lead' },
  { bare: { type: 'setWorkMinutes', organisation: north, workMinutes: { clinical: 12 } }, for: 'lead' },
];
const everybody = [amara, bram, carys, farah, dalia, ewan, gwen, hugo, ines, jonas, stranger];

describe('who may change what', () => {
  it.each(everybody.map((who) => ({ who })))('$who.name', ({ who }) => {
    for (const { bare, for: whom } of changes) {
      const may = who === dalia || (who === ewan && whom === 'office');
      const decision = decided(bare, who);
      const where = `${bare.type} by ${who.name}`;
      if (may) expect('events' in decision && decision.events, where).toHaveLength(1);
      else {
        const need = whom === 'lead' ? 'hubLead' : 'hubLead or hubAdministrator';
        // Whoever is refused reads who of that hub can do it.
        expect(decision, where).toEqual({ refusal: { why: 'notAllowed', need, ask: [{ id: dalia.id, name: dalia.name }] } });
      }
    }
  });
  it('every change is an event with its actor and time', () => {
    for (const { bare } of changes) {
      const decision = decided(bare);
      expect('events' in decision && decision.events[0]).toMatchObject({ at, by: person(dalia) });
    }
  });
  it('asked for twice is no second change', () => {
    for (const { bare } of changes.filter(({ bare: { type } }) => !['addStaff', 'removeStaff', 'addPractices'].includes(type)))
      expect([bare.type, decided(bare, dalia, changedBy([bare]))]).toEqual([bare.type, { events: [] }]);
  });
  it('what is not of this network is refused, even if every object has it', () => {
    for (const id of ['T99999', 'constructor', '__proto__']) {
      expect(refusal({ type: 'setHours', organisation: id, week: {} })).toBe('organisationUnknown');
      expect(refusal({ type: 'setAllocation', practice: id })).toBe('organisationUnknown');
      expect(refusal({ type: 'clearFor', person: amara.id, practice: id, capabilities: ['view'] })).toBe('practiceUnknown');
      expect(refusal({ type: 'clearFor', person: id, practice: larkfield, capabilities: ['view'] })).toBe('personUnknown');
      expect(refusal({ type: 'addStaff', person: stranger.id, name: 'Sam', posts: [{ role: 'clinician', at: id }] })).toBe(
        'organisationUnknown',
      );
      expect(refusal({ type: 'removeStaff', person: id })).toBe('personUnknown');
    }
  });
});

describe('staff', () => {
  const clear = (more: Partial<Bare & { type: 'clearFor' }> = {}): Bare => ({
    type: 'clearFor',
    person: carys.id,
    practice: millbrook,
    capabilities: ['view', 'write'],
    ...more,
  });

  it.each<[string, Bare, string]>([
    ['nobody twice', { type: 'addStaff', person: amara.id, name: 'Amara', posts: [{ role: 'clinician', at: north }] }, 'alreadyStaff'],
    ['nobody without a post', { type: 'addStaff', person: stranger.id, name: 'Sam', posts: [] }, 'postsMissing'],
    [
      'nobody without a name',
      { type: 'addStaff', person: stranger.id, name: '  ', posts: [{ role: 'clinician', at: north }] },
      'nameWrong',
    ],
    [
      'nobody without an account',
      { type: 'addStaff', person: 'sam@example.org', name: 'Sam', posts: [{ role: 'clinician', at: north }] },
      'personIdWrong',
    ],
    [
      'no hub clinician at a practice',
      { type: 'addStaff', person: stranger.id, name: 'Sam', posts: [{ role: 'clinician', at: larkfield }] },
      'postMisplaced',
    ],
    [
      'no practice administrator at a hub',
      { type: 'addStaff', person: stranger.id, name: 'Sam', posts: [{ role: 'practiceAdministrator', at: north }] },
      'postMisplaced',
    ],
    [
      'nobody at another hub',
      {
        type: 'addStaff',
        person: stranger.id,
        name: 'Sam',
        posts: [
          { role: 'clinician', at: north },
          { role: 'clinician', at: south },
        ],
      },
      'notAllowed',
    ],
    ['nobody left without a post', { type: 'changePosts', person: amara.id, posts: [] }, 'postsMissing'],
    ['nobody of another hub', { type: 'changePosts', person: jonas.id, posts: [{ role: 'clinician', at: north }] }, 'notAllowed'],
    ['nobody of another hub removed', { type: 'removeStaff', person: jonas.id }, 'notAllowed'],
    ['not the last lead, who could put things right', { type: 'removeStaff', person: dalia.id }, 'lastLead'],
    ['nor by another post', { type: 'changePosts', person: dalia.id, posts: [{ role: 'clinician', at: north }] }, 'lastLead'],
    ['no clearance for another hub\u2019s practice', clear({ practice: overthere }), 'notAllowed'],
    ['none for where somebody works', clear({ person: gwen.id, practice: larkfield }), 'ownPractice'],
    ['none for nothing', clear({ capabilities: [] }), 'capabilitiesMissing'],
    ['none that has ended', clear({ until: '2026-11-24' }), 'dateWrong'],
    ['none until no date', clear({ until: '2026-02-30' }), 'dateWrong'],
  ])('%s', (_, bare, why) => {
    expect(refusal(bare)).toBe(why);
  });
  it('posts at another hub stay as they are, and only their own lead changes them', () => {
    const both = {
      ...network,
      staff: { ...network.staff, [amara.id]: { ...amara, posts: [...amara.posts, { role: 'clinician', at: south } as const] } },
    };
    expect(
      refusal(
        {
          type: 'changePosts',
          person: amara.id,
          posts: [
            { role: 'dutyClinician', at: north },
            { role: 'clinician', at: south },
          ],
        },
        dalia,
        both,
      ),
    ).toBeUndefined();
    expect(refusal({ type: 'changePosts', person: amara.id, posts: [{ role: 'dutyClinician', at: north }] }, dalia, both)).toBe(
      'notAllowed',
    );
    expect(refusal({ type: 'removeStaff', person: amara.id }, dalia, both)).toBe('notAllowed');
  });
  it('a second lead may take the first one\u2019s post', () => {
    const two = changedBy([{ type: 'changePosts', person: farah.id, posts: [{ role: 'hubLead', at: north }] }]);
    expect(changedBy([{ type: 'removeStaff', person: dalia.id }], farah, two).staff[dalia.id]).toBeUndefined();
  });
  it('cleared today may work today; seeing comes with everything else; a change keeps its place in the order of log-ins', () => {
    const now = changedBy([
      clear({ capabilities: ['write'], until: '2026-11-25' }),
      { type: 'clearFor', person: carys.id, practice: larkfield, capabilities: ['book', 'view'] },
    ]);
    expect(now.staff[carys.id]?.cleared).toEqual([
      { practice: larkfield, capabilities: ['view', 'book'] },
      { practice: millbrook, capabilities: ['view', 'write'], until: '2026-11-25' },
    ]);
    expect(
      changedBy([{ type: 'removeClearance', person: carys.id, practice: larkfield }], dalia, now).staff[carys.id]?.cleared,
    ).toHaveLength(1);
  });
  it('is refused one log-in more than agreed, but not the reading', () => {
    const codes = Array.from({ length: loginsMaxDefault + 1 }, (_, n) => `L9000${n}`);
    const sites = Object.fromEntries(
      codes.map((code) => [code, { ...network.practices[larkfield], code, recordAccess: 'separate' } as Practice]),
    );
    const full = {
      ...network,
      practices: { ...network.practices, ...sites },
      staff: { ...network.staff, [carys.id]: { ...carys, cleared: codes.slice(1).map((practice) => ({ practice, capabilities })) } },
    };
    const [more = ''] = codes;
    expect(decided(clear({ practice: more }), dalia, full)).toEqual({
      refusal: { why: 'tooManyLogins', practice: more, loginsMax: loginsMaxDefault },
    });
    expect(refusal(clear({ practice: more, capabilities: ['view'] }), dalia, full)).toBeUndefined();
    expect(refusal(clear({ practice: codes[1] ?? '', capabilities: ['view', 'write'] }), dalia, full)).toBeUndefined();
    expect(refusal(clear({ practice: quayside }), dalia, full)).toBeUndefined();
  });
});

describe('hours', () => {
  const day = (date: string, more: Partial<Bare & { type: 'setDay' }> = {}): Bare => ({
    type: 'setDay',
    organisation: larkfield,
    date,
    open: [{ from: '08:00', to: '12:30' }],
    reason: 'Training',
    ...more,
  });
  it.each<[string, Bare, string]>([
    [
      'that close before they open',
      { type: 'setHours', organisation: larkfield, week: { monday: [{ from: '18:00', to: '08:00' }] } },
      'hoursWrong',
    ],
    ['that are never', { type: 'setHours', organisation: larkfield, week: { monday: [] } }, 'hoursWrong'],
    ['of a day that is past', day('2026-11-24'), 'dateWrong'],
    ['of no day', day('2026-02-30'), 'dateWrong'],
    ['of a mistyped year', day('2206-12-01'), 'dateWrong'],
    ['of a day, that end before they begin', day('2026-12-01', { open: [{ from: '12:00', to: '12:00' }] }), 'hoursWrong'],
    ['of a day without a reason', day('2026-12-01', { reason: ' ' }), 'reasonWrong'],
  ])('%s are refused', (_, bare, why) => {
    expect(refusal(bare)).toBe(why);
  });
  it('of one day replace each other, leave the week alone, and go again', () => {
    const now = changedBy([day('2026-12-08'), day('2026-12-01'), day('2026-12-08', { open: [] })]);
    expect(now.practices[larkfield]?.hours).toEqual({
      ...network.practices[larkfield]?.hours,
      exceptions: [
        { date: '2026-12-01', open: [{ from: '08:00', to: '12:30' }], reason: 'Training' },
        { date: '2026-12-08', open: [], reason: 'Training' },
      ],
    });
    const gone = changedBy(
      [
        { type: 'setDay', organisation: larkfield, date: '2026-12-01', reason: '' },
        { type: 'setDay', organisation: larkfield, date: '2026-12-08', reason: '' },
      ],
      dalia,
      now,
    );
    deepStrictEqual(gone, network);
  });
  it('for the week keep the days that are different', () => {
    const now = changedBy([
      day('2026-12-01'),
      { type: 'setHours', organisation: larkfield, week: { friday: [{ from: '09:00', to: '10:00' }] } },
    ]);
    expect(now.practices[larkfield]?.hours).toEqual({
      week: { friday: [{ from: '09:00', to: '10:00' }] },
      exceptions: [{ date: '2026-12-01', open: [{ from: '08:00', to: '12:30' }], reason: 'Training' }],
    });
  });
  it('keep a bounded number of different days: old ones are forgotten, too many refused', () => {
    const exception = (date: string) => ({ date, open: [], reason: 'x' });
    const many = (dates: readonly string[]): Network => ({
      ...network,
      practices: {
        ...network.practices,
        [larkfield]: { ...network.practices[larkfield], hours: { week: {}, exceptions: dates.map(exception) } } as Practice,
      },
    });
    expect(
      changedBy([day('2026-12-01')], dalia, many(['2024-01-01', '2026-01-01'])).practices[larkfield]?.hours.exceptions?.map(
        ({ date }) => date,
      ),
    ).toEqual(['2026-01-01', '2026-12-01']);
    const dates = Array.from({ length: exceptionsMax }, (_, n) =>
      new Date(Date.parse('2027-01-01') + n * 86_400_000).toISOString().slice(0, 10),
    );
    expect(refusal(day('2026-12-01'), dalia, many(dates))).toBe('tooManyChanges');
    expect(refusal(day('2027-01-01'), dalia, many(dates))).toBeUndefined();
  });
});

describe('pathway, cut-off, allocation, agreement, contacts', () => {
  const stage = (step: Partial<StageStep>): Bare => ({
    ...{ type: 'setStage', practice: larkfield, missing: 0 },
    step: { from: '2026-12-01', stage: 'off', ...step },
  });
  const path = (more: object = {}): Bare => ({
    type: 'setPathway',
    practice: larkfield,
    change: { from: '2026-12-01', kind: 'clinical', goes: 'practiceFirst', ...more },
  });
  it.each<[string, Bare, string]>([
    ['a change in the past', path({ from: '2026-11-24' }), 'dateWrong'],
    [
      'a change too far ahead',
      path({ from: new Date(Date.parse('2026-11-25') + (changeAheadDaysMax + 1) * 86_400_000).toISOString().slice(0, 10) }),
      'dateWrong',
    ],
    ['a window that ends before it begins', path({ between: { from: '12:00', to: '08:00' } }), 'timeWrong'],
    ['a window of no day', path({ days: [] }), 'timeWrong'],
    ['a cut-off at no time', { type: 'setCutOff', organisation: larkfield, cutOff: '25:00' }, 'timeWrong'],
    ['a cut-off at midnight', { type: 'setCutOff', organisation: larkfield, cutOff: '24:00' }, 'timeWrong'],
    ['a negative allocation', { type: 'setAllocation', practice: larkfield, allocation: -1 }, 'allocationWrong'],
    ['half an eConsult', { type: 'setAllocation', practice: larkfield, allocation: 0.5 }, 'allocationWrong'],
    ['more than any practice sends', { type: 'setAllocation', practice: larkfield, allocation: allocationMax + 1 }, 'allocationWrong'],
    ['a stage in the past', stage({ from: '2026-11-24' }), 'dateWrong'],
    ['a limited stage of no kind', stage({ stage: 'limited', kinds: [] }), 'kindsMissing'],
    ['a stage for too long a reason', stage({ despite: 'x'.repeat(reasonCharactersMax + 1) }), 'reasonWrong'],
    [
      'an agreement that ends before it begins',
      { type: 'setAgreement', practice: larkfield, agreement: { from: '2026-12-02', until: '2026-12-01' } },
      'dateWrong',
    ],
    [
      'an agreement until no date',
      { type: 'setAgreement', practice: larkfield, agreement: { from: '2026-12-02', until: 'never' } },
      'dateWrong',
    ],
    [
      'a contact nobody can reach',
      { type: 'setContacts', organisation: larkfield, contacts: { siro: { name: 'Pia Quill' } } },
      'contactWrong',
    ],
    ['a contact of no known role', { type: 'setContacts', organisation: larkfield, contacts: { boss: contact } as object }, 'contactWrong'],
  ])('%s is refused', (_, bare, why) => {
    expect(refusal(bare)).toBe(why);
  });
  it.each([
    [{ name: 'A', telephone: '+44 1632 960007' }, true],
    [{ name: 'A', email: 'a.b@nhs.example.org' }, true],
    [{ name: 'A', email: 'javascript:alert(1)' }, false],
    [{ name: 'A', telephone: 'call me' }, false],
    [{ name: ' ', telephone: '01632 960007' }, false],
  ])('%o can be reached: %s', (one, can) => {
    expect(isContact(one)).toBe(can);
  });
  it('a change for the same window and date takes the other\u2019s place; ended ones are forgotten once a later one has begun', () => {
    const now = changedBy([
      path(),
      path({ goes: 'hubFirst' }),
      path({ from: '2026-12-05', days: ['monday'] }),
      path({ from: '2026-12-10' }),
    ]);
    expect(now.practices[larkfield]?.pathwayChanges?.map(({ from, goes }) => [from, goes])).toEqual([
      ['2026-12-01', 'hubFirst'],
      ['2026-12-05', 'practiceFirst'],
      ['2026-12-10', 'practiceFirst'],
    ]);
    const later = evolveNetwork(now, {
      type: 'PathwaySet',
      at: '2026-12-10T09:00:00.000Z',
      by: sender,
      practice: larkfield,
      change: { from: '2026-12-20', kind: 'admin', goes: 'hubFirst' },
    });
    expect(later.practices[larkfield]?.pathwayChanges?.map(({ from }) => from)).toEqual(['2026-12-10', '2026-12-20']);
  });
  it('not more changes than are read at each receipt', () => {
    const many = Array.from({ length: pathwayChangesMax }, (_, n) =>
      path({ from: new Date(Date.parse('2026-12-01') + n * 86_400_000).toISOString().slice(0, 10) }),
    );
    const full = changedBy(many);
    expect(refusal(path({ from: '2027-06-01' }), dalia, full)).toBe('tooManyChanges');
    expect(refusal(path({ goes: 'hubFirst' }), dalia, full)).toBeUndefined();
  });
  it('what is taken away leaves the network as it was', () => {
    const set = changedBy([
      { type: 'setCutOff', organisation: larkfield, cutOff: '16:00' },
      { type: 'setCutOff', organisation: north, cutOff: '17:00' },
      { type: 'setAllocation', practice: larkfield, allocation: 5 },
    ]);
    expect([set.practices[larkfield]?.cutOff, set.hubs[north]?.cutOff, set.practices[larkfield]?.allocation]).toEqual([
      '16:00',
      '17:00',
      5,
    ]);
    deepStrictEqual(
      changedBy(
        [
          { type: 'setCutOff', organisation: larkfield },
          { type: 'setCutOff', organisation: north },
          { type: 'setAllocation', practice: larkfield },
        ],
        dalia,
        set,
      ),
      network,
    );
  });
});

describe('shifts', () => {
  const on = (organisation: string): Bare => ({ type: 'goOnShift', organisation });
  it('are for where somebody holds a post', () => {
    expect(decided(on(north), amara)).toEqual({
      events: [{ type: 'WentOnShift', at, by: person(amara), person: amara.id, organisation: north }],
    });
    expect(decided(on(larkfield), amara)).toEqual({ refusal: { why: 'noPostThere', organisation: larkfield, posts: [north] } });
    expect(refusal(on(north), stranger)).toBe('personUnknown');
    expect(decideNetwork({ type: 'goOnShift', organisation: north, operation: 'o', at, by: sender }, network)).toEqual({
      refusal: { why: 'personNeeded' },
    });
  });
  it('begin once, and end whenever wanted, for whoever is on one', () => {
    const present = changedBy([on(north)], amara);
    expect(present.onShift).toEqual({ [amara.id]: { at: north, since: at } });
    expect(decided(on(north), amara, present)).toEqual({ events: [] });
    const { [amara.id]: _, ...others } = network.staff;
    // Even somebody who has been taken off the staff meanwhile.
    expect(decided({ type: 'goOffShift' }, amara, { ...present, staff: others })).toEqual({
      events: [{ type: 'WentOffShift', at, by: person(amara), person: amara.id }],
    });
    deepStrictEqual(changedBy([{ type: 'goOffShift' }], amara, present), { ...network, leftAt: { [amara.id]: at } });
    expect(decided({ type: 'goOffShift' }, stranger)).toEqual({ events: [] });
  });
  const clock: Actor = { kind: 'clock' };
  const from = '2026-11-25T08:00:00.000Z';
  const begins = (when = at, who: Person = amara, place = north): NetworkCommand => ({
    type: 'goOnShift',
    organisation: place,
    planned: { person: who.id, from },
    operation: 'o',
    at: when,
    by: clock,
  });
  const ends = (to: string, when = to, place = north): NetworkCommand => ({
    type: 'goOffShift',
    planned: { person: amara.id, organisation: place, to },
    operation: 'o',
    at: when,
    by: clock,
  });
  it('are begun by the clock for whoever the rota has, where they hold a post', () => {
    const went = { type: 'WentOnShift', at, by: clock, person: amara.id, organisation: north } as const;
    expect(decideNetwork(begins(), network)).toEqual({ events: [went] });
    expect(decideNetwork(begins(), evolveNetwork(network, went))).toEqual({ events: [] });
    expect(decideNetwork(begins(at, stranger), network)).toMatchObject({ refusal: { why: 'personUnknown' } });
    expect(decideNetwork(begins(at, amara, larkfield), network)).toMatchObject({ refusal: { why: 'noPostThere' } });
  });
  it('are nobody\u2019s to give or take but the clock\u2019s, and the clock\u2019s only as planned', () => {
    for (const by of [person(dalia), person(amara), sender]) {
      expect(decideNetwork({ ...begins(), by }, network)).toEqual({ refusal: { why: 'onlyOneself' } });
      expect(decideNetwork({ ...ends(at), by }, network)).toEqual({ refusal: { why: 'onlyOneself' } });
    }
    expect(decideNetwork({ type: 'goOnShift', organisation: north, operation: 'o', at, by: clock }, network)).toEqual({
      refusal: { why: 'personNeeded' },
    });
    expect(decideNetwork({ type: 'goOffShift', operation: 'o', at, by: clock }, network)).toEqual({ refusal: { why: 'personNeeded' } });
  });
  it('do not bring back whoever has said during them that they are leaving, but the next one does', () => {
    const left = changedBy([on(north), { type: 'goOffShift' }], amara);
    expect(decideNetwork(begins(), left)).toEqual({ events: [] });
    expect(decideNetwork({ ...begins(), planned: { person: amara.id, from: at } } as NetworkCommand, left)).toEqual({ events: [] });
    const next = { ...begins(), planned: { person: amara.id, from: '2026-11-25T09:00:00.001Z' } } as NetworkCommand;
    expect(decideNetwork(next, left)).toMatchObject({ events: [{ type: 'WentOnShift' }] });
    // Put off by the clock, nobody has said anything.
    const ended = evolveNetwork(changedBy([on(north)], amara), { type: 'WentOffShift', at, by: clock, person: amara.id });
    expect(decideNetwork(begins(), ended)).toMatchObject({ events: [{ type: 'WentOnShift' }] });
    // Who has gone from the staff is not remembered.
    expect(evolveNetwork(left, { type: 'StaffRemoved', at, by: sender, person: amara.id }).leftAt).toBeUndefined();
    const { hubs, practices, staff } = network;
    expect(evolveNetwork(left, { type: 'NetworkEstablished', at, by: sender, network: { hubs, practices, staff } }).leftAt).toEqual({
      [amara.id]: at,
    });
  });
  it('end by the clock where they were planned, and not for who came after their end', () => {
    const present = changedBy([on(north)], amara);
    expect(decideNetwork(ends('2026-11-25T12:00:00.000Z'), present)).toMatchObject({
      events: [{ type: 'WentOffShift', person: amara.id }],
    });
    expect(decideNetwork(ends('2026-11-25T12:00:00.000Z', '2026-11-25T12:00:00.000Z', south), present)).toEqual({ events: [] });
    expect(decideNetwork(ends(at, '2026-11-25T12:00:00.000Z'), present)).toEqual({ events: [] });
    expect(decideNetwork(ends(at), network)).toEqual({ events: [] });
  });
  it.each<[string, NetworkEvent]>([
    ['whoever is taken off the staff', { type: 'StaffRemoved', at, by: sender, person: amara.id }],
    ['whoever works elsewhere now', { type: 'PostsChanged', at, by: sender, person: amara.id, posts: [{ role: 'clinician', at: south }] }],
  ])('end for %s', (_, event) => {
    expect(evolveNetwork(changedBy([on(north)], amara), event).onShift).toEqual({});
  });
});

describe('a stage', () => {
  const asked = (step: Partial<StageStep>, missing = 0): Bare => ({
    ...{ type: 'setStage', practice: larkfield, missing },
    step: { from: '2026-11-25', stage: 'live', ...step },
  });
  const shadow = asked({ stage: 'shadow' });
  it('goes further with the checklist complete, or with a named reason in spite of it; and back whatever is missing', () => {
    const before = changedBy([shadow]);
    expect(decided(asked({}, 2), dalia, before)).toEqual({ refusal: { why: 'checklistOpen', missing: 2 } });
    expect(decided(asked({}, 0), dalia, before)).toMatchObject({ events: [{ type: 'StageSet', step: { stage: 'live', by: dalia.name } }] });
    const despite = 'The contacts follow next week';
    expect(decided(asked({ despite }, 2), dalia, before)).toMatchObject({ events: [{ step: { despite, by: dalia.name } }] });
    const limited = asked({ stage: 'limited', kinds: ['admin'] });
    expect(decided(asked({ stage: 'off' }, 5), dalia, changedBy([limited]))).toMatchObject({ events: [{ step: { stage: 'off' } }] });
    // One more kind is further.
    expect(decided(asked({ stage: 'limited', kinds: ['admin', 'clinical'] }, 1), dalia, changedBy([limited]))).toMatchObject({
      refusal: { why: 'checklistOpen' },
    });
  });
  it('that is only ahead leaves a practice live that was live without any, and off and on again forgets nothing that lies ahead', () => {
    const ahead = changedBy([asked({ from: '2026-12-01', stage: 'off' })]).practices[larkfield];
    expect(ahead && stageAt(ahead, '2026-11-25')).toBe('live');
    expect(ahead && stageAt(ahead, '2026-12-01')).toBe('off');
    const again = changedBy([shadow, asked({ from: '2026-12-01' }), asked({ stage: 'off' }), asked({ stage: 'shadow' })]).practices[
      larkfield
    ];
    expect(again?.stages?.map(({ from, stage: each }) => `${from} ${each}`)).toEqual(['2026-12-01 live', '2026-11-25 shadow']);
    expect(again && [stageAt(again, '2026-11-30'), stageAt(again, '2026-12-01')]).toEqual(['shadow', 'live']);
  });
});
