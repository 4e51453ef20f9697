// What the leads of a hub hear at one time of what its practices have: one list instead of a message for each.

import { compare } from '../../domain/compare.ts';
import { harmOf } from '../../domain/econsult/queue-place.ts';
import type { NoticeName } from '../../domain/econsult/react.ts';
import type { EConsult } from '../../domain/econsult/state.ts';
import type { Network } from '../../domain/network/state.ts';
import type { Instant } from '../../domain/terms.ts';
import { drawList } from '../list.ts';
import type { Card } from '../templates.ts';
import { plain } from '../words.ts';
import { clockWords } from './clock-notices.ts';
import { noticeWords } from './notices.ts';
import { rowOf } from './row.ts';

export interface Heard {
  readonly what: Extract<NoticeName, 'warnedElsewhere' | 'claimStillQuiet'>;
  readonly it: EConsult;
}

/** Draws all of which there is still something to say, the most urgent first; `undefined`: there is nothing any more. */
export function drawHeard(
  heard: readonly Heard[],
  network: Network,
  now: Instant,
): { readonly card?: Card; readonly text?: string; readonly summary: string } | undefined {
  // One whose priority has risen meanwhile can wait in two rows of the outbox; it is listed once.
  const still = [...new Map(heard.map((each) => [`${each.what}|${each.it.id}`, each])).values()]
    .sort((a, b) => compare(harmOf(a.it), harmOf(b.it)))
    .flatMap(({ what, it }) => {
      const words = clockWords(what, it, network, now);
      return words ? [{ what, it, words }] : [];
    });
  const [first, ...others] = still;
  if (first === undefined) return undefined;
  if (others.length === 0) return noticeWords(first.what, first.it, network, [], now);
  const summary = `${still.length} eConsults need a look`;
  const rows = still.map(({ it, words }) => ({ first: rowOf(it, network, now).first, second: plain(words.text) }));
  return { card: drawList(summary, 'What the clock has found, the most urgent first.', rows), summary };
}
