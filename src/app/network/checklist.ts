// How many things a practice still lacks for going live, as far as the product itself can tell.
import { own } from '../../domain/lookup.ts';
import { canDo } from '../../domain/network/access.ts';
import { agreementHolds } from '../../domain/network/pathway.ts';
import { contactRoles, type Network } from '../../domain/network/state.ts';
import { staffAt } from '../../domain/network/who-is-where.ts';
import type { HubId, OdsCode } from '../../domain/terms.ts';
import type { LocalDate } from '../../domain/time/hours.ts';
import type { NetworkSource } from './network.ts';

/** Of a hub's practice, for a day from which it is to go further: how many items of its checklist are open. Throws as the store does. */
export type ChecklistOpen = (hub: HubId, practice: OdsCode, from: LocalDate) => Promise<number>;

/** Counted from the network alone. */
export const checklistIn =
  (network: Pick<NetworkSource, 'current'>): ChecklistOpen =>
  async (hub, practice, from) =>
    missingIn(await network.current(), hub, practice, from).length;

const items = ['openingHours', 'channel', 'agreement', 'somebodyCleared', 'contacts'] as const;

/** What is missing; a practice that is not there lacks everything. */
function missingIn(network: Network, hub: HubId, code: OdsCode, from: LocalDate): readonly (typeof items)[number][] {
  const practice = own(network.practices, code);
  if (practice?.hub !== hub) return items;
  const has: Readonly<Record<(typeof items)[number], boolean>> = {
    openingHours: Object.values(practice.hours.week).some((spans) => spans.length > 0),
    channel: own(network.channels, code) !== undefined,
    agreement: agreementHolds(practice, from),
    somebodyCleared: staffAt(network, hub).some(
      (member) => member.posts.some(({ at }) => at === hub) && canDo(member, code, 'write', from),
    ),
    contacts: contactRoles.every((role) => practice.contacts?.[role] !== undefined),
  };
  return items.filter((each) => !has[each]);
}
