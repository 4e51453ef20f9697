// Starts the product; the only place that reads the process's environment.
import { randomUUID } from 'node:crypto';
import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { performance } from 'node:perf_hooks';
import { ConfigFaults, readConfig } from './config.ts';
import { createLog } from './log.ts';

const sleep = (ms: number, wake?: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (wake?.aborted) return resolve();
    const timer = setTimeout(done, ms);
    wake?.addEventListener('abort', done, { once: true });
    function done(): void {
      clearTimeout(timer);
      wake?.removeEventListener('abort', done);
      resolve();
    }
  });

/** What commands that read and write files get of the machine. */
const desk = {
  env: process.env,
  say: (line: string): void => void process.stdout.write(`${line}\n`),
  readFile: (path: string) => readFileSync(path),
  writeFile: (path: string, content: string | Uint8Array): void => {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
  },
  now: () => new Date().toISOString(),
  newId: randomUUID,
};

/** Commands that read and write files; each is loaded only when it is called. */
async function fileCommandCalled(word: string | undefined) {
  if (word === 'network') return (await import('./commands/network.ts')).networkCommand;
  if (word === 'rota') return (await import('./commands/rota.ts')).rotaCommand;
  return word === 'manifest' ? (await import('./commands/manifest.ts')).manifestCommand : undefined;
}

async function main(): Promise<void> {
  if (process.argv[2] === 'verify') {
    const { verify } = await import('./commands/verify.ts');
    process.exitCode = await verify(process.env, (line) => process.stdout.write(`${line}\n`));
    return;
  }
  if (process.argv[2] === 'history') {
    const { history } = await import('./commands/history.ts');
    process.exitCode = await history(process.argv[3], process.env, (line) => process.stdout.write(`${line}\n`));
    return;
  }
  const fileCommand = await fileCommandCalled(process.argv[2]);
  if (fileCommand !== undefined) {
    process.exitCode = await fileCommand(process.argv.slice(3), desk);
    return;
  }
  const config = readConfig(process.env);
  const log = createLog(config.logLevel);
  const { run } = await import('./start/run.ts');
  const machine = {
    nowMs: () => Date.now(),
    monotonicMs: () => performance.now(),
    sleep,
    newId: randomUUID,
    readFile: (path: string) => readFileSync(path),
    stampOf,
    node: process.version,
    say: (text: string) => process.stdout.write(text),
    log,
  };
  await run(config, machine, process);
}

/** Differs once a file has been written anew; `undefined` where it is not there. */
function stampOf(path: string): string | undefined {
  const found = statSync(path, { throwIfNoEntry: false });
  return found && `${found.mtimeMs} ${found.size} ${found.ino}`;
}

main().catch((error: unknown) => {
  const words = error instanceof ConfigFaults || error instanceof Error ? error.message : String(error);
  process.stderr.write(`eHub for Teams did not start.\n${words}\n`);
  process.exit(1);
});
