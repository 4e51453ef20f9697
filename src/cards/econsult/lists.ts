// What is said above lists of eConsults, and the rows of who opened them from outside.
import type { ViewReason } from '../../domain/econsult/command.ts';
import { type Network, organisationName } from '../../domain/network/state.ts';
import { referenceOf } from '../../domain/reference.ts';
import type { EConsultId, Instant, OrganisationId, Person } from '../../domain/terms.ts';
import { type ListRow, moreWords } from '../list.ts';
import { plain, viewWords, when, within } from '../words.ts';

export const queueTitle = (network: Network, holder: OrganisationId | 'unplaced'): string =>
  holder === 'unplaced' ? 'Unplaced: press Place on their cards' : `Open at ${plain(organisationName(network, holder))}`;
/** `shown` of them can be shown to whoever asks. */
export const queueWords = (shown: number, count: number): string =>
  shown === 0 ? 'Nothing is open.' : `Most urgent first, then by target.${moreWords(count)}`;

export const mineTitle = 'My work';
/** `here` of somebody's own may be shown where they asked, `others` only in their own chat. */
export function mineWords(here: number, others: number): string {
  const words = here + others === 0 ? 'Nothing is yours at the moment.' : `What you have, and what is meant for you.${moreWords(here)}`;
  return others === 0 ? words : `${words} ${others} more ${others === 1 ? 'is' : 'are'} not for this channel: ask me in our own chat.`;
}

export const viewsTitle = (network: Network, practice: OrganisationId): string =>
  `Who opened eConsults of ${plain(organisationName(network, practice))}`;
/** `days`: how far back it looks. */
export const viewsWords = (count: number, days: number): string =>
  count === 0
    ? `Nobody from outside did in the last ${days} days.`
    : `The newest of the last ${days} days come first.${moreWords(count, 'each one\u2019s history has its own')}`;
export const viewRow = (id: EConsultId, at: Instant, by: Pick<Person, 'name'>, reason: ViewReason | undefined): ListRow => ({
  first: `${referenceOf(id)} · ${when(at)}`,
  second: `${plain(by.name)}${reason === undefined ? '' : `: ${within(viewWords[reason])}`}`,
});
