// Starts the product; the only place that reads the process's environment.
import { randomUUID } from 'node:crypto';
import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { performance } from 'node:perf_hooks';
import { ConfigFaults, readConfig } from './config.ts';
import { own } from './domain/lookup.ts';
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

const say = (line: string): void => void process.stdout.write(`${line}\n`);
const warn = (line: string): void => void process.stderr.write(`${line}\n`);

/** Does what stands beside the product, loading only what it needs; `false`: the word is no command, so the product is meant. */
async function ranCommand(name: string | undefined, words: readonly string[]): Promise<boolean> {
  const { env } = process;
  const now = (): string => new Date().toISOString();
  const desk = {
    ...{ env, say, now, newId: randomUUID },
    readFile: (path: string) => readFileSync(path),
    writeFile: (path: string, content: string | Uint8Array): void => {
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, content);
    },
  };
  const run = {
    doctor: async () => (await import('./commands/doctor.ts')).doctorCommand({ ...desk, nowMs: () => Date.now() }),
    verify: async () => (await import('./commands/verify.ts')).verify(env, say),
    history: async () => (await import('./commands/history.ts')).history(words[0], env, say, (await import('./kinds.ts')).decided),
    network: async () => (await import('./commands/network.ts')).networkCommand(words, desk),
    manifest: async () => (await import('./commands/manifest.ts')).manifestCommand(words, desk),
    rota: async () => (await import('./commands/rota.ts')).rotaCommand(words, desk),
    export: async () => {
      const { createOwnFile: createFile } = await import('./commands/whole-files.ts');
      return (await import('./commands/export.ts')).exportCommand(words, { env, say, warn, now, createFile });
    },
    restore: async () => {
      const { linesOf } = await import('./commands/whole-files.ts');
      return (await import('./commands/restore.ts')).restoreCommand(words, { env, say, warn, linesOf });
    },
  };
  const command = name === undefined ? undefined : own<() => Promise<number>>(run, name);
  if (command === undefined) return false;
  process.exitCode = await command();
  return true;
}

async function main(): Promise<void> {
  if (await ranCommand(process.argv[2], process.argv.slice(3))) return;
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
