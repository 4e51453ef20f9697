// Everything a message says about the patient, as questions and answers: the patient's own words first, what else was sent after.
import type { CarePlan, Communication, FhirResource, QuestionnaireResponse, Reference, ServiceRequest } from 'fhir/r4.d.ts';
import type { Answer } from '../domain/econsult/submission.ts';
import type { Fault } from './faults.ts';
import { answered, answersOf, formOf } from './fhir-answers.ts';
import { type Contents, type Found, typeOf } from './fhir-bundle.ts';
import { isAdjustment, nhsNumberOf } from './fhir-patient.ts';
import { answerValue, attachment, concept, extensionsEnding, joined } from './fhir-values.ts';
import { plainNhsNumber } from './person.ts';
import { line, present, shown } from './text.ts';

/** Whether a resource is about the one patient of the message. `thing`: about something else that is no person, such as a flag. */
export type AboutWhom = 'patient' | 'unsaid' | 'thing' | 'somebodyElse';

export function aboutWhom(subject: Reference | undefined, from: Found, contents: Contents): AboutWhom {
  if (subject === undefined) return 'unsaid';
  const patient = contents.patients[0];
  const found = contents.find(subject, from);
  if (found) return found.resource === patient?.resource ? 'patient' : found.resource.resourceType === 'Patient' ? 'somebodyElse' : 'thing';
  const number = patient && nhsNumberOf(patient.resource);
  if (number !== undefined && plainNhsNumber(subject.identifier?.value ?? '') === plainNhsNumber(number)) return 'patient';
  const type = typeOf(subject);
  return type === undefined || type === 'Patient' ? 'somebodyElse' : 'thing';
}

export interface Words {
  readonly answers: readonly Answer[];
  /** Whether the patient (or who wrote for them) says anything in it. */
  readonly any: boolean;
  readonly faults: readonly Fault[];
  /** The responses that are the patient's own. */
  readonly responses: readonly Found<QuestionnaireResponse>[];
}

/** Responses that were abandoned or belong to nobody are not the patient's request. */
const given = new Set(['completed', 'amended']);
/** Taken back by who wrote it, or never said. */
const taken = new Set(['entered-in-error', 'not-done']);

export function wordsOf(contents: Contents): Words {
  const faults: Fault[] = [];
  const own: Answer[] = [];
  const also: Answer[] = [];
  const responses: Found<QuestionnaireResponse>[] = [];
  const isOwn = (subject: Reference | undefined, from: Found, field: string): boolean => {
    const about = aboutWhom(subject, from, contents);
    if (about === 'somebodyElse')
      faults.push({
        path: `${from.path}.${field}`,
        rule: 'Does not lead to the one Patient of this message: whose words these are cannot be told.',
        code: 'invariant',
      });
    return about === 'patient' || about === 'unsaid';
  };
  for (const found of contents.of('QuestionnaireResponse')) {
    const { status, subject } = found.resource;
    const mine = isOwn(subject, found, 'subject') && !byStaff(found, contents);
    const title = titleOf(found, contents);
    const answers = answersOf(found, contents).map((each) =>
      present<Answer>({ ...each, section: line(joined([title, each.section], ' \u203A ')) }),
    );
    if (mine && given.has(status)) {
      own.push(...answers);
      responses.push(found);
    } else also.push(...answers);
  }
  for (const found of contents.of('Communication'))
    (isOwn(found.resource.subject, found, 'subject') && !taken.has(found.resource.status) ? own : also).push(
      ...communication(found.resource),
    );
  for (const found of contents.of('ServiceRequest'))
    if (isOwn(found.resource.subject, found, 'subject')) own.push(...serviceRequest(found.resource));
  for (const found of contents.of('CarePlan'))
    (isOwn(found.resource.subject, found, 'subject') && !taken.has(found.resource.status) ? own : also).push(...carePlan(found.resource));
  for (const { resource } of contents.all) also.push(...other(resource));
  return { answers: [...own, ...also], any: answered(own), faults, responses };
}

/** Without a subject, answers that a member of staff gave are information from elsewhere. */
function byStaff(found: Found<QuestionnaireResponse>, contents: Contents): boolean {
  const { subject, source } = found.resource;
  const type = source && (contents.find(source, found)?.resource.resourceType ?? typeOf(source));
  return subject === undefined && type !== undefined && type !== 'Patient' && type !== 'RelatedPerson';
}

function titleOf(found: Found<QuestionnaireResponse>, contents: Contents): string | undefined {
  const reason = extensionsEnding(found.resource.extension, '/questionnaireresponse-reason')[0];
  return formOf(found, contents)?.title ?? concept(reason?.valueCodeableConcept);
}

const said = (question: string, answer: string | undefined): Answer[] =>
  answer === undefined || answer.trim() === '' ? [] : [{ question: shown(question), answer: shown(answer) }];

const notes = (list: readonly { readonly text: string }[] | undefined): Answer[] => (list ?? []).flatMap(({ text }) => said('Note', text));

const communication = (resource: Communication): Answer[] => [
  ...said('Topic', concept(resource.topic)),
  ...(resource.payload ?? []).flatMap((each) =>
    said('Message', each.contentString ?? (each.contentAttachment ? attachment(each.contentAttachment) : undefined)),
  ),
  ...notes(resource.note),
];

/** `patientInstruction` is what the patient was told, so it is no answer of theirs; see `other`. */
const serviceRequest = (resource: ServiceRequest): Answer[] => [
  ...(resource.reasonCode ?? []).flatMap((reason) => said('Reason', concept(reason))),
  ...notes(resource.note),
];

/** Some senders write the two characters `\n` where they mean a new line; a text with real ones means what it says. */
const withLines = (text: string): string => (text.includes('\n') ? text : text.replaceAll('\\n', '\n'));

const carePlan = (resource: CarePlan): Answer[] => [
  ...said('Description', resource.description),
  ...(resource.activity ?? []).flatMap(({ outcomeCodeableConcept, progress, detail }) => [
    // With codes the text is their label; without, it is the free text itself (BaRS, primary care).
    ...(outcomeCodeableConcept ?? []).flatMap((outcome) =>
      outcome.coding && outcome.coding.length > 0
        ? said(outcome.text ?? 'Outcome', concept({ coding: outcome.coding }))
        : said('Consultation', outcome.text && withLines(outcome.text)),
    ),
    ...notes(progress),
    ...said('Activity', detail?.description),
  ]),
  ...notes(resource.note),
];

/** What came along, in a line each; the rest of it is in the original. */
function other(resource: FhirResource): Answer[] {
  const also = (question: string, answer: string | undefined): Answer[] =>
    said(question, answer).map((each) => ({ section: 'Also sent', ...each }));
  switch (resource.resourceType) {
    case 'Condition':
      return also('Condition', joined([concept(resource.code), ...(resource.note ?? []).map(({ text }) => text)], '\n'));
    case 'Observation':
      return also(concept(resource.code) ?? 'Observation', observed(resource));
    case 'AllergyIntolerance':
      return also('Allergy', concept(resource.code));
    case 'MedicationStatement':
    case 'MedicationRequest':
      return also('Medicine', joined([concept(resource.medicationCodeableConcept), resource.medicationReference?.display], ', '));
    case 'Flag':
      return isAdjustment(resource) ? [] : also('Flag', concept(resource.code));
    case 'Task':
      return also('Task', resource.description);
    case 'ServiceRequest':
      return also('The patient was told', resource.patientInstruction);
    case 'DocumentReference':
      return resource.content.flatMap((each) => also('Document', attachment(each.attachment)));
    case 'Media':
      return also('Picture', attachment(resource.content));
    default:
      return [];
  }
}

/** A finding without a value says only that it was found. */
const observed = (resource: Extract<FhirResource, { resourceType: 'Observation' }>): string =>
  concept(resource.valueCodeableConcept) ??
  answerValue({
    valueString: resource.valueString,
    valueQuantity: resource.valueQuantity,
    valueBoolean: resource.valueBoolean,
    valueInteger: resource.valueInteger,
    valueDateTime: resource.valueDateTime,
    valueTime: resource.valueTime,
  }) ??
  'Recorded';
