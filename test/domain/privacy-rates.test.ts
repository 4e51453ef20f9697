// How often the guard on free text is wrong, both ways, on lists of notes as people write them; and that no text keeps it busy.
import { describe, expect, it } from 'vitest';
import { type PersonalKind, personalIn } from '../../src/domain/privacy.ts';
import { freshClean } from './guard-fresh-pass.ts';
import { freshBirthdays, freshEmails, freshNhsNumbers, freshTelephones } from './guard-fresh-stop.ts';
import { clinicalNotes } from './guard-pass-clinical.ts';
import { planningNotes } from './guard-pass-planning.ts';
import { datesOfBirth } from './guard-stop-dates.ts';
import { emails } from './guard-stop-emails.ts';
import { nhsNumbers, telephones } from './guard-stop-numbers.ts';

/** The day on which the notes were written. */
const at = '2026-11-30T09:00:00.000Z';
const personal: Readonly<Record<PersonalKind, readonly string[]>> = {
  nhsNumber: [...nhsNumbers, ...freshNhsNumbers],
  dateOfBirth: [...datesOfBirth, ...freshBirthdays],
  telephone: [...telephones, ...freshTelephones],
  email: [...emails, ...freshEmails],
};
const stopped = Object.values(personal).flat();
const passed = [...clinicalNotes, ...planningNotes, ...freshClean];

/** Fewer would not tell 2 % from chance. */
const notesMin = 300;
/** A patient named on a shared card is a breach; a guard that stops people for nothing is pressed away unread. */
const wrongPercentMax = 2;

/** Says the rate where it is run, and every note that is judged wrongly. */
function measured(what: string, wrong: readonly string[], of: readonly string[]): number {
  const percent = (100 * wrong.length) / of.length;
  process.stdout.write(
    `${what}: ${wrong.length} of ${of.length} (${percent.toFixed(1)} %)\n${wrong.map((note) => `  ${JSON.stringify(note)}\n`).join('')}`,
  );
  return percent;
}

describe('the guard on free text', () => {
  it('is measured on notes that are all different, and enough of them', () => {
    expect(stopped.length).toBeGreaterThanOrEqual(notesMin);
    expect(passed.length).toBeGreaterThanOrEqual(notesMin);
    expect(new Set([...stopped, ...passed]).size).toBe(stopped.length + passed.length);
  });
  it(`misses at most ${wrongPercentMax} % of what names a patient`, () => {
    const kinds = Object.entries(personal) as [PersonalKind, readonly string[]][];
    const missed = kinds.flatMap(([kind, notes]) => notes.filter((note) => !personalIn(note, at).includes(kind)));
    expect(measured('missed', missed, stopped)).toBeLessThanOrEqual(wrongPercentMax);
  });
  it(`stops at most ${wrongPercentMax} % of what names nobody`, () => {
    const cried = passed.filter((note) => personalIn(note, at).length > 0);
    expect(measured('stopped for nothing', cried, passed)).toBeLessThanOrEqual(wrongPercentMax);
  });
});

describe('a date with its year', () => {
  it.each(['12/03/2026', '12 Mar 2027', '12/03/26', '120327', '2026-12-03', '12 03 27', 'Mar 12, 2026'])(
    'is an appointment when its year is not over: %s',
    (date) => {
      expect(personalIn(date, at)).toEqual([]);
      expect(personalIn(`born ${date}`, at)).toEqual(['dateOfBirth']);
      expect(personalIn(date, '2029-01-02T09:00:00.000Z')).toEqual(['dateOfBirth']);
    },
  );
  it('is a birthday when a later one stands beside it', () => {
    expect(personalIn('12/03/1985, comes on 12/12/2026', at)).toEqual(['dateOfBirth']);
    expect(personalIn('comes on 12/12/2026, 12/03/1985', at)).toEqual(['dateOfBirth']);
  });
});

/** Far longer than any form lets through. */
const hostileCharacters = 10_000;
const hostileMsMax = 1_000;
it.each([
  ...['1', '1 ', '12 ', '5,', '0900 ', '9.30 ', '120/80 ', '99/', '0', '07700 ', '+4', '00', '999 ', '999,,,,,', '(', ' ', '\n', '\t-'],
  ...['a', 'a@', 'a.', '@', 'a at ', 'look at ', ' at', '_at_a_dot_', 'a dot ', '(at)', '[dot]', 'a@a.', '-', 'gmail ', 'a-'],
  ...['born ', 'dob', 'd.o.b ', 'born in ', 'born a', '1 Mar ', '1/1/', '01 01 ', '1 / ', 'may', '2019 Mar ', '19', '1st of ', '.'],
  ...['\ufdfa', '\u200b', '\u0669', '\u{1d7ce}', 'e\u0301', '\u2044', '+ ', '\u00b7 '],
])('takes less than a second for ten thousand characters of %j', (part) => {
  const text = part.repeat(hostileCharacters).slice(0, hostileCharacters);
  for (const end of ['', '!', ' x@', ' 1', ' mg']) {
    const started = performance.now();
    personalIn(text + end, at);
    expect(performance.now() - started).toBeLessThan(hostileMsMax);
  }
});
