// One of the demo eConsults as other products send it: a FHIR R4 Bundle made from the same words.
import type { EConsultBody } from './body.ts';

const verification = {
  verified: 'number-present-and-verified',
  unverified: 'number-present-but-not-traced',
  notFound: 'trace-attempted-no-match-or-multiple-match-found',
};
const verificationUrl = 'https://fhir.hl7.org.uk/StructureDefinition/Extension-UKCore-NHSNumberVerificationStatus';
const verificationSystem = 'https://fhir.hl7.org.uk/CodeSystem/UKCore-NHSNumberVerificationStatus';
const patientUrl = 'urn:uuid:5d0f2b9e-1a64-4c53-9e38-7b1c06f2a401';
const practiceUrl = 'urn:uuid:5d0f2b9e-1a64-4c53-9e38-7b1c06f2a402';
const answersUrl = 'urn:uuid:5d0f2b9e-1a64-4c53-9e38-7b1c06f2a403';

/** A Bundle of type `collection`: who, which practice, and the answers in groups by heading. `id` becomes `Bundle.id` (64 characters at most). */
export function asBundle(body: EConsultBody, id: string, form: string): object {
  const entry = [
    { fullUrl: practiceUrl, resource: practiceOf(body) },
    { fullUrl: patientUrl, resource: patientOf(body) },
    { fullUrl: answersUrl, resource: answersOf(body, form) },
  ];
  return { resourceType: 'Bundle', id, type: 'collection', timestamp: body.submittedAt, entry };
}

const practiceOf = ({ practice }: EConsultBody): object => ({
  resourceType: 'Organization',
  identifier: [{ system: 'https://fhir.nhs.uk/Id/ods-organization-code', value: practice }],
});

function patientOf({ patient }: EConsultBody): object {
  const [given = '', ...family] = (patient.name ?? '').split(' ');
  const coding = [{ system: verificationSystem, code: verification[patient.identity ?? 'unverified'] }];
  const number = {
    extension: [{ url: verificationUrl, valueCodeableConcept: { coding } }],
    system: 'https://fhir.nhs.uk/Id/nhs-number',
    value: patient.nhsNumber?.replaceAll(' ', ''),
  };
  return {
    resourceType: 'Patient',
    identifier: [number],
    name: [{ use: 'official', family: family.join(' '), given: [given] }],
    gender: patient.sex,
    birthDate: patient.dateOfBirth,
    telecom: [
      ...(patient.telephone ?? []).map((value) => ({ system: 'phone', value, use: 'mobile' })),
      ...(patient.email ?? []).map((value) => ({ system: 'email', value })),
    ],
    address: [{ text: patient.address }],
    generalPractitioner: [{ reference: practiceUrl, type: 'Organization' }],
  };
}

function answersOf({ answers, submittedAt, senderReference }: EConsultBody, form: string): object {
  const sections = [...new Set(answers.map(({ section }) => section ?? 'Answers'))];
  const item = sections.map((section, group) => ({
    linkId: `${group + 1}`,
    text: section,
    item: answers
      .filter((each) => (each.section ?? 'Answers') === section)
      .map(({ question, answer }, index) => ({ linkId: `${group + 1}.${index + 1}`, text: question, answer: [{ valueString: answer }] })),
  }));
  return {
    resourceType: 'QuestionnaireResponse',
    identifier: { system: 'https://forms.example/reference', value: senderReference },
    questionnaire: `https://forms.example/Questionnaire/${form}`,
    status: 'completed',
    subject: { reference: patientUrl },
    authored: submittedAt,
    source: { reference: patientUrl },
    item,
  };
}
