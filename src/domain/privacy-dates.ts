// Finds dates of birth in free text: a date with a past year, however it is written, or any date that is called a birthday.

import { monthParts } from './time/hours.ts';

/** A month's name, whole or short; September has two short forms. */
const months = `(?:${monthParts.map(([short, rest]) => (rest === '' ? short : `${short}(?:${rest}${short === 'sep' ? '|t' : ''})?`)).join('|')})`;
const day = '(?:0?[1-9]|[12]\\d|3[01])';
const day2 = '(?:0[1-9]|[12]\\d|3[01])';
const dayNth = `${day}(?:st|nd|rd|th)?`;
const month = '(?:0?[1-9]|1[0-2])';
const month2 = '(?:0[1-9]|1[0-2])';
const year = '(?<year>(?:19|20)\\d{2})';
const year2 = '(?<year>\\d{2})';
/** Three doses can be written like a date, such as 10/5/20 mg. */
const notDoses = '(?! ?(?:units?|m[gl])\\b)';
/** Two digits that can be a year and hardly a time, a dose or a number of days: `\u2019 85`, `85`, `05`; not the `10` of `10am`. */
const likeYear2 = "(?<year>[\\u2018\\u2019']\\s?\\d{2}|(?:0\\d|[3-9]\\d)(?! ?(?:[ap]m\\b|min|hours?|[:.]\\d|m[gl]\\b|days?|weeks?|%)))";

/** Three parts with the same mark between them, with or without blanks around it. */
const parted = (marks: string, [first, second, third]: readonly [string, string, string]): string =>
  `${first} ?(?<mark>[${marks}]) ?${second} ?\\k<mark> ?${third}`;
const anyMark = ' ./\\-:,_|\\\\\\u00b7\\u2022';

/** Dates with a year, which is captured by name. A date without one is usually an appointment and hardly ever a birthday. */
const dates = [
  parted(anyMark, [day, month, year]),
  // Month first, as in America and in some lists.
  parted(anyMark, [month, day, year]),
  parted(anyMark, [year, month, day]),
  parted('/\\-_|\\\\\\u00b7\\u2022', [day, month, `${year2}${notDoses}`]),
  // Not `1.4.20`, which is usually a section of a document.
  `(?:${day2}\\.${month}\\.|${day}\\.${month2}\\.|${day2} \\. ${month2} \\. )${year2}${notDoses}`,
  // Only blanks between them may be a list of readings. It is taken for a date if there is a leading 0, or a year that no such list would
  // go on to.
  `(?:0[1-9] ${month2}|${day2} 0[1-9]) ${year2}${notDoses}`,
  `${day2} 1[0-2] ${likeYear2}(?! \\d{1,2}(?!\\d))`,
  `${dayNth}(?: day)?(?: of)?[ .\\-/,]{0,3}${months}[ .,\\-/]{0,3}(?:${year})`,
  `${dayNth}(?: of)?[ .\\-/]{0,2}${months}[ .,\\-/]{0,2}${likeYear2}`,
  `${year}[ ,.\\-/]{0,2}${months}[ ,.\\-/]{0,2}${day}`,
  `${months}[ .\\-/]{1,2}(?:the )?${dayNth}[ ,.\\-/]{1,2}${year}`,
  // Without any mark: day, month, year, or the other way round.
  `${day2}${month2}${year}`,
  `${year}${month2}${day2}`,
  `(?<![\\p{L}\\d]-?)${day2}${month2}${year2}`,
].map((each) => new RegExp(`(?<!\\d[.,/]?)${each}(?!/?\\d|\\.\\d)`, 'giu'));

/**
 * What a note says of a day on which something was done: "last seen 12 May 2025", "bloods of 3 Nov 2025", "letter dated 19/11/2025". The patient's own
 * date of birth is looked for beside this, whatever stands before it (`patient-numbers.ts`).
 */
const doings =
  'seen|done|given|taken|started|stopped|issued|dated|diagnosed|discharged|admitted|reviewed|checked|scan|mri|ct|x-?ray|ultrasound|echo|ecg|dexa|smear|bloods?|results?|hba1c|hb|egfr|fbc|bp|letter|note|review|vaccine|jab|injection|dose|clinic|surgery|colonoscopy|spirometry|appt|appointment';
const ofDoing = new RegExp(
  `(?:^|[^\\p{L}])(?:last (?:\\p{L}{1,15} )?|since |until |on |(?:${doings}) ?(?:on|of|from|in|dated|:)? ?(?:the )?)$`,
  'iu',
);
/** A word, or a colon behind one: only then is there anything to look at. */
const isSaidOf = /[\p{L}:] ?$/u;
/** Words that go before are looked at so far back; all that is above fits. */
const beforeCharacters = 40;
const isOfDoing = (before: string): boolean => isSaidOf.test(before.slice(-2)) && ofDoing.test(before.slice(-beforeCharacters));

/** What counts as a birthday once the text calls it one: no year is needed, and a future date counts too. */
const birthdays = [
  '(?:19|20)\\d{2}(?!\\d)',
  `${day} ?[./\\- ] ?${month}(?!\\d|[+/]\\d\\d\\D| ?(?:kgs?|lbs?|weeks?|days?|months?|of)\\b)`,
  `${dayNth}(?: of)?[ .\\-/]{0,2}${months}`,
  `${months}[ .,]{0,2}(?:the )?[\\u2018\\u2019']?\\d`,
  '\\d{6}(?!\\d)|\\d{8}(?!\\d)',
  "(?:(?<=\\bin )|(?<=[\\u2018\\u2019']))\\d{2}(?!\\d| ?(?:th|weeks?|days?|hours?|min))",
];
/** "DOB checked, 2 identifiers" is about a check and gives no date of birth. */
const gap = '(?:(?!check|confirm|verif|match)\\D){0,20}';
const saidToBe = new RegExp(
  `\\b(?:d\\.? ?o\\.? ?b|(?:date|year|yr).of.birth|birth ?date|birth ?day|born)(?![a-z])${gap}(?:${birthdays.join('|')})`,
  'iu',
);

/**
 * Whether a text holds what looks like a date of birth. A date of this year or a later one (written with two digits: of this or the next)
 * is an appointment, unless it is said to be a birthday.
 */
export function holdsBirthday(plain: string, thisYear: number): boolean {
  const line = plain.replace(/\s+/g, ' ');
  const over = (digits: string): boolean =>
    digits.length === 4 ? Number(digits) < thisYear : ![thisYear % 100, (thisYear + 1) % 100].includes(Number(digits));
  return (
    saidToBe.test(line) ||
    dates.some((date) =>
      [...line.matchAll(date)].some(
        ({ groups, index }) =>
          over(groups?.['year']?.replace(/\D/g, '') ?? '') && !isOfDoing(line.slice(Math.max(0, index - beforeCharacters), index)),
      ),
    )
  );
}
