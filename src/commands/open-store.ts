// Opens the configured store for a command that runs beside the product: the sandbox's own, started if it is not running.
import { setTimeout as delay } from 'node:timers/promises';
import { readConfig } from '../config.ts';
import { startAzurite } from '../sandbox/azurite.ts';
import { connectTables } from '../storage/connect.ts';
import type { Engine } from '../storage/engine.ts';
import { type Patience, usualPatience } from '../storage/tries.ts';

/** Does something with the store that the settings name, and leaves it as it was found: running or not. */
export async function withStore<T>(
  env: Readonly<Record<string, string | undefined>>,
  work: (engine: Engine, tablePrefix: string) => Promise<T>,
  patience: Patience = usualPatience,
): Promise<T> {
  const config = readConfig(env);
  const local = config.storage ? undefined : await startAzurite(config.dataFolder, (ms) => delay(ms));
  try {
    const account = config.storage ?? { connectionString: local?.connectionString ?? '' };
    return await work(await connectTables(account, patience), config.tablePrefix);
  } finally {
    if (local?.startedHere) await local.stop();
  }
}
