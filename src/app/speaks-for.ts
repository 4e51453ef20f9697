// For which organisations another system may speak: those it is registered for.
import { own } from '../domain/lookup.ts';
import { hubsFor } from '../domain/network/buddies.ts';
import type { Network } from '../domain/network/state.ts';
import type { HubId, OrganisationId } from '../domain/terms.ts';

/** A registered system as far as this needs to know it. */
export interface System {
  readonly id: string;
  readonly hub: HubId;
  /** The practices it may speak for; `*`: all, and its hub. */
  readonly practices: '*' | readonly string[];
}

export function speaksFor(network: Network, { hub, practices }: System, organisation: OrganisationId): boolean {
  const isHub = own(network.hubs, organisation) !== undefined;
  if (isHub) return practices === '*' && organisation === hub;
  return practices === '*' || practices.includes(organisation);
}

/** The hubs at which it may have something: its own first, then those of its practices and those they were with before. */
export function hubsOfSystem(network: Network, { hub, practices }: System): readonly HubId[] {
  const others = practices === '*' ? Object.keys(network.hubs) : practices.flatMap((code) => hubsFor(network, code));
  return [...new Set([hub, ...others])].filter((each) => own(network.hubs, each) !== undefined);
}
