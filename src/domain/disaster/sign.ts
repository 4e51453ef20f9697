// Signing what a disaster moved: once it is closed, somebody of each organisation that it touched stands for its list.
import { own } from '../lookup.ts';
import { deskOf, holdsPost, type Network } from '../network/state.ts';
import { type OrganisationId, type Person, personOf } from '../terms.ts';
import type { Sign } from './command.ts';
import { type DisasterDecision, disasterLeads, happened, nothing, refuse } from './refusals.ts';
import { type Disaster, moves, shownAt } from './state.ts';

/** Who signs for an organisation: the leads and administrators of the hub; at a practice whoever its administration is. */
export function signersOf(network: Network, it: Disaster, organisation: OrganisationId): readonly Person[] {
  if (organisation !== it.hub) return deskOf(network, organisation, it.hub).map(personOf);
  const leads = disasterLeads(network, it.hub);
  const others = Object.values(network.staff).filter((member) => holdsPost(member, 'hubAdministrator', it.hub));
  return [...new Map([...leads, ...others.map(personOf)].map((each) => [each.id, each])).values()];
}
/** Its list is final once it is closed; where nothing can have moved there is none. */
export const isSignable = (it: Disaster, organisation: OrganisationId): it is Extract<Disaster, { readonly status: 'over' }> =>
  it.status === 'over' && moves(it.plan) && !it.plan.drill && shownAt(it).includes(organisation);

export function sign({ at, organisation }: Sign, it: Disaster, by: Person, network: Network): DisasterDecision {
  if (!isSignable(it, organisation)) return refuse({ why: 'notClosedYet' });
  const ask = signersOf(network, it, organisation);
  if (!ask.some(({ id }) => id === by.id)) return refuse({ why: 'notTheirsToSign', ask });
  const signed = own(it.signed ?? {}, organisation);
  if (signed) return signed.by.id === by.id ? nothing : refuse({ why: 'signedAlready', ...signed });
  return happened({ type: 'DisasterSigned', at, by, organisation });
}
