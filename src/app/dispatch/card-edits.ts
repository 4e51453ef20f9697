// Edits a card where it is, so that it shows the newest state in the end, and is not taken for deleted when Teams is unwell.
import type { SendResult } from '../chat.ts';
import type { CardRow, OutboxRow } from '../ports.ts';
import type { KnownCards } from './known-cards.ts';
import { again, cardOf, type DispatchDeps, type Sending, type Wait } from './sends.ts';
import { cardRestMs, isGone, oneMore, type Refusals } from './waiting-times.ts';
import { writeDown } from './write-down.ts';

export type Edited =
  /** `served`: written down, and nothing more is to be done for its row. */
  | { readonly kind: 'edited'; readonly card: CardRow; readonly served: boolean }
  | { readonly kind: 'wait'; readonly wait: Wait }
  /** `isBelieved`: it has been said for long enough that the message is deleted; until then it is edited again later. */
  | { readonly kind: 'seemsGone'; readonly isBelieved: boolean; readonly why: string }
  | { readonly kind: 'notSent'; readonly result: Exclude<SendResult, { kind: 'sent' }> };

export interface CardEdits {
  /** Throws as the store does. */
  edit(sending: Sending, messageId: string): Promise<Edited>;
  /** How long the card still rests after an edit, in ms; 0: it may be edited now. */
  restMs(row: OutboxRow): number;
  /** By card: being edited, and not yet known to have been the last to do so. */
  readonly owed: Map<string, OutboxRow>;
  /** Teams took something of it, or said that the fault is elsewhere: its message is not believed to be deleted. */
  notGone(row: OutboxRow): void;
  forget(row: OutboxRow): void;
  forgetOld(): void;
}

export function createCardEdits(
  deps: DispatchDeps & { readonly cards: KnownCards },
  mayNotYet: (sending: Sending) => Promise<Wait | undefined>,
  sent: (sending: Sending) => void,
): CardEdits {
  /** By card: edits answered as if its message were gone. */
  const gone = new Map<string, Refusals>();
  /** By card: when it was last edited. */
  const edited = new Map<string, number>();
  const owed = new Map<string, OutboxRow>();

  async function edit(sending: Sending, messageId: string): Promise<Edited> {
    const { row, where, there, revision, message } = sending;
    const wait = await mayNotYet(sending);
    if (wait) return { kind: 'wait', wait };
    const result = await deps.chat.edit(where.conversation, messageId, message);
    if (result.kind === 'messageGone') return { kind: 'seemsGone', isBelieved: isBelieved(row), why: result.why };
    if (result.kind === 'sent' || result.kind === 'unknown') owed.set(cardOf(row), row);
    if (result.kind !== 'sent') return { kind: 'notSent', result };
    edited.set(cardOf(row), deps.monotonicMs());
    sent(sending);
    const card = { ...there, shown: revision, attemptAt: undefined };
    const saved = await writeDown(deps.cards, sending, card);
    // Another dispatcher wrote meanwhile, and ours may have been the older state: it is drawn once more.
    if (saved === undefined) return { kind: 'wait', wait: again };
    owed.delete(cardOf(row));
    return { kind: 'edited', card, ...saved };
  }

  function isBelieved(row: OutboxRow): boolean {
    const refusals = oneMore(gone.get(cardOf(row)), deps.monotonicMs());
    gone.set(cardOf(row), refusals);
    return isGone(refusals, deps.monotonicMs());
  }

  return {
    edit,
    restMs: (row) => Math.max(0, (edited.get(cardOf(row)) ?? Number.NEGATIVE_INFINITY) + cardRestMs - deps.monotonicMs()),
    owed,
    notGone: (row) => void gone.delete(cardOf(row)),
    forget(row) {
      for (const known of [owed, gone]) known.delete(cardOf(row));
    },
    forgetOld() {
      for (const [card, atMs] of edited) if (atMs + cardRestMs <= deps.monotonicMs()) edited.delete(card);
    },
  };
}
