// How the network looks after something has happened to it.
import type { NetworkEvent } from './event.ts';
import { emptyNetwork, type Network } from './state.ts';

export function evolveNetwork(before: Network | undefined, event: NetworkEvent): Network {
  const network = before ?? emptyNetwork;
  switch (event.type) {
    case 'NetworkEstablished':
      return { ...event.network, channels: network.channels };
    case 'ChannelGiven':
      return { ...network, channels: { ...network.channels, [event.channel.organisation]: event.channel } };
  }
}
