// The patient of a task that is about no eConsult: shown in its dialog alone.
import type { PatientKnown } from '../patient.ts';

export interface TaskPatient {
  readonly name: string;
  /** `YYYY-MM-DD`. */
  readonly dateOfBirth?: string;
  readonly nhsNumber?: string;
  readonly telephone?: string;
  /** What more must be known to do it. */
  readonly details?: string;
}
/** What of the patient must not stand in what others read. */
export const knownOf = ({ name, dateOfBirth, nhsNumber, telephone }: TaskPatient): PatientKnown => ({
  names: [name],
  dateOfBirth,
  nhsNumbers: nhsNumber === undefined ? [] : [nhsNumber],
  numbers: [],
  telephones: telephone === undefined ? [] : [telephone],
  emails: [],
  addresses: [],
});
