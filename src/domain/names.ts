// When two spellings are the same name: what people type is compared with what is stored in this way and in no other.
import { own } from './lookup.ts';

/** Accents and other marks over or under a letter, which keyboards and systems leave out; vowel signs of other scripts are letters and stay. */
const accents = /[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff]/g;
/** Zero-width spaces and joiners, soft hyphens, direction and variation marks: nobody sees them, and copying brings them along. */
const unseen = /[\p{Cf}\p{Default_Ignorable_Code_Point}]/gu;
/** The keyboard's apostrophe, the printer's, and what stands for them; left out, because many leave it out. */
const apostrophes = /['\u0060\u00b4\u2018\u2019\u201b\u02b9\u02bb-\u02bd\u02c8\u2032\u2035]/g;
/** Letters with a stroke and joined letters, which Unicode does not take apart. */
const lettersOf: Readonly<Record<string, string>> = { æ: 'ae', œ: 'oe', ø: 'o', ł: 'l', đ: 'd', ð: 'd', þ: 'th', ħ: 'h', ŧ: 't', ı: 'i' };
const joinedLetters = new RegExp(`[${Object.keys(lettersOf).join('')}]`, 'g');

/**
 * The words without what spellings differ in: case, accents, apostrophes, hyphens and other marks, width, and how many blanks. `&` is
 * `and`. Two names that fold alike are one name to whoever types it. Folding again changes nothing.
 */
export function folded(words: string): string {
  return (
    words
      // Before Unicode makes a blank and an accent of some of them, and after, because it takes one out of a letter.
      .replace(apostrophes, '')
      .normalize('NFKD')
      .replace(unseen, '')
      .replace(apostrophes, '')
      .replace(accents, '')
      // Up and down again: a sharp s and a final sigma have one capital form only; down first, for the capital sharp s.
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

/** Whether somebody who writes one means the other; of names without any letter or digit, only when they are the same. */
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
 * Those that are meant by what was typed: the one with this code; otherwise those of this name; otherwise those whose name has it as a
 * part. More than one: it does not say which, and whoever typed it must be asked. Empty: none is meant.
 */
export function meantBy<T extends { readonly id: string; readonly name: string }>(all: readonly T[], typed: string): readonly T[] {
  const asked = folded(typed);
  if (asked === '') return [];
  const coded = all.filter(({ id }) => folded(id) === asked);
  if (coded.length > 0) return coded;
  const named = all.filter(({ name }) => folded(name) === asked);
  return named.length > 0 ? named : all.filter(({ name }) => folded(name).includes(asked));
}
