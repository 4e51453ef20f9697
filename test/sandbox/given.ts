// A small made-up local Teams with a stub bot that checks who is calling, for the sandbox's own tests.

import { generateKeyPairSync } from 'node:crypto';
import { createLocalJWKSet, jwtVerify } from 'jose';
import type { Route } from '../../src/app/http.ts';
import { json } from '../../src/app/http.ts';
import type { SandboxClock } from '../../src/sandbox/clock.ts';
import { createClock } from '../../src/sandbox/clock.ts';
import type { Json } from '../../src/sandbox/json.ts';
import type { LocalTeams, LocalTeamsGiven } from '../../src/sandbox/local-teams.ts';
import { createLocalTeams } from '../../src/sandbox/local-teams.ts';
import type { Player } from '../../src/sandbox/move-clock.ts';
import type { Served } from './serve.ts';
import { serve } from './serve.ts';

export const tenantId = '10000000-0000-4000-8000-000000000001';
export const botAppId = '20000000-0000-4000-8000-000000000002';
export const botSecret = 'made-up-secret';
export const ann = 'aaaaaaaa-0000-4000-8000-000000000001';
export const ben = 'bbbbbbbb-0000-4000-8000-000000000002';
export const cat = 'cccccccc-0000-4000-8000-000000000003';
export const hub = '19:hub@thread.tacv2';
export const hubDuty = '19:hubduty@thread.tacv2';
export const mill = '19:mill@thread.tacv2';
export const startMs = Date.parse('2026-11-25T09:00:00.000Z');

// One key for all stages of a test file: making one takes longer than most tests.
const { privateKey: keyPem } = generateKeyPairSync('rsa', {
  modulusLength: 2_048,
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
});

export const people = [
  { id: ann, name: 'Ann Oakley', title: 'Clinician, Test Hub' },
  { id: ben, name: 'Ben Marsh', title: 'Clinician, Test Hub' },
  { id: cat, name: 'Cat Holm', title: 'Administrator, Mill Surgery' },
];
export const teams = [
  {
    name: 'Test Hub',
    groupId: '30000000-0000-4000-8000-000000000003',
    channels: [
      { id: hub, name: 'General' },
      { id: hubDuty, name: 'Duty' },
    ],
    members: [ann, ben],
    botAdded: true,
  },
  {
    name: 'Mill Surgery',
    groupId: '30000000-0000-4000-8000-000000000004',
    channels: [{ id: mill, name: 'General' }],
    members: [cat],
    botAdded: false,
  },
];

export interface Heard extends Json {
  readonly type: string;
  readonly id: string;
  readonly name?: string;
}
/** What the stub bot answers: HTTP status and body. Runs after the activity has been noted. */
export type BotBrain = (
  activity: Heard,
) => Promise<{ readonly status: number; readonly body?: unknown }> | { status: number; body?: unknown };

export interface Stage {
  readonly teams: LocalTeams;
  readonly clock: SandboxClock;
  readonly server: Served;
  /** Every activity the bot accepted. */
  readonly heard: Heard[];
  readonly invokes: (name?: string) => Heard[];
  think: (brain: BotBrain) => void;
  /** A call of the bot to the connector, with a token from the token endpoint. */
  readonly call: (method: string, path: string, body?: unknown) => Promise<{ status: number; body: Json; headers: Headers }>;
  readonly close: () => Promise<void>;
}

export const cardAnswer = (card: object) => ({
  status: 200,
  body: { statusCode: 200, type: 'application/vnd.microsoft.card.adaptive', value: card },
});
export const textAnswer = (value: string) => ({
  status: 200,
  body: { statusCode: 200, type: 'application/vnd.microsoft.activity.message', value },
});
export const card = (words: string, more: Json = {}): Json => ({
  type: 'AdaptiveCard',
  version: '1.5',
  body: [{ type: 'TextBlock', text: words }],
  ...more,
});
export const message = (content: object, more: Json = {}): Json => ({
  type: 'message',
  attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive', content }],
  ...more,
});

const stubBot = (teams: () => LocalTeams, machineMs: () => number, heard: Heard[], brain: () => BotBrain): Route => ({
  method: 'POST',
  path: '/api/messages',
  bodyBytesMax: 1_000_000,
  handle: async (request) => {
    const { openIdMetadataUrl, serviceUrl } = teams().forBot;
    try {
      const metadata = (await (await fetch(openIdMetadataUrl)).json()) as { jwks_uri: string };
      const keys = createLocalJWKSet(await (await fetch(metadata.jwks_uri)).json());
      const token = request.headers['authorization']?.replace('Bearer ', '') ?? '';
      const options = { issuer: 'https://api.botframework.com', audience: botAppId, currentDate: new Date(machineMs()) };
      const { payload } = await jwtVerify(token, keys, options);
      if (payload['serviceurl'] !== serviceUrl) return { status: 401 };
    } catch {
      return { status: 401 };
    }
    const activity = JSON.parse(request.body.toString('utf8')) as Heard;
    heard.push(activity);
    const { status, body } = await brain()(activity);
    return body === undefined ? { status } : json(status, body);
  },
});

/** Everything up and running on one loopback port; the clock stands still until it is moved. */
export const setStage = async (more: Partial<LocalTeamsGiven> = {}, player?: (clock: SandboxClock) => Player): Promise<Stage> => {
  const server = await serve();
  const clock = createClock(() => startMs);
  const heard: Heard[] = [];
  let brain: BotBrain = () => ({ status: 200 });
  let count = 0;
  const local: LocalTeams = createLocalTeams({
    baseUrl: server.url,
    botUrl: server.url,
    botAppId,
    botSecret,
    tenantId,
    people,
    teams,
    clock,
    keyPem,
    random: () => {
      count += 1;
      return `id-${count}`;
    },
    ...(player ? { player: player(clock) } : {}),
    ...more,
  });
  server.add([
    ...local.routes,
    stubBot(
      () => local,
      clock.machineMs,
      heard,
      () => brain,
    ),
  ]);
  let token: string | undefined;
  const askToken = async (): Promise<string> => {
    const form = { grant_type: 'client_credentials', client_id: botAppId, client_secret: botSecret };
    const body = new URLSearchParams({ ...form, scope: 'https://api.botframework.com/.default' });
    const answer = (await (await fetch(local.forBot.tokenUrl, { method: 'POST', body })).json()) as { access_token: string };
    return answer.access_token;
  };
  return {
    teams: local,
    clock,
    server,
    heard,
    invokes: (name) => heard.filter((a) => a.type === 'invoke' && (name === undefined || a.name === name)),
    think: (next) => {
      brain = next;
    },
    call: async (method, path, body) => {
      token ??= await askToken();
      const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
      const response = await fetch(`${server.url}/v3/${path}`, {
        method,
        headers,
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const text = await response.text();
      return { status: response.status, body: text === '' ? {} : (JSON.parse(text) as Json), headers: response.headers };
    },
    close: async () => {
      local.close();
      await server.close();
    },
  };
};

/** A bot's post of a new thread in a channel; its message id. */
export const newThread = async (stage: Stage, channel: string, content: Json): Promise<string> => {
  const body = { isGroup: true, tenantId, bot: { id: `28:${botAppId}` }, channelData: { channel: { id: channel } }, activity: content };
  const answer = await stage.call('POST', 'conversations', body);
  if (answer.status !== 201) throw new Error(`the post was answered ${answer.status}`);
  return String(answer.body['activityId']);
};
