// Repairs at work: proposed with what they would change at that moment, confirmed, called off and asked about; each by the one door.
import { own } from '../../domain/lookup.ts';
import type { Message } from '../../domain/message.ts';
import {
  decideRepair,
  evolveRepair,
  type RepairCommand,
  type RepairDecision,
  type RepairEvent,
  type RepairRules,
} from '../../domain/repair/decide.ts';
import { planOrRefusal, type RepairRefusal } from '../../domain/repair/plan.ts';
import { hubsOfRepair, isInTheWay, isOpenRepair, type Repair, repairIds } from '../../domain/repair/state.ts';
import { channelOf, type HubId } from '../../domain/terms.ts';
import { type Aggregate, type Handled, handle, NotSettled } from '../handle.ts';
import type { ThingKey } from '../ports.ts';
import type { RepairDeps } from './deps.ts';
import { previewOf } from './preview.ts';

export const repairNoticeNames = ['repairAsked', 'repairOver'] as const;
/** Its card stands in the channels of the hubs it concerns; that it waits to be confirmed, and that it is done, is said there. */
function react(event: RepairEvent, repair: Repair): readonly Message<(typeof repairNoticeNames)[number]>[] {
  const what = event.type === 'RepairProposed' ? 'repairAsked' : event.type === 'RepairFinished' ? 'repairOver' : undefined;
  return hubsOfRepair(repair).flatMap((hub) => {
    const to = channelOf(hub);
    return [{ to, class: 1, what: 'card' } as const, ...(what === undefined ? [] : [{ to, class: 1, what } as const])];
  });
}

export const repairs: Aggregate<Repair, RepairCommand, RepairEvent, RepairRefusal, RepairRules> = {
  kind: 'repair',
  decide: (command, repair, rules): RepairDecision => decideRepair(command, repair, rules),
  evolve: evolveRepair,
  react,
  // Only so that the open ones can be listed.
  queue: (repair) =>
    repair === undefined || !isOpenRepair(repair)
      ? undefined
      : { holder: repair.hub, priority: 'routine', due: repair.status === 'working' ? repair.nextLook : repair.proposed.at },
  timer: (repair) => (repair?.status === 'working' ? { at: repair.nextLook, harm: '1' } : undefined),
};
export const repairKey = (hub: HubId, id: string): ThingKey => ({ hub, kind: repairs.kind, id });

export type RepairHandled = Handled<Repair, RepairEvent, RepairRefusal>;
const candidatesMax = 5;

/** Proposes one with what it would change now. Errors as `handle`. */
export async function proposeRepair(
  deps: RepairDeps,
  command: Omit<Extract<RepairCommand, { type: 'propose' }>, 'id' | 'type' | 'preview'>,
): Promise<RepairHandled> {
  const rules = await deps.network.now();
  const { hub, at } = command;
  if (own(rules.network.hubs, hub) === undefined) return { kind: 'refused', refusal: { why: 'repairUnknown' }, state: undefined };
  const same = (await openRepairs(deps, hub)).find(({ plan }) => isInTheWay(command.plan, plan));
  const planned = planOrRefusal(command.plan, hub, rules.network, at);
  const preview = 'why' in planned ? { at, counts: {} } : await previewOf(deps.store, rules.network, hub, planned, at);
  for (let candidate = 0; candidate < candidatesMax; candidate++) {
    const id = repairIds.from('repair', command.operation, candidate);
    // Asked for twice it is this one.
    if (same !== undefined && same.id !== id && candidate === 0)
      return { kind: 'refused', refusal: { why: 'underWay', id: same.id }, state: same };
    const handled = await handle(deps, repairs, repairKey(hub, id), { ...command, type: 'propose', id, preview }, rules);
    if (handled.kind === 'done' || handled.refusal.why !== 'idTaken') return handled;
  }
  throw new NotSettled('no free reference for a repair');
}

/** Confirms it with what is so at that moment, or calls it off. Errors as `handle`. */
export async function decideOnRepair(
  deps: RepairDeps,
  { hub, id, plan }: Pick<Repair, 'hub' | 'id' | 'plan'>,
  command: Pick<RepairCommand, 'operation' | 'at' | 'by'> & { readonly type: 'confirm' | 'callOff' },
): Promise<RepairHandled> {
  const rules = await deps.network.now();
  const { type, ...asked } = command;
  if (type === 'callOff') return handle(deps, repairs, repairKey(hub, id), { ...asked, type, hub, id }, rules);
  const preview = await previewOf(deps.store, rules.network, hub, plan, command.at);
  return handle(deps, repairs, repairKey(hub, id), { ...asked, type, hub, id, preview }, rules);
}

/** One as last written, if that hub is ours and has it. Throws as the store does. */
export async function loadRepair(
  { store, network }: Pick<RepairDeps, 'store' | 'network'>,
  hub: HubId,
  id: string,
): Promise<Repair | undefined> {
  if (own((await network.current()).hubs, hub) === undefined) return undefined;
  return (await store.load<Repair>(repairKey(hub, id)))?.state;
}
/** Those of a hub that wait to be confirmed or are at work. Throws as the store does. */
export async function openRepairs(deps: Pick<RepairDeps, 'store' | 'network'>, hub: HubId): Promise<readonly Repair[]> {
  const rows = await deps.store.opens(hub, repairs.kind);
  return (await Promise.all(rows.map(({ id }) => loadRepair(deps, hub, id)))).flatMap((repair) => repair ?? []);
}
