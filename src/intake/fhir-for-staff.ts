// All that staff read of a FHIR message: the patient, who wrote it, what was asked and answered, and whatever else was sent.
import type { Patient } from 'fhir/r4.d.ts';
import type { PatientDetails, SubmissionText } from '../domain/econsult/submission.ts';
import { patientElse, whatElse } from './fhir-also-sent.ts';
import type { Contents, Found } from './fhir-bundle.ts';
import { detailsOf, needsOf, requesterOf } from './fhir-patient.ts';
import type { Reader } from './fhir-reader.ts';
import type { Words } from './fhir-words.ts';
import type { Asked } from './message.ts';
import { type Arrived, original } from './read.ts';
import { line, present, some } from './text.ts';

/** A message that has been found to be an online consultation. */
export interface Consultation {
  readonly contents: Contents;
  readonly patient: Found<Patient>;
  readonly words: Words;
  readonly asked: Asked & { kind: 'new' };
  readonly readerOf: (from: Found) => Reader;
}

/** All that is shown. Whoever reads first takes it: what is left at the end comes under "Also sent". */
export function textOf({ contents, patient, words, asked, readerOf }: Consultation, arrived: Arrived): SubmissionText {
  const reader = readerOf(patient);
  const flags = contents.of('Flag').map((flag) => [flag.resource, readerOf(flag)] as const);
  const needs = needsOf(patient.resource, flags);
  const details = detailsOf(patient.resource, reader);
  const also = patientElse(patient, reader);
  return present<SubmissionText>({
    patient: present<PatientDetails>({ ...details, also: some(also) }),
    requester: whoWrote(contents, words, asked),
    answers: [...words.answers, ...whatElse(contents, patient, readerOf)],
    contactPreference: needs.contactPreference,
    interpreter: needs.interpreter,
    adjustments: needs.adjustments,
    senderReference: senderReference(contents, words),
    original: original(arrived),
  });
}

/** Who filled in the form, or else who sent the message or asked for the service, if that was somebody for the patient. */
function whoWrote(contents: Contents, words: Words, asked: Asked & { kind: 'new' }): SubmissionText['requester'] {
  for (const response of words.responses) {
    const { source, author } = response.resource;
    const relative = author && requesterOf(author, response, contents);
    const who = source ? requesterOf(source, response, contents) : relative?.relation === 'A member of staff' ? undefined : relative;
    if (who) return who;
  }
  for (const message of contents.of('Communication')) {
    const who = requesterOf(message.resource.sender, message, contents);
    if (who && contents.find(message.resource.sender, message)?.resource.resourceType === 'RelatedPerson') return who;
  }
  const focus = asked.focus;
  if (focus?.resource.resourceType !== 'ServiceRequest') return undefined;
  // A clinician who refers has not answered for the patient: only a relative has.
  return contents.find(focus.resource.requester, focus)?.resource.resourceType === 'RelatedPerson'
    ? requesterOf(focus.resource.requester, focus, contents)
    : undefined;
}

const senderReference = (contents: Contents, words: Words): string | undefined =>
  line(
    [
      ...words.responses.map(({ resource }) => resource.identifier?.value),
      ...contents.of('ServiceRequest').flatMap(({ resource }) => (resource.identifier ?? []).map(({ value }) => value)),
      ...contents.of('Encounter').flatMap(({ resource }) => (resource.identifier ?? []).map(({ value }) => value)),
      contents.bundle.identifier?.value,
    ].find((value) => value !== undefined),
  );
