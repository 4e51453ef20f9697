// Which hub or practice somebody means by what they typed: a code, a name in any usual spelling, or a part of one.
import { meantBy } from '../names.ts';
import type { OrganisationId } from '../terms.ts';
import { type Network, nameSet } from './state.ts';

/** Those among `among` that are meant; several where it does not say which, and then whoever typed it must be asked. */
export function organisationsMeant(network: Network, typed: string, among: readonly OrganisationId[]): readonly OrganisationId[] {
  return meantBy(
    among.map((id) => ({ id, name: nameSet(network, id) ?? id })),
    typed,
  ).map(({ id }) => id);
}

/**
 * The same, but somebody's own organisations come first: another one of the same name neither hides theirs nor is listed. If several fit,
 * they are all their own; of others at most one is returned, so that they can be told that it is not theirs.
 */
export function meantOfTheirs(
  network: Network,
  typed: string,
  all: readonly OrganisationId[],
  theirs: readonly OrganisationId[],
): readonly OrganisationId[] {
  const own = organisationsMeant(network, typed, theirs);
  return own.length > 0 ? own : organisationsMeant(network, typed, all).slice(0, 1);
}

/** Every hub and practice. */
export const everyOrganisation = ({ hubs, practices }: Network): readonly OrganisationId[] => [
  ...Object.keys(hubs),
  ...Object.keys(practices),
];
