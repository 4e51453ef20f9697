// Runs the product until the process is told to end, and ends it in the order that loses nothing.
import type { Config } from '../config.ts';
import { type EndingLog, errorFields } from '../log.ts';
import { stopAfterMs } from '../server.ts';
import type { Machine } from './machine.ts';
import { EndedWhileStarting } from './store-away.ts';

/** What ends a process, as node has it. */
export interface Process {
  on(signal: 'SIGINT' | 'SIGTERM' | 'unhandledRejection', told: (why: unknown) => void): unknown;
  exit(code: number): void;
}

/**
 * Beyond the wait for the router and the running requests, in ms: loops end their pass, and the lease is given back. A process that cannot end by
 * itself is ended then, before the platform does it: whatever it held is in the store.
 */
const giveBackMs = 6_000;

/** Rejects, in words, when it cannot start. Resolves when it is ready; then it runs until a signal comes. */
export async function run(
  config: Config,
  machine: Omit<Machine, 'ending' | 'log'> & { readonly log: EndingLog },
  own: Process,
): Promise<void> {
  const { log } = machine;
  const ending = new AbortController();
  // Loaded only now: a wrong setting is said at once, not after two seconds of loading.
  const { start } = await import('./start.ts');
  const starting = start(config, { ...machine, ending: ending.signal });
  const exit = (code: number): void => {
    log.flush();
    own.exit(code);
  };
  const end = (signal: string): void => {
    log.info('stopping', { signal });
    setTimeout(() => exit(1), config.stopWaitSeconds * 1_000 + stopAfterMs + giveBackMs).unref();
    ending.abort();
    // Also when it is told to end while it starts: what has been started by then would go on running.
    starting
      .then((running) => running.stop())
      .then(
        () => exit(0),
        (error: unknown) => {
          if (error instanceof EndedWhileStarting) return exit(0);
          log.error('stopFailed', errorFields(error));
          exit(1);
        },
      );
  };
  own.on('SIGINT', () => end('SIGINT'));
  own.on('SIGTERM', () => end('SIGTERM'));
  const running = await starting.catch((error: unknown) => {
    // Whoever told it to end ends it.
    if (error instanceof EndedWhileStarting) return undefined;
    throw error;
  });
  if (running === undefined) return;
  // A failed promise must not end a process that others rely on; it is reported and counted.
  own.on('unhandledRejection', (error) => log.error('unhandledRejection', errorFields(error)));
  log.info('ready', { url: running.url, mode: config.mode, startedInMs: Math.round(machine.monotonicMs()) });
  if (config.mode === 'sandbox') {
    machine.say(
      `\neHub for Teams, sandbox: made-up people on this machine, nothing real.\n\n  ${running.url}/teams\n\nReady in ${(machine.monotonicMs() / 1_000).toFixed(1)} s. Press Ctrl-C to stop; what happened is kept.\n`,
    );
  }
}
