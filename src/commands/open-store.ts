// Opens the configured store for a command that runs beside the product: the sandbox's own, started if it is not running.
import { setTimeout as delay } from 'node:timers/promises';
import { hubsStored } from '../app/network/copy.ts';
import { StoreAway } from '../app/store-errors.ts';
import { readConfig } from '../config.ts';
import type { HubId } from '../domain/terms.ts';
import { startAzurite } from '../sandbox/azurite.ts';
import { connectTables } from '../storage/connect.ts';
import type { Engine } from '../storage/engine.ts';
import { type Patience, usualPatience } from '../storage/request-tries.ts';
import { createStore } from '../storage/store.ts';

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

/** Said on purpose that the sandbox's store is meant. */
export const sandboxFlag = '--sandbox';

/** Whether the settings name a store. Where they do not, `withStore` opens the sandbox's. An empty setting names none. */
export const namesStore = (env: Readonly<Record<string, string | undefined>>): boolean =>
  Boolean(env['EHUB_STORAGE_ACCOUNT_URL']) || Boolean(env['EHUB_STORAGE_CONNECTION']);

/** The hubs in a store; none where its tables are not there, which is what a wrong prefix looks like. Otherwise throws as the store does. */
export async function hubsIn(engine: Engine, prefix: string): Promise<readonly HubId[]> {
  try {
    return await hubsStored(createStore(engine, { prefix, writer: 'command', missing: () => undefined }));
  } catch (error) {
    if (isMissingTable(error)) return [];
    throw error;
  }
}

export const isMissingTable = (error: unknown): boolean => error instanceof StoreAway && error.code === 'TableNotFound';
