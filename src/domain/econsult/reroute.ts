// Rerouting by a disaster: the clock moves what waits at a closed organisation, asks whoever has claimed something there, and brings back afterwards what still waits.

import { barredFromHub } from '../network/crossing.ts';
import type { Instant, OrganisationId } from '../terms.ts';
import type { AskClaimant, BringBack, Reroute } from './command.ts';
import { escalatedByTheClock } from './escalation.ts';
import { contractOf, movedTo, waiting } from './next-status.ts';
import { type EConsultDecision, type EConsultRules, happened, nothing, refuse } from './refusals.ts';
import type { RerouteEvent } from './rerouted.ts';
import type { EConsult } from './state.ts';

/**
 * Moves it, if it still waits or is still offered where the disaster has closed. What somebody has claimed is theirs until they let it go. It
 * counts as no crossing, because nobody passed it on; the clock goes on, and the time since then is the receiver's.
 */
export function reroute({ at, by, reroute }: Reroute, state: EConsult): EConsultDecision {
  if (by.kind !== 'clock') return refuse({ why: 'clockOnly' });
  if (state.status === 'completed' || state.status === 'claimed' || state.practice === undefined) return nothing;
  const { from, to } = reroute;
  const isThere = state.status === 'waiting' ? state.holder === from : state.offer.to === from || state.holder === from;
  if (!isThere || to === from) return nothing;
  return happened({ type: 'Rerouted', at, reroute: { ...reroute, at } });
}

/** Asks its claimant once whether they go on with it; a red flag whose claimant has been quiet since then goes up the ladder. */
export function askClaimant({ at, by, disaster, quiet }: AskClaimant, state: EConsult, rules: EConsultRules): EConsultDecision {
  if (by.kind !== 'clock') return refuse({ why: 'clockOnly' });
  if (state.status !== 'claimed') return nothing;
  const asked = state.askedBy?.disaster === disaster ? state.askedBy : undefined;
  if (asked === undefined) return happened({ type: 'ClaimantAsked', at, disaster });
  const isQuiet = quiet && (state.keptAt ?? state.claimedAt) < asked.at && state.priority === 'redFlag';
  const isEscalated = state.escalation !== undefined && state.escalation.at >= asked.at;
  return isQuiet && !isEscalated ? happened(escalatedByTheClock(rules.network, state.hub, at)) : nothing;
}

/** The disaster is over: what still waits goes back where it came from. What somebody has claimed, or has offered, stays until they let it go. */
export function bringBack({ at, by, disaster }: BringBack, state: EConsult, { network }: EConsultRules): EConsultDecision {
  if (by.kind !== 'clock') return refuse({ why: 'clockOnly' });
  const { reroutedBy } = state;
  if (state.status !== 'waiting' || reroutedBy?.disaster !== disaster) return nothing;
  return happened({ type: 'BroughtBack', at, disaster, to: homeFrom(state, reroutedBy.from, network, at) });
}

/** Where it goes when its disaster is over: back, or to its practice where by now nothing of it may go to the hub. */
export const homeFrom = (state: EConsult, from: OrganisationId, network: EConsultRules['network'], at: Instant): OrganisationId =>
  from === state.hub && state.practice !== undefined && barredFromHub(network, state, at) ? state.practice : from;

export function evolveReroute(state: EConsult, event: RerouteEvent): EConsult {
  const { at } = event;
  switch (event.type) {
    case 'Rerouted': {
      // Moved on by a second disaster it still came from where it was first.
      const from = state.reroutedBy?.from ?? event.reroute.from;
      // Back in its own place by a second disaster, it is where it would be without any.
      const reroutedBy = event.reroute.to === from ? undefined : { ...event.reroute, from };
      return { ...waiting(state, at), ...movedTo(state, event.reroute.to, at), contract: contractOf(state), reroutedBy };
    }
    case 'ClaimantAsked':
      return { ...state, askedBy: { disaster: event.disaster, at } };
    case 'BroughtBack':
      return { ...waiting(state, at), ...movedTo(state, event.to, at), contract: contractOf(state), reroutedBy: undefined };
  }
}
