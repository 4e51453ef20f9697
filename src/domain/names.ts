// Whether two spellings are the same name. Everything that people type is compared with what is stored by these functions.
import { own } from './lookup.ts';

/**
 * Accents and other marks above or below a letter, which keyboards and systems leave out. The vowel signs of other scripts are letters and
 * stay.
 */
const accents = /[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff]/g;
/**
 * Characters that nobody sees and that copying brings along: zero-width spaces and joiners, soft hyphens, direction and variation marks.
 */
const unseen = /[\p{Cf}\p{Default_Ignorable_Code_Point}]/gu;
/** Apostrophes of every kind; they are dropped, because many people leave them out. */
const apostrophes = /['\u0060\u00b4\u2018\u2019\u201b\u02b9\u02bb-\u02bd\u02c8\u2032\u2035]/g;
/** Letters with a stroke and joined letters, which Unicode does not split into base letters. */
const lettersOf: Readonly<Record<string, string>> = { æ: 'ae', œ: 'oe', ø: 'o', ł: 'l', đ: 'd', ð: 'd', þ: 'th', ħ: 'h', ŧ: 't', ı: 'i' };
const joinedLetters = new RegExp(`[${Object.keys(lettersOf).join('')}]`, 'g');

/** The text without invisible characters, in composed letters of usual width, and with one kind of apostrophe. */
export const withoutUnseen = (text: string): string => text.replace(apostrophes, "'").normalize('NFKC').replace(unseen, '');

/**
 * The words without what spellings differ in: case, accents, apostrophes, hyphens and other marks, width, number of blanks; `&` is `and`.
 * Two names with the same result are one name to whoever types it. Applying it twice changes nothing.
 */
export function folded(words: string): string {
  return (
    words
      // Once before normalising, which turns some of them into a blank and an accent, and once after, because it also takes one out of a
      // letter.
      .replace(apostrophes, '')
      .normalize('NFKD')
      .replace(unseen, '')
      .replace(apostrophes, '')
      .replace(accents, '')
      // To capitals and back, because a sharp s and a final sigma have only one capital form; to small letters first because of the capital
      // sharp s.
      .toLowerCase()
      .toUpperCase()
      .toLowerCase()
      .normalize('NFKD')
      .replace(accents, '')
      .replace(joinedLetters, (letter) => own(lettersOf, letter) ?? letter)
      .replaceAll('&', ' and ')
      .replace(/[^\p{L}\p{M}\p{N}]+/gu, ' ')
      .trim()
  );
}

/** Whether two names are the same name. Names without any letter or digit must be the same to the character. */
export function isSameName(a: string, b: string): boolean {
  const [first, second] = [folded(a), folded(b)];
  return first === '' || second === '' ? a.trim() === b.trim() : first === second;
}

/** Whether what was typed is the name or a part of it. */
export function isPartOfName(name: string, typed: string): boolean {
  const asked = folded(typed);
  return asked !== '' && folded(name).includes(asked);
}

/**
 * Those that can be meant by what was typed: the one with this code; otherwise those with this name; otherwise those whose name contains
 * it. If there are several, whoever typed it must be asked; if there are none, nothing fits.
 */
export function meantBy<T extends { readonly id: string; readonly name: string }>(all: readonly T[], typed: string): readonly T[] {
  const asked = folded(typed);
  if (asked === '') return [];
  const coded = all.filter(({ id }) => folded(id) === asked);
  if (coded.length > 0) return coded;
  const named = all.filter(({ name }) => folded(name) === asked);
  return named.length > 0 ? named : all.filter(({ name }) => folded(name).includes(asked));
}

/** Slips of a finger: of a name or reference of six characters and more, two; of a shorter one, one. */
const slipsMax = (length: number): number => (length >= 8 ? 2 : 1);
/** Longer ones are no names that somebody typed. */
const comparedCharactersMax = 100;
const titles = /^(?:dr|mr|mrs|ms|miss|prof|sister) /;
const bare = (name: string): string => folded(name).replace(titles, '');

/** The one of these names that was probably meant; `undefined`: it is one of them as it stands, or like none of them. */
export function nearest(names: readonly string[], typed: string): string | undefined {
  const asked = bare(typed.slice(0, comparedCharactersMax));
  if (asked === '' || names.some((name) => bare(name) === asked)) return undefined;
  const near = names.map((name) => ({ name, slips: slipsBetween(bare(name.slice(0, comparedCharactersMax)), asked) }));
  return near.filter(({ slips }) => slips <= slipsMax(asked.length)).sort((a, b) => a.slips - b.slips)[0]?.name;
}

/** How many letters must be put in, left out, changed or swapped with their neighbour to make one of the other. */
function slipsBetween(a: string, b: string): number {
  let before: number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      const swapped =
        i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] ? (before[j - 2] ?? 0) + 1 : Number.POSITIVE_INFINITY;
      next.push(Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + same, swapped));
    }
    before = row;
    row = next;
  }
  return row[b.length] ?? 0;
}
