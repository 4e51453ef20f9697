// One card about everything open in a channel, whatever kind it is: the dispatcher's own, before the cards themselves follow.
import type { Gathered } from '../kind.ts';

export const digestKind: Gathered = { kind: 'digest', ids: /^digest$/, shown: { drawnFrom: 'many' } };
