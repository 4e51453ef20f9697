// Words alone as a card: what did not work, and an older copy that says where its thing is shown now.
import { type Network, organisationName } from '../domain/network/state.ts';
import type { OrganisationId } from '../domain/terms.ts';
import { type Card, type Drawn, fill } from './templates.ts';
import { plain } from './words.ts';

export const drawWords = (title: string, words: string): Card => fill('say', { title, words });

/** What stands where a card was that is not the card any more; without a button, and with nothing that could become wrong. */
export function drawOldCopy(network: Network, at: OrganisationId, about: string | undefined): Drawn {
  const title = `${about ?? 'This card'} is now in the channel of ${plain(organisationName(network, at))}`;
  const find = about === undefined ? '' : ` Write \u201cfind ${about}\u201d to see how it is now.`;
  const words = `This older message is not kept up to date, so nothing can be pressed here. Please claim and follow it there.${find}`;
  return { card: fill('say', { title, words }), summary: title };
}

/** A dialog with a link to a page that is printed. */
export const drawPrint = (title: string, words: string, open: string, url: string): Card => fill('print', { title, words, open, url });
