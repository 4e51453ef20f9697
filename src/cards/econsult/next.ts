// What is answered to whoever asks for the next eConsult: that it is theirs, or why nothing that waits is for them.
import type { Queued, Turns } from '../../domain/econsult/next.ts';
import type { EConsult } from '../../domain/econsult/state.ts';
import { type Network, organisationName } from '../../domain/network/state.ts';
import { referenceOf } from '../../domain/reference.ts';
import type { OrganisationId } from '../../domain/terms.ts';
import { plain } from '../words.ts';
import { refusalWords } from './refusals.ts';

export const takenWords = (it: EConsult): string => `${referenceOf(it.id)} is yours.`;

const many = (count: number, verb: readonly [one: string, several: string]): string => `${count} ${verb[count === 1 ? 0 : 1]}`;

/** Why somebody may take none of what waits, and whom to ask; empty: nothing waits. */
export function noTurnWords({ refused, meant, held }: Omit<Turns, 'free'>, network: Network, holder: OrganisationId): string {
  const name = plain(organisationName(network, holder));
  const parts: string[] = [];
  const [first] = refused;
  if (first !== undefined)
    parts.push(
      `${many(refused.length, ['waits', 'wait'])} at ${name}, but none that you may claim. The most urgent, ${referenceOf(first.place.id)}: ${refusalWords(first.refusal, network)}`,
    );
  if (meant.length > 0)
    parts.push(`${many(meant.length, ['is', 'are'])} meant for a colleague (${referencesOf(meant)}): \u201cqueue\u201d shows for whom.`);
  if (held.length > 0) parts.push(`${many(held.length, ['waits', 'wait'])} for the patient (${referencesOf(held)}).`);
  return parts.length === 0 || first !== undefined ? parts.join(' ') : `Nothing was claimed. ${parts.join(' ')}`;
}

/** References named in one sentence. */
const namedMax = 3;
const referencesOf = (places: readonly Queued[]): string =>
  `${places
    .slice(0, namedMax)
    .map(({ id }) => referenceOf(id))
    .join(', ')}${places.length > namedMax ? ' and others' : ''}`;
