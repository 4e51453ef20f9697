// Where in a form a refusal belongs: the field that can put it right, so that what is wrong stands beside it.
import type { EConsultRefusal } from '../../domain/econsult/refusals.ts';
import { nearest } from '../../domain/names.ts';
import type { Network } from '../../domain/network/state.ts';
import type { Instant } from '../../domain/terms.ts';
import { formKeptWords, refusedProblem, textIn } from '../faults.ts';
import type { Field } from '../fields.ts';
import type { Problem } from '../form.ts';
import { plain } from '../words.ts';
import { refusalWords } from './refusals.ts';

/** Refusals that a field can mend: that field, the first of these that the form has. */
const fieldFor: Readonly<Partial<Record<EConsultRefusal['why'], readonly string[]>>> = {
  notTold: ['told'],
  toldAtWrong: ['toldAt'],
  notWithdrawn: ['outcome'],
  notOfferedNow: ['outcome'],
  capabilityLacks: ['outcome'],
  notOpened: ['knowingly'],
  tasksOpen: ['tasksSeen'],
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
export const problemOf = (
  refusal: EConsultRefusal,
  fields: readonly Field[],
  given: Readonly<Record<string, unknown>>,
  { network, at }: { readonly network: Network; readonly at: Instant },
): Problem => refusedProblem(refusal, refusalWords(refusal, network), fieldFor, { fields, given, at });

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
