// Nothing that a sender wrote is lost between the message and the drawn dialog, but for the kinds that are left out on purpose.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import type { Bundle, FhirResource } from 'fhir/r4.d.ts';
import { expect, test } from 'vitest';
import { withLineBreaks } from '../../src/cards/readable.ts';
import type { SubmissionText } from '../../src/domain/econsult/submission.ts';
import { consultation } from './fixtures/consultation.ts';
import { anyChance, maker, subject, types } from './generated.ts';
import { doors, fhir } from './given.ts';
import { count, nothing, said, wordsRead } from './leaves.ts';

async function textOf(bundle: object): Promise<SubmissionText> {
  const at = doors();
  const answer = await at.send('/api/econsults', JSON.stringify(bundle), fhir);
  const text = at.kept[0]?.submission.text;
  if (text === undefined) throw new Error(`not taken in: ${answer.text}`);
  return text;
}

/** Values of the maker hold no space and no bracket, so what was read can be looked up word by word. */
const wordsIn = (text: string): Set<string> => new Set(text.split(/[\s()[\]]+/).map((word) => word.replace(/[;,:.]+$/, '')));

const bundleOf = (...more: FhirResource[]): Bundle<FhirResource> =>
  consultation({ resourceType: 'ServiceRequest', status: 'active', intent: 'order', subject, reasonCode: [{ text: 'A rash' }] }, ...more);

const there = (read: Set<string>) => (value: string) => value.split(' ').every((word) => read.has(word.replace(/[;,:.]+$/, '')));
const withoutAlso = (text: SubmissionText): SubmissionText => ({
  ...text,
  answers: text.answers.filter(({ section }) => section !== 'Also sent'),
});

const own = ['ServiceRequest', 'QuestionnaireResponse', 'Communication', 'CarePlan', 'Flag', 'Observation'];

test('of resources of any type, made from the schema of FHIR R4, every value is on a page of the dialog', async () => {
  const counts = nothing();
  const met = new Set<string>();
  await fc.assert(
    fc.asyncProperty(anyChance, async (chance) => {
      const make = maker(chance, 3);
      // One of those that have a reader of their own, and any others.
      const chosen = [
        own[chance.below(own.length)] ?? '',
        ...Array.from({ length: 1 + chance.below(2) }, () => types[chance.below(types.length)] ?? ''),
      ];
      const bundle = bundleOf(...chosen.map(make));
      const text = await textOf(bundle);
      for (const type of chosen) met.add(type);
      const before = counts.lost.length;
      count(bundle, counts, there(wordsIn(wordsRead(text))), there(wordsIn(wordsRead(withoutAlso(text)))));
      expect(counts.lost.slice(before)).toEqual([]);
    }),
    { numRuns: 200, endOnFailure: true },
  );
  console.log(said(`made from the schema, ${met.size} of ${types.length} types`, counts));
  expect(counts.shown).toBeGreaterThan(1_000);
  expect(counts.also).toBeGreaterThan(1_000);
});

const folder = fileURLToPath(new URL('../../../shared/samples/fhir/', import.meta.url));
const present = existsSync(folder);
if (!present) console.warn(`SKIPPED: no samples at ${folder}: nothing was looked up in real messages.`);

/** The resources of a sample that may stand beside our own patient, pointed at that patient. */
function resourcesOf(path: string): FhirResource[] {
  const value = JSON.parse(readFileSync(folder + path, 'utf8')) as FhirResource;
  const found = value.resourceType === 'Bundle' ? (value.entry ?? []).flatMap(({ resource }) => resource ?? []) : [value];
  return found
    .filter(({ resourceType }) => resourceType !== 'Patient' && resourceType !== 'Bundle')
    .map((each) => ({ ...each, ...('subject' in each ? { subject } : {}) }) as FhirResource);
}

/** What differs in capitals alone is said once; two characters that stand for a new line become one. */
const within = (read: string) => (words: string) =>
  [words, ...[words.replaceAll('\\n', ' '), withLineBreaks(words)].map((each) => each.replace(/\s+/g, ' ').trim())].some((each) =>
    read.toLowerCase().includes(each.toLowerCase()),
  );

test.skipIf(!present)('of real resources beside our own patient, every value is on a page of the dialog', async () => {
  const counts = nothing();
  let taken = 0;
  const files = (readdirSync(folder, { recursive: true }) as string[]).filter((path) => /^(?!.*stu3).*\.json$/.test(path)).sort();
  for (const resource of files.flatMap(resourcesOf)) {
    const bundle = bundleOf(resource);
    const text = await textOf(bundle).catch(() => undefined);
    // Official examples that are no valid R4, and those that hold a second patient.
    if (text === undefined) continue;
    taken++;
    const read = wordsRead(text);
    const early = wordsRead(withoutAlso(text));
    count(bundle, counts, within(read), within(early));
  }
  console.log(said(`real resources, ${taken} taken in`, counts));
  expect(counts.lost).toEqual([]);
  expect(taken).toBeGreaterThan(100);
});

test.skipIf(!present).each(['REFREQ01-111-to-ED', 'REFREQ03-primary-care-to-pharmacy-minor-illness'])(
  'of the national sample %s, every value is on a page of the dialog',
  async (name) => {
    const body = readFileSync(`${folder}bars-messages/${name}.json`, 'utf8');
    const text = await textOf(JSON.parse(body) as object);
    const counts = nothing();
    const [read, early] = [wordsRead(text), wordsRead(withoutAlso(text))];
    count(JSON.parse(body) as object, counts, within(read), within(early));
    console.log(said(name, counts));
    expect(counts.lost).toEqual([]);
  },
);
