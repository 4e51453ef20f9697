// One instance of the sweep as a process of its own: the real clockwork, leases and sweep, with a clock that runs fast and a place to stand still.

import { createInterface } from 'node:readline';
import { lookAtEConsult } from '../../src/app/econsult/serve.ts';
import type { Store } from '../../src/app/ports.ts';
import { sweep } from '../../src/app/sweep/sweep.ts';
import { type Every, startClockwork } from '../../src/schedule/cron.ts';
import { connectTables } from '../../src/storage/connect.ts';
import { createLeases } from '../../src/storage/lease.ts';
import { createStore } from '../../src/storage/store.ts';
import { but } from '../app/desk.ts';
import { hub, hubRules } from '../hub.ts';

/** What a process is started with. */
export interface Setup {
  readonly connectionString: string;
  readonly me: string;
  readonly every: Every;
}
/** What it is told, a line each: when its clock begins and how fast it goes, to stand still in its next large sweep, to go on, to end. */
export type Order =
  | { readonly do: 'begin'; readonly atMs: number; readonly as: string; readonly timesFaster: number }
  | { readonly do: 'stand'; readonly when: 'beforeWriting' | 'whileWriting' }
  | { readonly do: 'goOn' }
  | { readonly do: 'stop' };
/** What it says, a line each. */
export type Line =
  | { readonly what: 'ready' | 'standing' | 'conflict' | 'stopped' }
  | { readonly what: 'begins' | 'ended'; readonly now: string }
  | { readonly what: 'swept'; readonly due: number; readonly failed: number }
  | { readonly what: 'failed'; readonly error: string };

/** It stands still after so many writes of a sweep, and only where as many are left: in the midst. */
export const midst = 3;

async function run({ connectionString, me, every }: Setup): Promise<void> {
  const say = (line: Line): void => {
    process.stdout.write(`${JSON.stringify(line)}\n`);
  };
  const engine = await connectTables({ connectionString });
  const real = createStore(engine, { prefix: 'ehub', writer: me, missing: (_, key) => say({ what: 'failed', error: `missing ${key}` }) });
  await real.ping();
  let now = (): string => '';
  let stands: 'beforeWriting' | 'whileWriting' | undefined;
  let goOn = (): void => {};
  let due = 0;
  let writes = 0;
  const store: Store = but(real, {
    due: async (...how) => {
      const rows = await real.due(...how);
      due = rows.length;
      return rows;
    },
    commit: async (change, ...more) => {
      writes += 1;
      if (stands !== undefined && writes > midst && due >= 2 * midst) {
        const when = stands;
        stands = undefined;
        // Under way and never heard of again: it may have been written or not.
        const writing = when === 'whileWriting' ? real.commit(change, ...more) : undefined;
        const released = new Promise<void>((resolve) => {
          goOn = resolve;
        });
        say({ what: 'standing' });
        await released;
        if (writing) return writing;
      }
      const result = await real.commit(change, ...more);
      if (result.kind === 'conflict') say({ what: 'conflict' });
      return result;
    },
  });
  const clockwork = (): ReturnType<typeof startClockwork> =>
    startClockwork(
      createLeases(engine, 'ehub', { now: () => new Date().toISOString() }),
      me,
      async () => {
        writes = 0;
        const looked = now();
        say({ what: 'begins', now: looked });
        const around = { store, nudge: () => {}, rules: { now: async () => hubRules } };
        const deps = { ...around, looks: new Map([['econsult', lookAtEConsult(around)]]), clock: { now: () => looked } };
        const { due: all, failed } = await sweep({ ...deps, report: (event) => event.kind === 'failed' && tell(event.error) }, hub);
        say({ what: 'swept', due: all, failed });
        say({ what: 'ended', now: now() });
      },
      tell,
      () => performance.now(),
      every,
    );
  function tell(error: unknown): void {
    say({ what: 'failed', error: String(error) });
  }
  let running: ReturnType<typeof startClockwork> | undefined;
  createInterface({ input: process.stdin }).on('line', async (text) => {
    const order = JSON.parse(text) as Order;
    switch (order.do) {
      case 'begin':
        now = () => new Date(Date.parse(order.as) + (Date.now() - order.atMs) * order.timesFaster).toISOString();
        running = clockwork();
        return;
      case 'stand':
        stands = order.when;
        return;
      case 'goOn':
        goOn();
        return;
      case 'stop':
        await running?.stop();
        say({ what: 'stopped' });
        process.exit(0);
    }
  });
  say({ what: 'ready' });
}

const [setup] = process.argv.slice(2);
if (setup !== undefined) await run(JSON.parse(setup) as Setup);
