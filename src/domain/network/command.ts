// What people ask of the network.
import type { Actor, Instant, OperationId } from '../terms.ts';
import type { Channel, Network } from './state.ts';

interface Asked {
  readonly operation: OperationId;
  readonly at: Instant;
  readonly by: Actor;
}

/** Sets hubs, practices and staff as given (from a file); channels stay. */
export interface Establish extends Asked {
  readonly type: 'establish';
  readonly network: Pick<Network, 'hubs' | 'practices' | 'staff'>;
}

/** Makes a Teams channel an organisation's. */
export interface GiveChannel extends Asked {
  readonly type: 'giveChannel';
  readonly channel: Channel;
}

export type NetworkCommand = Establish | GiveChannel;
