// The network: set from a file, and given its channels by those who answer for them.
import { deepStrictEqual } from 'node:assert/strict';
import { describe, expect, it } from 'vitest';
import type { NetworkCommand } from '../../../src/domain/network/command.ts';
import { decideNetwork, type NetworkRefusal } from '../../../src/domain/network/decide.ts';
import type { NetworkEvent } from '../../../src/domain/network/event.ts';
import { evolveNetwork } from '../../../src/domain/network/evolve.ts';
import { join } from '../../../src/domain/network/join.ts';
import { split } from '../../../src/domain/network/split.ts';
import {
  emptyNetwork,
  hubOf,
  hubsWithoutLeads,
  type Network,
  organisationHere,
  organisationIn,
  organisationName,
  organisationsIn,
  staffIn,
} from '../../../src/domain/network/state.ts';
import type { Actor } from '../../../src/domain/terms.ts';
import {
  amara,
  bram,
  carys,
  dalia,
  ewan,
  gwen,
  ines,
  jonas,
  larkfield,
  millbrook,
  network,
  north,
  overthere,
  person,
  sender,
  south,
  stranger,
  tenant,
} from '../../people.ts';

const at = '2026-11-25T09:00:00.000Z';
const { hubs, practices, staff } = network;
const content = { hubs, practices, staff };
const channel = { organisation: millbrook, conversation: '19:millbrook@thread.tacv2', team: '19:team@thread.tacv2', tenantId: tenant };
const asked = (by: Actor) => ({ operation: 'operation-1', at, by });
const give = (by: Actor, more: Partial<typeof channel> = {}): NetworkCommand => ({
  ...asked(by),
  type: 'giveChannel',
  channel: { ...channel, ...more },
});

const given = (before: Network | undefined) => ({
  when: (command: NetworkCommand) => {
    const decision = decideNetwork(command, before);
    return {
      // biome-ignore lint/suspicious/noThenProperty: it reads as a sentence, and nobody awaits it.
      then: (...events: readonly NetworkEvent[]) => deepStrictEqual(decision, { events }),
      thenRefused: (refusal: NetworkRefusal) => deepStrictEqual(decision, { refusal }),
    };
  },
});

describe('setting the network', () => {
  const establish: NetworkCommand = { ...asked(sender), type: 'establish', network: content };
  it('happens once for the same file', () => {
    given(undefined).when(establish).then({ type: 'NetworkEstablished', at, by: sender, network: content });
    given(network).when(establish).then();
  });
  it('happens again when anything in it differs', () => {
    const { [dalia.id]: _, ...without } = staff;
    const changed = { hubs, practices, staff: without };
    given(network)
      .when({ ...establish, network: changed })
      .then({ type: 'NetworkEstablished', at, by: sender, network: changed });
  });
  it('never leaves out a hub, whose open eConsults nothing would look after any more; without its practices it may stay', () => {
    const { [south]: _, ...one } = hubs;
    const ofNorth = Object.fromEntries(Object.entries(practices).filter(([, { hub }]) => hub === north));
    for (const digest of [undefined, 'two'])
      given(network)
        .when({ ...establish, network: { hubs: one, practices: ofNorth, staff }, ...(digest === undefined ? {} : { digest }) })
        .thenRefused({ why: 'hubsLeftOut', hubs: [south] });
    const emptied = { hubs, practices: ofNorth, staff };
    given(network)
      .when({ ...establish, network: emptied })
      .then({ type: 'NetworkEstablished', at, by: sender, network: emptied });
  });
  it('leaves the channels as they are and replaces everything else', () => {
    const changed = { hubs: {}, practices: {}, staff: {} };
    const after = evolveNetwork(network, { type: 'NetworkEstablished', at, by: sender, network: changed });
    deepStrictEqual(after, { ...changed, channels: network.channels, onShift: {} });
    deepStrictEqual(evolveNetwork(undefined, { type: 'NetworkEstablished', at, by: sender, network: content }), {
      ...content,
      channels: {},
      onShift: {},
    });
  });
});

describe('the same file at the next start', () => {
  const establish = (digest: string, by: Actor = sender): NetworkCommand => ({ ...asked(by), type: 'establish', network: content, digest });
  const added: NetworkEvent = {
    type: 'StaffAdded',
    at,
    by: person(dalia),
    person: stranger.id,
    name: stranger.name,
    posts: [{ role: 'clinician', at: north }],
  };
  it('does not undo what was changed by command since', () => {
    const first = evolveNetwork(undefined, { type: 'NetworkEstablished', at, by: sender, network: content, digest: 'one' });
    given(evolveNetwork(first, added)).when(establish('one')).then();
  });
  it('does when the file has changed', () => {
    const first = evolveNetwork(undefined, { type: 'NetworkEstablished', at, by: sender, network: content, digest: 'one' });
    given(evolveNetwork(first, added))
      .when(establish('two'))
      .then({ type: 'NetworkEstablished', at, by: sender, network: content, digest: 'two' });
  });
  it('is remembered even when it says what was so already, so that later changes stay', () => {
    given(network).when(establish('one')).then({ type: 'NetworkEstablished', at, by: sender, network: content, digest: 'one' });
  });
  it('by a person needs the lead of every hub', () => {
    given(network)
      .when(establish('two', person(dalia)))
      .thenRefused({ why: 'notAllowed', need: 'hubLead', ask: [{ id: jonas.id, name: jonas.name }] });
  });
  it('ends the shift of who is gone, and of nobody else', () => {
    const onShift = { [amara.id]: { at: north, since: at }, [bram.id]: { at: north, since: at } };
    const { [bram.id]: _, ...fewer } = staff;
    const after = evolveNetwork(
      { ...network, onShift },
      { type: 'NetworkEstablished', at, by: sender, network: { ...content, staff: fewer } },
    );
    deepStrictEqual(after.onShift, { [amara.id]: { at: north, since: at } });
  });
});

describe('giving a channel', () => {
  const notAllowed = { why: 'notAllowed', need: 'hubLead or hubAdministrator', ask: [{ id: dalia.id, name: dalia.name }] } as const;
  it.each([dalia, ewan])('is for $name, who answers for that hub', (who) => {
    const by = person(who);
    given(network).when(give(by)).then({ type: 'ChannelGiven', at, by, channel });
  });
  it.each([amara, gwen, jonas, stranger])('is not for $name', (who) => {
    given(network)
      .when(give(person(who)))
      .thenRefused(notAllowed);
    given(network)
      .when(give(person(who), { organisation: north }))
      .thenRefused(notAllowed);
  });
  it('of another hub\u2019s practice needs that hub\u2019s lead', () => {
    given(network)
      .when(give(person(dalia), { organisation: south }))
      .thenRefused({ ...notAllowed, ask: [{ id: jonas.id, name: jonas.name }] });
  });
  it('needs an organisation of ours', () => {
    for (const organisation of ['T99999', 'constructor', '__proto__'])
      given(network)
        .when(give(person(dalia), { organisation }))
        .thenRefused({ why: 'organisationUnknown', organisation });
    given(undefined)
      .when(give(person(dalia)))
      .thenRefused({ why: 'organisationUnknown', organisation: millbrook });
  });
  it('that is somebody else\u2019s already would mix two organisations\u2019 requests', () => {
    given(network)
      .when(give(person(dalia), { conversation: '19:larkfield@thread.tacv2' }))
      .thenRefused({ why: 'channelTaken', organisation: larkfield, mayShare: true });
  });
  it('is shared by two practices of one hub where its lead wants that, and by nobody else', () => {
    const conversation = '19:larkfield@thread.tacv2';
    const shared = { conversation, isShared: true } as const;
    given(network)
      .when(give(person(dalia), shared))
      .then({ type: 'ChannelGiven', at, by: person(dalia), channel: { ...channel, ...shared } });
    const both = evolveNetwork(network, { type: 'ChannelGiven', at, by: sender, channel: { ...channel, ...shared } });
    expect(organisationsIn(both, conversation)).toEqual([larkfield, millbrook]);
    expect(organisationHere(both, conversation, ines.id)).toBe(millbrook);
    expect(organisationHere(both, conversation, amara.id)).toBe(larkfield);
    expect(organisationIn(both, conversation, [north, millbrook])).toBe(millbrook);
    expect(join(split(both)).network).toEqual(both);
    given(network)
      .when(give(person(dalia), { ...shared, organisation: north }))
      .thenRefused({ why: 'channelTaken', organisation: larkfield, mayShare: false });
    given(network)
      .when(give(sender, { ...shared, organisation: overthere }))
      .thenRefused({ why: 'channelTaken', organisation: larkfield, mayShare: false });
    given(network)
      .when(give(person(dalia), { ...shared, isTest: true } as object))
      .thenRefused({ why: 'channelTaken', organisation: larkfield, mayShare: false });
  });
  it('that is no team\u2019s, but somebody\u2019s chat, would show its requests to nobody else', () => {
    given(network)
      .when(give(person(dalia), { conversation: 'a:chat', team: '' }))
      .thenRefused({ why: 'noTeamChannel' });
  });
  it('that an organisation had which has left the network is free, and is its no more', () => {
    const { [larkfield]: _, ...left } = practices;
    const without = evolveNetwork(network, { type: 'NetworkEstablished', at, by: sender, network: { hubs, practices: left, staff } });
    const channel = { organisation: millbrook, conversation: '19:larkfield@thread.tacv2', team: '19:team@thread.tacv2', tenantId: 'x' };
    const event: NetworkEvent = { type: 'ChannelGiven', at, by: person(dalia), channel };
    given(without)
      .when({ ...asked(person(dalia)), type: 'giveChannel', channel })
      .then(event);
    expect(Object.keys(evolveNetwork(without, event).channels).sort()).toEqual([millbrook, north].sort());
  });
  it('again as it is changes nothing; elsewhere it moves', () => {
    const own = network.channels[larkfield];
    if (own === undefined) throw new Error('the network has it');
    given(network)
      .when({ ...asked(person(dalia)), type: 'giveChannel', channel: own })
      .then();
    const moved = { ...own, conversation: '19:larkfield2@thread.tacv2' };
    const event: NetworkEvent = { type: 'ChannelGiven', at, by: person(dalia), channel: moved };
    given(network)
      .when({ ...asked(person(dalia)), type: 'giveChannel', channel: moved })
      .then(event);
    const after = evolveNetwork(network, event);
    deepStrictEqual(after, { ...network, channels: { ...network.channels, [larkfield]: moved } });
    expect(organisationIn(after, moved.conversation)).toBe(larkfield);
    expect(organisationIn(after, own.conversation)).toBeUndefined();
  });
});

describe('the network knows', () => {
  it('an organisation\u2019s name and hub, or says its id', () => {
    expect([organisationName(network, north), organisationName(network, millbrook), organisationName(network, 'T99999')]).toEqual([
      'North Hub',
      'Millbrook Practice',
      'T99999',
    ]);
    expect([hubOf(network, north), hubOf(network, millbrook), hubOf(network, 'T99999'), hubOf(emptyNetwork, north)]).toEqual([
      north,
      north,
      undefined,
      undefined,
    ]);
  });
  it('who holds a role where, by name', () => {
    expect(staffIn(network, 'clinician', north)).toEqual([carys, amara, bram]);
    expect(staffIn(network, 'hubLead', south)).toEqual([jonas]);
    expect(staffIn(network, 'hubLead', millbrook)).toEqual([]);
  });
});

it('a hub with neither lead nor administrator has nobody to be told of what goes wrong', () => {
  expect(hubsWithoutLeads(network)).toEqual([]);
  const without = (...ids: readonly string[]) => ({
    ...network,
    staff: Object.fromEntries(Object.entries(network.staff).filter(([id]) => !ids.includes(id))),
  });
  expect(hubsWithoutLeads(without(dalia.id))).toEqual([]);
  expect(hubsWithoutLeads(without(dalia.id, ewan.id))).toEqual([north]);
});
