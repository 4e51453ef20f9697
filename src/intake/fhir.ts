// From a FHIR R4 body to a submission: is it R4, is it an online consultation, and what does it say.
import type { Bundle, FhirResource } from 'fhir/r4.d.ts';
import type { Submission, SubmissionText } from '../domain/econsult/submission.ts';
import { own } from '../domain/lookup.ts';
import { type Priority, priorities } from '../domain/terms.ts';
import { type Fault, type Problem, refuse } from './faults.ts';
import { bundleFaults, type Contents, contentsOf, type Found } from './fhir-bundle.ts';
import { type Consultation, textOf } from './fhir-for-staff.ts';
import { concept, extensionsEnding } from './fhir-names.ts';
import { identityOf, nhsNumberOf, noticedOf, practiceOf } from './fhir-patient.ts';
import { answersMax, codesChosen, formOf } from './fhir-questionnaire.ts';
import { soundPart } from './fhir-readable-part.ts';
import { readersOf } from './fhir-reader.ts';
import { fhirSchema, rootOf } from './fhir-schema.ts';
import { versionFaults } from './fhir-version.ts';
import { type Words, wordsOf } from './fhir-words.ts';
import { contentHash } from './hash.ts';
import { withFlags } from './json.ts';
import { askedOf } from './message.ts';
import { ageBand, instantOf, nhsNumberStatus, windowEdge } from './person.ts';
import type { Arrived, Read } from './read.ts';
import { present } from './text.ts';
import { aboutOf, aboutUnknown } from './topics.ts';

const notConsultation = 'This is valid FHIR but not an online consultation';
const notOneBundle = 'This Bundle cannot be told apart from others';

/** `contents` is there as soon as the body is a Bundle, for the door that answers with a message of its own. */
export type FhirRead = Read & { readonly contents?: Contents };

const stop = (problem: Problem): FhirRead => ({ kind: 'problem', problem });

export async function readFhir(body: unknown, arrived: Arrived, barsOnly: boolean): Promise<FhirRead> {
  const schema = await fhirSchema();
  const versions = versionFaults(body, schema.knows);
  const faults = [...versions, ...schema.faults(body)];
  if (versions.length === 0 && isOtherBundle(body) && faults.every(({ path }) => path?.includes('.resource')))
    return stop(refuse(422, notConsultation, [{ path: 'Bundle.type', rule: 'Must be collection or message.', code: 'not-supported' }]));
  if (versions.length > 0) return stop(refuse(400, 'This is not FHIR R4', faults));
  const resource = body as FhirResource;
  if (faults.length > 0) {
    const sound = rootOf(body) === 'Bundle' ? soundPart(resource, faults, schema) : undefined;
    const also = sound === undefined ? undefined : readBundle(sound.bundle, arrived, barsOnly);
    const more = also?.kind === 'problem' ? also.problem.faults.filter((fault) => sound?.tells(fault)) : [];
    return stop(refuse(400, 'This is not valid FHIR R4', [...faults, ...more]));
  }
  if (resource.resourceType !== 'Bundle')
    return stop(
      refuse(422, notConsultation, [
        { path: 'resource', rule: 'Must be a Bundle with a Patient and the patient\u2019s words.', code: 'not-supported' },
      ]),
    );
  return readBundle(resource as Bundle<FhirResource>, arrived, barsOnly);
}

/** A Bundle that nobody here wants, however well made the resources in it are. */
const isOtherBundle = (body: unknown): boolean =>
  typeof body === 'object' &&
  body !== null &&
  'resourceType' in body &&
  body.resourceType === 'Bundle' &&
  'type' in body &&
  body.type !== 'collection' &&
  body.type !== 'message';

function readBundle(bundle: Bundle<FhirResource>, arrived: Arrived, barsOnly: boolean): FhirRead {
  const invalid = bundleFaults(bundle);
  // Too many entries are not looked into.
  if (invalid.some(({ code }) => code === 'too-long')) return stop(refuse(400, notOneBundle, invalid));
  const contents = contentsOf(bundle);
  const asked = askedOf(contents, barsOnly);
  const readerOf = readersOf(contents);
  const words = wordsOf(contents, readerOf);
  const missing = asked.kind === 'withdraw' ? [] : [...patientFaults(contents), ...words.faults, ...wordFaults(words)];
  const faults = [...invalid, ...(asked.kind === 'refused' ? asked.faults : []), ...missing];
  if (asked.kind === 'refused') return stop(refuse(invalid.length > 0 ? 400 : asked.status, asked.title, faults));
  if (faults.length > 0) return stop(invalid.length > 0 ? refuse(400, notOneBundle, faults) : refuse(422, notConsultation, faults));
  if (asked.kind === 'withdraw') return { kind: 'withdrawal', sourceIds: idsOf(bundle, asked.focus), reason: asked.reason, contents };
  const [patient] = contents.patients;
  if (patient === undefined) throw new Error('a Bundle without a Patient has a fault');
  const text = textOf({ contents, patient, words, asked, readerOf }, arrived);
  const lines = text.answers.length + (text.patient.also?.length ?? 0);
  if (lines > answersMax)
    return stop(
      refuse(422, notConsultation, [{ path: 'Bundle.entry', rule: `Holds more than ${answersMax} things to read.`, code: 'too-long' }]),
    );
  return { kind: 'submission', submission: submissionOf({ contents, patient, words, asked }, text, arrived.receivedAt), contents };
}

/** Our answer to a referral calls its ServiceRequest by the Bundle's id, so that a later cancellation of that one finds it. */
const idsMax = 5;
function idsOf(bundle: Bundle, focus: Found): string[] {
  const identifiers = 'identifier' in focus.resource && Array.isArray(focus.resource.identifier) ? focus.resource.identifier : [];
  const ids = [focus.resource.id, ...identifiers.map(({ value }) => value), bundle.identifier?.value, bundle.id];
  return [...new Set(ids.filter((id): id is string => id !== undefined && /^[A-Za-z0-9.-]{1,64}$/.test(id)))].slice(0, idsMax);
}

function patientFaults(contents: Contents): Fault[] {
  const [first, second] = contents.patients;
  if (first === undefined) return [{ path: 'Bundle.entry', rule: 'Holds no Patient.', code: 'required' }];
  if (second !== undefined) return [{ path: second.path, rule: 'Is a second Patient; a consultation is about one.', code: 'invariant' }];
  const nobody = first.resource.name === undefined && first.resource.identifier === undefined;
  return nobody ? [{ path: first.path, rule: 'Has neither a name nor an identifier: nobody could tell who it is.', code: 'required' }] : [];
}

function wordFaults(words: Words): Fault[] {
  const rule =
    'Holds no words of the patient: no answered QuestionnaireResponse, and no text in a ServiceRequest, CarePlan or Communication.';
  return words.any || words.faults.length > 0 ? [] : [{ path: 'Bundle.entry', rule, code: 'required' }];
}

/** Stamps that differ between two deliveries of the same words. */
const stamps = ['lastUpdated', 'versionId', 'timestamp'];

function submissionOf(read: Omit<Consultation, 'readerOf'>, text: SubmissionText, receivedAt: string): Submission {
  const { contents, patient, words, asked } = read;
  const { bundle } = contents;
  const occurrence = contents.of('ServiceRequest')[0]?.resource;
  const names = new Map(
    (bundle.entry ?? []).flatMap(({ fullUrl }, index) => (fullUrl === undefined ? [] : [[fullUrl, `entry ${index}`] as const])),
  );
  return present<Submission>({
    sourceId: bundle.id ?? '',
    contentHash: contentHash(bundle, names, stamps),
    practiceCode: practiceOf(patient, contents, receivedAt),
    ...(aboutOf(codesSaid(contents, words), titlesSaid(contents, words)) ?? aboutUnknown),
    priority: withFlags(priorityOf(contents, asked.useCase), words.answers),
    ageBand: ageBand(patient.resource.birthDate, receivedAt),
    byProxy: text.requester !== undefined,
    interpreterNeeded: text.interpreter !== undefined,
    identity: identityOf(patient.resource),
    nhsNumber: nhsNumberStatus(nhsNumberOf(patient.resource)),
    noticed: noticedOf(patient.resource, text.interpreter !== undefined),
    flaggedAnswers: words.answers.filter(({ flag }) => flag !== undefined).length,
    submittedAt: sentAt(contents, words),
    promisedBy: windowEdge(occurrence?.occurrencePeriod?.end ?? occurrence?.occurrenceDateTime, 'last'),
    promisedFrom: windowEdge(occurrence?.occurrencePeriod?.start ?? occurrence?.authoredOn, 'first'),
    text,
  });
}

/** FHIR's request priorities. `asap` is "as soon as possible", `stat` is "immediately". */
const floors: Readonly<Record<string, Priority>> = { routine: 'routine', urgent: 'urgent', asap: 'urgent', stat: 'redFlag' };

/** The highest the sender gave anywhere. What comes from 111 and 999 (use cases a1 to a4) was assessed as needing urgent care already. */
function priorityOf(contents: Contents, useCase: string | undefined): Priority {
  const sent = [...contents.of('ServiceRequest'), ...contents.of('Communication')].map(
    ({ resource }) => own(floors, resource.priority ?? 'routine') ?? 'routine',
  );
  const all: Priority[] = [...sent, useCase !== undefined && /^a[1-4]/.test(useCase) ? 'urgent' : 'routine'];
  return all.reduce((high, each) => (priorities.indexOf(each) > priorities.indexOf(high) ? each : high));
}

const codesSaid = (contents: Contents, words: Words): string[] => [
  ...words.responses.flatMap(({ resource }) => codesChosen(resource.item)),
  ...words.responses.flatMap(({ resource }) => lastPart(resource.questionnaire)),
  ...contents.of('ServiceRequest').flatMap(({ resource }) => (resource.code?.coding ?? []).flatMap(({ code }) => code ?? [])),
];

const titlesSaid = (contents: Contents, words: Words): string[] => [
  ...words.responses.flatMap((response) => formOf(response, contents)?.title ?? []),
  ...words.responses.flatMap(({ resource }) =>
    extensionsEnding(resource._questionnaire?.extension, '/display').flatMap(({ valueString }) => valueString ?? []),
  ),
  ...words.responses.flatMap(({ resource }) => lastPart(resource.questionnaire)),
  ...contents.of('ServiceRequest').flatMap(({ resource }) => concept(resource.code) ?? []),
];

/** `https://sender.example/Questionnaire/sore-throat|2` names a form about a sore throat. */
const lastPart = (canonical: string | undefined): string[] => {
  const part = canonical?.replace(/\|.*$/, '').split(/[/#]/).at(-1);
  return part === undefined ? [] : [part];
};

function sentAt(contents: Contents, words: Words): string | undefined {
  const times = [
    ...words.responses.map(({ resource }) => resource.authored),
    ...contents.of('ServiceRequest').map(({ resource }) => resource.authoredOn),
    ...contents.of('Communication').map(({ resource }) => resource.sent),
    contents.bundle.timestamp,
  ];
  return times.map(instantOf).find((time) => time !== undefined);
}
