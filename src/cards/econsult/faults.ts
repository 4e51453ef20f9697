// Where in a form a refusal belongs: the field that can put it right, so that what is wrong stands beside it.
import type { EConsultRefusal } from '../../domain/econsult/refusals.ts';
import { own } from '../../domain/lookup.ts';
import { nearest } from '../../domain/names.ts';
import type { Network } from '../../domain/network/state.ts';
import { personalIn } from '../../domain/privacy.ts';
import type { Instant } from '../../domain/terms.ts';
import { type Field, faultsIn } from '../fields.ts';
import type { Problem } from '../form.ts';
import { plain } from '../words.ts';
import { formKeptWords } from './answers.ts';
import { refusalWords } from './refusals.ts';

/** Refusals that a field can mend: that field, the first of these that the form has. */
const fieldFor: Readonly<Partial<Record<EConsultRefusal['why'], readonly string[]>>> = {
  notTold: ['told'],
  toldAtWrong: ['toldAt'],
  notWithdrawn: ['outcome'],
  notOfferedNow: ['outcome'],
  capabilityLacks: ['outcome'],
  notOpened: ['knowingly'],
  othersOfPatient: ['othersSeen'],
  wordsMissing: ['what', 'words'],
  whenWrong: ['wantedBy', 'until'],
  spokenToMissing: ['spokenTo'],
  receiverCloses: ['knowingly', 'wantedBy'],
  receiverCannot: ['knowingly'],
  assigneeUnable: ['to'],
  sameOne: ['to'],
  practiceUnknown: ['practice', 'to'],
  priorityNotHigher: ['priority'],
  priorityNotLower: ['priority'],
};

/** A refusal as the form it came from shows it. */
export function problemOf(
  refusal: EConsultRefusal,
  fields: readonly Field[],
  given: Readonly<Record<string, unknown>>,
  { network, at }: { readonly network: Network; readonly at: Instant },
): Problem {
  const sentence = refusalWords(refusal, network);
  const marked =
    refusal.why === 'personalWords'
      ? personalFields(fields, given, at)
      : refusal.why === 'patientWords'
        ? firstOf(fields, [refusal.field])
        : refusal.why === 'wordsTooLong'
          ? tooLongFields(fields, given, refusal.charactersMax)
          : firstOf(fields, own(fieldFor, refusal.why) ?? []);
  // Whoever wrote it may know that it is no patient's, and is then asked to say so.
  const stopped = refusal.why === 'personalWords' || refusal.why === 'patientWords' ? ({ stopped: true } as const) : {};
  if (marked.length === 0) return { words: sentence, ...stopped };
  return { words: formKeptWords, at: Object.fromEntries(marked.map((id) => [id, sentence])), ...stopped };
}

/**
 * A name that was probably misspelt: asked about once, for it stands on the card. `undefined`: it is right, unlike any, or was asked about
 * already (`rest` says so).
 */
export function misspelt(given: Readonly<Record<string, unknown>>, there: readonly string[]): Problem | undefined {
  const typed = textIn(given, 'spokenTo');
  const meant = typed === textIn(given, 'rest') ? undefined : nearest(there, typed);
  if (meant === undefined) return undefined;
  return { words: formKeptWords, at: { spokenTo: `Did you mean ${plain(meant)}? If not, send it as it is.` }, rest: typed };
}

/** What was left out or is not offered, each at its field. */
export const missingProblem = (words: string, fields: readonly Field[], given: Readonly<Record<string, unknown>>): Problem => ({
  words,
  at: faultsIn(fields, given),
});

const isText = ({ kind }: Field): boolean => kind === 'words' || kind === 'text';
const textIn = (given: Readonly<Record<string, unknown>>, id: string): string => {
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
