// The ids of tasks, such as T-K7M4QX.
import { letteredIds } from '../reference.ts';

export const taskIds = letteredIds('T');
