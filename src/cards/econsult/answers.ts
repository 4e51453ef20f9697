// What is answered to commands, buttons and forms about eConsults, beside their cards and refusals.
import { own } from '../../domain/lookup.ts';
import { idOf, misreadIn, referenceOf } from '../../domain/reference.ts';
import type { EConsultId, Instant } from '../../domain/terms.ts';
import { when } from '../words.ts';

/** Above the answers to each command. */
export const answerTitles = {
  views: 'Views',
  find: 'Find',
  history: 'History',
  pull: 'Pull',
  seen: 'Seen',
  steps: 'What you can do',
} as const;
export const openTitle = (id: EConsultId): string => `eConsult ${referenceOf(id)}`;
export const historyTitle = (id: EConsultId): string => `History of ${referenceOf(id)}`;

export const viewsUsageWords = 'Please write \u201cviews\u201d and the name of a practice, one you work at or whose hub you lead.';

/** What was typed names no eConsult that this person may know of, or is no reference. */
export function notFoundWords(typed: string): string {
  const id = idOf(typed);
  if (id !== undefined) return `No eConsult of yours has the reference ${referenceOf(id)}.`;
  const misread = misreadIn(typed);
  return misread.length === 0
    ? 'A reference looks like K7M-4QX: please write it after the command.'
    : `No reference has ${misread.join(' or ')} in it: please look at it again. A reference looks like K7M-4QX.`;
}
export const receivedWords = (at: Instant): string => `Received ${when(at)}.`;

/** What the link of a photo or document says instead of showing it. */
export const attachmentWords = {
  expired: 'This link has expired. Open the eConsult again.',
  wrong: 'This link is not one of ours. Open the eConsult again.',
  refused: 'You may not look at this any more. Nothing was shown.',
  damaged: 'This file cannot be shown: it is damaged or too large. It is kept with the original message.',
  away: 'The store cannot be reached just now. Please try again in a minute.',
} as const;
/** In the dialog in which it was claimed. */
export const claimedWords = 'It is yours now.';
export const pulledWords = 'It is yours now: its card appears in the hub\u2019s channel.';
export const seenDoneWords = 'Everybody reads on its card that you have seen it.';
export const notAskedWords = 'You are not being asked about anything at the moment. Nothing was done.';
/** Asked about several, and said without a reference which was seen. */
export const whichSeenWords = (count: number, example: EConsultId): string =>
  `You are being asked about ${count}: please write which, such as \u201cseen ${referenceOf(example)}\u201d. Nothing was done.`;
/** Where everybody reads the answer, and not all of them may know why. */
export const refusedHereWords = 'That was not done. Please ask me in our own chat, where I can say why.';

export const pressInputMissing = 'Something was not filled in, so nothing was done. Please choose from the lists.';
export const formInputMissing = 'Something was not filled in, so nothing was done. Please look at what is marked.';
export const notOfferedWords = 'Something chosen is not one of those offered. Nothing was done: please choose again.';
export const noneToLinkTo = (id: EConsultId): string => `No eConsult here has the reference ${referenceOf(id)}. Nothing was done.`;
/** To whoever did something by which it left the organisations they work for. */
export const leftYouWords = 'Done. It is no longer with an organisation you work for.';

const pressed: Readonly<Record<string, string>> = {
  ...{ claim: 'is yours', pull: 'is yours', takeBack: 'is yours again', accept: 'is accepted', keep: 'stays yours' },
  ...{ acknowledge: 'is marked as seen by you', endHold: 'is no longer on hold', confirmPatient: 'is about the right patient' },
};
/** Above a list in which somebody has pressed a button. */
export const pressedWords = (verb: string, { id }: { readonly id: EConsultId }): string =>
  `${referenceOf(id)} ${own(pressed, verb) ?? 'has changed'}.`;
