// What of eConsults somebody may know of: several by their ids, and what is theirs. Nothing is handed out that is not for them.
import type { EConsult } from '../../domain/econsult/state.ts';
import { maySee } from '../../domain/network/access.ts';
import { hubsWithWorkFor } from '../../domain/network/buddies.ts';
import type { Network } from '../../domain/network/state.ts';
import { mostUrgentFirst } from '../../domain/queue-order.ts';
import type { EConsultId, HubId, PersonId } from '../../domain/terms.ts';
import type { Store } from '../ports.ts';
import { loadEConsults } from './load.ts';
import { type OpenRow, opensIn } from './rows.ts';

/** Those of several that this person may know of, in their order. Errors as `Store.load`. */
export async function seeEach(
  store: Store,
  network: Network,
  person: PersonId,
  which: readonly { readonly hub: HubId; readonly id: EConsultId }[],
): Promise<readonly EConsult[]> {
  return (await loadEConsults(store, network, which)).filter((it) => maySee(network, person, it));
}

/** An open one as its queue shows it, and whose it is. */
export type Placed = OpenRow & { readonly hub: HubId };

/**
 * What somebody has, and what is meant for them, at the hubs they work at or for: the most urgent first, then by target. One range read for
 * each of those hubs. Errors as `Store.opens`.
 */
export async function workOf(store: Pick<Store, 'opens'>, network: Network, person: PersonId): Promise<readonly Placed[]> {
  const open = hubsWithWorkFor(network, person).map(async (hub) => (await opensIn(store, hub)).map((row) => ({ ...row, hub })));
  return (await Promise.all(open))
    .flat()
    .filter(({ claimant, assignee }) => claimant === person || assignee === person)
    .filter((place) => maySee(network, person, place))
    .sort(mostUrgentFirst);
}
