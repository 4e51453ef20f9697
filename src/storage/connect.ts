// Reaches a storage account: by connection string, or by its address and the identity the process runs under.
import { TableClient, type TableServiceClientOptions } from '@azure/data-tables';
import type { Engine } from './engine.ts';
import { type Patience, type Trail, tryPolicy, usualPatience } from './request-tries.ts';
import { tablesEngine } from './tables.ts';

/** `accountUrl` such as `https://account.table.core.windows.net`. */
export type Account = { readonly connectionString: string } | { readonly accountUrl: string };

/**
 * The engine over that account. Nothing is sent yet, so nothing fails yet: ask `store.ping()`.
 * `refused` hears of each 403. Throws on an address without https unless it is this machine's own, since patients' words would travel in the open.
 */
export async function connectTables(account: Account, patience: Patience = usualPatience, refused?: () => void): Promise<Engine> {
  const trails = new WeakMap<object, Trail>();
  const options: TableServiceClientOptions = {
    allowInsecureConnection: mayBeOpen(account),
    retryOptions: {
      maxRetries: patience.maxRetries,
      retryDelayInMs: patience.retryDelayInMs,
      maxRetryDelayInMs: patience.maxRetryDelayInMs,
    },
    additionalPolicies: [{ policy: tryPolicy(patience, trails, refused), position: 'perRetry' }],
  };
  const client = await clientFor(account, options);
  return tablesEngine({ client, patience, trails });
}

async function clientFor(account: Account, options: TableServiceClientOptions): Promise<(table: string) => TableClient> {
  if ('connectionString' in account) {
    return (table) => TableClient.fromConnectionString(account.connectionString, table, options);
  }
  // Only where it is used: it costs start-up time and memory that a connection string does not need.
  const { DefaultAzureCredential } = await import('@azure/identity');
  const credential = new DefaultAzureCredential();
  return (table) => new TableClient(account.accountUrl, table, credential, options);
}

function mayBeOpen(account: Account): boolean {
  if ('connectionString' in account) {
    if (/UseDevelopmentStorage=true/i.test(account.connectionString)) return true;
    const endpoint = /(?:^|;)TableEndpoint=([^;]+)/i.exec(account.connectionString)?.[1];
    if (endpoint !== undefined) return isOpenAndOurs(endpoint);
    if (/DefaultEndpointsProtocol=http(?:;|$)/i.test(account.connectionString)) throw new Error(needsHttps);
    return false;
  }
  return isOpenAndOurs(account.accountUrl);
}

const needsHttps = 'the storage account must be reached by https';
const loopback: ReadonlySet<string> = new Set(['127.0.0.1', 'localhost', '[::1]']);

function isOpenAndOurs(address: string): boolean {
  const url = new URL(address);
  if (url.protocol === 'https:') return false;
  if (!loopback.has(url.hostname)) throw new Error(needsHttps);
  return true;
}
