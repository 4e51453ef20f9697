// What is said of a patient's other contacts: how many, how the last one ended and where, as far as whoever reads it may know.

import type { NotSameReason } from '../../domain/econsult/command.ts';
import { countIn, earlierOf } from '../../domain/econsult/contacts.ts';
import type { Contact, EConsult } from '../../domain/econsult/state.ts';
import { maySee } from '../../domain/network/access.ts';
import { type Network, organisationName } from '../../domain/network/state.ts';
import { referenceOf } from '../../domain/reference.ts';
import type { EConsultId, Instant, OrganisationId, PersonId } from '../../domain/terms.ts';
import type { Choice } from '../fields.ts';
import { outcomeWords, plain, when, within } from '../words.ts';

export const notSameWords: Readonly<Record<NotSameReason, string>> = {
  differentPerson: 'Another person',
  numberMixedUp: 'The wrong NHS number was sent',
  sharedDetails: 'Two people with the same name and date of birth',
};

/** Whose eyes it is for: a person's, or everybody's in the channel of an organisation. */
export interface Reader {
  readonly network: Network;
  readonly at: OrganisationId;
  readonly viewer?: PersonId;
}

/** Whether this reader may know of another contact: those of the hub may, and those of its own practice. */
export function mayKnow({ practice }: Contact, { hub }: Pick<EConsult, 'hub'>, { network, at, viewer }: Reader): boolean {
  return viewer === undefined ? at === hub || (practice !== undefined && at === practice) : maySee(network, viewer, { hub, practice });
}

const nth = (count: number): string => {
  const ending = count % 100 >= 11 && count % 100 <= 13 ? 'th' : (['th', 'st', 'nd', 'rd'][count % 10] ?? 'th');
  return `${count}${ending}`;
};

/** `3rd contact in 7 days. The last, K7M-4QX, was completed Tue 24 Nov 15:10 by Tideway: answered.` `undefined`: it is the only one. */
export function contactsLine(others: readonly Contact[], it: EConsult, at: Instant, reader: Reader): string | undefined {
  const [last] = others;
  if (last === undefined) return undefined;
  const { count, days } = countIn(others, at);
  return `${nth(count)} contact in ${days} days. ${lastWords(last, it, at, reader)}`;
}

function lastWords(last: Contact, it: EConsult, at: Instant, reader: Reader): string {
  if (!mayKnow(last, it, reader)) return `The last was with another practice of the hub, ${when(last.at, at)}.`;
  const named = referenceOf(last.id);
  const holder = plain(organisationName(reader.network, last.holder));
  return last.closed === undefined
    ? `The last, ${named}, came ${when(last.at, at)} and was open at ${holder}.`
    : `The last, ${named}, was completed ${when(last.closed.at, at)} by ${holder}: ${within(outcomeWords[last.closed.outcome])}.`;
}

/** On its card: what was so when it came. */
export const earlierLine = (it: EConsult, reader: Reader): string | undefined => contactsLine(earlierOf(it), it, it.receivedAt, reader);

/** Said before anybody acts: the last time nothing was thought to be needed, and the patient has come again. */
export function contactCaution(it: EConsult, reader: Reader): readonly string[] {
  const [last] = earlierOf(it);
  if (last?.closed?.outcome !== 'noActionNeeded' || !mayKnow(last, it, reader)) return [];
  return [
    `The patient\u2019s last request, ${referenceOf(last.id)}, was closed as needing no action (${when(last.closed.at, it.receivedAt)}). They have asked again.`,
  ];
}

/** Before one is closed as needing no action. */
export function othersRefusalWords({ known, elsewhere }: { readonly known: readonly EConsultId[]; readonly elsewhere: number }): string {
  const named = known.map(referenceOf).join(', ');
  const away = elsewhere === 0 ? '' : `${elsewhere === 1 ? 'one' : elsewhere} at another practice of the hub`;
  const which = [named, away].filter((words) => words !== '').join(' and ');
  return `The same patient has asked more than once in four weeks: see ${which}. Nothing was done; it is still yours. Look at the others first. If no action is still right, tick that you have looked and complete it again.`;
}

/** Those that somebody can say are not the same patient's: they must be able to know of both. */
export const othersToPart = (it: EConsult, network: Network, by: PersonId): readonly Choice[] =>
  earlierOf(it)
    .filter((other) => mayKnow(other, it, { network, at: it.holder, viewer: by }))
    .map(({ id, at }) => ({ value: id, title: `${referenceOf(id)}, ${when(at, it.receivedAt)}` }));
