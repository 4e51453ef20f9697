// What a disaster has moved to whoever takes the work, on its card in their channel: how many of which priority, and the most urgent with their buttons.
import type { Counts } from '../../domain/disaster/state.ts';
import { totalOf } from '../../domain/disaster/state.ts';
import { drawLive, type ListRow } from '../list.ts';
import type { Card, Drawn } from '../templates.ts';
import { countsWords } from './words.ts';

export interface Coming {
  readonly waiting: Counts;
  /** The most urgent of them. */
  readonly rows: readonly ListRow[];
  /** The list that whoever presses gets in return. */
  readonly list: string;
}

/** The disaster's card with what waits there below it; nothing is added where nothing does. */
export function withComing(drawn: Drawn, { waiting, rows, list }: Coming): Drawn {
  if (rows.length === 0) return drawn;
  const title = `${totalOf(waiting)} moved here wait: ${countsWords(waiting)}`;
  const below = drawLive(title, rows.length < totalOf(waiting) ? `The ${rows.length} most urgent of them:` : '', rows, { list });
  return { ...drawn, card: { ...drawn.card, body: [...bodyOf(drawn.card), ...bodyOf(below).filter(saysAnything)] } };
}

const bodyOf = (card: Card): readonly unknown[] => ('body' in card && Array.isArray(card.body) ? card.body : []);
/** A line without words would be an empty one. */
const saysAnything = (element: unknown): boolean =>
  !(typeof element === 'object' && element !== null && 'text' in element && element.text === '');
