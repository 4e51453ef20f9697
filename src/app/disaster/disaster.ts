// Disasters at work: proposed with what they would move at that moment, started, ended, and asked about; each by the one door.
import { isDeepStrictEqual } from 'node:util';
import type { DisasterCommand } from '../../domain/disaster/command.ts';
import { decideDisaster } from '../../domain/disaster/decide.ts';
import type { DisasterEvent } from '../../domain/disaster/event.ts';
import { evolveDisaster } from '../../domain/disaster/evolve.ts';
import { disasterIds } from '../../domain/disaster/id.ts';
import { previewOf } from '../../domain/disaster/preview.ts';
import { react } from '../../domain/disaster/react.ts';
import { type Receiver, receiversFor } from '../../domain/disaster/receivers.ts';
import type { DisasterRefusal, DisasterRules } from '../../domain/disaster/refusals.ts';
import { type Disaster, isLive, type Plan, type Preview } from '../../domain/disaster/state.ts';
import type { OpenRow } from '../../domain/disaster/where-work-goes.ts';
import { own } from '../../domain/lookup.ts';
import { takersIn } from '../../domain/network/in-force.ts';
import { hubOf, type Network } from '../../domain/network/state.ts';
import type { HubId, Instant, OrganisationId } from '../../domain/terms.ts';
import { opensIn } from '../econsult/rows.ts';
import { type Aggregate, type HandleDeps, type Handled, handle, NotSettled } from '../handle.ts';
import type { NetworkSource } from '../network/network.ts';
import type { Store, ThingKey } from '../ports.ts';
import type { Rules } from '../rules.ts';

export const disasters: Aggregate<Disaster, DisasterCommand, DisasterEvent, DisasterRefusal, DisasterRules> = {
  kind: 'disaster',
  decide: decideDisaster,
  evolve: evolveDisaster,
  react,
  queue: () => undefined,
  // Whatever is open, somebody must find it: before what is only late.
  timer: (it) => {
    if (it === undefined) return undefined;
    if (it.status === 'proposed') return { at: it.lapsesAt, harm: '0' };
    if (it.status === 'agreed') return { at: it.startsAt, harm: '0' };
    return isLive(it) ? { at: it.nextLook, harm: '0' } : undefined;
  },
  // How it stands is said as it is when it is sent.
  merging: ['disasterStands', 'disasterEndsSoon', 'disasterEndsSoonToLead'],
};
export const disasterKey = (hub: HubId, id: string): ThingKey => ({ hub, kind: disasters.kind, id });

export type DisasterHandled = Handled<Disaster, DisasterEvent, DisasterRefusal>;
export interface DisasterDeps extends HandleDeps {
  readonly network: NetworkSource;
}

/** What the plan would do at this moment. Throws as the store does. */
export async function previewNow(store: Pick<Store, 'opens'>, rules: Rules, hub: HubId, plan: Plan, at: Instant): Promise<Preview> {
  const takers = takersIn(plan.routes).map(({ to }) => to);
  const [rows, theirs] = await Promise.all([opensIn(store, hub), elsewhere(store, rules.network, hub, takers)]);
  return previewOf(plan, hub, rows, { ...rules, at }, theirs);
}

/** What is open in the other hubs of these organisations: part of what a buddy has to do already. */
async function elsewhere(
  store: Pick<Store, 'opens'>,
  network: Network,
  hub: HubId,
  organisations: readonly OrganisationId[],
): Promise<readonly OpenRow[]> {
  const others = new Set(organisations.flatMap((each) => hubOf(network, each) ?? []));
  others.delete(hub);
  return (await Promise.all([...others].map((each) => opensIn(store, each)))).flat();
}

/** Who could take the work of a place, or of any, the best placed first. Throws as the store does. */
export async function receiversNow(
  store: Pick<Store, 'opens'>,
  rules: Rules,
  hub: HubId,
  place: OrganisationId | undefined,
  at: Instant,
): Promise<readonly Receiver[]> {
  const buddies = (own(rules.network.hubs, hub)?.buddies ?? []).map(({ takes }) => takes);
  const [rows, theirs] = await Promise.all([opensIn(store, hub), elsewhere(store, rules.network, hub, buddies)]);
  return receiversFor(place, hub, [...rows, ...theirs], { ...rules, at });
}

/** A disaster as last written, if that hub is ours and has it. */
export async function loadDisaster(
  { store, network }: Pick<DisasterDeps, 'store' | 'network'>,
  hub: HubId,
  id: string,
): Promise<Disaster | undefined> {
  if (own((await network.current()).hubs, hub) === undefined) return undefined;
  return (await store.load<Disaster>(disasterKey(hub, id)))?.state;
}

/** Grants or refuses a wish about one disaster. Errors as `handle`. */
export async function handleDisaster(deps: DisasterDeps, command: DisasterCommand): Promise<DisasterHandled> {
  const rules = await deps.network.now();
  if (own(rules.network.hubs, command.hub) === undefined) return { kind: 'refused', refusal: { why: 'disasterUnknown' }, state: undefined };
  return handle(deps, disasters, disasterKey(command.hub, command.id), command, rules);
}

/** How often one lead can ask for the same within an hour, and it comes to nothing each time. */
const candidatesMax = 12;
type Proposing = Omit<Extract<DisasterCommand, { type: 'propose' }>, 'id' | 'type' | 'preview'>;
/** Pressed twice, also by two presses at once: the same lead wants the same, and what they want is not over. */
const isSameWish = (it: Disaster, { plan, by, at }: Proposing): boolean =>
  it.status !== 'dropped' &&
  !('ended' in it) &&
  !(it.status === 'proposed' && at >= it.lapsesAt) &&
  by.kind === 'person' &&
  it.proposed.by.id === by.id &&
  isDeepStrictEqual(it.plan, plan);

/** Proposes one with what it would do now. Errors as `handle`. */
export async function proposeDisaster(deps: DisasterDeps, command: Proposing): Promise<DisasterHandled> {
  const rules = await deps.network.now();
  if (own(rules.network.hubs, command.hub) === undefined) return { kind: 'refused', refusal: { why: 'disasterUnknown' }, state: undefined };
  const preview = await previewNow(deps.store, rules, command.hub, command.plan, command.at);
  const asked = JSON.stringify([command.by, command.at.slice(0, 'yyyy-mm-ddThh'.length), command.plan]);
  for (let candidate = 0; candidate < candidatesMax; candidate++) {
    const id = disasterIds.from('disaster', asked, candidate);
    const handled = await handle(deps, disasters, disasterKey(command.hub, id), { ...command, type: 'propose', id, preview }, rules);
    if (handled.kind === 'done' || handled.refusal.why !== 'idTaken') return handled;
    const before = await deps.store.load<Disaster>(disasterKey(command.hub, id));
    if (before && isSameWish(before.state, command))
      return { kind: 'done', state: before.state, version: before.version, events: [], repeated: true };
  }
  throw new NotSettled('no free reference for a disaster');
}
