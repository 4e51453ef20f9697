// The bot SDK itself against the local Teams: its token check accepts what we sign, and its client understands what we answer.

import {
  type Activity,
  CloudAdapter,
  ConfigurationBotFrameworkAuthentication,
  type ConfigurationBotFrameworkAuthenticationOptions,
  TeamsInfo,
  type TurnContext,
} from 'botbuilder';
import {
  ClaimsIdentity,
  type ConnectorClient,
  type ServiceClientCredentials,
  type ServiceClientCredentialsFactory,
} from 'botframework-connector';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Route } from '../../src/app/http.ts';
import type { LocalTeams } from '../../src/sandbox/local-teams.ts';
import type { Stage } from './given.ts';
import { ann, ben, botAppId, botSecret, hub, hubDuty, setStage, tenantId } from './given.ts';
import type { Served } from './serve.ts';
import { serve } from './serve.ts';

let stage: Stage;
let botServer: Served;
let client: ConnectorClient;
const turns: Activity[] = [];
let onTurn: (context: TurnContext) => Promise<void> = () => Promise.resolve();

const settings = (teams: LocalTeams): ConfigurationBotFrameworkAuthenticationOptions => ({
  MicrosoftAppId: botAppId,
  ValidateAuthority: true,
  ToChannelFromBotLoginUrl: 'https://login.microsoftonline.com/t',
  ToChannelFromBotOAuthScope: 'https://api.botframework.com',
  ToBotFromChannelTokenIssuer: 'https://api.botframework.com',
  OAuthUrl: 'https://api.botframework.com',
  ToBotFromChannelOpenIdMetadataUrl: teams.forBot.openIdMetadataUrl,
  ToBotFromEmulatorOpenIdMetadataUrl: teams.forBot.openIdMetadataUrl,
  CallerId: 'urn:botframework:azure',
});

const credentials = (teams: LocalTeams): ServiceClientCredentialsFactory =>
  ({
    isValidAppId: (id: string) => Promise.resolve(id === botAppId),
    isAuthenticationDisabled: () => Promise.resolve(false),
    createCredentials: () =>
      Promise.resolve({
        signRequest: async (request: { headers: { set: (name: string, value: string) => void } }) => {
          const form = { grant_type: 'client_credentials', client_id: botAppId, client_secret: botSecret };
          const body = new URLSearchParams({ ...form, scope: 'https://api.botframework.com/.default' });
          const answer = (await (await fetch(teams.forBot.tokenUrl, { method: 'POST', body })).json()) as { access_token: string };
          request.headers.set('authorization', `Bearer ${answer.access_token}`);
          return request;
        },
      } as unknown as ServiceClientCredentials),
  }) as unknown as ServiceClientCredentialsFactory;

/** The SDK's adapter behind one of our routes. */
const sdkBot = (adapter: CloudAdapter): Route => ({
  method: 'POST',
  path: '/api/messages',
  bodyBytesMax: 1_000_000,
  handle: async (request) => {
    let status = 200;
    let body: unknown;
    const response = {
      socket: undefined,
      header: () => response,
      status: (code: number) => {
        status = code;
        return response;
      },
      send: (sent: unknown) => {
        body = sent;
        return response;
      },
      end: () => response,
    };
    const asked = { method: 'POST', headers: request.headers, body: JSON.parse(request.body.toString('utf8')) };
    await adapter.process(asked as never, response as never, async (context) => {
      turns.push({ ...context.activity });
      await onTurn(context);
    });
    const headers = { 'content-type': 'application/json' };
    return body === undefined ? { status } : { status, headers, body: JSON.stringify(body) };
  },
});

beforeAll(async () => {
  const late: { adapter?: CloudAdapter } = {};
  botServer = await serve([
    {
      method: 'POST',
      path: '/api/messages',
      bodyBytesMax: 1_000_000,
      handle: (request) => (late.adapter === undefined ? Promise.resolve({ status: 503 }) : sdkBot(late.adapter).handle(request)),
    },
  ]);
  stage = await setStage({
    botUrl: botServer.url,
    // The SDK checks tokens by the machine's own clock.
    tokenMs: () => Date.now(),
  });
  const auth = new ConfigurationBotFrameworkAuthentication(settings(stage.teams), credentials(stage.teams));
  late.adapter = new CloudAdapter(auth);
  const identity = new ClaimsIdentity([
    { type: 'aud', value: botAppId },
    { type: 'appid', value: botAppId },
  ]);
  client = await auth.createConnectorFactory(identity).create(stage.teams.forBot.serviceUrl, 'https://api.botframework.com');
  (client as unknown as { client: { pipeline: { removePolicy: (p: { name: string }) => void } } }).client.pipeline.removePolicy({
    name: 'defaultRetryPolicy',
  });
});
afterAll(async () => {
  await stage.close();
  await botServer.close();
});

describe('the bot SDK', () => {
  it('accepts our signed activities and refuses others\u2019', async () => {
    await stage.teams.clients.say(ann, hub, '@eHub help');
    expect(turns.at(-1)).toMatchObject({
      type: 'message',
      from: { aadObjectId: ann },
      conversation: { conversationType: 'channel' },
    });
    // The SDK writes every refusal to the console; here they are what is wanted.
    const quiet = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    const before = turns.length;
    const activity = { ...turns.at(-1), id: '1', type: 'message' };
    for (const token of ['', stage.teams.tokens.forBot({ aud: 'other' }), stage.teams.tokens.forBot({ serviceurl: 'http://other/' })]) {
      const answer = await stage.teams.clients.deliver(activity, { token });
      expect(answer).not.toMatchObject({ status: 200 });
    }
    expect(turns).toHaveLength(before);
    quiet.mockRestore();
  });

  it('answers a press', async () => {
    const created = await client.conversations.createConversation({
      isGroup: true,
      bot: { id: `28:${botAppId}`, name: 'eHub' },
      tenantId,
      channelData: { channel: { id: hubDuty } },
      activity: { type: 'message', text: 'one', from: { id: `28:${botAppId}` } } as never,
    } as never);
    const { id, activityId } = created as { id: string; activityId: string };
    expect(id).toBe(`${hubDuty};messageid=${activityId}`);
    const value = { statusCode: 200, type: 'application/vnd.microsoft.activity.message', value: 'done' };
    onTurn = async (context) => {
      await context.sendActivity({ type: 'invokeResponse', value: { status: 200, body: value } });
    };
    expect(await stage.teams.clients.press(ann, activityId, 'claim')).toEqual({ kind: 'message', text: 'done' });
    onTurn = () => Promise.resolve();

    const reply = await client.conversations.sendToConversation(id, { type: 'message', text: 'two' } as never);
    await client.conversations.updateActivity(id, activityId, { type: 'message', text: 'changed' } as never);
    await client.conversations.deleteActivity(id, reply.id);
    const [thread] = stage.teams.world.threads(hubDuty, 1);
    expect(thread).toMatchObject({ root: { text: 'changed', version: 2 }, replies: [] });
  });

  it('reads rosters, teams and personal chats, and answers in the turn', async () => {
    let members: string[] = [];
    let channels: string[] = [];
    let team: string | undefined;
    onTurn = async (context) => {
      members = (await TeamsInfo.getPagedMembers(context)).members.map((m) => m.aadObjectId ?? '');
      channels = (await TeamsInfo.getTeamChannels(context)).map((c) => c.id ?? '');
      team = (await TeamsInfo.getTeamDetails(context)).name;
      await context.sendActivity('answer');
    };
    await stage.teams.clients.say(ann, hub, '@eHub who is here');
    onTurn = () => Promise.resolve();
    expect([members, channels, team]).toEqual([[ann, ben], [hub, hubDuty], 'Test Hub']);
    expect(stage.teams.world.threads(hub, 1)[0]?.replies.map((m) => m.text)).toEqual(['answer']);
    const chat = await client.conversations.createConversation({
      isGroup: false,
      bot: { id: `28:${botAppId}`, name: 'eHub' },
      tenantId,
      members: [{ id: ben, name: '' }],
      channelData: { tenant: { id: tenantId } },
    } as never);
    expect((chat as { id: string }).id).toBe(stage.teams.world.person(ben)?.chat);
  });

  it('sees status, code and Retry-After of a refusal, and a broken line as an error', async () => {
    const send = () => client.conversations.sendToConversation(hub, { type: 'message', text: 'x' } as never);
    stage.teams.faults.set({ throttleSeconds: 3 });
    const throttled = await send().catch((e: unknown) => e as { statusCode: number; response: { headers: Map<string, string> } });
    expect(throttled).toMatchObject({ statusCode: 429 });
    expect((throttled as { response: { headers: Map<string, string> } }).response.headers.get('retry-after')).toBe('3');
    stage.teams.faults.set({ throttleSeconds: 0, failStatus: 403 });
    await expect(send()).rejects.toMatchObject({ statusCode: 403, code: 'BotNotInConversationRoster' });
    stage.teams.faults.set({ failStatus: 0, loseAnswers: true });
    await expect(send()).rejects.toThrow();
    stage.teams.faults.set({ loseAnswers: false });
    expect(stage.teams.limits.overrunCount()).toBe(0);
  });
});
