// The patient's details of a task that is about no eConsult: stored beside it like an eConsult's words, and shown in its dialog alone.
import type { PatientKnown } from '../../domain/patient.ts';
import type { Arrived } from '../ports.ts';

export interface TaskPatient {
  readonly name: string;
  /** `YYYY-MM-DD`. */
  readonly dateOfBirth?: string;
  readonly nhsNumber?: string;
  readonly telephone?: string;
  /** What more must be known to do it. */
  readonly details?: string;
}
export interface TaskText extends Arrived {
  readonly patient: TaskPatient;
}

/** As it is kept: what was filled in, whole, beside what was read from it. */
export const taskTextOf = (patient: TaskPatient): TaskText => ({
  original: { mediaType: 'application/json', base64: Buffer.from(JSON.stringify(patient)).toString('base64') },
  patient,
});

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
