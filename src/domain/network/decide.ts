// Whether the network may change as asked, and what then has happened.

import { isDeepStrictEqual } from 'node:util';
import { own } from '../lookup.ts';
import { decideBegin } from './begin.ts';
import type { Establish, GiveChannel, NetworkCommand, SetInForce } from './command.ts';
import { makeLike } from './make-like.ts';
import { keepingFormerHubs, movePractice } from './practice-moved.ts';
import { happened, mayChange, type NetworkDecision, type NetworkRefusal, type Question, refuse, unchanged } from './refusals.ts';
import { decideSetting } from './settings.ts';
import { goOffShift, goOnShift } from './shifts.ts';
import { decideStaff } from './staff.ts';
import { type Channel, channelNameFor, emptyNetwork, hubOf, type Network } from './state.ts';
import { channelsFor } from './who-is-where.ts';

export type { NetworkDecision, NetworkRefusal } from './refusals.ts';

export function decideNetwork(command: NetworkCommand, before: Network | undefined): NetworkDecision {
  const network = before ?? emptyNetwork;
  switch (command.type) {
    case 'establish':
      return establish({ command, network });
    case 'giveChannel':
      return giveChannel({ command, network });
    case 'addHub':
    case 'addPractices':
    case 'setRecords':
      return decideBegin({ command, network });
    case 'addStaff':
    case 'changePosts':
    case 'clearFor':
    case 'removeClearance':
    case 'removeStaff':
      return decideStaff({ command, network });
    case 'makeLike':
      return makeLike({ command, network });
    case 'setHours':
    case 'setDay':
    case 'setPathway':
    case 'setCutOff':
    case 'setAllocation':
    case 'setAgreement':
    case 'setStage':
    case 'closePractice':
    case 'setContacts':
    case 'setTaskTemplate':
    case 'setBuddy':
    case 'setWorkMinutes':
      return decideSetting({ command, network });
    case 'movePractice':
      return movePractice({ command, network });
    case 'setInForce':
      return setInForce({ command, network });
    case 'goOnShift':
      return goOnShift({ command, network });
    case 'goOffShift':
      return goOffShift({ command, network });
  }
}

/**
 * Why the network cannot be replaced by this person or with this content; `undefined`: it can. A person may only do it if they lead every hub
 * that exists now or in the new network.
 */
export function notEstablished({ command, network }: Question<Establish>): NetworkRefusal | undefined {
  const { by } = command;
  for (const hub of new Set([...Object.keys(network.hubs), ...Object.keys(command.network.hubs)])) {
    const refusal = by.kind === 'person' ? mayChange(network, by, hub, 'hubLead') : undefined;
    if (refusal) return refusal;
  }
  // A hub cannot be left out: what is open there would not be swept, audited or sent any more. It may lose its practices.
  const leftOut = Object.keys(network.hubs).filter((hub) => !Object.hasOwn(command.network.hubs, hub));
  return leftOut.length > 0 ? { why: 'hubsLeftOut', hubs: leftOut } : undefined;
}

/** The same file as at the last start: changes made by command since then stay. */
export const isKnownImport = ({ digest, anew }: Establish, lastImport: string | undefined): boolean =>
  anew !== true && digest !== undefined && digest === lastImport;

function establish({ command, network }: Question<Establish>): NetworkDecision {
  const { at, by, digest } = command;
  const refusal = notEstablished({ command, network });
  if (refusal) return refuse(refusal);
  if (isKnownImport(command, network.lastImport)) return unchanged;
  const { hubs, practices, staff } = network;
  const content = keepingFormerHubs(network, command.network, at);
  const same = isDeepStrictEqual({ hubs, practices, staff }, content);
  if (same && (digest === undefined || digest === network.lastImport)) return unchanged;
  return happened({ type: 'NetworkEstablished', at, by, network: content, ...(digest === undefined ? {} : { digest }) });
}

/** Asked by a disaster that two leads have started: nobody else has a say in it. */
function setInForce({ command, network }: Question<SetInForce>): NetworkDecision {
  const { at, by, hub, id, inForce } = command;
  if (by.kind !== 'clock') return refuse({ why: 'clockOnly' });
  if (own(network.hubs, hub) === undefined) return refuse({ why: 'organisationUnknown', organisation: hub });
  const there = network.inForce?.find((it) => it.hub === hub && it.id === id);
  if (isDeepStrictEqual(there, inForce)) return unchanged;
  return happened({ type: 'InForceSet', at, by, hub, id, ...(inForce === undefined ? {} : { inForce }) });
}

/** Only a lead of the hub may choose the channel in which patients' requests appear. */
function giveChannel({ command, network }: Question<GiveChannel>): NetworkDecision {
  const { at, by, channel } = command;
  const refusal = mayChange(network, by, channel.organisation, 'hubLead or hubAdministrator');
  if (refusal) return refuse(refusal);
  if (channel.team === '') return refuse({ why: 'noTeamChannel' });
  if (isDeepStrictEqual(own(network.channels, channelNameFor(channel)), channel)) return unchanged;
  const others = channelsFor(network, channel.conversation).filter(
    (each) => channelNameFor(each) !== channelNameFor(channel) && hubOf(network, each.organisation) !== undefined,
  );
  // What is real and what is made up must not stand in one channel either. An organisation that has left the network keeps none.
  const [there] = others;
  const mayShare = others.every((each) => mayBeShared(network, channel, each));
  if (there !== undefined && (!mayShare || channel.isShared === undefined))
    return refuse({ why: 'channelTaken', organisation: there.organisation, mayShare });
  return happened({ type: 'ChannelGiven', at, by, channel });
}

/** Two practices of one hub may share a channel where its lead wants it, and nobody else: a hub's own would show it all of its practices'. */
const mayBeShared = (network: Network, channel: Channel, there: Channel): boolean =>
  !channel.isTest &&
  !there.isTest &&
  [channel, there].every(({ organisation }) => own(network.practices, organisation) !== undefined) &&
  hubOf(network, channel.organisation) === hubOf(network, there.organisation);
