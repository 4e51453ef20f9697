// What a note about an eConsult says of that eConsult's own patient, however it is spelt: the second half of the guard on free text.
//
// `privacy.ts` knows what numbers and addresses look like; this knows whose they are. It answers with the kinds alone, never with the words.

import { type NameMarks, type NamesAround, nameMarks } from './name-marks.ts';
import { type AddressMarks, addressIn, addressMarks } from './patient-address.ts';
import { namesIn } from './patient-names.ts';
import { birthdayIn, emailIn, longNumbersOf, numberIn, postcodeIn, spokenDigits, telephoneIn } from './patient-numbers.ts';
import type { Instant } from './terms.ts';
import { type Token, tokensOf } from './tokens.ts';

export const patientParts = [
  'name',
  'surname',
  'firstName',
  'nhsNumber',
  'number',
  'telephone',
  'email',
  'dateOfBirth',
  'postcode',
  'address',
] as const;
export type PatientPart = (typeof patientParts)[number];

/** Nothing but the patient's own can be these, so nobody can say that it is not the patient's. A name or a date can be somebody else's. */
export const certainParts: ReadonlySet<PatientPart> = new Set(['nhsNumber', 'number', 'telephone', 'email']);

/** Of a patient, as a sender gave it; and of whoever wrote for them. */
export interface PatientKnown {
  /** Whole names as they were sent: the patient's, earlier ones, and of who wrote for them. */
  readonly names: readonly string[];
  /** `YYYY-MM-DD`. */
  readonly dateOfBirth?: string | undefined;
  readonly nhsNumbers: readonly string[];
  /** Other numbers of theirs, such as a hospital's. */
  readonly numbers: readonly string[];
  readonly telephones: readonly string[];
  readonly emails: readonly string[];
  readonly addresses: readonly string[];
}

/** What is looked for, made once for as many texts as there are. */
export interface PatientMarks {
  readonly names: readonly NameMarks[];
  readonly addresses: readonly AddressMarks[];
  readonly known: PatientKnown;
}

export const marksOf = (known: PatientKnown): PatientMarks => ({
  names: known.names.flatMap(nameMarks),
  addresses: known.addresses.flatMap(addressMarks),
  known,
});

/** What of the patient a text holds at the time `at`; empty: nothing. A date in the future is nobody's birthday. */
export function patientIn(
  text: string,
  { names, addresses, known }: PatientMarks,
  around: NamesAround,
  at?: Instant,
): readonly PatientPart[] {
  const tokens = tokensOf(text);
  const spoken = spokenDigits(tokens);
  const found = new Set<PatientPart>(namesIn(tokens, names, around));
  const note = (part: PatientPart, isThere: boolean): void => void (isThere && found.add(part));
  note(
    'nhsNumber',
    known.nhsNumbers.some((number) => longNumbersOf(number).some((digits) => numberIn(spoken, digits))),
  );
  note('number', otherNumberIn(tokens, spoken, known.numbers));
  note(
    'telephone',
    known.telephones.some((number) => telephoneIn(tokens, spoken, number)),
  );
  note(
    'email',
    known.emails.some((email) => emailIn(tokens, email)),
  );
  note(
    'dateOfBirth',
    known.dateOfBirth !== undefined && !(at !== undefined && known.dateOfBirth > at.slice(0, 10)) && birthdayIn(tokens, known.dateOfBirth),
  );
  note(
    'postcode',
    known.addresses.some((address) => postcodeIn(tokens, address)),
  );
  note('address', addressIn(tokens, addresses, around));
  return patientParts.filter((part) => found.has(part));
}

/** A short number is found in many texts by chance. */
const numberDigitsMin = 6;

const otherNumberIn = (tokens: readonly Token[], spoken: string, numbers: readonly string[]): boolean =>
  numbers.some((number) => {
    const marks = tokensOf(number).map(({ word }) => word);
    const together = marks.join('');
    if (together.replace(/\D/g, '').length < numberDigitsMin) return false;
    if (/^\d+$/.test(together)) return numberIn(spoken, together);
    return tokens
      .map(({ word }) => word)
      .join('')
      .includes(together);
  });
