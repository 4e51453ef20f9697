// Whether a message that may well pass the R4 schema says of itself, or shows, that it is another version of FHIR.

import { own } from '../domain/lookup.ts';
import type { Fault } from './faults.ts';
import { type FhirSchema, resourcesIn } from './fhir-schema.ts';

/** Types of FHIR STU3 that R4 renamed or dropped (hl7.org/fhir/R4/diff.html). */
const onlyBefore = new Set([
  'BodySite',
  'DataElement',
  'DeviceComponent',
  'EligibilityRequest',
  'EligibilityResponse',
  'ExpansionProfile',
  'ImagingManifest',
  'ProcedureRequest',
  'ProcessRequest',
  'ProcessResponse',
  'ReferralRequest',
  'Sequence',
  'ServiceDefinition',
]);

/** Addresses of profiles and structures that name another version; Care Connect is the UK's STU3 profile set, now replaced by UK Core. */
const otherVersion = /\/(DSTU2|STU3|R4B|R5|R6)(\/|$)|hl7\.org\/fhir\/(1|3|4\.[1-9]|5|6)\.|\/CareConnect-|\/ServiceDefinition[/-]/i;

/** Fields that R4 no longer has at their place, in which an STU3 sender's message differs first. */
const fieldsBefore: Readonly<Record<string, readonly string[]>> = {
  MessageHeader: ['event', 'timestamp', 'receiver'],
  QuestionnaireResponse: ['parent', 'context'],
  Patient: ['animal'],
  Communication: ['notDone', 'notDoneReason', 'definition', 'context'],
  CarePlan: ['definition', 'context'],
  CommunicationRequest: ['context'],
};

/** Faults that show a version other than R4; they come before the schema's, of which they are the cause. */
export function versionFaults(body: unknown, knows: FhirSchema['knows']): Fault[] {
  const faults: Fault[] = [];
  const say = (path: string, rule: string): void => {
    faults.push({ path, rule, code: 'structure' });
  };
  for (const { value, path } of resourcesIn(body, knows)) {
    const resource = value as { readonly [key: string]: unknown };
    const { resourceType } = resource;
    // Not yet checked by the schema, so it may be anything.
    const type = typeof resourceType === 'string' ? resourceType : '';
    if (onlyBefore.has(type)) say(path, `Is a type of FHIR STU3 that R4 does not have; only R4 is accepted.`);
    if (profilesOf(resource).some((profile) => otherVersion.test(profile)))
      say(`${path}.meta.profile`, 'Names a profile of another FHIR version; only R4 is accepted.');
    for (const field of own(fieldsBefore, type) ?? [])
      if (Object.hasOwn(resource, field))
        say(`${path}.${field}`, 'Is a field of FHIR STU3 that R4 does not have here; only R4 is accepted.');
    if (extensionUrls(resource).some((url) => otherVersion.test(url)))
      say(`${path}.extension`, 'Holds an extension of another FHIR version; only R4 is accepted.');
  }
  return faults;
}

function profilesOf(resource: { readonly [key: string]: unknown }): string[] {
  const meta = resource['meta'];
  const profile: unknown = typeof meta === 'object' && meta !== null && 'profile' in meta ? meta.profile : undefined;
  return Array.isArray(profile) ? profile.filter((each): each is string => typeof each === 'string') : [];
}

/** Addresses of extensions anywhere in a resource, except in resources inside it, which are looked at for themselves. */
function extensionUrls(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(extensionUrls);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, field]: [string, unknown]) => {
    if (typeof field !== 'object' || field === null || 'resourceType' in field) return [];
    const own = key === 'extension' && Array.isArray(field) ? field.flatMap(urlOf) : [];
    return [...own, ...extensionUrls(field)];
  });
}
const urlOf = (value: unknown): string[] =>
  typeof value === 'object' && value !== null && 'url' in value && typeof value.url === 'string' ? [value.url] : [];
