// By what everything is decided at a moment: who is there, and when they work.
import type { Network } from '../domain/network/state.ts';
import type { Holidays } from '../domain/time/hours.ts';

/** What a kind of thing needs besides, it reads for itself. */
export interface Rules {
  readonly network: Network;
  readonly holidays: Holidays;
}

/** Where the rules of the moment come from. */
export interface RulesSource {
  now(): Promise<Rules>;
}
