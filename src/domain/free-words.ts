// Free text that stands on a shared card: what people may write there, and why something cannot.
import { noteCharactersMax, type PersonalKind, personalIn } from './privacy.ts';
import type { Instant } from './terms.ts';

/** Free text for a shared card. `checked`: its writer says that what the privacy guard found is not patient information. */
export interface Words {
  readonly text: string;
  readonly checked: boolean;
}

export type WordsRefusal =
  /** The text looks as if it holds patient information. */
  | { readonly why: 'personalWords'; readonly found: readonly PersonalKind[] }
  | { readonly why: 'wordsMissing' }
  | { readonly why: 'wordsTooLong'; readonly charactersMax: number };

/**
 * The text trimmed, or why it cannot stand on a shared card: missing where `needed`, too long, or it looks like patient information and its
 * writer has not said that it is none.
 */
export function guarded(
  words: Words | undefined,
  needed: boolean,
  at: Instant,
): { readonly text: string | undefined } | { readonly refusal: WordsRefusal } {
  const text = words?.text.trim();
  if (!text) return needed ? { refusal: { why: 'wordsMissing' } } : { text: undefined };
  if (text.length > noteCharactersMax) return { refusal: { why: 'wordsTooLong', charactersMax: noteCharactersMax } };
  const found = words?.checked ? [] : personalIn(text, at);
  return found.length > 0 ? { refusal: { why: 'personalWords', found } } : { text };
}
