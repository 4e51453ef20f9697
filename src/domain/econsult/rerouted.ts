// What a disaster does to an eConsult, in types: why it is where it is, what the clock asks for it, and what has then happened.
import type { DisasterType } from '../network/in-force.ts';
import type { Instant, OrganisationId } from '../terms.ts';

/** Why, from where and until when it is where it is. */
export interface Rerouted {
  readonly disaster: string;
  readonly type: DisasterType;
  readonly from: OrganisationId;
  readonly to: OrganisationId;
  readonly at: Instant;
  readonly until: Instant;
}

/** A disaster moves it to where it can be answered. */
export interface RerouteAsked {
  readonly type: 'reroute';
  readonly reroute: Omit<Rerouted, 'at'>;
}
/** A disaster asks its claimant whether they go on with it; `quiet`: they have had time enough to say so. */
export interface ClaimantToBeAsked {
  readonly type: 'askClaimant';
  readonly disaster: string;
  readonly quiet: boolean;
}
/** The disaster is over. */
export interface BringBackAsked {
  readonly type: 'bringBack';
  readonly disaster: string;
}

interface Happened<Type extends string> {
  readonly type: Type;
  readonly at: Instant;
}
export interface ReroutedEvent extends Happened<'Rerouted'> {
  readonly reroute: Rerouted;
}
export interface ClaimantAsked extends Happened<'ClaimantAsked'> {
  readonly disaster: string;
}
export interface BroughtBack extends Happened<'BroughtBack'> {
  readonly disaster: string;
  readonly to: OrganisationId;
}
export type RerouteEvent = ReroutedEvent | ClaimantAsked | BroughtBack;
export const isReroute = (event: { readonly type: string }): event is RerouteEvent =>
  ['Rerouted', 'ClaimantAsked', 'BroughtBack'].includes(event.type);
