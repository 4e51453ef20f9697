// An organisation's open tasks in a line, for its board, the start of a shift and the list before closing.
import type { DayTasks, TasksAt } from '../../domain/task/counts.ts';

/** Behind a title such as `Tasks`. */
export const tasksLine = ({ toDo, waitedFor, back, late }: TasksAt): string =>
  `${toDo} to do, ${waitedFor} with others${back === 0 ? '' : `, ${back} back`}${late === 0 ? '' : `; ${late} LATE`}`;
/** What of tasks must still be decided before closing. */
export const tasksNeed = (count: number): string =>
  count === 1 ? '1 task still needs a decision' : `${count} tasks still need a decision`;
/** A day's tasks in figures: "Tasks: 4 came, 2 done; 3 to do, 1 late, 1 undecided". */
export const dayTasksWords = ({ received, done, toDo, late, undecided }: DayTasks): string =>
  `Tasks: ${received} came, ${done} of them done; ${[`${toDo} to do`, ...(late > 0 ? [`${late} late`] : []), ...(undecided > 0 ? [`${undecided} undecided`] : [])].join(', ')}`;
/** The same where somebody can write a word to see them. */
export const tasksLineToLook = (tasks: TasksAt): string => `${tasksLine(tasks)}. Write \u201ctasks\u201d to see them.`;
