// Starts the product in Teams as configured, or refuses if anything is missing.
import type { Config } from '../config.ts';
import { serve } from '../server.ts';
import { connectTables } from '../storage/connect.ts';
import { usualPatience } from '../storage/request-tries.ts';
import { versionRoute, waitingRoutes } from './health.ts';
import type { Machine } from './machine.ts';
import { aboutThis, brokenRoute, partsFor, type Running, running } from './parts.ts';
import { createProduct, type Product } from './product.ts';
import { onceStoreAnswers, placeOf } from './store-away.ts';
import { callersInUse } from './watching.ts';

/** Listens before the store is reached, so that whoever looks finds it alive and not ready, with the reason in its log. */
export async function startTeams(config: Config, machine: Machine): Promise<Running> {
  const { storage, trust } = config;
  if (storage === undefined || trust === undefined) throw new Error('storage and trust are checked by readConfig');
  const shared = await partsFor(config, machine);
  const callers = callersInUse(config.callers);
  const engine = await connectTables(storage, usualPatience, () => shared.metrics.storeRefused.inc());
  const version = versionRoute(aboutThis(machine));
  const make = (): Promise<Product> =>
    createProduct({
      ...shared,
      engine,
      clock: { now: () => new Date(machine.nowMs()).toISOString() },
      trust,
      serviceHosts: config.serviceHosts,
      serviceUrl: config.serviceUrl,
      tenants: config.tenants,
      callers: callers.current,
    });
  let made: Product | undefined;
  const serving = await serve(
    async () => {
      made = await onceStoreAnswers(machine, placeOf(storage), make);
      return [...made.routes, version];
    },
    config.host,
    config.port,
    brokenRoute(machine.log),
    [...waitingRoutes, version],
  );
  if (made === undefined) throw new Error('the server serves only once the product is made');
  const product = made;
  product.run();
  product.runClock();
  return running({ config, machine, serving, product, callers, holidays: shared.holidays, practices: shared.practices });
}
