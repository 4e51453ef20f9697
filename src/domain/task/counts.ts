// What is counted of an organisation's open tasks: those it is to do, those it waits for, and those that came back to it.
import type { Instant, OrganisationId } from '../terms.ts';
import type { TaskPlace } from './queue-place.ts';

export interface TasksAt {
  /** For the organisation to do. */
  readonly toDo: number;
  /** Sent by it, and with others. */
  readonly waitedFor: number;
  /** Declined, and back with it: it must send them again or cancel them. */
  readonly back: number;
  /** Of all these: wanted by now, and not done. */
  readonly late: number;
}

/** An organisation's tasks at the end of its day. */
export interface DayTasks {
  /** Sent to it that day. */
  readonly received: number;
  /** Of those. */
  readonly done: number;
  /** For it to do, whenever they came. */
  readonly toDo: number;
  /** Of those: wanted by closing, and not done. */
  readonly late: number;
  /** Of those: they could not simply be left, and nobody has said what becomes of them. */
  readonly undecided: number;
}

export function tasksAt(places: readonly TaskPlace[], organisation: OrganisationId, now: Instant): TasksAt {
  const theirs = places.filter(({ from, to, status }) => from === organisation || (to === organisation && status !== 'declined'));
  const count = (test: (place: TaskPlace) => boolean): number => theirs.filter(test).length;
  return {
    toDo: count(({ to, status }) => to === organisation && status !== 'declined'),
    waitedFor: count(({ from, status }) => from === organisation && status !== 'declined'),
    back: count(({ from, status }) => from === organisation && status === 'declined'),
    late: count(({ due }) => due < now),
  };
}
export const areAny = ({ toDo, waitedFor, back }: TasksAt): boolean => toDo + waitedFor + back > 0;
