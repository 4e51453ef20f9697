// The pages about installing name only what is there: paths, scripts, parameters, outputs, names of what is made, and files that commands take.
import { type SpawnSyncOptionsWithStringEncoding, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { type BicepFile, bicepReader } from './syntax.ts';
import { outputs } from './tables.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const text = (path: string): string => readFileSync(join(root, path), 'utf8');
const page = text('infra/README.md');
const matches = (pattern: RegExp, of = page): readonly string[] => [...of.matchAll(pattern)].map(([, found = '']) => found);

describe('infra/README.md', () => {
  let main: BicepFile;
  beforeAll(async () => {
    main = (await bicepReader())('main.bicep', text('infra/main.bicep'));
  });
  const named = (kind: string): readonly string[] => main.declarations.filter((each) => each.kind === kind).map(({ name }) => name);

  it('names paths and scripts that are there', () => {
    const paths = matches(/`((?:src|test|infra|\.github)\/[^`\s*<>]+)`/g).concat(matches(/\]\(\.\.\/([^)\s]+)\)/g));
    expect(paths.length).toBeGreaterThan(5);
    expect(paths.filter((path) => !existsSync(join(root, path)))).toEqual([]);
    const { scripts } = JSON.parse(text('package.json')) as { scripts: Record<string, string> };
    expect(matches(/\bnpm run (?:-s )?([\w-]+)/g).filter((script) => !(script in scripts))).toEqual([]);
    expect(matches(/--(?:parameters|file|template-file) (infra\/\S+)/g).filter((path) => !existsSync(join(root, path)))).toEqual([]);
  });

  it('names parameters that are there, and every one that an installer must give', () => {
    const params = named('param');
    const said = matches(/`([a-z]+[A-Z]\w+)`/g).filter((name) => ![...outputs, 'managedIdentity'].includes(name));
    expect(said.length).toBeGreaterThan(8);
    expect(said.filter((name) => !params.includes(name))).toEqual([]);
    for (const name of matches(/`param (\w+) =/g)) expect(params).toContain(name);
    // What it sets and the file does not have: somebody who looks for the line there must read that there is none.
    expect(page).toMatch(/not in the file, add a line such as `param /);
    for (const file of ['prod', 'dev'])
      for (const name of matches(/readEnvironmentVariable\('(\w+)'/g, text(`infra/${file}.bicepparam`)))
        expect(page).toContain(`export ${name}=`);
  });

  it('takes outputs that are there', () => {
    const taken = matches(/\$\(of (\w+)\)/g);
    expect(taken.length).toBeGreaterThan(8);
    expect(taken.filter((name) => !outputs.includes(name))).toEqual([]);
  });

  it('names steps and parts of itself that are there', () => {
    const steps = matches(/^\*\*(\d)\. /gm);
    expect(steps).toEqual(['0', '1', '2', '3', '4', '5']);
    for (const path of [
      'infra/README.md',
      'README.md',
      '.github/RUNNING.md',
      'infra/main.bicep',
      'infra/prod.bicepparam',
      'infra/dev.bicepparam',
    ])
      for (const [words, from = '', to = from] of text(path).matchAll(/\bsteps? (\d)(?: (?:and|to) (\d))?/g))
        expect(
          [from, to].filter((step) => !steps.includes(step)),
          `${path}: ${words}`,
        ).toEqual([]);
    // The parameters are read from the environment by what step 1 exports.
    const [, first = ''] = /\*\*1\. ([\s\S]*?)\n\*\*2\. /.exec(page) ?? [];
    for (const name of matches(/readEnvironmentVariable\('(\w+)'/g, text('infra/prod.bicepparam')))
      expect(first).toContain(`export ${name}=`);
    expect(text('infra/prod.bicepparam')).toContain('README.md, step 1.');
    const prose = page.replace(/```sh\n[\s\S]*?```/g, '');
    const parts = [...matches(/^#+ (.+)$/gm), ...matches(/^\*\*([^*]+?)\.?\*\*/gm)];
    const named = matches(/"([A-Z][a-z]+(?: [a-z]+)+)"/g, prose);
    expect(named.length).toBeGreaterThan(4);
    expect(named.filter((each) => !parts.includes(each))).toEqual([]);
  });

  it('uses in each block only what is given in it or exported before, as somebody in a new shell has it', () => {
    const exported = new Set<string>();
    for (const block of matches(/```sh\n([\s\S]*?)```/g)) {
      const given = new Set([...exported, ...matches(/\b(\w+)=/g, block), ...matches(/\bfor (\w+) in\b/g, block)]);
      expect(matches(/\$\{?([A-Za-z]\w*)/g, block).filter((name) => !given.has(name), block)).toEqual([]);
      for (const name of matches(/^export (\w+)=/gm, block)) exported.add(name);
    }
    const made = matches(/^(\w+)\(\) \{/gm);
    expect(made).toEqual(['of', 'put', 'give', 'mine']);
    for (const name of ['of', 'put', 'mine']) expect(page).toMatch(new RegExp(`repeat the lines that begin with [^.]*\`${name}\\(\\)\``));
  });

  it('checks the templates as GitHub does', () => {
    const checks = (of: string): readonly string[] => matches(/(az bicep [^\n]*)/g, of);
    expect(checks(page)).toHaveLength(3);
    expect(checks(page)).toEqual(checks(text('.github/workflows/test.yml')));
  });

  it('names what is made as it is made', () => {
    const locks = matches(/az lock (?:create|delete) --name (\S+)/g);
    expect(locks).toHaveLength(2);
    for (const lock of locks) expect(text('infra/modules/storage.bicep')).toContain(`name: '${lock}'`);
    expect(matches(/az identity show --resource-group \S+ --name "\$DEPLOY_PREFIX-(\w+)"/g)).toEqual(['identity', 'identity']);
    expect(text('infra/main.bicep')).toContain("'${prefix}-identity'");
    for (const secret of ['heartbeat-url', 'bot-certificate']) expect(text('infra/main.bicep')).toContain(`secrets/${secret})`);
    const folder = /filesFolder = '([^']+)'/.exec(text('infra/main.bicep'))?.[1];
    expect(matches(/api\/vfs(\/[\w/]+)\//g).map((path) => `/home${path}`)).toEqual([folder]);
    for (const [, name] of text('infra/main.bicep').matchAll(/filesFolder\}\/(\w+)\.json/g)) expect(page).toContain(`\`${name}.json\``);
  });

  it('counts the alerts and the roles as they are', () => {
    const alerts = text('infra/modules/alerts.bicep');
    const logRules = alerts.slice(alerts.indexOf('var rules')).match(/\n {4}name: '/g)?.length;
    expect(page).toContain(`| Log alert rules | rules, every 5 minutes | ${logRules} |`);
    for (const role of ['Storage Table Data Contributor', 'Key Vault Secrets User']) expect(page).toContain(`give "${role}"`);
  });

  it('registers every provider whose resources are made, and says plainly that nothing was compiled', () => {
    const made = [
      'main.bicep',
      ...['alerts', 'availability', 'bot', 'identity', 'logs', 'network', 'roles', 'site', 'storage', 'vault'].map(
        (name) => `modules/${name}.bicep`,
      ),
    ];
    const providers = new Set(made.flatMap((path) => matches(/'Microsoft\.(\w+)\//g, text(`infra/${path}`))));
    const registered = (/for name in ([\w ]+); do/.exec(page)?.[1] ?? '').split(' ');
    expect([...providers].filter((name) => !registered.includes(name))).toEqual([]);
    expect(page).toContain('**Not compiled here.**');
    expect(page).toContain('az bicep build --file infra/main.bicep');
  });
});

/** With a part of its own in front and a region, as newer sites have it. */
const hostName = 'the-site.uksouth-01.azurewebsites.net';

describe('the commands', () => {
  const blocks = matches(/```sh\n([\s\S]*?)```/g);
  /** Each command with its words, as a shell hands them on: nothing is really called. */
  const called: (readonly string[])[] = [];
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'ehub-commands-'));
    const log = join(folder, 'called');
    // Stands in for all of them: writes down its words, and answers with one, as asked for an id or a name.
    const stand = `#!/bin/sh\nfor word in "$(basename "$0")" "$@"; do printf '%s\\0' "$word" >> "${log}"; done; printf '\\036' >> "${log}"; echo made-up\n`;
    for (const name of ['az', 'npm', 'curl', 'openssl']) writeFileSync(join(folder, name), stand, { mode: 0o755 });
    const value = (name: string): string => (name === 'hostName' ? hostName : `the-${name}`);
    const given = Object.fromEntries(outputs.map((name) => [name, { type: 'String', value: value(name) }]));
    writeFileSync(join(folder, 'outputs.json'), JSON.stringify(given));
    cpSync(join(root, 'infra/samples'), join(folder, 'infra/samples'), { recursive: true });
    mkdirSync(join(folder, 'dist/ehub'), { recursive: true });
    writeFileSync(join(folder, 'dist/ehub/version.json'), JSON.stringify({ commit: 'c0ffee' }));
    for (const name of ['dist/ehub.zip', 'bot.crt', 'bot.key']) writeFileSync(join(folder, name), '');
    // What the deployment writes is there already; what is deleted is not.
    const script = blocks
      .join('\n')
      .replace(/ > outputs\.json/, '')
      .replace(/ && rm callers\.json/, '');
    const options: SpawnSyncOptionsWithStringEncoding = {
      cwd: folder,
      encoding: 'utf8',
      env: { PATH: `${folder}:${process.env['PATH']}`, HOME: folder },
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: 90_000,
    };
    const said = spawnSync('bash', ['--norc', '--noprofile', '-euc', script], options);
    expect([said.status, said.stderr]).toEqual([0, '']);
    for (const line of readFileSync(log, 'utf8')
      .split('\u001e')
      .filter((each) => each !== ''))
      called.push(line.split('\0').slice(0, -1));
    rmSync(folder, { recursive: true });
    // Each name from the outputs starts node once: half a minute on a machine that has other things to do.
  }, 120_000);
  const of = (...words: readonly string[]): (readonly string[])[] =>
    called.filter((each) => words.every((word, index) => each[index] === word));
  const wordAfter = (command: readonly string[], option: string): string => command[command.indexOf(option) + 1] ?? '';

  it('run from the first to the last, in one shell, with every name they use given before', () => {
    expect(of('az', 'deployment', 'group', 'create')).toHaveLength(1);
    const brought = of('curl').filter((each) => each.includes('--upload-file'));
    expect(brought.map((each) => wordAfter(each, '--upload-file'))).toEqual(
      ['network', 'callers', 'holidays', 'callers'].map((name) => `${name}.json`),
    );
    expect(brought.map((each) => each.at(-1))).toEqual(
      ['network', 'callers', 'holidays', 'callers'].map(
        (name) => `https://the-site.scm.uksouth-01.azurewebsites.net/api/vfs/data/ehub/${name}.json`,
      ),
    );
    for (const each of brought) expect(each).toEqual(expect.arrayContaining(['--fail', 'If-Match: *', 'Authorization: Bearer made-up']));
    expect(of('az', 'webapp', 'deployment', 'source', 'config-zip').map((each) => wordAfter(each, '--src').replace(/.*\//, ''))).toEqual([
      'c0ffee.zip',
      'THE-COMMIT.zip',
    ]);
    for (const command of called) for (const word of command) expect(word, command.join(' ')).not.toMatch(/^$|undefined|\$/);
  });

  it('reach the site by name and group, and never by a way that fails where a site runs from its zip', () => {
    const onTheSite = of('az', 'webapp');
    expect(onTheSite.length).toBeGreaterThan(6);
    for (const each of onTheSite)
      expect([wordAfter(each, '--resource-group'), wordAfter(each, '--name')], each.join(' ')).toEqual(['ehub-prod', 'the-siteName']);
    expect(text('infra/modules/site.bicep')).toContain("WEBSITE_RUN_FROM_PACKAGE: '1'");
    expect([of('az', 'webapp', 'deploy'), blocks.concat(text('README.md')).filter((each) => each.includes('az webapp deploy '))]).toEqual([
      [],
      [],
    ]);
  });

  it('go back without building anything', () => {
    const [, back = ''] = /\*\*Going back one release\.[\s\S]*?```sh\n([\s\S]*?)```/.exec(page) ?? [];
    expect(back).toContain('config-zip');
    expect(back).not.toMatch(/npm|dist\//);
  });

  it('keep copies of the tables that are in use, and put every file back', () => {
    const [, copies = ''] = /\*\*Keeping copies\.([\s\S]*?)\*\*Restoring/.exec(page) ?? [];
    // The lock on the account also keeps roles that were given on it, so that nobody could give one back.
    expect(copies).toContain('--scope "$(az group show ');
    for (const line of ['export EHUB_STORAGE_ACCOUNT_URL=$(of storageAccountUrl)', 'export EHUB_TABLE_PREFIX=$(of tablePrefix)'])
      expect(copies.indexOf(line), line).toBeGreaterThan(-1);
    expect(copies.indexOf('npm run export')).toBeGreaterThan(copies.indexOf('EHUB_TABLE_PREFIX'));
    const [files = ''] = matches(/npm run restore -- (.+)/g);
    expect(files.split(' ').map((name) => name.replace(/-TIME\.jsonl$/, ''))).toEqual(['system', 'network', 'NORTH', 'SOUTH']);
  });

  it('make of each application what can sign in', () => {
    const made = of('az', 'ad', 'app', 'create').length;
    expect([made, of('az', 'ad', 'sp', 'create').length]).toEqual([2, 2]);
  });

  it('tell the dashboard\u2019s application what Teams demands of it', () => {
    const [first, second] = of('az', 'rest', '--method', 'PATCH').map(
      (each) => JSON.parse(wordAfter(each, '--body')) as Record<string, unknown>,
    );
    const scope = { id: expect.stringMatching(/^[0-9a-f-]{36}$/), value: 'access_as_user', type: 'User', isEnabled: true };
    expect(first).toMatchObject({
      identifierUris: [`api://${hostName}/the-tabAppId`],
      api: { requestedAccessTokenVersion: 2, oauth2PermissionScopes: [scope] },
    });
    const teams = ['1fec8e78-bce4-4aaf-ab1b-5451cc387264', '5e3ce6c0-2b1f-4285-8d4b-75ee78787346'];
    expect(second).toMatchObject({ api: { preAuthorizedApplications: teams.map((appId) => ({ appId })) } });
  });

  it('make the bot\u2019s own application vouched for by the identity', () => {
    const [made] = of('az', 'ad', 'app', 'federated-credential', 'create').map(
      (each) => JSON.parse(wordAfter(each, '--parameters')) as unknown,
    );
    expect(made).toEqual({
      name: 'ehub',
      audiences: ['api://AzureADTokenExchange'],
      issuer: 'https://login.microsoftonline.com/made-up/v2.0',
      subject: 'made-up',
    });
  });
});
