// What each person's client shows of a card: the message's own (base) card, or the one the bot answered them with.

import type { Message } from './teams-state.ts';

/** A client does not refresh a card again by itself when the one from its last invoke is younger than this. */
export const REFRESH_AGE_MIN_MS = 60_000;

/**
 * After an edit by the bot, do listed people's clients ask again even though their last card is younger than a minute?
 * The documentation says both; `always` is the documented pattern (an edit "triggers an invoke for all automatic refresh
 * users"), `unlessYoung` is the stricter reading: they then see the base card until they ask or open the conversation later.
 */
export type RefreshAfterEdit = 'always' | 'unlessYoung';

interface View {
  readonly card: object | undefined;
  /** The message's version the card belongs to: an edit replaces everybody's card by the new base card. */
  readonly version: number;
  readonly at: number;
  readonly changes: number;
}

export interface Views {
  /** The card this person sees now. */
  card(person: string, message: Message): object | undefined;
  /** Grows with every change of the message as this person sees it. */
  revision(person: string, message: Message): number;
  /** The bot answered this person with a card of their own. */
  set(person: string, message: Message, card: object): void;
  /** Whether their last own card is too young to be refreshed automatically. */
  young(person: string, message: Message): boolean;
  /** Forgets what a person's client holds, as closing Teams does. */
  forget(person: string): void;
}

/** Empty at first: everyone sees the base cards. */
export const createViews = (ms: () => number, rule: RefreshAfterEdit): Views => {
  const views = new Map<string, Map<string, View>>();
  const of = (person: string, message: Message): View | undefined => views.get(person)?.get(message.id);
  return {
    card: (person, message) => {
      const view = of(person, message);
      return view !== undefined && view.version === message.version ? (view.card ?? message.card) : message.card;
    },
    revision: (person, message) => message.version + (of(person, message)?.changes ?? 0),
    set: (person, message, card) => {
      const mine = views.get(person) ?? new Map<string, View>();
      views.set(person, mine);
      mine.set(message.id, { card, version: message.version, at: ms(), changes: (mine.get(message.id)?.changes ?? 0) + 1 });
    },
    young: (person, message) => {
      const view = of(person, message);
      if (view?.card === undefined || ms() - view.at >= REFRESH_AGE_MIN_MS) return false;
      return rule === 'unlessYoung' || view.version === message.version;
    },
    forget: (person) => {
      for (const [id, view] of views.get(person) ?? []) {
        views.get(person)?.set(id, { ...view, card: undefined, changes: view.changes + 1 });
      }
    },
  };
};
