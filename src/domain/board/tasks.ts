// What a hub's board counts of tasks: those the hub is to do, those it waits for, and those that came back to it.
import type { TaskPlace } from '../task/queue-place.ts';
import type { HubId, Instant } from '../terms.ts';

export interface OpenTasks {
  /** For the hub to do. */
  readonly forHub: number;
  /** Sent by the hub, and at a practice. */
  readonly atPractices: number;
  /** Declined, and back with the hub, which must send them again. */
  readonly back: number;
  /** Of all these: wanted by now, and not done. */
  readonly late: number;
}

export function openTasksOf(places: readonly TaskPlace[], hub: HubId, now: Instant): OpenTasks {
  const count = (test: (place: TaskPlace) => boolean): number => places.filter(test).length;
  return {
    forHub: count(({ to, status }) => to === hub && status !== 'declined'),
    atPractices: count(({ from, status }) => from === hub && status !== 'declined'),
    back: count(({ from, status }) => from === hub && status === 'declined'),
    late: count(({ due }) => due < now),
  };
}
