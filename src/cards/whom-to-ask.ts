// Whom to ask where somebody may not do something themselves.
import type { Person } from '../domain/terms.ts';
import { plain, shortened } from './words.ts';

/** ` Ask Dalia Moreno.`, at most three of them; empty: there is nobody to ask. */
export const askOneOfWords = (people: readonly Pick<Person, 'name'>[]): string =>
  people.length === 0
    ? ''
    : ` Ask ${shortened(
        people.map(({ name }) => plain(name)),
        3,
      )}.`;
/** Why something that only leads do was not done. */
export const needsHubLeadWords = (ask: readonly Pick<Person, 'name'>[]): string =>
  `This needs a hub lead. Nothing was done.${askOneOfWords(ask)}`;
