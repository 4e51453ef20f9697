// A form on a card instead of in a dialog: for clients that open no dialogs, and for cards that were posted before it became one.
import type { Card } from '../../cards/templates.ts';

/** The same card with buttons that are pressed on the card: those of a dialog do nothing outside of one. */
export function asPresses(card: Card): Card {
  const actions: readonly unknown[] = Array.isArray(card['actions']) ? card['actions'] : [];
  return { ...card, actions: actions.flatMap(asPress) };
}

function asPress(action: unknown): readonly object[] {
  if (typeof action !== 'object' || action === null || !('data' in action) || typeof action.data !== 'object') return [];
  const { verb, ...data } = { verb: '', ...action.data };
  // What the sender wrote opens in a dialog alone.
  return verb === 'open' ? [] : [{ ...action, type: 'Action.Execute', verb, data }];
}
