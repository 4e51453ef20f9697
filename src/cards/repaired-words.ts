// What a repair did to one thing, as a line of its history: somebody left, or a practice closed.
import type { Person } from '../domain/terms.ts';
import { plain } from './words.ts';

export const personReplacedWords = ({ from, to, by }: { readonly from: Person; readonly to?: Person; readonly by: Person }): string =>
  to === undefined
    ? `${plain(from.name)} has left: it waits for somebody else (${plain(by.name)})`
    : `${plain(from.name)} has left: it was given to ${plain(to.name)} (${plain(by.name)})`;

/** `name`: the practice, in words; `by`: who confirmed that it closes, or opened this again afterwards. */
export const practiceReplacedWords = (name: string, by: Person): string => `${name} has closed (${plain(by.name)}).`;
