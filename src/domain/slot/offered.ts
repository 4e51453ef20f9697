// Whose book it is, to whom a slot is offered, and who may do what with it.
import { own } from '../lookup.ts';
import { barredBetween, type CrossingRefusal } from '../network/crossing.ts';
import { closing } from '../network/in-force.ts';
import { hubOf, type Network, organisationsOf } from '../network/state.ts';
import { staffAt } from '../network/who-is-where.ts';
import type { TaskKind } from '../task/reasons-and-outcomes.ts';
import { type Actor, type HubId, type Instant, type OrganisationId, type Person, type PersonId, personOf } from '../terms.ts';
import type { SlotDetails } from './state.ts';

type Offer = Pick<SlotDetails, 'offeredBy' | 'forOrganisations'>;

/** It is taken with a task, and tasks go between the hub and its practices: no practice can take another's, nor anybody their own. */
export const canTakeOf = (hub: HubId, offeredBy: OrganisationId, organisation: OrganisationId): boolean =>
  (offeredBy === hub) !== (organisation === hub);

/** Whether an organisation of the hub may take it. */
export const isOfferedTo = (hub: HubId, { offeredBy, forOrganisations }: Offer, organisation: OrganisationId): boolean =>
  canTakeOf(hub, offeredBy, organisation) && (forOrganisations === 'all' || forOrganisations.includes(organisation));

export const isForKind = ({ forKinds }: Pick<SlotDetails, 'forKinds'>, kind: TaskKind): boolean =>
  forKinds === 'all' || forKinds.includes(kind);

/** Whether somebody holds a post there: that is who publishes and withdraws for an organisation, and who takes for it. */
export const worksAt = (network: Network, person: PersonId, organisation: OrganisationId): boolean =>
  own(network.staff, person)?.posts.some(({ at }) => at === organisation) ?? false;

/** Why, of these organisations, a practice neither gives nor takes now: by its agreement or its stage. `undefined`: none is kept from it. */
export function barredAmong(network: Network, among: readonly OrganisationId[], at: Instant): CrossingRefusal | undefined {
  for (const each of among) {
    const practice = own(network.practices, each);
    const barred = practice && barredBetween(network, practice.hub, each, at);
    if (barred) return barred;
  }
  return undefined;
}

/** Until when nothing of its book can be taken, because a disaster has closed it; `undefined`: it is open. */
export const bookClosedUntil = (network: Network, hub: HubId, offeredBy: OrganisationId, at: Instant): Instant | undefined =>
  closing(network, hub, offeredBy, at)?.until;

/** The organisations a slot is offered to that may take it, and from whoever offers it: neither agreement nor stage is in the way. */
export function receiversOf(network: Network, hub: HubId, offer: Offer, at: Instant): readonly OrganisationId[] {
  return organisationsOf(network, hub).filter(
    (each) => isOfferedTo(hub, offer, each) && barredAmong(network, [offer.offeredBy, each], at) === undefined,
  );
}

/** Whether somebody may read of it: staff of its hub, of whoever offers it, and of an organisation it is offered to or was taken for. */
export function mayRead(
  network: Network,
  person: PersonId,
  hub: HubId,
  slot: Offer & { readonly taken?: { readonly for: OrganisationId } | undefined },
): boolean {
  const posts = own(network.staff, person)?.posts ?? [];
  return posts.some(
    ({ at }) => at === hub || at === slot.offeredBy || at === slot.taken?.for || (hubOf(network, at) === hub && isOfferedTo(hub, slot, at)),
  );
}

/** Why somebody may not act for an organisation: nobody of this hub is called so, or others work there. `undefined`: they may. */
export type ActingRefusal =
  | { readonly why: 'organisationUnknown'; readonly organisation: OrganisationId }
  | { readonly why: 'notAllowed'; readonly organisation: OrganisationId; readonly ask: readonly Person[] };
export function mayActFor(network: Network, by: Actor, hub: HubId, organisation: OrganisationId): ActingRefusal | undefined {
  if (hubOf(network, organisation) !== hub) return { why: 'organisationUnknown', organisation };
  switch (by.kind) {
    case 'person':
      if (worksAt(network, by.id, organisation)) return undefined;
      return { why: 'notAllowed', organisation, ask: staffAt(network, organisation).slice(0, askedMax).map(personOf) };
    // The door has asked for which practices the caller may speak.
    case 'sender':
      return undefined;
    case 'clock':
      return { why: 'notAllowed', organisation, ask: [] };
  }
}
/** Names in one sentence: more are not read. */
const askedMax = 3;
