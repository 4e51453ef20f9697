// What a deployment has around it, on this machine: the store, Teams and the parts of Microsoft's cloud that the bot asks, under their real names.
import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { json, type Route } from '../../src/app/http.ts';
import { createClock } from '../../src/sandbox/clock.ts';
import { createLocalTeams, type LocalTeams } from '../../src/sandbox/local-teams.ts';
import { METADATA_PATH, TOKEN_PATH } from '../../src/sandbox/tokens.ts';
import { serve } from '../../src/server.ts';
import { connectionStringTo, startAzurite } from '../storage/azurite.ts';
import { botAppId, botSecret, maker, networkWithCrowd, people, teamsWithCrowd, tenantId, until } from './given.ts';
import { type Line, startLine } from './line.ts';

const diverting = fileURLToPath(new URL('cloud-on-loopback.mjs', import.meta.url));
const entra = `https://login.microsoftonline.com/${tenantId}`;

export interface Cloud {
  readonly teams: LocalTeams;
  readonly store: Line;
  /** Where Teams and senders find the bot. */
  readonly front: Line;
  /** What a deployment sets, `PORT` and files in `folder` included. */
  readonly settings: Readonly<Record<string, string>>;
  stop(): Promise<void>;
}

/** `bot`: where the bot listens now. */
export async function startCloud(folder: string, bot: () => string | undefined): Promise<Cloud> {
  const azurite = await startAzurite();
  const store = await startLine(() => azurite.address);
  const front = await startLine(bot);
  const clock = createClock(() => Date.now());
  const teams = createLocalTeams({
    baseUrl: 'https://smba.trafficmanager.net/uk',
    botUrl: front.address,
    ...{ botAppId, botSecret, tenantId, people, teams: teamsWithCrowd, clock, random: randomUUID },
  });
  const serving = await serve(
    async () => teams.routes.flatMap((route) => underRealNames(route)).concat(entraRoutes),
    '127.0.0.1',
    0,
    (path, error) => process.stderr.write(`${path}: ${String(error)}\n`),
  );
  const { hubs, practices, staff } = networkWithCrowd();
  const network = { hubs: Object.values(hubs), practices: Object.values(practices), staff: Object.values(staff) };
  const file = (name: string, content: object): string => {
    writeFileSync(join(folder, name), JSON.stringify(content));
    return join(folder, name);
  };
  const settings = {
    ...{ PORT: '0', EHUB_HOST: '127.0.0.1', NODE_ENV: 'production', EHUB_STOP_WAIT_SECONDS: '1' },
    ...{ MicrosoftAppId: botAppId, MicrosoftAppPassword: botSecret, MicrosoftAppTenantId: tenantId },
    EHUB_STORAGE_CONNECTION: connectionStringTo(store.address),
    EHUB_CALLERS_FILE: file('callers.json', [maker]),
    EHUB_NETWORK_FILE: file('network.json', network),
    CLOUD_ON_LOOPBACK: serving.url,
  };
  return {
    ...{ teams, store, front, settings },
    async stop() {
      teams.close();
      await Promise.all([serving.stop(), front.close(), store.close()]);
      await azurite.close();
    },
  };
}

/** The local Teams' routes where the cloud has them: its connector in the United Kingdom's part of the address, its metadata at the Bot Framework's. */
function underRealNames(route: Route): readonly Route[] {
  if (typeof route.path !== 'string') return [route];
  if (route.path === METADATA_PATH) return [{ ...route, path: '/v1/.well-known/openidconfiguration' }];
  if (route.path === TOKEN_PATH) return [{ ...route, path: `/${tenantId}/oauth2/v2.0/token` }];
  return [{ ...route, path: `/uk${route.path}` }];
}

const entraRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: `/${tenantId}/v2.0/.well-known/openid-configuration`,
    bodyBytesMax: 0,
    handle: async () =>
      json(200, {
        issuer: `${entra}/v2.0`,
        authorization_endpoint: `${entra}/oauth2/v2.0/authorize`,
        token_endpoint: `${entra}/oauth2/v2.0/token`,
        jwks_uri: `${entra}/discovery/v2.0/keys`,
      }),
  },
  {
    method: 'GET',
    path: '/common/discovery/instance',
    bodyBytesMax: 0,
    handle: async () =>
      json(200, {
        tenant_discovery_endpoint: `${entra}/v2.0/.well-known/openid-configuration`,
        metadata: [
          {
            preferred_network: 'login.microsoftonline.com',
            preferred_cache: 'login.windows.net',
            aliases: ['login.microsoftonline.com', 'login.windows.net'],
          },
        ],
      }),
  },
];

export interface Process {
  readonly child: ChildProcess;
  /** Lines of its log and of what it said when it did not start. */
  readonly said: readonly string[];
  /** Lines of the log with this name. */
  logged(event: string): readonly Readonly<Record<string, unknown>>[];
  /** Its exit code, once it has ended. */
  readonly ended: Promise<number | null>;
  /** Once it listens: asks the system by its log, or by the port that it was given. */
  ready(): Promise<string>;
}

/** `node main.js` in a folder, with these settings and no others. */
export function startArtefact(folder: string, settings: Readonly<Record<string, string>>): Process {
  const child = spawn(process.execPath, ['--import', diverting, 'main.js'], {
    cwd: folder,
    env: { PATH: process.env['PATH'], CLOUD_ON_LOOPBACK: 'http://127.0.0.1:1', ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said: string[] = [];
  let rest = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => {
      const lines = `${rest}${chunk.toString('utf8')}`.split('\n');
      rest = lines.pop() ?? '';
      said.push(...lines);
    });
  const logged = (event: string) =>
    said.flatMap((line) => {
      if (!line.startsWith('{')) return [];
      const parsed = JSON.parse(line) as Record<string, unknown>;
      return parsed['msg'] === event ? [parsed] : [];
    });
  return {
    ...{ child, said, logged },
    ended: new Promise((resolve) => child.once('close', resolve)),
    ready: () =>
      until(
        'it is ready',
        () => {
          if (child.exitCode !== null) throw new Error(`it ended: ${said.join('\n')}`);
          return logged('ready')[0]?.['url'] as string | undefined;
        },
        readyWithinMs,
      ),
  };
}
/** On a machine that has other things to do. */
const readyWithinMs = 30_000;
