// Finds a patient's own name in a text: in any spelling where it can only be a name, and with care where it is also a word or a colleague's.
import {
  meetsOthers,
  type NameMarks,
  type NamesAround,
  nameWords,
  partCharactersMin,
  particles,
  places,
  saidBefore,
  shortMax,
  titles,
  workAfter,
  workTitles,
} from './name-marks.ts';
import { abbreviations, capitalWords, illnesses, ordinaryWords, thingsAfter } from './ordinary-names.ts';
import { beginsSentence, isCapital, isNumber, isShouted, type Token, tokensOf } from './tokens.ts';

type NamePart = 'name' | 'surname' | 'firstName';

/** Letter by letter, or over line breaks, a name has so many pieces at most. */
const piecesMax = 24;

/** Which parts of these names a text holds. */
export function namesIn(tokens: readonly Token[], names: readonly NameMarks[], around: NamesAround): readonly NamePart[] {
  const found = new Set<NamePart>();
  for (const marks of names) {
    for (const part of new Finder(tokens, marks, around).found()) found.add(part);
  }
  return [...found];
}

/** A stretch of tokens that spells a part of the name. */
interface Hit {
  readonly from: number;
  /** The last token of it. */
  readonly to: number;
  readonly word: string;
}

class Finder {
  readonly #tokens: readonly Token[];
  readonly #marks: NameMarks;
  readonly #colleagues: ReadonlySet<string>;
  /** Tokens that are in the name of a colleague or an organisation. */
  readonly #others: ReadonlySet<number>;
  readonly #organisationWords: ReadonlySet<string>;

  constructor(tokens: readonly Token[], marks: NameMarks, around: NamesAround) {
    this.#tokens = tokens;
    this.#marks = marks;
    const words = new Set([...marks.family, ...marks.given]);
    const staff = around.staff.map(nameWords).filter((name) => name.some((word) => words.has(word)));
    const organisations = around.organisations.map((name) => tokensOf(name).map(({ word }) => word));
    this.#colleagues = new Set(staff.flat());
    this.#organisationWords = new Set(organisations.flat());
    this.#others = new Set(
      [...staff, ...organisations].filter((name) => name.length > 1 || !words.has(name[0] ?? '')).flatMap((name) => this.#within(name)),
    );
  }

  found(): readonly NamePart[] {
    const { family, given } = this.#marks;
    // Double surnames are used by halves, too; particles alone are words.
    const whole = this.#spelling(family);
    const halves =
      family.length > 1
        ? family.filter((word) => word.length > shortMax && !particles.has(word)).flatMap((word) => this.#spelling([word]))
        : [];
    const surnames = [...whole, ...halves].filter((hit) => !this.#isOthers(hit));
    const firsts = given
      .filter((word) => word.length >= partCharactersMin)
      .flatMap((word) => this.#spelling([word]))
      .filter((hit) => !this.#isOthers(hit));
    const called = this.#marks.short.flatMap((word) => this.#spelling([word])).filter((hit) => !this.#isOthers(hit));
    const found: NamePart[] = [];
    if (surnames.some((hit) => called.some((first) => this.#areSide(first, hit) && first.from < hit.from))) found.push('name');
    else if (this.#runTogether() || surnames.some((hit) => firsts.some((first) => this.#areSide(first, hit)))) found.push('name');
    if (surnames.some((hit) => this.#isSurname(hit, family.length > 1 && whole.includes(hit)))) found.push('surname');
    if (firsts.some((hit) => this.#isFirst(hit))) found.push('firstName');
    return found;
  }

  /** Where these words stand, whole or in pieces. */
  #spelling(words: readonly string[]): readonly Hit[] {
    const wanted = words.join('');
    const hits: Hit[] = [];
    for (let from = 0; from < this.#tokens.length; from++) {
      let spelt = '';
      for (let to = from; to < this.#tokens.length && to - from < piecesMax; to++) {
        const token = this.#tokens[to];
        if (token === undefined || (to > from && !this.#mayGoOn(from, to, words))) break;
        spelt += token.word;
        if (spelt === wanted || (spelt === `${wanted}s` && isOwn(token, wanted))) hits.push({ from, to, word: wanted });
        if (spelt.length > wanted.length) break;
      }
    }
    return hits;
  }

  /** Whether the piece at `to` can go on a name that is spelt from `from`: only so can two words be one name. */
  #mayGoOn(from: number, to: number, words: readonly string[]): boolean {
    const [first, token] = [this.#tokens[from], this.#tokens[to]];
    if (first === undefined || token === undefined || isNumber(token)) return false;
    const piece = this.#tokens[to - 1]?.word ?? '';
    const letters = piece.length === 1 && token.word.length <= 2;
    const joined = /^[\p{Pd}'./_*]{1,2}$|^\s*\p{Pd}?\s*[\n\r]\s*$|^$/u.test(token.gap);
    const prefixed = particles.has(first.word) || first.word === 'fitz';
    return letters || joined || prefixed || (words.length > 1 && /^[\s\p{Pd}]{1,3}$/u.test(token.gap));
  }

  /** Where a colleague's or organisation's whole name stands. A patient of the same name is not told apart, and not found. */
  #within(name: readonly string[]): readonly number[] {
    return this.#tokens.flatMap((_, from) =>
      name.every((word, at) => this.#tokens[from + at]?.word === word) ? name.map((_, at) => from + at) : [],
    );
  }
  #isOthers = ({ from, to }: Hit): boolean => this.#others.has(from) && this.#others.has(to);

  /** `JaneSmith`, `smith_jane`, `jsmith`: the names as one word, as in the name of a file or an account. */
  #runTogether(): boolean {
    const family = this.#marks.family.join('');
    return this.#marks.given.some((first) =>
      this.#tokens.some(
        ({ word }) => word === first + family || word === family + first || (family.length > 3 && word === `${first.charAt(0)}${family}`),
      ),
    );
  }

  /** Whether first name and surname stand side by side, in either order, with other first names or initials between them. */
  #areSide(first: Hit, last: Hit): boolean {
    const [left, right] = first.from < last.from ? [first, last] : [last, first];
    const between = this.#tokens.slice(left.to + 1, right.from);
    const isPart = ({ word }: Token): boolean =>
      this.#marks.given.includes(word) || this.#marks.family.includes(word) || this.#isInitial(word);
    return left.to < right.from && between.length <= 2 && between.every(isPart) && !/[.!?;]\s/.test(this.#tokens[right.from]?.gap ?? '');
  }
  #isInitial = (word: string): boolean => word.length === 1 && this.#marks.given.some((given) => given.startsWith(word));

  #isSurname(hit: Hit, isWhole: boolean): boolean {
    const [before, token, after] = [this.#tokens[hit.from - 1], this.#tokens[hit.from], this.#tokens[hit.to + 1]];
    if (token === undefined) return false;
    if (before && titles.has(before.word)) return true;
    const initialed = this.#hasInitial(hit, token, before, after);
    if (before && workTitles.has(before.word)) return false;
    if (initialed) return true;
    if (before && saidBefore.has(before.word) && isCapital(token) && !this.#isCalledAfter(hit)) return true;
    if (this.#colleagues.has(hit.word) || this.#isAtWork(hit)) return false;
    if (isWhole || hit.to > hit.from) return true;
    return this.#standsAlone(hit);
  }

  /** `J Green`, `J. Green`, `Green J`: its own initial beside it, written as initials are. */
  #hasInitial(hit: Hit, token: Token, before: Token | undefined, after: Token | undefined): boolean {
    const isCapitalToo = isCapital(token) || !ordinaryWords.has(hit.word);
    const isSmallWord = (each: Token): boolean => /^[aio]$/.test(each.raw);
    if (before && this.#isInitial(before.word) && isCapitalToo && !isSmallWord(before) && /^[\s.-]{0,2}$/.test(token.gap)) return true;
    return (
      after !== undefined &&
      after.raw.length === 1 &&
      isCapital(after) &&
      this.#isInitial(after.word) &&
      isCapitalToo &&
      /^[\s.,]{0,2}$/.test(after.gap) &&
      after.word !== 'a' &&
      after.word !== 'i'
    );
  }

  #isFirst(hit: Hit): boolean {
    const before = this.#tokens[hit.from - 1];
    if (before && workTitles.has(before.word)) return false;
    if (this.#colleagues.has(hit.word) || this.#isAtWork(hit)) return false;
    if (before && saidBefore.has(before.word) && this.#isCapitalAt(hit) && !this.#isCalledAfter(hit)) return true;
    return this.#standsAlone(hit);
  }

  /** Somebody who is met in their work, such as \u201cSarah at reception\u201d; not \u201cSarah to ring the midwife\u201d. */
  #isAtWork({ to }: Hit): boolean {
    const following = this.#tokens.slice(to + 1, to + 5);
    const meets = following.findIndex(({ word }) => meetsOthers.has(word));
    const next = meets < 0 ? following : following.slice(0, meets);
    const isNear = (index: number): boolean => next.slice(0, index).every(({ gap }) => !/[.!?;]/.test(gap));
    return next.some(
      (token, index) =>
        isNear(index + 1) && (workAfter.has(token.word) || (index > 0 && isCapital(token) && this.#organisationWords.has(token.word))),
    );
  }

  /** An illness that is called after somebody; behind a word that is also a name, any thing that may be called by it. */
  #isCalledAfter(hit: Hit): boolean {
    const isName = !ordinaryWords.has(hit.word) && !capitalWords.has(hit.word);
    return (
      this.#isFollowedBy(hit, illnesses) || (!isName && this.#isFollowedBy(hit, thingsAfter)) || this.#tokens[hit.from - 1]?.word === 'st'
    );
  }

  /** Whether a word that spells a part of the name is meant as one, with nothing beside it that says so. */
  #standsAlone(hit: Hit): boolean {
    const { word } = hit;
    if (this.#isCalledAfter(hit)) return false;
    if (hit.to > hit.from) return true;
    if (abbreviations.has(word)) return this.#isCapitalAt(hit);
    const isWord = word.length <= shortMax || ordinaryWords.has(word);
    if (!isWord && !capitalWords.has(word) && !this.#organisationWords.has(word)) return true;
    if (capitalWords.has(word) || this.#organisationWords.has(word) || word.length <= shortMax) return false;
    return this.#isCapitalAt(hit) && !beginsSentence(this.#tokens, hit.from) && !this.#isInTitle(hit);
  }
  #isCapitalAt({ from }: Hit): boolean {
    const token = this.#tokens[from];
    return token !== undefined && isCapital(token) && !isShouted(token);
  }
  /** Other capitals or a figure beside it: `Ward 7`, `Green Lane`, `Day Unit`; or it is a place that somebody is in. */
  #isInTitle({ from, to }: Hit): boolean {
    const [before, after] = [this.#tokens[from - 1], this.#tokens[to + 1]];
    if (before && places.has(before.word)) return true;
    const isBeside = (token: Token | undefined, gap: string | undefined): boolean =>
      token !== undefined && /^[ \-/&]{1,3}$/.test(gap ?? '') && (isNumber(token) || (isCapital(token) && token.raw !== 'I'));
    return isBeside(after, after?.gap) || (isBeside(before, this.#tokens[from]?.gap) && !beginsSentence(this.#tokens, from - 1));
  }
  #isFollowedBy({ to }: Hit, things: ReadonlySet<string>): boolean {
    const after = this.#tokens[to + 1];
    return after !== undefined && things.has(after.word) && /^[\s-]{1,2}$/.test(after.gap);
  }
}

/** With what stands behind the name of whoever owns something; its apostrophe is left out behind longer names only, for `this` is no Thi\u2019s. */
const isOwn = ({ raw }: Token, name: string): boolean => /'s?$/i.test(raw) || (name.length >= ownLettersMin && !ordinaryWords.has(name));
const ownLettersMin = 5;
