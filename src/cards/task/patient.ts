// The patient of a task, as their details are read in its dialog.
import type { TaskPatient } from '../../domain/task/patient.ts';
import type { Instant } from '../../domain/terms.ts';
import { dateOfBirthWords, nhsNumberWords } from '../readable.ts';
import type { ShownPatient } from './card.ts';

export function patientShown({ name, dateOfBirth, nhsNumber, telephone, details = '' }: TaskPatient, now: Instant): ShownPatient {
  const line = (title: string, value: string | undefined) => (value === undefined ? [] : [{ title, value }]);
  return {
    lines: [
      ...line('Name', name),
      ...line('Born', dateOfBirth && dateOfBirthWords(dateOfBirth, now)),
      ...line('NHS number', nhsNumber && nhsNumberWords(nhsNumber)),
      ...line('Telephone', telephone),
    ],
    details,
  };
}
