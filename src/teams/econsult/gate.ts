// The one way to an eConsult for a person in Teams: nothing of it is loaded, changed or drawn for somebody who may not know of it.

import { type EConsultHandled, handleEConsult, rulesBy, rulesFor } from '../../app/econsult/econsult.ts';
import { econsultKey, loadEConsult, loadEConsults } from '../../app/econsult/load.ts';
import type { Store } from '../../app/ports.ts';
import { drawEConsult } from '../../cards/econsult/card.ts';
import { refusalWords } from '../../cards/econsult/refusals.ts';
import type { Asking } from '../../cards/fields.ts';
import type { EConsultCommand } from '../../domain/econsult/command.ts';
import type { EConsultRules } from '../../domain/econsult/decide.ts';
import type { EConsultEvent } from '../../domain/econsult/event.ts';
import type { EConsult } from '../../domain/econsult/state.ts';
import { maySee, sideOf, unseen } from '../../domain/network/access.ts';
import { type Network, organisationIn } from '../../domain/network/state.ts';
import type { EConsultId, HubId, Instant, OrganisationId, PersonId } from '../../domain/terms.ts';
import type { ClickDeps, Press, Reading } from '../press.ts';
import { conversationOf, type TeamsActivity } from '../wire.ts';

/** An eConsult that this person may know of, or `undefined`: what to say then is `unseenWords`, whether it is there or not. */
export async function see(
  deps: Pick<Reading, 'store'>,
  network: Network,
  person: PersonId,
  { hub, id }: { readonly hub: HubId; readonly id: EConsultId },
): Promise<EConsult | undefined> {
  const it = await loadEConsult(deps.store, network, hub, id);
  return it !== undefined && maySee(network, person, it) ? it : undefined;
}

/** What a form of it is drawn from for this person, and what is submitted from it is checked against; `undefined` as of `see`. */
export async function askingOf(
  deps: Reading,
  { by, verb }: Press,
  which: { readonly hub: HubId; readonly id: EConsultId },
): Promise<Asking | undefined> {
  const rules = await deps.network.now();
  const it = await see(deps, rules.network, by.id, which);
  return it && { it, rules: rulesBy(await rulesFor(deps.store, rules, which.hub, verb), which.id), at: deps.clock.now(), by: by.id };
}

/** By hub, the rules from which a form that gives work to somebody is drawn: they know what each person there already has. */
export async function rulesToGive(deps: Reading, hubs: readonly HubId[]): Promise<ReadonlyMap<HubId, EConsultRules>> {
  const rules = await deps.network.now();
  const each = [...new Set(hubs)].map(async (hub) => [hub, await rulesFor(deps.store, rules, hub, 'handOver')] as const);
  return new Map(await Promise.all(each));
}

/**
 * Those of one hub that a list of an organisation's own shows: its day, its digest, the start of a shift. Who may read that list is decided
 * where it is sent or opened, for it says the same to all of them.
 */
export const listedHere = (store: Store, network: Network, hub: HubId, ids: readonly EConsultId[]): Promise<readonly EConsult[]> =>
  loadEConsults(
    store,
    network,
    ids.map((id) => ({ hub, id })),
  );

export const unseenWords = (network: Network, person: PersonId, id: EConsultId): string =>
  refusalWords(unseen(network, person, id), network);

/** Whose own view of a card: who, where, and what is said to them above it. */
export interface Viewing {
  readonly person: PersonId;
  readonly activity: TeamsActivity;
  readonly now: Instant;
  readonly refreshFor: readonly string[];
  readonly notice?: string;
}

/** Its card as everybody in a channel of its hub or practice sees it. */
export const sharedViewOf = (it: EConsult, network: Network, at: OrganisationId, more: Pick<Viewing, 'now' | 'refreshFor'>): object =>
  drawEConsult(it, { network, at, ...more }).card;

/** Whose card is meant in a channel that practices share: whoever has it, or whose patient it is. */
export const sidesOf = (it: EConsult | undefined): readonly (OrganisationId | undefined)[] => [
  it?.holder,
  it?.practice,
  ...(it?.shownIn ?? []),
];

/** Somebody's own view of its card; `undefined`: they may not see any. */
export function viewOf(it: EConsult, network: Network, { person, activity, ...said }: Viewing): object | undefined {
  const at = sideOf(network, person, it, organisationIn(network, conversationOf(activity), sidesOf(it)));
  return at === undefined ? undefined : drawEConsult(it, { network, at, viewer: person, ...said }).card;
}

/** The same of one that is still to be looked up. */
export async function lookAt(
  deps: Pick<Reading, 'store'>,
  network: Network,
  { hub, id }: { readonly hub: HubId; readonly id: EConsultId },
  viewing: (it: EConsult) => Promise<Viewing>,
): Promise<object | undefined> {
  const it = await loadEConsult(deps.store, network, hub, id);
  return it && viewOf(it, network, await viewing(it));
}

/** What has happened to one that `see` has given out. */
export const eventsOf = (store: Store, { hub, id }: EConsult) => store.events<EConsultEvent>(econsultKey(hub, id));

/** What a person asks for; whoever may not know of it is refused first of all, by `decide`. Errors as `handle`. */
export const wish = (deps: ClickDeps | (Reading & Pick<ClickDeps, 'nudge'>), command: EConsultCommand): Promise<EConsultHandled> =>
  handleEConsult({ ...deps, rules: deps.network }, command);

/** It was delivered before and done, and somebody has gone on with it since: what would be asked beside it now is not what was asked then. */
export const isDoneBefore = async ({ store }: Pick<Reading, 'store'>, command: EConsultCommand, it: EConsult): Promise<boolean> => {
  const { hub, id, operation, revision } = command;
  return revision !== it.revision && ((await store.load<EConsult>(econsultKey(hub, id)))?.operations.includes(operation) ?? false);
};
