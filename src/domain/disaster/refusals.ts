// Why something asked of a disaster can be refused.
import type { WordsRefusal } from '../free-words.ts';
import { leadsOf, type Network, staffIn } from '../network/state.ts';
import { type HubId, type Instant, type Person, type PersonId, personOf } from '../terms.ts';
import type { Holidays } from '../time/hours.ts';
import type { DisasterEvent } from './event.ts';
import type { Preview } from './state.ts';

export interface DisasterRules {
  readonly network: Network;
  readonly holidays: Holidays;
}

/** What is wrong with a plan. */
export type PlanFault =
  | { readonly why: 'organisationUnknown'; readonly organisation: string }
  /** The hub is no practice that can be down: for it there is `hubDown`. */
  | { readonly why: 'practiceNeeded' }
  | { readonly why: 'nothingClosed' }
  | { readonly why: 'lastsWrong'; readonly minutesMin: number; readonly minutesMax: number }
  | { readonly why: 'reasonWrong'; readonly charactersMax: number }
  | { readonly why: 'startsTooFar'; readonly daysMax: number }
  | { readonly why: 'startsPast' }
  | { readonly why: 'saidEveryWrong' }
  | { readonly why: 'takerTwice'; readonly organisation: string }
  | { readonly why: 'madeUpWrong'; readonly max: number }
  | { readonly why: 'atMostWrong' }
  | { readonly why: 'receiverClosedToo'; readonly organisation: string }
  | { readonly why: 'noBuddyAgreement'; readonly organisation: string; readonly workOf: string }
  /** `drill`: both are drills. */
  | { readonly why: 'overlaps'; readonly id: string; readonly organisation: string; readonly drill?: true };

export type DisasterRefusal =
  | PlanFault
  | WordsRefusal
  | { readonly why: 'idTaken' }
  | { readonly why: 'disasterUnknown' }
  /** `ask`: who can. */
  | { readonly why: 'leadsOnly'; readonly ask: readonly Person[] }
  | { readonly why: 'clockOnly' }
  | { readonly why: 'personNeeded' }
  /** Whoever proposed it cannot be the second pair of eyes. */
  | { readonly why: 'secondNeeded'; readonly ask: readonly Person[] }
  /** Somebody else must answer: only whoever proposed it may start it alone. */
  | { readonly why: 'notTheProposer'; readonly by: Person }
  | { readonly why: 'notProposed' }
  | { readonly why: 'lapsed'; readonly at: Instant }
  | { readonly why: 'proposerGone'; readonly by: Person }
  /** More or less would move than was read: it is shown again. */
  | { readonly why: 'changed'; readonly preview: Preview }
  | { readonly why: 'notRunning' }
  /** Only where Teams was the trouble was there a paper to enter. */
  | { readonly why: 'noPaper' }
  /** What it moved is only final once it is closed. */
  | { readonly why: 'notClosedYet' }
  | { readonly why: 'notTheirsToSign'; readonly ask: readonly Person[] }
  | { readonly why: 'signedAlready'; readonly by: Person; readonly at: Instant }
  | { readonly why: 'endWrong'; readonly latest: Instant };

export type DisasterDecision = { readonly events: readonly DisasterEvent[] } | { readonly refusal: DisasterRefusal };
export const refuse = (refusal: DisasterRefusal): DisasterDecision => ({ refusal });
export const happened = (...events: DisasterEvent[]): DisasterDecision => ({ events });
export const nothing: DisasterDecision = { events: [] };

/**
 * Who starts, confirms and ends a disaster: the leads of a hub, its clinical leads among them; where it has none, whoever stands in for leads
 * everywhere else.
 */
export function disasterLeads(network: Network, hub: HubId): readonly Person[] {
  const leads = [...staffIn(network, 'hubLead', hub), ...staffIn(network, 'clinicalLead', hub)];
  const all = leads.length > 0 ? leads : leadsOf(network, hub);
  return [...new Map(all.map((lead) => [lead.id, personOf(lead)])).values()];
}
/** The leads of a hub but for this one. */
export const otherLeads = (network: Network, hub: HubId, person: PersonId): readonly Person[] =>
  disasterLeads(network, hub).filter(({ id }) => id !== person);
