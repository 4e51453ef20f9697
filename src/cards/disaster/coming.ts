// What a disaster has moved to whoever takes the work, on its card in their channel: how many of which priority, and the most urgent with their buttons.
import type { Counts } from '../../domain/disaster/state.ts';
import { totalOf } from '../../domain/disaster/state.ts';
import { drawLive, type ListRow } from '../list.ts';
import type { Card, Drawn } from '../templates.ts';
import { countsWords } from './words.ts';

export interface Coming {
  /** So many are to come, and none has moved yet. */
  readonly comes: number;
  readonly waiting: Counts;
  /** The most urgent of them. */
  readonly rows: readonly ListRow[];
  /** The list that whoever presses gets in return. */
  readonly list: string;
}

/** The disaster's card with what waits there below it; before anything has moved, how many come. Nothing is added where nothing does either. */
export function withComing(drawn: Drawn, { comes, waiting, rows, list }: Coming): Drawn {
  if (rows.length === 0)
    return comes === 0 ? drawn : below(drawn, drawLive(`${comes} come here now`, 'They are listed here as they come.', [], { list }));
  const title = `${totalOf(waiting)} moved here wait: ${countsWords(waiting)}`;
  return below(drawn, drawLive(title, rows.length < totalOf(waiting) ? `The ${rows.length} most urgent of them:` : '', rows, { list }));
}

const below = (drawn: Drawn, list: Card): Drawn => ({
  ...drawn,
  card: { ...drawn.card, body: [...bodyOf(drawn.card), ...bodyOf(list).filter(saysAnything)] },
});

const bodyOf = (card: Card): readonly unknown[] => ('body' in card && Array.isArray(card.body) ? card.body : []);
/** A line without words would be an empty one. */
const saysAnything = (element: unknown): boolean =>
  !(typeof element === 'object' && element !== null && 'text' in element && element.text === '');
