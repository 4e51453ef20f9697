// Who at an eConsult's holder can write in the practice's record, and so complete it.
import { type Instant, type Person, personOf } from '../terms.ts';
import { mayAnswer, mayTakeOn, type WhoseItIs } from './access.ts';
import type { Network } from './state.ts';
import { staffAt } from './who-is-where.ts';

/**
 * Of those at its holder whose role answers this kind, who can complete it, because they can write in the practice's record; and whether there
 * are others, who cannot.
 */
export function writersOf(network: Network, it: WhoseItIs, at: Instant): { readonly able: readonly Person[]; readonly areOthers: boolean } {
  const there = staffAt(network, it.holder).filter(({ id }) => mayTakeOn(network, id, it, at) === undefined);
  const able = there.filter(({ id }) => mayAnswer(network, id, it, at) === undefined).map(personOf);
  return { able, areOthers: able.length < there.length };
}
