// What a repair is about: everything open that is somebody's who leaves, or a practice's that closes; and what became of each once it is done.
import type { EConsult } from '../../domain/econsult/state.ts';
import { fateOf, isKept, isStillTheirs, isTaskStillTheirs, mustChange, taskFateOf, taskMustChange } from '../../domain/repair/find.ts';
import type { Fate, RepairPlan } from '../../domain/repair/state.ts';
import { taskIds } from '../../domain/task/id.ts';
import type { TaskPlace } from '../../domain/task/queue-place.ts';
import type { Task } from '../../domain/task/state.ts';
import type { HubId } from '../../domain/terms.ts';
import { readAtOnce, someAtATime } from '../at-a-time.ts';
import { econsultKey } from '../econsult/load.ts';
import { opensIn } from '../econsult/rows.ts';
import type { Store } from '../ports.ts';
import { taskKey, tasks } from '../task/task.ts';

export interface Found {
  /** To be changed, the most urgent first. */
  readonly econsults: readonly string[];
  readonly tasks: readonly string[];
  /** Of the practice and with the hub already: it stays there. */
  readonly kept: readonly string[];
}
type Rows = Pick<Store, 'opens' | 'load'>;

/**
 * `among`: of what its row does not tell, only these are looked into; absent: all of it. A hub has some hundreds, of which few stand on ladders.
 * Throws as the store does.
 */
export async function found(store: Rows, hub: HubId, plan: RepairPlan, among?: ReadonlySet<string>): Promise<Found> {
  const [rows, taskRows] = await Promise.all([opensIn(store, hub), store.opens<TaskPlace>(hub, tasks.kind)]);
  const looksInto = (id: string): boolean => among === undefined || among.has(id);
  const econsults = await someAtATime(rows, readAtOnce, async (row) => {
    const must = mustChange(row, plan);
    if (must !== 'perhaps') return must ? [row.id] : [];
    if (!looksInto(row.id)) return [];
    const it = (await store.load<EConsult>(econsultKey(hub, row.id)))?.state;
    return it !== undefined && isStillTheirs(it, plan) ? [row.id] : [];
  });
  const theirTasks = await someAtATime(taskRows, readAtOnce, async (row) => {
    const must = taskMustChange(row, plan);
    if (must !== 'perhaps') return must ? [row.id] : [];
    if (!looksInto(row.id)) return [];
    const it = (await store.load<Task>(taskKey(hub, row.id)))?.state;
    return it !== undefined && isTaskStillTheirs(it, plan) ? [row.id] : [];
  });
  const [changes, changesTasks] = [econsults.flat(), theirTasks.flat()];
  const all = new Set([...changes, ...changesTasks]);
  const kept = [...rows, ...taskRows].filter((row) => isKept(row, plan) && !all.has(row.id)).map(({ id }) => id);
  return { econsults: changes, tasks: changesTasks, kept };
}

/** Read from the things themselves, so that it is so whatever died on the way. Throws as the store does. */
export async function became(
  store: Pick<Store, 'load'>,
  hub: HubId,
  plan: RepairPlan,
  ids: readonly string[],
): Promise<Readonly<Partial<Record<Fate, readonly string[]>>>> {
  const each = await someAtATime(ids, readAtOnce, async (id): Promise<{ id: string; fate: Fate }> => {
    if (taskIds.ids.test(id)) {
      const task = (await store.load<Task>(taskKey(hub, id)))?.state;
      return { id, fate: task === undefined ? 'unchanged' : taskFateOf(task, plan) };
    }
    const it = (await store.load<EConsult>(econsultKey(hub, id)))?.state;
    return { id, fate: it === undefined ? 'unchanged' : fateOf(it, plan) };
  });
  const things: Partial<Record<Fate, string[]>> = {};
  for (const { id, fate } of each) things[fate] = [...(things[fate] ?? []), id];
  return things;
}
