// What every notice is made of: its words, whom it names, and outside words made safe for a message with mentions.
import { capital, oneLine } from './words.ts';

export interface Notice {
  readonly text: string;
  readonly summary: string;
}
/** Whom a notice is for, by name; `finds`: they may not claim it themselves, and are asked to find somebody who may. */
export interface Named {
  readonly name: string;
  readonly finds?: boolean;
}

/** Makes a notice of its words and, behind the reference, its summary. */
export type Say = (words: string, summary: string) => Notice;

/** Words after the names of those they are for, as Teams reads messages with mentions. */
export const addressed = (people: readonly Named[], words: Notice): Notice => ({
  text: people.length === 0 ? xml(capital(words.text)) : `${names(people)}${xml(words.text)}`,
  summary: words.summary,
});

/** The names that a notice begins with. */
export const names = (people: readonly Named[]): string =>
  people.length === 0 ? '' : `${people.map(({ name }) => `<at>${name}</at>`).join(', ')}: `;

/** Teams reads a message with mentions as XML. */
export const xml = (words: string): string => oneLine(words).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
