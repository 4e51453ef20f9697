// Agreements between buddies: who may take whose work in a disaster.
import { own } from '../lookup.ts';
import type { HubId, OdsCode, OrganisationId } from '../terms.ts';
import type { Network } from './state.ts';

/** Whether an organisation may take a practice's work, or its hub's, by an agreement between buddies. Its own work it always may. */
export function mayBuddy(
  network: Network,
  hub: HubId,
  { organisation, practice }: { readonly organisation: OrganisationId; readonly practice: OdsCode },
  today: string,
): boolean {
  if (organisation === practice) return true;
  return (own(network.hubs, hub)?.buddies ?? []).some(
    ({ takes, workOf, from, until }) => takes === organisation && [practice, hub].includes(workOf) && from <= today && today <= until,
  );
}
