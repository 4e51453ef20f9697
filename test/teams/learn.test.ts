// What each signed activity teaches us: where conversations are, that we may write there, and who people are.
import { beforeEach, describe, expect, it } from 'vitest';
import type { Directory } from '../../src/app/ports.ts';
import { personId } from '../../src/domain/terms.ts';
import { isArrival, learn } from '../../src/teams/learn.ts';
import type { TeamsActivity } from '../../src/teams/wire.ts';
import { activitySchema, conversationOf, personIn, tenantOf, threadOf } from '../../src/teams/wire.ts';
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
  const team = '19:team@thread.tacv2';
  const others = ['19:a@thread.tacv2', '19:b@thread.tacv2'];
  const bot = [{ id: '28:bot' }];
  const general = { conversation: { id: team, tenantId: tenant, conversationType: 'channel' } };
  const update = (more: Partial<TeamsActivity>) => said({ type: 'conversationUpdate', ...general, ...more });
  const happened = (eventType: string, more: object = {}) =>
    update({ channelData: { tenant: { id: tenant }, team: { id: team }, eventType, ...more } });
  const installation = (action: string, more: Partial<TeamsActivity> = {}) =>
    said({ type: 'installationUpdate', action, ...general, ...more });
  const tells = async (...activities: readonly TeamsActivity[]) => {
    const closed: string[] = [];
    for (const activity of activities) {
      const learnt = await learn(directory, clock, activity, [channel, ...others]);
      closed.push(...learnt.closed.map(({ conversation, why }) => `${conversation} ${why}`));
    }
    return closed;
  };
  const statuses = async () =>
    Promise.all([channel, ...others].map(async (each) => (await directory.conversation(each))?.status ?? 'unknown'));
  const all = (status: string) => [status, status, status];

  it('taken out of a shared channel is out of that channel only', async () => {
    await tells(installation('add'));
    const out = update({
      conversation: { id: `${channel};messageid=7`, tenantId: tenant, conversationType: 'channel' },
      membersRemoved: bot,
    });
    expect(await tells(out)).toEqual([`${channel} BotRemoved`]);
    expect(await statuses()).toEqual(['suspended', 'active', 'active']);
    expect(await directory.conversation(channel)).toEqual({
      ...active,
      status: 'suspended',
      reason: 'BotRemoved',
      told: true,
      closings: ['BotRemoved'],
      apart: true,
    });
    await tells(update({ conversation: { id: channel, tenantId: tenant, conversationType: 'channel' }, membersAdded: bot }));
    expect(await statuses()).toEqual(all('active'));
  });
  it('taken out of a channel that Teams calls shared is out of that channel only, whichever activity says so', async () => {
    await tells(installation('add'));
    const shared = { channelData: { tenant: { id: tenant }, team: { id: team }, channel: { id: channel, type: 'shared' } } };
    expect(await tells(installation('remove', shared))).toEqual([`${channel} BotRemoved`]);
    expect(await statuses()).toEqual(['suspended', 'active', 'active']);
    await tells(installation('add', shared));
    expect(await statuses()).toEqual(all('active'));
  });
  it.each([
    ['its General channel', () => update({ membersRemoved: bot }), () => update({ membersAdded: bot })],
    ['its installation', () => installation('remove'), () => installation('add')],
  ])('taken out of a team is out of all its channels, said by %s, and back in all when it is added again', async (_, out, back) => {
    expect(await tells(installation('add'), out(), out())).toEqual([team, channel, ...others].map((each) => `${each} BotRemoved`));
    expect(await statuses()).toEqual(all('suspended'));
    expect((await learn(directory, clock, back(), [channel, ...others])).opened).toBe(true);
    expect(await statuses()).toEqual(all('active'));
    expect(await directory.conversation(channel)).toEqual(active);
  });
  it('back in a team may or may not be back in its shared channels: they are tried, but not taken for open', async () => {
    await tells(update({ conversation: { id: channel, tenantId: tenant, conversationType: 'channel' }, membersRemoved: bot }));
    await tells(installation('remove'), installation('add'));
    expect(await statuses()).toEqual(['suspended', 'active', 'active']);
    expect((await directory.conversation(channel))?.told).toBeUndefined();
  });
  it.each([
    ['upgraded', ['remove-upgrade', 'add-upgrade']],
    ['upgraded, told in the other order', ['add-upgrade', 'remove-upgrade']],
  ])('%s leaves a team as it is', async (_, actions) => {
    await tells(installation('add'), happened('channelDeleted', { channel: { id: '19:a@thread.tacv2' } }));
    const before = await statuses();
    saves = [];
    expect(await tells(...actions.map((action) => installation(action)))).toEqual([]);
    expect(await statuses()).toEqual(before);
    expect(saves).toEqual([]);
  });
  it.each(['teamRenamed', 'channelRenamed', 'channelCreated', 'channelShared', 'channelUnshared', 'channelMemberAdded'])(
    'hearing of %s opens nothing and closes nothing',
    async (eventType) => {
      await tells(installation('add'), happened('teamArchived'));
      saves = [];
      expect(await tells(happened(eventType, { channel: { id: channel, name: 'Another name', type: 'shared' } }))).toEqual([]);
      expect(await statuses()).toEqual(all('suspended'));
      expect(saves).toEqual([]);
    },
  );
  it('hears in General of a deleted channel and of its return: General itself stays open', async () => {
    const deleted = happened('channelDeleted', { channel: { id: channel } });
    expect(await tells(installation('add'), deleted, deleted)).toEqual([`${channel} ChannelDeleted`]);
    expect(await statuses()).toEqual(['suspended', 'active', 'active']);
    expect(await directory.conversation(team)).toMatchObject({ status: 'active' });
    await tells(happened('channelRestored', { channel: { id: channel } }));
    expect(await statuses()).toEqual(all('active'));
  });
  it('hears of a team archived while a channel of it is deleted: each ends by itself', async () => {
    const about = { channel: { id: channel } };
    await tells(installation('add'), happened('channelDeleted', about), happened('teamArchived'));
    await tells(happened('channelRestored', about));
    expect(await statuses()).toEqual(all('suspended'));
    await tells(happened('teamUnarchived'));
    expect(await statuses()).toEqual(all('active'));
  });
  it('spoken to in one channel proves nothing about the others of its team', async () => {
    await tells(installation('add'), installation('remove'), said());
    expect(await statuses()).toEqual(['active', 'suspended', 'suspended']);
  });
  it('pressed on a card there is in the channel, but may still not write while its team is archived', async () => {
    await tells(installation('add'), happened('teamArchived'), said({ type: 'invoke' }));
    expect(await statuses()).toEqual(all('suspended'));
    await tells(said());
    expect(await statuses()).toEqual(['active', 'suspended', 'suspended']);
  });
  it('taken out of a personal chat is out of that person\u2019s chat, and may be tried there', async () => {
    await learn(directory, clock, chat());
    expect((await learn(directory, clock, chat({ type: 'installationUpdate', action: 'remove' }))).closed).toEqual([]);
    expect(await directory.conversation(`chat|${amara.id}`)).toMatchObject({ id: 'a:chat', status: 'suspended' });
    expect((await directory.conversation(`chat|${amara.id}`))?.told).toBeUndefined();
    await learn(directory, clock, chat());
    expect(await directory.conversation(`chat|${amara.id}`)).toMatchObject({ id: 'a:chat', status: 'active' });
  });
  it.each<[string, Partial<TeamsActivity>, boolean]>([
    // Installing comes with it: answering both would ask twice whose channel this is.
    ['added to a team', { type: 'conversationUpdate', membersAdded: bot }, false],
    ['installed', { type: 'installationUpdate', action: 'add' }, true],
    ['upgraded', { type: 'installationUpdate', action: 'add-upgrade' }, false],
    ['uninstalled', { type: 'installationUpdate', action: 'remove' }, false],
    ['spoken to', { type: 'message', membersAdded: bot, action: 'add' }, false],
  ])('%s: arrives %s', (_, more, arrival) => {
    expect(isArrival(said(more))).toBe(arrival);
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
