// What a body claims to be: media type, charset and FHIR version, as the Content-Type header says.
import { MIMEType } from 'node:util';
import { type Problem, refuseFor } from './faults.ts';

export const ourJson = 'application/json';
export const fhirJson = 'application/fhir+json';

export type Media =
  | { readonly kind: 'media'; readonly type: typeof ourJson | typeof fhirJson }
  | { readonly kind: 'problem'; readonly problem: Problem };

const bad = (rule: string): Extract<Media, { kind: 'problem' }> => ({
  kind: 'problem',
  problem: refuseFor(415, 'The media type is not accepted here', 'not-supported', rule),
});

/** Reads `Content-Type`; `accepted` are the types this door takes. FHIR R4's `fhirVersion` parameter is hl7.org/fhir/R4/http.html#version-parameter. */
export function readMedia(header: string | undefined, accepted: readonly string[]): Media {
  const list = accepted.join(' or ');
  if (header === undefined) return bad(`Content-Type is missing: send ${list}.`);
  let mime: MIMEType;
  try {
    mime = new MIMEType(header);
  } catch {
    return bad(`Content-Type cannot be read: send ${list}.`);
  }
  const type = mime.essence;
  if (!accepted.includes(type) || (type !== ourJson && type !== fhirJson)) return bad(`Content-Type is not ${list}.`);
  const charset = mime.params.get('charset')?.toLowerCase() ?? 'utf-8';
  if (charset !== 'utf-8' && charset !== 'utf8') return bad('The charset is not utf-8.');
  const version = mime.params.get('fhirVersion') ?? mime.params.get('fhirversion') ?? '4.0';
  if (type === fhirJson && !/^4\.0(\.[01])?$/.test(version)) return bad('fhirVersion is not 4.0: only FHIR R4 is accepted.');
  return { kind: 'media', type };
}

/** The media type whose content a body is, whatever it was called: FHIR by its `resourceType`, our own by what only that has. */
export function mediaMeant(body: unknown): typeof ourJson | typeof fhirJson | undefined {
  if (typeof body !== 'object' || body === null) return undefined;
  if (Object.hasOwn(body, 'resourceType')) return fhirJson;
  return Object.hasOwn(body, 'answers') && Object.hasOwn(body, 'patient') ? ourJson : undefined;
}

/** A good message under the wrong name: its sender is told the right one, and not what is wrong with it as something else. */
export const misnamed = (meant: typeof ourJson | typeof fhirJson) =>
  bad(`This is ${meant === fhirJson ? 'a FHIR resource' : 'our own JSON'}: send it with Content-Type ${meant}.`);

/** The version of the BaRS standard the sender names (`application/fhir+json; version=1.1.0`): only its first figure, if it is given. */
export function barsVersion(header: string): string | undefined {
  try {
    return new MIMEType(header).params.get('version')?.split('.')[0];
  } catch {
    return undefined;
  }
}

/** The format in which a sender of this Content-Type expects to be told of a fault. */
export const saysFhir = (header: string | undefined): boolean => /^\s*application\/fhir\+/i.test(header ?? '');
