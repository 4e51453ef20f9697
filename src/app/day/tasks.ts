// An organisation's tasks on its day: those that cannot wait when it closes, and what the day came to.
import { isTaskPlanned, taskCannotWait } from '../../domain/task/before-closing.ts';
import type { DayTasks } from '../../domain/task/counts.ts';
import type { TaskHandedOn, TaskSent, TaskSentAgain } from '../../domain/task/event.ts';
import type { TaskPlace } from '../../domain/task/queue-place.ts';
import type { Task } from '../../domain/task/state.ts';
import type { HubId, Instant, OrganisationId } from '../../domain/terms.ts';
import { readAtOnce, someAtATime } from '../at-a-time.ts';
import type { QueueRow, Store } from '../ports.ts';

const kind = 'task';
/** More tasks between two counts than any hub sends: half of them would be a wrong count. */
const sentMax = 50_000;
type Reads = Pick<Store, 'opens' | 'logged'>;
type Sent = TaskSent | TaskSentAgain | TaskHandedOn;
export type TaskRow = QueueRow<TaskPlace>;
/** Whose, and when it closes and opens again. */
export interface ClosingOf {
  readonly hub: HubId;
  readonly organisation: OrganisationId;
  readonly closes: Instant;
  readonly opens: Instant | undefined;
}

/** Those for it to do that cannot simply be left, in no order. Throws as the store does. */
export async function tasksLeft(
  { store }: { readonly store: Pick<Reads, 'opens'> },
  { hub, organisation, closes, opens }: ClosingOf,
): Promise<readonly TaskRow[]> {
  const open = await store.opens<TaskPlace>(hub, kind);
  return open.filter((row) => taskCannotWait(row, organisation, closes, opens));
}

/** What its day came to. Throws as the store does. */
export async function countTasks(store: Pick<Store, 'load'>, reads: Reads, closing: ClosingOf, since: Instant): Promise<DayTasks> {
  const { hub, organisation, closes } = closing;
  const types: readonly Sent['type'][] = ['TaskSent', 'TaskSentAgain', 'TaskHandedOn'];
  const sent = await reads.logged<Sent>(hub, { kind, types }, since, closes, sentMax);
  if (sent.length === sentMax) throw new RangeError(`more than ${sentMax} tasks between two counts`);
  const ids = [...new Set(sent.flatMap(({ id, event }) => (event.to === organisation ? [id] : [])))];
  const states = await someAtATime(ids, readAtOnce, async (id) => (await store.load<Task>({ hub, kind, id }))?.state.status);
  const open = await reads.opens<TaskPlace>(hub, kind);
  const theirs = open.filter(({ to, status, sentAt }) => to === organisation && status !== 'declined' && sentAt < closes);
  return {
    received: ids.length,
    done: states.filter((status) => status === 'done').length,
    toDo: theirs.length,
    late: theirs.filter(({ due }) => due < closes).length,
    undecided: theirs.filter((row) => taskCannotWait(row, organisation, closes, closing.opens) && !isTaskPlanned(row.plan, closes)).length,
  };
}
