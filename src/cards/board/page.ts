// The hub's board as a page of a tab says it: the same figures and words as its card.
import type { HubView } from '../../domain/board/counts.ts';
import { type Network, organisationName } from '../../domain/network/state.ts';
import { priorities } from '../../domain/terms.ts';
import { onPage } from '../page.ts';
import { oneLine, when } from '../words.ts';
import { explained, factsOf, lineOf, standingOf, unusualLines, unusualTitle } from './board.ts';

/** `stands`: somebody has to act on it, now or soon. */
export interface Figure {
  readonly words: string;
  readonly stands: 'now' | 'soon' | undefined;
}
export interface BoardPage {
  readonly title: string;
  readonly asOf: string;
  /** What somebody must look at now, in one line. */
  readonly standing: Figure;
  /** Headings: of the row, then of its figures. */
  readonly columns: readonly string[];
  readonly rows: readonly { readonly name: string; readonly figures: readonly Figure[] }[];
  readonly facts: readonly { readonly title: string; readonly value: string }[];
  readonly unusualTitle: string;
  readonly unusual: readonly string[];
  readonly explained: string;
}

const columns = ['Priority', 'Waiting', 'Not looked at in time', 'At risk', 'Late', 'Past limit'];

/** A colour of a card as what it means. */
const standing = (colour: string): Figure['stands'] => (colour === 'Attention' ? 'now' : colour === 'Warning' ? 'soon' : undefined);

/** What the page shows of a hub; nothing in it is about any patient. */
export function boardPage({ at, board, unusual, tasks }: HubView, network: Network): BoardPage {
  const lines = unusualLines(unusual, network, board.hub);
  const now = standingOf(board, tasks);
  return {
    title: `Board of ${oneLine(organisationName(network, board.hub))}`,
    asOf: `As of ${when(at)}`,
    standing: { words: now.words, stands: now.stands ? 'now' : undefined },
    columns,
    rows: [...priorities].reverse().map((priority) => {
      const line = lineOf(priority, board.lines[priority]);
      const figures = [
        { words: line.waiting, stands: standing(line.waitingColour) },
        { words: line.unseen, stands: standing(line.unseenColour) },
        { words: line.atRisk, stands: standing(line.atRiskColour) },
        { words: line.late, stands: standing(line.lateColour) },
        { words: line.pastLimit, stands: standing(line.pastLimitColour) },
      ];
      return { name: line.priority, figures };
    }),
    facts: factsOf(board, at, tasks).map(({ title, value }) => ({ title, value: onPage(value) })),
    unusualTitle: unusualTitle(lines),
    unusual: lines.map(onPage),
    explained,
  };
}
