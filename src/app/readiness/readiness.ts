// The checklist at work: answered by people, looked at by the clock, and read as it stands.
import { own } from '../../domain/lookup.ts';
import type { Network, Practice } from '../../domain/network/state.ts';
import { type Checked, checklistOf, openItems } from '../../domain/readiness/checklist.ts';
import type { ReadinessCommand } from '../../domain/readiness/command.ts';
import { decideReadiness, type ReadinessRefusal, type ReadinessRules } from '../../domain/readiness/decide.ts';
import type { ReadinessEvent } from '../../domain/readiness/event.ts';
import { evolveReadiness } from '../../domain/readiness/evolve.ts';
import { react } from '../../domain/readiness/react.ts';
import { nextReminder } from '../../domain/readiness/reminders.ts';
import { type Readiness, readinessId } from '../../domain/readiness/state.ts';
import type { HubId, Instant, OdsCode } from '../../domain/terms.ts';
import { type Aggregate, type HandleDeps, type Handled, handle } from '../handle.ts';
import type { Look, LookDeps } from '../kind.ts';
import type { Store, ThingKey } from '../ports.ts';
import type { RulesSource } from '../rules.ts';

export const readinesses: Aggregate<Readiness, ReadinessCommand, ReadinessEvent, ReadinessRefusal, ReadinessRules> = {
  kind: 'readiness',
  decide: decideReadiness,
  evolve: evolveReadiness,
  react,
  queue: () => undefined,
  timer(readiness) {
    const at = readiness && nextReminder(readiness);
    return at === undefined ? undefined : { at, harm: '3' };
  },
  // It lists what is due when it is sent: several that could not be sent in time are one.
  merging: ['readinessAsks'],
};
export const readinessKey = (hub: HubId, practice: OdsCode): ThingKey => ({ hub, kind: readinesses.kind, id: readinessId(practice) });

export interface ReadinessDeps extends HandleDeps {
  readonly rules: RulesSource;
}
export type ReadinessHandled = Handled<Readiness, ReadinessEvent, ReadinessRefusal | { readonly why: 'practiceUnknown' }>;

/** Errors as `handle`. */
export async function handleReadiness(deps: ReadinessDeps, command: ReadinessCommand): Promise<ReadinessHandled> {
  const rules = await deps.rules.now();
  const { hub, practice } = command;
  // The hub's name came with a card: only hubs of our network have a table.
  if (own(rules.network.hubs, hub) === undefined) return { kind: 'refused', refusal: { why: 'practiceUnknown' }, state: undefined };
  return handle(deps, readinesses, readinessKey(hub, practice), command, rules);
}

export const lookAtReadiness =
  ({ network, ...deps }: LookDeps): Look =>
  async (hub, id, { operation, at }) => {
    const practice = id.slice(readinessId('').length);
    await handleReadiness({ ...deps, rules: network }, { type: 'tick', hub, id, practice, operation, at, by: { kind: 'clock' } });
    return {};
  };

/** What people have answered of it; `undefined`: nothing yet. Throws as `Store.load` does. */
export const readinessOf = async (
  store: Pick<Store, 'load'>,
  { hub, code }: Pick<Practice, 'hub' | 'code'>,
): Promise<Readiness | undefined> => (await store.load<Readiness>(readinessKey(hub, code)))?.state;

/** A practice's checklist as it stands. Throws as `Store.load` does. */
export const checklistFor = async (
  store: Pick<Store, 'load'>,
  network: Network,
  practice: Practice,
  now: Instant,
): Promise<readonly Checked[]> => checklistOf(network, practice, await readinessOf(store, practice), now);

/** How many of its items are open or have run out. Throws as `Store.load` does. */
export const openOf = async (store: Pick<Store, 'load'>, network: Network, practice: Practice, now: Instant): Promise<number> =>
  openItems(await checklistFor(store, network, practice, now)).length;
