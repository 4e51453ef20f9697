// What FHIR's fields and types are called in front of a clinician.

/** FHIR puts the type of a value behind the name of its field: `effectiveDateTime` is "effective". */
const typeBehind =
  /(?<=[a-z])(?:String|Boolean|Integer|Decimal|DateTime|Date|Time|Instant|Code|Coding|CodeableConcept|Quantity|Period|Range|Ratio|Reference|Identifier|Age|Duration|Money|Attachment|Timing|Uri|Url|Canonical|Markdown|SampledData|HumanName|Address|ContactPoint|Annotation|Signature|PositiveInt|UnsignedInt|Base64Binary|Oid|Uuid|Id)$/;

const fieldNames: ReadonlyMap<string, string> = new Map([
  ['birthDate', 'Date of birth'],
  ['communication', 'Language or way of communicating'],
  ['contact', 'Contact'],
  ['countryCode', 'Country code'],
  ['deceasedBoolean', 'Recorded as having died'],
  ['deceasedDateTime', 'Recorded as having died'],
  ['div', 'In the sender\u2019s words'],
  ['doNotPerform', 'Do not perform'],
  ['generalPractitioner', 'General practitioner'],
  ['managingOrganization', 'Looked after by'],
  ['organization', 'Organisation'],
  ['patientInstruction', 'The patient was told'],
  ['photo', 'Photograph'],
  ['photoUrl', 'Photograph'],
  ['postalCode', 'Postcode'],
  ['reasonCode', 'Reason'],
  ['serviceProvider', 'Service provider'],
  ['telecom', 'Telephone or e-mail'],
  ['text', 'Text'],
  ['valueSet', 'Value set'],
]);

/** `dosageInstruction` → "Dosage instruction". */
const spaced = (name: string): string => {
  const words = name
    .replace(/[-_.]+/g, ' ')
    .replace(/(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])/g, ' ')
    .trim()
    .split(' ')
    .map((word) => (/^[A-Z0-9]{2,}$/.test(word) ? word : word.toLowerCase()))
    .join(' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
};

export function fieldLabel(key: string): string {
  const name = key.replace(/^_/, '');
  return fieldNames.get(name) ?? spaced(name.replace(typeBehind, '').replace(/Organization/g, 'Organisation'));
}

/** `https://…/Extension-UKCore-EthnicCategory` → "Ethnic category". */
export const extensionLabel = (url: string): string =>
  spaced((url.split(/[/#|]/).findLast((part) => part !== '') ?? url).replace(/^(?:Extension-)?(?:UKCore-|BARS-?)?/i, '').slice(0, 80)) ||
  'Extension';

const numberNames: readonly (readonly [RegExp, string])[] = [
  [/nhs-number$/i, 'NHS number'],
  [/ods-(organization-)?code$/i, 'ODS code'],
  [/ods-site-code$/i, 'ODS site code'],
];

/** What a number is, by the last part of its system's address; nothing where that says nothing to people. */
export function numberLabel(system: unknown): string | undefined {
  const last = typeof system === 'string' ? (system.replace(/\/+$/, '').split('/').at(-1) ?? '') : '';
  const known = numberNames.find(([ending]) => ending.test(last))?.[1];
  return known ?? (/^[A-Za-z][A-Za-z-]{2,40}$/.test(last) ? spaced(last).toLowerCase() : undefined);
}

export interface TypeWords {
  readonly label: string;
  /** The heading clinicians look under; the rest is "Also sent". */
  readonly section?: string;
  /** What belongs on the first line behind the name, in this order. */
  readonly first?: readonly string[];
}

const allergies = 'Allergies';
const medicines = 'Medicines';
const problems = 'Conditions';
const observations = 'Observations and results';
const done = 'Procedures and vaccinations';
const family = 'Family history';
const documents = 'Documents and pictures';
const people = 'People and organisations';

/** Types a clinician looks for, in the order in which they are shown. */
const types: ReadonlyMap<string, TypeWords> = new Map<string, TypeWords>([
  ['AllergyIntolerance', { label: 'Allergy', section: allergies, first: ['reaction', 'criticality', 'note'] }],
  ['MedicationStatement', { label: 'Medicine', section: medicines, first: ['dosage', 'reasonCode', 'note'] }],
  ['MedicationRequest', { label: 'Medicine', section: medicines, first: ['dosageInstruction', 'reasonCode', 'note'] }],
  ['MedicationAdministration', { label: 'Medicine given', section: medicines, first: ['dosage', 'reasonCode', 'note'] }],
  ['MedicationDispense', { label: 'Medicine dispensed', section: medicines, first: ['quantity', 'dosageInstruction', 'note'] }],
  ['Medication', { label: 'Medicine', section: medicines }],
  ['Condition', { label: 'Condition', section: problems, first: ['severity', 'bodySite', 'note'] }],
  ['Observation', { label: 'Observation', section: observations, first: ['dataAbsentReason', 'component', 'interpretation', 'note'] }],
  ['DiagnosticReport', { label: 'Report', section: observations, first: ['conclusion', 'conclusionCode'] }],
  ['Procedure', { label: 'Procedure', section: done, first: ['outcome', 'note'] }],
  ['Immunization', { label: 'Vaccination', section: done, first: ['note'] }],
  ['FamilyMemberHistory', { label: 'Family history', section: family, first: ['condition', 'note'] }],
  ['DocumentReference', { label: 'Document', section: documents, first: ['description', 'content'] }],
  ['Media', { label: 'Picture', section: documents, first: ['content', 'note'] }],
  ['Binary', { label: 'File', section: documents }],
  ['Practitioner', { label: 'Practitioner', section: people, first: ['telecom'] }],
  ['PractitionerRole', { label: 'Practitioner\u2019s role', section: people, first: ['telecom'] }],
  ['Organization', { label: 'Organisation', section: people, first: ['telecom'] }],
  ['RelatedPerson', { label: 'Related person', section: people, first: ['relationship', 'telecom'] }],
  ['HealthcareService', { label: 'Service', section: people, first: ['telecom'] }],
]);

export const sections: readonly string[] = [...new Set([...types.values()].flatMap(({ section }) => section ?? []))];
export const alsoSent = 'Also sent';

export const typeWords = (type: string): TypeWords => types.get(type) ?? { label: spaced(type.replace('Organization', 'Organisation')) };
