// Where an eConsult goes first: the practice or its hub.
import type { Practice } from './network/state.ts';
import type { Kind, OrganisationId } from './terms.ts';

/** Who holds a newly received eConsult of this kind. */
export function firstHolder(practice: Practice, kind: Kind): OrganisationId {
  return practice.pathway[kind] === 'hubFirst' ? practice.hub : practice.code;
}
