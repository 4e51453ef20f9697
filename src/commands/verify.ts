// `npm run verify`: reads a whole store and says where it contradicts itself: event chains, queues, timers, outbox. Changes nothing.
import { rosterKey } from '../app/network/parts.ts';
import { inspect } from '../storage/inspect.ts';
import { hubsIn, namesStore, withStore } from './open-store.ts';

/** Exit code 0: nothing found; 1: something was, or there is no hub to look at. */
export function verify(env: Readonly<Record<string, string | undefined>>, say: (line: string) => void): Promise<0 | 1> {
  return withStore(env, async (engine, prefix) => {
    if (!namesStore(env)) say('No store is named in the settings: this is the sandbox\u2019s, on this machine.');
    const hubs = await hubsIn(engine, prefix);
    if (hubs.length === 0) {
      say(
        `There is no hub in the tables that begin with ${prefix}: nothing was looked at. Is EHUB_TABLE_PREFIX the installed system\u2019s?`,
      );
      return 1;
    }
    let faults = 0;
    for (const hub of [rosterKey.hub, ...hubs]) {
      const { things, events, findings } = await inspect(engine, prefix, hub);
      say(`${hub}: ${things} things, ${events} events, ${findings.length} findings`);
      for (const finding of findings) say(`  ${JSON.stringify(finding)}`);
      faults += findings.length;
    }
    return faults === 0 ? 0 : 1;
  });
}
