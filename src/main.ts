// Starts the product; the only place that reads the process's environment.
import { randomUUID } from 'node:crypto';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
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
  if (process.argv[2] === 'network' || process.argv[2] === 'rota') {
    const { networkCommand } = await import('./commands/network.ts');
    const { rotaCommand } = await import('./commands/rota.ts');
    const command = process.argv[2] === 'network' ? networkCommand : rotaCommand;
    process.exitCode = await command(process.argv.slice(3), {
      env: process.env,
      say: (line) => process.stdout.write(`${line}\n`),
      readFile: (path) => readFileSync(path),
      writeFile: (path, text) => writeFileSync(path, text),
      now: () => new Date().toISOString(),
      newId: randomUUID,
    });
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
