// From a FHIR R4 Task of our profile to what is asked, or to a task taken back. Nothing in it is dropped unsaid: what is not of the profile is named.
import type { CodeableConcept, FhirResource, Patient, Reference, Task } from 'fhir/r4.d.ts';
import type { TaskAsked } from '../app/task/from-systems.ts';
import { noteCharactersMax } from '../domain/privacy.ts';
import { idOf } from '../domain/reference.ts';
import { slotIds } from '../domain/slot/state.ts';
import {
  type TaskCancelReason,
  type TaskKind,
  taskCancelList,
  taskKindList,
  usuallyClinical,
} from '../domain/task/reasons-and-outcomes.ts';
import { telephoneShape } from '../domain/task/send.ts';
import { type Fault, type Problem, refuse } from './faults.ts';
import { type Contents, contentsOf, type Found } from './fhir-bundle.ts';
import { contacts, humanName } from './fhir-names.ts';
import { codeOf, nhsNumberOf } from './fhir-patient.ts';
import { fhirSchema } from './fhir-schema.ts';
import { readInputs } from './fhir-task-inputs.ts';
import { versionFaults } from './fhir-version.ts';
import { contentHash } from './hash.ts';
import { instantOf } from './person.ts';
import type { Arrived } from './read.ts';
import { isDetailOf, type PatientSent, type TaskRead, textOf } from './task-read.ts';
import { ourSystems, sourceIdShape } from './task-terms.ts';
import { shown } from './text.ts';

/** Read, or said again by us and nobody's loss: everything else would be words that nobody reads. */
export const ofTheProfile: readonly string[] = [
  ...['resourceType', 'id', 'meta', 'language', 'text', 'contained', 'identifier', 'status', 'statusReason', 'businessStatus', 'intent'],
  ...['priority', 'code', 'description', 'focus', 'for', 'authoredOn', 'lastModified', 'requester', 'owner', 'restriction', 'input'],
];
const notTask = 'This cannot be sent as a task';
const stop = (problem: Problem): TaskRead => ({ kind: 'problem', problem });

export async function readFhirTask(body: unknown, arrived: Arrived): Promise<TaskRead> {
  const schema = await fhirSchema();
  const versions = versionFaults(body, schema.knows);
  if (versions.length > 0) return stop(refuse(400, 'This is not FHIR R4', versions));
  const invalid = schema.faults(body);
  if (invalid.length > 0) return stop(refuse(400, 'This is not valid FHIR R4', invalid));
  const resource = body as FhirResource;
  if (resource.resourceType !== 'Task')
    return stop(refuse(422, notTask, [{ path: 'resource', rule: 'Must be a Task.', code: 'not-supported' }]));
  const status: string | undefined = resource.status;
  if (status === 'cancelled' || status === 'entered-in-error') return takingBack(resource);
  return askedOf(resource, arrived);
}

/** Its sender's id for it: the first identifier that is not ours, else ours, else its id. */
function sourceIdOf(task: Task): string | undefined {
  const named = (task.identifier ?? []).filter(({ value }) => value !== undefined);
  const theirs = named.find(({ system }) => system !== ourSystems.task);
  const id = (theirs ?? named[0])?.value ?? task.id;
  return id !== undefined && sourceIdShape.test(id) ? id : undefined;
}
const idFault: Fault = {
  path: 'Task.identifier',
  rule: 'Holds no id by which a repeat could be told: 1 to 100 letters, digits and . _ : / -',
  code: 'required',
};

const codeIn = (concept: CodeableConcept | undefined, system: string): string | undefined =>
  concept?.coding?.find((each) => each.system === system)?.code;

function takingBack(task: Task): TaskRead {
  const sourceId = sourceIdOf(task);
  const words = task.statusReason?.text;
  const given = codeIn(task.statusReason, ourSystems.cancelReason);
  const usual = task.status === 'entered-in-error' ? 'sentByMistake' : words === undefined ? 'noLongerNeeded' : 'other';
  const reason = given === undefined ? usual : taskCancelList.offered.find((each): each is TaskCancelReason => each === given);
  const wrong: readonly (Fault | false)[] = [
    sourceId === undefined && idFault,
    reason === undefined && { path: 'Task.statusReason', rule: `Must be one of: ${taskCancelList.offered.join(', ')}.`, code: 'value' },
  ];
  const faults = wrong.flatMap((fault) => fault || []);
  if (sourceId === undefined || reason === undefined) return stop(refuse(422, 'This cannot be taken back', faults));
  return {
    kind: 'cancel',
    taking: { sourceId, reason, ...(words === undefined ? {} : { words: { text: shown(words), checked: false } }) },
  };
}

/** A value, or what is wrong where it should stand. */
type Part<T> = { readonly value: T } | { readonly fault: Fault };
const good = <T>(value: T): Part<T> => ({ value });
const bad = (path: string, rule: string, code: Fault['code'] = 'value'): { readonly fault: Fault } => ({ fault: { path, rule, code } });
const faultsOf = (...parts: readonly Part<unknown>[]): readonly Fault[] => parts.flatMap((part) => ('fault' in part ? [part.fault] : []));

function askedOf(task: Task, arrived: Arrived): TaskRead {
  const contents = contentsOf({ resourceType: 'Bundle', type: 'collection', entry: [{ resource: task }] });
  const here: Found = { resource: task, path: 'Task' };
  const kind = kindOf(task);
  const [from, to] = [
    organisationOf(task.requester, 'Task.requester', here, contents),
    organisationOf(task.owner, 'Task.owner', here, contents),
  ];
  const [asked, wantedBy, about] = [askedIn(task), wantedByOf(task), aboutOf(task)];
  const inputs = readInputs(task);
  const patient = patientOf(task, inputs.values.patientDetails, here, contents);
  const sourceId = sourceIdOf(task);
  const faults = [
    ...(sourceId === undefined ? [idFault] : []),
    ...shapeFaults(task),
    ...faultsOf(kind, from, to, asked, wantedBy, about, patient),
    ...inputs.faults,
    ...detailFaults('value' in kind ? kind.value : undefined, inputs.values),
  ];
  const { telephone, spokenTo, detail, clinical, knowingly = false } = inputs.values;
  const slot = inputs.values.slot === undefined ? undefined : slotIds.meant(inputs.values.slot);
  // Where one of these is missing there is a fault.
  const lack = faults.length > 0 || sourceId === undefined || telephone === undefined || 'fault' in about || 'fault' in wantedBy;
  if (lack || 'fault' in kind || 'fault' in from || 'fault' in to || 'fault' in asked || 'fault' in patient)
    return stop(refuse(422, notTask, faults));
  const text = patient.value && textOf(patient.value, arrived);
  const draft: TaskAsked['draft'] = {
    ...{ kind: kind.value, asked: { text: asked.value, checked: false }, telephone },
    priority: (task.priority ?? 'routine') === 'routine' ? 'routine' : 'urgent',
    clinical: clinical ?? usuallyClinical.includes(kind.value),
    ...(detail !== undefined && isDetailOf(kind.value, detail) ? { detail } : {}),
    ...(wantedBy.value === undefined ? {} : { wantedBy: wantedBy.value }),
    ...(spokenTo === undefined ? {} : { spokenTo: shown(spokenTo) }),
  };
  return {
    kind: 'task',
    asked: {
      ...{ sourceId, contentHash: contentHash(task, new Map(), ['lastUpdated', 'versionId', 'lastModified']), knowingly, draft },
      ...{ from: from.value, to: to.value },
      ...(about.value === undefined ? {} : { about: about.value }),
      ...(slot === undefined ? {} : { slot }),
      ...(text === undefined ? {} : { text }),
    },
  };
}

function shapeFaults(task: Task): readonly Fault[] {
  const others = Object.keys(task).filter((key) => !ofTheProfile.includes(key));
  const { restriction, status, intent } = task;
  const beside = Object.keys(restriction ?? {}).filter((key) => key !== 'period' && key !== 'id');
  // The schema knows which codes there are, but lets none be given.
  const given: { readonly status: string | undefined; readonly intent: string | undefined } = { status, intent };
  const wrong: readonly (Fault | false)[] = [
    given.status !== 'requested' && {
      path: 'Task.status',
      rule: 'Must be requested for a new one, or cancelled or entered-in-error to take one back.',
      code: given.status === undefined ? 'required' : 'not-supported',
    },
    given.intent !== 'order' && {
      path: 'Task.intent',
      rule: 'Must be order.',
      code: given.intent === undefined ? 'required' : 'not-supported',
    },
    (task.contained ?? []).some(({ resourceType }) => resourceType !== 'Patient' && resourceType !== 'Organization') && {
      path: 'Task.contained',
      rule: 'May hold a Patient and Organizations alone.',
      code: 'not-supported',
    },
    beside.length > 0 && { path: 'Task.restriction', rule: 'May have a period alone.', code: 'not-supported' },
  ];
  const unread = others.map(
    (key): Fault => ({ path: `Task.${key}`, rule: 'Is not of the profile, and nobody would read it.', code: 'not-supported' }),
  );
  return [...wrong.flatMap((fault) => fault || []), ...unread];
}

function detailFaults(kind: TaskKind | undefined, { detail, telephone, slot }: ReturnType<typeof readInputs>['values']): readonly Fault[] {
  const isOther = kind !== undefined && detail !== undefined && !isDetailOf(kind, detail);
  const wrong: readonly Fault[] = [
    ...(isOther ? [{ path: 'Task.input', rule: 'Its detail is not one of this kind.', code: 'value' as const }] : []),
    ...(slot !== undefined && slotIds.meant(slot) === undefined
      ? [{ path: 'Task.input', rule: 'Its slot is no reference of an appointment, such as S-K7M-4QX.', code: 'value' as const }]
      : []),
  ];
  if (telephone !== undefined && telephoneShape.test(telephone)) return wrong;
  const rule = 'Needs an input telephone: a number in digits where the sender can be rung.';
  return [...wrong, { path: 'Task.input', rule, code: telephone === undefined ? 'required' : 'value' }];
}

function kindOf({ code }: Task): Part<TaskKind> {
  const given = codeIn(code, ourSystems.kind);
  const kind = taskKindList.offered.find((each) => each === given);
  return kind === undefined
    ? bad('Task.code', `Needs a coding of ${ourSystems.kind}: one of ${taskKindList.offered.join(', ')}.`)
    : good(kind);
}

function organisationOf(reference: Reference | undefined, path: string, here: Found, contents: Contents): Part<string> {
  const { identifier } = reference ?? {};
  const ours = identifier?.system === ourSystems.organisation ? identifier.value : undefined;
  const code = ours?.trim().toUpperCase() ?? (reference && codeOf(reference, here, contents));
  return code === undefined ? bad(path, 'Names no organisation by its ODS code, nor a hub by its id.', 'required') : good(code);
}

function askedIn({ description }: Task): Part<string> {
  const text = shown(description ?? '').trim();
  if (text === '') return bad('Task.description', 'Is missing: it says what is asked.', 'required');
  return text.length > noteCharactersMax ? bad('Task.description', `Is longer than ${noteCharactersMax}.`, 'too-long') : good(text);
}

function wantedByOf({ restriction }: Task): Part<string | undefined> {
  const end = restriction?.period?.end;
  if (end === undefined) return good(undefined);
  const at = instantOf(end);
  return at === undefined ? bad('Task.restriction.period.end', 'Is no moment with its offset.') : good(at);
}

function aboutOf({ focus }: Task): Part<string | undefined> {
  if (focus === undefined) return good(undefined);
  const id = focus.identifier?.system === ourSystems.econsult ? idOf(focus.identifier.value ?? '') : undefined;
  return id === undefined ? bad('Task.focus', `Needs an identifier of ${ourSystems.econsult}, such as K7M-4QX.`) : good(id);
}

/** Contained, because it is about no eConsult, which would have them. */
function patientOf(task: Task, details: string | undefined, here: Found, contents: Contents): Part<PatientSent | undefined> {
  if (task.for === undefined)
    return details === undefined ? good(undefined) : bad('Task.input', 'Has details of a patient, and names none in for.', 'invariant');
  if (task.focus !== undefined) return bad('Task.for', 'The eConsult in focus says who it is: leave it out.', 'invariant');
  const found = contents.find(task.for, here)?.resource;
  if (found?.resourceType !== 'Patient') return bad('Task.for', 'Does not lead to a contained Patient.', 'required');
  const patient: Patient = found;
  const name = shown(humanName(patient.name) ?? '').trim();
  if (name === '') return bad('Task.for', 'Its Patient has no name.', 'required');
  const [telephone] = contacts(patient.telecom ?? [], ['phone']);
  return good({ name, dateOfBirth: patient.birthDate, nhsNumber: nhsNumberOf(patient), telephone: telephone?.value, details });
}
