// Finds a patient's own NHS number, telephone number, e-mail address, postcode and date of birth in a text, in whatever way they are written.
import { own } from './lookup.ts';
import { monthParts } from './time/hours.ts';
import { isNumber, type Token, tokensOf } from './tokens.ts';

/** Digits as people write them out when they read a number aloud. */
const digitWords: Readonly<Record<string, string>> = {
  ...{ zero: '0', nought: '0', naught: '0', oh: '0', o: '0', one: '1', two: '2', three: '3', four: '4' },
  ...{ five: '5', six: '6', seven: '7', eight: '8', nine: '9' },
};
const times: Readonly<Record<string, number>> = { double: 2, triple: 3, treble: 3 };

/** Every digit of a text in order, written as figures or words, whatever stands between them. */
export function spokenDigits(tokens: readonly Token[]): string {
  let digits = '';
  for (const [index, { word }] of tokens.entries()) {
    const said = /^\d+$/.test(word) ? word : own(digitWords, word);
    if (said === undefined) continue;
    const before = tokens[index - 1]?.word ?? '';
    digits += said.repeat(said.length === 1 ? (own(times, before) ?? 1) : 1);
  }
  return digits;
}

/** The digits of a number that is long enough not to be found by chance. */
export function longNumbersOf(number: string): readonly string[] {
  const digits = spokenDigits(tokensOf(number));
  return digits.length >= 8 ? [digits] : [];
}
export const numberIn = (spoken: string, digits: string): boolean => spoken.includes(digits);

/** Without the country's number and the 0 before the place, as one may leave out or write either. */
const nationalPart = (digits: string): string => digits.replace(/^(?:00)?44(?=\d{9,})/, '').replace(/^0+/, '');
/** People in one town leave its code out. */
const localDigitsMin = 6;

/** Whether the text has this telephone number: whole, with or without the country's, or without the code of the place. */
export function telephoneIn(tokens: readonly Token[], spoken: string, number: string): boolean {
  const digits = spokenDigits(tokensOf(number.replace(/\(0\)/g, '')));
  const national = nationalPart(digits);
  if (national.length < localDigitsMin + 1) return national.length >= localDigitsMin && groupsOf(tokens).includes(national);
  // Some write the 0 of the place behind the country's number, so only what follows it is looked for.
  if (spoken.includes(national) || abroad(number, digits).some((each) => spoken.includes(each))) return true;
  return groupsOf(tokens).some((group) => group.length >= localDigitsMin && group.length < national.length && national.endsWith(group));
}

/** A country's number has one to three figures. Without it a number from abroad is as its own country dials it. */
const abroad = (number: string, digits: string): readonly string[] =>
  /^\s*(?:\+|00)/.test(number)
    ? [1, 2, 3].map((figures) => digits.replace(/^00/, '').slice(figures)).filter((rest) => rest.length >= 9)
    : [];

/** Digits that stand together, parted at most by blanks, dots, hyphens and the like: each run of groups from its first to its last. */
function groupsOf(tokens: readonly Token[]): readonly string[] {
  const groups: string[] = [];
  let run = '';
  for (const token of tokens) {
    if (!isNumber(token)) {
      if (run !== '') groups.push(run);
      run = '';
      continue;
    }
    const goesOn = run !== '' && /^[\s.\-/()]{0,3}$/.test(token.gap);
    if (!goesOn && run !== '') groups.push(run);
    run = goesOn ? run + token.word : token.word;
  }
  return run === '' ? groups : [...groups, run];
}

/** Letters and figures that are easily taken for one another, in a postcode read aloud or copied by hand. */
const alike = (word: string): string => word.replace(/o/g, '0').replace(/[il]/g, '1');
export const postcode = /\b([a-z]{1,2}\d[a-z\d]?)\s*(\d[a-z]{2})\b/i;
/** Letter by letter, a postcode has seven. */
const postcodeTokensMax = 8;

/** Whether the text has the postcode of this address. */
export function postcodeIn(tokens: readonly Token[], address: string): boolean {
  const [, area, street] = postcode.exec(address.normalize('NFKC')) ?? [];
  if (area === undefined || street === undefined) return false;
  const wanted = alike(`${area}${street}`.toLowerCase());
  return windowsOf(tokens, postcodeTokensMax).some((words) => alike(words) === wanted);
}

/** The words of each stretch of so many tokens, without what stands between them. */
function windowsOf(tokens: readonly Token[], tokensMax: number): readonly string[] {
  return tokens.flatMap((_, from) => {
    let words = '';
    return tokens.slice(from, from + tokensMax).map(({ word }) => {
      words += word;
      return words;
    });
  });
}

/** Alone, a shorter name before the @ is also somebody's first name. */
const accountCharactersMin = 6;
const emailTokensMax = 24;

/** Whether the text has this address, its signs written out or not; or what stands before its @, if that is no mere name. */
export function emailIn(tokens: readonly Token[], email: string): boolean {
  const [account = '', ...rest] = email.trim().split('@');
  const domain = rest.join('');
  const bare = (text: string): string =>
    tokensOf(text)
      .map(({ word }) => word)
      .join('');
  const whole = bare(account) + bare(domain);
  if (domain === '' || whole.length < accountCharactersMin) return false;
  const signs = new Set(['at', 'dot', 'dash', 'hyphen', 'underscore', 'full', 'stop', 'point']);
  const unsigned = tokens.filter(({ word }) => !signs.has(word));
  const windows = windowsOf(tokens, emailTokensMax);
  if (windows.includes(whole) || windowsOf(unsigned, emailTokensMax).includes(withoutSigns(email, signs))) return true;
  const alone = bare(account);
  return alone.length >= accountCharactersMin && /\d|[._]/.test(account) && windows.includes(alone);
}
const withoutSigns = (email: string, signs: ReadonlySet<string>): string =>
  tokensOf(email)
    .filter(({ word }) => !signs.has(word))
    .map(({ word }) => word)
    .join('');

/** A number of a date: a day, a month by figure or name, or a year. */
interface Piece {
  readonly value: number;
  readonly digits: number;
  readonly isMonth: boolean;
}
const ones =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(
    ' ',
  );
const tens = 'zero ten twenty thirty forty fifty sixty seventy eighty ninety'.split(' ');
const ordinals =
  'zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth'.split(
    ' ',
  );
/** Between the parts of a date. */
const passedOver = new Set(['of', 'the', 'day', 'in', 'and', 'st', 'nd', 'rd', 'th']);

/** Whether the text has this date (`YYYY-MM-DD`) in any usual order and spelling, with its year in two or four figures. */
export function birthdayIn(tokens: readonly Token[], dateOfBirth: string): boolean {
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(dateOfBirth) ?? [];
  if (year === undefined || month === undefined || day === undefined) return false;
  const short = year.slice(2);
  const together = [
    `${day}${month}${year}`,
    `${year}${month}${day}`,
    `${month}${day}${year}`,
    `${day}${month}${short}`,
    `${short}${month}${day}`,
  ];
  if (tokens.some(({ word }) => together.includes(word))) return true;
  const pieces = piecesOf(tokens);
  const [y, m, d] = [Number(year), Number(month), Number(day)];
  const isYear = ({ value, digits }: Piece): boolean => (digits === 4 && value === y) || (digits === 2 && value === y % 100);
  const isMonth = ({ value, digits }: Piece): boolean => digits <= 2 && value === m;
  const isDay = ({ value, digits, isMonth: named }: Piece): boolean => !named && digits <= 2 && value === d;
  return pieces.some((first, index) => {
    const [second, third] = [pieces[index + 1], pieces[index + 2]];
    if (first === undefined || second === undefined || third === undefined) return false;
    const orders = [
      [isDay(first), isMonth(second), isYear(third)],
      [isMonth(first), isDay(second), isYear(third)],
      [isYear(first), isMonth(second), isDay(third)],
      [isYear(first), isDay(second), isMonth(third)],
    ];
    return orders.some((order) => order.every((fits) => fits));
  });
}

/** What can be part of a date, in order; a word that cannot parts what stands on either side. */
function piecesOf(tokens: readonly Token[]): readonly (Piece | undefined)[] {
  const pieces: (Piece | undefined)[] = [];
  for (const { word } of tokens) {
    if (passedOver.has(word)) continue;
    const last = pieces.at(-1);
    const said = pieceOf(word);
    if (said === undefined) {
      // `nineteen hundred`, `two thousand`: what follows is added.
      const many = word === 'hundred' ? 100 : word === 'thousand' ? 1_000 : undefined;
      if (many !== undefined && last !== undefined) pieces.splice(-1, 1, { value: last.value * many, digits: 4, isMonth: false });
      else pieces.push(undefined);
    } else if (last !== undefined && !/^\d/.test(word) && !said.isMonth) pieces.splice(-1, 1, ...together(last, said));
    else pieces.push(said);
  }
  return pieces;
}

/** `nineteen` and `sixty` are 1960, `sixty` and `one` are 61, `two thousand` and `two` are 2002; other words stand beside each other. */
function together(last: Piece, next: Piece): readonly Piece[] {
  const { value } = last;
  if (last.isMonth) return [last, next];
  if (last.digits === 4 && value % 100 === 0) return [{ ...last, value: value + next.value }];
  if (last.digits === 4 && value % 10 === 0 && value % 100 >= 20 && next.value < 10) return [{ ...last, value: value + next.value }];
  if ((value === 19 || value === 20) && next.value >= 10) return [{ value: value * 100 + next.value, digits: 4, isMonth: false }];
  if (value % 10 === 0 && value >= 20 && value < 100 && next.value < 10) return [{ ...last, value: value + next.value }];
  return [last, next];
}

function pieceOf(word: string): Piece | undefined {
  if (/^\d{1,4}$/.test(word)) return { value: Number(word), digits: word.length === 1 ? 1 : word.length, isMonth: false };
  const month = monthParts.findIndex(([short, rest]) => [short, `${short}${rest}`, `${short}t`].includes(word));
  if (month >= 0) return { value: month + 1, digits: 2, isMonth: true };
  const counted = [ones.indexOf(word), ordinals.indexOf(word), tens.indexOf(word) * 10, word === 'thirtieth' ? 30 : -1].find(
    (value) => value > 0,
  );
  return counted === undefined ? undefined : { value: counted, digits: 2, isMonth: false };
}
