// Finds a patient's own address in a text: the house with its street, the street by its name, or a house that has a name.
import { own } from './lookup.ts';
import type { NamesAround } from './name-marks.ts';
import { folded } from './names.ts';
import { postcode } from './patient-numbers.ts';
import { type Token, tokensOf } from './tokens.ts';

/** One line of an address that can be found by itself. */
export interface AddressMarks {
  /** Number or name of the house, such as `12`, `12a` or nothing. */
  readonly house: string;
  /** The words of the street, its kind shortened. */
  readonly street: readonly string[];
}

/** Kinds of streets as they are shortened. `St` is also a saint. */
const shortened: Readonly<Record<string, string>> = {
  ...{
    street: 'st',
    saint: 'st',
    road: 'rd',
    avenue: 'ave',
    av: 'ave',
    lane: 'ln',
    drive: 'dr',
    close: 'cl',
    crescent: 'cres',
    cr: 'cres',
    court: 'ct',
  },
  ...{
    place: 'pl',
    square: 'sq',
    terrace: 'tce',
    terr: 'tce',
    gardens: 'gdns',
    garden: 'gdns',
    grove: 'gr',
    park: 'pk',
    hill: 'hl',
    mount: 'mt',
  },
  ...{
    way: 'way',
    walk: 'walk',
    rise: 'rise',
    row: 'row',
    mews: 'mews',
    view: 'view',
    green: 'green',
    parade: 'pde',
    boulevard: 'blvd',
    number: 'no',
  },
};
const short = (word: string): string => own(shortened, word) ?? word;
const streetKinds = new Set(Object.values(shortened).filter((kind) => kind !== 'no'));
/** Streets of nearly every town: only with the number of the house do they say where somebody lives. */
const everywhere = new Set(
  'high main church station park victoria london green manor mill school kings queens king queen north south east west new york windsor grange grove albert george broad bridge market chapel hill the hospital'.split(
    ' ',
  ),
);
const houseNumber = /^\d+$/;
const unitWords = new Set(['flat', 'apartment', 'apt', 'unit', 'room', 'no', 'floor', 'house']);
/** Names of houses of one word are also words. */
const houseNameWordsMin = 2;

/** What to look for of an address as it was sent, on one line or several. */
export function addressMarks(address: string): readonly AddressMarks[] {
  return address
    .replace(postcode, '')
    .split(/[\n\r,;]+/)
    .flatMap((line, index) => lineMarks(line, index === 0));
}

function lineMarks(line: string, isFirst: boolean): readonly AddressMarks[] {
  const all = wordsOf(tokensOf(line));
  const words = all[0] === 'the' ? all.slice(1) : all;
  const end = words.findLastIndex((word) => streetKinds.has(word));
  const lastNumber = words.findLastIndex((word, index) => houseNumber.test(word) && (end < 0 || index < end));
  const isLettered = lastNumber >= 0 && /^[a-z]$/.test(words[lastNumber + 1] ?? '') && words.length > lastNumber + 2;
  const from = lastNumber + (isLettered ? 2 : 1);
  const street = words.slice(from, end < 0 ? undefined : end + 1);
  if (lastNumber >= 0 && street.length > 0 && !unitWords.has(street[0] ?? '')) {
    return [{ house: words.slice(lastNumber, from).join(''), street }];
  }
  if (end > 0) return [{ house: '', street: words.slice(0, end + 1) }];
  // A first line without a number or a street is what the house is called.
  const isHouse =
    isFirst &&
    words.length >= houseNameWordsMin &&
    !words.some((word) => houseNumber.test(word) || (unitWords.has(word) && word !== 'house'));
  return isHouse ? [{ house: '', street: words }] : [];
}

const wordsOf = (tokens: readonly Token[]): readonly string[] => tokens.map(({ word }) => short(word));

/** Whether a text has one of these lines. */
export function addressIn(tokens: readonly Token[], marks: readonly AddressMarks[], around: NamesAround): boolean {
  const words = wordsOf(tokens);
  const organisations = around.organisations.map((name) => wordsOf(tokensOf(folded(name))).join(' '));
  return marks.some((mark) => isThere(words, mark, organisations));
}

function isThere(words: readonly string[], { house, street }: AddressMarks, organisations: readonly string[]): boolean {
  const name = street.join('');
  const isKnownByName =
    street.length > 1 && !everywhere.has(street[0] ?? '') && !organisations.some((each) => ` ${each} `.includes(` ${street.join(' ')} `));
  const withoutKind = streetKinds.has(street.at(-1) ?? '') ? street.slice(0, -1).join('') : '';
  return words.some((_, from) => {
    const spelt = spellingsFrom(words, from);
    if (isKnownByName && spelt.includes(name)) return true;
    if (house === '') return false;
    // Nobody is found by a number and a word that every town has, such as `12 high`.
    return (
      spelt.includes(house + name) ||
      (withoutKind !== '' && !everywhere.has(withoutKind) && withoutKind.length > 3 && spelt.includes(house + withoutKind))
    );
  });
}

/** Ten words are more than the longest line of an address has. */
const wordsMax = 10;
function spellingsFrom(words: readonly string[], from: number): readonly string[] {
  let spelt = '';
  return words.slice(from, from + wordsMax).map((word) => {
    spelt += word;
    return spelt;
  });
}
