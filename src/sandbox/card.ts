// Reading a card as a client does: who refreshes it by themselves, and which buttons it has.

import { own } from '../domain/lookup.ts';
import { REFRESH_USERS_MAX } from './connector-answers.ts';
import type { Json } from './json.ts';
import { asList, asObject, asText } from './json.ts';

export interface RefreshRule {
  readonly verb: string;
  readonly data: Json;
  readonly id?: string;
  /** Teams ids; `undefined`: everyone, while the conversation is small. */
  readonly userIds: readonly string[] | undefined;
}

/** The card's refresh; `undefined` when it has none. */
export const refreshOf = (card: object | undefined): RefreshRule | undefined => {
  const refresh = asObject(asObject(card)?.['refresh']);
  const action = asObject(refresh?.['action']);
  if (refresh === undefined || action?.['type'] !== 'Action.Execute') return undefined;
  const id = asText(action['id']);
  return {
    verb: asText(action['verb']) ?? '',
    data: asObject(action['data']) ?? {},
    ...(id === undefined ? {} : { id }),
    userIds: Array.isArray(refresh['userIds']) ? refresh['userIds'].map(String) : undefined,
  };
};

/** Whether this person's client refreshes the card without being asked, in a conversation with so many members. */
export const refreshesItself = (rule: RefreshRule, mri: string, members: number): boolean =>
  rule.userIds === undefined ? members <= REFRESH_USERS_MAX : rule.userIds.slice(0, REFRESH_USERS_MAX).includes(mri);

export interface Button {
  readonly type: string;
  readonly title: string;
  readonly id: string | undefined;
  readonly verb: string;
  readonly data: Json;
  /** Behind the three dots. */
  readonly secondary: boolean;
}

/** Cards nest a few levels; anything deeper is no card a client would show. */
const CARD_DEPTH_MAX = 32;

const buttonOf = (value: Json): Button | undefined => {
  const type = asText(value['type']);
  if (type === undefined || !type.startsWith('Action.') || type === 'Action.ShowCard' || type === 'Action.ToggleVisibility')
    return undefined;
  return {
    type,
    title: asText(value['title']) ?? '',
    id: asText(value['id']),
    verb: asText(value['verb']) ?? '',
    data: asObject(value['data']) ?? {},
    secondary: value['mode'] === 'secondary',
  };
};

/** Every button of a card in reading order, those in nested cards, sets and `selectAction` included; not the refresh. */
export const buttonsOf = (card: unknown, depth = 0): readonly Button[] => {
  if (depth > CARD_DEPTH_MAX) return [];
  if (Array.isArray(card)) return card.flatMap((item) => buttonsOf(item, depth + 1));
  const value = asObject(card);
  if (value === undefined) return [];
  const own = buttonOf(value);
  if (own !== undefined) return [own];
  return Object.entries(value).flatMap(([key, inner]) => (key === 'refresh' || key === 'data' ? [] : buttonsOf(inner, depth + 1)));
};

/** A card's text as a person would read it, top to bottom, for tests that look for words. */
export const wordsOf = (card: unknown, depth = 0): string => {
  if (depth > CARD_DEPTH_MAX) return '';
  if (Array.isArray(card))
    return asList(card)
      .map((item) => wordsOf(item, depth + 1))
      .filter((t) => t !== '')
      .join('\n');
  const value = asObject(card);
  if (value === undefined) return '';
  const here = ['title', 'text', 'value', 'label', 'altText'].map((key) => asText(own(value, key))).filter((t) => t !== undefined);
  const inner = Object.entries(value).filter(([key, v]) => typeof v === 'object' && !['refresh', 'data', 'msteams'].includes(key));
  return [...here, ...inner.map(([, v]) => wordsOf(v, depth + 1))].filter((t) => t !== '').join('\n');
};
