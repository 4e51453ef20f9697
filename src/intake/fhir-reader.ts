// Reads a message out in words and remembers what has been read, so that whatever nobody asked for can be shown as well.

import type { FhirResource, Reference } from 'fhir/r4.d.ts';
import { own } from '../domain/lookup.ts';
import { digitsOf } from './digits.ts';
import type { Contents, Found } from './fhir-bundle.ts';
import { joined, type Plain, says, shapeOf } from './fhir-data-types.ts';
import { extensionLabel, fieldLabel, typeWords } from './fhir-labels.ts';
import { against, isResource } from './fhir-marks.ts';
import { concept, humanName } from './fhir-names.ts';
import { kindLeftOut } from './left-out.ts';
import { momentWords } from './moment.ts';
import { plainText, repeats } from './narrative.ts';

/** What one field of a resource says, for a line of its own. */
export interface Said {
  readonly label: string;
  readonly words: string;
  /** What the sender says against it. */
  readonly marks: readonly string[];
}

export interface Reader {
  /** A field in words, with all that is in it; from now on it counts as shown. */
  field<Holder extends object>(holder: Holder, key: keyof Holder & string): string | undefined;
  /** The same for each entry of a list. */
  each<Holder extends object>(holder: Holder, key: keyof Holder & string): readonly string[];
  /** A whole object in words, as if each of its fields had been asked for. */
  words(value: object): string | undefined;
  /** Whether a field has been asked for. */
  has(holder: object, key: string): boolean;
  /** Everything in an object that has not been shown, in the sender's order, but for what is left out on purpose. */
  rest(holder: object): readonly Said[];
}

/** Gives a reader for each resource of one message; they share what has been shown. */
export function readersOf(contents: Contents): (from: Found) => Reader {
  const shown = new WeakMap<object, Set<string>>();
  return (from) => readerOf(contents, from, shown);
}

/** References to the patient of the message by these fields are not shown: everything is about that patient. */
const ofPatient = new Set(['subject', 'patient', 'for', 'beneficiary', 'individual']);
/** A part under one of these names needs no label when it comes first. */
const leading = ['text', 'display', 'description', 'name', 'title', 'code', 'language', 'relationship'];

function readerOf(contents: Contents, from: Found, shown: WeakMap<object, Set<string>>): Reader {
  const isShown = (holder: object, key: string): boolean => shown.get(holder)?.has(key) ?? false;
  const take = (holder: object, key: string): void => {
    const keys = shown.get(holder) ?? new Set<string>();
    shown.set(holder, keys.add(key));
  };
  const target = (reference: unknown): Found | undefined => contents.find(reference as Reference, from);
  const inMessage = (reference: unknown): boolean => target(reference) !== undefined;

  const simple = (holder: object, key: string | number, value: unknown): string | undefined => {
    if (typeof value === 'boolean') return value ? 'Yes' : 'No';
    if (typeof value === 'number') return digitsOf(holder, key, value);
    if (typeof value !== 'string' || value.trim() === '') return undefined;
    return key === 'div' ? plainText(value) : (momentWords(value) ?? value);
  };
  const any = (holder: object, key: string | number, value: unknown, under: string, outer: Plain | undefined): string | undefined =>
    Array.isArray(value)
      ? list(value.map((each: unknown, index) => any(value, index, each, under, outer)))
      : typeof value === 'object' && value !== null
        ? object(value as Plain, under, outer)
        : simple(holder, key, value);
  const field = (holder: object, key: string): string | undefined => {
    take(holder, key);
    return any(holder, key, own(holder as Plain, key), key, holder as Plain);
  };

  function object(value: Plain, under: string, outer: Plain | undefined): string | undefined {
    if (isResource(value)) return undefined;
    if (isReference(value)) return withRest(value, under, outer, referenceWords(value, under));
    const shape = shapeOf(value);
    const words = shape
      ? withRest(
          value,
          under,
          outer,
          shape.words((key) => field(value, key), value, outer),
        )
      : withRest(value, under, outer, undefined);
    const marks = value['use'] === 'old' ? ['OLD'] : shape ? [] : against({ ...value, modifierExtension: undefined });
    if (value['use'] === 'old') take(value, 'use');
    return words === undefined ? undefined : `${marks.map((mark) => `[${mark}] `).join('')}${words}`;
  }

  function withRest(value: Plain, under: string, outer: Plain | undefined, main: string | undefined): string | undefined {
    const first = main === undefined ? leading.find((key) => own(value, key) !== undefined && !isShown(value, key)) : undefined;
    const start = main ?? (first && field(value, first));
    const parts = Object.keys(value).flatMap((key): string[] => {
      const leaf = { holder: value, key, under, outer };
      if (isShown(value, key) || (isSimpleOrSeveral(own(value, key)) && kindLeftOut(leaf, inMessage) !== undefined)) return [];
      const words = field(value, key);
      if (words === undefined || (start !== undefined && isSimpleOrSeveral(own(value, key)) && says(start, words))) return [];
      return [key === 'extension' || key === 'modifierExtension' ? words : `${fieldLabel(key)}: ${words}`];
    });
    if (start === undefined) return joined(parts, '; ');
    return parts.length === 0 ? start : `${start} (${parts.join('; ')})`;
  }

  function referenceWords(value: Plain, under: string): string | undefined {
    const said = joined([field(value, 'display'), field(value, 'identifier')], ', ');
    const found = target(value);
    if (said !== undefined) return said;
    if (found === undefined) return field(value, 'reference');
    if (found.resource.resourceType === 'Patient') return ofPatient.has(under) ? undefined : 'the patient';
    return briefly(found, contents);
  }

  const touched = (value: unknown): boolean =>
    typeof value === 'object' && value !== null && !isResource(value) && (shown.has(value) || Object.values(value).some(touched));

  function rest(holder: object, above: readonly string[] = [], under = '', outer?: Plain): Said[] {
    const last: Said[] = [];
    const lines = Object.entries(holder).flatMap(([key, value]: [string, unknown]): Said[] => {
      if (isShown(holder, key) || isResource(value)) return [];
      const label = [...above, fieldLabel(key)];
      const leaf = { holder: holder as Plain, key, under, outer };
      if (isSimpleOrSeveral(value) && kindLeftOut(leaf, inMessage) !== undefined) return [];
      if (isNarrative(value) && key === 'text') {
        take(holder, key);
        const words = plainText(value.div);
        if (words !== '' && !repeats(words, holder)) last.push({ label: [...above, fieldLabel('div')].join(' \u203A '), words, marks: [] });
        // Whatever else was put beside its words.
        take(value, 'div');
        return rest(value, label, key, holder as Plain);
      }
      const one = (part: unknown): Said[] => {
        if (touched(part)) return rest(part as object, [...above, nameOf(part as Plain) ?? fieldLabel(key)], key, holder as Plain);
        if (isExtension(part)) {
          const words = object(part, key, holder as Plain);
          const name = extensionLabel(String(part['url']));
          return saidOf([...above, name], words?.startsWith(`${name}: `) ? words.slice(name.length + 2) : words, part);
        }
        return saidOf(label, any(holder, key, part, key, holder as Plain), part);
      };
      if (Array.isArray(value) && value.some((part) => !isSimple(part))) return value.flatMap(one);
      if (isSimple(value) || Array.isArray(value)) return saidOf(label, field(holder, key), value);
      return one(value);
    });
    return [...lines, ...last];
  }

  return {
    field,
    each: (holder, key) => {
      take(holder, key);
      const value = own(holder as Plain, key);
      const parts: readonly unknown[] = Array.isArray(value) ? value : [value];
      const at = (index: number): readonly [object, string | number] => (Array.isArray(value) ? [value, index] : [holder, key]);
      return parts.flatMap((part, index) => any(...at(index), part, key, holder as Plain) ?? []);
    },
    has: isShown,
    words: (value) => object(value as Plain, '', undefined),
    rest,
  };
}

const saidOf = (label: readonly string[], words: string | undefined, value: unknown): Said[] =>
  words === undefined || words.trim() === '' ? [] : [{ label: label.join(' \u203A '), words, marks: against(value) }];

/** Each once; notes of several lines under each other. */
const list = (parts: readonly (string | undefined)[]): string | undefined => {
  const each = [...new Set(parts)];
  return joined(each, each.some((part) => part?.includes('\n')) ? '\n' : ', ');
};

const isSimple = (value: unknown): boolean => typeof value !== 'object' || value === null;
const isSimpleOrSeveral = (value: unknown): boolean => (Array.isArray(value) ? value.every(isSimple) : isSimple(value));
const isExtension = (value: unknown): value is Plain =>
  typeof value === 'object' &&
  value !== null &&
  'url' in value &&
  typeof value.url === 'string' &&
  !('contentType' in value) &&
  !('title' in value);
const isNarrative = (value: unknown): value is { readonly div: string } =>
  typeof value === 'object' && value !== null && 'div' in value && typeof value.div === 'string';
const referenceKeys = new Set(['reference', 'type', 'identifier', 'display', 'extension', 'id']);
const isReference = (value: Plain): boolean =>
  ('reference' in value || 'identifier' in value || 'display' in value) &&
  Object.keys(value).every((key) => referenceKeys.has(key) || key.startsWith('_')) &&
  (value['reference'] === undefined || typeof value['reference'] === 'string') &&
  !Array.isArray(value['identifier']);

/** What a part of a form or plan is called by the sender. */
const nameOf = (part: Plain): string | undefined => (typeof part['text'] === 'string' ? part['text'] : undefined);

/** A name for a resource where another refers to it. */
export function briefly(found: Found, contents: Contents): string {
  const resource: FhirResource = found.resource;
  const type = typeWords(resource.resourceType).label.toLowerCase();
  if (resource.resourceType === 'PractitionerRole') {
    const who = contents.find(resource.practitioner, found);
    const where = contents.find(resource.organization, found);
    const said = joined(
      [
        who && who.resource.resourceType !== 'PractitionerRole' ? briefly(who, contents) : resource.practitioner?.display,
        where && where.resource.resourceType === 'Organization' ? where.resource.name : resource.organization?.display,
      ],
      ', ',
    );
    return said ?? type;
  }
  const { name, code, title, description } = resource as { name?: unknown; code?: unknown; title?: unknown; description?: unknown };
  const called = typeof name === 'string' ? name : Array.isArray(name) ? humanName(name) : undefined;
  const coded = typeof code === 'object' && code !== null && !Array.isArray(code) ? concept(code) : undefined;
  const words = called ?? coded ?? [title, description].find((each): each is string => typeof each === 'string');
  return words === undefined ? type : `${words} (${type})`;
}
