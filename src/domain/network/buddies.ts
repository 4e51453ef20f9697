// Agreements between buddies: who may take whose work in a disaster.
import { own } from '../lookup.ts';
import type { HubId, OdsCode, OrganisationId, PersonId } from '../terms.ts';
import { formerHubs } from './practice-moved.ts';
import { hubOf, type Network, organisationsOf } from './state.ts';
import { leftHub } from './who-is-where.ts';

/** Whether an organisation may take a practice's work, or its hub's, by an agreement between buddies. Its own work it always may. */
export function mayBuddy(
  network: Network,
  hub: HubId,
  { organisation, practice }: { readonly organisation: OrganisationId; readonly practice: OdsCode },
  today: string,
): boolean {
  if (organisation === practice) return true;
  return (own(network.hubs, hub)?.buddies ?? []).some(
    ({ takes, workOf, from, until }) => takes === organisation && [practice, hub].includes(workOf) && from <= today && today <= until,
  );
}

/**
 * Whose tables hold what an organisation may have to do: its own hub's, those of hubs whose work it takes in a disaster, and those of hubs it
 * was with before it moved.
 */
export function hubsFor(network: Network, organisation: OrganisationId): readonly HubId[] {
  const home = hubOf(network, organisation);
  const former = formerHubs(network, organisation);
  const lenders = Object.values(network.hubs).filter(
    ({ id, buddies = [] }) => id !== home && (former.includes(id) || buddies.some(({ takes }) => takes === organisation)),
  );
  return [...(home === undefined ? [] : [home]), ...lenders.map(({ id }) => id)];
}
/** The same for all organisations where somebody works. */
export const hubsWithWorkFor = (network: Network, person: PersonId): readonly HubId[] => [
  ...new Set((own(network.staff, person)?.posts ?? []).flatMap(({ at }) => hubsFor(network, at))),
];

/** Whoever may hold what is in a hub's table: its own organisations, those that take its work in a disaster, and practices that have left it. */
export const holdersIn = (network: Network, hub: HubId): readonly OrganisationId[] => [
  ...new Set([
    ...organisationsOf(network, hub),
    ...(own(network.hubs, hub)?.buddies ?? []).map(({ takes }) => takes),
    ...leftHub(network, hub).map(({ code }) => code),
  ]),
];
