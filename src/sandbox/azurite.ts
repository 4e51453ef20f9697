// The sandbox's store: Azurite's tables in a process of their own, so that nothing is lost when the bot is killed.
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { connect, createServer } from 'node:net';
import { join } from 'node:path';

export interface LocalStore {
  readonly connectionString: string;
  /** `false` when it was running already. */
  readonly startedHere: boolean;
  /** Ends it with a flush: it keeps its last seconds only in memory. */
  stop(): Promise<void>;
}

/** Azurite's own published development account: a constant of the emulator, not a secret. */
const account = 'devstoreaccount1';
const accountKey = 'Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==';
const readyWithinMs = 20_000;
const lookEveryMs = 20;
const stopWithinMs = 10_000;

/** Starts Azurite with its data in `folder`, or finds the one that an earlier start left running there. */
export async function startAzurite(folder: string, sleep: (ms: number) => Promise<void>): Promise<LocalStore> {
  const { ready, endIfStartedHere } = await launchAzurite(folder, sleep);
  try {
    return await ready();
  } catch (error) {
    await endIfStartedHere();
    throw error;
  }
}

interface Launched {
  readonly ready: () => Promise<LocalStore>;
  /** For a start that fails: ends its process, ready or not, unless it was running before. */
  readonly endIfStartedHere: () => Promise<void>;
}

/** The same in two steps: once this resolves its process runs, and `ready` waits until it answers. Meanwhile there is time for something else. */
export async function launchAzurite(folder: string, sleep: (ms: number) => Promise<void>): Promise<Launched> {
  mkdirSync(folder, { recursive: true });
  const note = join(folder, 'azurite.json');
  const earlier = readNote(note);
  if (earlier !== undefined && isRunning(earlier.pid) && (await answers(earlier.port)))
    return { ready: async () => localStore(earlier.port, false, () => endByPid(earlier.pid, sleep)), endIfStartedHere: async () => {} };

  const port = await freePort();
  const main = createRequire(import.meta.url).resolve('azurite/dist/src/table/main.js');
  const flags = ['--silent', '--disableTelemetry', '--tableHost', '127.0.0.1', '--tablePort', String(port), '--location', folder];
  // A process group of its own: Ctrl-C must reach the bot first, which then ends this one when nothing more is written.
  const child = spawn(process.execPath, [main, ...flags], { stdio: 'ignore', detached: true });
  if (child.pid !== undefined) writeFileSync(note, JSON.stringify({ pid: child.pid, port }));
  const ready = async (): Promise<LocalStore> => {
    for (let waitedMs = 0; !(await answers(port)); waitedMs += lookEveryMs) {
      if (child.exitCode !== null || waitedMs > readyWithinMs) throw new Error('the sandbox\u2019s store (Azurite) did not start');
      await sleep(lookEveryMs);
    }
    child.unref();
    return localStore(port, true, () => endChild(child, sleep));
  };
  return { ready, endIfStartedHere: () => endChild(child, sleep) };
}

function localStore(port: number, startedHere: boolean, stop: () => Promise<void>): LocalStore {
  return {
    connectionString: `DefaultEndpointsProtocol=http;AccountName=${account};AccountKey=${accountKey};TableEndpoint=http://127.0.0.1:${port}/${account};`,
    startedHere,
    stop,
  };
}

async function endChild(child: ChildProcess, sleep: (ms: number) => Promise<void>): Promise<void> {
  // Only SIGINT makes it write down what it still holds in memory.
  child.kill('SIGINT');
  for (let waitedMs = 0; child.exitCode === null && child.signalCode === null && waitedMs < stopWithinMs; waitedMs += lookEveryMs)
    await sleep(lookEveryMs);
}

async function endByPid(pid: number, sleep: (ms: number) => Promise<void>): Promise<void> {
  process.kill(pid, 'SIGINT');
  for (let waitedMs = 0; isRunning(pid) && waitedMs < stopWithinMs; waitedMs += lookEveryMs) await sleep(lookEveryMs);
}

function readNote(path: string): { readonly pid: number; readonly port: number } | undefined {
  try {
    const { pid, port } = JSON.parse(readFileSync(path, 'utf8')) as { pid: unknown; port: unknown };
    return typeof pid === 'number' && typeof port === 'number' ? { pid, port } : undefined;
  } catch {
    return undefined;
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1', timeout: 500 });
    const end = (there: boolean) => {
      socket.destroy();
      resolve(there);
    };
    socket.once('connect', () => end(true));
    socket.once('error', () => end(false));
    socket.once('timeout', () => end(false));
  });
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      const port = typeof address === 'object' && address !== null ? address.port : 0;
      server.close(() => resolve(port));
    });
  });
}
