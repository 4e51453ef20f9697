// Nothing that a sender wrote is lost between the message and the drawn dialog, but for the kinds that are left out on purpose.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import type { Bundle, FhirResource } from 'fhir/r4.d.ts';
import { describe, expect, test } from 'vitest';
import { change, consultation } from './fixtures/consultation.ts';
import { anyChance, maker, subject, types } from './generated.ts';
import { doors, fhir } from './given.ts';
import { count, even, nothing, said, wordsRead } from './leaves.ts';

async function textOf(bundle: object) {
  const at = doors();
  const answer = await at.send('/api/econsults', JSON.stringify(bundle), fhir);
  if (answer.status !== 201) return { refused: answer.text };
  return { text: at.kept[0]?.submission.text };
}

/** Values of the maker hold no space and no bracket, so what was read can be looked up word by word. */
const wordsIn = (text: string): Set<string> =>
  new Set(text.split(/[\s()[\]]+/).map((word) => word.replace(/[;,:.]+$/, '')));

const bundleOf = (...more: FhirResource[]): Bundle<FhirResource> =>
  consultation({ resourceType: 'ServiceRequest', status: 'active', intent: 'order', subject, reasonCode: [{ text: 'A rash' }] }, ...more);

describe('of resources of any type, made from the schema of FHIR R4', () => {
  test('every value is on a page of the dialog', async () => {
    const counts = nothing();
    const met = new Set<string>();
    let refused = 0;
    await fc.assert(
      fc.asyncProperty(anyChance, async (chance) => {
        const make = maker(chance, 3);
        const chosen = Array.from({ length: 1 + chance.below(3) }, () => types[chance.below(types.length)] ?? '');
        const bundle = bundleOf(...chosen.map(make));
        const { text, refused: why } = await textOf(bundle);
        if (text === undefined) {
          refused++;
          expect(why).toBe('taken in');
          return;
        }
        for (const type of chosen) met.add(type);
        const read = wordsIn(wordsRead(text));
        const before = wordsIn(wordsRead({ ...text, answers: text.answers.filter(({ section }) => section !== 'Also sent') }));
        const there = (words: Set<string>) => (value: string) => value.split(' ').every((word) => words.has(word.replace(/[;,:.]+$/, '')));
        const before_ = counts.lost.length;
        count(bundle, counts, there(read), there(before));
        expect(counts.lost.slice(before_)).toEqual([]);
      }),
      { numRuns: 200, endOnFailure: true },
    );
    console.log(said(`${met.size} of ${types.length} types`, counts), refused);
  });
});
