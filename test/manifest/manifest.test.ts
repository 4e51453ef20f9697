// `npm run manifest`: a package that Teams would take, and every fault that it would refuse said in words before anybody uploads it.
import { describe, expect, it } from 'vitest';
import { commandsOffered } from '../../src/commands/manifest/command-list.ts';
import { manifestSchema } from '../../src/commands/manifest/shape.ts';
import { kinds } from '../../src/kinds.ts';
import { commandsOf } from '../../src/teams/commands.ts';
import { searchCommand } from '../../src/teams/search.ts';
import { blank, changed, type Given, makes, manifestFile, painted, put, schemaFaults, settings, template, welsh } from './given.ts';

const text = (bytes: Uint8Array | undefined): string => Buffer.from(bytes ?? []).toString('utf8');
const faultsOf = async (given: Given): Promise<readonly string[]> => {
  const made = await makes(given);
  expect(made.code).toBe(made.faults.length === 0 ? 0 : 1);
  if (made.code === 1) expect(made.written).toEqual({});
  return made.faults;
};
/** The planted fault is said, and nothing else is. */
const only = async (given: Given, ...words: readonly RegExp[]): Promise<void> =>
  expect(await faultsOf(given)).toEqual(words.map((each) => expect.stringMatching(each)));
const manifestWith = (path: string, value: unknown): Given => ({ files: { 'manifest.json': put(path, value) } });
const said = JSON.parse(template) as { name: { short: string }; description: { short: string; full: string } };

describe('from settings', () => {
  it('the package is made, with every file at its top', async () => {
    const made = await makes();
    expect(made.faults).toEqual([]);
    expect(Object.keys(made.package).sort()).toEqual(['color.png', 'cy.json', 'manifest.json', 'outline.png']);
    expect(Object.keys(made.written).sort()).toEqual(['ehub-ehub.example.nhs.uk-1.0.0.zip', 'packaged.json']);
    expect(Buffer.from(made.package['color.png'] ?? []).equals(manifestFile('color.png'))).toBe(true);
    const manifest = JSON.parse(text(made.package['manifest.json']));
    expect(manifest).toMatchObject({
      id: settings['EHUB_MANIFEST_ID'],
      bots: [{ botId: settings['MicrosoftAppId'] }],
      composeExtensions: [{ botId: settings['MicrosoftAppId'] }],
      webApplicationInfo: { id: settings['EHUB_TAB_APP_ID'], resource: `api://ehub.example.nhs.uk/${settings['EHUB_TAB_APP_ID']}` },
      staticTabs: [{ contentUrl: 'https://ehub.example.nhs.uk/tab' }],
      configurableTabs: [{ configurationUrl: 'https://ehub.example.nhs.uk/tab/configure' }],
      validDomains: ['ehub.example.nhs.uk'],
    });
    expect(JSON.stringify(manifest) + text(made.package['cy.json'])).not.toContain('{{');
  });

  it.each(['1.25', '1.29'])('it is valid by Microsoft\u2019s schema of version %s', async (version) => {
    const made = await makes();
    const [manifest, cy] = ['manifest.json', 'cy.json'].map((name) => JSON.parse(text(made.package[name])));
    expect(schemaFaults(version, 'MicrosoftTeams', { ...manifest, manifestVersion: version })).toEqual([]);
    expect(schemaFaults(version, 'MicrosoftTeams.Localization', cy)).toEqual([]);
    expect(schemaFaults(version, 'MicrosoftTeams', { ...manifest, manifestVersion: version, packageName: 'x' })).not.toEqual([]);
  });

  it('the same settings make the same file', async () => {
    const [one, two] = [await makes(), await makes()];
    expect(one.written).toEqual(two.written);
  });

  it('goes where it is told', async () => {
    expect(Object.keys((await makes({ words: ['--out', 'elsewhere/mine.zip'] })).written)).toContain('mine.zip');
  });

  it('asks for no right that is not explained, and for nothing of any team', () => {
    const { permissions, authorization } = JSON.parse(template) as { permissions: string[]; authorization?: unknown };
    const page = manifestFile('README.md').toString('utf8');
    expect(authorization).toBeUndefined();
    expect(permissions.filter((each) => !page.includes(`\`${each}\``))).toEqual([]);
  });
});

describe('from the outputs of a deployment', () => {
  const outputs = (more: Record<string, unknown> = {}): string =>
    JSON.stringify({
      botAppId: { type: 'String', value: settings['MicrosoftAppId'] },
      tabAppId: { type: 'String', value: settings['EHUB_TAB_APP_ID']?.toUpperCase() },
      hostName: { type: 'String', value: 'ehub-x1.uksouth-01.azurewebsites.net' },
      storageAccountUrl: { type: 'String', value: 'https://x.table.core.windows.net' },
      ...more,
    });
  const { MicrosoftAppId: _bot, EHUB_TAB_APP_ID: _tab, EHUB_HOST_NAME: _host, ...others } = settings;
  const words = ['--outputs', 'outputs.json'];

  it('bot, tab and host are taken, ids in small letters', async () => {
    const made = await makes({ env: others, words, files: { 'outputs.json': outputs() } });
    expect(made.faults).toEqual([]);
    expect(JSON.parse(text(made.package['manifest.json'])).webApplicationInfo).toEqual({
      id: settings['EHUB_TAB_APP_ID'],
      resource: `api://ehub-x1.uksouth-01.azurewebsites.net/${settings['EHUB_TAB_APP_ID']}`,
    });
  });

  it('which say otherwise than the settings are not guessed at', () =>
    only(
      { words, files: { 'outputs.json': outputs() } },
      /EHUB_HOST_NAME is ehub.example.nhs.uk, but .* hostName is ehub-x1\S+: which is meant\?/,
    ));

  it('which lack one, hold something else or are none are refused', async () => {
    const lacking = outputs({ tabAppId: { type: 'String', value: '' }, botAppId: { type: 'Int', value: 7 } });
    await only(
      { env: others, words, files: { 'outputs.json': lacking } },
      /The output botAppId is no text/,
      /MicrosoftAppId is missing, and so is the output botAppId/,
      /EHUB_TAB_APP_ID is missing, and so is the output tabAppId/,
    );
    await only({ words, files: { 'outputs.json': '[1]' } }, /outputs\.json: not the outputs of a deployment/);
    await only({ words, files: { 'outputs.json': undefined } }, /outputs\.json cannot be read/, /not the outputs/);
  });
});

describe('settings that are missing or unfit', () => {
  it('are all said at once, each with what it is and an example', async () => {
    const faults = await faultsOf({ env: {} });
    expect(faults.map((fault) => fault.split(' ')[0])).toEqual(Object.keys(settings));
    for (const fault of faults) expect(fault).toMatch(/is missing.*: .*, such as \S/);
  });

  it.each([
    ['EHUB_MANIFEST_ID', 'your-id-here', /is no GUID/],
    ['MicrosoftAppId', '{{BOT_ID}}', /was not filled in/],
    ['MicrosoftAppId', '00000000-0000-0000-0000-000000000000', /botId is the GUID of nobody/],
    ['EHUB_TAB_APP_ID', '<tab app id>', /was not filled in/],
    ['EHUB_HOST_NAME', 'https://ehub.example.nhs.uk', /is an address: write the host alone/],
    ['EHUB_HOST_NAME', 'ehub.example.nhs.uk/tab', /is no host alone/],
    ['EHUB_HOST_NAME', 'eHub.example.nhs.uk', /in small letters/],
    ['EHUB_HOST_NAME', 'ehub.example.nhs.uk:3978', /is no host alone/],
    ['EHUB_HOST_NAME', 'abc.ngrok-free.app', /a tunnel/],
    ['EHUB_HOST_NAME', 'x-3978.uks1.devtunnels.ms', /a tunnel/],
    ['EHUB_HOST_NAME', 'localhost', /this machine/],
    ['EHUB_HOST_NAME', '*.azurewebsites.net', /whole hosting service/],
    ['EHUB_DEVELOPER_NAME', 'x'.repeat(33), /has 33 characters: at most 32/],
    ['EHUB_PRIVACY_URL', 'http://www.example.nhs.uk/privacy', /is no https:\/\/ address/],
    ['EHUB_TERMS_URL', 'www.example.nhs.uk/terms', /is no https:\/\/ address/],
    ['EHUB_WEBSITE_URL', '${WEBSITE}', /was not filled in/],
    ['EHUB_APP_NAME', 'x'.repeat(31), /has 31 characters: at most 30/],
    ['EHUB_APP_NAME', 'Microsoft Teams', /a name that Microsoft keeps for itself/],
  ] as const)('%s as %s', async (name, value, words) => {
    const faults = await faultsOf({ env: { ...settings, [name]: value } });
    expect(faults.length).toBeGreaterThan(0);
    for (const fault of faults) expect(fault).toMatch(words);
  });
});

describe('the manifest', () => {
  it('has the commands that the bot answers, as the bot\u2019s help says them', () => {
    const [bot] = manifestSchema.parse(JSON.parse(JSON.stringify(filledTemplate()))).bots;
    const offered = commandsOffered(commandsOf(kinds));
    expect(bot?.commandLists.map(({ commands }) => commands)).toEqual([offered]);
    // Each is one that the bot knows when it is pressed and sent as it stands.
    const known = commandsOf(kinds).flatMap((command) => command.words);
    expect(offered.filter(({ title }) => title !== 'help' && !known.includes(title.split(' ')[0] ?? ''))).toEqual([]);
  });

  it.each<readonly [string, Given, RegExp]>([
    ['a name of 31 characters', manifestWith('name.short', 'x'.repeat(31)), /name\.short has 31 characters: at most 30/],
    ['a description of 81 characters', manifestWith('description.short', 'x'.repeat(81)), /description\.short has 81 characters/],
    ['the same name twice', manifestWith('name.full', said.name.short), /name\.full says the same as name\.short/],
    [
      'a description repeated',
      manifestWith('description.full', `${said.description.full} ${said.description.short}`),
      /description\.full repeats/,
    ],
    ['an http: link', manifestWith('developer.privacyUrl', 'http://example.nhs.uk'), /developer\.privacyUrl .* is no https:\/\/ address/],
    ['an http: page', manifestWith('staticTabs[0].contentUrl', 'http://{{hostName}}/tab'), /contentUrl .* is no https:\/\/ address/],
    ['version 0.1.0', manifestWith('version', '0.1.0'), /version \("0\.1\.0"\) begins with 0/],
    ['a version with a word', manifestWith('version', '1.0.0-preview'), /version .* is no version of three numbers/],
    ['a place left unfilled', manifestWith('webApplicationInfo.id', '{{tabAppID}}'), /\{\{tabAppID\}\} was not filled in/],
    [
      'another schema',
      manifestWith('$schema', 'https://developer.microsoft.com/json-schemas/teams/v1.24/MicrosoftTeams.schema.json'),
      /\$schema is .*v1\.24.*, not that of version 1\.25/,
    ],
    ['another version of the manifest', manifestWith('manifestVersion', '1.16'), /manifestVersion is "1\.16"/],
    ['the bot without the scope team', manifestWith('bots[0].scopes', ['personal']), /the bot lacks the scope "team"/],
    ['the bot without the scope personal', manifestWith('bots[0].scopes', ['team']), /the bot lacks the scope "personal"/],
    [
      'no commands for a scope',
      manifestWith('bots[0].commandLists[0].scopes', ['team']),
      /no list of commands is for the scope "personal"/,
    ],
    ['no supportsChannelFeatures', manifestWith('supportsChannelFeatures', undefined), /supportsChannelFeatures is missing: Teams refuses/],
    [
      'an unknown command',
      manifestWith('bots[0].commandLists[0].commands[11].title', 'dance'),
      /"dance" is a command that the bot does not know/,
    ],
    [
      'a search that nobody answers',
      manifestWith('composeExtensions[0].commands[0].id', 'seek'),
      /command "seek" is none that the bot answers: it is "find"/,
    ],
    [
      'a dialog that nobody opens',
      manifestWith('composeExtensions[0].commands[1].id', 'tidy'),
      /command "tidy" is none that the bot answers: those are "task"/,
    ],
    [
      'a right to read all messages',
      manifestWith('authorization', { permissions: {} }),
      /"authorization" is nothing that this package needs/,
    ],
    ['an old field', manifestWith('packageName', 'uk.nhs.ehub'), /"packageName" is nothing that this package needs/],
    ['another bot for the search', manifestWith('composeExtensions[0].botId', '{{tabAppId}}'), /message extension has another botId/],
    [
      'a resource of another host',
      manifestWith('webApplicationInfo.resource', 'api://elsewhere.example.org/{{tabAppId}}'),
      /webApplicationInfo\.resource is .*, not api:\/\/ehub\.example/,
    ],
    ['a page elsewhere', manifestWith('staticTabs[0].contentUrl', 'https://elsewhere.example.org/tab'), /is at none of validDomains/],
    ['an address as domain', manifestWith('validDomains[1]', 'https://x.example.org'), /"https:\/\/x\.example\.org" is an address/],
    ['no tab', manifestWith('staticTabs', undefined), /staticTabs is missing/],
    ['no bot', manifestWith('bots', []), /bots has fewer than 1/],
    [
      'thirteen commands',
      manifestWith('bots[0].commandLists[0].commands[12]', { title: 'x', description: 'x' }),
      /commands has more than 12/,
    ],
    [
      'a comma too many',
      { files: { 'manifest.json': changed('"team": "bot"', '"team": "bot",') } },
      /manifest\.json is no JSON: look for a comma/,
    ],
    ['no manifest', { files: { 'manifest.json': undefined } }, /manifest\.json cannot be read/],
  ])('with %s is refused', async (_, given, words) => {
    const faults = await faultsOf(given);
    expect(faults.length).toBeGreaterThan(0);
    expect(
      faults.some((fault) => words.test(fault)),
      faults.join('\n'),
    ).toBe(true);
  });

  it('says all of its faults at once, and those of everything else beside them', async () => {
    const faults = await faultsOf({
      env: { ...settings, EHUB_PRIVACY_URL: 'http://x' },
      files: {
        'manifest.json': put('version', '1.0', put('name.short', '')),
        'outline.png': blank(31, 32),
        'cy.json': changed('"name.full"', '"name.fully"', welsh),
      },
    });
    for (const words of [/EHUB_PRIVACY_URL/, /version/, /name\.short is empty/])
      expect(faults.some((fault) => words.test(fault))).toBe(true);
    const rest = await faultsOf({ files: { 'outline.png': blank(31, 32), 'cy.json': changed('"name.full"', '"name.fully"', welsh) } });
    expect(rest).toEqual([
      expect.stringMatching(/outline\.png has 31 × 32 pixels: it must have 32 × 32/),
      expect.stringMatching(/outline\.png is empty/),
      expect.stringMatching(/cy\.json: name\.full has no translation/),
      expect.stringMatching(/cy\.json: name\.fully is no string of the manifest/),
    ]);
  });

  it('offers nothing that is for leads alone, in the order of the help, and never more than Teams takes', () => {
    const made = Array.from({ length: 20 }, (_, at) => ({
      place: 20 - at,
      usage: `word${at} PRACTICE K7M-4QX`,
      says: 'x',
      for: at % 2 === 0 ? ('leads' as const) : ('hub' as const),
    }));
    expect(commandsOffered(made).map(({ title }) => title)).toEqual([
      ...[19, 17, 15, 13, 11, 9, 7, 5, 3, 1].map((at) => `word${at}`),
      'help',
    ]);
    expect(commandsOffered(made.map((each) => ({ ...each, for: 'staff' as const })))).toHaveLength(12);
  });

  it('takes new commands from the bot when it is told to', async () => {
    const made = await makes({ words: ['--commands'], files: { 'manifest.json': put('bots[0].commandLists', []) } });
    expect(JSON.parse(String(made.written['manifest.json']))).toEqual(JSON.parse(template));
  });

  it('gives the search the name and the place for words that the bot knows', () => {
    const [command] = filledTemplate().composeExtensions[0].commands;
    expect([command.id, command.parameters[0].name]).toEqual([searchCommand.id, searchCommand.parameter]);
  });
});
/** The template with something valid in each place. */
function filledTemplate() {
  const guid = settings['EHUB_MANIFEST_ID'] ?? '';
  return JSON.parse(
    template
      .replace(/https:\/\/\{\{hostName\}\}/g, 'https://ehub.example.org')
      .replace(/"\{\{\w+Url\}\}"/g, '"https://ehub.example.org"')
      .replace(/\{\{\w+Id\}\}/g, guid),
  );
}

describe('the Welsh strings', () => {
  it.each<readonly [string, string, RegExp]>([
    ['of another schema version', changed('/v1.25/', '/v1.24/', welsh), /cy\.json: \$schema is .*v1\.24.*, not .*v1\.25/],
    ['without a schema', put('$schema', undefined, welsh), /cy\.json: \$schema is null/],
    ['with a description too long', put(['description.short'], 'x'.repeat(81), welsh), /cy\.json: description\.short has 81/],
    [
      'with a title too long',
      put(['composeExtensions[0].commands[0].title'], 'x'.repeat(33), welsh),
      /cy\.json: composeExtensions.*has 33/,
    ],
    ['that repeat a name', put(['name.full'], said.name.short, welsh), /cy\.json: name\.full says the same/],
    ['with a place left', put(['name.full'], '{{name}}', welsh), /cy\.json: \{\{name\}\} was not filled in/],
    [
      'for a command that is not there',
      put(['bots[0].commandLists[0].commands[12].description'], 'x', welsh),
      /is no string of the manifest/,
    ],
  ])('%s are refused', (_, cy, words) => only({ files: { 'cy.json': cy } }, words));
  it('that are not there are missed', () =>
    only({ files: { 'cy.json': undefined } }, /cy\.json cannot be read/, /cy\.json.* is not there or is no JSON/));
});

describe('the icons', () => {
  it.each<readonly [string, string, Uint8Array | undefined, RegExp]>([
    ['a colour icon of the wrong size', 'color.png', blank(96, 96), /color\.png has 96 × 96 pixels: it must have 192 × 192/],
    [
      'a pixel that is nearly white',
      'outline.png',
      painted('outline.png', [3, 1], [255, 255, 254, 255]),
      /1 pixel that is neither transparent nor pure white, the first at column 3, row 1/,
    ],
    ['a pixel of faint colour', 'outline.png', painted('outline.png', [0, 0], [11, 92, 107, 1]), /the first at column 0, row 0/],
    ['an outline with nothing on it', 'outline.png', blank(32, 32), /outline\.png is empty/],
    ['a picture that is none', 'color.png', Buffer.from('GIF89a'), /color\.png is no PNG picture/],
    ['no icon', 'outline.png', undefined, /outline\.png, which manifest\.json names, is not there/],
  ])('%s is refused', (_, name, bytes, words) => only({ files: { [name]: bytes } }, words));
  it('that are half transparent white, or transparent of any colour, will do', async () => {
    for (const colour of [
      [255, 255, 255, 7],
      [1, 2, 3, 0],
    ])
      await only({ files: { 'outline.png': painted('outline.png', [0, 0], colour) } });
  });
});

describe('after an earlier package', () => {
  const first = async () => String((await makes()).written['packaged.json']);
  const later = async (given: Given): Promise<Given> => ({ ...given, files: { 'packaged.json': await first(), ...given.files } });
  const version = (to: string, text = template): string => put('version', to, text);

  it('the same may be made again', async () => only(await later({})));
  it('a change needs a higher version', async () => {
    const renamed = changed('"#0B5C6B"', '"#0B5C6C"');
    await only(
      await later({ files: { 'manifest.json': renamed } }),
      /manifest\.json changed since version 1\.0\.0 was packaged: raise "version"/,
    );
    await only(await later({ files: { 'manifest.json': version('1.0.1', renamed) } }));
    await only(await later({ files: { 'manifest.json': version('1.0.10', renamed) } }));
    await only(await later({ files: { 'color.png': painted('color.png', [0, 0], [0, 0, 0, 255]) } }), /color\.png changed/);
  });
  it('a version is never lower, counted as numbers', async () => {
    const ten = String((await makes({ files: { 'manifest.json': version('1.10.0') } })).written['packaged.json']);
    await only({ files: { 'packaged.json': ten, 'manifest.json': version('1.9.0') } }, /version is 1\.9\.0, lower than 1\.10\.0/);
  });
  it('another id or another bot is refused', async () => {
    const other = '9f2b8c1e-6a54-4d0b-9c7e-1d2f3a4b5c6d';
    const higher = { files: { 'manifest.json': version('2.0.0') } };
    await only(
      await later({ ...higher, env: { ...settings, EHUB_MANIFEST_ID: other } }),
      /EHUB_MANIFEST_ID was 3f2b.* and is 9f2b.*: Teams would take it for another app/,
    );
    await only(
      await later({ ...higher, env: { ...settings, MicrosoftAppId: other } }),
      /MicrosoftAppId was 5a1d.* and is 9f2b.*: another bot/,
    );
  });
  it('two environments may not share an id', async () =>
    only(
      await later({ env: { ...settings, EHUB_HOST_NAME: 'test.example.nhs.uk' } }),
      /is the package of ehub\.example\.nhs\.uk: each environment needs an id of its own/,
    ));
  it('each environment has its own memory', async () => {
    const env = { ...settings, EHUB_HOST_NAME: 'test.example.nhs.uk', EHUB_MANIFEST_ID: '9f2b8c1e-6a54-4d0b-9c7e-1d2f3a4b5c6d' };
    const made = await makes(await later({ env }));
    expect(Object.keys(JSON.parse(String(made.written['packaged.json'])))).toEqual(['ehub.example.nhs.uk', 'test.example.nhs.uk']);
  });
  it('a memory that was spoilt is not written over', () =>
    only({ files: { 'packaged.json': '{"x": 1}' } }, /packaged\.json is not as it was written/));
});

it('says how it is called when it is called otherwise', async () => {
  for (const words of [['--help'], ['--out'], ['--outputs', '--out'], ['x']]) {
    const made = await makes({ words });
    expect([made.code, made.written, made.said.join('\n')]).toEqual([1, {}, expect.stringContaining('npm run manifest -- --outputs FILE')]);
  }
});
