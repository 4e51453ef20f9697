// Finds what is to be shown and what is shown already, with as few reads as that takes.
import type { CardRow, Loaded, OutboxRow } from '../ports.ts';
import type { KnownCards } from './known-cards.ts';
import { type DispatchDeps, isDrawnFromMany, isNotice, whatToShow } from './sends.ts';

export interface LookedUp {
  readonly thing: Loaded<unknown>;
  /** What a card drawn now shows. */
  readonly revision: number;
  readonly card: CardRow;
}

/**
 * The state is never older than what asked for it: as this process wrote it with this row a moment ago, or as it is read now. That it is shown
 * already is only believed of a card that was read. `undefined`: it is not there. Throws as the store does.
 */
export async function lookUp(deps: DispatchDeps, cards: KnownCards, row: OutboxRow): Promise<LookedUp | undefined> {
  const handed = handedOver(deps, row);
  const remembered = row.what === 'moved' ? undefined : cards.remembered(row, handed?.made ?? false);
  const card = remembered ?? (await cards.read(row));
  const thing = handed?.loaded ?? (await whatToShow(deps, row));
  if (thing === undefined) return undefined;
  const revision = isDrawnFromMany(deps, row)
    ? Math.floor(Date.parse(deps.clock.now()) / 1_000)
    : (deps.kinds.shown(row.thing).revision?.(thing.state) ?? thing.version);
  const needsRead = remembered !== undefined && (isNotice(row) ? card.messageId === undefined : card.shown >= revision);
  return { thing, revision, card: needsRead ? await cards.read(row) : card };
}

/** Not where something asked for it besides its own changes: those may have come in between. */
function handedOver(deps: DispatchDeps, { hub, thing: kind, id, version }: OutboxRow) {
  if (deps.kinds.isGathered(kind) || version === 0) return undefined;
  return deps.handedOver?.thing({ hub, kind, id }, version);
}
