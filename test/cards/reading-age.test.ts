// Every sentence that a person reads, with the age at which it can be read; `LIST_SENTENCES=FILE` writes them all down, the hardest first.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { fleschKincaid } from 'flesch-kincaid';
import { syllable } from 'syllable';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Years at which a child has had as much schooling as the formula's grade asks for: the NHS content guide asks for 9 to 11. */
const ageOf = (grade: number): number => Math.max(5, Math.round(grade + 5));
const easyAge = 11;
/** Of all sentences. */
const easyShareMin = 0.75;
/** Anything harder is explained below. */
const hardAge = 16;
/** In fewer words a single long one decides, and a label is no sentence. */
const wordsMin = 5;

/**
 * Words that staff use all day and that have no shorter one: each counts as two syllables. A person who does not know them is told what they
 * mean by `help`.
 */
const glossary: Readonly<Record<string, string>> = {
  administrator: 'somebody who looks after the work of a hub or practice',
  administrative: 'a request that needs no clinician',
  appointment: 'a time at which a patient is seen',
  clinician: 'somebody who may treat patients',
  clinical: 'needs a clinician',
  econsult: 'a request that a patient has sent online',
  econsults: 'requests that patients have sent online',
  escalate: 'ask those who decide, at once',
  escalated: 'those who decide have been asked',
  escalation: 'that those who decide were asked',
  organisation: 'a hub or a practice',
  organisations: 'hubs and practices',
  patient: 'whoever has asked for help',
  practice: 'a GP practice',
  practices: 'GP practices',
  prescribe: 'order medicine',
  priority: 'how urgent it is',
  telephone: 'a number to ring',
};

/** What may need more than `hardAge`, by where it stands, and why it stays so. */
const explained: Readonly<Record<string, string>> = {
  'src/cards/doctor/':
    'for whoever runs the installation: it quotes names of settings and answers of Azure, to be searched for as they are',
  'src/cards/network/words.ts: Senior information risk owner (SIRO)': 'a title that the NHS gives',
};

/** Sentences as they stood before they were said plainly: none may come back. */
const gone =
  /\b(buried|becomes of (each|it)|What came of it|Still at it|cannot simply be left|It is none|Anybody may\.|I know no |nobody has looked at it in time)\b/i;

interface Sentence {
  readonly file: string;
  readonly words: string;
  readonly age: number;
}

const filesIn = (folder: string, ending: string): readonly string[] =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith(ending))
    .map((name) => join(root, folder, name));

/** What a string or template says, with a name where something is filled in. */
function saidIn(node: ts.Node): string | undefined {
  if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) return node.text;
  if (!ts.isTemplateExpression(node)) return undefined;
  return node.head.text + node.templateSpans.map(({ literal }) => `Ann${literal.text}`).join('');
}

function inSource(path: string): readonly string[] {
  const said: string[] = [];
  const visit = (node: ts.Node): void => {
    const words = saidIn(node);
    if (words !== undefined) said.push(words);
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.Latest, true));
  return said;
}

/** Of a template: its texts, titles, labels and hints. */
function inTemplate(path: string): readonly string[] {
  const said: string[] = [];
  JSON.parse(readFileSync(path, 'utf8'), (key, value: unknown) => {
    if (typeof value === 'string' && ['text', 'title', 'label', 'errorMessage', 'placeholder', 'fallbackText'].includes(key))
      said.push(value.replace(/\$\{[^}]*\}/g, 'Ann'));
    return value;
  });
  return said;
}

const plainWords = (text: string): readonly string[] => text.toLowerCase().match(/[a-z0-9][a-z0-9\u2019'-]*/g) ?? [];
/** Of "organisation\u2019s" too: whoever knows the word knows whose it is. */
const isKnown = (word: string): boolean => Object.hasOwn(glossary, word.replace(/['\u2019]s?$/, ''));
const syllablesIn = (words: readonly string[]): number =>
  words.reduce((sum, word) => sum + (isKnown(word) ? 2 : Math.max(1, syllable(word))), 0);
/** How a printed page looks, which nobody reads. */
const isStyle = (words: string): boolean => /\{[a-z-]+:/.test(words);

function measured(file: string, text: string): readonly Sentence[] {
  // A mark that something is to be done, or a number in the middle of one, ends no sentence.
  return text
    .split(/(?<=[.!?:;])\s+|\n/)
    .map((words) => words.trim())
    .flatMap((words) => {
      const list = plainWords(words);
      if (list.length < wordsMin || isStyle(words)) return [];
      const grade = fleschKincaid({ sentence: 1, word: list.length, syllable: syllablesIn(list) });
      return [{ file: relative(root, file).replaceAll('\\', '/'), words, age: ageOf(grade) }];
    });
}

const sentences: readonly Sentence[] = [
  ...new Map(
    [
      ...filesIn('src/cards', '.ts').flatMap((file) => inSource(file).flatMap((text) => measured(file, text))),
      ...filesIn('cards', '.json')
        .filter((file) => !file.includes('samples'))
        .flatMap((file) => inTemplate(file).flatMap((text) => measured(file, text))),
    ].map((each) => [each.words, each]),
  ).values(),
].sort((a, b) => b.age - a.age);

if (process.env['LIST_SENTENCES'] !== undefined)
  writeFileSync(process.env['LIST_SENTENCES'], sentences.map(({ age, words, file }) => `${age}\t${words}\t${file}\n`).join(''));

describe('what people read', () => {
  it(`can mostly be read at ${easyAge}`, () => {
    const easy = sentences.filter(({ age }) => age <= easyAge).length / sentences.length;
    process.stdout.write(
      `reading age: ${sentences.length} sentences, ${(easy * 100).toFixed(0)} % at or below ${easyAge}, hardest ${sentences[0]?.age}\n`,
    );
    expect(sentences.length).toBeGreaterThan(500);
    expect(easy).toBeGreaterThan(easyShareMin);
  });
  it(`is explained where it needs more than ${hardAge}`, () => {
    const hard = sentences.filter(({ age }) => age > hardAge);
    const starts = Object.keys(explained);
    const places = hard.map(({ file, words }) => `${file}: ${words}`);
    expect(places.filter((place) => !starts.some((start) => place.startsWith(start)))).toEqual([]);
    expect(starts.filter((start) => !places.some((place) => place.startsWith(start)))).toEqual([]);
  });
  it('has none of the words that were put plainly', () => {
    expect(sentences.filter(({ words }) => gone.test(words)).map(({ file, words }) => `${file}: ${words}`)).toEqual([]);
  });
  it('is measured as it should be', () => {
    expect(measured('x', 'The cat sat on the mat.')[0]?.age).toBe(5);
    expect(
      measured('x', 'Notwithstanding organisational considerations, interoperability necessitates standardisation.')[0]?.age,
    ).toBeGreaterThan(20);
  });
});
