// While Teams is the trouble, the paper that people work from is kept anew every hour, where the settings say.
import { type Paper, paperOf } from '../../domain/disaster/paper.ts';
import { inForceAt } from '../../domain/network/in-force.ts';
import type { Network } from '../../domain/network/state.ts';
import type { HubId } from '../../domain/terms.ts';
import { opensIn } from '../econsult/rows.ts';
import type { NetworkSource } from '../network/network.ts';
import type { Clock, Store } from '../ports.ts';

/** Where papers are kept; one of the same hub and hour takes the earlier one's place. Rejects when it cannot be written. */
export type KeepPaper = (paper: Paper, network: Network) => Promise<void>;

interface PapersDeps {
  readonly store: Pick<Store, 'opens'>;
  readonly network: NetworkSource;
  readonly clock: Clock;
  /** Absent: no place is set, and no paper is kept. */
  readonly keepPaper?: KeepPaper;
}

/** Asked after each sweep: one read an hour for a hub where Teams is the trouble, and none for any other. Throws as the store and `keepPaper` do. */
export function keepsPapers({ store, network, clock, keepPaper }: PapersDeps): (hub: HubId) => Promise<void> {
  const kept = new Map<HubId, string>();
  return async (hub) => {
    if (keepPaper === undefined) return;
    const at = clock.now();
    const now = await network.current();
    if (!inForceAt(now, hub, at).some(({ type }) => type === 'teamsTrouble')) return;
    const hour = at.slice(0, 'yyyy-mm-ddThh'.length);
    if (kept.get(hub) === hour) return;
    await keepPaper(paperOf(hub, await opensIn(store, hub), now, at), now);
    kept.set(hub, hour);
  };
}
