// Makes the tables: one for the system, one for the list of hubs and one for each hub.
import { someAtATime } from '../app/at-a-time.ts';
import type { HubId } from '../domain/terms.ts';
import type { Engine } from './engine.ts';
import { locate, systemTable } from './keys.ts';
import { keepSchema } from './schema.ts';

/** The hub id under which it is kept which hubs there are; what each of them is stands in its own table. */
export const NETWORK = 'network';

/** Asked for at a time: two hundred hubs one after the other would take seconds at every start, all at once would be a storm. */
const AT_ONCE = 16;

/**
 * Idempotent: run at every start and whenever a hub is added. A new table is throttled at first, so a hub's is made
 * when the hub is, not with its first eConsult on a Monday morning. Throws `NewerStore` at a table that this program cannot read.
 */
export async function makeTables(engine: Engine, prefix: string, hubs: readonly HubId[]): Promise<void> {
  const names = new Set([systemTable(prefix), locate(prefix, NETWORK), ...hubs.map((hub) => locate(prefix, hub))]);
  await someAtATime([...names], AT_ONCE, async (name) => {
    await engine.create(name);
    await keepSchema(engine, name);
  });
}
