// Everything open in a channel at a glance, whatever kind it is.
import { type Network, organisationName } from '../domain/network/state.ts';
import { type Priority, priorities } from '../domain/terms.ts';
import { drawList, type ListRow } from './list.ts';
import type { Drawn } from './templates.ts';
import { oneLine, plain, priorityWords } from './words.ts';

/** How many of what is open are named, the most urgent. */
export const digestRowsMax = 10;

/** Everything open in a channel at a glance, before the cards themselves follow: for one that was just given, or that has fallen far behind. */
export function drawDigest(
  open: Readonly<Record<Priority, number>>,
  first: readonly ListRow[],
  network: Network,
  organisation: string,
): Drawn {
  const total = priorities.reduce((sum, priority) => sum + open[priority], 0);
  const counts = [...priorities].reverse().map((priority) => `${priorityWords[priority]}: ${open[priority]}`);
  const name = plain(organisationName(network, organisation));
  const more = total - first.length;
  const words = `${counts.join(' \u00b7 ')}. Their cards follow here now, the most urgent first.${more > 0 ? ` The ${first.length} most urgent of them:` : ''}`;
  const summary = `${total} open at ${oneLine(organisationName(network, organisation))}`;
  return {
    card: drawList(`${total} open at ${name}`, words, first),
    summary,
  };
}
