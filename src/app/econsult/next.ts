// The next one for somebody: reads a queue for what they could claim, and claims one of it.

import { type Queued, type Turns, turnsOf } from '../../domain/econsult/next.ts';
import type { EConsult } from '../../domain/econsult/state.ts';
import type { Network } from '../../domain/network/state.ts';
import type { Actor, HubId, Instant, OperationId, OrganisationId } from '../../domain/terms.ts';
import type { HandleDeps } from '../handle.ts';
import type { Store } from '../ports.ts';
import type { RulesSource } from '../rules.ts';
import { type EConsultHandled, handleEConsult } from './econsult.ts';
import { econsultKey } from './load.ts';
import { queueOf } from './rows.ts';

export interface NextAsked {
  readonly by: Actor & { readonly kind: 'person' };
  readonly operation: OperationId;
  readonly at: Instant;
}

/** A queue is read this far: a hub's Monday has about 700 open, and the store gives 1,000 rows at a time. */
const rowsRead = 2_000;
/**
 * A press that is delivered twice must not claim twice. Teams gives up sending again within minutes; whatever somebody has claimed within
 * this time is looked at, whether it was by this very press.
 */
const sentAgainWithinMs = 10 * 60_000;

/**
 * What somebody could claim in a queue: one range read, and one point read for each that they have claimed there in the last ten minutes.
 * `before`: what this wish has claimed already. Throws as the store does.
 */
export async function turnsAt(
  store: Store,
  network: Network,
  { by, operation, at }: NextAsked,
  { hub, holder }: { readonly hub: HubId; readonly holder: OrganisationId },
): Promise<Turns & { readonly before: Queued | undefined }> {
  const places = (await queueOf(store, hub, holder, rowsRead)).map((row) => ({ ...row, hub }));
  const isRecent = ({ claimant, claimedAt }: Queued): boolean =>
    claimant === by.id && claimedAt !== undefined && Date.parse(at) - Date.parse(claimedAt) < sentAgainWithinMs;
  let before: Queued | undefined;
  for (const place of places.filter(isRecent)) {
    const loaded = await store.load<EConsult>(econsultKey(hub, place.id));
    if (loaded?.operations.includes(operation)) before = place;
  }
  return { ...turnsOf(places, network, by.id, at), before };
}

/** Claims one for whoever asked; it may have been claimed, or changed, since the queue was read. Errors as `handle`. */
export const claimOf = (
  deps: HandleDeps & { readonly rules: RulesSource },
  { by, operation, at }: NextAsked,
  { hub, id }: Pick<Queued, 'hub' | 'id'>,
): Promise<EConsultHandled> => handleEConsult(deps, { type: 'claim', hub, id, operation, at, by });
