// The names that may stand in any note, because they are colleagues' and organisations': they are told apart from a patient's.
import { own } from '../lookup.ts';
import type { HubId } from '../terms.ts';
import { type Network, nameSet, organisationsOf } from './state.ts';
import { staffConcerning } from './who-is-where.ts';

/** Names of those who work at a hub, at its practices or for them, and of these organisations. */
export function namesAround(network: Network, hub: HubId) {
  const organisations = organisationsOf(network, hub);
  const ids = new Set(organisations.flatMap((each) => staffConcerning(network, each).map(({ id }) => id)));
  return {
    staff: [...ids].flatMap((id) => own(network.staff, id)?.name ?? []),
    organisations: organisations.flatMap((each) => nameSet(network, each) ?? []),
  };
}
