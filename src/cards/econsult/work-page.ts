// What somebody has, and what is meant for them, as a page of a tab says it: the same lines as the card that answers "mine".
import type { EConsult } from '../../domain/econsult/state.ts';
import type { Network } from '../../domain/network/state.ts';
import type { Instant } from '../../domain/terms.ts';
import type { ListRow } from '../list.ts';
import { onPage } from '../page.ts';
import { rowOf } from './row.ts';

export interface WorkPage {
  readonly title: string;
  readonly words: string;
  readonly rows: readonly ListRow[];
}

/** `shown`: the first of `count`. */
export function workPage(shown: readonly EConsult[], count: number, network: Network, now: Instant): WorkPage {
  const more = count - shown.length;
  const words = count === 0 ? 'Nothing is yours at the moment.' : 'What you have, and what is meant for you, the most urgent first.';
  return {
    title: 'My work',
    words: more > 0 ? `${words} The first ${shown.length} are shown. There are ${more} more: the search finds them.` : words,
    rows: shown.map((it) => rowOf(it, network, now)).map(({ first, second }) => ({ first: onPage(first), second: onPage(second) })),
  };
}
