// An organisation's open tasks in a line, for its board, the start of a shift and the list before closing.
import type { TasksAt } from '../../domain/task/counts.ts';

/** Behind a title such as `Tasks`. */
export const tasksLine = ({ toDo, waitedFor, back, late }: TasksAt): string =>
  `${toDo} to do, ${waitedFor} with others${back === 0 ? '' : `, ${back} back`}${late === 0 ? '' : `; ${late} LATE`}`;
/** The same where somebody can write a word to see them. */
export const tasksLineToLook = (tasks: TasksAt): string => `${tasksLine(tasks)}. Write \u201ctasks\u201d to see them.`;
