// What the dialog before closing says around the choices: what it is about, what is beyond it, and what is still to be decided.

export const closingTitle = 'Before closing';
export const dayNotYours = 'You do not work here, so its day is not shown. Nothing was done.';
export const nothingToDecide = 'Nothing is left that cannot wait until the next opening.';

/** Above the choices; `more`: how many others are not among those shown. */
export const closingLines = (shown: number, more: number): readonly string[] => [
  'What you leave open stays as it is. To pass one back, hand it to a colleague or escalate it, use its own card.',
  ...(more > 0 ? [`${shown} of ${shown + more}, those of which nobody has said anything first. Open this again for the others.`] : []),
];

/** How many items still lack a decision. */
export const toSayWords = (unsaid: number): string =>
  unsaid === 0 ? 'Of each that is left something has been said.' : `Of ${unsaid} nobody has said anything yet: open the list again.`;
