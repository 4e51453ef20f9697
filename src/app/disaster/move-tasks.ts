// Tasks in a disaster: those that wait at a closed organisation follow its work, or their senders are told; and afterwards they come back.
import { type TaskRow, taskFatesOf } from '../../domain/disaster/where-tasks-go.ts';
import type { InForce } from '../../domain/network/in-force.ts';
import type { TaskCommand } from '../../domain/task/command.ts';
import type { TaskPlace } from '../../domain/task/queue-place.ts';
import type { HubId, Instant } from '../../domain/terms.ts';
import { NotSettled } from '../handle.ts';
import type { Store } from '../ports.ts';
import type { Rules } from '../rules.ts';
import { handleTask, type TaskDeps, tasks } from '../task/task.ts';

/** Moved in one look: each is a transaction of its own, with its eConsult. What is left the next look does. */
export const tasksByLook = 50;

interface Moving {
  readonly at: Instant;
  readonly operation: string;
}
type Of<Type extends TaskCommand['type']> = Omit<Extract<TaskCommand, { readonly type: Type }>, 'operation'>;

/** Moves what can be moved and tells the senders of the rest; what is left the next look finds. Errors as `handle`. */
export async function moveTasks(deps: TaskDeps, rules: Rules, disaster: InForce, moving: Moving): Promise<void> {
  const { hub, id, until } = disaster;
  const fates = taskFatesOf(await tasksIn(deps.store, hub), disaster, { ...rules, at: moving.at });
  for (const { row, from, to } of fates.slice(0, tasksByLook)) {
    const reroute = { disaster: id, from, until, ...(to === undefined ? {} : { to }) };
    await asked(deps, { ...about(hub, row, moving), type: 'reroute', reroute }, moving);
  }
}

/** Brings back what still waits where this disaster had moved it; how many are left for the next look. Errors as `handle`. */
export async function bringTasksBack(deps: TaskDeps, { hub, id }: Pick<InForce, 'hub' | 'id'>, moving: Moving): Promise<number> {
  const out = (await tasksIn(deps.store, hub)).filter(
    ({ disaster, status }) => disaster === id && (status === 'sent' || status === 'accepted'),
  );
  for (const row of out.slice(0, tasksByLook)) await asked(deps, { ...about(hub, row, moving), type: 'bringBack', disaster: id }, moving);
  return Math.max(0, out.length - tasksByLook);
}

const tasksIn = (store: Pick<Store, 'opens'>, hub: HubId): Promise<readonly TaskRow[]> => store.opens<TaskPlace>(hub, tasks.kind);
const about = (hub: HubId, { id }: TaskRow, { at }: Moving) => ({ hub, id, at, by: { kind: 'clock' } }) as const;
async function asked(deps: TaskDeps, command: Of<'reroute'> | Of<'bringBack'>, { operation }: Moving): Promise<void> {
  try {
    await handleTask(deps, { ...command, operation: `${operation}|task|${command.id}` });
  } catch (error) {
    // People go on with it meanwhile: the next look finds how it then stands.
    if (!(error instanceof NotSettled)) throw error;
  }
}
