// FHIR's data types in words: names, codes, amounts, addresses, telephone numbers, and each type of answer.
import type {
  Address,
  Attachment,
  CodeableConcept,
  Coding,
  ContactPoint,
  Extension,
  HumanName,
  Period,
  Quantity,
  QuestionnaireResponseItemAnswer,
  Reference,
} from 'fhir/r4.d.ts';
import { own } from '../domain/own.ts';

export const coding = (value: Coding): string | undefined => value.display ?? value.code;

/** The words of a concept: its text, else what its codings are called. */
export const concept = (value: CodeableConcept | undefined): string | undefined =>
  value === undefined ? undefined : (value.text ?? joined(value.coding?.map(coding), ', '));

export function joined(parts: readonly (string | undefined)[] | undefined, by: string): string | undefined {
  const given = (parts ?? []).filter((part) => part !== undefined && part.trim() !== '');
  return given.length > 0 ? given.join(by) : undefined;
}

const comparators: Readonly<Record<string, string>> = { '<': 'less than ', '<=': 'at most ', '>': 'more than ', '>=': 'at least ' };
export const quantity = (value: Quantity): string | undefined =>
  value.value === undefined
    ? undefined
    : `${own(comparators, value.comparator ?? '') ?? ''}${value.value}${(value.unit ?? value.code) ? ` ${value.unit ?? value.code}` : ''}`;

export const reference = (value: Reference): string | undefined => value.display ?? value.identifier?.value ?? value.reference;

/** The file itself is only in the original. */
export function attachment(value: Attachment): string {
  const about = joined([value.contentType, value.size === undefined ? undefined : `${value.size} bytes`], ', ');
  return `Attachment: ${value.title ?? 'without a title'}${about === undefined ? '' : ` (${about})`}. It is kept with the original.`;
}

export const period = (value: Period): string | undefined =>
  joined([value.start === undefined ? undefined : `from ${value.start}`, value.end === undefined ? undefined : `to ${value.end}`], ' ');

export function humanName(names: readonly HumanName[] | undefined): string | undefined {
  const best = names?.find(({ use }) => use === 'official') ?? names?.find(({ use }) => use !== 'old') ?? names?.[0];
  return best && (best.text ?? joined([...(best.prefix ?? []), ...(best.given ?? []), best.family, ...(best.suffix ?? [])], ' '));
}

export function address(addresses: readonly Address[] | undefined): string | undefined {
  const best = addresses?.find(({ use }) => use === 'home') ?? addresses?.find(({ use }) => use !== 'old') ?? addresses?.[0];
  return best && (best.text ?? joined([...(best.line ?? []), best.city, best.district, best.postalCode], ', '));
}

/** Numbers or addresses of the given kinds, the preferred one first. */
export const contacts = (points: readonly ContactPoint[], systems: readonly string[]): string[] =>
  points
    .filter(({ system, use }) => systems.includes(system ?? '') && use !== 'old')
    .toSorted((a, b) => (a.rank ?? 99) - (b.rank ?? 99))
    .flatMap(({ value }) => value ?? []);

/** An answer of any type FHIR has, in words; `undefined` when there is none. */
export function answerValue(answer: QuestionnaireResponseItemAnswer): string | undefined {
  if (answer.valueBoolean !== undefined) return answer.valueBoolean ? 'Yes' : 'No';
  if (answer.valueCoding) return coding(answer.valueCoding);
  if (answer.valueQuantity) return quantity(answer.valueQuantity);
  if (answer.valueAttachment) return attachment(answer.valueAttachment);
  if (answer.valueReference) return reference(answer.valueReference);
  const number = answer.valueDecimal ?? answer.valueInteger;
  if (number !== undefined) return String(number);
  return answer.valueString ?? answer.valueDate ?? answer.valueDateTime ?? answer.valueTime ?? answer.valueUri;
}

/** The extensions whose address ends so, without case, at this level or inside others: publishers spell the first part in many ways. */
export function extensionsEnding(extensions: readonly Extension[] | undefined, ending: string): Extension[] {
  return (extensions ?? []).flatMap((each) => [
    ...(each.url.toLowerCase().endsWith(ending) ? [each] : []),
    ...extensionsEnding(each.extension, ending),
  ]);
}
