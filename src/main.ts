// Starts the product; the only place that reads the process's environment.
import { randomUUID } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import { ConfigFaults, readConfig } from './config.ts';
import { own } from './domain/lookup.ts';
import { createLog, errorFields } from './log.ts';

/** A process that cannot end by itself is ended: whatever it held is in the store. */
const stopWithinMs = 20_000;

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
    writeFile: (path: string, text: string) => writeFileSync(path, text),
  };
  const run = {
    doctor: async () => (await import('./commands/doctor.ts')).doctorCommand({ ...desk, nowMs: () => Date.now() }),
    verify: async () => (await import('./commands/verify.ts')).verify(env, say),
    history: async () => (await import('./commands/history.ts')).history(words[0], env, say),
    network: async () => (await import('./commands/network.ts')).networkCommand(words, desk),
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
  const machine = {
    nowMs: () => Date.now(),
    monotonicMs: () => performance.now(),
    sleep,
    newId: randomUUID,
    readFile: (path: string) => readFileSync(path),
    log,
  };
  // Loaded only now: a wrong setting is said at once, not after two seconds of loading.
  const { start } = await import('./start/start.ts');
  const starting = start(config, machine);
  const end = (signal: string): void => {
    log.info('stopping', { signal });
    setTimeout(() => process.exit(1), stopWithinMs).unref();
    // Also when it is told to end while it starts: what has been started by then would go on running.
    starting
      .then((running) => running.stop())
      .then(
        () => process.exit(0),
        (error: unknown) => {
          log.error('stopFailed', errorFields(error));
          process.exit(1);
        },
      );
  };
  process.on('SIGINT', () => end('SIGINT'));
  process.on('SIGTERM', () => end('SIGTERM'));
  const running = await starting;
  // A failed promise must not end a process that others rely on; it is reported and counted.
  process.on('unhandledRejection', (error) => log.error('unhandledRejection', errorFields(error)));
  log.info('ready', { url: running.url, mode: config.mode, startedInMs: Math.round(performance.now()) });
  if (config.mode === 'sandbox') {
    process.stdout.write(
      `\neHub for Teams, sandbox: made-up people on this machine, nothing real.\n\n  ${running.url}/teams\n\nReady in ${(performance.now() / 1_000).toFixed(1)} s. Press Ctrl-C to stop; what happened is kept.\n`,
    );
  }
}

main().catch((error: unknown) => {
  const words = error instanceof ConfigFaults || error instanceof Error ? error.message : String(error);
  process.stderr.write(`eHub for Teams did not start.\n${words}\n`);
  process.exit(1);
});
