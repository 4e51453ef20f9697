// How often the guard is wrong about an eConsult's own patient, both ways, over a made-up cast; and that no spelling of their numbers passes.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { marksOf, patientIn } from '../../src/domain/patient.ts';
import { freshCarries } from './guard-fresh-carries.ts';
import { freshClean } from './guard-fresh-pass.ts';
import { carries as firstCarries } from './guard-own-carries.ts';
import { free } from './guard-own-free.ts';
import { clinicalNotes } from './guard-pass-clinical.ts';
import { planningNotes } from './guard-pass-planning.ts';
import { around, cast, type Member, marks } from './patient-cast.ts';

/** Fewer would not tell 2 % from chance. */
const notesMin = 300;
/** As of `privacy-rates.test.ts`. */
const wrongPercentMax = 2;
const carries = [...firstCarries, ...freshCarries];
const members = Object.keys(cast) as Member[];
type Case = readonly [Member, string];
const stops = ([member, note]: Case): boolean => patientIn(note, marks(member), around).length > 0;

function measured(what: string, wrong: readonly Case[], of: number): number {
  const percent = (100 * wrong.length) / of;
  const each = wrong.map(([member, note]) => `  ${member}: ${JSON.stringify(note)} ${patientIn(note, marks(member), around).join()}\n`);
  process.stdout.write(`${what}: ${wrong.length} of ${of} (${percent.toFixed(1)} %)\n${each.join('')}`);
  return percent;
}

describe('the guard that knows the patient', () => {
  it('is measured on notes that are all different, and enough of them', () => {
    const said = [...carries, ...free].map(([member, note]) => `${member} ${note}`);
    expect(carries.length).toBeGreaterThanOrEqual(notesMin);
    expect(free.length).toBeGreaterThanOrEqual(notesMin);
    expect(new Set(said).size).toBe(said.length);
  });
  it(`misses at most ${wrongPercentMax} % of the notes that carry their patient`, () => {
    const missed = carries.filter((each) => !stops(each));
    expect(measured('carry the patient and were missed', missed, carries.length)).toBeLessThanOrEqual(wrongPercentMax);
  });
  it(`stops at most ${wrongPercentMax} % of the notes that only look like it`, () => {
    const cried = free.filter(stops);
    expect(measured('do not carry the patient and were stopped', cried, free.length)).toBeLessThanOrEqual(wrongPercentMax);
  });
  it(`stops at most ${wrongPercentMax} % of everyday notes, each held against every patient`, () => {
    const pairs = members.flatMap((member) => [...clinicalNotes, ...planningNotes, ...freshClean].map((note): Case => [member, note]));
    expect(measured('everyday notes stopped, by patient', pairs.filter(stops), pairs.length)).toBeLessThanOrEqual(wrongPercentMax);
  });
});

/** A valid number of any patient: nine figures and their check digit (NHS Data Dictionary). */
const nhsNumber = fc
  .array(fc.integer({ min: 0, max: 9 }), { minLength: 9, maxLength: 9 })
  .map((nine) => ({ nine, check: (11 - (nine.reduce((sum, digit, at) => sum + digit * (10 - at), 0) % 11)) % 11 }))
  .filter(({ check }) => check !== 10)
  .map(({ nine, check }) => [...nine, check].join(''));
const telephone = fc
  .tuple(fc.constantFrom('07', '01', '02'), fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 9, maxLength: 9 }))
  .map(([start, rest]) => start + rest.join(''));
const said = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'];
/** How one figure is written, and what stands before the next. */
const spelt = (digit: string, how: number): string =>
  how === 0
    ? (said[Number(digit)] ?? '')
    : how === 1
      ? String.fromCodePoint(0xff10 + Number(digit))
      : how === 2
        ? String.fromCodePoint(0x660 + Number(digit))
        : digit;
const between = fc.constantFrom('', '', '', ' ', '-', '.', ',', ' - ', '\n', '\u00a0', '\u200b', '/', ' \u00b7 ', ') (', '\t', '_');
/** What people write around it: nothing that could itself be a figure. */
const around_ = fc.constantFrom('', 'Please ring ', 'the number is ', 'NHS no: ', 'call back on (', 'for ', 'Tel.');
const after = fc.constantFrom('', ' thanks', ', after work', ').', ' please', '\nurgent', '?');
const spellingOf = (digits: string) =>
  fc
    .tuple(
      fc.array(fc.integer({ min: 0, max: 12 }), { minLength: digits.length, maxLength: digits.length }),
      fc.array(between, { minLength: digits.length, maxLength: digits.length }),
    )
    .map(([hows, gaps]) =>
      [...digits]
        .map(
          (digit, at) =>
            (hows[at] === 0 ? ` ${spelt(digit, 0)} ` : spelt(digit, hows[at] ?? 9)) + (at + 1 < digits.length ? (gaps[at] ?? '') : ''),
        )
        .join(''),
    );
const sentence = (digits: string) => fc.tuple(around_, spellingOf(digits), after).map((parts) => parts.join(''));
const nobody = { names: [], nhsNumbers: [], numbers: [], telephones: [], emails: [], addresses: [] };

describe('a number of the patient\u2019s in a sentence', () => {
  it('is stopped in any spelling: the NHS number', () => {
    fc.assert(
      fc.property(
        nhsNumber.chain((digits) => fc.tuple(fc.constant(digits), sentence(digits))),
        ([digits, note]) => patientIn(note, marksOf({ ...nobody, nhsNumbers: [digits] }), around).includes('nhsNumber'),
      ),
      { numRuns: 1_000 },
    );
  });
  it('is stopped in any spelling: the telephone number, with 0, +44 or 0044', () => {
    const dialled = (digits: string) => fc.constantFrom(digits, `44${digits.slice(1)}`, `0044${digits.slice(1)}`, `44${digits}`);
    fc.assert(
      fc.property(
        telephone.chain((digits) => fc.tuple(fc.constant(digits), dialled(digits).chain(sentence))),
        ([digits, note]) => patientIn(note, marksOf({ ...nobody, telephones: [digits] }), around).includes('telephone'),
      ),
      { numRuns: 1_000 },
    );
  });
  it('does not stop another patient\u2019s', () => {
    fc.assert(
      fc.property(
        nhsNumber,
        nhsNumber,
        (one, other) => one === other || patientIn(`NHS ${other}`, marksOf({ ...nobody, nhsNumbers: [one] }), around).length === 0,
      ),
    );
  });
});

/** Spellings that people and systems make of one name. */
const respelt: Readonly<Record<string, (name: string) => string>> = {
  'in small letters': (name) => name.toLowerCase(),
  'in capitals': (name) => name.toUpperCase(),
  'without accents': (name) => name.normalize('NFD').replace(/\p{M}/gu, ''),
  decomposed: (name) => name.normalize('NFD'),
  'letter by letter': (name) => [...name.replace(/[^\p{L}]/gu, '')].join(' '),
  'with full stops': (name) => [...name.replace(/[^\p{L}]/gu, '')].join('.'),
  'over a line break': (name) => `${name.slice(0, 3)}-\n${name.slice(3)}`,
  'with other apostrophes': (name) => name.replace(/\u2019/g, '\u02bc'),
  'with invisible characters': (name) => [...name].join('\u200b'),
  'with hyphens as blanks': (name) => name.replace(/-/g, ' '),
};
it.each(Object.entries(respelt))('finds the surname %s', (_, spell) => {
  for (const [member, surname] of [
    ['obrien', 'O\u2019Brien'],
    ['smithJones', 'Smith-Jones'],
    ['okonkwo', 'Okonkwo'],
    ['kowalska', 'Kowalska'],
    ['garcia', 'L\u00f3pez'],
  ] as const) {
    expect(stops([member, `Please ring ${spell(surname)} today`]), spell(surname)).toBe(true);
  }
});

it('says no birthday of a date in the future', () => {
  const unborn = marksOf({ ...nobody, dateOfBirth: '2027-05-14' });
  expect(patientIn('Review on 14/05/2027', unborn, around, '2026-11-30T09:00:00.000Z')).toEqual([]);
  expect(patientIn('Review on 14/05/2027', unborn, around, '2027-06-01T09:00:00.000Z')).toEqual(['dateOfBirth']);
});

it.each(['a', 'a ', 'green ', 'G ', '1', '1 ', 'J. ', '-\n', 'O\u2019', '12 Acacia ', '\ufdfa', 'zero '])(
  'takes less than a second for two thousand characters of %j',
  (part) => {
    const text = part.repeat(2_000).slice(0, 2_000);
    for (const member of ['green', 'vanDerBerg', 'mohammed'] as const) {
      const started = performance.now();
      patientIn(text, marks(member), around);
      expect(performance.now() - started).toBeLessThan(1_000);
    }
  },
);
