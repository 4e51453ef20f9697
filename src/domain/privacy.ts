// The guard on free text that a shared card will show: what looks as if it named a patient is stopped, and can be said to be none.

export const personalKinds = ['nhsNumber', 'dateOfBirth', 'telephone', 'email'] as const;
export type PersonalKind = (typeof personalKinds)[number];

/** A line on a card, not a letter: what is longer belongs in the record. */
export const noteCharactersMax = 300;

/** What people put between the groups of one number; a comma or a line ends a telephone number, so that lists of numbers stay lists. */
const separator = '[ \\t.\\-\\u2010-\\u2015\\u2212/_()]';
/** An NHS number in its usual groups, whatever stands between them: a line, a comma, a colon, a bracket, a middle dot. */
const nhsGroups = /(?<!\d)(\d{3})[^\p{L}\d]{1,3}(\d{3})[^\p{L}\d]{1,3}(\d{4})(?!\d)/gu;
/** Digits with at most three separators between any two: `943 - 476 - 5919` is one number. */
const numbers = new RegExp(`\\d+(?:${separator}{1,3}\\d+)*`, 'g');
/** An NHS number's length. */
const nhsDigits = 10;

const months =
  '(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)';
const day = '(?:0?[1-9]|[12]\\d|3[01])';
const month = '(?:0?[1-9]|1[0-2])';
const year = '(?:19|20)\\d{2}';
/** Two digits that a time, a dose or a length of days would not be: `\u2019 85`, `85`, `05`; not `10` of `10am`. */
const shortYear = "(?:[\\u2018\\u2019']\\s?\\d{2}|(?:0\\d|[3-9]\\d)(?!\\s?(?:[ap]m\\b|min|hours?|[:.]\\d|m[gl]\\b|days?|weeks?|%)))";
/** Dates with a year: an appointment is written without one, a birthday hardly ever. */
const dates = [
  `${day}[./\\-]${month}[./\\-]${year}`,
  // `1.4.20` is a section, `12-10-14 units` three doses.
  `(?:${day}[/\\-]${month}[/\\-]|\\d{2}\\.${month}\\.|${day}\\.\\d{2}\\.)\\d{2}(?! ?(?:units?|m[gl])\\b)`,
  // Americans, and lists sorted by month.
  `${month}[./\\-]${day}[./\\-]${year}`,
  `${day} ${month} ${year}`,
  `${year}[./\\- ]${month}[./\\- ]${day}`,
  `${day}(?:st|nd|rd|th)?(?: of)?[ .\\-/]{0,2}${months}[ .,\\-/]{0,2}(?:${year}|${shortYear})`,
  `${year} ?${months} ?${day}`,
  `${day} ?- ?${month} ?- ?${year}`,
  `${months}[ .]{1,2}${day}(?:st|nd|rd|th)?[ ,.]{1,2}${year}`,
  // Eight digits in one: day, month, year, or the other way round.
  `(?:0[1-9]|[12]\\d|3[01])(?:0[1-9]|1[0-2])${year}`,
  `${year}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\\d|3[01])`,
].map((each) => new RegExp(`(?<![\\d.,/])${each}(?![\\d/]|\\.\\d)`, 'i'));
/** Said to be one, whatever the date looks like. */
const birthday = /\b(?:d\.?\s?o\.?\s?b\b\.?|date of birth|birth ?date|birthday|born)[^\n\d]{0,15}\d(?!\d? ?(?:identifiers?|weeks?|\/40))/i;

/** National numbers of the United Kingdom from their 0, the same from abroad, and mobiles whose 0 was left out. */
const telephones: readonly ((digits: string, plus: boolean) => boolean)[] = [
  (digits, plus) => plus && digits.length >= 8 && digits.length <= 15,
  (digits) => /^0[1-9]\d{8,9}$/.test(digits),
  (digits) => /^(?:00)?44(?:0)?[1-9]\d{8,9}$/.test(digits),
  (digits) => /^7[1-9]\d{8}$/.test(digits),
  // From abroad as dialled: 00, the country, and its own number.
  (digits) => /^00[1-9]\d{8,12}$/.test(digits),
];
/** The most groups one telephone number is written in: `+44 (0) 20 79 46 09 58`, or digit by digit. */
const groupsMax = 15;

const at = '(?:@|\\(at\\)|\\[at\\]|\\{at\\})';
const dot = '(?:\\.|\\(dot\\)|\\[dot\\]|\\{dot\\})';
/** Where addresses end that are written out in words, so that \u201clook at the dot\u201d is none. */
const commonEnds = '(?:uk|com|net|org|info|eu|ie|me|io|live|cloud)';
const emails = [
  new RegExp(`[^\\s@<>()\\[\\]{}]{1,64} ?${at} ?[a-z0-9\\-]{1,63}(?: ?${dot} ?[a-z0-9\\-]{1,63}){0,4} ?${dot} ?${commonEnds}\\b`, 'i'),
  /[^\s@<>]{1,64}@[^\s@<>.]{1,63}(?:\.[^\s@<>.]{1,63}){0,4}\.[\p{L}]{2,}/iu,
  /[^\s@<>]{1,64}@[a-z0-9-]{1,63} dot [a-z]{2,}/i,
  /[a-z0-9._+-]{1,64} at (?:gmail|googlemail|hotmail|outlook|yahoo|icloud|btinternet|nhsmail)\b/i,
  new RegExp(`[a-z0-9._+\\-]{1,64} at [a-z0-9\\-]{1,63}(?: dot [a-z0-9\\-]{1,63}){0,4}(?: dot |\\.)${commonEnds}\\b`, 'i'),
];

/** What in a text looks like a patient's details; empty when nothing does. Says only the kind, never the words. */
export function personalIn(text: string): readonly PersonalKind[] {
  const plain = plainly(text);
  const written = [...plain.matchAll(numbers)].map(({ 0: found, index }) => ({
    groups: found.match(/\d+/g) ?? [],
    before: plain[index - 1],
  }));
  const found: PersonalKind[] = [];
  const grouped = [...plain.matchAll(nhsGroups)].some(([, a, b, c]) => hasGoodCheckDigit(`${a}${b}${c}`));
  if (grouped || written.some(({ groups }) => runsOf(groups).some(looksLikeNhs))) found.push('nhsNumber');
  if (birthday.test(plain) || dates.some((date) => date.test(plain))) found.push('dateOfBirth');
  if (written.some(({ groups, before }) => runsOf(groups).some((run) => isTelephone(run, before === '+')))) found.push('telephone');
  if (emails.some((email) => email.test(plain))) found.push('email');
  return found;
}

/** Full-width digits as digits and every blank as a blank (both by NFKC), those of other scripts too, and what cannot be seen (zero-width joiners, soft hyphens) not there at all. */
function plainly(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/\p{Cf}|\u034f/gu, '')
    .replace(/\p{Nd}/gu, westernDigit);
}

/** Decimal digits of every script stand in tens, from its nought. */
function westernDigit(digit: string): string {
  if (digit >= '0' && digit <= '9') return digit;
  const code = digit.codePointAt(0) ?? 0;
  let nought = code;
  while (code - nought < 9 && /\p{Nd}/u.test(String.fromCodePoint(nought - 1))) nought -= 1;
  return String(code - nought);
}

/** Groups of digits that stand together, and where they begin: a room before a number does not hide it. */
interface Run {
  readonly groups: readonly string[];
  readonly digits: string;
  readonly first: boolean;
}
function runsOf(groups: readonly string[]): readonly Run[] {
  return groups.flatMap((_, from) =>
    groups.slice(from, from + groupsMax).map((__, more) => {
      const run = groups.slice(from, from + more + 1);
      return { groups: run, digits: run.join(''), first: from === 0 };
    }),
  );
}

/** A good check digit in whatever groups; with a bad one, as of a slip of the finger, only in the usual ones. */
function looksLikeNhs({ groups, digits }: Run): boolean {
  if (digits.length !== nhsDigits) return false;
  if (hasGoodCheckDigit(digits)) return true;
  const lengths = groups.map((group) => group.length).join('-');
  return lengths === '3-3-4' || (lengths === '10' && !digits.startsWith('0') && !digits.startsWith('7'));
}

function isTelephone({ digits, first }: Run, plus: boolean): boolean {
  return telephones.some((looks) => looks(digits, plus && first));
}

/** NHS Data Dictionary: weights 10 to 2, eleven minus the remainder of eleven. */
function hasGoodCheckDigit(digits: string): boolean {
  let sum = 0;
  for (let i = 0; i < nhsDigits - 1; i++) sum += Number(digits[i]) * (10 - i);
  const check = (11 - (sum % 11)) % 11;
  return check !== 10 && check === Number(digits[nhsDigits - 1]);
}
