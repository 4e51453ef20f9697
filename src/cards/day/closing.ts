// What the dialog before closing says around the choices: what it is about, what is beyond it, and what is still to be decided.

import { needWords } from './count-words.ts';

export const closingTitle = 'Before closing';
export const dayNotYours = 'You do not work here, so its day is not shown. Nothing was done.';
export const nothingToDecide = 'Nothing needs a decision before you close.';

/** Above the choices; `more`: how many others are not among those shown. */
export const closingLines = (shown: number, more: number): readonly string[] => [
  'What you leave open stays as it is. To pass one back, hand it to a colleague or escalate it, use its own card.',
  ...(more > 0 ? [`${shown} of ${shown + more}, those without a decision first. Open this again for the others.`] : []),
];

/** How many items still lack a decision. */
export const toSayWords = (unsaid: number): string =>
  unsaid === 0 ? 'Each one has a decision.' : `${needWords(unsaid)}: open the list again.`;
