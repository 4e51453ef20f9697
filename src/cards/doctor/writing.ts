// How what the doctor found is put into words: what each finding says, and how words from outside are written where it is read.
import type { Finding, Found } from '../../domain/doctor/finding.ts';
import type { OrganisationId } from '../../domain/terms.ts';

/** `means` and `todo` where it is not well; only `todo` where it cannot be told. */
export interface FindingWords {
  readonly says: string;
  readonly means?: string;
  readonly todo?: string;
}

/** How words from outside, and organisations, are written: a card reads Markdown, a terminal does not. */
export interface Writing {
  readonly text: (words: string) => string;
  readonly organisations: (ids: readonly OrganisationId[]) => string;
}

/** The finding of that name, with what it tells. */
type Of<Name extends Found, F = Finding> = F extends { readonly found: string } ? (Name extends F['found'] ? F : never) : never;
/** Words for each of these findings. */
export type WordsFor<Names extends Found> = {
  readonly [Name in Names]: (finding: Of<Name>, writing: Writing) => FindingWords;
};
