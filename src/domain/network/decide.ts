// Whether the network may change as asked, and what then has happened.

import { isDeepStrictEqual } from 'node:util';
import { own } from '../lookup.ts';
import type { Establish, GiveChannel, NetworkCommand } from './command.ts';
import { decideSetting } from './settings.ts';
import { goOffShift, goOnShift } from './shifts.ts';
import { decideStaff } from './staff.ts';
import { emptyNetwork, hubOf, type Network, organisationIn } from './state.ts';
import { happened, mayChange, type NetworkDecision, type NetworkRefusal, type Question, refuse, unchanged } from './verdict.ts';

export type { NetworkDecision, NetworkRefusal } from './verdict.ts';

export function decideNetwork(command: NetworkCommand, before: Network | undefined): NetworkDecision {
  const network = before ?? emptyNetwork;
  switch (command.type) {
    case 'establish':
      return establish({ command, network });
    case 'giveChannel':
      return giveChannel({ command, network });
    case 'addStaff':
    case 'changePosts':
    case 'clearFor':
    case 'removeClearance':
    case 'removeStaff':
      return decideStaff({ command, network });
    case 'setHours':
    case 'setDay':
    case 'setPathway':
    case 'setCutOff':
    case 'setAllocation':
    case 'setAgreement':
    case 'setContacts':
      return decideSetting({ command, network });
    case 'goOnShift':
      return goOnShift({ command, network });
    case 'goOffShift':
      return goOffShift({ command, network });
  }
}

/** Why a network cannot be set whole by this person, or as this content. `undefined`: it can. */
export function notEstablished({ command, network }: Question<Establish>): NetworkRefusal | undefined {
  const { by } = command;
  // A person would have to lead every hub that is or would be there.
  for (const hub of new Set([...Object.keys(network.hubs), ...Object.keys(command.network.hubs)])) {
    const refusal = by.kind === 'person' ? mayChange(network, by, hub, 'hubLead') : undefined;
    if (refusal) return refusal;
  }
  // Whatever is open at a hub is swept, audited and sent only while the hub is known: it may lose its practices, but never be forgotten.
  const leftOut = Object.keys(network.hubs).filter((hub) => !Object.hasOwn(command.network.hubs, hub));
  return leftOut.length > 0 ? { why: 'hubsLeftOut', hubs: leftOut } : undefined;
}

/** The same file at the next start: what was changed by command since then stays. */
export const isKnownImport = ({ digest, anew }: Establish, lastImport: string | undefined): boolean =>
  anew !== true && digest !== undefined && digest === lastImport;

function establish({ command, network }: Question<Establish>): NetworkDecision {
  const { at, by, digest } = command;
  const refusal = notEstablished({ command, network });
  if (refusal) return refuse(refusal);
  if (isKnownImport(command, network.lastImport)) return unchanged;
  const { hubs, practices, staff } = network;
  const same = isDeepStrictEqual({ hubs, practices, staff }, command.network);
  if (same && (digest === undefined || digest === network.lastImport)) return unchanged;
  return happened({ type: 'NetworkEstablished', at, by, network: command.network, ...(digest === undefined ? {} : { digest }) });
}

/** Whoever decides where patients' requests are posted answers for that hub. */
function giveChannel({ command, network }: Question<GiveChannel>): NetworkDecision {
  const { at, by, channel } = command;
  const refusal = mayChange(network, by, channel.organisation, 'hubLead or hubAdministrator');
  if (refusal) return refuse(refusal);
  if (channel.team === '') return refuse({ why: 'noTeamChannel' });
  const owner = organisationIn(network, channel.conversation);
  // One that has left the network cannot give its channel up any more.
  if (owner !== undefined && owner !== channel.organisation && hubOf(network, owner) !== undefined)
    return refuse({ why: 'channelTaken', organisation: owner });
  if (isDeepStrictEqual(own(network.channels, channel.organisation), channel)) return unchanged;
  return happened({ type: 'ChannelGiven', at, by, channel });
}
