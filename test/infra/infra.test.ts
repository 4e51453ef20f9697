// The files of `infra/`: read whole, held to the tables, compared with the program they run; and planted faults, each of which is found.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { writeNetworkFile } from '../../src/commands/network-file.ts';
import { ConfigFaults, readConfig } from '../../src/config.ts';
import { createLog } from '../../src/log.ts';
import { demoNetwork } from '../../src/sandbox/demo/network.ts';
import { isRecord, type Value } from './evaluate.ts';
import { type Deployed, deployed, faultsIn, propertyOf } from './rules.ts';
import { type BicepFile, bicepReader, type Files } from './syntax.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const text = (path: string): string => readFileSync(join(root, path), 'utf8');
const listed = (folder: string): readonly string[] =>
  readdirSync(join(root, 'infra', folder)).map((name) => (folder === '.' ? name : `${folder}/${name}`));
const files: Files = new Map(
  [...listed('.'), ...listed('modules')].filter((path) => /\.bicep(?:param)?$/.test(path)).map((path) => [path, text(`infra/${path}`)]),
);

let read: (path: string, text: string) => BicepFile;
let parsed: ReadonlyMap<string, BicepFile>;
beforeAll(async () => {
  read = await bicepReader();
  parsed = new Map([...files].map(([path, content]) => [path, read(path, content)]));
});

const make = (parameters: string, more: Readonly<Record<string, Value>> = {}): readonly Deployed[] =>
  deployed(parsed, parameters, new Map(Object.entries(more)));
const ofType = (made: readonly Deployed[], type: string): readonly Value[] =>
  made.filter((each) => each.type === type).map((each) => each.made);
const textAt = (made: Value | undefined, path: string): string => String(made === undefined ? '' : propertyOf(made, path));
/** The site's settings as a deployment would set them. */
function settingsOf(made: readonly Deployed[]): Readonly<Record<string, string>> {
  const properties = propertyOf(ofType(made, 'Microsoft.Web/sites/config')[0] ?? {}, 'properties');
  return isRecord(properties) ? Object.fromEntries(Object.entries(properties).map(([name, value]) => [name, String(value)])) : {};
}

describe('the files of infra', () => {
  it('are there: one module for each part, and two files of parameters', () => {
    expect([...files.keys()].sort()).toEqual([
      'dev.bicepparam',
      'main.bicep',
      ...['alerts', 'availability', 'bot', 'identity', 'logs', 'network', 'roles', 'site', 'storage', 'vault'].map(
        (name) => `modules/${name}.bicep`,
      ),
      'prod.bicepparam',
    ]);
  });

  it('have no fault', () => expect(faultsIn(files, read)).toEqual([]));

  it('make what an installation needs, and a private way to the store only where it is asked for', () => {
    const types = (more: Readonly<Record<string, Value>>): readonly string[] => [
      ...new Set(make('prod.bicepparam', more).map(({ type }) => type)),
    ];
    const usual = types({});
    expect(usual).toContain('Microsoft.Authorization/roleAssignments');
    expect(usual).toContain('Microsoft.BotService/botServices/channels');
    expect(usual.filter((type) => type.startsWith('Microsoft.Network'))).toEqual([]);
    expect(types({ privateEndpoint: true }).filter((type) => type.startsWith('Microsoft.Network'))).toHaveLength(5);
    expect(types({ assignRoles: false })).not.toContain('Microsoft.Authorization/roleAssignments');
  });

  it('close the store to the internet where there is a private way to it', () => {
    const account = ofType(make('prod.bicepparam', { privateEndpoint: true }), 'Microsoft.Storage/storageAccounts')[0];
    expect(textAt(account, 'properties.publicNetworkAccess')).toBe('Disabled');
    expect(textAt(account, 'properties.networkAcls.defaultAction')).toBe('Deny');
    expect(
      textAt(ofType(make('prod.bicepparam', { privateEndpoint: true }), 'Microsoft.Web/sites')[0], 'properties.virtualNetworkSubnetId'),
    ).toBe('<network.outputs.siteSubnetId>');
  });
});

describe('a planted fault', () => {
  const plant = (path: string, from: string, to: string): readonly string[] => {
    const before = files.get(path) ?? '';
    expect(before, `${path} no longer has what is to be broken`).toContain(from);
    return faultsIn(new Map([...files, [path, before.replace(from, to)]]), read);
  };
  it.each([
    ['a bracket left open', 'modules/logs.bicep', 'sku: {', 'sku: ', /no Bicep/],
    ['a quote left open', 'modules/bot.bicep', "kind: 'azurebot'", "kind: 'azurebot", /no Bicep/],
    [
      'a parameter that nothing uses',
      'modules/identity.bicep',
      'resource identity',
      "@description('Some other thing.')\nparam other string\n\nresource identity",
      /param other is used nowhere/,
    ],
    [
      'a parameter without a description',
      'modules/bot.bicep',
      "@description('Name that Azure shows.')\n",
      '',
      /param displayName has no description/,
    ],
    [
      'a name that is not declared',
      'main.bicep',
      'hostName: site.outputs.hostName',
      'hostName: web.outputs.hostName',
      /names web, which is not declared/,
    ],
    ['a name declared twice', 'main.bicep', 'var siteName =', "var unique = 'x'\nvar siteName =", /declares unique a second time/],
    ['a function that does not exist', 'main.bicep', 'uniqueString(', 'uniqString(', /calls uniqString: no such function/],
    ['a module that is not there', 'main.bicep', "'modules/bot.bicep'", "'modules/robot.bicep'", /no file modules\/robot\.bicep/],
    [
      'a module that nothing uses',
      'main.bicep',
      "'modules/roles.bicep'",
      "'modules/vault.bicep'",
      /modules\/roles\.bicep:1 is used by nothing/,
    ],
    [
      'an argument that the module does not take',
      'main.bicep',
      'recover: recoverVault',
      'recover: recoverVault\n    colour: recoverVault',
      /gives colour/,
    ],
    ['an argument that the module needs', 'main.bicep', '    hasCertificate:', '    // hasCertificate:', /does not give hasCertificate/],
    ['an output that the module does not have', 'main.bicep', 'vault.outputs.name\n', 'vault.outputs.title\n', /vault has no output title/],
    [
      'an API version of another table',
      'modules/site.bicep',
      "'Microsoft.Web/sites@2025-03-01'",
      "'Microsoft.Web/sites@2021-02-01'",
      /the table says 2025-03-01/,
    ],
    [
      'a resource of no table',
      'modules/logs.bicep',
      'Microsoft.Insights/actionGroups@',
      'Microsoft.Insights/actionGroup@',
      /not in the table of API versions/,
    ],
    ['a name that is too long', 'modules/storage.bicep', '  name: name\n  location', "  name: '${name}data'\n  location", /takes 3 to 24/],
    [
      'a name with a letter that is not allowed',
      'main.bicep',
      "var storageName = '${prefix}${unique}'",
      "var storageName = '${prefix}-${unique}'",
      /takes 3 to 24/,
    ],
    ['a prefix that may be longer', 'main.bicep', '@maxLength(11)', '@maxLength(12)', /25 characters/],
    [
      'a role that may not be given',
      'modules/roles.bicep',
      '0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3',
      'b24988ac-6180-42a0-ab88-20f7382dd24c',
      /none of the roles/,
    ],
    [
      'a role assignment whose name changes',
      'modules/roles.bicep',
      'guid(account.id, principalId, tableDataContributor)',
      'guid(account.id, tableDataContributor)',
      /a second deployment would fail/,
    ],
    ['a secure parameter', 'main.bicep', 'param nation string', '@secure()\nparam nation string', /nation is secure/],
    [
      'a parameter named like a secret',
      'modules/bot.bicep',
      'param appId string',
      "@description('A password of the bot.')\nparam botPassword string = ''\n\n@description('App id of the bot.')\nparam appId string",
      /botPassword is named like a secret/,
    ],
    [
      'an output that is a secret',
      'modules/storage.bicep',
      'output id string = account.id',
      'output id string = account.listKeys().keys[0].value',
      /calls listKeys, whose answer is a secret/,
    ],
    [
      'a client secret',
      'main.bicep',
      "NODE_ENV: 'production'",
      "NODE_ENV: 'production'\n        MicrosoftAppPassword: nation",
      /there is no such mode/,
    ],
    ['shared keys', 'modules/storage.bicep', 'allowSharedKeyAccess: false', 'allowSharedKeyAccess: true', /allowSharedKeyAccess true/],
    ['old encryption', 'modules/storage.bicep', "'TLS1_2'", "'TLS1_0'", /minimumTlsVersion/],
    ['open transport', 'modules/site.bicep', 'httpsOnly: true', 'httpsOnly: false', /httpsOnly false/],
    [
      'publishing with a password',
      'modules/site.bicep',
      "name: 'scm'\n  properties: {\n    allow: false",
      "name: 'scm'\n  properties: {\n    allow: true",
      /properties\.allow true/,
    ],
    ['a health check that is no traffic switch', 'modules/site.bicep', "'/readyz'", "'/wellz'", /healthCheckPath "\/wellz"/],
    ['no tags', 'modules/logs.bicep', '  tags: tags\n', '', /has no tags/],
    ['one instance for patients', 'prod.bicepparam', 'instanceCount = 2', 'instanceCount = 1', /sku\.capacity 1/],
    ['one copy for patients', 'prod.bicepparam', "'Standard_ZRS'", "'Standard_LRS'", /sku\.name "Standard_LRS"/],
    ['another output', 'main.bicep', 'output keyVaultName string', 'output vaultName string', /they are to be botAppId/],
    ['a value that is not allowed', 'prod.bicepparam', "botSku = 'S1'", "botSku = 'S2'", /botSku "S2", which is not allowed/],
    ['a value out of range', 'dev.bicepparam', 'logDays = 30', 'logDays = 7', /logDays 7, out of range/],
    ['a parameter that is not there', 'dev.bicepparam', 'param botSku', 'param botSize', /gives botSize/],
    ['a parameter that is needed', 'prod.bicepparam', 'param alertEmails', '// param alertEmails', /does not give alertEmails/],
    ['a placeholder', 'prod.bicepparam', "readEnvironmentVariable('DEPLOY_TAB_APP_ID')", "'<the tab app id>'", /leaves tabAppId at/],
  ])('is found: %s', (_, path, from, to, words) => {
    const faults = plant(path, from, to);
    expect(faults).toEqual(expect.arrayContaining([expect.stringMatching(words)]));
    for (const fault of faults) expect(fault).toMatch(/^[\w./-]+\.bicep(?:param)?:\d+ /);
  });
});

describe('the names', () => {
  it('are as long as Azure takes with the longest prefix, and no longer', () => {
    const made = make('prod.bicepparam');
    expect(textAt(ofType(made, 'Microsoft.Storage/storageAccounts')[0], 'name')).toHaveLength(24);
    expect(textAt(ofType(made, 'Microsoft.KeyVault/vaults')[0], 'name')).toHaveLength(24);
    expect(textAt(ofType(made, 'Microsoft.Insights/actionGroups')[0], 'properties.groupShortName').length).toBeLessThanOrEqual(12);
  });

  it('of what is made differ within their type', () => {
    const names = make('prod.bicepparam', { privateEndpoint: true, botIdentity: 'certificate' })
      .filter(({ type }) => !/diagnosticSettings|roleAssignments/.test(type))
      .map(({ type, made }) => `${type} ${textAt(made, 'name')}`);
    expect(new Set(names).size).toBe(names.length);
  });
});

describe('what proves the bot', () => {
  const appIdOf = (more: Readonly<Record<string, Value>>): readonly string[] => {
    const made = make('prod.bicepparam', { botRegistrationId: '5ed4a0b0-0000-4000-8000-0000000000b0', ...more });
    const bot = ofType(made, 'Microsoft.BotService/botServices')[0];
    return [
      settingsOf(made)['MicrosoftAppId'] ?? '',
      textAt(bot, 'properties.msaAppId'),
      textAt(bot, 'properties.msaAppType'),
      textAt(bot, 'properties.msaAppMSIResourceId'),
    ];
  };
  it('is the identity itself where Azure and Teams share a tenant', () =>
    expect(appIdOf({})).toEqual([
      '<identity.outputs.clientId>',
      '<identity.outputs.clientId>',
      'UserAssignedMSI',
      '<identity.outputs.id>',
    ]));
  it.each(['federated', 'certificate'])(
    'is a registration of its own when %s, the same for the program and the Bot Service',
    (botIdentity) => {
      const id = '5ed4a0b0-0000-4000-8000-0000000000b0';
      expect(appIdOf({ botIdentity })).toEqual([id, id, 'SingleTenant', 'null']);
    },
  );
  it('takes its certificate from the vault', () => {
    expect(settingsOf(make('prod.bicepparam', { botIdentity: 'certificate' }))['MicrosoftAppCertificate']).toMatch(
      /^@Microsoft\.KeyVault\(SecretUri=/,
    );
    expect(settingsOf(make('prod.bicepparam'))).not.toHaveProperty('MicrosoftAppCertificate');
  });
});

describe('the program and its installation', () => {
  const madeUp: Readonly<Record<string, string>> = { EHUB_PAPER_SMTP_URL: 'smtps://name:made-up@smtp.example.org' };
  /** Settings as the platform would hand them on: what only Azure knows, made up; references to the vault, looked up. */
  const environmentOf = (settings: Readonly<Record<string, string>>): Readonly<Record<string, string>> =>
    Object.fromEntries(
      Object.entries(settings).map(([name, value]) => [
        name,
        value.startsWith('@Microsoft.KeyVault')
          ? name === 'MicrosoftAppCertificate'
            ? text('test/start/made-up-bot.pem')
            : (madeUp[name] ?? 'https://heartbeat.invalid/made-up')
          : value
              .replace(/^<.*defaultHostName>$/, 'ehub.azurewebsites.net')
              .replace(/^<(?:.*clientId|environment DEPLOY_TAB_APP_ID)>$/, '11111111-2222-4333-8444-555555555555')
              .replace(/^<.*tableUrl>$/, 'https://madeup.table.core.windows.net'),
      ]),
    );
  const readFile = (path: string): Uint8Array => {
    expect(path).toMatch(/^\/home\/data\/ehub\/(?:(network|callers|holidays)\.json|practices\.csv)$/);
    if (path.endsWith('.csv')) return Buffer.from('A98101,SALTERN QUAY,Y63,QE1,,,,,,,,,A');
    return Buffer.from(path.endsWith('network.json') ? writeNetworkFile(demoNetwork()) : '[]');
  };
  const faultsOf = (more: Readonly<Record<string, Value>>): readonly string[] => {
    try {
      readConfig(
        environmentOf(settingsOf(make('prod.bicepparam', { botRegistrationId: '11111111-2222-4333-8444-555555555555', ...more }))),
        readFile,
      );
      return [];
    } catch (error) {
      if (error instanceof ConfigFaults) return error.faults;
      throw error;
    }
  };

  it('agree on the settings: the program starts with what is deployed', () => {
    expect(faultsOf({})).toEqual([]);
    const paper = { paperTo: 'desk@example.org,lead@example.org', paperFrom: 'ehub@example.org', paperFolder: '/mounts/paper' };
    expect(faultsOf(paper)).toEqual([]);
    // Whoever is named begins in Teams, and there need be no network file.
    const named = { firstLeads: '9aa1f4cb-4a05-4d78-a7b5-e3f938317932' };
    expect(settingsOf(make('prod.bicepparam', named))).not.toHaveProperty('EHUB_NETWORK_FILE');
    expect(faultsOf({ ...named, practiceList: true })).toEqual([]);
    expect(faultsOf({ firstLeads: 'somebody' })).toEqual([expect.stringMatching(/^EHUB_FIRST_LEADS: Entra object ids/)]);
    expect(faultsOf({ ...paper, paperFrom: '' })).toEqual([expect.stringMatching(/^EHUB_PAPER_FROM is missing/)]);
    expect(faultsOf({ heartbeat: true, callerAudience: 'api://ehub', teamsTenantId: '99999999-2222-4333-8444-555555555555' })).toEqual([]);
  });

  it.each(['federated', 'certificate'])('are both able to be %s, or the README says that it is not yet so', (botIdentity) => {
    const row = text('infra/README.md')
      .split('\n')
      .find((line) => line.startsWith(`| \`${botIdentity}\``));
    expect(row).toBeDefined();
    expect(/not yet/.test(row ?? '')).toBe(faultsOf({ botIdentity }).length > 0);
  });

  it('agree on what each setting is called', () => {
    const code = ['src/config.ts', 'src/main.ts', ...readdirSync(join(root, 'src/start')).map((name) => `src/start/${name}`)]
      .map(text)
      .join('\n');
    // Read by the tab, which has a file of its own; nothing to compare with where that is not there.
    const ofTheTab = existsSync(join(root, 'src/start/tab-setting.ts')) ? [] : ['EHUB_HOST_NAME', 'EHUB_TAB_APP_ID'];
    const ours = Object.keys(settingsOf(make('prod.bicepparam', { heartbeat: true, callerAudience: 'api://ehub' }))).filter((name) =>
      /^(?:EHUB_|Microsoft)/.test(name),
    );
    expect(ours.length).toBeGreaterThan(10);
    expect(ours.filter((name) => !code.includes(name) && !ofTheTab.includes(name))).toEqual([]);
  });

  it('agree on how long stopping takes: the platform waits longer than the program', () => {
    const constant = (path: string, name: string): number => {
      const found = existsSync(join(root, path)) ? new RegExp(`${name} = ([\\d_]+)`).exec(text(path))?.[1] : undefined;
      return Number(found?.replaceAll('_', '') ?? Number.NaN);
    };
    // Either one limit, or the wait for the router (5 s unless set), the running requests and what comes after them.
    const whole = constant('src/main.ts', 'stopWithinMs');
    const parts = 5_000 + constant('src/server.ts', 'stopAfterMs') + constant('src/start/run.ts', 'giveBackMs');
    const ownMs = Number.isNaN(whole) ? parts : whole;
    const limit = Number(settingsOf(make('prod.bicepparam'))['WEBSITES_CONTAINER_STOP_TIME_LIMIT']);
    expect(ownMs).toBeGreaterThan(0);
    expect(limit).toBeGreaterThanOrEqual(ownMs / 1_000 + 5);
    expect(limit).toBeLessThanOrEqual(120);
  });

  it('agree on the addresses that are asked', () => {
    const made = make('prod.bicepparam');
    const health = text('src/start/health.ts');
    expect(textAt(ofType(made, 'Microsoft.Web/sites')[0], 'properties.siteConfig.healthCheckPath')).toBe('/readyz');
    expect(settingsOf(made)).toMatchObject({
      WEBSITE_WARMUP_PATH: '/readyz',
      WEBSITE_WARMUP_STATUSES: '200',
      WEBSITE_RUN_FROM_PACKAGE: '1',
    });
    expect(textAt(ofType(made, 'Microsoft.Insights/webtests')[0], 'properties.Request.RequestUrl')).toMatch(/^https:\/\/.*\/wellz$/);
    for (const path of ['/readyz', '/wellz']) expect(health).toContain(`'${path}'`);
    expect(textAt(ofType(made, 'Microsoft.BotService/botServices')[0], 'properties.endpoint')).toMatch(/\/api\/messages$/);
  });
});

describe('the alerts', () => {
  /** Of the line that each instance writes a minute; from `src/start/metrics-line.ts` once that is there. */
  const fieldsOfTheLine = [
    'heartbeatAgeSeconds',
    'sweepAgeSeconds',
    'urgentBacklogSeconds',
    'undelivered',
    'throttled',
    'serverErrors',
    'storageRefused',
    'certificateDays',
  ];
  const queriesOf = (made: readonly Deployed[]): ReadonlyMap<string, string> =>
    new Map(
      ofType(made, 'Microsoft.Insights/scheduledQueryRules').map((rule) => {
        const all = propertyOf(rule, 'properties.criteria.allOf');
        return [textAt(rule, 'name').replace(/^p+-/, ''), textAt(Array.isArray(all) ? all[0] : undefined, 'query')];
      }),
    );

  it('are for everything that somebody must hear of', () => {
    const made = make('prod.bicepparam', { botIdentity: 'certificate' });
    expect([...queriesOf(made).keys()]).toEqual([
      ...['heartbeat-missing', 'sweep-late', 'urgent-backlog', 'undelivered', 'throttled', 'server-errors', 'storage-refused'],
      ...['certificate-60-days', 'certificate-30-days', 'certificate-7-days'],
    ]);
    expect(ofType(made, 'Microsoft.Insights/metricAlerts').map((each) => textAt(each, 'name').replace(/^p+-/, ''))).toEqual([
      'not-well',
      'out-of-rotation',
      'front-end-errors',
    ]);
    expect([...queriesOf(make('prod.bicepparam')).keys()].filter((name) => name.startsWith('certificate'))).toEqual([]);
  });

  it('read the fields that the program writes', () => {
    const code = 'src/start/metrics-line.ts';
    const source = existsSync(join(root, code)) ? text(code) : undefined;
    const asked = new Set(
      [...queriesOf(make('prod.bicepparam', { botIdentity: 'certificate' })).values()].flatMap((query) =>
        [...query.matchAll(/\bline\.(\w+)/g)].map(([, name = '']) => name),
      ),
    );
    asked.delete('msg');
    expect([...asked].sort()).toEqual([...fieldsOfTheLine].sort());
    for (const name of asked) if (source !== undefined) expect(source).toMatch(new RegExp(`\\b${name}\\b`));
  });

  it('find a line as the log writes it', () => {
    const written: string[] = [];
    createLog('info', (line) => written.push(line)).info('metrics', { instance: 'a', undelivered: 1 });
    const query = queriesOf(make('prod.bicepparam')).get('undelivered') ?? '';
    const [, field = '', event = ''] = /tostring\(line\.(\w+)\) == "(\w+)"/.exec(query) ?? [];
    expect(JSON.parse(written[0] ?? '{}')).toMatchObject({ [field]: event, undelivered: 1 });
    // What the question takes out of a line, brackets and all, whatever stands around it.
    const [, pattern = ''] = /extract\(@"([^"]+)", 1/.exec(query) ?? [];
    expect(new RegExp(pattern).exec(`2026-11-30T08:00:00Z stdout ${written[0]}`)?.[1]).toBe(written[0]?.trim());
  });

  it('are questions whose brackets and quotes are closed, with a threshold each', () => {
    for (const query of queriesOf(make('prod.bicepparam', { botIdentity: 'certificate' })).values()) {
      const bare = query.replace(/@?"[^"]*"/g, '');
      expect(bare).not.toContain('"');
      expect(bare.split('(').length).toBe(bare.split(')').length);
      expect(query).toMatch(/ [<>] \d+(?: \* 60)?$/);
      expect(query.replace('<site.outputs.id>', 'id')).not.toMatch(/<\w|undefined|null/);
    }
  });

  it('tell somebody, and say what to do', () => {
    const alerts = make('prod.bicepparam').filter(({ type }) => /scheduledQueryRules|metricAlerts/.test(type));
    expect(alerts.length).toBe(10);
    for (const { made } of alerts) {
      expect(JSON.stringify(propertyOf(made, 'properties.actions'))).toContain('actionGroupId');
      expect(textAt(made, 'properties.description').length).toBeGreaterThan(40);
      expect(textAt(made, 'properties.enabled')).toBe('true');
    }
  });
});
