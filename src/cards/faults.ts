// Where in a form a refusal belongs: the field that can put it right, so that what is wrong stands beside it. For the forms of every kind.
import { own } from '../domain/lookup.ts';
import { personalIn } from '../domain/privacy.ts';
import type { Instant } from '../domain/terms.ts';
import { type Field, faultsIn } from './fields.ts';
import type { Problem } from './form.ts';

/** Said above a form that is shown again because something is wrong in it. */
export const formKeptWords = 'Not done yet. What you filled in is kept: please look at what is marked.';

/** A refusal of any kind of thing: what a form needs to know of it. */
export interface Refused {
  readonly why: string;
  /** The input it is about, where it says so. */
  readonly field?: string;
  readonly charactersMax?: number;
}
export interface Filled {
  readonly fields: readonly Field[];
  readonly given: Readonly<Record<string, unknown>>;
  readonly at: Instant;
}

/**
 * A refusal as the form it came from shows it. `fieldFor`: by why, the fields that can mend it; the first of these that the form has is marked.
 */
export function refusedProblem(
  refusal: Refused,
  sentence: string,
  fieldFor: Readonly<Record<string, readonly string[] | undefined>>,
  { fields, given, at }: Filled,
): Problem {
  const marked =
    refusal.why === 'personalWords'
      ? personalFields(fields, given, at)
      : refusal.why === 'patientWords'
        ? firstOf(fields, [refusal.field ?? ''])
        : refusal.why === 'wordsTooLong'
          ? tooLongFields(fields, given, refusal.charactersMax ?? 0)
          : firstOf(fields, own(fieldFor, refusal.why) ?? []);
  // Whoever wrote it may know that it is no patient's, and is then asked to say so.
  const stopped = refusal.why === 'personalWords' || refusal.why === 'patientWords' ? ({ stopped: true } as const) : {};
  if (marked.length === 0) return { words: sentence, ...stopped };
  return { words: formKeptWords, at: Object.fromEntries(marked.map((id) => [id, sentence])), ...stopped };
}

/** What was left out or is not offered, each at its field. */
export const missingProblem = (words: string, fields: readonly Field[], given: Readonly<Record<string, unknown>>): Problem => ({
  words,
  at: faultsIn(fields, given),
});

const isText = ({ kind }: Field): boolean => kind === 'words' || kind === 'text';
export const textIn = (given: Readonly<Record<string, unknown>>, id: string): string => {
  const value = own(given, id);
  return typeof value === 'string' ? value.trim() : '';
};
const firstOf = (fields: readonly Field[], ids: readonly string[]): readonly string[] =>
  ids.filter((id) => fields.some((field) => field.id === id)).slice(0, 1);

/** The texts in which the guard sees something; if it needed more than the text to see it, all that were written. */
function personalFields(fields: readonly Field[], given: Readonly<Record<string, unknown>>, at: Instant): readonly string[] {
  const written = fields.filter((field) => isText(field) && textIn(given, field.id) !== '').map(({ id }) => id);
  const seen = written.filter((id) => personalIn(textIn(given, id), at).length > 0);
  return seen.length > 0 ? seen : written;
}
const tooLongFields = (fields: readonly Field[], given: Readonly<Record<string, unknown>>, max: number): readonly string[] =>
  fields.filter((field) => isText(field) && textIn(given, field.id).length > max).map(({ id }) => id);
