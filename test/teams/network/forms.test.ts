// The dialogs by which leads change the network: they offer what is theirs, and what was entered becomes the right command or none.
import { describe, expect, it } from 'vitest';
import { decideNetwork } from '../../../src/domain/network/decide.ts';
import type { Network } from '../../../src/domain/network/state.ts';
import { spansFrom } from '../../../src/teams/network/fields.ts';
import { networkForms } from '../../../src/teams/network/forms.ts';
import {
  amara,
  carys,
  dalia,
  ewan,
  gwen,
  jonas,
  larkfield,
  millbrook,
  network,
  newcomer,
  north,
  overthere,
  person,
  quayside,
  south,
  tenant,
} from '../../people.ts';

const asked = { operation: 'operation-1', at: '2026-11-25T09:00:00.000Z', by: person(dalia) };
const form = (verb: string) => {
  const found = networkForms.find((each) => each.verb === verb);
  if (found === undefined) throw new Error(`no form ${verb}`);
  return found;
};
const fields = (verb: string, by = dalia, rest = '', net: Network = network) => form(verb).fields(net, { by: by.id, rest });
const { objectId } = newcomer;
const week = {
  monday: '08:00-18:30',
  tuesday: '8:00 to 12:30, 13:30 to 18:30',
  wednesday: '0800-1830',
  thursday: 'shut',
  friday: '08:00\u201318:30',
  saturday: 'closed',
  sunday: '-',
};
const day = [{ from: '08:00', to: '18:30' }];

describe('what was entered', () => {
  it.each<[string, Record<string, unknown>, object]>([
    [
      'addStaff',
      { name: ` ${newcomer.name} `, objectId: objectId.toUpperCase(), role: 'clinician', organisation: north },
      { person: `${tenant}.${objectId}`, name: newcomer.name, posts: [{ role: 'clinician', at: north }] },
    ],
    ['removeStaff', { person: amara.id }, { person: amara.id }],
    [
      'clearFor',
      { person: carys.id, organisation: millbrook, view: 'true', write: 'true', prescribe: 'false', until: '' },
      { person: carys.id, practice: millbrook, capabilities: ['view', 'write'] },
    ],
    [
      'clearFor',
      { person: carys.id, organisation: millbrook, view: 'true', until: '2026-12-31' },
      { person: carys.id, practice: millbrook, capabilities: ['view'], until: '2026-12-31' },
    ],
    ['removeClearance', { person: amara.id, organisation: larkfield }, { person: amara.id, practice: larkfield }],
    [
      'setHours',
      { organisation: larkfield, ...week },
      {
        organisation: larkfield,
        week: {
          monday: day,
          tuesday: [
            { from: '08:00', to: '12:30' },
            { from: '13:30', to: '18:30' },
          ],
          wednesday: day,
          friday: day,
        },
      },
    ],
    [
      'setDay',
      { organisation: larkfield, date: '2026-12-24', hours: '08:00-12:30', reason: 'Training', evenOnHoliday: 'true' },
      { organisation: larkfield, date: '2026-12-24', open: [{ from: '08:00', to: '12:30' }], reason: 'Training', evenOnHoliday: true },
    ],
    [
      'setDay',
      { organisation: larkfield, date: '2026-12-24', hours: 'shut', reason: 'Training' },
      { organisation: larkfield, date: '2026-12-24', open: [], reason: 'Training' },
    ],
    [
      'setDay',
      { organisation: larkfield, date: '2026-12-24', hours: 'usual' },
      { organisation: larkfield, date: '2026-12-24', reason: '' },
    ],
    [
      'setPathway',
      { organisation: larkfield, kind: 'admin', goes: 'hubFirst', from: '2026-12-01', days: 'Mon, wednesday', between: '08:00-12:00' },
      {
        practice: larkfield,
        change: {
          from: '2026-12-01',
          kind: 'admin',
          goes: 'hubFirst',
          days: ['monday', 'wednesday'],
          between: { from: '08:00', to: '12:00' },
        },
      },
    ],
    [
      'setPathway',
      { organisation: larkfield, kind: 'admin', goes: 'hubFirst', from: '2026-12-01', days: '', between: '' },
      { practice: larkfield, change: { from: '2026-12-01', kind: 'admin', goes: 'hubFirst' } },
    ],
    ['setCutOff', { organisation: larkfield, cutOff: '9:30' }, { organisation: larkfield, cutOff: '09:30' }],
    ['setCutOff', { organisation: larkfield, cutOff: '' }, { organisation: larkfield }],
    ['setAllocation', { organisation: larkfield, allocation: '12' }, { practice: larkfield, allocation: 12 }],
    ['setAllocation', { organisation: larkfield }, { practice: larkfield }],
    [
      'setAgreement',
      { organisation: larkfield, from: '2026-04-01', until: '2027-03-31' },
      { practice: larkfield, agreement: { from: '2026-04-01', until: '2027-03-31' } },
    ],
    [
      'setStage',
      { organisation: larkfield, stage: 'shadow', from: '2026-12-01', kinds: 'admin', despite: '' },
      { practice: larkfield, step: { from: '2026-12-01', stage: 'shadow' }, missing: Number.POSITIVE_INFINITY },
    ],
    [
      'setContacts',
      { organisation: larkfield, siro: 'Pia Quill, pia@example.org, 01632 960007', caldicottGuardian: ' ' },
      { organisation: larkfield, contacts: { siro: { name: 'Pia Quill', telephone: '01632 960007', email: 'pia@example.org' } } },
    ],
  ])('in %s becomes that command (%o)', (verb, data, command) => {
    const made = form(verb).command(data, asked);
    expect(made).toEqual({ ...asked, type: verb, ...command });
    // And what a lead enters properly is granted, or was so already.
    expect(made !== 'inputMissing' && 'events' in decideNetwork(made, network)).toBe(true);
  });
  it.each<[string, Record<string, unknown>]>([
    ['addStaff', { name: 'Sam', objectId, role: 'king', organisation: north }],
    ['addStaff', { name: '', objectId, role: 'clinician', organisation: north }],
    ['clearFor', { organisation: larkfield, view: 'true' }],
    ['setHours', { organisation: larkfield, ...week, monday: '' }],
    ['setHours', { organisation: larkfield, ...week, monday: 'all day' }],
    ['setHours', { organisation: larkfield }],
    ['setDay', { organisation: larkfield, date: '2026-12-24', hours: 'perhaps', reason: 'x' }],
    ['setPathway', { organisation: larkfield, kind: 'admin', goes: 'hubFirst', from: '2026-12-01', days: 'Mo' }],
    ['setPathway', { organisation: larkfield, kind: 'admin', goes: 'hubFirst', from: '2026-12-01', between: 'mornings' }],
    ['setAllocation', { organisation: larkfield, allocation: 'many' }],
    ['setStage', { organisation: larkfield, stage: 'alive', from: '2026-12-01' }],
    ['setAgreement', { organisation: '../x', from: '2026-04-01', until: '2027-03-31' }],
    ...networkForms.map(({ verb }): [string, Record<string, unknown>] => [verb, {}]),
  ])('in %s that is not enough (%o) becomes none', (verb, data) => {
    expect(form(verb).command(data, asked)).toBe('inputMissing');
  });
});

describe('what is offered', () => {
  const choices = (verb: string, id: string, by = dalia): readonly string[] =>
    fields(verb, by)
      .find((each) => each.id === id)
      ?.choices?.map(({ value }) => value) ?? [];
  it('are the organisations that this person leads, and no other', () => {
    for (const { verb } of networkForms.filter((each) => fields(each.verb).some(({ id }) => id === 'organisation'))) {
      // Of a hub’s common tasks it is one of these, or one more: `test/teams/task/templates.test.ts`.
      // Of what is agreed for disasters it is a hub’s: `test/teams/network/buddy-forms.test.ts`.
      if (['setTaskTemplate', 'setBuddy', 'setWorkMinutes'].includes(verb)) continue;
      const all = ['addStaff', 'setHours', 'setDay', 'setCutOff', 'setContacts'].includes(verb);
      const practices = [larkfield, millbrook, quayside];
      expect([verb, choices(verb, 'organisation')]).toEqual([verb, all ? [north, ...practices] : practices]);
      expect([verb, choices(verb, 'organisation', jonas)]).toEqual([verb, all ? [south, overthere] : [overthere]]);
      for (const by of [amara, gwen]) expect([verb, choices(verb, 'organisation', by)]).toEqual([verb, []]);
    }
  });
  it('are the people of the hub that this person leads', () => {
    expect(choices('removeStaff', 'person')).toContain(gwen.id);
    expect(choices('removeStaff', 'person')).not.toContain(jonas.id);
    expect(choices('removeStaff', 'person', ewan)).toEqual([]);
  });
  it('is filled in with what is so now, for the one written behind the command', () => {
    const value = (verb: string, id: string, rest = larkfield.toLowerCase()): string | undefined =>
      fields(verb, dalia, rest).find((each) => each.id === id)?.value;
    expect(value('setHours', 'organisation')).toBe(larkfield);
    expect([value('setHours', 'monday'), value('setHours', 'sunday')]).toEqual(['08:00-18:30', 'closed']);
    // Nothing of what is another hub's.
    expect([value('setHours', 'monday', overthere), value('setHours', 'organisation', overthere)]).toEqual(['', undefined]);
  });
  it('sent back as it was filled in, changes nothing', () => {
    const data = Object.fromEntries(fields('setHours', dalia, larkfield).map(({ id, value }) => [id, value]));
    const command = form('setHours').command(data, asked);
    expect(command !== 'inputMissing' && decideNetwork(command, network)).toEqual({ events: [] });
  });
  it('has labels, and words for what is wrong', () => {
    for (const { verb, title } of networkForms) {
      expect(title.length).toBeGreaterThan(5);
      for (const field of fields(verb)) {
        expect(field.label).not.toBe('');
        expect(field.error).not.toBe('');
        if (field.kind === 'text') expect(field.max).toBeGreaterThan(0);
      }
    }
    expect(new Set(networkForms.map(({ verb }) => verb)).size).toBe(networkForms.length);
  });
});

it.each([
  ['08:00-18:30', day],
  ['', []],
  ['shut', []],
  ['8-12', undefined],
  ['08:00', undefined],
])('hours written %s are %o', (written, spans) => {
  expect(spansFrom(written)).toEqual(spans);
});
