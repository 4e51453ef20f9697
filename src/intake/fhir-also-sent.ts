// Everything of a message that has not been shown yet, resource by resource: what clinicians look for under its own heading, the rest under "Also sent".

import type { FhirResource, Reference } from 'fhir/r4.d.ts';
import type { Answer } from '../domain/econsult/submission.ts';
import { own } from '../domain/lookup.ts';
import type { Contents, Found } from './fhir-bundle.ts';
import { joined } from './fhir-data-types.ts';
import { alsoSent, fieldLabel, sections, typeWords } from './fhir-labels.ts';
import { against, againstResource, isResource } from './fhir-marks.ts';
import type { Reader, Said } from './fhir-reader.ts';
import { aboutWhom } from './fhir-words.ts';
import { present, shown } from './text.ts';

/** Of what a resource is called by, the first that it has. */
const names = [
  'code',
  'medicationCodeableConcept',
  'medicationReference',
  'vaccineCode',
  'name',
  'title',
  'practitioner',
  'description',
  'type',
];
/** Words this short stand together on one line. */
const shortCharactersMax = 80;

/** In the order of the headings, and under each in the sender's; `patient` is shown elsewhere. */
export function whatElse(contents: Contents, patient: Found, readerOf: (from: Found) => Reader): Answer[] {
  const groups = everyResource(contents)
    .filter(({ resource }) => resource !== patient.resource)
    .map((found) => ({
      section: typeWords(found.resource.resourceType).section ?? alsoSent,
      lines: groupOf(found, contents, readerOf(found)),
    }));
  const envelope = readerOf({ resource: contents.bundle, path: 'Bundle' }).rest(contents.bundle);
  return [
    ...[...sections, alsoSent].flatMap((section) => groups.filter((group) => group.section === section).flatMap(({ lines }) => lines)),
    ...answersOf({ section: alsoSent, label: 'Message', words: undefined, marks: [] }, envelope),
  ];
}

/** What else was sent about the patient, a line each; that somebody has died comes first. */
export function patientElse(patient: Found, reader: Reader): Answer[] {
  const died = ['deceasedBoolean', 'deceasedDateTime'].flatMap((key) => {
    const words = reader.field(patient.resource as object as Record<string, unknown>, key);
    return words === undefined ? [] : [{ label: fieldLabel(key), words, marks: [] }];
  });
  return [...died, ...reader.rest(patient.resource)].map((each) => lineOf(each));
}

const lineOf = ({ section, label, words, marks }: Said & { readonly section?: string }): Answer =>
  present<Answer>({
    section,
    question: shown(label),
    answer: shown(words),
    mark: marks.length > 0 ? shown([...new Set(marks)].join(', ')) : undefined,
  });

/** Entries, contained resources and any that stand inside others, outermost first. */
function everyResource(contents: Contents): readonly Found[] {
  const known = new Map(contents.all.map((found) => [found.resource as object, found]));
  const all: Found[] = [];
  const visit = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    if (isResource(value) && value !== contents.bundle) all.push(known.get(value) ?? { resource: value as FhirResource, path: '' });
    for (const inner of Object.values(value)) visit(inner);
  };
  visit(contents.bundle);
  return all;
}

interface Headline {
  readonly section: string;
  readonly label: string;
  readonly words: string | undefined;
  readonly marks: readonly string[];
}

/** One resource: what it is called and what matters first, then the rest of it. */
function groupOf(found: Found, contents: Contents, reader: Reader): Answer[] {
  const { resource } = found;
  const { label, section = alsoSent, first = [] } = typeWords(resource.resourceType);
  const holder = resource as unknown as Readonly<Record<string, unknown>>;
  const known = (key: string): boolean => own(holder, key) !== undefined && !reader.has(holder, key);
  const named = names.find((key) => !['undefined', 'boolean'].includes(typeof own(holder, key)));
  const fresh = named !== undefined && known(named);
  const name = named && reader.field(holder, named);
  const values = Object.keys(holder).filter((key) => /^value[A-Z]/.test(key));
  const matters = joined(
    [...values, ...first].filter(known).flatMap((key) => reader.each(holder, key)),
    '; ',
  );
  const rest = reader.rest(resource);
  if (!fresh && matters === undefined && rest.length === 0) return [];
  const marks = [...againstResource(resource), ...notThisPatient(found, contents)];
  const finding = resource.resourceType === 'Observation' && name !== undefined;
  return answersOf(
    {
      section,
      label: finding ? name : label,
      // A finding without a value says only that it was found.
      words: finding ? (matters ?? 'Recorded') : joined([name, matters], ': '),
      marks: [...marks, ...first.flatMap((key) => against(own(holder, key)))],
    },
    rest.map((each) => ({ ...each, marks: [...marks, ...each.marks] })),
    marks,
  );
}

function notThisPatient(found: Found, contents: Contents): string[] {
  const { subject, patient } = found.resource as { subject?: unknown; patient?: unknown };
  const who = [subject, patient].find((each): each is Reference => typeof each === 'object' && each !== null && !Array.isArray(each));
  return aboutWhom(who, found, contents) === 'somebodyElse' ? ['NOT CLEARLY ABOUT THIS PATIENT'] : [];
}

/** Short words share a line; long ones and what has a mark of its own stand alone, so that the mark is in front. */
function answersOf(head: Headline, rest: readonly Said[], marks: readonly string[] = []): Answer[] {
  const short = rest.filter(
    (each) => each.words.length <= shortCharactersMax && !each.words.includes('\n') && each.marks.length === marks.length,
  );
  const details = joined(
    short.map((each) => `${each.label}: ${each.words}`),
    ' \u00B7 ',
  );
  const lines: Headline[] = [
    ...(head.words === undefined ? [] : [head]),
    ...(details === undefined ? [] : [{ ...head, label: head.words === undefined ? head.label : '\u00B7 Details', words: details, marks }]),
    ...rest
      .filter((each) => !short.includes(each))
      .map((each) => ({
        ...each,
        section: head.section,
        label: `\u00B7 ${head.words === undefined && details === undefined ? `${head.label} \u203A ` : ''}${each.label}`,
      })),
  ];
  return lines.map(({ words = '', ...each }) => lineOf({ ...each, words }));
}
