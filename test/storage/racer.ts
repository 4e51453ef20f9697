// One process of the race between processes: claims every thing, or every pair, it can, over a line that loses answers, and prints what it was told.
import { handleTogether, wishAbout } from '../../src/app/handle.ts';
import type { Store } from '../../src/app/ports.ts';
import { connectTables } from '../../src/storage/connect.ts';
import { usualPatience } from '../../src/storage/request-tries.ts';
import { createStore } from '../../src/storage/store.ts';
import { at, claims, thing } from './given.ts';

export interface Told {
  /** What was claimed: one thing, or several joined by `+`. */
  readonly ids: string;
  /** Whom this process's user was told has it, or the first of them that somebody else has. */
  readonly claimant: string;
  /** How often the claim said `conflict` or was not answered. */
  readonly unheard: number;
}

async function claim(store: Store, ids: string, me: string): Promise<Told> {
  let commits = 0;
  let heard = 0;
  const commit: Store['commit'] = async (...changes) => {
    commits++;
    const result = await store.commit(...changes);
    if (result.kind === 'committed') heard++;
    return result;
  };
  const counting = { load: store.load.bind(store), known: store.known.bind(store), operationAt: store.operationAt.bind(store), commit };
  const asked = { operation: `${me}.${ids}`, at, by: me };
  const wishes = ids.split('+').map((id) => [id, wishAbout(claims, thing(id), asked, undefined)] as const);
  const answer = await handleTogether(
    { store: Object.assign(Object.create(store), counting), nudge: () => {} },
    Object.fromEntries(wishes),
  );
  const claimant = answer.kind === 'done' ? me : answer.refused.refusal.by;
  return { ids, claimant, unheard: commits - heard };
}

async function race(connectionString: string, me: string, all: readonly string[]): Promise<void> {
  const engine = await connectTables({ connectionString }, { ...usualPatience, retryDelayInMs: 5, maxRetryDelayInMs: 20 });
  const store = createStore(engine, { prefix: 'ehub', writer: me, missing: () => {} });
  process.stdout.write('ready\n');
  // All begin together, when the parent says so.
  await new Promise((resolve) => process.stdin.once('data', resolve));
  const told: Told[] = [];
  for (const ids of all) told.push(await claim(store, ids, me));
  process.stdout.write(`${JSON.stringify(told)}\n`);
}

const [connectionString, me, all] = process.argv.slice(2);
if (connectionString !== undefined && me !== undefined && all !== undefined) {
  await race(connectionString, me, all.split(','));
  process.exit(0);
}
