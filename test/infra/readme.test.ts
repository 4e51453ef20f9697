// The pages about installing name only what is there: paths, scripts, parameters, outputs, names of what is made, and files that commands take.
import { type SpawnSyncOptionsWithStringEncoding, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
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
    expect(matches(/\bnpm run ([\w-]+)/g).filter((script) => !(script in scripts))).toEqual([]);
    expect(matches(/--(?:parameters|file|template-file) (infra\/\S+)/g).filter((path) => !existsSync(join(root, path)))).toEqual([]);
  });

  it('names parameters that are there, and every one that an installer must give', () => {
    const params = named('param');
    const said = matches(/`([a-z]+[A-Z]\w+)`/g).filter((name) => ![...outputs, 'managedIdentity'].includes(name));
    expect(said.length).toBeGreaterThan(8);
    expect(said.filter((name) => !params.includes(name))).toEqual([]);
    for (const file of ['prod', 'dev'])
      for (const name of matches(/readEnvironmentVariable\('(\w+)'/g, text(`infra/${file}.bicepparam`)))
        expect(page).toContain(`export ${name}=`);
  });

  it('takes outputs that are there', () => {
    const taken = matches(/\$\(of (\w+)\)/g);
    expect(taken.length).toBeGreaterThan(8);
    expect(taken.filter((name) => !outputs.includes(name))).toEqual([]);
  });

  it('names what is made as it is made', () => {
    expect(text('infra/modules/storage.bicep')).toContain(`name: '${matches(/az lock delete --name (\S+)/g)[0]}'`);
    expect(matches(/az identity show --resource-group \S+ --name "\$DEPLOY_PREFIX-(\w+)"/g)).toEqual(['identity', 'identity']);
    expect(text('infra/main.bicep')).toContain("'${prefix}-identity'");
    for (const secret of ['heartbeat-url', 'bot-certificate']) expect(text('infra/main.bicep')).toContain(`secrets/${secret})`);
    const folder = /filesFolder = '([^']+)'/.exec(text('infra/main.bicep'))?.[1];
    for (const target of matches(/--target-path "?(\/[^\s"]+)\//g)) expect(target).toBe(folder);
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
    for (const name of ['az', 'npm', 'curl']) writeFileSync(join(folder, name), stand, { mode: 0o755 });
    const given = Object.fromEntries(outputs.map((name) => [name, { type: 'String', value: `the-${name}` }]));
    writeFileSync(join(folder, 'outputs.json'), JSON.stringify(given));
    // What the deployment writes is there already; what is deleted is not.
    const script = blocks
      .join('\n')
      .replace(/ > outputs\.json/, '')
      .replace(/ && rm callers\.json/, '');
    const options: SpawnSyncOptionsWithStringEncoding = {
      cwd: folder,
      encoding: 'utf8',
      env: { PATH: `${folder}:${process.env['PATH']}` },
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
    expect(of('az', 'webapp', 'deploy').map((each) => wordAfter(each, '--src-path'))).toEqual([
      'network.json',
      'callers.json',
      'holidays.json',
      'dist/ehub.zip',
      'callers.json',
    ]);
    expect(of('az', 'webapp', 'deploy').map((each) => wordAfter(each, '--name'))).toEqual(Array(5).fill('the-siteName'));
    for (const command of called) for (const word of command) expect(word, command.join(' ')).not.toMatch(/^$|undefined|\$/);
  });

  it('tell the dashboard\u2019s application what Teams demands of it', () => {
    const [first, second] = of('az', 'rest', '--method', 'PATCH').map(
      (each) => JSON.parse(wordAfter(each, '--body')) as Record<string, unknown>,
    );
    const scope = { id: expect.stringMatching(/^[0-9a-f-]{36}$/), value: 'access_as_user', type: 'User', isEnabled: true };
    expect(first).toMatchObject({
      identifierUris: ['api://the-hostName/the-tabAppId'],
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
      issuer: 'https://login.microsoftonline.com/the-botTenantId/v2.0',
      subject: 'made-up',
    });
  });
});

describe('infra/Dockerfile', () => {
  const docker = text('infra/Dockerfile');
  const steps = docker.split('\n').filter((line) => line !== '' && !line.startsWith('#'));

  it('is built from an exact version, and its comment says how to pin what was looked at', () => {
    expect(docker).toMatch(/^ARG BASE=node:(?:20|22)\.\d+\.\d+-\w+-slim$/m);
    expect(steps.filter((line) => line.startsWith('FROM '))).toEqual(['FROM ${BASE}']);
    expect(docker).toContain('@sha256:');
  });

  it('copies the built folder and nothing else, which nobody but root may change', () => {
    expect(steps.filter((line) => /^(?:COPY|ADD)\b/.test(line))).toEqual(['COPY --chown=0:0 . .']);
    expect(docker).toMatch(/docker build .* dist\/ehub$/m);
    expect(docker).toContain('--read-only');
  });

  it('runs as somebody without rights, without a shell or npm in front of the program', () => {
    expect(steps.indexOf('USER 1000:1000')).toBeGreaterThan(steps.indexOf('COPY --chown=0:0 . .'));
    expect(steps.at(-1)).toBe('CMD ["node", "main.js"]');
    expect(docker).toMatch(/rm -rf \/usr\/local\/lib\/node_modules/);
  });

  it('asks by node itself whether it lives, at an address that is there', () => {
    const [, command = '[]'] = /CMD (\["node", "-e".*\])/.exec(docker) ?? [];
    const [node, flag, script] = JSON.parse(command) as string[];
    expect([node, flag]).toEqual(['node', '-e']);
    expect(() => new Function(script ?? 'throw')).not.toThrow();
    const path = /'(\/\w+)'/.exec(script ?? '')?.[1] ?? 'none';
    expect(text('src/start/health.ts')).toContain(`'${path}'`);
  });

  it('waits for the program to stop longer than it takes', () => expect(docker).toMatch(/--stop-timeout 30\b/));
});
