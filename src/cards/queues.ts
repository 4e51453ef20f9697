// What is said above lists of what is open, of whatever kind, and to whoever asks for the next one.
import { type Network, organisationName } from '../domain/network/state.ts';
import type { Instant, OrganisationId } from '../domain/terms.ts';
import type { HelpLine } from './help.ts';
import { type ListPress, pageRows } from './list.ts';
import { plain, shortened, when } from './words.ts';

export const queueHelp = {
  queue: { usage: 'queue', says: 'What is open here, most urgent first.' },
  mine: { usage: 'mine', says: 'What you have, and what is meant for you.' },
  next: { usage: 'next', says: 'Claims the most urgent one that you may answer, for you.' },
  unplaced: { usage: 'unplaced', says: 'What came for a practice that is not known here.' },
} as const satisfies Readonly<Record<string, HelpLine>>;

export const queueTitles = { queue: 'Queue', unplaced: 'Unplaced', next: 'The most urgent', mine: 'My work' } as const;

/** A page of a list: `from` (counted from 0) of how many. */
export interface Page {
  readonly from: number;
  readonly count: number;
}
/** The page with this number, or the last where there are no longer so many. */
export function pageOf(page: number, count: number): Page & { readonly page: number } {
  const last = Math.max(0, Math.ceil(count / pageRows) - 1);
  const shown = Math.min(Math.max(0, page), last);
  return { page: shown, from: shown * pageRows, count };
}
const pageWords = ({ from, count }: Page): string =>
  count <= pageRows ? '' : ` ${from + 1} to ${Math.min(count, from + pageRows)} of ${count}.`;

export const queueTitle = (network: Network, holder: OrganisationId | 'unplaced'): string =>
  holder === 'unplaced' ? 'Waiting for a practice' : `Open at ${plain(organisationName(network, holder))}`;
/** A list in a channel is read long after it was drawn, and nobody keeps it. */
const asOf = (now: Instant): string => ` As of ${when(now)}.`;
export const queueWords = (page: Page, now: Instant): string =>
  `${page.count === 0 ? 'Nothing is open.' : `Most urgent first, then by target.${pageWords(page)}`}${asOf(now)}`;

/** `here`: the page of what may be shown where they asked; `others` only in their own chat. */
export function mineWords(here: Page, others: number, now: Instant): string {
  const words = `${here.count + others === 0 ? 'Nothing is yours at the moment.' : `What you have, and what is meant for you.${pageWords(here)}`}${asOf(now)}`;
  return others === 0 ? words : `${words} ${others} more ${others === 1 ? 'is' : 'are'} not for this channel: ask me in our own chat.`;
}

/** Whoever asks for the next one in a place where they do not work, or who works nowhere. */
export const nextNotHere = 'You do not work here, so nothing was claimed. Write \u201cnext\u201d in our own chat, or in your own channel.';
export const nextNowhere = 'You work at no hub or practice yet, so there is nothing to claim. A hub lead can add you.';
export const nothingWaits = (network: Network, at: readonly OrganisationId[]): string =>
  `Nothing waits to be claimed at ${shortened(
    at.map((each) => plain(organisationName(network, each))),
    3,
  )}.`;
/** What was passed there is claimed by accepting it, which nobody does for somebody else by asking for the next one. */
export const toAccept = (count: number): string =>
  `${count} passed to you ${count === 1 ? 'waits' : 'wait'} to be accepted: \u201cqueue\u201d shows ${count === 1 ? 'it' : 'them'}.`;
/** Others were quicker each time: more than that is not tried within one press. */
export const othersQuicker = 'Others were quicker each time, so nothing was claimed. Please press again.';

export const noOrganisationHere = 'This channel belongs to no hub or practice yet.';
export const noHubHere = 'This channel belongs to no hub yet.';
export const queueNotYours = 'You do not work here, so its queue is not shown.';

export const queueGone = 'This list is not for you, or is no longer kept. Nothing was done.';

/** The button above a list on which something could be claimed by somebody. */
export const headOf = (list: string, waits: boolean): readonly ListPress[] =>
  waits ? [{ verb: 'next', title: 'Claim the most urgent', style: 'positive', list }] : [];
/** The buttons under a list. `list`: how it is called on the page with this number. */
export function footOf(list: (page: number) => string, { page, from, count }: ReturnType<typeof pageOf>): readonly ListPress[] {
  const to = (number: number, title: string): ListPress => ({ verb: 'list', title, style: 'default', list: list(number) });
  return [...(page > 0 ? [to(page - 1, 'Previous')] : []), ...(from + pageRows < count ? [to(page + 1, 'Next')] : []), to(page, 'Refresh')];
}
