// How a network begins and grows: who may, what is refused, and how far the walk of setting up says it has come.
import { describe, expect, it } from 'vitest';
import { networkRefusalWords } from '../../../src/cards/network/words.ts';
import type { AddHub, NetworkCommand, NewPractice } from '../../../src/domain/network/command.ts';
import { decideNetwork, type NetworkRefusal } from '../../../src/domain/network/decide.ts';
import { evolveNetwork } from '../../../src/domain/network/evolve.ts';
import { missingIn, nextStep, stepsOfHub, stepsOfPractice } from '../../../src/domain/network/setup-steps.ts';
import { contactRoles, emptyNetwork, type Network } from '../../../src/domain/network/state.ts';
import type { Person } from '../../../src/domain/terms.ts';
import { coreHours } from '../../../src/domain/time/hours.ts';
import {
  amara,
  bram,
  carys,
  dalia,
  gwen,
  larkfield,
  millbrook,
  network,
  north,
  overthere,
  person,
  quayside,
  stranger,
} from '../../people.ts';

const at = '2026-11-25T09:00:00.000Z';
const asked = (by: Person) => ({ operation: 'operation-1', at, by: person(by) });
const decided = (command: NetworkCommand, before: Network) => decideNetwork(command, before);
function refusalOf(command: NetworkCommand, before: Network): NetworkRefusal | undefined {
  const decision = decided(command, before);
  return 'refusal' in decision ? decision.refusal : undefined;
}
function grown(before: Network, ...commands: readonly NetworkCommand[]): Network {
  return commands.reduce((now, command) => {
    const decision = decided(command, now);
    if ('refusal' in decision) throw new Error(`${command.type}: ${decision.refusal.why}`);
    return decision.events.reduce<Network>(evolveNetwork, now);
  }, before);
}

const hub = { id: 'EAST', name: 'East Hub', telephone: '01632 960140', hours: coreHours };
const addHub = (by: Person, mayBegin: boolean, more: Partial<AddHub['hub']> = {}): AddHub => ({
  ...asked(by),
  type: 'addHub',
  hub: { ...hub, ...more },
  mayBegin,
});
const practice = (code: string, more: Partial<NewPractice> = {}): NewPractice => ({
  ...{ code, name: `Surgery ${code}`, recordSystem: 'EMIS', recordAccess: 'shared', hours: coreHours },
  pathway: { clinical: 'hubFirst', admin: 'practiceFirst', clinicalAdmin: 'hubFirst' },
  ...more,
});
const begun = grown(emptyNetwork, addHub(stranger, true));

describe('a hub', () => {
  it('is begun in an empty network by whom the settings name, who leads it then', () => {
    expect(begun.hubs).toEqual({ EAST: hub });
    expect(begun.staff).toEqual({
      [stranger.id]: { id: stranger.id, name: stranger.name, posts: [{ role: 'hubLead', at: 'EAST' }], cleared: [] },
    });
    expect(refusalOf(addHub(stranger, false), emptyNetwork)).toEqual({ why: 'mayNotBegin', hasHubs: false });
  });
  it('is begun by nobody whom the settings name once some hub has a lead, and by leads', () => {
    expect(refusalOf(addHub(stranger, true), network)).toEqual({ why: 'mayNotBegin', hasHubs: true });
    expect(refusalOf(addHub(amara, true), network)).toEqual({ why: 'mayNotBegin', hasHubs: true });
    const more = grown(network, addHub(dalia, false));
    expect(more.staff[dalia.id]?.posts).toEqual([...dalia.posts, { role: 'hubLead', at: 'EAST' }]);
    expect(more.staff[dalia.id]?.cleared).toEqual(dalia.cleared);
  });
  it.each([
    ['codeTaken', { id: north }],
    ['codeTaken', { id: larkfield }],
    ['codeTaken', { id: 'NETWORK' }],
    ['codeWrong', { id: 'east' }],
    ['codeWrong', { id: '__proto__' }],
    ['nameWrong', { name: ' ' }],
    ['telephoneWrong', { telephone: 'ask Sam' }],
  ])('is refused with %s: %o', (why, more) => {
    const refusal = refusalOf(addHub(dalia, false, more), network);
    expect(refusal?.why).toBe(why);
    if (refusal) expect(networkRefusalWords(refusal, network)).toMatch(/^[A-Z].*\. Nothing has changed\.$/);
  });
});

describe('practices', () => {
  const add = (practices: readonly NewPractice[], by: Person = dalia): NetworkCommand => ({
    ...asked(by),
    type: 'addPractices',
    hub: north,
    practices,
  });
  it('are added all or none, with their networks kept, and nothing of them goes to the hub yet', () => {
    const more = grown(network, add([practice('Q90001', { pcn: 'U12345', icb: 'QXX' }), practice('Q90002')]));
    expect(more.practices['Q90001']).toEqual({
      ...practice('Q90001', { pcn: 'U12345', icb: 'QXX' }),
      hub: north,
      stages: [{ from: '2026-11-25', stage: 'off' }],
    });
    expect(refusalOf(add([practice('Q90001'), practice(overthere)]), network)).toEqual({
      ...{ why: 'codeTaken', organisation: overthere },
      hub: 'SOUTH',
    });
  });
  it.each([
    ['practicesMissing', add([])],
    ['codeWrong', add([practice('q1')])],
    ['codeWrong', add([practice('Q90001', { pcn: 'a network' })])],
    ['nameWrong', add([practice('Q90001', { name: '' })])],
    ['notAllowed', add([practice('Q90001')], amara)],
    ['tooManyPractices', add(Array.from({ length: 101 }, (_, n) => practice(`Q${10_000 + n}`)))],
  ])('are refused with %s', (why, command) => {
    expect(refusalOf(command, network)?.why).toBe(why);
  });
});

describe('somebody like a colleague', () => {
  const like = (more: object): NetworkCommand => ({
    ...{ ...asked(dalia), type: 'makeLike', hub: north, person: stranger.id, name: stranger.name, like: amara.id },
    practices: [larkfield, millbrook],
    ...more,
  });
  it('gets the same posts and, for the practices named, the same clearances', () => {
    const { staff } = grown(network, like({}));
    expect(staff[stranger.id]?.posts).toEqual(amara.posts);
    expect(staff[stranger.id]?.cleared).toEqual(amara.cleared.filter((each) => each.practice !== quayside));
    expect(decided(like({}), grown(network, like({})))).toEqual({ events: [] });
  });
  it('who is on the staff keeps what they have', () => {
    const { staff } = grown(network, like({ person: gwen.id }));
    expect(staff[gwen.id]?.posts).toEqual([...gwen.posts, ...amara.posts]);
    // Of the practice where they work they need no clearance.
    expect(staff[gwen.id]?.cleared.map((each) => each.practice)).toEqual([millbrook]);
  });
  it.each([
    ['notAllowed', like(asked(amara))],
    ['nothingLike', like({ like: carys.id })],
    ['nothingLike', like({ practices: [overthere] })],
    ['personUnknown', like({ like: stranger.id })],
    ['likeThemselves', like({ person: amara.id })],
    ['personIdWrong', like({ person: 'somebody' })],
    ['nameWrong', like({ name: ' ' })],
  ])('is refused with %s', (why, command) => {
    expect(refusalOf(command, network)?.why).toBe(why);
  });
  it('has no more log-ins of their own than anybody', () => {
    const separate = (code: string) => ({ ...asked(dalia), type: 'setRecords', practice: code, recordSystem: 'Vision' }) as const;
    const two = grown(network, { ...separate(larkfield), recordAccess: 'separate' }, { ...separate(millbrook), recordAccess: 'separate' });
    const one: Network = { ...two, hubs: { ...two.hubs, [north]: { ...hub, id: north, loginsMax: 1 } } };
    expect(refusalOf(like({}), one)).toEqual({ why: 'tooManyLogins', practice: millbrook, loginsMax: 1 });
    expect(refusalOf(like({ practices: [larkfield] }), one)).toBeUndefined();
  });
});

describe('how far a hub is set up', () => {
  const missing = (now: Network): readonly string[] => missingIn(stepsOfHub(now, 'EAST', at)).map(({ name }) => name);
  const contacts = Object.fromEntries(contactRoles.map((role) => [role, { name: 'Pia Quill', telephone: '01632 960007' }]));
  const give = (organisation: string, conversation: string): NetworkCommand => ({
    ...{ ...asked(stranger), type: 'giveChannel' },
    channel: { organisation, conversation, team: '19:team@thread.tacv2', tenantId: 'tenant' },
  });

  it('is worked out anew after each step, until nothing is missing', () => {
    expect(stepsOfHub(emptyNetwork, 'EAST', at)).toEqual([{ name: 'hub', of: 'EAST', state: 'missing', lacks: [{ what: 'hub' }] }]);
    expect(missing(begun)).toEqual(['hubChannel', 'practices', 'hubPeople', 'clearances', 'hubContacts']);
    const steps: readonly (readonly [next: string, NetworkCommand])[] = [
      ['hubChannel', give('EAST', '19:hub@thread')],
      ['practices', { ...asked(stranger), type: 'addPractices', hub: 'EAST', practices: [{ ...practice('Q90001') }] }],
      ['hubPeople', { ...asked(stranger), type: 'addStaff', person: bram.id, name: 'Bram', posts: [{ role: 'clinician', at: 'EAST' }] }],
      ['clearances', { ...asked(stranger), type: 'clearFor', person: bram.id, practice: 'Q90001', capabilities: ['view', 'write'] }],
      ['hubContacts', { ...asked(stranger), type: 'setContacts', organisation: 'EAST', contacts }],
      [
        'agreement',
        { ...asked(stranger), type: 'setAgreement', practice: 'Q90001', agreement: { from: '2026-12-01', until: '2027-11-30' } },
      ],
      ['practiceContacts', { ...asked(stranger), type: 'setContacts', organisation: 'Q90001', contacts }],
      [
        'practicePeople',
        { ...asked(stranger), type: 'addStaff', person: gwen.id, name: 'Gwen', posts: [{ role: 'practiceAdministrator', at: 'Q90001' }] },
      ],
      ['practiceChannel', give('Q90001', '19:practice@thread')],
    ];
    let now = begun;
    for (const [next, command] of steps) {
      expect(nextStep(now, 'EAST', at)?.name).toBe(next);
      now = grown(now, command);
    }
    expect(nextStep(now, 'EAST', at)).toBeUndefined();
    expect(
      stepsOfPractice(now, 'Q90001', at)
        .filter(({ state }) => state === 'usual')
        .map(({ name }) => name),
    ).toEqual([...['hours', 'cutOff', 'allocation', 'stage']]);
    const over = '2027-12-01T09:00:00.000Z';
    expect(nextStep(now, 'EAST', over)).toEqual({
      ...{ name: 'agreement', of: 'Q90001', state: 'missing' },
      lacks: [{ what: 'agreementOver', until: '2027-11-30' }],
    });
  });
});
