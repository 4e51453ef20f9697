// Our profile of the FHIR R4 Task, published as a StructureDefinition: what a task must, may and may not hold, made of what reads and writes one.
import type { ElementDefinition, StructureDefinition } from 'fhir/r4.d.ts';
import { own } from '../domain/lookup.ts';
import { noteCharactersMax } from '../domain/privacy.ts';
import { taskCancelList, taskKindList } from '../domain/task/reasons-and-outcomes.ts';
import { ofTheProfile } from './fhir-task.ts';
import { fhirStatuses, type InputCode, inputCodes, ourSystems } from './task-terms.ts';
import { present } from './text.ts';

/** The elements of an R4 Task, in the order of its own definition. */
const ofR4: readonly string[] = [
  ...['id', 'meta', 'implicitRules', 'language', 'text', 'contained', 'extension', 'modifierExtension', 'identifier'],
  ...['instantiatesCanonical', 'instantiatesUri', 'basedOn', 'groupIdentifier', 'partOf', 'status', 'statusReason', 'businessStatus'],
  ...['intent', 'priority', 'code', 'description', 'focus', 'for', 'encounter', 'executionPeriod', 'authoredOn', 'lastModified'],
  ...['requester', 'performerType', 'owner', 'location', 'reasonCode', 'reasonReference', 'insurance', 'note', 'relevantHistory'],
  ...['restriction', 'input', 'output'],
];
/** Only in what is given back. */
const givenBack: readonly string[] = ['note', 'output'];

type Said = Partial<Pick<ElementDefinition, 'min' | 'max' | 'short' | 'definition' | 'maxLength' | 'fixedCode' | 'patternCodeableConcept'>>;
const inputs: Readonly<Record<InputCode, { readonly short: string; readonly min: 0 | 1; readonly is: 'string' | 'boolean' }>> = {
  telephone: { short: 'Where the sender can be rung, in digits', min: 1, is: 'string' },
  spokenTo: { short: 'Who was spoken to there: without a name an urgent one is escalated at once', min: 0, is: 'string' },
  detail: { short: 'The one choice that its kind asks for, such as bloods for tests', min: 0, is: 'string' },
  clinical: { short: 'Only a clinician may do it', min: 0, is: 'boolean' },
  knowingly: { short: 'Send it although the receiver closes before, or has nobody set up to do it', min: 0, is: 'boolean' },
  patientDetails: { short: 'What more must be known about the patient in for; shown in its dialog alone', min: 0, is: 'string' },
  slot: { short: 'Reference of an appointment of the receiver\u2019s, taken with it and given back with it', min: 0, is: 'string' },
};
const oneOf = (codes: readonly string[]): string => codes.join(' | ');
const said: Readonly<Record<string, Said>> = {
  identifier: { min: 1, short: 'The sender\u2019s own id: the same again changes nothing' },
  status: {
    short: `requested to send one, cancelled or entered-in-error to take it back; given back: ${oneOf(Object.values(fhirStatuses))}`,
  },
  statusReason: { short: `Why it was taken back: a coding of ${ourSystems.cancelReason}, ${oneOf(taskCancelList.offered)}` },
  businessStatus: { short: `Given back: a coding of ${ourSystems.status}, and a second one, late, where it is` },
  intent: { fixedCode: 'order' },
  priority: { short: 'routine, or anything else for urgent' },
  code: { min: 1, short: `A coding of ${ourSystems.kind}: ${oneOf(taskKindList.offered)}` },
  description: {
    min: 1,
    maxLength: noteCharactersMax,
    short: 'What is asked. It stands on a card that others read: nothing in it may name the patient',
  },
  focus: { short: `The eConsult it is about, by an identifier of ${ourSystems.econsult}` },
  for: { short: 'The patient, contained, where it is about no eConsult' },
  requester: { min: 1, short: `Who asks: a practice by its ODS code, or a hub by an identifier of ${ourSystems.organisation}` },
  owner: { min: 1, short: 'Who is asked, named likewise' },
  restriction: { short: 'By when it is wanted: the end of its period, with an offset' },
  note: { short: 'Given back alone: the question that was asked about it' },
  output: { short: `Given back alone: what came of it, a coding of ${ourSystems.output}` },
};
const element = (id: string, path: string, rest: Said & { readonly sliceName?: string } = {}): ElementDefinition => ({ id, path, ...rest });

/** As it is served; made once. */
export function taskProfile(): StructureDefinition {
  const all = ofR4.flatMap((name): readonly ElementDefinition[] => {
    const isOurs = ofTheProfile.includes(name) || givenBack.includes(name);
    // Of every element its id, extensions and rules of the base remain: they are named where a sender may not use them.
    if (!isOurs) return [element(`Task.${name}`, `Task.${name}`, { max: '0' })];
    if (name === 'input') return inputSlices;
    if (name === 'restriction')
      return [
        element('Task.restriction', 'Task.restriction', own(said, name)),
        ...['repetitions', 'recipient'].map((each) => element(`Task.restriction.${each}`, `Task.restriction.${each}`, { max: '0' })),
      ];
    const ours = own(said, name);
    return ours === undefined ? [] : [element(`Task.${name}`, `Task.${name}`, ours)];
  });
  return present<StructureDefinition>({
    resourceType: 'StructureDefinition',
    id: 'ehub-task',
    url: ourSystems.profile,
    version: '1',
    name: 'EHubTask',
    title: 'A task between a hub and its practices',
    status: 'active',
    description: 'What POST /api/tasks takes as FHIR, and what GET /api/tasks/{reference} gives back.',
    fhirVersion: '4.0.1',
    kind: 'resource',
    abstract: false,
    type: 'Task',
    baseDefinition: 'http://hl7.org/fhir/StructureDefinition/Task',
    derivation: 'constraint',
    differential: { element: [element('Task', 'Task', { short: 'A task between a hub and its practices' }), ...all] },
  });
}

const typesOf = (code: InputCode): { readonly code: string }[] =>
  code === 'detail' ? [{ code: 'string' }, { code: 'code' }] : [{ code: inputs[code].is }];
const inputSlices: readonly ElementDefinition[] = [
  {
    ...element('Task.input', 'Task.input', { min: 1, short: `Each by a coding of ${ourSystems.input}` }),
    slicing: { discriminator: [{ type: 'pattern', path: 'type' }], rules: 'closed' },
  },
  ...inputCodes.flatMap((code): readonly ElementDefinition[] => {
    const { short, min } = inputs[code];
    const id = `Task.input:${code}`;
    return [
      element(id, 'Task.input', { sliceName: code, min, max: '1', short }),
      element(`${id}.type`, 'Task.input.type', { patternCodeableConcept: { coding: [{ system: ourSystems.input, code }] } }),
      { ...element(`${id}.value[x]`, 'Task.input.value[x]'), type: typesOf(code) },
    ];
  }),
];
