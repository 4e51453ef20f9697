// The patient's details of a task that is about no eConsult: stored beside it like an eConsult's words, and shown in its dialog alone.
import type { TaskPatient } from '../../domain/task/patient.ts';
import type { Arrived } from '../ports.ts';

export interface TaskText extends Arrived {
  readonly patient: TaskPatient;
}

/** As it is kept: what was filled in, whole, beside what was read from it. */
export const taskTextOf = (patient: TaskPatient): TaskText => ({
  original: { mediaType: 'application/json', base64: Buffer.from(JSON.stringify(patient)).toString('base64') },
  patient,
});
