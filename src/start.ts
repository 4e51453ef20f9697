// Starts the product as configured: in Teams, or in the sandbox with a store and a local Teams of its own.
import type { Config } from './config.ts';
import type { Holidays } from './domain/hours.ts';
import { remoteKeys } from './intake/caller.ts';
import type { Log } from './log.ts';
import { errorFields } from './log.ts';
import { createMetrics } from './metrics.ts';
import { readNetworkFile } from './network-file.ts';
import { createProduct, type Product, type ProductParts } from './product.ts';
import { bankHolidays } from './schedule/holidays.ts';
import { type Serving, serve } from './server.ts';
import { connectTables } from './storage/connect.ts';

/** What comes from the machine: given, so that a test can give its own. */
export interface Machine {
  /** Milliseconds since 1970. */
  readonly nowMs: () => number;
  readonly monotonicMs: () => number;
  readonly sleep: (ms: number, wake?: AbortSignal) => Promise<void>;
  readonly newId: () => string;
  readonly readFile: (path: string) => string;
  readonly log: Log;
}

export interface Running {
  readonly url: string;
  readonly product: Product;
  stop(): Promise<void>;
}

/** Bank holidays are taken for the years around now: no clock runs longer. */
const holidayYearsBack = 1;
const holidayYearsAhead = 2;

/** Starts everything. Rejects, with what is wrong in words, when something needed is missing. */
export async function start(config: Config, machine: Machine): Promise<Running> {
  return config.mode === 'sandbox' ? (await import('./start-sandbox.ts')).startSandbox(config, machine) : startTeams(config, machine);
}

async function startTeams(config: Config, machine: Machine): Promise<Running> {
  if (config.storage === undefined || config.trust === undefined) throw new Error('storage and trust are checked by readConfig');
  const clock = { now: () => new Date(machine.nowMs()).toISOString() };
  const product = await createProduct({
    ...(await partsFor(config, machine)),
    engine: await connectTables(config.storage),
    clock,
    trust: config.trust,
    serviceHosts: config.serviceHosts,
    serviceUrl: config.serviceUrl,
    tenants: config.tenants,
    callers: config.callers,
  });
  const serving = await serve(async () => product.routes, config.host, config.port, brokenRoute(machine.log));
  product.run();
  return running(serving, product, async () => {});
}

type SharedParts = Omit<ProductParts, 'engine' | 'clock' | 'trust' | 'serviceHosts' | 'serviceUrl' | 'tenants' | 'callers'>;

/** What both ways of starting have in common. */
export async function partsFor(config: Config, machine: Machine): Promise<SharedParts> {
  const tokens = config.callerTokens;
  return {
    tablePrefix: config.tablePrefix,
    machineMs: machine.nowMs,
    monotonicMs: machine.monotonicMs,
    sleep: machine.sleep,
    newId: machine.newId,
    holidays: await holidaysAround(machine.nowMs()),
    log: machine.log,
    metrics: createMetrics(),
    ...(config.networkFile === undefined ? {} : { network: networkFrom(config.networkFile, machine) }),
    ...(tokens === undefined
      ? {}
      : {
          callerTokens: {
            keys: remoteKeys(`https://login.microsoftonline.com/${tokens.tenantId}/discovery/v2.0/keys`),
            issuers: [`https://login.microsoftonline.com/${tokens.tenantId}/v2.0`, `https://sts.windows.net/${tokens.tenantId}/`],
            audiences: [tokens.audience],
          },
        }),
  };
}

function networkFrom(path: string, machine: Machine): NonNullable<ProductParts['network']> {
  const read = readNetworkFile(machine.readFile(path));
  if ('faults' in read)
    throw new Error(`The network file ${path} needs attention:\n${read.faults.map((fault) => `  - ${fault}`).join('\n')}`);
  return { content: read.network, operation: `file|${machine.newId()}` };
}

export async function holidaysAround(nowMs: number): Promise<Holidays> {
  const year = new Date(nowMs).getUTCFullYear();
  return bankHolidays('englandAndWales', year - holidayYearsBack, year + holidayYearsAhead);
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
