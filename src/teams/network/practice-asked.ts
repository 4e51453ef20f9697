// Which practice somebody means by what they typed.
import { mayRead } from '../../cards/network/lists.ts';
import { severalWords } from '../../cards/network/words.ts';
import { own } from '../../domain/lookup.ts';
import type { Network, Practice } from '../../domain/network/state.ts';
import { meantOfTheirs } from '../../domain/network/which-practice.ts';
import type { PersonId } from '../../domain/terms.ts';

/**
 * The practice meant by a code or a part of a name, those that this person may read before all others (see `meantOfTheirs`); a sentence
 * where it does not say which of several; `undefined` where none is meant.
 */
export function practiceAsked(network: Network, by: PersonId, typed: string): Practice | string | undefined {
  const all = Object.keys(network.practices);
  const theirs = all.filter((code) => mayRead(network, by, code));
  const [code, ...others] = meantOfTheirs(network, typed, all, theirs);
  if (code !== undefined && others.length > 0) return severalWords(network, [code, ...others], typed);
  return code === undefined ? undefined : own(network.practices, code);
}
