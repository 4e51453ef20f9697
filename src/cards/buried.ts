// Messages that Teams refused for good: the list of them, and what came of trying one again.
import type { Instant } from '../domain/terms.ts';
import type { HelpLine } from './help.ts';
import { type ListRow, moreWords } from './list.ts';
import { plain, when } from './words.ts';

export const buriedHelp = {
  buried: { usage: 'undelivered', says: 'Messages that Teams refused for good, and why.' },
  retry: { usage: 'retry K7M-4QX', says: 'Tries an undelivered message again.' },
} as const satisfies Readonly<Record<string, HelpLine>>;

export const buriedTitle = 'Undelivered messages';
export const buriedWords = (count: number): string =>
  count === 0
    ? 'Nothing is undelivered.'
    : `Teams refused these for good. The eConsults are safe; write \u201cretry\u201d and the reference once the cause is gone.${moreWords(count, 'they follow once these are gone')}`;
export const buriedRow = (name: string, why: string, at: Instant): ListRow => ({ first: name, second: `${plain(why)}, ${when(at)}` });

export const retryTitle = 'Retry';
export const retryUsageWords = 'A reference looks like K7M-4QX. Please write: retry K7M-4QX';
export const retryNeedsLead = 'This needs a hub lead or hub administrator of this hub.';
/** `count`: how many messages about this thing are tried again. */
export const retriedWords = (name: string, count: number): string =>
  count === 0
    ? `Nothing of ${name} is undelivered.`
    : `${count === 1 ? 'One message' : `${count} messages`} of ${name} will be tried again now.`;
