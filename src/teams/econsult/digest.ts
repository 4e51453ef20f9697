// One card about everything open in an organisation's channel, for when it was given another one or has fallen far behind.

import type { Outgoing } from '../../app/chat.ts';
import { opensAt } from '../../app/dispatch/move-channel.ts';
import { digestRowsMax, drawDigest } from '../../cards/network/channels.ts';
import { type HubId, type OrganisationId, priorities } from '../../domain/terms.ts';
import type { Reading } from '../press.ts';
import { listedHere } from './gate.ts';

/** Drawn from what is open now; nothing when nothing is. Throws as the store does. */
export async function digestMessage(deps: Reading, hub: HubId, organisation: OrganisationId): Promise<Outgoing | undefined> {
  const network = await deps.network.current();
  const open = await opensAt(deps.store, hub, organisation);
  if (open.length === 0) return undefined;
  const first = await listedHere(
    deps.store,
    network,
    hub,
    open.slice(0, digestRowsMax).map(({ id }) => id),
  );
  const counts = Object.fromEntries(priorities.map((each) => [each, open.filter(({ priority }) => priority === each).length]));
  return drawDigest(counts as Parameters<typeof drawDigest>[0], first, network, organisation);
}
