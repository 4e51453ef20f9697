// Settings: read once, every fault said at once, never a secret in a message, and no way to run unprotected by mistake.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { writeNetworkFile } from '../src/commands/network-file.ts';
import { type Config, ConfigFaults, readConfig } from '../src/config.ts';
import { demoNetwork } from '../src/sandbox/demo/network.ts';
import type { ReadFile } from '../src/start/setting-files.ts';
import { teamsSettings } from './bench/starting.ts';

type Settings = Readonly<Record<string, string | undefined>>;
const guid = '11111111-2222-4333-8444-555555555555';
const secret = 'a-secret-of-more-than-32-characters-made-up';
const caller = { id: 'maker', name: 'A maker', hub: 'NORTH', practices: '*', keys: [{ id: 'k1', secret }] };

const teams: Settings = {
  EHUB_MODE: 'teams',
  MicrosoftAppId: guid,
  MicrosoftAppPassword: secret,
  MicrosoftAppTenantId: guid,
  EHUB_STORAGE_ACCOUNT_URL: 'https://madeup.table.core.windows.net',
  EHUB_CALLERS_FILE: 'callers.json',
  EHUB_NETWORK_FILE: 'network.json',
};
const connector: Settings = {
  EHUB_MODE: 'sandbox',
  EHUB_CONNECTOR_METADATA_URL: 'http://127.0.0.1:4000/keys',
  EHUB_CONNECTOR_ISSUER: 'https://issuer.example.org',
  EHUB_CONNECTOR_TOKEN_URL: 'http://localhost:4000/token',
  MicrosoftAppId: guid,
  MicrosoftAppPassword: secret,
};
/** The network file is the demo's; callers as given; every other file is not there. */
const filesWith =
  (callers: string | undefined, more: Readonly<Record<string, string | Uint8Array>> = {}) =>
  (path: string): Uint8Array => {
    const files: Readonly<Record<string, string | Uint8Array | undefined>> = {
      'network.json': writeNetworkFile(demoNetwork()),
      'callers.json': callers,
      ...more,
    };
    const content = files[path];
    if (content === undefined) throw new Error(`ENOENT: no such file, open '${path}'`);
    return Buffer.from(content);
  };
const callersFile = (content: unknown) => filesWith(JSON.stringify(content));
const read = (settings: Settings, file: ReadFile = callersFile([caller])): Config => readConfig(settings, file);
function faultsOf(settings: Settings, file?: ReadFile): readonly string[] {
  try {
    read(settings, file);
  } catch (error) {
    if (error instanceof ConfigFaults) return error.faults;
    throw error;
  }
  return [];
}
const oneFault = (settings: Settings, words: RegExp, file?: ReadFile): void =>
  expect(faultsOf(settings, file)).toEqual([expect.stringMatching(words)]);

describe('with nothing set', () => {
  it('it is the sandbox, on this machine only', () => {
    expect(read({})).toMatchObject({
      mode: 'sandbox',
      host: '127.0.0.1',
      port: 3978,
      trust: undefined,
      storage: undefined,
      tablePrefix: 'ehub',
      tenants: [],
      callers: [],
    });
  });
  it.each([{ NODE_ENV: 'production' }, { MicrosoftAppId: guid }, { MicrosoftAppId: '' }])(
    'but %j it is the real thing, and does not start half configured',
    (settings) => {
      expect(faultsOf(settings).length).toBeGreaterThanOrEqual(4);
    },
  );
});

describe('the real thing', () => {
  it('starts when everything is said', () => {
    expect(read(teams)).toMatchObject({
      mode: 'teams',
      host: '0.0.0.0',
      trust: { kind: 'cloud', appId: guid, tenantId: guid, appType: 'SingleTenant', password: secret },
      storage: { accountUrl: teams['EHUB_STORAGE_ACCOUNT_URL'] },
      serviceHosts: ['smba.trafficmanager.net'],
      tenants: [guid],
      callers: [{ id: 'maker' }],
      network: demoNetwork(),
    });
  });
  it.each([
    ['MicrosoftAppId', /^MicrosoftAppId is missing or no GUID/],
    ['MicrosoftAppTenantId', /^MicrosoftAppTenantId is missing or no GUID/],
    ['MicrosoftAppPassword', /^MicrosoftAppPassword is missing/],
    ['EHUB_STORAGE_ACCOUNT_URL', /^EHUB_STORAGE_ACCOUNT_URL .* is missing/],
    ['EHUB_CALLERS_FILE', /^EHUB_CALLERS_FILE is missing/],
    ['EHUB_NETWORK_FILE', /^EHUB_NETWORK_FILE is missing/],
  ])('does not start without %s', (name, words) => {
    oneFault({ ...teams, [name]: undefined }, words);
  });
  it('needs no network file where somebody is named who may set up a hub in Teams, by their object id in the bot\u2019s tenants', () => {
    const { EHUB_NETWORK_FILE: _, ...without } = teams;
    const named = read({ ...without, EHUB_FIRST_LEADS: ` ${guid.replace('1', 'A')} , ${guid}` });
    expect([named.network, named.firstLeads]).toEqual([undefined, [`${guid}.${guid.replace('1', 'a')}`, `${guid}.${guid}`]]);
    expect(read({ ...teams, EHUB_FIRST_LEADS: guid }).network).toEqual(demoNetwork());
    oneFault({ ...without, EHUB_FIRST_LEADS: 'Sam' }, /^EHUB_FIRST_LEADS: Entra object ids/);
    oneFault({ ...without, EHUB_FIRST_LEADS: ' ' }, /^EHUB_NETWORK_FILE is missing/);
  });
  it('reads the list of practices, or says what is wrong with it', () => {
    const settings = { ...teams, EHUB_PRACTICE_LIST: 'list.csv' };
    const listed = filesWith(JSON.stringify([caller]), { 'list.csv': 'A98101,SALTERN QUAY,Y63,QE1,,,,,,,,,ACTIVE' });
    expect(read(settings, listed).practiceList?.get('A98101')).toEqual({ name: 'Saltern Quay', status: 'active', icb: 'QE1' });
    oneFault(settings, /^EHUB_PRACTICE_LIST: list.csv has no practices in it/, filesWith(JSON.stringify([caller]), { 'list.csv': 'a,b' }));
    oneFault(settings, /^EHUB_PRACTICE_LIST: list.csv cannot be read/);
  });
  it('starts empty in the sandbox alone, in a folder of its own', () => {
    expect(read({ EHUB_EMPTY: 'yes' })).toMatchObject({ startsEmpty: true, dataFolder: '.ehub-empty' });
    oneFault({ ...teams, EHUB_EMPTY: 'yes', EHUB_NETWORK_FILE: undefined, EHUB_FIRST_LEADS: guid }, /^EHUB_EMPTY is for the sandbox/);
    oneFault({ EHUB_EMPTY: 'yes', EHUB_NETWORK_FILE: 'network.json' }, /^EHUB_EMPTY and EHUB_NETWORK_FILE/);
  });
  it.each(['', 'not-a-guid', `${guid}0`, `x${guid}`])('does not start with the app id %j', (appId) => {
    oneFault({ ...teams, MicrosoftAppId: appId }, /^MicrosoftAppId is missing or no GUID/);
  });
  it('with a managed identity has no password, and must have none', () => {
    const { MicrosoftAppPassword: _, ...without } = teams;
    const config = read({ ...without, MicrosoftAppType: 'UserAssignedMsi' });
    expect(config.trust).toEqual({ kind: 'cloud', appId: guid, tenantId: guid, appType: 'UserAssignedMsi' });
    oneFault({ ...teams, MicrosoftAppType: 'UserAssignedMsi' }, /^MicrosoftAppPassword is set/);
    oneFault({ ...teams, MicrosoftAppType: 'MultiTenant' }, /^MicrosoftAppType is "MultiTenant"/);
  });
  it('keeps a log that alerts can read', () => {
    for (const level of ['warn', 'error']) oneFault({ ...teams, EHUB_LOG_LEVEL: level }, /^EHUB_LOG_LEVEL is "/);
    expect(read({ ...teams, EHUB_LOG_LEVEL: 'debug' }).logLevel).toBe('debug');
    expect(read({ EHUB_LOG_LEVEL: 'error' }).logLevel).toBe('error');
  });
  it('reads the settings by which the bench starts a bot as in Teams', () => {
    const folder = mkdtempSync(join(tmpdir(), 'ehub-config-'));
    const settings = teamsSettings(folder, 'UseDevelopmentStorage=true', 'test', demoNetwork());
    expect(readConfig(settings, (path) => readFileSync(path)).mode).toBe('teams');
    rmSync(folder, { recursive: true });
  });
  it('says everything that is wrong at once', () => {
    const faults = faultsOf({ EHUB_MODE: 'teams', PORT: 'x', EHUB_LOG_LEVEL: 'loud', EHUB_TABLE_PREFIX: '9' });
    for (const name of [
      'MicrosoftAppId',
      'MicrosoftAppTenantId',
      'MicrosoftAppPassword',
      'EHUB_STORAGE_ACCOUNT_URL',
      'EHUB_CALLERS_FILE',
      'EHUB_NETWORK_FILE',
      'PORT',
      'EHUB_LOG_LEVEL',
      'EHUB_TABLE_PREFIX',
    ])
      expect(
        faults.filter((fault) => fault.startsWith(name)),
        name,
      ).toHaveLength(1);
    expect(faults).toHaveLength(9);
  });
  it('never takes another Bot Connector, nor none at all', () => {
    const other = faultsOf({ ...teams, ...connector, EHUB_MODE: 'teams' });
    expect(other).toEqual([expect.stringMatching(/work only in the sandbox$/)]);
    oneFault({ ...teams, EHUB_ANONYMOUS_ON_LOOPBACK: 'yes' }, /^EHUB_ANONYMOUS_ON_LOOPBACK .* only in the sandbox/);
    oneFault({ ...teams, EHUB_ANONYMOUS_ON_LOOPBACK: 'yes', EHUB_HOST: '127.0.0.1' }, /^EHUB_ANONYMOUS_ON_LOOPBACK .* only in the sandbox/);
  });
});

describe('what is built, which has no sandbox', () => {
  const faultsWithout = (settings: Settings): readonly string[] => {
    try {
      readConfig(settings, callersFile([caller]), { hasSandbox: false });
    } catch (error) {
      if (error instanceof ConfigFaults) return error.faults;
      throw error;
    }
    return [];
  };
  it('runs in Teams, whether that is said or not', () => {
    const { EHUB_MODE: _, ...unsaid } = teams;
    expect([faultsWithout(teams), faultsWithout(unsaid)]).toEqual([[], []]);
  });
  it('says where the sandbox is, and names whatever is missing besides', () => {
    const nothing = faultsWithout({});
    expect(nothing[0]).toMatch(/^EHUB_MODE is not set: The sandbox .* comes with the source: npm ci && npm start\.$/);
    expect(nothing.map((fault) => fault.split(' ')[0])).toEqual(expect.arrayContaining(['MicrosoftAppId', 'EHUB_NETWORK_FILE']));
    expect(faultsWithout({ ...teams, EHUB_MODE: 'sandbox' })).toEqual([expect.stringMatching(/^EHUB_MODE is "sandbox": The sandbox /)]);
  });
});

describe('the sandbox', () => {
  it.each(['0.0.0.0', '::', '192.168.1.2', 'example.org', '127.0.0.1.example.org'])('does not listen on %s', (host) => {
    oneFault({ EHUB_MODE: 'sandbox', EHUB_HOST: host }, /^EHUB_HOST is .*: the sandbox listens on this machine only/);
    const anonymous = faultsOf({ EHUB_MODE: 'sandbox', EHUB_HOST: host, EHUB_ANONYMOUS_ON_LOOPBACK: 'yes' });
    expect(anonymous).toHaveLength(2);
  });
  it.each(['127.0.0.1', 'localhost', '::1'])('listens on %s', (host) => {
    expect(read({ EHUB_MODE: 'sandbox', EHUB_HOST: host }).host).toBe(host);
  });
  it('asks nobody who they are only when told to, in one word', () => {
    expect(read({ EHUB_ANONYMOUS_ON_LOOPBACK: 'yes' }).trust).toEqual({ kind: 'anonymous' });
    for (const other of ['no', 'true', '1', '', 'YES']) expect(read({ EHUB_ANONYMOUS_ON_LOOPBACK: other }).trust).toBeUndefined();
  });
  it('may speak to another Bot Connector on this machine', () => {
    expect(read(connector).trust).toEqual({
      kind: 'loopback',
      appId: guid,
      password: secret,
      openIdMetadataUrl: connector['EHUB_CONNECTOR_METADATA_URL'],
      issuer: connector['EHUB_CONNECTOR_ISSUER'],
      tokenUrl: connector['EHUB_CONNECTOR_TOKEN_URL'],
    });
  });
  it.each(['EHUB_CONNECTOR_METADATA_URL', 'EHUB_CONNECTOR_TOKEN_URL'])('but not elsewhere: %s', (name) => {
    for (const url of ['http://example.org/', 'https://127.0.0.1.example.org/', 'http://10.0.0.1/', 'nonsense'])
      oneFault({ ...connector, [name]: url }, new RegExp(`^${name} must be an http address on this machine`));
    oneFault({ ...connector, [name]: undefined }, new RegExp(`^${name} is missing`));
  });
  it('needs an id and a secret for that', () => {
    oneFault({ ...connector, MicrosoftAppId: undefined }, /^MicrosoftAppId is missing/);
    oneFault({ ...connector, MicrosoftAppPassword: undefined }, /^MicrosoftAppPassword is missing/);
  });
});

describe('each setting', () => {
  it.each(['-1', '65536', '3978.5', 'x'])('PORT %j is refused', (port) => {
    oneFault({ PORT: port }, /^PORT is/);
  });
  it.each(['0', '3978', '65535'])('PORT %s is taken', (port) => expect(read({ PORT: port }).port).toBe(Number(port)));
  it('a mode is one of two words', () => oneFault({ EHUB_MODE: 'production' }, /^EHUB_MODE is "production"/));
  it('a table prefix can begin the name of a table', () => {
    for (const prefix of ['Ehub', '1a', 'a-b', 'a'.repeat(21), '']) oneFault({ EHUB_TABLE_PREFIX: prefix }, /^EHUB_TABLE_PREFIX is/);
    expect(read({ EHUB_TABLE_PREFIX: 'a1' }).tablePrefix).toBe('a1');
  });
  it('one store is meant', () => {
    oneFault({ ...teams, EHUB_STORAGE_CONNECTION: `AccountKey=${secret}` }, /which store is meant/);
    oneFault({ ...teams, EHUB_STORAGE_ACCOUNT_URL: 'madeup' }, /^EHUB_STORAGE_ACCOUNT_URL is no address/);
  });
  it('the heart is listened for elsewhere, over https; nobody need listen', () => {
    for (const url of ['https://listener.example.org/ping/1', 'http://127.0.0.1:4000/ping', 'http://[::1]:4000/ping'])
      expect(read({ EHUB_HEARTBEAT_URL: url }).heartbeatUrl).toBe(url);
    expect(read({}).heartbeatUrl).toBeUndefined();
    const unfit = ['', 'nonsense', 'http://listener.example.org/s3cret', 'http://127.0.0.1.example.org/s3cret', 'ftp://127.0.0.1/s3cret'];
    for (const url of [...unfit, 'https://name:s3cret@listener.example.org/', 'https://name@listener.example.org/']) {
      oneFault({ EHUB_HEARTBEAT_URL: url }, /^EHUB_HEARTBEAT_URL is no https address/);
      expect(faultsOf({ EHUB_HEARTBEAT_URL: url }).join()).not.toContain('s3cret');
    }
  });
  it('a tab has an application and a host, each in the form that Entra and the manifest have', () => {
    const host = { EHUB_HOST_NAME: 'ehub.example.nhs.uk' };
    expect(read({ ...teams, ...host, EHUB_TAB_APP_ID: guid.toUpperCase() }).tab).toEqual({ appId: guid, hostName: 'ehub.example.nhs.uk' });
    expect(read({ ...teams, ...host }).tab).toBeUndefined();
    oneFault({ ...teams, EHUB_TAB_APP_ID: guid }, /^EHUB_HOST_NAME is missing/);
    oneFault({ ...teams, ...host, EHUB_TAB_APP_ID: `botid-${guid}` }, /^EHUB_TAB_APP_ID is no GUID/);
    for (const unfit of [
      '',
      'https://ehub.example.nhs.uk',
      'ehub.example.nhs.uk/',
      'eHub.example.nhs.uk',
      'ehub.example.nhs.uk:443',
      'ehub',
      '-a.uk',
      'a..uk',
    ])
      oneFault({ ...teams, EHUB_HOST_NAME: unfit }, /^EHUB_HOST_NAME is .*: it is a host alone, in small letters/);
  });
  it('metrics are opened by a token that nobody can guess, and it is not repeated', () => {
    const token = 'f'.repeat(32);
    expect([read({}).metricsToken, read({ EHUB_METRICS_TOKEN: token }).metricsToken]).toEqual([undefined, token]);
    for (const bad of ['', 's3cret', `${'f'.repeat(31)} f`, 'f'.repeat(31)]) {
      oneFault({ EHUB_METRICS_TOKEN: bad }, /^EHUB_METRICS_TOKEN is too short: 32 characters or more/);
      expect(faultsOf({ EHUB_METRICS_TOKEN: bad }).join()).not.toContain('s3cret');
    }
  });
  it('a patient\u2019s contacts have a key or two, which nobody can guess and which are not repeated', () => {
    const [one, two] = ['a'.repeat(32), 'b:+/='.repeat(8)];
    expect(read({}).contactKeys).toEqual([]);
    expect(read({ EHUB_CONTACT_KEYS: `2026b:${two}, 2026a:${one}` }).contactKeys).toEqual([
      { id: '2026b', secret: two },
      { id: '2026a', secret: one },
    ]);
    const unfit = [
      `2026a:${'s3cret'.repeat(5)}`,
      one,
      `:${one}`,
      `a:${one},b:${two},c:${'c'.repeat(32)}`,
      `a:${one},`,
      'a:s3cret with blanks and more of them',
    ];
    for (const keys of unfit) oneFault({ EHUB_CONTACT_KEYS: keys }, /^EHUB_CONTACT_KEYS cannot be read: it is one key or two/);
    oneFault({ EHUB_CONTACT_KEYS: `a:${one},a:${two}` }, /^EHUB_CONTACT_KEYS has the same name twice/);
    oneFault({ EHUB_CONTACT_KEYS: `a:${one},b:${one}` }, /^EHUB_CONTACT_KEYS has the same secret twice/);
    for (const keys of [...unfit, `a:${one},a:${two}`])
      expect(faultsOf({ EHUB_CONTACT_KEYS: keys }).join()).not.toMatch(/s3cret|aaaa|bbbb/);
  });
  it('a router gets five seconds to notice a stop, in the sandbox none', () => {
    expect([
      read(teams).stopWaitSeconds,
      read({}).stopWaitSeconds,
      read({ ...teams, EHUB_STOP_WAIT_SECONDS: '10' }).stopWaitSeconds,
    ]).toEqual([5, 0, 10]);
    for (const bad of ['', '-1', '61', '1.5', 'x']) oneFault({ EHUB_STOP_WAIT_SECONDS: bad }, /^EHUB_STOP_WAIT_SECONDS is .*from 0 to 60/);
  });
  it('lists are split at commas, tenants in small letters', () => {
    const config = read({ ...teams, EHUB_TENANTS: ` ${guid.toUpperCase()} , ,B`, EHUB_SERVICE_HOSTS: 'a.example.org, b.example.org' });
    expect([config.tenants, config.serviceHosts]).toEqual([
      [guid, 'b'],
      ['a.example.org', 'b.example.org'],
    ]);
  });
});

describe('the callers file', () => {
  it.each<[string, unknown, RegExp]>([
    ['is no list', {}, /^EHUB_CALLERS_FILE at the top/],
    ['has a short secret', [{ ...caller, keys: [{ id: 'k1', secret: 'short-secret' }] }], /^EHUB_CALLERS_FILE at \[?0.*keys.*secret/],
    ['has three keys', [{ ...caller, keys: ['k1', 'k2', 'k3'].map((id) => ({ id, secret })) }], /^EHUB_CALLERS_FILE at \[?0.*keys/],
    ['has the same caller twice', [caller, { ...caller, keys: [] }], /two callers have the same id/],
    ['has the same key twice', [caller, { ...caller, id: 'other' }], /two keys have the same id/],
    ['has a practice that is no code', [{ ...caller, practices: ['t90001'] }], /^EHUB_CALLERS_FILE at \[?0.*practices/],
    ['has something else in it', [{ ...caller, extra: secret }], /^EHUB_CALLERS_FILE at/],
  ])('that %s is refused without a secret being said', (_, content, words) => {
    const faults = faultsOf(teams, callersFile(content));
    expect(faults).toEqual(expect.arrayContaining([expect.stringMatching(words)]));
    expect(faults.join()).not.toMatch(/a-secret|short-secret/);
  });
  it('that cannot be read, or is no JSON, is said to be so', () => {
    oneFault(teams, /^EHUB_CALLERS_FILE: callers.json is not JSON$/, filesWith(`[{"secret": "${secret}"`));
    oneFault(teams, /^EHUB_CALLERS_FILE: callers.json cannot be read: is it there, and may you read it\?$/, filesWith(undefined));
  });
});

describe('files', () => {
  it('that are missing or spoilt are all said at once, each by its setting, in words', () => {
    const settings = { ...teams, EHUB_HOLIDAYS_FILE: 'holidays.json', EHUB_NETWORK_FILE: 'other.json' };
    expect(faultsOf(settings, filesWith(undefined))).toEqual([
      'EHUB_CALLERS_FILE: callers.json cannot be read: is it there, and may you read it?',
      'EHUB_NETWORK_FILE: other.json cannot be read: is it there, and may you read it?',
      'EHUB_HOLIDAYS_FILE: holidays.json cannot be read: is it there, and may you read it?',
    ]);
    expect(faultsOf(settings, filesWith('[]', { 'other.json': '{"hubs":[],"practices":[],"staff":[]}', 'holidays.json': '{' }))).toEqual([
      expect.stringMatching(/^EHUB_NETWORK_FILE at hubs: /),
      expect.stringMatching(/^EHUB_HOLIDAYS_FILE: One-off holidays must be JSON/),
    ]);
  });
  it('with a mark of their encoding are read, in UTF-16 too', () => {
    const marked = (text: string): Uint8Array => Buffer.from(`\ufeff${text}`, 'utf16le');
    const files = {
      'callers.json': `\ufeff${JSON.stringify([caller])}`,
      'network.json': marked(writeNetworkFile(demoNetwork())),
      'holidays.json': marked('[{"nation":"englandAndWales","date":"2026-12-29","name":"A day"}]'),
    };
    const config = read({ ...teams, EHUB_HOLIDAYS_FILE: 'holidays.json' }, filesWith(undefined, files));
    expect(config).toMatchObject({ network: demoNetwork(), callers: [{ id: 'maker' }] });
  });
});

it('no secret is ever in a message, whatever else is wrong', () => {
  const wrong = fc.record({
    EHUB_MODE: fc.constantFrom('teams', 'sandbox', 'other', undefined),
    EHUB_HOST: fc.constantFrom(undefined, '0.0.0.0', 'localhost'),
    PORT: fc.constantFrom(undefined, 'x', '1'),
    MicrosoftAppId: fc.constantFrom(undefined, guid, 'x'),
    MicrosoftAppType: fc.constantFrom(undefined, 'UserAssignedMsi', 'x'),
    MicrosoftAppPassword: fc.constantFrom(secret),
    EHUB_STORAGE_CONNECTION: fc.constantFrom(`AccountKey=${secret}`),
    EHUB_STORAGE_ACCOUNT_URL: fc.constantFrom(undefined, `https://x/?sig=${secret}`, secret),
    EHUB_CONNECTOR_TOKEN_URL: fc.constantFrom(undefined, `http://x/?${secret}`),
    EHUB_CONNECTOR_METADATA_URL: fc.constantFrom(undefined, `http://x/?${secret}`),
    EHUB_CALLERS_FILE: fc.constantFrom(undefined, 'callers.json'),
    EHUB_CALLER_AUDIENCE: fc.constantFrom(undefined, secret),
  });
  fc.assert(
    fc.property(
      wrong,
      fc.constantFrom<unknown>([caller], [{ ...caller, id: secret }], [{ ...caller, keys: [{ id: secret, secret: 'x' }] }], secret),
      (settings, content) => {
        try {
          read(settings, callersFile(content));
        } catch (error) {
          expect(error).toBeInstanceOf(ConfigFaults);
          expect(String(error)).not.toContain(secret);
        }
      },
    ),
  );
});

it('the message names every fault on a line of its own', () => {
  expect(new ConfigFaults(['A is missing', 'B is missing']).message).toBe(
    'These settings need attention:\n  - A is missing\n  - B is missing',
  );
});
