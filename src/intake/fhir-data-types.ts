// FHIR's data types, known by their fields: how each is read out in words.
import { own } from '../domain/lookup.ts';
import { extensionLabel, numberLabel } from './fhir-labels.ts';
import { plainText } from './narrative.ts';

export type Plain = Readonly<Record<string, unknown>>;
/** The words of one field; what has been asked for counts as shown. */
export type Field = (key: string) => string | undefined;

interface Shape {
  readonly fits: (value: Plain) => boolean;
  /** `outer` is the object this value stands in. */
  readonly words: (field: Field, value: Plain, outer: Plain | undefined) => string | undefined;
}

export function joined(parts: readonly (string | undefined)[] | undefined, by: string): string | undefined {
  const given = (parts ?? []).filter((part) => part !== undefined && part.trim() !== '');
  return given.length > 0 ? given.join(by) : undefined;
}

const contactSystems = new Set(['phone', 'fax', 'email', 'pager', 'url', 'sms', 'other']);
const comparators: ReadonlyMap<unknown, string> = new Map([
  ['<', 'less than '],
  ['<=', 'at most '],
  ['>', 'more than '],
  ['>=', 'at least '],
]);
const only = (value: Plain, ...keys: readonly string[]): boolean =>
  Object.keys(value).every((key) => keys.includes(key) || key === 'id' || key === 'extension' || key.startsWith('_'));
const has = (value: Plain, ...keys: readonly string[]): boolean => keys.some((key) => own(value, key) !== undefined);
const bracketed = (main: string | undefined, about: string | undefined): string | undefined =>
  main === undefined ? about : about === undefined ? main : `${main} (${about})`;
/** "home", but not that a name is the usual one. */
const unusual = (field: Field, { use }: Plain): string | undefined => (use === 'official' || use === 'usual' ? undefined : field('use'));

/** Whether a text holds another, for who reads it. */
export const says = (text: string, other: string): boolean => text.toLowerCase().includes(other.toLowerCase());

/** The file itself is only in the original, but words can be read. */
function attachment(field: Field, value: Plain): string {
  const about = joined([field('contentType'), value['size'] === undefined ? undefined : `${field('size')} bytes`], ', ');
  const named = `Attachment: ${field('title') ?? 'without a title'}${about === undefined ? '' : ` (${about})`}. It is kept with the original.`;
  return joined([named, textIn(value)], '\n') ?? named;
}

/** Words that were sent as a file of plain text. */
export function textIn({ contentType, data }: Plain): string | undefined {
  if (typeof data !== 'string' || typeof contentType !== 'string' || !/^text\/(plain|html)\b/i.test(contentType)) return undefined;
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(data, 'base64'));
    return /html/i.test(contentType) ? plainText(text) : text;
  } catch {
    return undefined;
  }
}

const valueKey = (value: Plain): string | undefined => Object.keys(value).find((key) => /^value[A-Z]/.test(key));

const shapes: readonly Shape[] = [
  {
    // Extension
    fits: (value) => typeof value['url'] === 'string' && (has(value, 'extension') || valueKey(value) !== undefined),
    words: (field, value) => {
      const key = valueKey(value);
      return `${extensionLabel(String(value['url']))}: ${joined([key && field(key), field('extension')], '; ') ?? 'no value'}`;
    },
  },
  {
    // CodeableConcept
    fits: (value) => has(value, 'coding') || (has(value, 'text') && only(value, 'text')),
    words: (field) => {
      const text = field('text');
      const codings = field('coding');
      return text !== undefined && codings !== undefined && says(text, codings) ? text : bracketed(text, codings);
    },
  },
  {
    fits: (value) => has(value, 'display', 'code') && only(value, 'system', 'version', 'code', 'display', 'userSelected'),
    words: (field, _, outer) =>
      field('display') ?? (typeof outer?.['text'] === 'string' && has(outer, 'coding') ? undefined : field('code')),
  },
  {
    // Quantity and its kinds
    fits: (value) => typeof value['value'] === 'number' && only(value, 'value', 'comparator', 'unit', 'system', 'code', 'currency'),
    words: (field, value) => {
      const compared = comparators.get(value['comparator']) ?? '';
      if (compared !== '') field('comparator');
      return `${compared}${joined([field('value'), field('unit') ?? field('code'), field('currency')], ' ')}`;
    },
  },
  {
    fits: (value) => has(value, 'low', 'high') && only(value, 'low', 'high'),
    words: (field) => joined([prefixed('from ', field('low')), prefixed('to ', field('high'))], ' '),
  },
  {
    fits: (value) => has(value, 'numerator') && only(value, 'numerator', 'denominator'),
    words: (field) => joined([field('numerator'), field('denominator')], ' / '),
  },
  {
    fits: (value) => has(value, 'start', 'end') && only(value, 'start', 'end'),
    words: (field) => joined([prefixed('from ', field('start')), prefixed('to ', field('end'))], ' '),
  },
  {
    // HumanName
    fits: (value) =>
      has(value, 'family', 'given') ||
      (has(value, 'text') && has(value, 'use') && only(value, 'text', 'use', 'period', 'prefix', 'suffix')),
    words: (field, value) => {
      const whole = field('text') ?? joined([field('prefix'), field('given'), field('family'), field('suffix')], ' ');
      return bracketed(whole, joined([unusual(field, value), field('period')], ', '));
    },
  },
  {
    // ContactPoint
    fits: (value) => typeof value['value'] === 'string' && contactSystems.has(String(value['system'])),
    words: (field, value) =>
      bracketed(field('value'), joined([value['system'] === 'fax' ? 'fax' : undefined, unusual(field, value), field('period')], ', ')),
  },
  {
    // Address
    fits: (value) => has(value, 'line', 'city', 'postalCode', 'district') && !has(value, 'resourceType'),
    words: (field, value) => {
      const whole =
        field('text') ??
        joined([field('line'), field('city'), field('district'), field('state'), field('postalCode'), field('country')], ', ');
      return bracketed(whole, joined([unusual(field, value), field('period')], ', '));
    },
  },
  {
    // Annotation
    fits: (value) => typeof value['text'] === 'string' && has(value, 'time', 'authorString', 'authorReference'),
    words: (field) => bracketed(field('text'), joined([field('authorString'), field('authorReference'), field('time')], ', ')),
  },
  {
    fits: (value) =>
      has(value, 'contentType', 'hash') || (has(value, 'data') && !has(value, 'origin')) || (has(value, 'url') && has(value, 'title')),
    words: attachment,
  },
  {
    // Identifier
    fits: (value) => typeof value['value'] === 'string' && only(value, 'use', 'type', 'system', 'value', 'period', 'assigner'),
    words: (field, value) =>
      bracketed(
        field('value'),
        joined([field('type') ?? numberLabel(value['system']), unusual(field, value), field('period'), field('assigner')], ', '),
      ),
  },
  { fits: (value) => typeof value['div'] === 'string', words: (field) => field('div') },
  {
    // A named value, as a component of an observation.
    fits: (value) => has(value, 'code') && valueKey(value) !== undefined,
    words: (field, value) => {
      const name = field('code');
      return joined([name, field(valueKey(value) ?? '')], ': ');
    },
  },
];

const prefixed = (word: string, words: string | undefined): string | undefined => (words === undefined ? undefined : word + words);

export const shapeOf = (value: Plain): Shape | undefined => shapes.find(({ fits }) => fits(value));
