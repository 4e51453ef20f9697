// The page's API over HTTP: what one window asks and does, and what it is told meanwhile.

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Happening, View } from '../../src/sandbox/api.ts';
import type { SandboxClock } from '../../src/sandbox/clock.ts';
import { tellEveryMs } from '../../src/sandbox/listeners.ts';
import { createPlayer } from '../../src/sandbox/move-clock.ts';
import { englandHolidays } from '../domain/time/days.ts';
import type { Stage } from './given.ts';
import { ann, ben, card, cardAnswer, cat, hub, hubDuty, message, mill, newThread, setStage } from './given.ts';

let stage: Stage;
beforeEach(async () => {
  stage = await setStage({
    samples: [{ name: 'sore-throat', title: 'Sore throat' }],
    sendSample: (name) =>
      name === 'sore-throat' ? Promise.resolve({ text: 'Sent as K7M-4QX.' }) : Promise.reject(new Error('There is no such sample.')),
  });
});
afterEach(() => stage.close());

const get = async (what: string): Promise<{ status: number; body: never }> => {
  const response = await fetch(`${stage.server.url}/teams/api/${what}`);
  return { status: response.status, body: (await response.json()) as never };
};
const post = async (what: string, body: object, type = 'application/json'): Promise<{ status: number; body: unknown }> => {
  const init = { method: 'POST', headers: { 'content-type': type }, body: JSON.stringify(body) };
  const response = await fetch(`${stage.server.url}/teams/api/${what}`, init);
  return { status: response.status, body: await response.json() };
};
const view = async (me: string): Promise<View> => (await get(`view?me=${me}`)).body;

/** Opens the stream; `next` waits for a happening of this kind. */
const listen = async (me: string) => {
  const stop = new AbortController();
  const response = await fetch(`${stage.server.url}/teams/api/events?me=${me}`, { signal: stop.signal });
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  const seen: Happening[] = [];
  let rest = '';
  const next = async (kind: Happening['kind']): Promise<Happening> => {
    for (let i = 0; i < 100; i += 1) {
      const found = seen.findIndex((h) => h.kind === kind);
      if (found >= 0) return seen.splice(found, 1)[0] as Happening;
      rest += (await reader?.read())?.value ?? '';
      const blocks = rest.split('\n\n');
      rest = blocks.pop() ?? '';
      for (const block of blocks) if (block.startsWith('data: ')) seen.push(JSON.parse(block.slice(6)) as Happening);
    }
    throw new Error('never happened');
  };
  return { next, waiting: (): readonly Happening[] => seen, stop: () => stop.abort(), type: response.headers.get('content-type') };
};

describe('looking', () => {
  it('shows a person their own channels, everyone\u2019s names, and what is unread', async () => {
    await newThread(stage, hubDuty, message(card('x')));
    expect(await view(ann)).toMatchObject({
      me: { id: ann, channels: [hub, hubDuty] },
      people: [{ id: ann }, { id: ben }, { id: cat, channels: [mill] }],
      channels: [
        { id: hub, team: 'Test Hub', name: 'General', botAdded: true, unread: 0 },
        { id: hubDuty, name: 'Duty', unread: 1 },
      ],
      clock: { now: '2026-11-25T09:00:00.000Z', movedMinutes: 0, ahead: {} },
      botName: 'eHub',
      overruns: 0,
      chatUnread: 0,
    });
    expect(await view(cat)).toMatchObject({ channels: [{ id: mill, botAdded: false }] });
    expect((await view('')).me.id).toBe(ann);
    await stage.teams.clients.say(ben, hubDuty, 'mine');
    expect([await view(ann), await view(ben)].map((v) => v.channels[1]?.unread)).toEqual([2, 1]);
    await get(`conversation?me=${ann}&id=${encodeURIComponent(hubDuty)}`);
    expect((await view(ann)).channels.map((c) => c.unread)).toEqual([0, 0]);
    expect((await view(ben)).channels.map((c) => c.unread)).toEqual([0, 1]);
    expect((await get('samples')).body).toEqual([{ name: 'sore-throat', title: 'Sore throat' }]);
  });

  it('shows a conversation to its members, and refreshes it when it is opened, not each time it is fetched', async () => {
    const mri = stage.teams.world.person(ann)?.mri;
    const base = card('base', { refresh: { action: { type: 'Action.Execute', verb: 'look' }, userIds: [mri] } });
    const id = await newThread(stage, hub, message(base, { summary: 'New eConsult' }));
    const where = `conversation?me=${ann}&id=${encodeURIComponent(hub)}`;
    expect((await get(where)).body).toMatchObject([
      { root: { id, card: base, summary: 'New eConsult', revision: 1, from: { name: 'eHub', bot: true, me: false } }, replies: [] },
    ]);
    await stage.teams.clients.idle();
    await get(where);
    await stage.teams.clients.idle();
    expect(stage.invokes()).toHaveLength(1);
    expect((await get(`conversation?me=${cat}&id=${encodeURIComponent(hub)}`)).status).toBe(404);
    expect((await get(`conversation?me=${ann}&id=nowhere`)).body).toEqual({ error: 'There is no such conversation.' });
  });
});

describe('doing', () => {
  it('presses, submits, refreshes and says', async () => {
    const id = await newThread(
      stage,
      hub,
      message(card('base', { refresh: { action: { type: 'Action.Execute', verb: 'look' }, userIds: [] } })),
    );
    const at = { me: ann, conversation: hub, message: id };
    stage.think((a) => (a.name?.startsWith('task/') ? { status: 200 } : cardAnswer(card('mine'))));
    expect((await post('press', { ...at, verb: 'claim', data: { a: 1 } })).body).toEqual({ kind: 'card' });
    expect((await post('dialog', { ...at, data: { b: 1 } })).body).toEqual({ kind: 'closed' });
    expect((await post('refresh', at)).body).toEqual({ kind: 'closed' });
    expect((await post('say', { me: ann, conversation: hub, thread: id, text: '@eHub help' })).body).toMatchObject({
      id: expect.stringMatching(/^\d+$/),
    });
    expect(stage.heard.map((a) => a.name ?? a.type)).toEqual(['adaptiveCard/action', 'task/submit', 'message']);
    expect((await post('bot', { me: cat, channel: mill, add: true })).status).toBe(200);
    expect((await view(cat)).channels).toMatchObject([{ botAdded: true }]);
  });

  it('the clock goes to a time ahead, and to none that the calendar does not reach; one move at a time; far moves stop on the way', async () => {
    expect((await post('clock', { to: 'nextWorkingMorning' })).body).toMatchObject({
      error: expect.stringMatching(/not known for so long/),
    });
    expect((await post('clock', { to: 'yesterday' })).status).toBe(400);
    await stage.close();
    let letGo: () => void = () => undefined;
    const held = new Promise<void>((resolve) => (letGo = resolve));
    const player = (clock: SandboxClock) =>
      createPlayer({ clock, nextDue: async () => undefined, sweep: () => held, failed: () => undefined });
    stage = await setStage({ holidays: () => englandHolidays }, player);
    const first = post('clock', { to: 'eveningBeforeLongWeekend' });
    await expect.poll(async () => (await view(ann)).clock.playingTo).toBe('2026-12-24T18:00:00.000Z');
    expect(await post('clock', { minutes: 5, outage: true })).toEqual({
      status: 400,
      body: { error: 'The clock is on its way already. Wait until it is there.' },
    });
    letGo();
    expect((await first).body).toMatchObject({ now: '2026-12-24T18:00:00.000Z', moved: 'arrived' });
    expect((await view(ann)).clock).toMatchObject({ ahead: { nextWorkingMorning: '2026-12-29T08:00:00.000Z' } });
    expect((await post('clock', { minutes: 60, outage: true })).body).toMatchObject({ now: '2026-12-24T19:00:00.000Z' });
    expect((await post('clock', { minutes: 366 * 1_440 })).body).toMatchObject({ moved: 'stopped' });
  });

  it('windows are told that a playing clock moves on, a few times a second and once more at its end', async () => {
    const line = await listen(ann);
    const beganMs = performance.now();
    await post('clock', { minutes: 14 * 1_440 });
    const tookMs = performance.now() - beganMs;
    await post('say', { me: ann, conversation: hub, text: 'the end' });
    await line.next('conversation');
    const told = line.waiting().filter(({ kind }) => kind === 'view').length;
    expect(told).toBeGreaterThanOrEqual(2);
    // At most one in each quarter of a second, the one after the last of them, and what is told at the end.
    expect(told).toBeLessThanOrEqual(Math.ceil(tookMs / tellEveryMs) + 3);
    line.stop();
  });

  it('moves the clock on and sets faults', async () => {
    expect((await post('clock', { minutes: 61 })).body).toMatchObject({
      now: '2026-11-25T10:01:00.000Z',
      movedMinutes: 61,
      moved: 'arrived',
    });
    expect((await post('clock', { minutes: -1 })).status).toBe(400);
    const faults = { throttleSeconds: 5, throttleByDate: true, failStatus: 404, failIn: hub, loseAnswers: true, delayMs: 10 };
    expect((await post('faults', faults)).body).toEqual(faults);
    expect((await view(ann)).faults).toEqual(faults);
    expect((await post('faults', { failStatus: 200 })).status).toBe(400);
    expect((await post('faults', { delayMs: 1e9 })).status).toBe(400);
    expect((await post('faults', { failIn: '19:nowhere' })).status).toBe(400);
    expect((await view(ann)).faults).toEqual(faults);
  });

  it('sends samples, and says in words when one was not accepted', async () => {
    expect(await post('sample', { name: 'sore-throat' })).toEqual({ status: 200, body: { text: 'Sent as K7M-4QX.' } });
    expect(await post('sample', { name: 'other' })).toEqual({ status: 400, body: { error: 'There is no such sample.' } });
  });

  it('takes JSON only, so that no other web page can press buttons', async () => {
    for (const type of ['text/plain', 'application/x-www-form-urlencoded']) {
      expect((await post('clock', { minutes: 1 }, type)).status).toBe(400);
    }
    expect(stage.clock.movedMs()).toBe(0);
    expect(await post('press', { me: ann })).toEqual({ status: 400, body: { error: '"message" is missing.' } });
    expect((await post('press', { me: 'x', message: '1', verb: '' })).status).toBe(404);
  });
});

const mentioning = (id: string) => ({
  text: '<at>Ann</at>',
  entities: [{ type: 'mention', text: '<at>Ann</at>', mentioned: { id, name: 'Ann' } }],
});

describe('being told', () => {
  it('hears of posts, edits, own views and mentions, each as its own', async () => {
    const one = await listen(ann);
    const other = await listen(cat);
    expect(one.type).toContain('text/event-stream');
    const id = await newThread(stage, hub, message(card('x'), { summary: 'New eConsult' }));
    expect(await one.next('conversation')).toEqual({ kind: 'conversation', id: hub, for: ann });
    await stage.call('PUT', `conversations/${encodeURIComponent(hub)}/activities/${id}`, message(card('y')));
    expect(await one.next('conversation')).toEqual({ kind: 'conversation', id: hub, for: ann });
    stage.think(() => cardAnswer(card('mine')));
    await stage.teams.clients.press(ann, id, 'claim');
    expect(await one.next('conversation')).toEqual({ kind: 'conversation', id: hub, for: ann });
    const chat = stage.teams.world.person(cat)?.chat ?? '';
    await stage.teams.clients.say(cat, chat, 'hello');
    await stage.call('POST', `conversations/${encodeURIComponent(chat)}/activities`, { type: 'message', text: 'hi <at>Cat</at>' });
    // The first that Cat hears of is her own chat: nothing of the hub's.
    expect(await other.next('conversation')).toEqual({ kind: 'conversation', id: chat, for: cat });
    // Her own words make no toast; the bot's do.
    expect(await other.next('toast')).toEqual({ kind: 'toast', from: 'eHub', text: 'hi Cat', conversation: chat, for: cat });
    await post('clock', { minutes: 1 });
    expect(await one.next('view')).toEqual({ kind: 'view', for: ann });
    // A post in a channel is bold there and notifies only whom it names.
    expect(one.waiting().filter(({ kind }) => kind === 'toast')).toEqual([]);
    await newThread(stage, hub, { ...message(card('z'), { summary: 'Please claim' }), ...mentioning(ann) });
    expect(await one.next('toast')).toEqual({ kind: 'toast', from: 'eHub', text: 'Please claim', conversation: hub, for: ann });
    expect(other.waiting().filter(({ kind }) => kind === 'toast')).toEqual([]);
    const both = await listen(`${ann}&me=${cat}`);
    await newThread(stage, hub, message(card('both')));
    expect(await both.next('conversation')).toEqual({ kind: 'conversation', id: hub, for: ann });
    both.stop();
    one.stop();
    other.stop();
  });
});
