// What leads are told of agreements: that somebody changed one, and that one runs out.

import { compare } from '../../domain/compare.ts';
import type { Told } from '../../domain/day/state.ts';
import { own } from '../../domain/lookup.ts';
import type { AgreementEnd } from '../../domain/network/agreements-running-out.ts';
import { kinds } from '../../domain/terms.ts';
import { dateWords } from '../network/words.ts';
import { kindWords, oneLine, within } from '../words.ts';

export function agreedWords(
  { by, hub, what }: Told & { readonly matter: 'agreed' },
  nameIn: (organisation: string) => string,
): { readonly text: string; readonly summary: string } {
  const who = oneLine(by.name);
  if ('workMinutes' in what) {
    const set = kinds.flatMap((kind) => {
      const minutes = own(what.workMinutes, kind);
      return minutes === undefined ? [] : [`${within(kindWords[kind])} ${minutes}`];
    });
    const minutes = set.length === 0 ? 'as usual' : `${set.join(', ')}; the rest as usual`;
    return {
      text: `${who} set how many minutes of work one eConsult takes at ${nameIn(hub)}: ${minutes}. In a disaster the load is counted by it.`,
      summary: `Minutes of work at ${nameIn(hub)} were set`,
    };
  }
  const { takes, workOf, from, until, agreedBy } = what.buddy;
  const buddies = `${nameIn(takes)} may take the work of ${nameIn(workOf)} in a disaster`;
  return what.ended
    ? { text: `${who} ended the agreement by which ${buddies}. It holds no longer.`, summary: 'An agreement between buddies was ended' }
    : {
        text: `${who} entered an agreement: ${buddies}, from ${dateWords(from)} to ${dateWords(until)}, agreed by ${oneLine(agreedBy)}. If that is not so, please change it.`,
        summary: 'An agreement between buddies was entered',
      };
}

/** More are not read in one message. */
const endsShown = 10;
/** Agreements that run out soon, the first to end first. */
export function agreementsWords(
  ends: readonly AgreementEnd[],
  nameIn: (organisation: string) => string,
): { readonly text: string; readonly summary: string } {
  const all = [...ends].sort((a, b) => compare(a.until, b.until));
  const named = all
    .slice(0, endsShown)
    .map(({ organisation, takes, until }) =>
      takes === undefined
        ? `with ${nameIn(organisation)} on ${dateWords(until)}, after which the hub may not work on its patients`
        : `by which ${nameIn(takes)} takes the work of ${nameIn(organisation)} in a disaster on ${dateWords(until)}`,
    );
  const more = all.length > endsShown ? `; and ${all.length - endsShown} more` : '';
  return {
    text: `${all.length === 1 ? 'an agreement ends' : `${all.length} agreements end`}: ${named.join('; ')}${more}. Please have ${all.length === 1 ? 'it' : 'them'} signed again, and enter the new end under \u201cmanage\u201d.`,
    summary: `${all.length === 1 ? 'An agreement ends' : `${all.length} agreements end`} soon`,
  };
}
