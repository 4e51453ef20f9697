// What has happened to the network.
import type { Actor, Instant } from '../terms.ts';
import type { Channel, Network } from './state.ts';

export type NetworkEvent =
  | {
      readonly type: 'NetworkEstablished';
      readonly at: Instant;
      readonly by: Actor;
      readonly network: Pick<Network, 'hubs' | 'practices' | 'staff'>;
    }
  | { readonly type: 'ChannelGiven'; readonly at: Instant; readonly by: Actor; readonly channel: Channel };
