// Loads eConsults as they were last written, from hubs of our network alone.
import type { EConsult } from '../../domain/econsult/state.ts';
import { own } from '../../domain/lookup.ts';
import type { Network } from '../../domain/network/state.ts';
import { isRehearsal } from '../../domain/reference.ts';
import type { EConsultId, HubId } from '../../domain/terms.ts';
import { readAtOnce, someAtATime } from '../at-a-time.ts';
import type { Store, ThingKey } from '../ports.ts';

/** One that is made up for a drill is of a kind of its own, so that no queue, count, day or report of patients ever has it. */
export const econsultKey = (hub: HubId, id: EConsultId): ThingKey => ({ hub, kind: isRehearsal(id) ? 'rehearsal' : 'econsult', id });

/** An eConsult as last written, if that hub is ours and has it. */
export async function loadEConsult(store: Store, network: Network, hub: HubId, id: EConsultId): Promise<EConsult | undefined> {
  if (own(network.hubs, hub) === undefined) return undefined;
  return (await store.load<EConsult>(econsultKey(hub, id)))?.state;
}

/** Several, in their order; those that are not there are left out. */
export async function loadEConsults(
  store: Store,
  network: Network,
  which: readonly { readonly hub: HubId; readonly id: EConsultId }[],
): Promise<readonly EConsult[]> {
  const found = await someAtATime(which, readAtOnce, ({ hub, id }) => loadEConsult(store, network, hub, id));
  return found.filter((it): it is EConsult => it !== undefined);
}
