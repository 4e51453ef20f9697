// Whether an eConsult may change as asked: events that happened, or a refusal in facts that words.ts can say.
import { type AccessRefusal, mayAnswer, mayPlace, mayView } from '../access.ts';
import type { Network } from '../network/state.ts';
import { firstHolder } from '../pathway.ts';
import { type Instant, type Person, personOf } from '../terms.ts';
import type { Claim, Complete, EConsultCommand, KeepAside, Place, Release, TakeOver, View, Withdraw } from './command.ts';
import type { EConsultEvent } from './event.ts';
import { decideReceive, type ReceiveRefusal, type ReceiveRules } from './receive.ts';
import type { EConsult, Outcome } from './state.ts';

export interface EConsultRules extends ReceiveRules {
  readonly network: Network;
}

export type EConsultRefusal =
  | AccessRefusal
  | ReceiveRefusal
  | { readonly why: 'notFound' }
  /** Only a person may ask for this. */
  | { readonly why: 'personNeeded' }
  /** The card pressed shows what is no longer so. */
  | { readonly why: 'stale' }
  | { readonly why: 'unplaced' }
  | { readonly why: 'alreadyPlaced' }
  | { readonly why: 'practiceUnknown'; readonly practice: string }
  | { readonly why: 'alreadyClaimed'; readonly by: Person; readonly at: Instant }
  | { readonly why: 'notClaimed' }
  | { readonly why: 'claimedByOther'; readonly by: Person; readonly at: Instant }
  | { readonly why: 'notTold' }
  | { readonly why: 'completed'; readonly at: Instant; readonly by: Person | undefined; readonly outcome: Outcome };

export type EConsultDecision = { readonly events: readonly EConsultEvent[] } | { readonly refusal: EConsultRefusal };

const nothing: EConsultDecision = { events: [] };
const refuse = (refusal: EConsultRefusal): EConsultDecision => ({ refusal });
const happened = (...events: EConsultEvent[]): EConsultDecision => ({ events });

export function decide(command: EConsultCommand, state: EConsult | undefined, rules: EConsultRules): EConsultDecision {
  if (command.type === 'receive') return decideReceive(command, state, rules);
  if (state === undefined) return refuse({ why: 'notFound' });
  switch (command.type) {
    case 'keepAside':
      return keepAside(command, state);
    case 'withdraw':
      return withdraw(command, state);
    case 'place':
    case 'claim':
    case 'takeOver':
    case 'release':
    case 'complete':
    case 'view': {
      if (command.by.kind !== 'person') return refuse({ why: 'personNeeded' });
      return decideForPerson(command, state, rules.network, personOf(command.by));
    }
  }
}

function decideForPerson(
  command: Place | Claim | TakeOver | Release | Complete | View,
  state: EConsult,
  network: Network,
  by: Person,
): EConsultDecision {
  switch (command.type) {
    case 'place':
      return place(command, state, network, by);
    case 'claim':
      return claim(command, state, network, by);
    case 'takeOver':
      return takeOver(command, state, network, by);
    case 'release':
      return release(command, state, network, by);
    case 'complete':
      return complete(command, state, network, by);
    case 'view': {
      const refusal = mayView(network, by.id, state);
      return refusal ? refuse(refusal) : happened({ type: 'Viewed', at: command.at, by });
    }
  }
}

function keepAside(command: KeepAside, state: EConsult): EConsultDecision {
  if (state.asides.includes(command.contentHash) || state.origin.contentHash === command.contentHash) return nothing;
  return happened({ type: 'CopyKeptAside', at: command.at, contentHash: command.contentHash });
}

function withdraw(command: Withdraw, state: EConsult): EConsultDecision {
  if (state.status === 'completed') return refuse(completedRefusal(state));
  if (state.withdrawal !== undefined) return nothing;
  return happened({ type: 'Withdrawn', at: command.at, reason: command.reason });
}

function place(command: Place, state: EConsult, network: Network, by: Person): EConsultDecision {
  const refusal = mayPlace(network, by.id, state);
  if (refusal) return refuse(refusal);
  if (state.status === 'completed') return refuse(completedRefusal(state));
  if (state.practice === command.practice) return nothing;
  if (state.practice !== undefined) return refuse({ why: 'alreadyPlaced' });
  const practice = network.practices[command.practice];
  // One hub's data stays in its own table: a practice of another hub cannot be given this one's eConsult.
  if (practice === undefined || practice.hub !== state.hub) return refuse({ why: 'practiceUnknown', practice: command.practice });
  if (isStale(command, state)) return refuse({ why: 'stale' });
  return happened({ type: 'Placed', at: command.at, by, practice: practice.code, holder: firstHolder(practice, state.kind) });
}

function claim(command: Claim, state: EConsult, network: Network, by: Person): EConsultDecision {
  if (state.status === 'completed') return refuse(completedRefusal(state));
  if (state.status === 'claimed') {
    if (state.claimant.id === by.id) return nothing;
    return refuse({ why: 'alreadyClaimed', by: state.claimant, at: state.claimedAt });
  }
  if (state.practice === undefined) return refuse({ why: 'unplaced' });
  const refusal = mayAnswer(network, by.id, state);
  if (refusal) return refuse(refusal);
  if (isStale(command, state)) return refuse({ why: 'stale' });
  return happened({ type: 'Claimed', at: command.at, by });
}

function takeOver(command: TakeOver, state: EConsult, network: Network, by: Person): EConsultDecision {
  if (state.status === 'completed') return refuse(completedRefusal(state));
  if (state.status === 'waiting') return refuse({ why: 'notClaimed' });
  if (state.claimant.id === by.id) return nothing;
  const refusal = mayAnswer(network, by.id, state);
  if (refusal) return refuse(refusal);
  // The press confirmed taking it from the person named on the card; if that has changed, it confirmed nothing.
  if (isStale(command, state)) return refuse({ why: 'stale' });
  return happened({ type: 'TakenOver', at: command.at, by, from: state.claimant });
}

function release(command: Release, state: EConsult, network: Network, by: Person): EConsultDecision {
  if (state.status === 'completed') return refuse(completedRefusal(state));
  if (state.status === 'waiting') return refuse({ why: 'notClaimed' });
  if (state.claimant.id !== by.id) return refuse({ why: 'claimedByOther', by: state.claimant, at: state.claimedAt });
  if (network.staff[by.id] === undefined) return refuse({ why: 'notStaff' });
  return happened({ type: 'Released', at: command.at, by, reason: command.reason });
}

function complete(command: Complete, state: EConsult, network: Network, by: Person): EConsultDecision {
  if (state.status === 'completed') return refuse(completedRefusal(state));
  if (state.status === 'waiting') return refuse({ why: 'notClaimed' });
  if (state.claimant.id !== by.id) return refuse({ why: 'claimedByOther', by: state.claimant, at: state.claimedAt });
  const refusal = mayAnswer(network, by.id, state);
  if (refusal) return refuse(refusal);
  // Nobody tells a patient that their own withdrawal was received; everything else ends with the patient knowing.
  const mayStaySilent = command.outcome === 'withdrawn' && state.withdrawal !== undefined;
  if (command.told === 'notNeeded' && !mayStaySilent) return refuse({ why: 'notTold' });
  return happened({ type: 'Completed', at: command.at, by, outcome: command.outcome, told: command.told });
}

function isStale(command: { readonly revision?: number }, state: EConsult): boolean {
  return command.revision !== undefined && command.revision !== state.revision;
}

function completedRefusal(state: EConsult & { status: 'completed' }): EConsultRefusal {
  return { why: 'completed', at: state.completedAt, by: state.completedBy, outcome: state.outcome };
}
