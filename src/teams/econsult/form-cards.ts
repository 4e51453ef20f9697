// A card whose every step is done on the card itself: for clients that open no dialogs, and for cards that were posted before a form became one.
import { own } from '../../domain/lookup.ts';

/** What opens in a dialog alone: a card in a conversation would keep the patient's words, and `history` can be typed. */
const dialogsOnly: readonly string[] = ['open', 'history'];

/**
 * The same card with buttons that are pressed on it: those that open a dialog, or are in one, do nothing where there are none. `plain`: what
 * follows is to be drawn so as well.
 */
export function asPresses(card: object, plain: boolean): object {
  const { refresh: _refresh, ...shown } = { refresh: undefined, ...card };
  const actions: unknown = own({ ...card }, 'actions');
  return { ...shown, actions: Array.isArray(actions) ? actions.flatMap((each: unknown) => asPress(each, plain)) : [] };
}

function asPress(action: unknown, plain: boolean): readonly object[] {
  if (typeof action !== 'object' || action === null) return [];
  if ('card' in action && typeof action.card === 'object' && action.card !== null)
    return [{ ...action, card: asPresses(action.card, plain) }];
  if (!('data' in action) || typeof action.data !== 'object') return [];
  const more = plain ? { plain } : {};
  if ('type' in action && action.type === 'Action.Execute') return [{ ...action, data: { ...action.data, ...more } }];
  const { verb, msteams, ...data } = { verb: '', msteams: undefined, ...action.data };
  if (dialogsOnly.includes(verb)) return [];
  return [{ ...action, type: 'Action.Execute', verb, data: { ...data, ...more, ...(msteams === undefined ? {} : { step: true }) } }];
}
