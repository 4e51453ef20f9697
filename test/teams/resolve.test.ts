// Addresses: an organisation's channel as the network has it now, and a person's chat, opened once.
import { beforeEach, describe, expect, it } from 'vitest';
import type { Chat } from '../../src/app/chat.ts';
import { channelOf, chatOf } from '../../src/domain/terms.ts';
import { createResolve, openAgainMs } from '../../src/teams/resolve.ts';
import { later, receivedAt } from '../given.ts';
import { amara, larkfield, millbrook, north, objectIdOf, tenant } from '../people.ts';
import { serviceUrl, type World, world } from './given.ts';

type Opened = Awaited<ReturnType<Chat['openPersonal']>>;
let w: World;
let answers: Opened;
let opened: string[];
let resolve: ReturnType<typeof createResolve>;
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
  resolve = createResolve({ directory: w.directory, network: w.source, chat, clock: w.deps.clock, serviceUrlDefault: fallback });
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
  ])('that was %s is not asked for again for ten minutes', async (_, answer) => {
    answers = answer;
    expect(openAgainMs).toBe(10 * 60_000);
    expect(await resolve(chatOf(amara.id))).toEqual({ kind: 'none', why: 'suspended' });
    w.at(9.99);
    expect(await resolve(chatOf(amara.id))).toEqual({ kind: 'none', why: 'suspended' });
    expect(opened).toHaveLength(1);
    w.at(10);
    answers = { kind: 'open', conversationId: 'a:amara' };
    expect(await resolve(chatOf(amara.id))).toMatchObject({ kind: 'found', conversation: { id: 'a:amara', since: later(10) } });
    expect(opened).toHaveLength(2);
  });
  it.each<[Opened, number | undefined]>([
    [{ kind: 'later', why: '429', afterMs: 3_000 }, 3_000],
    [{ kind: 'unknown', why: 'timeout' }, undefined],
  ])('that cannot be opened just now (%j) is tried later, and nothing is remembered', async (answer, afterMs) => {
    answers = answer;
    expect(await resolve(chatOf(amara.id))).toEqual({ kind: 'later', afterMs });
    expect(await w.directory.conversation(`chat|${amara.id}`)).toBeUndefined();
    await resolve(chatOf(amara.id));
    expect(opened).toHaveLength(2);
  });
});
