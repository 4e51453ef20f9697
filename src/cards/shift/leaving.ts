// What the dialog about somebody's claims says when they leave: what is theirs, and what they have said nothing about.
import { stillYours } from './shift.ts';

export const leavingTitle = 'What you still have';
export const nothingYours = 'Nothing is yours at the moment.';
export const nothingLeftWithYou = 'Nothing is left with you.';
/** Above the button that opens the dialog. */
export const leavingAsks = (claims: number): string =>
  `${stillYours(claims)}: please decide ${claims === 1 ? 'what happens to it' : 'each one'}.`;
/** Above the choices: `shown` of `count`. */
export const leavingLines = (shown: number, count: number): readonly string[] => [
  'What you leave open stays yours.',
  ...(count > shown ? [`${shown} of ${count}, those without a decision first; open this again for the others.`] : []),
];
/** After some were decided; empty when all are. */
export const stillToSay = (unsaid: number): string =>
  unsaid === 0 ? '' : `${unsaid} of yours still ${unsaid === 1 ? 'needs' : 'need'} a decision: open this again.`;
