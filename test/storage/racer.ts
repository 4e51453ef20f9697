// One process of the race between processes: claims every thing it can, over a line that loses answers, and prints what it was told.
import type { Store } from '../../src/app/ports.ts';
import { connectTables } from '../../src/storage/connect.ts';
import { createStore } from '../../src/storage/store.ts';
import { usualPatience } from '../../src/storage/tries.ts';
import { claimed, type Thing, thing } from './given.ts';

export interface Told {
  readonly id: string;
  /** Whom this process's user was told has it. */
  readonly claimant: string;
  /** How often the claim said `conflict`. */
  readonly conflicts: number;
}

const TRIES_MAX = 5;

/** As a use case does it: look, try, and on anything but a yes look again for the own operation before telling anyone. */
async function claim(store: Store, id: string, me: string): Promise<Told> {
  const operation = `${me}.${id}`;
  let conflicts = 0;
  for (let attempt = 0; attempt < TRIES_MAX; attempt++) {
    const before = await store.load<Thing>(thing(id));
    if (before === undefined) throw new Error(`${id} is not there`);
    if (before.operations.includes(operation)) return { id, claimant: me, conflicts };
    if (before.state.claimant !== undefined) return { id, claimant: before.state.claimant, conflicts };
    const result = await store.commit(claimed(id, before, me, operation)).catch((error: Error) => {
      if (error.name !== 'OutcomeUnknown') throw error;
      return { kind: 'conflict' } as const;
    });
    if (result.kind === 'committed') return { id, claimant: me, conflicts };
    conflicts++;
  }
  throw new Error(`${id} was never settled`);
}

async function race(connectionString: string, me: string, ids: readonly string[]): Promise<void> {
  const engine = await connectTables({ connectionString }, { ...usualPatience, retryDelayInMs: 5, maxRetryDelayInMs: 20 });
  const store = createStore(engine, { prefix: 'ehub', writer: me, missing: () => {} });
  process.stdout.write('ready\n');
  // All begin together, when the parent says so.
  await new Promise((resolve) => process.stdin.once('data', resolve));
  const told: Told[] = [];
  for (const id of ids) told.push(await claim(store, id, me));
  process.stdout.write(`${JSON.stringify(told)}\n`);
}

const [connectionString, me, ids] = process.argv.slice(2);
if (connectionString !== undefined && me !== undefined && ids !== undefined) {
  await race(connectionString, me, ids.split(','));
  process.exit(0);
}
