// The things that are decided about, each with its verbs, in the shape `handle` takes.

import { nextLookFrom } from '../domain/econsult/clock.ts';
import type { EConsultCommand } from '../domain/econsult/command.ts';
import { decide, type EConsultRefusal, type EConsultRules } from '../domain/econsult/decide.ts';
import type { EConsultEvent } from '../domain/econsult/event.ts';
import { evolve } from '../domain/econsult/evolve.ts';
import { harmOf, queuePlace } from '../domain/econsult/queue-place.ts';
import { react } from '../domain/econsult/react.ts';
import type { EConsult } from '../domain/econsult/state.ts';
import { own } from '../domain/lookup.ts';
import { unseen } from '../domain/network/access.ts';
import { type Network, organisationsOf } from '../domain/network/state.ts';
import type { EConsultId, HubId, PersonId } from '../domain/terms.ts';
import { readAtOnce, someAtATime } from './at-a-time.ts';
import { type Aggregate, type HandleDeps, type Handled, handle, handleTogether, wishAbout } from './handle.ts';
import type { Store, ThingKey, Timer } from './ports.ts';

export const econsults: Aggregate<EConsult, EConsultCommand, EConsultEvent, EConsultRefusal, EConsultRules> = {
  kind: 'econsult',
  decide,
  evolve,
  react,
  queue: queuePlace,
  timer: timerOf,
  aim: (state, rules, at) => ({ ...state, nextLook: nextLookFrom(state, rules, at) }),
};

function timerOf(state: EConsult | undefined): Timer | undefined {
  return state?.nextLook === undefined ? undefined : { at: state.nextLook, harm: harmOf(state) };
}

export const econsultKey = (hub: HubId, id: EConsultId): ThingKey => ({ hub, kind: 'econsult', id });

export type EConsultHandled = Handled<EConsult, EConsultEvent, EConsultRefusal>;

/** Grants or refuses a person's or sender's wish about one eConsult. Errors as `handle`. */
export async function handleEConsult(
  deps: HandleDeps & { readonly rules: RulesSource },
  command: EConsultCommand,
): Promise<EConsultHandled> {
  const rules = await deps.rules.now();
  // The hub's name came with a card or a message: only one of ours has a table to look in.
  const { hub, id, by } = command;
  if (own(rules.network.hubs, hub) === undefined) {
    const refusal = by.kind === 'person' ? unseen(rules.network, by.id, id) : ({ why: 'notFound' } as const);
    return { kind: 'refused', refusal, state: undefined };
  }
  if (command.type === 'link' && command.to !== id) {
    // Both name each other, or neither does.
    const { revision: _revision, ...asked } = command;
    const linked = await handleTogether(deps, {
      it: wishAbout(econsults, econsultKey(hub, id), command, rules),
      other: wishAbout(econsults, econsultKey(hub, command.to), { ...asked, id: command.to, to: id }, rules),
    });
    if (linked.kind === 'done') return linked.each.it;
    return linked.which === 'it' ? linked.refused : { ...linked.refused, state: undefined };
  }
  return handle(deps, econsults, econsultKey(hub, id), command, await rulesFor(deps.store, rules, hub, command.type));
}

/** The rules by which this is decided. Load matters only where somebody else is given work: nothing else pays for counting it. */
export async function rulesFor(store: Store, rules: EConsultRules, hub: HubId, wish: string): Promise<EConsultRules> {
  return wish === 'assign' || wish === 'handOver' ? { ...rules, load: await loadIn(store, rules.network, hub) } : rules;
}

/** Where the rules of the moment come from. */
export interface RulesSource {
  now(): Promise<EConsultRules>;
}

/** An eConsult as last written, if that hub is ours and has it. */
export async function loadEConsult(store: Store, network: Network, hub: HubId, id: EConsultId): Promise<EConsult | undefined> {
  if (own(network.hubs, hub) === undefined) return undefined;
  return (await store.load<EConsult>(econsultKey(hub, id)))?.state;
}

/** Several, in their order; those that are not there are left out. */
export async function loadEConsults(
  store: Store,
  network: Network,
  which: readonly { readonly hub: HubId; readonly id: EConsultId }[],
): Promise<readonly EConsult[]> {
  const found = await someAtATime(which, readAtOnce, ({ hub, id }) => loadEConsult(store, network, hub, id));
  return found.filter((it): it is EConsult => it !== undefined);
}

/** A hub's Monday has about 700 open: far beyond that, the count stops and load is a little understated. */
const openCounted = 2_000;

/** How many open eConsults of a hub and its practices each person has claimed. */
async function loadIn(store: Store, network: Network, hub: HubId): Promise<Readonly<Record<PersonId, number>>> {
  const queues = await Promise.all(organisationsOf(network, hub).map((holder) => store.queue(hub, holder, openCounted)));
  const load = new Map<PersonId, number>();
  for (const { claimant } of queues.flat()) if (claimant !== undefined) load.set(claimant, (load.get(claimant) ?? 0) + 1);
  return Object.fromEntries(load);
}
