// A task as another system reads it: in our own JSON and as a FHIR R4 Task of our profile.
import type { CodeableConcept, Task as FhirTask, Patient, Reference, TaskInput } from 'fhir/r4.d.ts';
import type { TaskFollowed } from '../app/task/from-systems.ts';
import { taskDetailWords, taskKindWords, taskOutcomeWords } from '../cards/task/words.ts';
import { own } from '../domain/lookup.ts';
import type { Network } from '../domain/network/state.ts';
import { referenceOf } from '../domain/reference.ts';
import { slotIds } from '../domain/slot/state.ts';
import { keyOf } from '../domain/task/clock.ts';
import { taskIds } from '../domain/task/id.ts';
import type { TaskPatient } from '../domain/task/patient.ts';
import { isOpenTask, type Task } from '../domain/task/state.ts';
import { fhirStatuses, type InputCode, nhsNumberSystem, odsSystem, ourSystems } from './task-terms.ts';
import { present } from './text.ts';

const isLate = (task: Task): boolean => isOpenTask(task) && task.told.includes(keyOf('late', task.request.wantedBy));

/** What became of it, without the names of staff. */
function endOf(task: Task): object {
  switch (task.status) {
    case 'sent':
      return {};
    case 'accepted':
      return { acceptedAt: task.accepted.at };
    case 'inHand':
      return { acceptedAt: task.accepted.at, claimedAt: task.claimedAt };
    case 'declined': {
      const { at, reason, text } = task.decline;
      return { declined: present({ at, reason, words: text }) };
    }
    case 'done': {
      const { at, text } = task.done;
      return { done: present({ at, outcome: task.outcome, patientTold: task.patientTold, words: text }) };
    }
    case 'cancelled': {
      const { at, reason, text } = task.cancelled;
      return { cancelled: present({ at, reason, words: text }) };
    }
  }
}

export function taskAsJson({ task, patient }: TaskFollowed): object {
  const { id, status, from, to, practice, about, request, firstSentAt, sentAt, sends, seen, question } = task;
  const { kind, detail, asked, priority, clinical, wantedBy, telephone, spokenTo, slot } = request;
  return present({
    ...{ reference: taskIds.reference(id), status, late: isLate(task), from, to, practice },
    econsult: about && referenceOf(about),
    ...{ kind, detail, asked, priority, clinical, wantedBy, telephone, spokenTo, patient, slot },
    ...{ firstSentAt, sentAt, sends, seenAt: seen?.at },
    question: question && present({ from: question.from, at: question.at, asked: question.text, answered: question.answer?.text }),
    ...endOf(task),
  });
}

const concept = (system: string, code: string, text: string | undefined): CodeableConcept => ({
  coding: [{ system, code }],
  ...(text === undefined ? {} : { text }),
});
const organisation = (network: Network, id: string): Reference => ({
  type: 'Organization',
  identifier: { system: own(network.hubs, id) === undefined ? odsSystem : ourSystems.organisation, value: id },
});
const named = (type: string, system: string, value: string): Reference => ({ type, identifier: { system, value } });

export function taskAsFhir({ task, patient, network }: TaskFollowed): FhirTask {
  const { id, from, to, about, request, firstSentAt, question } = task;
  const { kind, asked, priority, wantedBy } = request;
  const who = patient && patientOf(patient);
  return present<FhirTask>({
    resourceType: 'Task',
    id,
    meta: { profile: [ourSystems.profile] },
    contained: who && [who],
    identifier: [{ system: ourSystems.task, value: taskIds.reference(id) }],
    status: fhirStatuses[task.status],
    statusReason: reasonOf(task),
    businessStatus: {
      coding: [{ system: ourSystems.status, code: task.status }, ...(isLate(task) ? [{ system: ourSystems.status, code: 'late' }] : [])],
    },
    intent: 'order',
    priority,
    code: concept(ourSystems.kind, kind, taskKindWords[kind]),
    description: asked,
    focus: about === undefined ? undefined : named('ServiceRequest', ourSystems.econsult, referenceOf(about)),
    for: who && { reference: '#patient' },
    authoredOn: firstSentAt,
    requester: organisation(network, from),
    owner: organisation(network, to),
    note: question && [{ time: question.at, text: question.text }],
    restriction: { period: { end: wantedBy } },
    input: inputsOf(task, patient),
    output:
      task.status === 'done'
        ? [{ type: concept(ourSystems.output, 'outcome', undefined), valueCodeableConcept: outcomeOf(task.outcome) }]
        : undefined,
  });
}
const outcomeOf = (outcome: keyof typeof taskOutcomeWords): CodeableConcept =>
  concept(ourSystems.output, outcome, taskOutcomeWords[outcome]);

function reasonOf(task: Task): CodeableConcept | undefined {
  if (task.status === 'declined') return concept(ourSystems.declineReason, task.decline.reason, task.decline.text);
  return task.status === 'cancelled' ? concept(ourSystems.cancelReason, task.cancelled.reason, task.cancelled.text) : undefined;
}

/** As it can be sent to us again. */
function inputsOf({ request }: Task, patient: TaskPatient | undefined): TaskInput[] {
  const { telephone, spokenTo, detail, clinical, slot } = request;
  const text = (code: InputCode, valueString: string | undefined, words?: string): TaskInput[] =>
    valueString === undefined ? [] : [{ type: concept(ourSystems.input, code, words), valueString }];
  return [
    ...text('telephone', telephone),
    ...text('spokenTo', spokenTo),
    ...text('detail', detail, detail && taskDetailWords[detail]),
    { type: concept(ourSystems.input, 'clinical', undefined), valueBoolean: clinical },
    ...text('patientDetails', patient?.details),
    ...text('slot', slot && slotIds.reference(slot.id), slot?.what),
  ];
}

const patientOf = ({ name, dateOfBirth, nhsNumber, telephone }: TaskPatient): Patient =>
  present<Patient>({
    resourceType: 'Patient',
    id: 'patient',
    identifier: nhsNumber === undefined ? undefined : [{ system: nhsNumberSystem, value: nhsNumber }],
    name: [{ text: name }],
    telecom: telephone === undefined ? undefined : [{ system: 'phone', value: telephone }],
    birthDate: dateOfBirth,
  });
