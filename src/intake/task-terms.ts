// The names by which tasks are spoken of to other systems: addresses of our own lists, and how each status is said in FHIR.
import type { Task } from 'fhir/r4.d.ts';
import type { TaskStatus } from '../domain/task/state.ts';

export const odsSystem = 'https://fhir.nhs.uk/Id/ods-organization-code';
export const nhsNumberSystem = 'https://fhir.nhs.uk/Id/nhs-number';
/** Lists of ours. `organisation`: a hub has no ODS code of its own here. */
export const ourSystems = {
  profile: 'urn:x-ehub:profile:task',
  task: 'urn:x-ehub:task',
  econsult: 'urn:x-ehub:econsult',
  organisation: 'urn:x-ehub:organisation',
  kind: 'urn:x-ehub:task-kind',
  input: 'urn:x-ehub:task-input',
  output: 'urn:x-ehub:task-output',
  status: 'urn:x-ehub:task-status',
  declineReason: 'urn:x-ehub:task-decline-reason',
  cancelReason: 'urn:x-ehub:task-cancel-reason',
} as const;

/** What `Task.input` may hold beside what FHIR has a place for. */
export const inputCodes = ['telephone', 'spokenTo', 'detail', 'clinical', 'knowingly', 'patientDetails', 'slot'] as const;
export type InputCode = (typeof inputCodes)[number];

export const fhirStatuses: Readonly<Record<TaskStatus, Task['status']>> = {
  sent: 'requested',
  accepted: 'accepted',
  inHand: 'in-progress',
  declined: 'rejected',
  done: 'completed',
  cancelled: 'cancelled',
};

/** A sender's own id for a task. */
export const sourceIdShape = /^[A-Za-z0-9][A-Za-z0-9._:/-]{0,99}$/;
