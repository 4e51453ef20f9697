// FHIR's data types where one of several is to be chosen, or a name is needed: names, addresses, telephone numbers, extensions.
import type { Address, CodeableConcept, Coding, ContactPoint, Extension, HumanName } from 'fhir/r4.d.ts';
import { joined } from './fhir-data-types.ts';

const coding = (value: Coding): string | undefined => value.display ?? value.code;

/** The words of a concept: its text, else what its codings are called. */
export const concept = (value: CodeableConcept | undefined): string | undefined =>
  value === undefined ? undefined : (value.text ?? joined(value.coding?.map(coding), ', '));

/** The one to call somebody by. */
export const bestName = (names: readonly HumanName[] | undefined): HumanName | undefined =>
  names?.find(({ use }) => use === 'official') ?? names?.find(({ use }) => use !== 'old') ?? names?.[0];

export function humanName(names: readonly HumanName[] | undefined): string | undefined {
  const best = bestName(names);
  return best && (best.text ?? joined([...(best.prefix ?? []), ...(best.given ?? []), best.family, ...(best.suffix ?? [])], ' '));
}

/** The one to use: at home, else any that is not an old one. */
export const bestAddress = (addresses: readonly Address[] | undefined): Address | undefined =>
  addresses?.find(({ use }) => use === 'home') ?? addresses?.find(({ use }) => use !== 'old');

/** Numbers or addresses of the given kinds that are in use, the preferred one first. */
export const contacts = (points: readonly ContactPoint[], systems: readonly string[]): ContactPoint[] =>
  points
    .filter(({ system, use, value }) => systems.includes(system ?? '') && use !== 'old' && value !== undefined)
    .toSorted((a, b) => (a.rank ?? 99) - (b.rank ?? 99));

/** The extensions whose address ends so, without case, at this level or inside others: publishers spell the first part in many ways. */
export function extensionsEnding(extensions: readonly Extension[] | undefined, ending: string): Extension[] {
  return (extensions ?? []).flatMap((each) => [
    ...(each.url.toLowerCase().endsWith(ending) ? [each] : []),
    ...extensionsEnding(each.extension, ending),
  ]);
}
