// Everybody's clients: what is sent to the bot for a press, a dialog, typed words and the bot's coming and going.

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Activity } from '../../src/sandbox/activities.ts';
import type { ShownThread } from '../../src/sandbox/api.ts';
import { INVOKE_TIMEOUT_MS } from '../../src/sandbox/bot-line.ts';
import type { Heard, Stage } from './given.ts';
import {
  ann,
  ben,
  botAppId,
  card,
  cardAnswer,
  cat,
  hub,
  hubDuty,
  message,
  mill,
  newThread,
  setStage,
  tenantId,
  textAnswer,
} from './given.ts';

let stage: Stage;
beforeEach(async () => {
  stage = await setStage();
});
afterEach(() => stage.close());

const claim = { type: 'Action.Execute', title: 'Claim', id: 'c', verb: 'claim', data: { id: 'K7M4QX', revision: 1 } };
const open = { type: 'Action.Submit', title: 'Open', data: { msteams: { type: 'task/fetch' }, verb: 'open', id: 'K7M4QX' } };
const waiting = card('Waiting', {
  body: [
    { type: 'TextBlock', text: 'Waiting' },
    { type: 'ActionSet', actions: [claim] },
  ],
  actions: [{ type: 'Action.ShowCard', title: 'More', card: card('inner', { actions: [open] }) }],
});
const last = (): Heard => {
  const heard = stage.heard.at(-1);
  if (heard === undefined) throw new Error('the bot heard nothing');
  return heard;
};
const cards = (threads: readonly ShownThread[]): unknown[] => threads.map((t) => t.root.card);

describe('pressing', () => {
  it('sends the invoke Teams sends', async () => {
    const id = await newThread(stage, hubDuty, message(waiting));
    stage.think(() => textAnswer('done'));
    const answer = await stage.teams.clients.pressButton(ann, id, 'Claim', { note: 'typed' });
    expect(answer).toEqual({ kind: 'message', text: 'done' });
    const mri = stage.teams.world.person(ann)?.mri;
    expect(last()).toMatchObject({
      type: 'invoke',
      name: 'adaptiveCard/action',
      channelId: 'msteams',
      serviceUrl: `${stage.server.url}/`,
      timestamp: '2026-11-25T09:00:00.000Z',
      localTimestamp: '2026-11-25T09:00:00.000+00:00',
      localTimezone: 'Europe/London',
      from: { id: mri, aadObjectId: ann, name: 'Ann Oakley' },
      recipient: { id: `28:${botAppId}`, name: 'eHub' },
      conversation: { id: `${hubDuty};messageid=${id}`, conversationType: 'channel', tenantId, isGroup: true },
      channelData: { tenant: { id: tenantId }, team: { id: hub }, channel: { id: hubDuty } },
      replyToId: id,
      value: {
        trigger: 'manual',
        action: { type: 'Action.Execute', id: 'c', verb: 'claim', data: { id: 'K7M4QX', revision: 1, note: 'typed' } },
      },
    });
    expect(mri).toMatch(/^29:/);
  });

  it('writes local time in summer too', async () => {
    const id = await newThread(stage, hub, message(waiting));
    stage.clock.moveOn(Date.parse('2027-07-01T09:14:00.000Z') - stage.clock.ms());
    await stage.teams.clients.press(ann, id, 'claim');
    expect(last()).toMatchObject({ timestamp: '2027-07-01T09:14:00.000Z', localTimestamp: '2027-07-01T10:14:00.000+01:00' });
  });

  it('shows the card of the answer to the presser alone', async () => {
    const id = await newThread(stage, hub, message(waiting));
    stage.think(() => cardAnswer(card('yours')));
    expect(await stage.teams.clients.press(ann, id, 'claim')).toEqual({ kind: 'card' });
    expect(stage.teams.clients.card(ann, id)).toEqual(card('yours'));
    expect(stage.teams.clients.card(ben, id)).toEqual(waiting);
    expect(stage.teams.clients.shown(ann, hub)[0]?.root.revision).toBeGreaterThan(
      stage.teams.clients.shown(ben, hub)[0]?.root.revision ?? Infinity,
    );
  });

  it('shows the card of an answer that came after the bot had already edited the message', async () => {
    const id = await newThread(stage, hub, message(waiting));
    stage.think(async () => {
      await stage.call('PUT', `conversations/${encodeURIComponent(hub)}/activities/${id}`, message(card('claimed')));
      return cardAnswer(card('yours'));
    });
    await stage.teams.clients.press(ann, id, 'claim');
    expect([stage.teams.clients.card(ann, id), stage.teams.clients.card(ben, id)]).toEqual([card('yours'), card('claimed')]);
  });

  it.each([
    [
      'a refusal in words',
      { status: 200, body: { statusCode: 400, type: 'application/vnd.microsoft.error', value: { code: 'x', message: 'Not now.' } } },
      'Not now.',
    ],
    ['an empty answer', { status: 200 }, 'Unable to reach app. Please try again.'],
    ['a good body with a bad status', { ...textAnswer('done'), status: 500 }, 'Unable to reach app. Please try again.'],
    ['501', { status: 501 }, 'Unable to reach app. Please try again.'],
    ['an unknown shape', { status: 200, body: { hello: 1 } }, 'Unable to reach app. Please try again.'],
  ])('reads %s as an error and keeps the card', async (_, answer, text) => {
    const id = await newThread(stage, hub, message(waiting));
    stage.think(() => answer);
    expect(await stage.teams.clients.press(ann, id, 'claim')).toEqual({ kind: 'error', text });
    expect(stage.teams.clients.card(ann, id)).toEqual(waiting);
  });

  it('gives up on a slow bot', async () => {
    const id = await newThread(stage, hub, message(waiting));
    stage.think(() => new Promise(() => undefined));
    const answer = await stage.teams.clients.press(ann, id, 'claim', {}, { timeoutMs: 40 });
    expect(answer).toEqual({ kind: 'error', text: 'Unable to reach app. Please try again.' });
    expect(INVOKE_TIMEOUT_MS).toBe(10_000);
  });

  it.each([false, true])('delivers the very same activity again (together: %s)', async (together) => {
    const id = await newThread(stage, hub, message(waiting));
    await stage.teams.clients.press(ann, id, 'claim', {}, { deliveries: 3, together });
    await stage.teams.clients.press(ann, id, 'claim');
    const ids = stage.invokes().map((a) => a.id);
    expect(ids).toHaveLength(4);
    expect(new Set(ids).size).toBe(2);
  });

  it('sends a plain submit as a message with a value', async () => {
    const id = await newThread(stage, hub, message(waiting));
    await stage.teams.clients.press(ann, id, '', { a: 1 }, { type: 'Action.Submit' });
    expect(last()).toMatchObject({ type: 'message', value: { a: 1 }, replyToId: id });
    expect(last()).not.toHaveProperty('text');
  });

  it('names the buttons there are when one is missing', async () => {
    const id = await newThread(stage, hub, message(waiting));
    await expect(stage.teams.clients.pressButton(ann, id, 'Fly')).rejects.toThrow('"Claim", "Open"');
  });

  it('lets nobody press where they are no member', async () => {
    const id = await newThread(stage, hub, message(waiting));
    await expect(stage.teams.clients.press(cat, id, 'claim')).rejects.toThrow('not in that conversation');
    await expect(stage.teams.clients.press('nobody', id, 'claim')).rejects.toThrow('no such person');
    await expect(stage.teams.clients.press(ann, '1', 'claim')).rejects.toThrow('no such message');
  });
});

describe('dialogs', () => {
  const dialog = (title: string) => ({
    status: 200,
    body: {
      task: {
        type: 'continue',
        value: {
          title,
          height: 400,
          width: 'large',
          card: { contentType: 'application/vnd.microsoft.card.adaptive', content: card(title) },
        },
      },
    },
  });

  it('opens, shows a fault again, and closes', async () => {
    const id = await newThread(stage, hub, message(waiting));
    stage.think(() => dialog('Details'));
    const opened = await stage.teams.clients.pressButton(ann, id, 'Open');
    expect(opened).toEqual({ kind: 'dialog', dialog: { title: 'Details', card: card('Details'), height: 400, width: 'large' } });
    expect(last()).toMatchObject({ name: 'task/fetch', replyToId: id, value: { data: open.data } });
    stage.think(() => dialog('Again'));
    expect(await stage.teams.clients.submitDialog(ann, id, { x: 1 })).toMatchObject({ kind: 'dialog', dialog: { title: 'Again' } });
    expect(last()).toMatchObject({ name: 'task/submit', value: { data: { x: 1 } } });
    expect(last()).not.toHaveProperty('replyToId');
    stage.think(() => ({ status: 200 }));
    expect(await stage.teams.clients.submitDialog(ann, id, {})).toEqual({ kind: 'closed' });
    stage.think(() => ({ status: 200, body: { task: { type: 'message', value: 'Thanks' } } }));
    expect(await stage.teams.clients.submitDialog(ann, id, {})).toEqual({ kind: 'message', text: 'Thanks' });
  });

  it('shows an empty dialog for words in answer to a fetch, as Teams does', async () => {
    const id = await newThread(stage, hub, message(waiting));
    stage.think(() => ({ status: 200, body: { task: { type: 'message', value: 'No' } } }));
    expect(await stage.teams.clients.pressButton(ann, id, 'Open')).toMatchObject({
      kind: 'dialog',
      dialog: { title: '', card: { body: [] } },
    });
  });
});

describe('talking', () => {
  it.each(['@eHub help', '@ehub help', '<at>eHub</at> help'])('mentions the bot in a channel by %s', async (text) => {
    const said = await stage.teams.clients.say(ann, hubDuty, text);
    expect(said).toEqual({ id: said.id });
    expect(last()).toMatchObject({
      type: 'message',
      id: said.id,
      text: '<at>eHub</at> help',
      conversation: { id: `${hubDuty};messageid=${said.id}`, conversationType: 'channel' },
      entities: [{ type: 'mention', text: '<at>eHub</at>', mentioned: { id: `28:${botAppId}`, name: 'eHub' } }, { type: 'clientInfo' }],
    });
  });

  it('answers in a thread', async () => {
    const id = await newThread(stage, hub, message(waiting));
    await stage.teams.clients.say(ann, hub, '@eHub help', id);
    expect(last()).toMatchObject({ conversation: { id: `${hub};messageid=${id}` } });
    expect(stage.teams.world.threads(hub, 5).map((t) => t.replies.length)).toEqual([1]);
  });

  it.each(['hello', 'mail@eHub now', '@eHubs hello'])('tells the bot nothing of "%s" in a channel', async (text) => {
    await stage.teams.clients.say(ann, hub, text);
    expect(stage.heard).toEqual([]);
  });

  it('installs itself in a personal chat at the first word, and hears everything there', async () => {
    const chat = stage.teams.world.person(cat)?.chat ?? '';
    await stage.teams.clients.say(cat, chat, 'hello');
    await stage.teams.clients.say(cat, chat, 'again');
    expect(stage.heard.map((a) => a.type)).toEqual(['installationUpdate', 'conversationUpdate', 'message', 'message']);
    expect(stage.heard[0]).toMatchObject({ action: 'add', conversation: { id: chat, conversationType: 'personal', tenantId } });
    expect(last().conversation).not.toHaveProperty('isGroup');
    expect((await stage.call('POST', `conversations/${encodeURIComponent(chat)}/activities`, { type: 'message', text: 'hi' })).status).toBe(
      201,
    );
  });

  it('says when the bot is not in the team, or does not answer', async () => {
    expect(await stage.teams.clients.say(cat, mill, '@eHub help')).toMatchObject({ error: 'eHub is not in this team. Add it first.' });
    stage.think(() => ({ status: 500 }));
    expect(await stage.teams.clients.say(ann, hub, '@eHub help')).toMatchObject({ error: 'eHub refused the message (500).' });
  });
});

describe('adding and removing the bot', () => {
  it('tells the bot, with the channel that was chosen, and opens or shuts the door', async () => {
    const { clients } = stage.teams;
    await clients.setBot(cat, mill, true);
    expect(stage.heard).toMatchObject([
      {
        type: 'installationUpdate',
        action: 'add',
        channelData: { settings: { selectedChannel: { id: mill } }, team: { id: mill, name: 'Mill Surgery' } },
      },
      {
        type: 'conversationUpdate',
        membersAdded: [{ id: `28:${botAppId}` }],
        channelData: { eventType: 'teamMemberAdded' },
        from: { aadObjectId: cat },
      },
    ]);
    const id = await newThread(stage, mill, message(waiting));
    await clients.setBot(cat, mill, true);
    expect(stage.heard).toHaveLength(2);
    await clients.setBot(cat, mill, false);
    expect(stage.heard.slice(2)).toMatchObject([
      { type: 'installationUpdate', action: 'remove' },
      { type: 'conversationUpdate', membersRemoved: [{ id: `28:${botAppId}` }] },
    ]);
    await expect(newThread(stage, mill, message(waiting))).rejects.toThrow('403');
    expect(await clients.press(cat, id, 'claim')).toMatchObject({ kind: 'error' });
    expect(stage.heard).toHaveLength(4);
  });
});

describe('the line to the bot', () => {
  it('is signed; without, or with another\u2019s, token the bot hears nothing', async () => {
    const { clients, tokens } = stage.teams;
    const activity: Activity = { type: 'message', id: '1', text: 'x' };
    const tries = ['', 'x.y.z', tokens.forBot({ aud: 'other' }), tokens.forBot({ exp: 1 }), tokens.forBot({ serviceurl: 'http://other/' })];
    for (const token of tries) expect(await clients.deliver(activity, { token })).toMatchObject({ status: 401 });
    expect(await clients.deliver(activity)).toMatchObject({ status: 200 });
    expect(stage.heard).toHaveLength(1);
  });

  it('publishes its key with the msteams endorsement and nothing secret', async () => {
    const keys = (await (await fetch(`${stage.server.url}/.well-known/keys`)).json()) as { keys: object[] };
    expect(keys.keys).toHaveLength(1);
    expect(Object.keys(keys.keys[0] ?? {}).sort()).toEqual(['e', 'endorsements', 'kid', 'kty', 'n', 'use', 'x5t']);
    expect(keys.keys[0]).toMatchObject({ endorsements: ['msteams'], kty: 'RSA', use: 'sig' });
  });
});

describe('a restart', () => {
  it('brings everything back that was saved', async () => {
    let changes = 0;
    const first = await setStage({
      onChange: () => {
        changes += 1;
      },
    });
    await first.teams.clients.setBot(cat, mill, true);
    const id = await newThread(first, mill, message(waiting));
    await first.teams.clients.say(cat, mill, 'reply', id);
    const deleted = await newThread(first, mill, message(waiting));
    await first.call('DELETE', `conversations/${encodeURIComponent(mill)}/activities/${deleted}`);
    await first.teams.clients.say(cat, first.teams.world.person(cat)?.chat ?? '', 'hello');
    first.teams.world.markRead(cat, mill);
    const snapshot = JSON.parse(JSON.stringify(first.teams.snapshot()));
    expect(changes).toBeGreaterThanOrEqual(8);
    await first.close();
    const second = await setStage({ snapshot });
    expect(second.teams.world.threads(mill, 5)).toEqual(first.teams.world.threads(mill, 5));
    expect(second.teams.world.unread(cat, mill)).toBe(0);
    expect(second.teams.world.wasRemoved(deleted)).toBe(true);
    expect(second.teams.world.installed(cat)).toBe(true);
    expect(Number(await newThread(second, mill, message(waiting)))).toBeGreaterThan(Number(deleted));
    expect(cards(await second.teams.clients.view(cat, mill))).toEqual([waiting, waiting]);
    await second.close();
  });
});
