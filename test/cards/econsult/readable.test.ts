// What senders write, as people read it: where a line ends, how old somebody is, and a number in groups.
import { describe, expect, it } from 'vitest';
import { dateOfBirthWords, nhsNumberWords, paragraphsOf } from '../../../src/cards/readable.ts';

describe('a line ends', () => {
  it.each([
    ['One\nTwo', ['One', 'Two']],
    ['One\r\nTwo\rThree', ['One', 'Two', 'Three']],
    ['One/nTwo', ['One', 'Two']],
    ['One./ntwo', ['One.', 'two']],
    ['One /n Two/n/nThree/n', ['One', 'Two', 'Three']],
    ['One\\nTwo\\r\\nThree', ['One', 'Two', 'Three']],
    ['pain\\nfever\\ncough', ['pain', 'fever', 'cough']],
    ['One\\\\nTwo', ['One', 'Two']],
    ['One<br>Two<br />Three<BR/>Four', ['One', 'Two', 'Three', 'Four']],
    ['<p>One</p><p class="x">Two', ['<p>One', 'Two']],
    ['One&#10;Two&#xD;&#xA;Three', ['One', 'Two', 'Three']],
    ['One_x000D_\nTwo', ['One', 'Two']],
    ['One\u2028Two', ['One', 'Two']],
  ])('in %j', (words, paragraphs) => {
    expect(paragraphsOf(words)).toEqual(paragraphs);
  });
  it.each([
    'yes/no',
    'y/n',
    'Pregnant Y/N',
    'either /nor',
    'and/not',
    's/n 12345',
    'C:\\new',
    'https://example.org/news',
    '1/12/2026',
    'a < b',
  ])('not in %j', (words) => {
    expect(paragraphsOf(words)).toEqual([words]);
  });
  it('a bounded number of times, and nothing is lost', () => {
    const all = paragraphsOf('x\n'.repeat(10_000));
    expect(all).toHaveLength(61);
    expect(all.join('').replace(/\s/g, '')).toBe('x'.repeat(10_000));
  });
});

it.each([
  ['2002-02-03', '03 Feb 2002 (24 y)'],
  ['2002-11-25', '25 Nov 2002 (24 y)'],
  ['2002-11-26', '26 Nov 2002 (23 y)'],
  ['2025-01-20', '20 Jan 2025 (22 months)'],
  ['2026-10-01', '01 Oct 2026 (55 days)'],
  ['2026-11-24', '24 Nov 2026 (1 day)'],
  ['2026-11-25', '25 Nov 2026 (0 days)'],
  ['2027-01-01', '01 Jan 2027'],
  ['1950', '1950'],
  ['1950-02', '1950-02'],
  ['3/2/1950', '3/2/1950'],
])('the date of birth %s is read as %s', (sent, read) => {
  expect(dateOfBirthWords(sent, '2026-11-25T09:00:00.000Z')).toBe(read);
});

it.each([
  ['9992652586', '999 265 2586'],
  ['999 265 2586', '999 265 2586'],
  ['999-265-2586', '999 265 2586'],
  ['99926525', '99926525'],
  ['none yet', 'none yet'],
])('the NHS number %s is read as %s', (sent, read) => {
  expect(nhsNumberWords(sent)).toBe(read);
});
