// What reading a body about a task comes to, and what both formats hold it to.
import type { TakingBack, TaskAsked } from '../app/task/from-systems.ts';
import type { TaskText } from '../app/task/text.ts';
import type { TaskPatient } from '../domain/task/patient.ts';
import { detailCodes, type TaskDetail, type TaskKind } from '../domain/task/reasons-and-outcomes.ts';
import type { Problem } from './faults.ts';
import { plainNhsNumber } from './person.ts';
import { type Arrived, original } from './read.ts';
import { line, present, shown } from './text.ts';

export type TaskRead =
  | { readonly kind: 'task'; readonly asked: TaskAsked }
  | { readonly kind: 'cancel'; readonly taking: TakingBack }
  | { readonly kind: 'problem'; readonly problem: Problem };

/** Whether a kind offers this choice. */
export const isDetailOf = (kind: TaskKind, detail: string): detail is TaskDetail => {
  const codes: readonly string[] = detailCodes[kind];
  return codes.includes(detail);
};

/** As sent by a system, not yet fit to be shown. */
export interface PatientSent {
  readonly name: string;
  readonly dateOfBirth?: string | undefined;
  readonly nhsNumber?: string | undefined;
  readonly telephone?: string | undefined;
  readonly details?: string | undefined;
}

/** The patient's details as they are kept, beside the message as it came. */
export const textOf = (sent: PatientSent, arrived: Arrived): TaskText => ({
  original: original(arrived),
  patient: present<TaskPatient>({
    name: line(sent.name) ?? '',
    dateOfBirth: line(sent.dateOfBirth),
    nhsNumber: line(sent.nhsNumber && plainNhsNumber(sent.nhsNumber)),
    telephone: line(sent.telephone),
    details: sent.details === undefined ? undefined : shown(sent.details).trim() || undefined,
  }),
});
