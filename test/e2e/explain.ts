// What explains why something was not shown: the bots' own logs, what waits and who holds what, in ids and times only.
import { monitorEventLoopDelay, performance } from 'node:perf_hooks';
import { demoHub } from '../../src/sandbox/demo/people.ts';
import { locate, systemTable } from '../../src/storage/keys.ts';
import type { Deployment } from './apart.ts';

/** Lines of each living bot's log: about its last quarter of a minute when it sends. */
const logLinesMost = 40;
const rowsMost = 1_000;
const inHub = ['outbox', 'card', 'buried'] as const;
const inSystem = ['lease', 'conversation'] as const;

export interface Explainer {
  /** Runs it, and when it fails says first what there is to say. */
  explained(work: () => Promise<void>): Promise<void>;
  stop(): void;
}

/** Begins to watch how late this process is with everything: store, Teams and the way in are in it. */
export function explainerOf(place: Deployment): Explainer {
  const delay = monitorEventLoopDelay({ resolution: 10 });
  delay.enable();
  const fromMs = performance.now();
  const busy = performance.eventLoopUtilization();

  async function rows(table: string, family: string): Promise<readonly string[]> {
    const found = await place.engine.table(table).range(`${family}|`, `${family}}`, rowsMost);
    return found.map(({ key, values }) => `  ${key} ${values['body'] ?? ''}`);
  }
  async function explanation(): Promise<string> {
    const hub = locate('ehub', demoHub);
    const system = systemTable('ehub');
    const ms = (nanoseconds: number): number => Math.round(nanoseconds / 1_000_000);
    const { utilization } = performance.eventLoopUtilization(busy);
    const said = [
      `now ${new Date().toISOString()}; this process in ${Math.round((performance.now() - fromMs) / 1_000)} s: busy ${Math.round(utilization * 100)} %, late by ${ms(delay.mean)} ms on average, ${ms(delay.percentile(99))} ms in the worst hundredth, ${ms(delay.max)} ms at most`,
      `requests on their way: store ${place.store.busy}, bots ${place.front.busy}; 429s ${place.teams.limits.overrunCount()}`,
    ];
    for (const [table, family] of [...inHub.map((each) => [hub, each] as const), ...inSystem.map((each) => [system, each] as const)])
      said.push(`${family} rows`, ...(await rows(table, family)));
    for (const [index, { alive, log }] of place.bots.entries())
      said.push(`bot ${index} ${alive ? 'lives' : 'is dead'}`, ...(alive ? log.slice(-logLinesMost).map((line) => `  ${line}`) : []));
    return `${said.join('\n')}\n`;
  }

  return {
    async explained(work) {
      try {
        await work();
      } catch (error) {
        process.stdout.write(await explanation().catch((why: unknown) => `nothing could be explained: ${String(why)}\n`));
        throw error;
      }
    },
    stop: () => delay.disable(),
  };
}
