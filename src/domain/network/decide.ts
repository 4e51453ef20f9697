// Whether the network may change as asked, and what then has happened.
import { isDeepStrictEqual } from 'node:util';
import type { OrganisationId } from '../terms.ts';
import type { NetworkCommand } from './command.ts';
import type { NetworkEvent } from './event.ts';
import { emptyNetwork, holdsPost, hubOf, type Network, organisationIn } from './state.ts';

export type NetworkRefusal =
  | { readonly why: 'organisationUnknown'; readonly organisation: OrganisationId }
  | { readonly why: 'channelTaken'; readonly organisation: OrganisationId }
  | { readonly why: 'notAllowed'; readonly need: 'hubLead or hubAdministrator' };

export type NetworkDecision = { readonly events: readonly NetworkEvent[] } | { readonly refusal: NetworkRefusal };

export function decideNetwork(command: NetworkCommand, before: Network | undefined): NetworkDecision {
  const network = before ?? emptyNetwork;
  switch (command.type) {
    case 'establish': {
      const { hubs, practices, staff } = network;
      if (isDeepStrictEqual({ hubs, practices, staff }, command.network)) return { events: [] };
      return { events: [{ type: 'NetworkEstablished', at: command.at, by: command.by, network: command.network }] };
    }
    case 'giveChannel': {
      const { channel } = command;
      const hub = hubOf(network, channel.organisation);
      if (hub === undefined) return { refusal: { why: 'organisationUnknown', organisation: channel.organisation } };
      if (command.by.kind === 'person') {
        const member = network.staff[command.by.id];
        // Whoever decides where patients' requests are posted answers for that hub.
        const leads = member !== undefined && (holdsPost(member, 'hubLead', hub) || holdsPost(member, 'hubAdministrator', hub));
        if (!leads) return { refusal: { why: 'notAllowed', need: 'hubLead or hubAdministrator' } };
      }
      const owner = organisationIn(network, channel.conversation);
      if (owner !== undefined && owner !== channel.organisation) return { refusal: { why: 'channelTaken', organisation: owner } };
      if (isDeepStrictEqual(network.channels[channel.organisation], channel)) return { events: [] };
      return { events: [{ type: 'ChannelGiven', at: command.at, by: command.by, channel }] };
    }
  }
}
