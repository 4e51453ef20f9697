// A repair's look at the clock: what it finds is written down first, then changed in batches; once nothing is left it accounts for all of it.
import type { Sight } from '../../domain/repair/decide.ts';
import { beginsAt, type Repair, replacementOf, type Working } from '../../domain/repair/state.ts';
import type { HubId, Instant } from '../../domain/terms.ts';
import { changedTogether, inBatches, notSettled } from '../econsult/many.ts';
import { handle } from '../handle.ts';
import { bookOf, handleSlot } from '../slot/slot.ts';
import { handleTask } from '../task/task.ts';
import type { RepairDeps } from './deps.ts';
import { became, type Found, found } from './found.ts';
import { closeInNetwork, leaveNetwork, takeOverInNetwork } from './in-network.ts';
import { loadRepair, repairKey, repairs } from './repair.ts';
import { endShifts } from './shifts.ts';

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

/**
 * Does what is to be done now, and what is left of it the next time; safe to ask for twice, by two instances at once, and after a crash
 * anywhere. `undefined`: there is no such repair. Errors as `handle` and the store.
 */
export async function lookAtRepair(deps: RepairDeps, hub: HubId, id: string, looking: Looking): Promise<Repair | undefined> {
  const it = await loadRepair(deps, hub, id);
  if (it?.status !== 'working') return it;
  // From the first moment on, so that nothing is promised for a day after it has closed.
  const isClosed = it.plan.type === 'leaver' || (await closeInNetwork(deps, it, it.plan, looking));
  // What it has would go to a practice that is closed itself.
  if (!isClosed) return seen(deps, it, { left: it.left, waitsFor: 'otherRepair' }, looking, 'notClosed');
  if (looking.at < beginsAt(it.plan, it.confirmed.at)) return it;
  const notCleared = it.plan.type === 'merge' ? await takeOverInNetwork(deps, it, it.plan, looking) : [];
  const isFirst = it.things.length === 0;
  const about = await found(deps.store, hub, it.plan, isFirst ? undefined : new Set(it.things));
  const known = await writtenDown(deps, it, about, looking);
  const left = await change(deps, known, about, looking);
  const slots = left > 0 || it.plan.type === 'leaver' ? { slots: 0, left: 0 } : await emptyBook(deps, known, it.plan.practice, looking);
  if (left + slots.left > 0) return seen(deps, known, { left: left + slots.left, slots: slots.slots, notCleared }, looking, 'left');
  const ended = it.plan.type === 'leaver' ? await leaves(deps, known, looking) : { shifts: 0 };
  const still = 'waitsFor' in ended ? [] : await leftBehind(deps, known);
  const sight = { ...ended, left: still.length, things: still, slots: slots.slots, notCleared };
  // What came in between: people go on claiming until the last moment.
  const last = 'waitsFor' in ended || still.length > 0 || changes(sight, known) ? await seen(deps, known, sight, looking, 'last') : known;
  if (last?.status !== 'working' || 'waitsFor' in ended || still.length > 0) return last;
  return finish(deps, last, looking);
}
const changes = (sight: Sight & { readonly notCleared: readonly unknown[] }, { notCleared }: Working): boolean =>
  (sight.slots ?? 0) + (sight.shifts ?? 0) > 0 || sight.notCleared.length > notCleared.length;

const asked = ({ hub, id }: Working, { at, operation }: Looking, step: string) =>
  ({ hub, id, at, operation: `repair|${id}|${operation}|${step}`, by: { kind: 'clock' } }) as const;

async function seen(deps: RepairDeps, it: Working, sight: Sight, looking: Looking, step: string): Promise<Repair | undefined> {
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
async function writtenDown(deps: RepairDeps, it: Working, { econsults, tasks, kept }: Found, looking: Looking): Promise<Working> {
  const all = [...econsults, ...tasks, ...kept];
  const isNew = all.some((id) => !it.things.includes(id));
  const appointments = it.plan.type === 'leaver' || !isNew ? [] : await bookOf(deps.store, it.hub, it.plan.practice);
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
async function change(deps: RepairDeps, it: Working, { econsults, tasks }: Found, looking: Looking): Promise<number> {
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
async function emptyBook(deps: RepairDeps, it: Working, practice: string, looking: Looking): Promise<{ slots: number; left: number }> {
  const free = (await bookOf(deps.store, it.hub, practice)).filter(({ status }) => status === 'free');
  let slots = 0;
  for (const { id } of free.slice(0, looking.batchesMax * slotsByBatch)) {
    const asks = { ...asked(it, looking, `slot|${id}`), id, type: 'withdraw', reason: { text: it.id, checked: true } } as const;
    const handled = await handleSlot({ ...deps, rules: deps.network }, asks).catch(notSettled);
    if (handled?.kind === 'done') slots += 1;
  }
  return { slots, left: free.length - slots };
}

/** Posts, clearances and shifts end once nothing is theirs any more. */
async function leaves(
  deps: RepairDeps,
  it: Working,
  looking: Looking,
): Promise<{ readonly shifts: number } | { readonly waitsFor: 'anotherLead' }> {
  if (it.plan.type !== 'leaver') return { shifts: 0 };
  const { id } = it.plan.person;
  if (!(await leaveNetwork(deps, it, it.plan, looking))) return { waitsFor: 'anotherLead' };
  return { shifts: await endShifts(deps, it.hub, id, asked(it, looking, 'shifts')) };
}

/** All of it once more, ladders and hints included. */
async function leftBehind(deps: RepairDeps, it: Working): Promise<readonly string[]> {
  const { econsults, tasks } = await found(deps.store, it.hub, it.plan);
  return [...econsults, ...tasks];
}

async function finish(deps: RepairDeps, it: Working, looking: Looking): Promise<Repair | undefined> {
  const things = await became(deps.store, it.hub, it.plan, it.things);
  const command = { ...asked(it, looking, 'finish'), type: 'finish', account: { things } } as const;
  const handled = await handle(deps, repairs, repairKey(it.hub, it.id), command, await deps.network.now());
  return handled.state;
}
