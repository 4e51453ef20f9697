// What both ways of starting have in common: parts from the configuration and the machine, and stopping in the right order.
import type { Config } from '../config.ts';
import { textOfFile } from '../files/text.ts';
import { remoteKeys } from '../intake/caller.ts';
import { errorFields, type Log } from '../log.ts';
import { createMetrics } from '../metrics.ts';
import type { Serving } from '../server.ts';
import { built } from './built.ts';
import type { About } from './health.ts';
import { createHolidays, type FiledHolidays } from './holidays.ts';
import type { Machine } from './machine.ts';
import { papersBy } from './paper-mail.ts';
import { papersIn } from './papers.ts';
import type { Product, ProductParts } from './product.ts';
import { type CallersInUse, type PracticesInUse, practicesInUse, watching } from './watching.ts';

export interface Running {
  readonly url: string;
  readonly product: Product;
  stop(): Promise<void>;
}

type SharedParts = Omit<ProductParts, 'engine' | 'clock' | 'trust' | 'serviceHosts' | 'serviceUrl' | 'tenants' | 'callers' | 'holidays'> & {
  readonly holidays: FiledHolidays;
  readonly practices: PracticesInUse;
};

/** The product's parts that do not depend on where it runs. */
export async function partsFor(config: Config, machine: Machine): Promise<SharedParts> {
  const tokens = config.callerTokens;
  const practices = practicesInUse(config.practiceList);
  return {
    tablePrefix: config.tablePrefix,
    machineMs: machine.nowMs,
    monotonicMs: machine.monotonicMs,
    sleep: machine.sleep,
    newId: machine.newId,
    holidays: await holidaysFor(config, machine),
    practices,
    setup: { firstLeads: config.firstLeads, practices: practices.current },
    log: machine.log,
    contactKeys: config.contactKeys,
    metrics: createMetrics(),
    ...(config.network === undefined ? {} : { network: { content: config.network, operation: `file|${machine.newId()}` } }),
    ...(config.heartbeatUrl === undefined ? {} : { heartbeatUrl: config.heartbeatUrl }),
    ...(config.tab === undefined ? {} : { tab: { ...config.tab, tenants: config.tenants, keysOf: keysOfTenants() } }),
    ...(config.tab === undefined ? {} : { publicUrl: `https://${config.tab.hostName}` }),
    ...(config.paperFolder === undefined ? {} : { keepPaper: papersIn(config.paperFolder) }),
    ...(config.paperMail === undefined ? {} : { sendPaper: papersBy(config.paperMail) }),
    ...(config.metricsToken === undefined ? {} : { metricsToken: config.metricsToken }),
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

function holidaysFor({ nation, files }: Config, { nowMs, readFile, log }: Machine): Promise<FiledHolidays> {
  return createHolidays({ nation, nowMs, log, ...(files.holidays === undefined ? {} : { text: textOfFile(files.holidays, readFile) }) });
}

/** What `/version` says of this process. */
export function aboutThis({ nowMs, node }: Pick<Machine, 'nowMs' | 'node'>): About {
  const { version, commit } = built;
  return { version, ...(commit === undefined ? {} : { commit }), node, startedAt: new Date(nowMs()).toISOString() };
}

export const brokenRoute =
  (log: Log) =>
  (path: string, error: unknown): void =>
    log.error('broken', { where: path, ...errorFields(error) });

export interface Started {
  readonly config: Pick<Config, 'stopWaitSeconds' | 'files'>;
  readonly machine: Machine;
  readonly serving: Serving;
  readonly product: Product;
  readonly callers: CallersInUse;
  readonly holidays: FiledHolidays;
  readonly practices: PracticesInUse;
  /** What stands beside the product is ended last. */
  readonly beside?: () => Promise<void>;
}

/**
 * From now on its files are looked at. It stops in the order that loses nothing: unready, so that the router sends nobody here any more; once
 * that has had time to notice, no new requests; running ones end; loops end and the lease is given back, so that another instance goes on; then
 * whatever stood beside.
 */
export function running({ config, machine, serving, product, callers, holidays, practices, beside }: Started): Running {
  const looking = watching(config, machine, { callers, holidays, practices, product });
  let stopping: Promise<void> | undefined;
  const stop = async (): Promise<void> => {
    product.unready();
    const waitMs = config.stopWaitSeconds * 1_000;
    await Promise.all([looking.stop(), waitMs > 0 ? machine.sleep(waitMs) : undefined]);
    await serving.stop();
    await product.stop();
    await beside?.();
  };
  return {
    url: serving.url,
    product,
    stop: () => {
      stopping ??= stop();
      return stopping;
    },
  };
}
