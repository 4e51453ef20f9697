// Everything a message says about the patient, as questions and answers: the patient's own words first, what else was sent after.
import type { CarePlan, Communication, FhirResource, QuestionnaireResponse, Reference, ServiceRequest } from 'fhir/r4.d.ts';
import type { Answer } from '../domain/econsult/submission.ts';
import type { Fault } from './faults.ts';
import { type Contents, type Found, typeOf } from './fhir-bundle.ts';
import { joined } from './fhir-data-types.ts';
import { against, againstResource } from './fhir-marks.ts';
import { concept, extensionsEnding } from './fhir-names.ts';
import { nhsNumberOf } from './fhir-patient.ts';
import { answered, answersOf, formOf } from './fhir-questionnaire.ts';
import type { Reader } from './fhir-reader.ts';
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
const taken = new Set(['entered-in-error', 'not-done', 'revoked']);

/** Lines of one resource: `told` are somebody's own words about what is the matter, `asked` is what was made of them. */
interface Lines {
  readonly asked: readonly Answer[];
  readonly told: readonly Answer[];
}

export function wordsOf(contents: Contents, readerOf: (from: Found) => Reader): Words {
  const faults: Fault[] = [];
  const own: Answer[] = [];
  const also: Answer[] = [];
  const responses: Found<QuestionnaireResponse>[] = [];
  let any = false;
  const isOwn = (subject: Reference | undefined, from: Found): boolean => {
    const about = aboutWhom(subject, from, contents);
    if (about === 'somebodyElse')
      faults.push({
        path: `${from.path}.subject`,
        rule: 'Does not lead to the one Patient of this message: whose words these are cannot be told.',
        code: 'invariant',
      });
    return about === 'patient' || about === 'unsaid';
  };
  for (const found of contents.of('QuestionnaireResponse')) {
    const { status, subject } = found.resource;
    const mine = isOwn(subject, found) && !byStaff(found, contents);
    const title = titleOf(found, contents);
    const answers = marked(found.resource, answersOf(found, contents, readerOf(found))).map((each) =>
      present<Answer>({ ...each, section: line(joined([title, each.section], ' \u203A ')) }),
    );
    if (mine && given.has(status)) {
      own.push(...answers);
      any ||= answered(answers);
      responses.push(found);
    } else also.push(...answers);
  }
  const add = <Kind extends Communication | ServiceRequest | CarePlan>(
    found: Found<Kind>,
    read: (resource: Kind, reader: Reader) => Lines,
  ): void => {
    const { asked, told } = read(found.resource, readerOf(found));
    const mine = isOwn(found.resource.subject, found) && !taken.has(found.resource.status);
    (mine ? own : also).push(...marked(found.resource, [...asked, ...told]));
    any ||= mine && answered(told);
  };
  for (const found of contents.of('Communication')) add(found, communication);
  for (const found of contents.of('ServiceRequest')) add(found, serviceRequest);
  for (const found of contents.of('CarePlan')) add(found, carePlan);
  return { answers: [...own, ...also], any, faults, responses };
}

/** What the sender says against the whole resource stands in front of each of its lines. */
const marked = (resource: FhirResource, answers: readonly Answer[]): Answer[] => {
  const marks = againstResource(resource);
  return answers.map((each) => (marks.length === 0 ? each : { ...each, mark: joined([...marks, each.mark], ', ') ?? '' }));
};

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

const said = (question: string, answers: readonly (string | undefined)[], about?: unknown): Answer[] =>
  answers.flatMap((answer) => {
    if (answer === undefined || answer.trim() === '') return [];
    return present<Answer>({ question: shown(question), answer: shown(answer), mark: joined(against(about), ', ') });
  });

const communication = (resource: Communication, reader: Reader): Lines => ({
  asked: said('Reason', reader.each(resource, 'reasonCode')),
  told: [
    ...said('Topic', [reader.field(resource, 'topic')]),
    ...(resource.payload ?? []).flatMap((each) =>
      said('Message', [
        reader.field(each, 'contentString'),
        reader.field(each, 'contentAttachment'),
        reader.field(each, 'contentReference'),
      ]),
    ),
    ...said('Note', reader.each(resource, 'note')),
  ],
});

const serviceRequest = (resource: ServiceRequest, reader: Reader): Lines => ({
  asked: [
    ...said('What is asked', [reader.field(resource, 'code')]),
    ...said('In detail', reader.each(resource, 'orderDetail')),
    ...said('Reason', reader.each(resource, 'reasonReference')),
    ...said('Supporting information', reader.each(resource, 'supportingInfo')),
    // No answer of the patient's: it is what they were told.
    ...said('The patient was told', [reader.field(resource, 'patientInstruction')]),
  ],
  told: [...said('Reason', reader.each(resource, 'reasonCode')), ...said('Note', reader.each(resource, 'note'))],
});

/** Some senders write the two characters `\n` where they mean a new line; a text with real ones means what it says. */
const withLines = (text: string): string => (text.includes('\n') ? text : text.replaceAll('\\n', '\n'));

const carePlan = (resource: CarePlan, reader: Reader): Lines => ({
  asked: [],
  told: [
    ...said('Description', [reader.field(resource, 'description')]),
    ...(resource.activity ?? []).flatMap(({ outcomeCodeableConcept, progress, detail }) => [
      // With codes the text is their label; without, it is the free text itself (BaRS, primary care).
      ...(outcomeCodeableConcept ?? []).flatMap((outcome) => {
        const text = reader.field(outcome, 'text');
        const codes = joined(
          (outcome.coding ?? []).map((each) => reader.field(each, 'display') ?? reader.field(each, 'code')),
          ', ',
        );
        return codes === undefined ? said('Consultation', [text && withLines(text)]) : said(text ?? 'Outcome', [codes]);
      }),
      ...(progress ?? []).flatMap((each) => said('Note', [reader.words(each)])),
      ...said('Activity', [detail && reader.field(detail, 'description')], detail),
    ]),
    ...said('Note', reader.each(resource, 'note')),
  ],
});
