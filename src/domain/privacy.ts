// The privacy guard on free text for shared cards: stops what looks as if it identified a patient. Whoever wrote it can say that it does not.
import { holdsBirthday } from './privacy-dates.ts';
import type { Instant } from './terms.ts';

export const personalKinds = ['nhsNumber', 'dateOfBirth', 'telephone', 'email'] as const;
export type PersonalKind = (typeof personalKinds)[number];

/** The longest text on a card: a longer one belongs in the record. */
export const noteCharactersMax = 300;

/**
 * What people put between the groups of a telephone number. A comma or a new line ends it, so that a list of numbers is not read as one.
 */
const separator = '[ \\t.\\-/_()]';
/** An NHS number in its usual groups of 3, 3 and 4, with anything between them: a new line, comma, colon, bracket or middle dot. */
const nhsGroups = /(?<!\d)(\d{3})[^\p{L}\d]{1,5}(\d{3})[^\p{L}\d]{1,5}(\d{4})(?!\d)/gu;
/** Digits with at most three separators between any two: `943 - 476 - 5919` is one number. */
const numbers = new RegExp(`\\d+(?:${separator}{1,3}\\d+)*`, 'g');
/** An NHS number's length. */
const nhsDigits = 10;

const pressure = '(?:[89]\\d|[12]\\d\\d)/(?:[3-9]\\d|1[0-4]\\d)';
const clock = '(?:[01]\\d|2[0-3])[0-5]\\d';
const dotted = '(?:[01]?\\d|2[0-3])\\.[0-5]\\d';
const round = '\\d{0,3}[05]';
/** Lists of figures in which a number could be read by mistake: blood pressures, times, doses. */
const lists = [
  `${pressure}(?:[ ,;]{1,2}${pressure}){1,20}`,
  `${clock}(?:[ ,/\\-]{1,3}${clock}){1,20}(?:[ ,]{1,2}[0-5]\\d){0,5}`,
  `${dotted}(?:[ ,/\\-]{1,3}${dotted}){2,20}`,
  `${round}(?:[ ,/\\-]{1,3}${round}){1,20} ?(?:g|m[gl]|mcg|micrograms?|units?)\\b`,
].map((list) => new RegExp(`(?<!\\d[ .,/\\-]{0,2})${list}(?![ .,/\\-]?\\d)`, 'gi'));

/**
 * Telephone numbers of the United Kingdom, with their 0, from abroad, or mobiles without their 0. Only places (01, 02) and mobiles (07) can
 * be a person's: 03, 08 and 09 are organisations' (Ofcom's National Telephone Numbering Plan).
 */
const telephones: readonly ((digits: string, plus: boolean) => boolean)[] = [
  (digits, plus) => plus && digits.length >= 8 && digits.length <= 15,
  (digits) => /^0[127]\d{8,9}$/.test(digits),
  (digits) => /^(?:00)?44(?:0)?[127]\d{8,9}$/.test(digits),
  (digits) => /^7[1-9]\d{8}$/.test(digits),
  // From abroad as dialled: 00, the country, and its own number.
  (digits) => /^00[1-9]\d{8,12}$/.test(digits),
];
/** The shortest and longest telephone number looked for (E.164 allows 15 digits; with its 00, or a 0 left in). */
const digitsMin = 8;
const digitsMax = 15;

const at = '(?:@|\\(at\\)|\\[at\\]|\\{at\\})';
const dot = '(?:\\.| ?(?:\\(dot\\)|\\[dot\\]|\\{dot\\}) ?)';
const label = '[a-z0-9\\-]{1,63}';
/** Endings of e-mail addresses written out in words, so that \u201clook at the dot\u201d is not taken for one. */
const commonEnds = '(?:uk|com|net|org|info|eu|ie|me|io|live|cloud)';
/** Providers that people name without the ending. */
const providers = '(?:gmail|googlemail|hotmail|outlook|yahoo|icloud|btinternet|nhsmail)';
/** An address written out in words. `look at` and the like point at a page instead. */
const atInWords =
  '(?<![a-z0-9._+\\-])(?!(?:look\\w*|see|read|find|found|is|are|it|online|register|apply|book|more|page|form|leaflet) at)[a-z0-9._+\\-]{1,64}[ _\\-]at[ _\\-]';
const emails = [
  new RegExp(`[^\\s@<>()\\[\\]{}]{1,64} ?${at} ?${label}(?:${dot}${label}){0,4}${dot}${commonEnds}\\b`, 'i'),
  new RegExp(`[^\\s@<>()\\[\\]{}]{1,64} ?${at} ?${providers}\\b`, 'i'),
  /[^\s@<>]{1,64}@[^\s@<>.]{1,63}(?:\.[^\s@<>.]{1,63}){0,4}\.[\p{L}]{2,}/iu,
  new RegExp(`[^\\s@<>]{1,64}@${label} dot [a-z]{2,}`, 'i'),
  new RegExp(`${atInWords}${providers}\\b`, 'i'),
  new RegExp(`${atInWords}[a-z0-9]{1,63}(?:[ _\\-]dot[ _\\-][a-z0-9]{1,63}){0,4}[ _\\-]dot[ _\\-]${commonEnds}\\b`, 'i'),
  // Names like these are far more often pages of the NHS, government or charities than people's addresses.
  new RegExp(`${atInWords}(?!(?:${label}\\.){0,4}(?:(?:nhs|gov|org)\\.uk|info)\\b)${label}(?:\\.${label}){0,4}\\.${commonEnds}\\b`, 'i'),
];

/**
 * What in a text looks like patient information, at the time `at`; empty: nothing. Returns the kinds only, never the words. It makes
 * mistakes both ways (README has the measured rates), so whoever is stopped can say that it is none.
 */
export function personalIn(text: string, at: Instant): readonly PersonalKind[] {
  const plain = plainly(text);
  const unlisted = lists.reduce((rest, list) => rest.replace(list, ';'), plain);
  const written = [...unlisted.matchAll(numbers)].map(({ 0: found, index }) => ({
    runs: runsOf(found.match(/\d+/g) ?? []),
    plus: unlisted[index - 1] === '+',
  }));
  const found: PersonalKind[] = [];
  const grouped = [...plain.matchAll(nhsGroups)].some(([, a, b, c]) => hasGoodCheckDigit(`${a}${b}${c}`));
  if (grouped || written.some(({ runs }) => runs.some(looksLikeNhs))) found.push('nhsNumber');
  if (holdsBirthday(plain, Number(at.slice(0, 4)))) found.push('dateOfBirth');
  if (written.some(({ runs, plus }) => runs.some((run) => isTelephone(run, plus)))) found.push('telephone');
  if (emails.some((email) => email.test(plain))) found.push('email');
  return found;
}

/**
 * The text in a plain form: digits of every width and script as 0 to 9, every blank as a space, every dash as a hyphen, invisible
 * characters (zero-width joiners, soft hyphens) removed.
 */
function plainly(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/\p{Cf}|\u034f/gu, '')
    .replace(/[\p{Pd}\u2212]/gu, '-')
    .replaceAll('\u2044', '/')
    .replace(/\+ (?=\d)/g, '+')
    .replace(/\p{Nd}/gu, westernDigit);
}

/** Every script's decimal digits stand together in Unicode, beginning with its zero. */
export function westernDigit(digit: string): string {
  if (digit >= '0' && digit <= '9') return digit;
  const code = digit.codePointAt(0) ?? 0;
  let nought = code;
  while (code - nought < 9 && /\p{Nd}/u.test(String.fromCodePoint(nought - 1))) nought -= 1;
  return String(code - nought);
}

/** Groups of digits that stand together, and where each begins, so that a room number in front does not hide an NHS number. */
interface Run {
  readonly groups: readonly string[];
  readonly digits: string;
  readonly first: boolean;
}
function runsOf(groups: readonly string[]): readonly Run[] {
  const runs: Run[] = [];
  for (let from = 0; from < groups.length; from += 1) {
    let digits = groups[from] ?? '';
    for (let end = from + 1; digits.length <= digitsMax; end += 1) {
      if (digits.length >= digitsMin) runs.push({ groups: groups.slice(from, end), digits, first: from === 0 });
      const next = groups[end];
      if (next === undefined) break;
      digits += next;
    }
  }
  return runs;
}

/**
 * Whether it looks like an NHS number: with a valid check digit in any grouping; with a wrong one, as after a typing mistake, only in the
 * usual groups.
 */
function looksLikeNhs({ groups, digits }: Run): boolean {
  if (digits.length !== nhsDigits) return false;
  if (hasGoodCheckDigit(digits)) return true;
  const lengths = groups.map((group) => group.length).join('-');
  return lengths === '3-3-4' || (lengths === '10' && !digits.startsWith('0') && !digits.startsWith('7'));
}

function isTelephone({ digits, first }: Run, plus: boolean): boolean {
  return telephones.some((looks) => looks(digits, plus && first));
}

/** Modulus 11 check of the NHS number (NHS Data Dictionary, "NHS NUMBER"): weights 10 to 2, then 11 minus the remainder. */
function hasGoodCheckDigit(digits: string): boolean {
  let sum = 0;
  for (let i = 0; i < nhsDigits - 1; i++) sum += Number(digits[i]) * (10 - i);
  const check = (11 - (sum % 11)) % 11;
  return check !== 10 && check === Number(digits[nhsDigits - 1]);
}
