// `npm run verify`: reads a whole store and says where it contradicts itself: event chains, queues, timers, outbox. Changes nothing.
import { hubsStored } from '../app/network/copy.ts';
import { rosterKey } from '../app/network/parts.ts';
import { inspect } from '../storage/inspect.ts';
import { createStore } from '../storage/store.ts';
import { withStore } from './open-store.ts';

/** Exit code 0: nothing found; 1: something was. */
export function verify(env: Readonly<Record<string, string | undefined>>, say: (line: string) => void): Promise<0 | 1> {
  return withStore(env, async (engine, prefix) => {
    const store = createStore(engine, { prefix, writer: 'verify', missing: () => undefined });
    let faults = 0;
    for (const hub of [rosterKey.hub, ...(await hubsStored(store))]) {
      const { things, events, findings } = await inspect(engine, prefix, hub);
      say(`${hub}: ${things} things, ${events} events, ${findings.length} findings`);
      for (const finding of findings) say(`  ${JSON.stringify(finding)}`);
      faults += findings.length;
    }
    return faults === 0 ? 0 : 1;
  });
}
