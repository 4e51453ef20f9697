// The patient of a message: who they are, which practice is theirs, what they need, and who wrote for them.
import type { CodeableConcept, Extension, FhirResource, Flag, Identifier, Patient, Reference } from 'fhir/r4.d.ts';
import type { Noticeable, PatientDetails, SubmissionText } from '../domain/econsult/submission.ts';
import { own } from '../domain/lookup.ts';
import type { Identity, Instant } from '../domain/terms.ts';
import { type Contents, type Found, typeOf } from './fhir-bundle.ts';
import { joined } from './fhir-data-types.ts';
import { bestAddress, bestName, concept, contacts, extensionsEnding, humanName } from './fhir-names.ts';
import type { Reader } from './fhir-reader.ts';
import { nhsNumberStatus, odsCode, plainNhsNumber } from './person.ts';
import { line, present, shown, some, there } from './text.ts';

/** An identifier system without case, scheme and trailing slash: official messages spell the same one in several ways. */
const plainSystem = (system: string | undefined): string =>
  (system ?? '')
    .trim()
    .toLowerCase()
    .replace(/^https?:\/\//, '')
    .replace(/\/+$/, '');

const nhsNumberSystems = ['fhir.nhs.uk/id/nhs-number', 'fhir.nhs.net/id/nhs-number'];
/** An organisation's code comes before that of one of its sites, which names no practice by itself. */
const odsSystems = [
  'fhir.nhs.uk/id/ods-organization-code',
  'fhir.nhs.net/id/ods-organization-code',
  'fhir.hl7.org.uk/id/ods-code',
  'fhir.nhs.uk/id/ods-site-code',
];

const valuesIn = (identifiers: readonly Identifier[] | undefined, systems: readonly string[]): string[] =>
  systems.flatMap((system) =>
    (identifiers ?? []).filter((each) => plainSystem(each.system) === system).flatMap(({ value }) => value ?? []),
  );

/** The patient's NHS numbers, those in use first. */
const nhsNumbersOf = (patient: Patient): readonly Identifier[] =>
  (patient.identifier ?? [])
    .filter(({ system, value }) => value !== undefined && nhsNumberSystems.includes(plainSystem(system)))
    .toSorted((a, b) => Number(a.use === 'old') - Number(b.use === 'old'));

export const nhsNumberOf = (patient: Patient): string | undefined => nhsNumbersOf(patient)[0]?.value;

/** Two different numbers, neither of which is said to be an old one: nobody can tell whose record is meant. */
const severalNumbers = (patient: Patient): boolean =>
  new Set(nhsNumbersOf(patient).flatMap(({ use, value }) => (use === 'old' ? [] : plainNhsNumber(value ?? '')))).size > 1;

/** UK Core's verification statuses and the figures the NHS Data Dictionary gives them. */
const statuses: Readonly<Record<string, Identity>> = {
  'number-present-and-verified': 'verified',
  '01': 'verified',
  'trace-attempted-no-match-or-multiple-match-found': 'notFound',
  '04': 'notFound',
};

/** As the sender says; a number that fails its check digit cannot have been verified, whatever is said of it. */
export function identityOf(patient: Patient): Identity {
  const [number] = nhsNumbersOf(patient);
  const said = extensionsEnding([...(number?.extension ?? []), ...(patient.extension ?? [])], 'nhsnumberverificationstatus');
  const code = said[0]?.valueCodeableConcept?.coding?.[0]?.code ?? '';
  const identity = own(statuses, code) ?? 'unverified';
  const doubtful = nhsNumberStatus(number?.value) !== 'valid' || severalNumbers(patient);
  return identity === 'verified' && doubtful ? 'unverified' : identity;
}

/**
 * The ODS code of the practice the patient is registered with: general practitioner, then managing organisation, and nobody
 * else in the message. `undefined` when none is named, or when several are and nothing tells which.
 */
export function practiceOf(patient: Found<Patient>, contents: Contents, at: Instant): string | undefined {
  const { generalPractitioner, managingOrganization } = patient.resource;
  const named = (generalPractitioner ?? []).map((reference) => ({
    code: codeOf(reference, patient, contents),
    ended: ended(reference, at),
  }));
  const current = named.filter((each) => !each.ended);
  const codes = new Set((current.length > 0 ? current : named).flatMap(({ code }) => code ?? []));
  if (codes.size > 0) return codes.size === 1 ? [...codes][0] : undefined;
  return managingOrganization && codeOf(managingOrganization, patient, contents);
}

const ended = (reference: Reference, at: Instant): boolean => {
  const end = reference.identifier?.period?.end;
  return end !== undefined && Date.parse(end) < Date.parse(at);
};

/** The ODS code of the organisation that a reference means. Follows a practitioner's role to its organisation; two steps at most, so a circle ends. */
export function codeOf(reference: Reference, from: Found, contents: Contents): string | undefined {
  const found = contents.find(reference, from);
  const organisation = found && organisationOf(found, contents);
  const identifiers = organisation?.resourceType === 'Organization' ? organisation.identifier : undefined;
  return odsCode(valuesIn(identifiers, odsSystems)[0] ?? valuesIn(reference.identifier && [reference.identifier], odsSystems)[0]);
}

function organisationOf(found: Found, contents: Contents): FhirResource | undefined {
  if (found.resource.resourceType === 'PractitionerRole') return contents.find(found.resource.organization, found)?.resource;
  if (found.resource.resourceType !== 'Practitioner') return found.resource;
  const role = contents.of('PractitionerRole').find((each) => contents.find(each.resource.practitioner, each)?.resource === found.resource);
  return role && contents.find(role.resource.organization, role)?.resource;
}

/** BaRS puts the patient's own numbers among the contacts, as the one who is "oneself". */
const oneself = (contact: NonNullable<Patient['contact']>[number]): boolean =>
  (contact.relationship ?? []).some(({ coding }) => (coding ?? []).some(({ code }) => code === 'ONESELF'));

/** What staff look for first; everything else the sender says of the patient comes after it. */
export function detailsOf(patient: Patient, reader: Reader): Omit<PatientDetails, 'also'> {
  const points = [...(patient.telecom ?? []), ...(patient.contact ?? []).filter(oneself).flatMap(({ telecom }) => telecom ?? [])];
  const [number] = nhsNumbersOf(patient);
  const home = bestAddress(patient.address);
  const name = bestName(patient.name);
  const lines = (systems: readonly string[]) => some(contacts(points, systems).flatMap((each) => line(reader.words(each)) ?? []));
  return present<Omit<PatientDetails, 'also'>>({
    name: line(name && reader.words(name)),
    dateOfBirth: reader.field(patient, 'birthDate'),
    nhsNumber: line(number && plainNhsNumber(reader.field(number, 'value') ?? '')),
    sex: line(reader.field(patient, 'gender')),
    telephone: lines(['phone', 'sms']),
    email: lines(['email']),
    address: home && shown(reader.words(home) ?? ''),
    communication: some(reader.each(patient, 'communication').flatMap((each) => line(each) ?? [])),
  });
}

/** What nobody may overlook, whatever else is read. */
export function noticedOf(patient: Patient, interpreter: boolean): Noticeable[] {
  const died = patient.deceasedDateTime !== undefined || patient.deceasedBoolean === true || patient._deceasedDateTime !== undefined;
  const languages = (patient.communication ?? []).flatMap(({ language }) => concept(language) ?? []);
  const english = (patient.communication ?? []).filter(({ language }) => isEnglish(language)).length;
  const replaced = (patient.link ?? []).some(({ type }) => type === 'replaced-by');
  return [
    ...(severalNumbers(patient) ? ['severalNhsNumbers' as const] : []),
    ...(patient.active === false || replaced ? ['recordNotInUse' as const] : []),
    ...(died ? ['deceased' as const] : []),
    ...(!interpreter && languages.length > english ? ['communication' as const] : []),
  ];
}

const isEnglish = (language: CodeableConcept): boolean =>
  (language.coding ?? []).some(({ code }) => /^en(-|$)/i.test(code ?? '')) || /^\s*english\b/i.test(concept(language) ?? '');

/** What the patient needs to be understood and answered; `flags` with the reader of each. */
export function needsOf(
  patient: Patient,
  flags: readonly (readonly [Flag, Reader])[],
): Pick<SubmissionText, 'contactPreference' | 'interpreter' | 'adjustments'> {
  const extensions = [
    ...(patient.extension ?? []),
    ...(patient.communication ?? []).flatMap(({ extension }) => extension ?? []),
    ...(patient.contact ?? []).filter(oneself).flatMap(({ extension }) => extension ?? []),
  ];
  const preferred = (patient.communication ?? []).toSorted((a, b) => Number(b.preferred ?? false) - Number(a.preferred ?? false))[0];
  const needed = extensionsEnding(extensions, 'interpreterrequired').some(({ valueBoolean }) => valueBoolean === true);
  const preferences = extensionsEnding(extensions, 'contactpreference').flatMap((each) => wordsOf(each));
  const adjustments = flags.filter(([flag]) => isAdjustment(flag)).flatMap(([flag, reader]) => line(reader.field(flag, 'code')) ?? []);
  return present<Pick<SubmissionText, 'contactPreference' | 'interpreter' | 'adjustments'>>({
    contactPreference: line(joined(preferences, ', ')),
    interpreter: needed ? (line(concept(preferred?.language)) ?? 'Language not given') : undefined,
    adjustments: some(adjustments),
  });
}

const wordsOf = (extension: Extension): string[] => [
  ...[concept(extension.valueCodeableConcept) ?? extension.valueString ?? extension.valueCode].filter(there),
  ...(extension.extension ?? []).flatMap(wordsOf),
];

/** `RA`: BaRS's category for reasonable adjustments. */
export const isAdjustment = (flag: Flag): boolean =>
  flag.status === 'active' && (flag.category ?? []).some(({ coding }) => (coding ?? []).some(({ code }) => code?.toUpperCase() === 'RA'));

/** Who wrote it, when the given reference says that it was not the patient; `undefined` when it was, or nothing says so. */
export function requesterOf(reference: Reference | undefined, from: Found, contents: Contents): SubmissionText['requester'] | undefined {
  if (reference === undefined) return undefined;
  const found = contents.find(reference, from);
  const type = found?.resource.resourceType ?? typeOf(reference);
  if (type === undefined || type === 'Patient' || type === 'Device' || type === 'Organization') return undefined;
  const resource = found?.resource;
  const related = resource?.resourceType === 'RelatedPerson' ? resource : undefined;
  const practitioner = resource?.resourceType === 'Practitioner' ? resource : undefined;
  return present<NonNullable<SubmissionText['requester']>>({
    name: line(humanName(related?.name ?? practitioner?.name) ?? reference.display),
    relation: line(related ? joined(related.relationship?.map(concept), ', ') : type === 'RelatedPerson' ? undefined : 'A member of staff'),
    telephone: line(contacts((related ?? practitioner)?.telecom ?? [], ['phone', 'sms'])[0]?.value),
  });
}
