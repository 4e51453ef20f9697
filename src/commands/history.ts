// `npm run history -- K7M-4QX`: the whole history of an eConsult, a task, an appointment or a disaster as JSON, for whoever may open the store; no patient's words are in it.
import type { Kind as ThingKind } from '../app/kind.ts';
import { hubsStored } from '../app/network/copy.ts';
import type { Store } from '../app/ports.ts';
import { verifyChain } from '../storage/chain.ts';
import { createStore } from '../storage/store.ts';
import { withStore } from './open-store.ts';

/** Of what there is, the kinds that can be meant by what was typed. */
type Referred = readonly Pick<ThingKind, 'kind' | 'meant'>[];

/** Exit code 0: found, and its chain of hashes holds; 1: not found; 2: the chain is broken. */
export function history(
  reference: string | undefined,
  env: Readonly<Record<string, string | undefined>>,
  say: (line: string) => void,
  kinds: Referred,
): Promise<0 | 1 | 2> {
  return withStore(env, (engine, prefix) =>
    historyIn(createStore(engine, { prefix, writer: 'history', missing: () => undefined }), reference ?? '', say, kinds),
  );
}

/** The same in an open store. Throws as the store does. */
export async function historyIn(store: Store, reference: string, say: (line: string) => void, kinds: Referred): Promise<0 | 1 | 2> {
  const meant = kinds.flatMap((each) => {
    const id = each.meant?.(reference);
    return id === undefined ? [] : [{ kind: each.kind, id }];
  });
  for (const hub of meant.length === 0 ? [] : await hubsStored(store)) {
    for (const { kind, id } of meant) {
      const events = await store.events({ hub, kind, id });
      if (events.length === 0) continue;
      const broken = verifyChain(events);
      say(JSON.stringify({ hub, reference, chain: broken ?? 'intact', events }, undefined, 2));
      return broken === undefined ? 0 : 2;
    }
  }
  say('Nothing has this reference. It looks like K7M-4QX, that of a disaster like D-K7M-4QX.');
  return 1;
}
