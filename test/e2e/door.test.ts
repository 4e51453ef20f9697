// The door for Teams: whoever is not Teams, or not our Teams, is turned away with a bare status and learns nothing.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { amara, demoHub } from '../../src/sandbox/demo/people.ts';
import { createKeyPair, signToken } from '../../src/sandbox/keys.ts';
import { botAppId, hubChannel, shown, submission, tenantId, until } from './given.ts';
import { type Stage, startHere } from './here.ts';

let stage: Stage;
let claim: Record<string, unknown>;
let reference = '';
beforeAll(async () => {
  stage = await startHere();
  reference = (await stage.send(submission('door'))).body.reference ?? '';
  const card = await shown(stage.teams, hubChannel, reference, 'Waiting');
  const person = stage.teams.world.person(amara.id);
  claim = {
    type: 'invoke',
    name: 'adaptiveCard/action',
    id: `f:${randomUUID()}`,
    channelId: 'msteams',
    serviceUrl: stage.teams.forBot.serviceUrl,
    from: { id: person?.mri, aadObjectId: amara.id, name: amara.name },
    recipient: { id: `28:${botAppId}` },
    conversation: { id: `${hubChannel};messageid=${card.id}`, tenantId, conversationType: 'channel' },
    channelData: { tenant: { id: tenantId } },
    replyToId: card.id,
    value: {
      action: { type: 'Action.Execute', verb: 'claim', data: { v: 1, hub: demoHub, id: reference.replace('-', '') } },
      trigger: 'manual',
    },
  };
});
afterAll(() => stage?.stop());

interface Knock {
  readonly token?: string;
  readonly body?: string;
  readonly more?: Record<string, unknown>;
}
async function knock({
  token = stage.teams.tokens.forBot(),
  body,
  more = {},
}: Knock): Promise<{ status: number; text: string; headers: Headers }> {
  const answer = await fetch(`${stage.url}/api/messages`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(token === '' ? {} : { authorization: `Bearer ${token}` }) },
    body: body ?? JSON.stringify({ ...claim, ...more }),
  });
  return { status: answer.status, text: await answer.text(), headers: answer.headers };
}
/** How many messages of a channel have these words. */
const saidIn = (channel: string, words: string): number =>
  stage.teams.world.messages(channel).filter(({ card }) => JSON.stringify(card ?? '').includes(words)).length;
const seconds = (): number => Math.floor(Date.now() / 1_000);
const with_ = (claims: Record<string, unknown>): string => stage.teams.tokens.forBot(claims);
const forged = (): string =>
  signToken(createKeyPair(), {
    iss: stage.teams.forBot.issuer,
    aud: botAppId,
    iat: seconds(),
    nbf: seconds() - 10,
    exp: seconds() + 600,
    serviceurl: stage.teams.forBot.serviceUrl,
  });
const unsigned = (): string => {
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${part({ alg: 'none', typ: 'JWT' })}.${part({ iss: stage.teams.forBot.issuer, aud: botAppId, exp: seconds() + 600 })}.`;
};

describe('turned away with nothing said', () => {
  const cases: readonly (readonly [string, number, () => Knock])[] = [
    ['no token', 401, () => ({ token: '' })],
    ['no token at all but a word', 401, () => ({ token: 'abc' })],
    ['a token for another bot', 401, () => ({ token: with_({ aud: randomUUID() }) })],
    ['a token of another issuer', 401, () => ({ token: with_({ iss: 'https://login.example' }) })],
    ['a token that has run out', 401, () => ({ token: with_({ nbf: seconds() - 7_200, iat: seconds() - 7_200, exp: seconds() - 3_600 }) })],
    ['a token that is not valid yet', 401, () => ({ token: with_({ nbf: seconds() + 3_600, exp: seconds() + 7_200 }) })],
    ['a token signed by somebody else', 401, () => ({ token: forged() })],
    ['a token that nobody signed', 401, () => ({ token: unsigned() })],
    ['a token for another service address', 401, () => ({ token: with_({ serviceurl: 'https://evil.example/' }) })],
    ['a token that names no service address', 401, () => ({ token: with_({ serviceurl: undefined }) })],
    ['another service address', 401, () => ({ more: { serviceUrl: 'https://evil.example/' } })],
    ['another service address on this machine than the token\u2019s', 401, () => ({ more: { serviceUrl: 'http://127.0.0.1:9/' } })],
    ['another channel', 401, () => ({ more: { channelId: 'emulator' } })],
    ['another tenant', 401, () => ({ more: { conversation: { id: hubChannel, tenantId: randomUUID() } } })],
    [
      'no tenant, when nobody said or pressed anything',
      401,
      () => ({ more: { type: 'installationUpdate', action: 'add', conversation: { id: hubChannel }, channelData: {} } }),
    ],
    ['no JSON', 400, () => ({ body: 'hello' })],
    ['nothing', 400, () => ({ body: '' })],
    ['a list', 400, () => ({ body: '[]' })],
    ['no sender', 400, () => ({ more: { from: undefined } })],
    ['a service address that is none', 400, () => ({ more: { serviceUrl: 'nowhere' } })],
    ['something huge', 413, () => ({ more: { text: 'x'.repeat(300_000) } })],
  ];
  it.each(cases)('%s: %i', async (_, status, make) => {
    const answer = await knock(make());
    expect([answer.status, answer.text]).toEqual([status, '']);
    expect(answer.headers.get('x-powered-by')).toBe(null);
  });

  // As Teams sends it: also a message that begins a thread names that thread.
  const noTenant = () => ({
    conversation: { id: (claim['conversation'] as { id: string }).id, conversationType: 'channel' },
    channelData: {},
  });
  it.each([
    ['a person', () => ({ from: { id: '29:guest', name: 'Guest' } }), 'your Microsoft Entra object id'],
    ['a tenant', noTenant, 'your organisation\u2019s tenant id'],
    [
      'either',
      () => ({ ...noTenant(), from: { id: '29:guest' } }),
      'your Microsoft Entra object id and your organisation\u2019s tenant id',
    ],
  ])('without %s, whoever types, presses or searches is told what is missing, and nothing is done', async (_, less, missing) => {
    const more = less();
    const words = `${missing} was missing. Nothing was done.`;
    for (const name of ['adaptiveCard/action', 'task/fetch', 'task/submit', 'composeExtension/query']) {
      const answer = await knock({ more: { ...more, id: `f:${randomUUID()}`, name } });
      expect([answer.status, answer.text.includes(words)], `${name}: ${answer.text}`).toEqual([200, true]);
    }
    const before = saidIn(hubChannel, words);
    for (const text of ['queue', '', undefined]) {
      const answer = await knock({ more: { ...more, id: randomUUID(), type: 'message', name: undefined, value: undefined, text } });
      expect(answer.status).toBe(200);
    }
    await until('all three are answered, at the channel\u2019s pace', () => saidIn(hubChannel, words) >= before + 3);
    expect(saidIn(hubChannel, words)).toBe(before + 3);
  });

  it('none of them did anything, and the right one does', async () => {
    const events = () => stage.product.store.events({ hub: demoHub, kind: 'econsult', id: reference.replace('-', '') });
    expect(await events()).toHaveLength(1);
    const answer = await knock({});
    expect(answer.status).toBe(200);
    expect(answer.text).toContain('Claimed by Dr Amara Okafor');
    expect(await events()).toHaveLength(2);
    expect(stage.log.filter((line) => line.includes('"turnedAway"')).length).toBeGreaterThanOrEqual(cases.length - 1);
    // Every one of them, but the one whose body was never read, was counted and logged without what it held.
    expect(stage.log.join('')).not.toContain('evil.example');
  });

  it('an unknown invoke, an unknown verb and a hostile payload are answered in words, with 200', async () => {
    const value = (verb: string, data: object) => ({ action: { type: 'Action.Execute', verb, data }, trigger: 'manual' });
    const answers = await Promise.all([
      knock({ more: { id: 'f:1', name: 'search' } }),
      knock({ more: { id: 'f:2', value: value('dance', { v: 1, hub: demoHub, id: reference.replace('-', '') }) } }),
      knock({ more: { id: 'f:3', value: value('claim', { v: 1, hub: 'SYSTEM', id: 'AAAAAA' }) } }),
      knock({ more: { id: 'f:4', value: value('claim', { v: 1, hub: '../../x', id: 'AAAAAA' }) } }),
      knock({ more: { id: 'f:5', value: value('__proto__', { v: 1, hub: demoHub, id: reference.replace('-', '') }) } }),
      knock({ more: { id: 'f:6', value: 7 } }),
      knock({ more: { id: 'f:7', name: 'task/fetch', value: { data: { verb: 'open', v: 1, hub: 'network', id: 'AAAAAA' } } } }),
      knock({ more: { id: 'f:8', from: { id: '29:guest' } } }),
    ]);
    for (const { status, text } of answers)
      expect([status, text.length > 2, /[Nn]othing was done|No eConsult/.test(text)], text).toEqual([200, true, true]);
  });
});
