// What both ways of starting have in common: parts from the configuration and the machine, and stopping in the right order.
import type { Config } from '../config.ts';
import { textOfFile } from '../files/text.ts';
import { remoteKeys } from '../intake/caller.ts';
import { errorFields, type Log } from '../log.ts';
import { createMetrics } from '../metrics.ts';
import type { Serving } from '../server.ts';
import { createHolidays, type HolidaySource } from './holidays.ts';
import type { Product, ProductParts } from './product.ts';

/** What comes from the machine: given, so that a test can give its own. */
export interface Machine {
  /** Milliseconds since 1970. */
  readonly nowMs: () => number;
  readonly monotonicMs: () => number;
  readonly sleep: (ms: number, wake?: AbortSignal) => Promise<void>;
  readonly newId: () => string;
  readonly readFile: (path: string) => Uint8Array;
  readonly log: Log;
}

export interface Running {
  readonly url: string;
  readonly product: Product;
  stop(): Promise<void>;
}

type SharedParts = Omit<ProductParts, 'engine' | 'clock' | 'trust' | 'serviceHosts' | 'serviceUrl' | 'tenants' | 'callers'>;

/** The product's parts that do not depend on where it runs. */
export async function partsFor(config: Config, machine: Machine): Promise<SharedParts> {
  const tokens = config.callerTokens;
  return {
    tablePrefix: config.tablePrefix,
    machineMs: machine.nowMs,
    monotonicMs: machine.monotonicMs,
    sleep: machine.sleep,
    newId: machine.newId,
    holidays: await holidaysFor(config, machine),
    log: machine.log,
    metrics: createMetrics(),
    ...(config.network === undefined ? {} : { network: { content: config.network, operation: `file|${machine.newId()}` } }),
    ...(config.heartbeatUrl === undefined ? {} : { heartbeatUrl: config.heartbeatUrl }),
    ...(config.tab === undefined ? {} : { tab: { ...config.tab, tenants: config.tenants, keysOf: keysOfTenants() } }),
    ...(tokens === undefined
      ? {}
      : {
          callerTokens: {
            keys: keysOfTenants()(tokens.tenantId),
            issuers: [`https://login.microsoftonline.com/${tokens.tenantId}/v2.0`, `https://sts.windows.net/${tokens.tenantId}/`],
            audiences: [tokens.audience],
          },
        }),
  };
}

/** Each tenant's signing keys, fetched when first asked for and kept. For tenants of the settings only: whoever may name others could fill it. */
function keysOfTenants() {
  const known = new Map<string, ReturnType<typeof remoteKeys>>();
  return (tenantId: string) => {
    const keys = known.get(tenantId) ?? remoteKeys(`https://login.microsoftonline.com/${tenantId}/discovery/v2.0/keys`);
    known.set(tenantId, keys);
    return keys;
  };
}

function holidaysFor({ nation, holidaysFile }: Config, { nowMs, readFile, log }: Machine): Promise<HolidaySource> {
  return createHolidays({
    nation,
    nowMs,
    log,
    ...(holidaysFile === undefined ? {} : { readFile: () => textOfFile(holidaysFile, readFile) }),
  });
}

export const brokenRoute =
  (log: Log) =>
  (path: string, error: unknown): void =>
    log.error('broken', { where: path, ...errorFields(error) });

/** Stops in the order that loses nothing: no new requests, running ones end, loops end, then whatever stood beside. */
export function running(serving: Serving, product: Product, beside: () => Promise<void>): Running {
  let stopping: Promise<void> | undefined;
  return {
    url: serving.url,
    product,
    stop: () => {
      stopping ??= (async () => {
        await Promise.all([serving.stop(), product.stop()]);
        await beside();
      })();
      return stopping;
    },
  };
}
