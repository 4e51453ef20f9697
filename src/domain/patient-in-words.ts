// Holds what somebody writes in the inputs of a form against one patient: the first input that names something of them.
import type { Words } from './free-words.ts';
import type { NamesAround } from './name-marks.ts';
import { certainParts, type PatientMarks, type PatientPart, patientIn } from './patient.ts';
import type { Instant } from './terms.ts';

/** In which input, and what of the patient. */
export interface PatientFound<Field extends string> {
  readonly field: Field;
  readonly found: readonly PatientPart[];
}

/** Why these words cannot stand where others read them; `undefined`: they name nothing of the patient's. */
export function firstFound<Field extends string>(
  written: readonly (Words & { readonly field: Field })[],
  patient: PatientMarks,
  around: NamesAround,
  at: Instant,
): PatientFound<Field> | undefined {
  for (const { field, text, checked } of written) {
    const found = patientIn(text, patient, around, at);
    const counts = checked ? found.filter((part) => certainParts.has(part)) : found;
    if (counts.length > 0) return { field, found: counts };
  }
  return undefined;
}
