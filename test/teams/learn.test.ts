// What each signed activity teaches us: where conversations are, that we may write there, and who people are.
import { beforeEach, describe, expect, it } from 'vitest';
import type { Directory } from '../../src/app/ports.ts';
import { isArrival, isRemoval, learn } from '../../src/teams/learn.ts';
import type { TeamsActivity } from '../../src/teams/wire.ts';
import { activitySchema, conversationOf, personId, personIn, tenantOf, threadOf } from '../../src/teams/wire.ts';
import { amara, objectIdOf, tenant } from '../people.ts';
import { activityOf, channel, serviceUrl, world } from './given.ts';

let directory: Directory;
let saves: string[];
const at = '2026-11-25T09:00:00.000Z';
const clock = { now: () => at };
beforeEach(async () => {
  const real = (await world()).directory;
  saves = [];
  directory = {
    ...real,
    saveConversation: (key, conversation) => {
      saves.push(`${key} ${conversation.status}`);
      return real.saveConversation(key, conversation);
    },
  };
});
const said = (more: Partial<TeamsActivity> = {}, conversation = channel) =>
  activityOf(amara, 'a1', conversation, { type: 'message', ...more });
const chat = (more: Partial<TeamsActivity> = {}) =>
  said({ conversation: { id: 'a:chat', tenantId: tenant, conversationType: 'personal' }, ...more });
const active = { id: channel, serviceUrl, tenantId: tenant, status: 'active', since: at };

describe('an activity', () => {
  it('of a channel teaches where it is, without the thread, and who spoke', async () => {
    await learn(directory, clock, said());
    expect(await directory.conversation(channel)).toEqual(active);
    expect(await directory.person(amara.id)).toEqual({ id: amara.id, name: amara.name, mri: '29:Dr Amara Osei' });
    expect(saves).toEqual([`${channel} active`]);
  });
  it('of a personal chat teaches where that person is reached', async () => {
    await learn(directory, clock, chat());
    expect(await directory.conversation(`chat|${amara.id}`)).toMatchObject({ id: 'a:chat', status: 'active' });
    expect(await directory.conversation('a:chat')).toMatchObject({ id: 'a:chat' });
  });
  it('of a group chat is nobody\u2019s own', async () => {
    await learn(directory, clock, chat({ conversation: { id: '19:group@unq', tenantId: tenant, conversationType: 'groupChat' } }));
    expect(await directory.conversation(`chat|${amara.id}`)).toBeUndefined();
  });
  it('that teaches nothing new writes nothing', async () => {
    await learn(directory, clock, said());
    await learn(directory, clock, said());
    expect(saves).toHaveLength(1);
    await learn(directory, clock, said({ serviceUrl: 'https://smba.example.org/de/' }));
    expect(saves).toHaveLength(2);
    expect(await directory.conversation(channel)).toMatchObject({ serviceUrl: 'https://smba.example.org/de/' });
  });
  it('without a tenant teaches nothing', async () => {
    const { channelData: _, ...rest } = said({ conversation: { id: channel } });
    await learn(directory, clock, rest);
    expect(saves).toEqual([]);
    expect(await directory.person(amara.id)).toBeUndefined();
  });
  it('without an Entra id teaches where, but not who', async () => {
    await learn(directory, clock, said({ from: { id: '29:x', name: 'Somebody' } }));
    expect(saves).toEqual([`${channel} active`]);
    expect(await directory.person(amara.id)).toBeUndefined();
  });
});

describe('the bot', () => {
  const removed = (more: Partial<TeamsActivity>) => said({ type: 'conversationUpdate', ...more });
  const bot = [{ id: '28:bot' }];
  it('taken out suspends the conversation; anything said there later opens it again', async () => {
    await learn(directory, clock, said());
    await learn(directory, clock, removed({ membersRemoved: bot }));
    expect(await directory.conversation(channel)).toEqual({ ...active, status: 'suspended', reason: 'BotRemoved' });
    await learn(directory, clock, said());
    expect(await directory.conversation(channel)).toEqual(active);
  });
  it('taken out of a team is out of all its channels, and back in all of them when it is added again', async () => {
    const others = ['19:a@thread.tacv2', '19:b@thread.tacv2'];
    await learn(directory, clock, removed({ membersRemoved: bot }), others);
    for (const each of [channel, ...others]) expect(await directory.conversation(each)).toMatchObject({ id: each, status: 'suspended' });
    await learn(directory, clock, removed({ membersAdded: bot }), others);
    for (const each of [channel, ...others]) expect(await directory.conversation(each)).toMatchObject({ id: each, status: 'active' });
  });
  it('spoken to in one channel proves nothing about the others of its team', async () => {
    await learn(directory, clock, removed({ membersRemoved: bot }), ['19:a@thread.tacv2']);
    await learn(directory, clock, said(), ['19:a@thread.tacv2']);
    expect(await directory.conversation('19:a@thread.tacv2')).toMatchObject({ status: 'suspended' });
  });
  it('taken out of a personal chat is out of that person\u2019s chat', async () => {
    await learn(directory, clock, chat());
    await learn(directory, clock, chat({ type: 'installationUpdate', action: 'remove' }));
    expect(await directory.conversation(`chat|${amara.id}`)).toMatchObject({ id: 'a:chat', status: 'suspended' });
  });
  it.each<[string, Partial<TeamsActivity>, boolean, boolean]>([
    // Installing comes with it: answering both would ask twice whose channel this is.
    ['added to a team', { type: 'conversationUpdate', membersAdded: bot }, false, false],
    ['taken out of a team', { type: 'conversationUpdate', membersRemoved: bot }, false, true],
    ['installed', { type: 'installationUpdate', action: 'add' }, true, false],
    ['upgraded', { type: 'installationUpdate', action: 'add-upgrade' }, true, false],
    ['uninstalled', { type: 'installationUpdate', action: 'remove' }, false, true],
    ['uninstalled for an upgrade', { type: 'installationUpdate', action: 'remove-upgrade' }, false, true],
    ['there while a colleague comes', { type: 'conversationUpdate', membersAdded: [{ id: '29:x' }] }, false, false],
    ['there while a colleague goes', { type: 'conversationUpdate', membersRemoved: [{ id: '29:x' }] }, false, false],
    ['spoken to', { type: 'message', membersRemoved: bot, action: 'remove' }, false, false],
  ])('%s', (_, more, arrival, removal) => {
    expect([isArrival(said(more)), isRemoval(said(more))]).toEqual([arrival, removal]);
  });
});

describe('who and where', () => {
  it('a person is tenant and object id, in small letters, whatever the card says', () => {
    expect(personIn(said())).toEqual({ kind: 'person', id: amara.id, name: amara.name });
    expect(personIn(said({ from: { id: '29:x', aadObjectId: objectIdOf(amara).toUpperCase() } }))).toEqual({
      kind: 'person',
      id: amara.id,
      name: 'Somebody',
    });
    expect(personIn(said({ from: { id: amara.id, name: amara.name } }))).toBeUndefined();
    expect(personId('A', 'B')).toBe('a.b');
  });
  it('a conversation is without its thread', () => {
    expect([conversationOf(said()), threadOf(said())]).toEqual([channel, '1']);
    expect([conversationOf(chat()), threadOf(chat())]).toEqual(['a:chat', undefined]);
  });
  it('the tenant is the conversation\u2019s, or else the channel\u2019s', () => {
    expect(tenantOf(said())).toBe(tenant);
    expect(tenantOf(said({ conversation: { id: channel } }))).toBe(tenant);
  });
  it.each([
    ['another channel than Teams', { channelId: 'directline' }],
    ['no address to answer to', { serviceUrl: undefined }],
    ['an address that is none', { serviceUrl: 'javascript:alert(1)' }],
    ['no sender', { from: undefined }],
    ['an endless id', { id: 'x'.repeat(501) }],
    ['too many words', { text: 'x'.repeat(100_001) }],
    ['a thousand and one newcomers', { membersAdded: Array.from({ length: 1_001 }, () => ({ id: 'x' })) }],
  ])('an activity with %s is not taken', (_, more) => {
    expect(activitySchema.safeParse({ ...said(), ...more }).success).toBe(false);
    expect(activitySchema.safeParse(said()).success).toBe(true);
  });
});
