// Fifteen ways in which installations of such bots have failed: each cannot happen here, or is explained by the sentence that stands here.
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lineOf, wordsOf } from '../../src/cards/doctor/words.ts';
import { ConfigFaults, readConfig } from '../../src/config.ts';
import type { Finding } from '../../src/domain/doctor/finding.ts';
import { judge } from '../../src/domain/doctor/judge.ts';
import type { Seen } from '../../src/domain/doctor/seen.ts';
import { createLog } from '../../src/log.ts';
import { createMetrics } from '../../src/metrics.ts';
import { reportTurn } from '../../src/start/reports.ts';
import { connectTables } from '../../src/storage/connect.ts';
import { tryStore } from '../../src/storage/self-test.ts';
import { createStore } from '../../src/storage/store.ts';
import type { BotEvent } from '../../src/teams/bot.ts';
import { obtained, refusedBy } from '../../src/teams/token.ts';
import { guard } from '../../src/teams/who-is-let-in.ts';
import { connectionStringTo } from '../storage/azurite.ts';
import { ago, appId, otherId, tenantId, well, writing } from './seen.ts';

const sentence = (found: Finding['found'], more: Partial<Seen>): string => {
  const finding = judge({ ...well, ...more }).find((each) => each.found === found);
  if (finding === undefined) throw new Error(`${found} is not found`);
  return lineOf(finding, writing).words;
};
const refused = (words: string, appType: 'SingleTenant' | 'UserAssignedMsi' = 'SingleTenant') => ({
  token: refusedBy(new Error(`unauthorized_client: ${words}: Application with identifier \u2026 Trace ID: 1`), { appType }),
});
const settings = {
  ...{ EHUB_MODE: 'teams', MicrosoftAppId: appId, MicrosoftAppTenantId: tenantId, MicrosoftAppPassword: 'made-up' },
  EHUB_STORAGE_CONNECTION: 'UseDevelopmentStorage=true',
};
function faultsOf(more: Record<string, string>): readonly string[] {
  try {
    readConfig({ ...settings, ...more }, () => Buffer.from('[]'));
    return [];
  } catch (error) {
    if (error instanceof ConfigFaults) return error.faults;
    throw error;
  }
}

/** Each by its number: what is said when it happens; or why it cannot, and where that is held. */
const fifteen: readonly (readonly [string, { readonly says: () => string; readonly like: RegExp } | { readonly cannot: string }])[] = [
  [
    '1 the client secret has run out and everything is silent',
    {
      says: () => sentence('tokenSecretEnded', refused('AADSTS7000222')),
      like: /run out \(AADSTS7000222\).*no card reaches Teams.*managed identity/,
    },
  ],
  [
    '2 the secret\u2019s id was pasted instead of its value',
    {
      says: () => sentence('tokenSecretWrong', refused('AADSTS7000215')),
      like: /not the app\u2019s \(AADSTS7000215\).*value, which Entra shows once, and not its id/,
    },
  ],
  [
    '3 a multi-tenant bot by default, which the Bot Framework tenant does not know',
    {
      says: () => `${faultsOf({ MicrosoftAppType: 'MultiTenant' }).join(' ')} ${sentence('tokenAppUnknown', refused('AADSTS700016'))}`,
      like: /MicrosoftAppType is "MultiTenant": it is one of SingleTenant, UserAssignedMsi, Federated, Certificate.*does not know the app in this tenant \(AADSTS700016\)/,
    },
  ],
  [
    '4 Teams is in another tenant than Azure',
    {
      says: () =>
        `${sentence('onlyTurnedAway', { heard: { last: undefined, turnedAway: { at: ago(1), why: 'tenant', tenantId: otherId } } })} ${sentence('otherTenant', { token: { kind: 'obtained', appId, tenantId: otherId } })}`,
      like: /tenant that we do not answer to \(tenant 0bad.*add it to EHUB_TENANTS: it need not be the tenant of Azure.*deploy for that/,
    },
  ],
  [
    '5 the second deployment may not update a role assignment',
    { cannot: 'the infrastructure names it by scope, identity and role, and its own test reads that' },
  ],
  [
    '6 whoever deploys may not give roles or consent',
    { cannot: 'no consent is asked for at all; who needs which right is in the infrastructure\u2019s page' },
  ],
  [
    '7 names that are too long or taken',
    { cannot: 'the infrastructure makes them from a short prefix and a unique text, and its own test counts' },
  ],
  [
    '8 the bot\u2019s id is registered elsewhere already',
    {
      says: () => sentence('neverHeard', { heard: { last: undefined, turnedAway: undefined } }),
      like: /messaging endpoint is https:.*Teams channel is on/,
    },
  ],
  [
    '9 the manifest is refused, with a placeholder left in it',
    {
      says: () => sentence('placeholders', { settings: { kind: 'read', placeholders: ['MicrosoftAppId'] } }),
      like: /Still an example: MicrosoftAppId\..*outputs of the deployment/,
    },
  ],
  [
    '10 custom apps may not be uploaded',
    {
      says: () => sentence('installedNowhere', { installed: { open: [], closed: [], without: ['NORTH'], chats: 0, tenants: [] } }),
      like: /installed nowhere.*Teams admin centre/,
    },
  ],
  ['11 the build on the server fails', { cannot: 'what is deployed was built before, with its modules in it' }],
  [
    '12 deployed but silent',
    {
      says: () => sentence('heardLongAgo', { heard: { last: { at: ago(6 * 24 * 60), recipient: `28:${appId}` }, turnedAway: undefined } }),
      like: /Nothing has come from Teams since.*stay unclaimed.*messaging endpoint/,
    },
  ],
  ['13 the container never answers', { cannot: 'it listens where the platform says, and its own test starts it as the platform does' }],
  [
    '14 403 at the first start',
    {
      says: () =>
        `${sentence('storeRole', { store: { kind: 'refused', why: 'role' } })} ${sentence('storeNetwork', { store: { kind: 'refused', why: 'network' } })}`,
      like: /can take 30 minutes.*Storage Table Data Contributor.*network rules.*The role is not the matter/,
    },
  ],
  [
    '15 the tab\u2019s sign-in goes round in circles',
    { cannot: 'address, manifest and host come from one value, and the tab says both when they differ' },
  ],
];

it('are fifteen', () => expect(fifteen.map(([what]) => Number.parseInt(what, 10))).toEqual(Array.from({ length: 15 }, (_, n) => n + 1)));
it.each(fifteen)('%s', (_, what) => {
  if ('cannot' in what) expect(what.cannot).not.toBe('');
  else expect(what.says()).toMatch(what.like);
});

describe('a refused activity', () => {
  const activity = (more: object) => ({
    ...{ type: 'message', id: '1', channelId: 'msteams', serviceUrl: 'https://smba.example.org/uk/' },
    ...{ from: { id: '29:a' }, recipient: { id: `28:${appId}` }, conversation: { id: 'a:1', tenantId: otherId }, ...more },
  });
  const logged = (body: object): Record<string, unknown> => {
    const lines: string[] = [];
    const log = createLog('info', (line) => void lines.push(line));
    const events: BotEvent[] = [];
    guard({ serviceHosts: ['smba.example.org'], anyLoopback: false, tenants: [tenantId], report: (event) => void events.push(event) }, {
      body: Buffer.from(JSON.stringify(body)),
      headers: {},
      remoteAddress: '192.0.2.1',
      query: {},
      params: {},
    } as never);
    for (const event of events) reportTurn(log, createMetrics(), event);
    return JSON.parse(lines[0] ?? '{}') as Record<string, unknown>;
  };
  it('of another tenant is logged with that tenant and the setting to change', () => {
    expect(logged(activity({}))).toMatchObject({ why: 'tenant', tenantId: otherId, setting: 'EHUB_TENANTS' });
  });
  it('is not logged with whatever else was written there', () => {
    const line = logged(activity({ conversation: { id: 'a:1', tenantId: 'Wren Ashdown, 14 March 1979' } }));
    expect(line).toMatchObject({ why: 'tenant', setting: 'EHUB_TENANTS' });
    expect(JSON.stringify(line)).not.toContain('Wren');
  });
  it('of an unknown Bot Connector names that setting', () => {
    expect(logged(activity({ serviceUrl: 'https://other.example.org/' }))).toMatchObject({
      why: 'serviceUrl',
      setting: 'EHUB_SERVICE_HOSTS',
    });
  });
});

describe('a storage account that refuses', () => {
  let server: Server;
  let code = '';
  let address = '';
  beforeAll(async () => {
    server = createServer((request, response) => {
      request.resume();
      response.writeHead(code === 'TableNotFound' ? 404 : 403, { 'content-type': 'application/json', 'x-ms-error-code': code });
      response.end(
        JSON.stringify({ 'odata.error': { code, message: { lang: 'en-US', value: 'This request is not authorized. Wren Ashdown' } } }),
      );
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => new Promise((resolve) => server.close(resolve)));

  it.each([
    ['AuthorizationFailure', 'network', /network rules keep us out/],
    ['AuthorizationPermissionMismatch', 'role', /Storage Table Data Contributor, and a role that was just given can take 30 minutes/],
    ['AuthenticationFailed', 'key', /refused to work \(403 AuthenticationFailed\)/],
  ])('by %s: %s', async (said, why, words) => {
    code = said;
    const engine = await connectTables({ connectionString: connectionStringTo(address) });
    expect(await tryStore(engine, 'ehub', [], 'mark')).toEqual({ kind: 'refused', why });
    // The start says the same in a sentence, and nothing of what the store wrote besides.
    await expect(createStore(engine, { prefix: 'ehub', writer: 'w', missing: () => {} }).ping()).rejects.toThrow(words);
  });
  it('because our tables are not there yet', async () => {
    code = 'TableNotFound';
    const engine = await connectTables({ connectionString: connectionStringTo(address) });
    expect(await tryStore(engine, 'ehub', [], 'mark')).toEqual({ kind: 'refused', why: 'tableMissing' });
  });
  it('or is not there at all', async () => {
    const engine = await connectTables(
      { connectionString: connectionStringTo('http://127.0.0.1:9') },
      { perTryMs: 500, overallMs: 500, maxRetries: 0, retryDelayInMs: 1, maxRetryDelayInMs: 1 },
    );
    expect(await tryStore(engine, 'ehub', [], 'mark')).toMatchObject({
      kind: 'away',
      because: expect.stringMatching(/ECONNREFUSED|no answer/),
    });
  });
});

describe('a token', () => {
  const signed = (claims: object): string => `h.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.s`;
  it('says for which app and tenant it is, as version 1 and as version 2 write it', () => {
    expect(obtained(signed({ appid: appId, tid: tenantId }))).toEqual({ kind: 'obtained', appId, tenantId });
    expect(obtained(signed({ azp: appId, tid: tenantId }))).toEqual({ kind: 'obtained', appId, tenantId });
    expect(obtained('opaque')).toEqual({ kind: 'obtained' });
  });
  it('that is not given for want of an identity or of a network is told from one that is refused', () => {
    expect(refusedBy(new Error('ManagedIdentityCredential: no endpoint'), { appType: 'UserAssignedMsi' })).toEqual({ kind: 'noIdentity' });
    expect(refusedBy(new Error('getaddrinfo ENOTFOUND login.microsoftonline.com'), { appType: 'SingleTenant' })).toMatchObject({
      kind: 'away',
    });
    expect(refusedBy(new Error('something else, with made-up in it'), { appType: 'SingleTenant' })).toEqual({
      kind: 'refused',
      code: 'unknownFault',
    });
  });
});

it('words about a finding need no more than the finding', () => {
  expect(wordsOf({ found: 'unseen', link: 'store' }, writing).todo).toBe('Put the settings right first.');
});
