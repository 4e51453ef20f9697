// How long the program takes from its process to being ready, and how much memory it holds with many eConsults open.
import { type ChildProcess, spawn } from 'node:child_process';
import { createHmac, randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { receive } from '../../src/app/econsult/receive.ts';
import type { NetworkContent } from '../../src/domain/network/state.ts';
import { demoNetwork } from '../../src/sandbox/demo/network.ts';
import { demoHub } from '../../src/sandbox/demo/people.ts';
import { makeTables } from '../../src/storage/setup.ts';
import { createStore } from '../../src/storage/store.ts';
import { patient, tenant } from '../people.ts';
import { type AzuriteChild, fail, freePort, holidays, startsAt, submission } from './ground.ts';
import { type Amount, type Line, shown, spread, verdict } from './measure.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const budgetMs = 3_000;
const budgetMb = 250;
const readyWithinMs = 60_000;
const key = { id: 'bench-1', secret: 'made-up-secret-of-at-least-32-characters' };
const appId = '5e1f0000-0000-4000-8000-0000000000be';

export interface Started {
  readonly child: ChildProcess;
  readonly url: string;
  readonly tookMs: number;
  /** Processor time used until then, in ms; undefined where /proc does not tell. */
  readonly processorMs: number | undefined;
  readonly stop: () => Promise<void>;
}

/** From the spawning of the process to its first 200 from `/readyz`. */
/** What `npm start` hands to Node. */
function startArguments(): readonly string[] {
  const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { readonly scripts: { readonly start: string } };
  return scripts.start.split(' ').slice(1);
}

export async function startProgram(settings: Readonly<Record<string, string>>): Promise<Started> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const clean = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(EHUB_|Microsoft|NODE_ENV)/.test(name)));
  const startMs = performance.now();
  const child = spawn(process.execPath, startArguments(), {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...clean, ...settings, PORT: String(port) },
  });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  for (;;) {
    const ready = await fetch(`${url}/readyz`).then(
      (answer) => answer.ok,
      () => false,
    );
    if (ready) break;
    if (child.exitCode !== null || performance.now() - startMs > readyWithinMs) fail('the program did not start');
    await delay(10);
  }
  const tookMs = performance.now() - startMs;
  const stop = async (): Promise<void> => {
    child.kill('SIGTERM');
    await ended;
  };
  return { child, url, tookMs, processorMs: processorOf(child), stop };
}

function processorOf({ pid }: ChildProcess): number | undefined {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
    // Linux counts in hundredths of a second.
    return (Number(fields[11]) + Number(fields[12])) * 10;
  } catch {
    return undefined;
  }
}

export function memoryMb({ pid }: ChildProcess, what: 'VmRSS' | 'VmHWM'): number | undefined {
  try {
    const found = new RegExp(`${what}:\\s+(\\d+) kB`).exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
    return found === null ? undefined : Number(found[1]) / 1_024;
  } catch {
    return undefined;
  }
}

const line = (what: string, on: string, seen: readonly Started[]): Line => {
  const took = spread(seen.map(({ tookMs }) => tookMs));
  const processor = seen.flatMap(({ processorMs }) => processorMs ?? []);
  const of = processor.length === 0 ? '' : `, ${spread(processor).median.toFixed(0)} ms of processor`;
  return {
    what,
    on,
    figure: `${shown(took, ' ms')}${of}`,
    floor: '',
    ratio: '',
    operations: '',
    budget: `<= ${budgetMs} ms`,
    verdict: verdict(took.median <= budgetMs),
  };
};

export async function starts(connectionString: string, amount: Amount): Promise<Line[]> {
  const first: Started[] = [];
  const later: Started[] = [];
  const alone: Started[] = [];
  const run = async (into: Started[], settings: Readonly<Record<string, string>>): Promise<void> => {
    const started = await startProgram(settings);
    await started.stop();
    into.push(started);
  };
  // What comes first may put the program together, which is said elsewhere; it is not counted.
  const folder = mkdtempSync(join(tmpdir(), 'ehub-bench-'));
  await run([], { EHUB_DATA_FOLDER: join(folder, 'unmeasured') });
  for (let n = 0; n < amount.starts; n++) {
    const EHUB_DATA_FOLDER = join(folder, String(n));
    await run(first, { EHUB_DATA_FOLDER });
    await run(later, { EHUB_DATA_FOLDER });
    await run(alone, teamsSettings(folder, connectionString, `alone${n}`, demoNetwork()));
  }
  rmSync(folder, { recursive: true, force: true });
  return [
    line('start to ready: sandbox, first (new data folder)', `with its own Azurite, ${first.length} starts`, first),
    line('start to ready: sandbox, later', `with its own Azurite, ${later.length} starts`, later),
    line('start to ready: bot alone, as in Teams', `Azurite running, ${alone.length} starts`, alone),
  ];
}

/** Settings of a bot in Teams, as far as one can be had without Teams: nothing is sent, since no channel has been given. */
export function teamsSettings(folder: string, connectionString: string, prefix: string, network: NetworkContent): Record<string, string> {
  const networkFile = join(folder, `${prefix}.network.json`);
  const callersFile = join(folder, `${prefix}.callers.json`);
  const lists = { hubs: Object.values(network.hubs), practices: Object.values(network.practices), staff: Object.values(network.staff) };
  writeFileSync(networkFile, JSON.stringify(lists));
  writeFileSync(callersFile, JSON.stringify([{ id: 'bench', name: 'Bench', hub: demoHub, practices: '*', keys: [key] }]));
  return {
    EHUB_MODE: 'teams',
    EHUB_HOST: '127.0.0.1',
    EHUB_STORAGE_CONNECTION: connectionString,
    EHUB_TABLE_PREFIX: prefix,
    EHUB_NETWORK_FILE: networkFile,
    EHUB_CALLERS_FILE: callersFile,
    MicrosoftAppId: appId,
    MicrosoftAppTenantId: tenant,
    MicrosoftAppPassword: 'made-up',
  };
}

/** Azurite slows down with the size of a table, so that ten thousand in one hub would take an hour to load: they lie in many hubs. */
const perHub = 250;

export async function memoryHeld(azurite: AzuriteChild, amount: Amount): Promise<Line[]> {
  const prefix = 'held';
  const hubs = Array.from({ length: Math.ceil(amount.held / perHub) }, (_, n) => `HUB${n}`);
  const demo = demoNetwork();
  const [practice] = Object.values(demo.practices);
  const [hub] = Object.values(demo.hubs);
  if (practice === undefined || hub === undefined) return fail('the demo is empty');
  const network = {
    hubs: { ...demo.hubs, ...Object.fromEntries(hubs.map((id) => [id, { ...hub, id }])) },
    practices: {
      ...demo.practices,
      ...Object.fromEntries(hubs.map((id, n) => [`B${10_000 + n}`, { ...practice, code: `B${10_000 + n}`, hub: id }])),
    },
    staff: demo.staff,
  };
  await load(azurite, prefix, network, hubs, amount.held);
  const folder = mkdtempSync(join(tmpdir(), 'ehub-bench-'));
  const started = await startProgram(teamsSettings(folder, azurite.connectionString, prefix, network));
  const atStart = memoryMb(started.child, 'VmRSS');
  for (let n = 0; n < 200; n++) await sendOne(started.url);
  // Long enough for several passes of every loop.
  await delay(5_000);
  const later = memoryMb(started.child, 'VmRSS');
  const peak = memoryMb(started.child, 'VmHWM');
  await started.stop();
  rmSync(folder, { recursive: true, force: true });
  const mb = (value: number | undefined): string => (value === undefined ? 'not told here' : `${value.toFixed(0)} MB`);
  return [
    {
      what: `memory of the bot's process, ${amount.held} open`,
      on: `Azurite (apart), ${hubs.length} hubs, all unsent`,
      figure: `${mb(later)} after 200 arrivals; ${mb(atStart)} when ready, ${mb(peak)} at most`,
      floor: '',
      ratio: '',
      operations: `start to ready ${started.tookMs.toFixed(0)} ms`,
      budget: `<= ${budgetMb} MB`,
      verdict: later === undefined ? '' : verdict(later <= budgetMb),
    },
  ];
}

async function load(
  azurite: AzuriteChild,
  prefix: string,
  network: ReturnType<typeof demoNetwork>,
  hubs: readonly string[],
  held: number,
): Promise<void> {
  const engine = await azurite.engine();
  await makeTables(engine, prefix, Object.keys(network.hubs));
  const store = createStore(engine, { prefix, writer: 'bench', missing: () => {} });
  const rules = { network: { ...network, channels: {}, onShift: {} }, holidays };
  const source = { now: async () => rules, current: async () => rules.network, change: () => fail('nothing changes here') };
  let next = 0;
  const one = async (n: number): Promise<void> => {
    const sender = { id: 'bench', hub: hubs[n % hubs.length] ?? demoHub, practices: '*' as const };
    const said = submission(`held-${n}`, { practiceCode: `B${10_000 + (n % hubs.length)}` });
    await receive({ store, nudge: () => {}, network: source }, sender, said, { operation: `held-${n}`, receivedAt: startsAt });
  };
  await Promise.all(
    Array.from({ length: 16 }, async () => {
      while (next < held) await one(next++);
    }),
  );
}

async function sendOne(url: string): Promise<void> {
  const body = JSON.stringify({
    id: randomUUID(),
    kind: 'clinical',
    topic: 'Skin',
    submittedAt: new Date().toISOString(),
    patient: { name: patient.name },
    answers: [{ question: 'What is the matter?', answer: 'A rash on my left arm since Sunday.' }],
  });
  const stamp = String(Math.floor(Date.now() / 1_000));
  const signature = createHmac('sha256', key.secret).update(`${stamp}.${body}`).digest('hex');
  const headers = { 'content-type': 'application/json', 'x-key-id': key.id, 'x-timestamp': stamp, 'x-signature': signature };
  const answer = await fetch(`${url}/api/econsults`, { method: 'POST', headers, body });
  await answer.text();
  if (!answer.ok) fail(`intake answered ${answer.status}`);
}
