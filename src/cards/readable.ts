// What senders write, as people read it: line breaks that came as signs, dates of birth with the age, and NHS numbers in three groups.
import type { Instant } from '../domain/terms.ts';
import { onTheWall } from '../domain/time/calendar.ts';
import { monthShort } from './words.ts';

/** Line ends of other systems, of HTML and of Excel. */
const lineEnds = /\r\n?|[\u2028\u2029\u0085]|<br\s*\/?>|<\/p>\s*<p(?:\s[^<>]*)?>|&#(?:10|13|x0?[ad]);|_x000[ad]_/gi;
/** `\n` written out, once or twice escaped; not a folder behind the colon of a drive. */
const writtenOut = /(?<!:)\\{1,2}(?:r\\{1,2}n|[nr])/g;
/** `/n` where a line can end or begin; not that of `yes/no`, `y/n` or `s/n 12`. */
const slashed = /(?<!(?:^|[^\p{L}\p{N}/])\p{L})\/n(?=$|[\s\p{Lu}\p{N}•*-]|\/n)|(?<=[.!?;])\/n/gu;

/** Most answers have none of the signs that any of these begins with. */
const mayHaveBreaks = /[\r\n\u2028\u2029\u0085<&_\\/]/;

/** With a line end wherever the sender meant one; three and more are two. */
export function withLineBreaks(words: string): string {
  if (!mayHaveBreaks.test(words)) return words;
  return words
    .replace(lineEnds, '\n')
    .replace(writtenOut, '\n')
    .replace(slashed, '\n')
    .replace(/\n{3,}/g, '\n\n');
}

/** As many paragraphs as are told apart; what follows stays together, with its line ends. */
const paragraphsMax = 60;
/** Paragraph by paragraph: not every client keeps a line end within one. */
export function paragraphsOf(words: string): readonly string[] {
  const all = withLineBreaks(words)
    .split('\n')
    .map((each) => each.trim())
    .filter((each) => each !== '');
  return all.length <= paragraphsMax ? all : [...all.slice(0, paragraphsMax), all.slice(paragraphsMax).join('\n')];
}

/** `03 Feb 2002 (24 y)` of `2002-02-03`; as it was sent if it is not a whole date. Under two years in months, under two months in days. */
export function dateOfBirthWords(sent: string, now: Instant): string {
  const [, year = '', month = '', day = ''] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(sent.trim()) ?? [];
  const name = monthShort[Number(month) - 1];
  if (name === undefined) return sent;
  const age = ageWords([Number(year), Number(month), Number(day)], onTheWall(now).date);
  return `${day} ${name} ${year}${age === undefined ? '' : ` (${age})`}`;
}

/** `undefined`: the date lies in the future. */
function ageWords([year, month, day]: readonly [number, number, number], today: string): string | undefined {
  const [thisYear = 0, thisMonth = 0, thisDay = 0] = today.split('-').map(Number);
  const months = (thisYear - year) * 12 + thisMonth - month - (thisDay < day ? 1 : 0);
  if (months >= 24) return `${Math.floor(months / 12)} y`;
  if (months >= 2) return `${months} months`;
  const days = (Date.UTC(thisYear, thisMonth - 1, thisDay) - Date.UTC(year, month - 1, day)) / 86_400_000;
  return days < 0 ? undefined : days === 1 ? '1 day' : `${days} days`;
}

/** `999 265 2586`; as it was sent if it has not ten digits. */
export function nhsNumberWords(sent: string): string {
  const [, first, second, third] = /^(\d{3})(\d{3})(\d{4})$/.exec(sent.replace(/[\s-]/g, '')) ?? [];
  return first === undefined ? sent : `${first} ${second} ${third}`;
}
