// What is said above the list of who opened eConsults from outside, and its rows.
import type { ViewReason } from '../../domain/econsult/command.ts';
import { type Network, organisationName } from '../../domain/network/state.ts';
import { referenceOf } from '../../domain/reference.ts';
import type { EConsultId, Instant, OrganisationId, Person } from '../../domain/terms.ts';
import { type ListRow, moreWords } from '../list.ts';
import { plain, viewWords, when, within } from '../words.ts';

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
