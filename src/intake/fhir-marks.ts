// What a sender says against its own lines: refuted, stopped, not done, entered in error. Shown in front of the line.
import { own } from '../domain/lookup.ts';
import { line } from './text.ts';

/** Fields of FHIR R4 that say how much something holds. */
const statusFields = ['status', 'verificationStatus', 'clinicalStatus', 'lifecycleStatus', 'docStatus'];

/** Codes that leave a line as a plain fact. Every other code is shown in front, whether we know it or not. */
const holds = new Set([
  'accepted',
  'active',
  'additional',
  'amended',
  'appended',
  'arrived',
  'available',
  'booked',
  'checked-in',
  'completed',
  'confirmed',
  'corrected',
  'current',
  'empty',
  'extensions',
  'final',
  'finished',
  'fulfilled',
  'generated',
  'in-progress',
  'onleave',
  'ready',
  'received',
  'recurrence',
  'relapse',
  'requested',
  'triaged',
]);

const capitals = (code: string): string => (code === 'unknown' ? 'STATUS UNKNOWN' : code.replace(/[-_]/g, ' ').toUpperCase());
const markCharactersMax = 60;

function againstCode(value: unknown): string[] {
  if (typeof value === 'string')
    return holds.has(value.toLowerCase()) ? [] : [capitals(line(value)?.slice(0, markCharactersMax) ?? 'unknown')];
  if (typeof value !== 'object' || value === null) return [];
  const { coding, text } = value as { coding?: unknown; text?: unknown };
  const codes = (Array.isArray(coding) ? coding : []).flatMap((each: unknown) =>
    typeof each === 'object' && each !== null && 'code' in each && typeof each.code === 'string' ? [each.code] : [],
  );
  return codes.length > 0 ? codes.flatMap(againstCode) : againstCode(text);
}

/** The same for one object of a message by itself, without what is in it. */
function againstOne(holder: Readonly<Record<string, unknown>>): string[] {
  const marks = statusFields.flatMap((field) => againstCode(own(holder, field)));
  if (holder['resourceType'] === 'QuestionnaireResponse' && holder['status'] === 'in-progress') marks.push('NOT FINISHED');
  if (holder['doNotPerform'] === true) marks.push('DO NOT PERFORM');
  if (holder['deleted'] === true) marks.push('DELETED');
  if (holder['exclude'] === true) marks.push('EXCLUDED');
  if (holder['type'] === 'deny') marks.push('DENIED');
  if (holder['active'] === false || holder['inactive'] === true) marks.push('NOT ACTIVE');
  // FHIR R4's rule (hl7.org/fhir/R4/extensibility.html#modifierExtension): a modifier extension can change the meaning of what contains it
  // and must not be overlooked.
  if (Array.isArray(holder['modifierExtension']) && holder['modifierExtension'].length > 0) marks.push('CHANGED BY A MODIFIER');
  return marks;
}

/** Everything in an object that speaks against it, each once; resources inside it speak for themselves. */
export function against(value: unknown): readonly string[] {
  const found = new Set<string>();
  const visit = (part: unknown): void => {
    if (typeof part !== 'object' || part === null) return;
    if (!Array.isArray(part)) for (const mark of againstOne(part as Readonly<Record<string, unknown>>)) found.add(mark);
    for (const inner of Object.values(part)) if (!isResource(inner)) visit(inner);
  };
  visit(value);
  return [...found];
}

/** A resource as a whole: only what it says of itself, not of one of its parts. */
export const againstResource = (resource: object): readonly string[] => [
  ...new Set(againstOne(resource as Readonly<Record<string, unknown>>)),
];

export const isResource = (value: unknown): value is { readonly resourceType: string } =>
  typeof value === 'object' && value !== null && 'resourceType' in value;
