// The Bot Connector of the local Teams, asked over HTTP as a bot asks.

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { noFaults } from '../../src/sandbox/faults.ts';
import { resultOf } from '../../src/teams/errors.ts';
import type { Stage } from './given.ts';
import { ann, ben, botAppId, botSecret, card, cat, hub, hubDuty, message, mill, newThread, setStage, tenantId } from './given.ts';

let stage: Stage;
beforeEach(async () => {
  stage = await setStage();
});
afterEach(() => stage.close());

const path = (conversation: string, rest = ''): string => `conversations/${encodeURIComponent(conversation)}${rest}`;
const errorCode = (answer: { body: { readonly error?: unknown } }): unknown => (answer.body.error as { code?: string } | undefined)?.code;
const personalWith = (id: string) => ({ isGroup: false, tenantId, bot: { id: `28:${botAppId}` }, members: [{ id }] });

describe('posting', () => {
  it('makes a thread in a channel, and replies in it', async () => {
    const created = await stage.call('POST', 'conversations', {
      isGroup: true,
      channelData: { channel: { id: hubDuty } },
      activity: message(card('one'), { summary: 'New' }),
    });
    expect(created.status).toBe(201);
    const root = String(created.body['activityId']);
    expect(created.body['id']).toBe(`${hubDuty};messageid=${root}`);
    const reply = await stage.call('POST', path(`${hubDuty};messageid=${root}`, '/activities'), { type: 'message', text: 'two' });
    const answered = await stage.call('POST', path(`${hubDuty};messageid=${root}`, `/activities/${root}`), {
      type: 'message',
      text: 'three',
    });
    expect([reply.status, answered.status]).toEqual([201, 201]);
    const [thread, ...others] = stage.teams.world.threads(hubDuty, 10);
    expect(others).toEqual([]);
    expect(thread?.root).toMatchObject({ id: root, card: card('one'), summary: 'New', from: 'bot', version: 1 });
    expect(thread?.replies.map((m) => m.text)).toEqual(['two', 'three']);
  });

  it('makes a thread when it writes to the bare channel', async () => {
    await stage.call('POST', path(hub, '/activities'), { type: 'message', text: 'hello' });
    expect(stage.teams.world.threads(hub, 10).map((t) => t.root.text)).toEqual(['hello']);
  });

  it('finds one and the same personal chat by Teams id and by object id', async () => {
    const mri = stage.teams.world.person(ann)?.mri ?? '';
    const first = await stage.call('POST', 'conversations', personalWith(mri));
    const second = await stage.call('POST', 'conversations', personalWith(ann));
    expect(first.status).toBe(201);
    expect(String(first.body['id'])).toMatch(/^a:/);
    expect(second.body).toEqual(first.body);
    expect((await stage.call('POST', path(String(first.body['id']), '/activities'), { type: 'message', text: 'hi' })).status).toBe(201);
  });

  it('takes a typing notice and shows nothing', async () => {
    expect((await stage.call('POST', path(hub, '/activities'), { type: 'typing' })).status).toBe(202);
    expect(stage.teams.world.messages(hub)).toEqual([]);
  });

  it.each([
    [
      'an unknown channel',
      'POST',
      path('19:nowhere@thread.tacv2', '/activities'),
      { type: 'message', text: 'x' },
      404,
      'ConversationNotFound',
    ],
    ['an unknown thread', 'POST', path(`${hub};messageid=123`, '/activities'), { type: 'message', text: 'x' }, 404, 'ConversationNotFound'],
    ['a team without the bot', 'POST', path(mill, '/activities'), { type: 'message', text: 'x' }, 403, 'BotNotInConversationRoster'],
    [
      'a new thread without the bot',
      'POST',
      'conversations',
      { isGroup: true, channelData: { channel: { id: mill } }, activity: { type: 'message', text: 'x' } },
      403,
      'BotNotInConversationRoster',
    ],
    ['a person out of reach', 'POST', 'conversations', personalWith(cat), 403, 'ForbiddenOperationException'],
    ['an unknown person', 'POST', 'conversations', personalWith('29:nobody'), 404, 'ConversationNotFound'],
    ['another tenant', 'POST', 'conversations', { ...personalWith(ann), tenantId: 'other' }, 400, 'BadArgument'],
    ['an empty message', 'POST', path(hub, '/activities'), { type: 'message' }, 400, 'BadArgument'],
    [
      'a message over 100 KB of UTF-16',
      'POST',
      path(hub, '/activities'),
      { type: 'message', text: 'x'.repeat(51_200) },
      413,
      'MessageSizeTooBig',
    ],
    [
      'a body over the server\u2019s limit',
      'POST',
      path(hub, '/activities'),
      { type: 'message', text: 'x'.repeat(1_100_000) },
      413,
      'MessageSizeTooBig',
    ],
    [
      '61 people to refresh',
      'POST',
      path(hub, '/activities'),
      message(card('x', { refresh: { userIds: Array.from({ length: 61 }, (_, i) => `29:${i}`) } })),
      400,
      'BadArgument',
    ],
    ['an unknown activity', 'PUT', path(hub, '/activities/123'), { type: 'message', text: 'x' }, 404, 'ActivityNotFoundInConversation'],
  ] as const)('refuses %s', async (_, method, where, body, status, code) => {
    const answer = await stage.call(method, where, body);
    expect([answer.status, errorCode(answer)]).toEqual([status, code]);
    expect(stage.teams.world.messages(hub)).toEqual([]);
  });

  it('takes a message of just under 100 KB of UTF-16', async () => {
    const text = 'x'.repeat(51_200 - JSON.stringify({ type: 'message', text: '' }).length);
    expect((await stage.call('POST', path(hub, '/activities'), { type: 'message', text })).status).toBe(201);
  });
});

describe('editing and deleting', () => {
  it('changes the bot\u2019s own message for everyone', async () => {
    const id = await newThread(stage, hub, message(card('before')));
    const edited = await stage.call('PUT', path(`${hub};messageid=${id}`, `/activities/${id}`), message(card('after')));
    expect([edited.status, edited.body]).toEqual([200, { id }]);
    expect(stage.teams.world.message(id)).toMatchObject({ card: card('after'), version: 2, editedAt: stage.clock.now() });
    expect((await stage.call('PUT', path(hub, `/activities/${id}`), message(card('again')))).status).toBe(200);
  });

  it('refuses what another wrote, another channel\u2019s, another thread\u2019s and what is deleted', async () => {
    const said = await stage.teams.clients.say(ann, hub, 'mine');
    const other = await stage.call('PUT', path(hub, `/activities/${said.id}`), { type: 'message', text: 'x' });
    expect([other.status, errorCode(other)]).toEqual([403, 'NotEnoughPermissions']);
    const id = await newThread(stage, hub, message(card('x')));
    expect((await stage.call('PUT', path(hubDuty, `/activities/${id}`), { type: 'message', text: 'x' })).status).toBe(404);
    expect((await stage.call('PUT', path(`${hub};messageid=${said.id}`, `/activities/${id}`), { type: 'message', text: 'x' })).status).toBe(
      404,
    );
    expect((await stage.call('DELETE', path(hub, `/activities/${id}`))).status).toBe(200);
    const gone = await stage.call('PUT', path(hub, `/activities/${id}`), { type: 'message', text: 'x' });
    expect([gone.status, errorCode(gone)]).toEqual([403, 'ServiceError']);
    expect(stage.teams.world.messages(hub).map((m) => m.text)).toEqual(['mine']);
  });
});

describe('who is there', () => {
  it('lists a channel\u2019s members, in pages and one by one', async () => {
    const all = await stage.call('GET', path(hubDuty, '/members'));
    const paged = await stage.call('GET', path(hub, '/pagedmembers?pageSize=1'));
    const mri = stage.teams.world.person(ben)?.mri ?? '';
    const one = await stage.call('GET', path(hub, `/members/${encodeURIComponent(mri)}`));
    expect(paged.body['members']).toEqual(all.body);
    expect(one.body).toMatchObject({ id: mri, aadObjectId: ben, objectId: ben, name: 'Ben Marsh', tenantId, userRole: 'user' });
    expect(mri).toMatch(/^29:/);
    expect(mri).not.toContain(ben);
    const absent = await stage.call('GET', path(hub, `/members/${cat}`));
    expect([absent.status, errorCode(absent)]).toEqual([404, 'MemberNotFoundInConversation']);
  });

  it('pages a large team', async () => {
    const many = Array.from({ length: 120 }, (_, i) => ({ id: `p${i}`, name: `Person ${i}`, title: '' }));
    const big = { name: 'Big', groupId: 'g', channels: [{ id: hub, name: 'General' }], members: many.map((p) => p.id), botAdded: true };
    const own = await setStage({ people: many, teams: [big] });
    const seen: unknown[] = [];
    let next: unknown = '0';
    for (let page = 0; page < 5 && next !== undefined; page += 1) {
      const answer = await own.call('GET', path(hub, `/pagedmembers?pageSize=50&continuationToken=${String(next)}`));
      seen.push(...(answer.body['members'] as unknown[]));
      next = answer.body['continuationToken'];
    }
    expect(seen).toHaveLength(120);
    await own.close();
  });

  it('describes a team and its channels, by the team only if the bot is in it', async () => {
    const team = await stage.call('GET', `teams/${encodeURIComponent(hub)}`);
    expect(team.body).toMatchObject({ id: hub, name: 'Test Hub', memberCount: 2, channelCount: 2 });
    const channels = await stage.call('GET', `teams/${encodeURIComponent(hub)}/conversations`);
    expect(channels.body['conversations']).toMatchObject([
      { id: hub, name: null },
      { id: hubDuty, name: 'Duty' },
    ]);
    expect((await stage.call('GET', `teams/${encodeURIComponent(mill)}`)).status).toBe(403);
    expect((await stage.call('GET', 'teams/unknown')).status).toBe(404);
  });
});

describe('tokens', () => {
  const ask = (authorization: string | undefined): Promise<Response> =>
    fetch(`${stage.server.url}/v3/${path(hub, '/members')}`, { headers: authorization === undefined ? {} : { authorization } });

  it('lets in the bot\u2019s token and nothing else', async () => {
    const { tokens } = stage.teams;
    const good = tokens.forConnector();
    const now = Math.floor(stage.clock.machineMs() / 1_000);
    const [head = '', body = '', signature = ''] = good.split('.');
    const none = Buffer.from(JSON.stringify({ alg: 'none' })).toString('base64url');
    const bad = [
      undefined,
      '',
      'Bearer',
      'Basic abc',
      `Bearer ${none}.${body}.`,
      `Bearer ${none}.${body}.${signature}`,
      `Bearer ${head}.${Buffer.from('{"appid":"x"}').toString('base64url')}.${signature}`,
      `Bearer ${tokens.forConnector({ exp: now })}`,
      `Bearer ${tokens.forConnector({ nbf: now + 1 })}`,
      `Bearer ${tokens.forConnector({ aud: botAppId })}`,
      `Bearer ${tokens.forConnector({ appid: 'other' })}`,
      `Bearer ${tokens.forConnector({ iss: 'other' })}`,
      `Bearer ${tokens.forBot()}`,
    ];
    for (const authorization of bad) expect((await ask(authorization)).status, String(authorization)).toBe(401);
    expect((await ask(`Bearer ${good}`)).status).toBe(200);
    expect((await ask(`Bearer ${good}`)).status).toBe(200);
  });

  it.each([
    [{ client_secret: 'wrong' }, 401, 'invalid_client'],
    [{ client_id: 'wrong' }, 400, 'unauthorized_client'],
    [{ scope: 'wrong' }, 400, 'invalid_scope'],
    [{ grant_type: 'password' }, 400, 'unsupported_grant_type'],
  ])('gives no token for %j', async (change, status, error) => {
    const right = {
      grant_type: 'client_credentials',
      client_id: botAppId,
      client_secret: botSecret,
      scope: 'https://api.botframework.com/.default',
    };
    const response = await fetch(stage.teams.forBot.tokenUrl, { method: 'POST', body: new URLSearchParams({ ...right, ...change }) });
    expect([response.status, ((await response.json()) as { error: string }).error]).toEqual([status, error]);
  });
});

describe('limits and faults', () => {
  it('charges a channel\u2019s threads, replies and edits together and remembers the overrun', async () => {
    const id = await newThread(stage, hub, message(card('x')));
    for (let i = 0; i < 3; i += 1) await stage.call('POST', path(`${hub};messageid=${id}`, '/activities'), { type: 'message', text: 'x' });
    for (let i = 0; i < 3; i += 1) await stage.call('PUT', path(hub, `/activities/${id}`), message(card('y')));
    const refused = await stage.call('PUT', path(hub, `/activities/${id}`), message(card('z')));
    expect([refused.status, errorCode(refused), refused.headers.get('retry-after')]).toEqual([429, 'Throttled', '1']);
    expect(stage.teams.limits.overruns).toMatchObject([{ of: hub, window: '7 per 1 s' }]);
    expect((await stage.call('POST', path(hubDuty, '/activities'), { type: 'message', text: 'x' })).status).toBe(201);
    expect(stage.teams.world.message(id)?.card).toEqual(card('y'));
    expect(stage.teams.limits.allowed('send', hub)).toBe(7);
    stage.teams.limits.enforce(false);
    expect((await stage.call('PUT', path(hub, `/activities/${id}`), message(card('z')))).status).toBe(200);
  });

  it('throttles and fails on request, without an effect and without blaming the bot', async () => {
    const { faults, limits, world } = stage.teams;
    const post = () => stage.call('POST', path(hub, '/activities'), { type: 'message', text: 'x' });
    faults.set({ throttleSeconds: 7 });
    const throttled = await post();
    expect([throttled.status, throttled.headers.get('retry-after')]).toEqual([429, '7']);
    for (const failStatus of [403, 404, 412, 502, 503] as const) {
      faults.set({ throttleSeconds: 0, failStatus });
      expect((await post()).status).toBe(failStatus);
    }
    expect(world.messages(hub)).toEqual([]);
    expect(limits.overrunCount()).toBe(0);
  });

  it.each([404, 403] as const)(
    'says for a while that one channel is gone (%i), for posts, threads and edits alike, and no other',
    async (failStatus) => {
      const { faults, world } = stage.teams;
      const id = await newThread(stage, hub, message(card('x')));
      const statuses = async (channel: string) => [
        (await stage.call('POST', path(channel, '/activities'), { type: 'message', text: 'x' })).status,
        (await stage.call('POST', path(`${channel};messageid=${id}`, '/activities'), { type: 'message', text: 'x' })).status,
        (await stage.call('PUT', path(channel, `/activities/${id}`), message(card('y')))).status,
        (await stage.call('POST', 'conversations', { channelData: { channel: { id: channel } }, activity: message(card('z')) })).status,
      ];
      faults.set({ failStatus, failIn: hub });
      expect(await statuses(hub)).toEqual([failStatus, failStatus, failStatus, failStatus]);
      expect((await stage.call('POST', path(hubDuty, '/activities'), { type: 'message', text: 'x' })).status).toBe(201);
      expect(world.messages(hub)).toHaveLength(1);
      faults.set(noFaults);
      expect(await statuses(hub)).toEqual([201, 201, 200, 201]);
    },
  );

  it('says until when to wait as a date by its own clock, which the answer tells as well', async () => {
    stage.teams.faults.set({ throttleSeconds: 7, throttleByDate: true });
    const { headers } = await stage.call('GET', path(hub, '/members'));
    const [until, now] = [headers.get('retry-after') ?? '', headers.get('date') ?? ''];
    expect([until, now].every((date) => date.endsWith(' GMT'))).toBe(true);
    expect(Date.parse(until) - Date.parse(now)).toBe(7_000);
    const error = { statusCode: 429, response: { headers: { get: (name: string) => headers.get(name) ?? undefined } } };
    // Whatever the time is here.
    expect(resultOf(error, 'post', 0)).toEqual({ kind: 'later', why: '429', afterMs: 7_000 });
  });

  it('stores the message and breaks the line, or answers 502', async () => {
    const { faults, world } = stage.teams;
    faults.set({ loseAnswers: true });
    await expect(stage.call('POST', path(hub, '/activities'), { type: 'message', text: 'lost' })).rejects.toThrow();
    faults.set({ loseAnswers: false });
    faults.decide((call) => (call.operation === 'post' ? { failAfterStatus: 502 } : undefined));
    expect((await stage.call('POST', path(hub, '/activities'), { type: 'message', text: 'kept' })).status).toBe(502);
    expect((await stage.call('GET', path(hub, '/members'))).status).toBe(200);
    faults.decide((call) => (call.conversation === hub ? { throttleBare: true } : undefined));
    const bare = await stage.call('GET', path(hub, '/members'));
    expect([bare.status, bare.headers.get('retry-after')]).toEqual([429, null]);
    expect(world.messages(hub).map((m) => m.text)).toEqual(['lost', 'kept']);
  });

  it('waits as long as it is told', async () => {
    const waits: number[] = [];
    const own = await setStage({
      sleep: (ms) => {
        waits.push(ms);
        return Promise.resolve();
      },
    });
    own.teams.faults.set({ delayMs: 250 });
    await own.call('GET', path(hub, '/members'));
    expect(waits).toEqual([250]);
    await own.close();
  });
});
