// Starts the product; the only place that reads the process's environment.
import { randomUUID } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { performance } from 'node:perf_hooks';
import { ConfigFaults, readConfig } from './config.ts';
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
