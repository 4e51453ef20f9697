// The steps of a repair's look: what was found is written down, changed in batches, looked for once more, and accounted for.
import type { Sight } from '../../domain/repair/decide.ts';
import { type Repair, replacementOf, type Working } from '../../domain/repair/state.ts';
import type { Instant } from '../../domain/terms.ts';
import { changedTogether, inBatches, notSettled } from '../econsult/many.ts';
import { handle } from '../handle.ts';
import { bookOf, handleSlot } from '../slot/slot.ts';
import { handleTask } from '../task/task.ts';
import type { RepairDeps } from './deps.ts';
import { became, type Found, found } from './found.ts';
import { repairKey, repairs } from './repair.ts';

/** Batches changed by one look of the sweep: a few seconds' work, so that whatever else is due does not wait long. */
export const batchesByLook = 60;
/** And by the press that confirms it. */
export const batchesByPress = 3;
/** Each task is a transaction of its own, with its eConsult and its appointment. */
const tasksByBatch = 5;
const slotsByBatch = 10;

export interface Looking {
  readonly at: Instant;
  /** Names this look alone. */
  readonly operation: string;
  readonly batchesMax: number;
}

export const asked = ({ hub, id }: Working, { at, operation }: Looking, step: string) =>
  ({ hub, id, at, operation: `repair|${id}|${operation}|${step}`, by: { kind: 'clock' } }) as const;

export async function seen(deps: RepairDeps, it: Working, sight: Sight, looking: Looking, step: string): Promise<Repair | undefined> {
  const handled = await handle(
    deps,
    repairs,
    repairKey(it.hub, it.id),
    { ...asked(it, looking, step), type: 'look', sight },
    await deps.network.now(),
  );
  return handled.state;
}

/** Before anything is changed: afterwards it could not be told any more what it was about. */
export async function writtenDown(deps: RepairDeps, it: Working, { econsults, tasks, kept }: Found, looking: Looking): Promise<Working> {
  const all = [...econsults, ...tasks, ...kept];
  const isNew = all.some((id) => !it.things.includes(id));
  const appointments =
    it.plan.type === 'leaver' || it.plan.type === 'move' || !isNew ? [] : await bookOf(deps.store, it.hub, it.plan.practice);
  if (!isNew) return it;
  const sight = {
    things: all,
    left: econsults.length + tasks.length,
    appointments: appointments.flatMap(({ taken }) => taken?.task ?? []),
  };
  const after = await seen(deps, it, sight, looking, 'found');
  return after?.status === 'working' ? after : it;
}

/** Changes as much as one look may; how much is left. */
export async function change(deps: RepairDeps, it: Working, { econsults, tasks }: Found, looking: Looking): Promise<number> {
  const { hub, at, operation } = asked(it, looking, 'change');
  const asks = {
    hub,
    at,
    by: { kind: 'clock' },
    type: 'repair',
    repair: it.id,
    lead: it.confirmed.by,
    change: replacementOf(it.plan),
  } as const;
  const some = econsults.slice(0, looking.batchesMax * changedTogether);
  const changed = await inBatches(
    deps,
    await deps.network.now(),
    some.map((id) => ({ ...asks, id })),
    operation,
  );
  const taskDeps = { ...deps, rules: deps.network };
  let done = changed.size;
  for (const id of tasks.slice(0, looking.batchesMax * tasksByBatch)) {
    const handled = await handleTask(taskDeps, { ...asks, id, operation: `${operation}|task|${id}` }).catch(notSettled);
    if (handled?.kind === 'done') done += 1;
  }
  return econsults.length + tasks.length - done;
}

/** Nobody takes an appointment of a practice that has closed. */
export async function emptyBook(
  deps: RepairDeps,
  it: Working,
  practice: string,
  looking: Looking,
): Promise<{ slots: number; left: number }> {
  const free = (await bookOf(deps.store, it.hub, practice)).filter(({ status }) => status === 'free');
  let slots = 0;
  for (const { id } of free.slice(0, looking.batchesMax * slotsByBatch)) {
    const asks = { ...asked(it, looking, `slot|${id}`), id, type: 'withdraw', reason: { text: it.id, checked: true } } as const;
    const handled = await handleSlot({ ...deps, rules: deps.network }, asks).catch(notSettled);
    if (handled?.kind === 'done') slots += 1;
  }
  return { slots, left: free.length - slots };
}

/** All of it once more, ladders and hints included. */
export async function leftBehind(deps: RepairDeps, it: Working): Promise<readonly string[]> {
  const { econsults, tasks } = await found(deps.store, it.hub, it.plan);
  return [...econsults, ...tasks];
}

export async function finish(deps: RepairDeps, it: Working, looking: Looking): Promise<Repair | undefined> {
  const things = await became(deps.store, it.hub, it.plan, it.things);
  const command = { ...asked(it, looking, 'finish'), type: 'finish', account: { things } } as const;
  const handled = await handle(deps, repairs, repairKey(it.hub, it.id), command, await deps.network.now());
  return handled.state;
}
