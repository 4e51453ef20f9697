// The start and end of a person's shift as a kind: messages drawn from what is there when they are sent.
import type { Gathered } from '../kind.ts';

/** Its id is the person whose shift it is: longer on both sides of the full stop than a day's. */
export const shiftKind: Gathered = { kind: 'shift', ids: /^[0-9a-z-]{11,}\.[0-9a-z-]{11,}$/, shown: { drawnFrom: 'many' } };
