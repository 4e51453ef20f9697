// The Open dialog: everything the sender wrote, page by page, and not a character of it anywhere else.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { drawEConsult } from '../../../src/cards/econsult/card.ts';
import { noticeWords } from '../../../src/cards/econsult/notices.ts';
import { drawOpen } from '../../../src/cards/econsult/open.ts';
import { pagesOf } from '../../../src/cards/econsult/pages.ts';
import type { SubmissionText } from '../../../src/domain/econsult/submission.ts';
import { amara, bram, gwen, network } from '../../people.ts';
import { elementsOf, markdownOf, runsOf, stringsOf } from '../elements.ts';
import { copy, now, text } from '../examples.ts';
import { states } from '../states.ts';

/** Teams takes about 100 KB as UTF-16; our own limit. */
const pageBytesMax = 80 * 1024;
const bytesOf = (card: object): number => JSON.stringify(card).length * 2;
const open = (texts: readonly SubmissionText[], page = 0) => drawOpen(states.claimed, texts, { network, seenBy: amara, now, page });

/** Every page, as far as the buttons lead from the first. */
function pagesThrough(texts: readonly SubmissionText[]): readonly object[] {
  const pages = [open(texts)];
  for (;;) {
    const next = elementsOf(pages.at(-1)).find(({ title }) => title === 'Next page')?.['data'] as { page: number } | undefined;
    if (next === undefined) return pages;
    expect(next.page).toBe(pages.length);
    pages.push(open(texts, next.page));
  }
}
const withAnswers = (answers: SubmissionText['answers']): SubmissionText => ({ patient: {}, answers, original: text.original });
/** Paragraphs stand apart: what lies between them is no character of them. */
const even = (words: string): string => words.replace(/\s+/g, '');
/** What a reader has read after the last page: the joiner that makes placeholders harmless cannot be seen. */
const readIn = (pages: readonly object[]): string =>
  even(
    pages
      .flatMap(runsOf)
      .filter((run) => run !== '… ')
      .join('')
      .replaceAll('$\u2060{', '${'),
  );

// Words with all that costs more than a letter: line ends, quotes, emoji (two halves that must stay together), placeholders.
const words = (maxLength: number) =>
  fc.array(fc.constantFrom('a', 'word ', '\n', '"', '\\', '\u{1f637}', '${x}', 'é', '漢'), { maxLength }).map((parts) => parts.join(''));
const long = fc.tuple(words(60), fc.integer({ min: 1, max: 60_000 })).map(([part, length]) => {
  const whole = part === '' ? '' : part.repeat(Math.ceil(length / part.length)).slice(0, length);
  // Half a pair at the end would not have been let in.
  return whole.replace(/[\ud800-\udbff]$/, '');
});
const answer = fc.record({
  section: fc.constantFrom('One', 'Two', 'S'.repeat(5_000)),
  question: fc.oneof({ weight: 12, arbitrary: words(40) }, { weight: 1, arbitrary: long }),
  answer: fc.oneof({ weight: 8, arbitrary: words(200) }, { weight: 1, arbitrary: long }),
});

/** What stands before an answer: a question that ends with its own mark gets no second one. */
const labelled = (question: string): string => `${question}${/[.?!:]$/.test(question) ? '' : ':'} `;

describe('the pages', () => {
  it('give back every character in order, and none is too big for Teams', () => {
    fc.assert(
      fc.property(fc.array(answer, { minLength: 1, maxLength: 8 }), (answers) => {
        const pages = pagesThrough([withAnswers(answers)]);
        const expected: string[] = [];
        let section: string | undefined;
        for (const each of answers) {
          if (each.section !== section && each.section.length > 200) expected.push('Heading: ', each.section);
          section = each.section;
          expected.push(labelled(each.question), each.answer.trim() || '(no answer)');
        }
        expect(readIn(pages) === even(expected.join(''))).toBe(true);
        for (const page of pages) {
          expect(bytesOf(page)).toBeLessThan(pageBytesMax);
          expect(stringsOf(page).every((string) => !/\p{Surrogate}/u.test(string))).toBe(true);
        }
      }),
      { numRuns: 30 },
    );
  });
  it.each([
    ['200,000 letters', [{ question: 'What is the matter?', answer: 'x'.repeat(200_000) }]],
    ['100,000 lines', [{ question: 'What is the matter?', answer: 'x\n'.repeat(100_000) }]],
    ['100,000 emoji', [{ question: 'What is the matter?', answer: '\u{1f637}'.repeat(100_000) }]],
    ['a question of 200,000 characters', [{ question: 'q'.repeat(200_000), answer: 'Yes' }]],
    ['10,000 short answers', Array.from({ length: 10_000 }, (_, i) => ({ question: `Question ${i}`, answer: 'Yes' }))],
    ['2,000 sections', Array.from({ length: 2_000 }, (_, i) => ({ section: `Section ${i}`, question: 'Is it so?', answer: 'No' }))],
  ])('hold %s', (_, answers) => {
    const pages = pagesThrough([withAnswers(answers)]);
    expect(readIn(pages) === even(answers.map(({ question, answer }) => `${labelled(question)}${answer}`).join(''))).toBe(true);
    expect(Math.max(...pages.map(bytesOf))).toBeLessThan(pageBytesMax);
    // None is wasted either: all but the last are at least a third full.
    for (const page of pages.slice(0, -1)) expect(bytesOf(page)).toBeGreaterThan(pageBytesMax / 4);
  });
  it('are one, without words about pages, where all fits', () => {
    const card = open([text]);
    expect(elementsOf(card).some(({ title }) => title === 'Next page' || title === 'Previous page')).toBe(false);
    expect(stringsOf(card).some((string) => string.startsWith('Page '))).toBe(false);
  });
  it('that do not exist show the nearest that does, and say which it is', () => {
    const texts = [withAnswers([{ question: 'What is the matter?', answer: 'x'.repeat(100_000) }])];
    const last = pagesThrough(texts).length;
    expect(last).toBeGreaterThan(2);
    expect(open(texts, 1_000)).toEqual(open(texts, last - 1));
    expect(stringsOf(open(texts, 1_000))).toContain(`Page ${last} of ${last}`);
    expect(open(texts, -1)).toEqual(open(texts, 0));
  });
  it('are none for nothing, but the dialog still says what it is about', () => {
    expect(pagesOf([])).toEqual([[]]);
    expect(markdownOf(open([withAnswers([])]))[0]).toContain('K7M-4QX');
  });
});

describe('what the sender wrote', () => {
  let count = 0;
  const mark = () => {
    count += 1;
    return `MARK${count}x`;
  };
  const marked: SubmissionText = {
    patient: {
      name: mark(),
      dateOfBirth: mark(),
      nhsNumber: mark(),
      sex: mark(),
      telephone: [mark(), mark()],
      email: [mark(), mark()],
      address: mark(),
    },
    requester: { name: mark(), relation: mark(), telephone: mark() },
    answers: [
      { section: 'Section', question: mark(), answer: mark(), flag: 'red' },
      { question: mark(), answer: mark(), flag: 'caution' },
    ],
    contactPreference: mark(),
    interpreter: mark(),
    adjustments: [mark(), mark()],
    senderReference: mark(),
    original: { mediaType: 'text/plain', base64: mark() },
  };
  it('is all shown, each word once, and only where no Markdown is read', () => {
    const card = open([marked]);
    const shown = stringsOf(card).join(' ');
    // The original's bytes are kept, not shown.
    for (let i = 1; i < count; i++) expect(shown.split(`MARK${i}x`)).toHaveLength(2);
    expect(markdownOf(card).join(' ')).not.toContain('MARK');
    expect(
      runsOf(card)
        .join(' ')
        .match(/MARK\d+x/g),
    ).toHaveLength(count - 1);
  });
  it('is read as it is written, whatever it looks like', () => {
    const wild = '[x](https://example.org) <at>Everyone</at> **bold** # not a heading &lt;';
    const card = open([withAnswers([{ section: wild, question: wild, answer: wild }])]);
    expect(runsOf(card)).toEqual(expect.arrayContaining([`${wild}: `, wild]));
    const headings = markdownOf(card).map((read) => read.replace(/\\./g, ''));
    for (const heading of headings) expect(heading).not.toMatch(/[[\]<>*#]|https:\/\//);
  });
  it('shows how the sender marked it, in words', () => {
    const runs = runsOf(open([marked]));
    expect(runs.filter((run) => run.startsWith('['))).toEqual(['[RED FLAG] ', '[CAUTION] ']);
  });
  it('shows different words under the same id apart', () => {
    const headings = markdownOf(open([text, copy]));
    expect(headings).toEqual(
      expect.arrayContaining(['Patient (first message)', 'What was asked and answered (different message 1 under the same id)']),
    );
    expect(runsOf(open([text, copy]))).toEqual(expect.arrayContaining(['Two weeks.', 'somebody else for the patient']));
  });
  it('says who opened it, when, and that it is recorded', () => {
    expect(markdownOf(open([text])).at(-1)).toMatch(/^Opened by Dr Amara Osei, Wed 25 Nov 09:45\. Every opening is recorded/);
  });
  it('never reaches a card in a channel, its summary or a notice: they are drawn without it', () => {
    // By their types they cannot see it; this holds what they say to the facts that anybody may see.
    const secret = JSON.stringify(text).match(/[A-Za-z]{5,}/g) ?? [];
    const telling = secret.filter((word) => /asha|cough|chest|omar|bengali|breathe|night/i.test(word));
    expect(telling.length).toBeGreaterThan(5);
    for (const it of Object.values(states)) {
      const { card, summary } = drawEConsult(it, { network, at: it.holder, now });
      const notices = (['unplaced', 'takenOver', 'conflictingCopy', 'withdrawn'] as const).map((what) =>
        noticeWords(what, it, network, [amara], now),
      );
      const said = JSON.stringify([card, summary, notices]);
      for (const word of telling) expect(said).not.toContain(word);
    }
  });
});

describe('the order', () => {
  const at = (card: object, words: string): number => stringsOf(card).findIndex((each) => each.includes(words));
  const answers: SubmissionText['answers'] = [
    { section: 'First', question: 'Plain', answer: 'One' },
    { section: 'First', question: 'Careful', answer: 'Two', flag: 'caution' },
    { section: 'Also sent', question: 'Document title', answer: 'Three' },
    { section: 'Notes', question: 'Safeguarding', answer: 'Child protection plan' },
    { section: 'Second', question: 'Grave', answer: 'Four', flag: 'red' },
  ];
  const card = open([
    { ...withAnswers(answers), patient: { name: 'Asha', dateOfBirth: '2002-02-03', nhsNumber: '9992652586' }, interpreter: 'BSL' },
  ]);
  it('is who it is, what to know before anything, what is flagged, the red first, then the rest as it was sent', () => {
    const order = ['Asha', '03 Feb 2002 (24 y)', '999 265 2586', 'Child protection plan', 'BSL', 'Four', 'Two', 'One', 'Three'].map(
      (words) => at(card, words),
    );
    expect(order).not.toContain(-1);
    expect([...order].sort((a, b) => a - b)).toEqual(order);
    // What was moved says where it stood.
    expect(runsOf(card)).toContain('Second \u00b7 Grave: ');
  });
  it('shows what was sent beside the words as a table, and the same where no tables are drawn', () => {
    const table = elementsOf(card).find(({ type }) => type === 'Table');
    expect(stringsOf(table?.['rows'])).toEqual(expect.arrayContaining(['Document title', 'Three']));
    expect(stringsOf(table?.['fallback'])).toEqual(expect.arrayContaining(['Document title: ', 'Three']));
    const { fallback: _, ...shown } = table ?? { type: '' };
    expect(stringsOf(shown).filter((each) => each === 'Three')).toHaveLength(1);
  });
});

describe('the next steps', () => {
  const steps = (it: (typeof states)[keyof typeof states], who = amara) =>
    elementsOf(drawOpen(it, [text], { network, seenBy: who, now }))
      .filter(({ type }) => type === 'Action.Submit')
      .map(({ title }) => title);
  it('are those of whoever has opened it, and none that would be refused', () => {
    expect(steps(states.waiting)).toEqual(['Claim']);
    expect(steps(states.claimed)).toEqual(['Complete', 'Pass to practice', 'Hold']);
    expect(steps(states.held)).toEqual(['Complete', 'Pass to practice']);
    expect(steps(states.wrongPatient)).toEqual(['Pass to practice', 'Hold']);
    expect(steps(states.claimed, bram)).toEqual([]);
    expect(steps(states.waiting, gwen)).toEqual([]);
    for (const it of [states.completed, states.offered, states.unplaced]) expect(steps(it)).toEqual([]);
  });
});
