// `npm run history -- K7M-4QX`: an eConsult's whole history as JSON, for whoever may open the store; no patient's words are in it.
import { econsultKey } from '../app/econsult/load.ts';
import { hubsStored } from '../app/network/copy.ts';
import { idOf } from '../domain/reference.ts';
import { verifyChain } from '../storage/chain.ts';
import { createStore } from '../storage/store.ts';
import { withStore } from './open-store.ts';

/** Exit code 0: found, and its chain of hashes holds; 1: not found; 2: the chain is broken. */
export function history(
  reference: string | undefined,
  env: Readonly<Record<string, string | undefined>>,
  say: (line: string) => void,
): Promise<0 | 1 | 2> {
  return withStore(env, async (engine, prefix) => {
    const id = idOf(reference ?? '');
    const store = createStore(engine, { prefix, writer: 'history', missing: () => undefined });
    const hubs = await hubsStored(store);
    for (const hub of id === undefined ? [] : hubs) {
      const events = await store.events(econsultKey(hub, id ?? ''));
      if (events.length === 0) continue;
      const broken = verifyChain(events);
      say(JSON.stringify({ hub, reference, chain: broken ?? 'intact', events }, undefined, 2));
      return broken === undefined ? 0 : 2;
    }
    say('No eConsult has this reference. It looks like K7M-4QX.');
    return 1;
  });
}
