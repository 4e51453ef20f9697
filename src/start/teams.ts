// Starts the product in Teams as configured, or refuses if anything is missing.
import type { Config } from '../config.ts';
import { serve } from '../server.ts';
import { connectTables } from '../storage/connect.ts';
import { brokenRoute, type Machine, partsFor, type Running, running } from './parts.ts';
import { createProduct } from './product.ts';

export async function startTeams(config: Config, machine: Machine): Promise<Running> {
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
  product.runClock();
  return running(serving, product, async () => {});
}
