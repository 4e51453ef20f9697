// The ids of disasters and drills, such as D-K7M-4QX.
import { letteredIds } from '../reference.ts';

export const disasterIds = letteredIds('D');
