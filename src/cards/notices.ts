// Short messages beside the cards: who must look, and why. Drawn when they are sent; nothing is said that is no longer so.
import type { NoticeName } from '../domain/econsult/react.ts';
import type { EConsult } from '../domain/econsult/state.ts';
import { type Network, organisationName } from '../domain/network/state.ts';
import { referenceOf } from '../domain/reference.ts';
import { oneLine, timeOf } from './words.ts';

export interface Notice {
  readonly text: string;
  readonly summary: string;
}

/** `undefined` when there is nothing to say any more. Text is XML, as Teams reads messages with mentions. */
export function noticeWords(
  what: NoticeName,
  it: EConsult,
  network: Network,
  people: readonly { readonly name: string }[],
): Notice | undefined {
  const reference = referenceOf(it.id);
  const who =
    people.length === 0 ? 'No hub lead is set up, so whoever reads this:' : `${people.map(({ name }) => `<at>${name}</at>`).join(' ')}:`;
  switch (what) {
    case 'unplaced': {
      if (it.practice !== undefined || it.status === 'completed') return undefined;
      const named = it.practiceNamed === undefined ? 'no practice' : `practice ${xml(it.practiceNamed)}, which is not in this network`;
      return {
        text: `${who} ${reference} came with ${named}. It is safe and its clock is running, but nobody can claim it until you press Place on its card.`,
        summary: `${reference} needs a practice`,
      };
    }
    case 'conflictingCopy':
      return {
        text: `${who} different words came under the same id as ${reference}. Nothing was overwritten: Open shows both. Please check which is meant.`,
        summary: `${reference}: a different message came under the same id`,
      };
    case 'takenOver':
      return it.status === 'claimed'
        ? {
            text: `${xml(it.claimant.name)} took ${reference} over from you at ${timeOf(it.claimedAt)}. You need do nothing more about it.`,
            summary: `${reference} was taken over from you`,
          }
        : {
            text: `${reference} was taken over from you. You need do nothing more about it.`,
            summary: `${reference} was taken over from you`,
          };
    case 'withdrawn':
      if (it.status !== 'claimed' || it.withdrawal === undefined) return undefined;
      return {
        text: `The sender took back ${reference}, which you have at ${xml(organisationName(network, it.holder))}. It is yours to decide: complete it as withdrawn, or carry on.`,
        summary: `${reference} was taken back by its sender`,
      };
  }
}

const xml = (words: string): string => oneLine(words).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
