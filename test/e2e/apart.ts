// The bot as processes of their own, as in a deployment: the store, Teams and the way in belong to this process, so that a bot can be killed.
import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { createClock } from '../../src/sandbox/clock.ts';
import { demoHub, gareth } from '../../src/sandbox/demo/people.ts';
import { createLocalTeams, type LocalTeams } from '../../src/sandbox/local-teams.ts';
import { serve } from '../../src/server.ts';
import { connectTables } from '../../src/storage/connect.ts';
import type { Engine } from '../../src/storage/engine.ts';
import { key, systemTable } from '../../src/storage/keys.ts';
import { connectionStringTo, startAzurite } from '../storage/azurite.ts';
import {
  type Answer,
  botAppId,
  botSecret,
  hubChannel,
  maker,
  networkWithCrowd,
  people,
  send,
  teamsWithCrowd,
  tenantId,
  until,
} from './given.ts';
import { type Line, startLine } from './line.ts';

export interface Bot {
  readonly url: string;
  /** What it printed so far, line by line. */
  readonly log: readonly string[];
  /** Neither killed nor ended. */
  readonly alive: boolean;
  /** SIGKILL: nothing is tidied up. */
  kill(): void;
  /** SIGTERM: it ends as it should. */
  end(): void;
  /** Resolves when it has ended. */
  readonly ended: Promise<void>;
}

export interface Deployment {
  readonly teams: LocalTeams;
  /** The store without the line: what is really there. */
  readonly engine: Engine;
  /** Every request of every bot to the store. */
  readonly store: Line;
  /** The way in, for senders and for Teams: to the bots that live, in turn. */
  readonly front: Line;
  /** Every bot that was ever ready. */
  readonly bots: readonly Bot[];
  /** Starts a bot and waits until it is ready. */
  start(): Promise<Bot>;
  /** As if the dead dispatcher's lease had run out: a test of many crashes need not wait for it each time. */
  letLeaseRunOut(): Promise<void>;
  send(body: object): Promise<Answer>;
  stop(): Promise<void>;
}

/** Everything but the bots. Once the first of them is ready, the lead chooses the hub's channel in Teams. */
export async function deploy(): Promise<Deployment> {
  const azurite = await startAzurite();
  const store = await startLine(() => azurite.address);
  const bots: (Bot & { readonly child: ChildProcess })[] = [];
  let turn = 0;
  const front = await startLine(() => {
    const alive = bots.filter((bot) => bot.alive);
    turn += 1;
    return alive[turn % Math.max(1, alive.length)]?.url;
  });
  const program = await bundled();
  const folder = mkdtempSync(join(tmpdir(), 'ehub-e2e-'));
  let teams: LocalTeams | undefined;
  const serving = await serve(
    async (url) => {
      const clock = createClock(() => Date.now());
      teams = createLocalTeams({
        baseUrl: url,
        botUrl: front.address,
        botAppId,
        botSecret,
        tenantId,
        people,
        teams: teamsWithCrowd,
        clock,
        random: randomUUID,
      });
      return teams.routes;
    },
    '127.0.0.1',
    0,
    () => {},
  );
  if (teams === undefined) throw new Error('the server serves only once Teams is made');
  const local = teams;
  const engine = await connectTables({ connectionString: azurite.connectionString });
  const environment = {
    PATH: process.env['PATH'],
    PORT: '0',
    EHUB_MODE: 'sandbox',
    EHUB_LOG_LEVEL: 'info',
    EHUB_DATA_FOLDER: folder,
    EHUB_STORAGE_CONNECTION: connectionStringTo(store.address),
    EHUB_CALLERS_FILE: fileWith(folder, 'callers.json', [maker]),
    EHUB_SERVICE_URL: local.forBot.serviceUrl,
    EHUB_CONNECTOR_METADATA_URL: local.forBot.openIdMetadataUrl,
    EHUB_CONNECTOR_ISSUER: local.forBot.issuer,
    EHUB_CONNECTOR_TOKEN_URL: local.forBot.tokenUrl,
    EHUB_TENANTS: tenantId,
    MicrosoftAppId: botAppId,
    MicrosoftAppPassword: botSecret,
    EHUB_NETWORK_FILE: fileWith(folder, 'network.json', networkFile()),
  };
  return {
    teams: local,
    engine,
    store,
    front,
    bots,
    async start() {
      const bot = await startBot(program, environment);
      bots.push(bot);
      if (bots.length === 1) await chooseHubChannel(local);
      return bot;
    },
    async letLeaseRunOut() {
      // Its last renewal may still be on the way.
      await until('the dead one\u2019s requests are through', () => store.busy === 0);
      const table = engine.table(systemTable('ehub'));
      const lease = await table.get(key('lease', 'work'));
      if (lease !== undefined) await table.remove(lease.key, lease.etag);
    },
    send: (body) => send(front.address, body),
    async stop() {
      for (const bot of bots) bot.kill();
      await Promise.all(bots.map(({ ended }) => ended));
      local.close();
      await Promise.all([serving.stop(), front.close(), store.close()]);
      await azurite.close();
      for (const made of [folder, program]) rmSync(made, { recursive: true, force: true });
    },
  };
}

async function chooseHubChannel({ clients, world }: LocalTeams): Promise<void> {
  await clients.say(gareth.id, hubChannel, '<at>eHub</at> channel');
  const offer = await until('the choice is offered', () => world.messages(hubChannel).find(({ card }) => card !== undefined));
  await clients.pressButton(gareth.id, offer.id, 'Use this channel', { organisation: demoHub });
}

const root = fileURLToPath(new URL('../..', import.meta.url));
/** On a busy machine; it takes about two seconds. */
const readyWithinMs = 25_000;
/** Each look reads from the store that it is starting on. */
const readyAgainMs = 100;

/** The bot as one file: it starts in two thirds of the time, which counts where it is started thirty times. Its packages stay where they are. */
async function bundled(): Promise<string> {
  const outdir = join(root, 'node_modules', '.cache', `ehub-e2e-${process.pid}`);
  const how = { bundle: true, platform: 'node', format: 'esm', packages: 'external', splitting: true } as const;
  await build({ entryPoints: [join(root, 'src/main.ts')], outdir, ...how, logLevel: 'warning' });
  return outdir;
}

async function startBot(folder: string, environment: Record<string, string | undefined>) {
  const log: string[] = [];
  const child = spawn(process.execPath, [join(folder, 'main.js')], {
    cwd: root,
    env: environment,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  for (const stream of [child.stdout, child.stderr]) createInterface({ input: stream }).on('line', (line) => log.push(line));
  const bot = { url: '', log, child, alive: true, kill, end, ended: new Promise<void>((resolve) => child.once('exit', () => resolve())) };
  function kill(): void {
    bot.alive = false;
    child.kill('SIGKILL');
  }
  function end(): void {
    bot.alive = false;
    child.kill('SIGTERM');
  }
  child.once('exit', () => {
    bot.alive = false;
  });
  bot.url = await until(
    'the bot is ready',
    () => {
      if (child.exitCode !== null) throw new Error(`the bot ended: ${log.join('\n')}`);
      return readyUrl(log);
    },
    readyWithinMs,
  );
  await until('the bot answers ready', async () => (await fetch(`${bot.url}/readyz`)).status === 200, readyWithinMs, readyAgainMs);
  return bot;
}

function readyUrl(log: readonly string[]): string | undefined {
  const line = log.find((each) => each.startsWith('{') && each.includes('"msg":"ready"'));
  return line === undefined ? undefined : (JSON.parse(line) as { url: string }).url;
}

function fileWith(folder: string, name: string, content: object): string {
  const path = join(folder, name);
  writeFileSync(path, JSON.stringify(content));
  return path;
}

/** The same network as a deployment writes it into its file. */
function networkFile(): object {
  const { hubs, practices, staff } = networkWithCrowd();
  return { hubs: Object.values(hubs), practices: Object.values(practices), staff: Object.values(staff) };
}
