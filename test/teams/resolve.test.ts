// Addresses: an organisation's channel as the network has it now, and a person's chat, opened once.
import { beforeEach, describe, expect, it } from 'vitest';
import type { Chat, Resolve } from '../../src/app/chat.ts';
import { type Address, channelOf, chatOf } from '../../src/domain/terms.ts';
import { createPace } from '../../src/teams/pace.ts';
import { createResolve } from '../../src/teams/resolve.ts';
import { later, receivedAt } from '../given.ts';
import { amara, larkfield, millbrook, north, objectIdOf, tenant } from '../people.ts';
import { serviceUrl, type World, world } from './given.ts';

type Opened = Awaited<ReturnType<Chat['openPersonal']>>;
let w: World;
let answers: Opened;
let opened: string[];
let resolve: (to: Address, mayOpen?: boolean) => ReturnType<Resolve>;
let nowMs: number;
const fallback = 'https://smba.example.org/default/';
beforeEach(async () => {
  w = await world();
  opened = [];
  answers = { kind: 'open', conversationId: 'a:amara' };
  const chat = {
    openPersonal: async (mri: string, tenantId: string, url: string) => {
      opened.push(`${mri} ${tenantId} ${url}`);
      return answers;
    },
  } as unknown as Chat;
  nowMs = 0;
  const { directory, source, deps } = w;
  const pace = createPace();
  const made = createResolve({
    directory,
    network: source,
    chat,
    pace,
    clock: deps.clock,
    monotonicMs: () => nowMs,
    serviceUrlDefault: fallback,
  });
  resolve = (to, mayOpen = true) => made(to, { sendClass: 0, mayOpen });
});

describe('a channel', () => {
  it('is where the network has it, and at the address it last spoke from', async () => {
    expect(await resolve(channelOf(north))).toMatchObject({
      kind: 'found',
      key: '19:north@thread.tacv2',
      conversation: { serviceUrl: fallback },
    });
    await w.directory.saveConversation('19:north@thread.tacv2', {
      ...{ id: '19:north@thread.tacv2', serviceUrl, tenantId: tenant, status: 'suspended', since: receivedAt },
    });
    expect(await resolve(channelOf(north))).toMatchObject({ kind: 'found', conversation: { serviceUrl, status: 'suspended' } });
    expect(await resolve(channelOf(larkfield))).toMatchObject({ kind: 'found', key: '19:larkfield@thread.tacv2' });
  });
  it('that nobody has given yet is none', async () => {
    expect(await resolve(channelOf(millbrook))).toEqual({ kind: 'none', why: 'noChannel' });
    expect(opened).toEqual([]);
  });
});

describe('a person\u2019s chat', () => {
  it('is opened once, by the id Teams gave the bot, and then known', async () => {
    await w.directory.savePerson({ id: amara.id, name: amara.name, mri: '29:amara' });
    for (let i = 0; i < 3; i++)
      expect(await resolve(chatOf(amara.id))).toMatchObject({
        kind: 'found',
        key: `chat|${amara.id}`,
        conversation: { id: 'a:amara', status: 'active' },
      });
    expect(opened).toEqual([`29:amara ${tenant} ${fallback}`]);
  });
  it('of somebody who never wrote to us is opened by their Entra object id', async () => {
    await resolve(chatOf(amara.id));
    expect(opened).toEqual([`${objectIdOf(amara)} ${tenant} ${fallback}`]);
  });
  it.each<[string, Opened]>([
    ['refused', { kind: 'refused', why: '400 BadSyntax' }],
    ['closed', { kind: 'closed', why: '403 BotNotInstalled' }],
  ])('that was %s is known to be so, and tried again when whoever sends says so', async (_, answer) => {
    answers = answer;
    expect(await resolve(chatOf(amara.id))).toEqual(answer);
    expect(await resolve(chatOf(amara.id), false)).toEqual({ kind: 'none', why: 'notOpened' });
    expect(opened).toHaveLength(1);
    expect(await w.directory.suspended()).toMatchObject([{ key: `chat|${amara.id}`, conversation: { id: '', since: receivedAt } }]);
    w.at(10);
    await resolve(chatOf(amara.id));
    // Since the first time: that says how long it has been so.
    expect(await w.directory.suspended()).toMatchObject([{ conversation: { since: receivedAt } }]);
    answers = { kind: 'open', conversationId: 'a:amara' };
    expect(await resolve(chatOf(amara.id))).toMatchObject({ kind: 'found', conversation: { id: 'a:amara', since: later(10) } });
    expect(opened).toHaveLength(3);
    expect(await w.directory.suspended()).toEqual([]);
  });
  it('is not opened faster than Teams allows an app', async () => {
    answers = { kind: 'closed', why: '403' };
    const everybody = Array.from({ length: 60 }, (_, index) => chatOf(`${tenant}.p${index}`));
    for (const each of everybody) await resolve(each);
    expect(opened.length).toBeLessThan(50);
    expect(await resolve(everybody[59] ?? 'person.')).toMatchObject({ kind: 'wait' });
    nowMs = 2_000;
    expect(await resolve(everybody[59] ?? 'person.')).toEqual(answers);
  });
  it.each<[Opened]>([[{ kind: 'later', why: '429', afterMs: 3_000 }], [{ kind: 'unknown', why: 'timeout' }]])(
    'that cannot be opened just now (%j) is tried later, and nothing is remembered',
    async (answer) => {
      answers = answer;
      expect(await resolve(chatOf(amara.id))).toEqual(answer);
      expect(await w.directory.conversation(`chat|${amara.id}`)).toBeUndefined();
      await resolve(chatOf(amara.id));
      expect(opened).toHaveLength(2);
    },
  );
});
