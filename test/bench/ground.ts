// What the bench stands on: a store on either engine, the demo's network, made-up submissions, and Azurite in a process of its own.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { handleEConsult } from '../../src/app/econsult/econsult.ts';
import { type Receipt, receive } from '../../src/app/econsult/receive.ts';
import { type NetworkSource, networkSource } from '../../src/app/network/network.ts';
import type { Store } from '../../src/app/ports.ts';
import type { Submission } from '../../src/domain/econsult/submission.ts';
import type { Network } from '../../src/domain/network/state.ts';
import type { Actor, Priority } from '../../src/domain/terms.ts';
import type { Holidays } from '../../src/domain/time/hours.ts';
import { demoChannels, demoNetwork } from '../../src/sandbox/demo/network.ts';
import { amara, demoHub, demoPractices, personIdOf } from '../../src/sandbox/demo/people.ts';
import { bankHolidays } from '../../src/schedule/holidays.ts';
import { connectTables } from '../../src/storage/connect.ts';
import { type Counts, counted } from '../../src/storage/counted.ts';
import type { Engine, Table, Write } from '../../src/storage/engine.ts';
import { locate } from '../../src/storage/keys.ts';
import { memoryEngine } from '../../src/storage/memory.ts';
import { makeTables } from '../../src/storage/setup.ts';
import { createStore } from '../../src/storage/store.ts';
import { patient } from '../people.ts';

/** A working Wednesday morning. */
export const startsAt = '2026-11-25T09:00:00.000Z';
export const presser: Actor & { kind: 'person' } = { kind: 'person', id: personIdOf(amara), name: amara.name };
export const sender = { id: 'bench', hub: demoHub, practices: '*' as const };
export const holidays: Holidays = await bankHolidays('englandAndWales', 2025, 2028);

export interface Ground {
  readonly engine: Engine;
  /** `memory` or `Azurite`. */
  readonly name: string;
  readonly store: Store;
  readonly network: NetworkSource;
  /** The hub's table, past everything of ours. */
  readonly raw: Table;
  /** What the store was asked since the last time. */
  readonly take: () => Counts;
  readonly rows: () => Promise<number>;
  readonly receive: (sourceId: string, more?: Partial<Submission>) => Promise<Receipt>;
  readonly claim: (id: string) => Promise<void>;
  /** By a process that has neither read nor written it. */
  readonly claimUnseen: (id: string) => Promise<void>;
  readonly release: (id: string) => Promise<void>;
}

const rowsMost = 10_000_000;
let grounds = 0;
let operations = 0;
const operation = (): string => `bench-${++operations}`;

/** A fresh ground on the given engine, under a prefix of its own. Time stands still, so that nothing is read again for its age. */
export async function makeGround(engine: Engine, name: string, content = demoNetwork()): Promise<Ground> {
  const prefix = `bench${++grounds}`;
  const counting = counted(engine);
  await makeTables(engine, prefix, Object.keys(content.hubs));
  const store = createStore(counting, { prefix, writer: 'bench', missing: (hub, key) => fail(`row missing in ${hub}: ${key}`) });
  const unseeing: Store = new Proxy(store, {
    get: (target, name) => {
      const value: unknown = Reflect.get(target, name);
      return name === 'known' ? () => undefined : typeof value === 'function' ? value.bind(target) : value;
    },
  });
  const deps = { store, nudge: () => {} };
  const network = networkSource(
    deps,
    () => holidays,
    () => 0,
  );
  await establish(network, content);
  const at = startsAt;
  const wish = (id: string) => ({ hub: demoHub, id, operation: operation(), at, by: presser });
  const wished = async (command: Parameters<typeof handleEConsult>[1], by: Store = store): Promise<void> => {
    const handled = await handleEConsult({ ...deps, store: by, rules: network }, command);
    if (handled.kind !== 'done') fail(`refused: ${handled.refusal.why}`);
  };
  const raw = engine.table(locate(prefix, demoHub));
  return {
    engine,
    name,
    store,
    network,
    raw,
    take: counting.take,
    rows: async () => (await raw.range('', '~', rowsMost)).length,
    receive: (sourceId, more) =>
      receive({ ...deps, network }, sender, submission(sourceId, more), { operation: operation(), receivedAt: at }),
    claim: (id) => wished({ ...wish(id), type: 'claim' }),
    claimUnseen: (id) => wished({ ...wish(id), type: 'claim' }, unseeing),
    release: (id) => wished({ ...wish(id), type: 'release', reason: 'noTime' }),
  };
}

async function establish(network: NetworkSource, content: Pick<Network, 'hubs' | 'practices' | 'staff'>): Promise<void> {
  const said = { at: startsAt, by: { kind: 'sender', caller: 'bench' } } as const;
  await network.change({ ...said, type: 'establish', operation: operation(), network: content });
  for (const channel of demoChannels) await network.change({ ...said, type: 'giveChannel', operation: operation(), channel });
}

const answers = Array.from({ length: 12 }, (_, n) => ({
  section: 'About the problem',
  question: `Question ${n + 1}: how has it been since it began, and what have you tried?`,
  answer: `It began about ${n + 2} days ago and has been much the same since. Rest and paracetamol help for an hour or two.`,
}));
const original = { mediaType: 'application/json', base64: Buffer.from(JSON.stringify(answers)).toString('base64') };

/** About what a real one is: a dozen answers, 2 kB of words and their original bytes. */
export const submission = (sourceId: string, more: Partial<Submission> = {}): Submission => ({
  sourceId,
  contentHash: createHash('sha256').update(sourceId).digest('hex'),
  practiceCode: demoPractices.salternQuay,
  kind: 'clinical',
  priority: 'routine' satisfies Priority,
  topic: 'General advice',
  ageBand: '40 to 64',
  byProxy: false,
  interpreterNeeded: false,
  identity: 'verified',
  nhsNumber: 'absent',
  noticed: [],
  flaggedAnswers: 0,
  submittedAt: '2026-11-25T08:58:00.000Z',
  text: { patient, answers, original },
  ...more,
});

/** Receives so many, sixteen at once; their ids. */
export async function fill(ground: Ground, name: string, count: number): Promise<string[]> {
  const ids: string[] = [];
  let next = 0;
  await Promise.all(
    Array.from({ length: 16 }, async () => {
      while (next < count) {
        const receipt = await ground.receive(`${name}-${next++}`);
        if (receipt.kind !== 'accepted') fail(`a fresh submission was ${receipt.kind}`);
        ids.push(receipt.reference.replace('-', ''));
      }
    }),
  );
  return ids;
}

let rawCount = 0;
/** So many rows inserted in one transaction: the least the engine can be asked. Gives how to take them away again. */
export async function rawInsert(table: Table, rows: number, characters: number): Promise<() => Promise<unknown>> {
  const keys = Array.from({ length: rows }, () => `raw|${String(++rawCount).padStart(9, '0')}`);
  const body = 'x'.repeat(characters);
  const writes = keys.map((key): Write => ({ kind: 'insert', key, values: { body } }));
  const done = await table.transact(writes);
  // Under load an answer can be lost and the client asks again: keys are never used twice, so `exists` is our own success.
  if (done.kind !== 'done' && done.why !== 'exists') fail('a raw transaction was refused');
  return () => table.transact(keys.map((key) => ({ kind: 'delete', key })));
}

export function fail(why: string): never {
  throw new Error(`bench: ${why}`);
}

export const memory = (): Engine => memoryEngine();

export interface AzuriteChild {
  readonly engine: () => Promise<Engine>;
  readonly connectionString: string;
  stop(): Promise<void>;
}

const readyWithinMs = 20_000;
/** Azurite's own published development account: a constant of the emulator, not a secret. */
const account = 'devstoreaccount1';
const accountKey = 'Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==';

/**
 * Azurite in a process of its own, keeping everything in memory: its autosave would stall what is measured. It finds rows by their key as
 * Azure does; as it comes it looks through the whole table for each row of a transaction, and the larger the table the more rows cost.
 */
export async function startAzurite(): Promise<AzuriteChild> {
  const folder = mkdtempSync(join(tmpdir(), 'ehub-bench-'));
  const port = await freePort();
  const main = fileURLToPath(new URL('../storage/azurite-by-key-process.ts', import.meta.url));
  const flags = ['--silent', '--disableTelemetry', '--tableHost', '127.0.0.1', '--tablePort', String(port), '--inMemoryPersistence'];
  const child = spawn(process.execPath, ['--import', import.meta.resolve('tsx'), main, ...flags], { stdio: 'ignore', cwd: folder });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  for (let waitedMs = 0; !(await listens(port)); waitedMs += 20) {
    if (child.exitCode !== null || waitedMs > readyWithinMs) fail('Azurite did not start');
    await delay(20);
  }
  const connectionString = `DefaultEndpointsProtocol=http;AccountName=${account};AccountKey=${accountKey};TableEndpoint=http://127.0.0.1:${port}/${account};`;
  return {
    connectionString,
    engine: () => connectTables({ connectionString }),
    stop: async () => {
      child.kill('SIGINT');
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}

const listens = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1' });
    const end = (there: boolean): void => {
      socket.destroy();
      resolve(there);
    };
    socket.once('connect', () => end(true));
    socket.once('error', () => end(false));
  });
