// `npm run verify`: reads a whole store and says where it contradicts itself: event chains, queues, timers, outbox. Changes nothing.
import { setTimeout as delay } from 'node:timers/promises';
import { networkKey } from './app/things.ts';
import { readConfig } from './config.ts';
import type { Network } from './domain/network/state.ts';
import { startAzurite } from './sandbox/azurite.ts';
import { connectTables } from './storage/connect.ts';
import { inspect } from './storage/inspect.ts';
import { createStore } from './storage/store.ts';

/** Exit code 0: nothing found; 1: something was. */
export async function verify(env: Readonly<Record<string, string | undefined>>, say: (line: string) => void): Promise<0 | 1> {
  const config = readConfig(env);
  const local = config.storage ? undefined : await startAzurite(config.dataFolder, (ms) => delay(ms));
  try {
    const engine = await connectTables(config.storage ?? { connectionString: local?.connectionString ?? '' });
    const store = createStore(engine, { prefix: config.tablePrefix, writer: 'verify', missing: () => undefined });
    const network = (await store.load<Network>(networkKey))?.state;
    let faults = 0;
    for (const hub of [networkKey.hub, ...Object.keys(network?.hubs ?? {})]) {
      const { things, events, findings } = await inspect(engine, config.tablePrefix, hub);
      say(`${hub}: ${things} things, ${events} events, ${findings.length} findings`);
      for (const finding of findings) say(`  ${JSON.stringify(finding)}`);
      faults += findings.length;
    }
    return faults === 0 ? 0 : 1;
  } finally {
    if (local?.startedHere) await local.stop();
  }
}
