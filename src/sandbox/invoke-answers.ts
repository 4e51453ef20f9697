// Reading the bot's answer to an invoke as a Teams client does, and what the person is told.

import type { PressAnswer } from './api.ts';
import type { BotAnswer } from './bot-line.ts';
import { asObject, asText } from './json.ts';

/** What a client shows when an app does not answer in time, or not properly. */
export const UNREACHABLE = 'Unable to reach app. Please try again.';
const unreachable: PressAnswer = { kind: 'error', text: UNREACHABLE };

const DIALOG_HEIGHT = 'medium';
const DIALOG_WIDTH = 'medium';

/** The answer to `adaptiveCard/action`: what to tell the person, and their new card if there is one. */
export const readCardAnswer = (answer: BotAnswer): { readonly told: PressAnswer; readonly card?: object } => {
  const body = answer.kind === 'answered' && answer.status === 200 ? asObject(answer.body) : undefined;
  const status = body?.['statusCode'];
  if (body === undefined || typeof status !== 'number') return { told: unreachable };
  const { type, value } = body;
  if (status === 200 && type === 'application/vnd.microsoft.card.adaptive') {
    const card = asObject(value);
    return card === undefined ? { told: unreachable } : { told: { kind: 'card' }, card };
  }
  if (status === 200 && type === 'application/vnd.microsoft.activity.message') {
    return { told: { kind: 'message', text: typeof value === 'string' ? value : '' } };
  }
  return { told: { kind: 'error', text: asText(asObject(value)?.['message']) ?? UNREACHABLE } };
};

/** The answer to `task/fetch` or `task/submit`. Words in answer to a fetch show an empty dialog in Teams, so they do here. */
export const readDialogAnswer = (
  answer: BotAnswer,
  asked: 'fetch' | 'submit',
  people: readonly { readonly id: string; readonly name: string }[] = [],
): PressAnswer => {
  if (answer.kind !== 'answered' || answer.status !== 200) return unreachable;
  const task = asObject(asObject(answer.body)?.['task']);
  if (task === undefined) return asked === 'submit' ? { kind: 'closed' } : unreachable;
  if (task['type'] === 'continue') {
    const value = asObject(task['value']);
    const card = asObject(asObject(value?.['card'])?.['content']);
    if (card === undefined) return unreachable;
    const height = value?.['height'];
    const width = value?.['width'];
    return {
      kind: 'dialog',
      dialog: {
        title: asText(value?.['title']) ?? '',
        card: asObject(withPeople(card, people)) ?? card,
        height: typeof height === 'number' || typeof height === 'string' ? height : DIALOG_HEIGHT,
        width: typeof width === 'number' || typeof width === 'string' ? width : DIALOG_WIDTH,
      },
    };
  }
  if (asked === 'submit') return { kind: 'message', text: asText(task['value']) ?? '' };
  const empty = { type: 'AdaptiveCard', version: '1.5', body: [] };
  return { kind: 'dialog', dialog: { title: '', card: empty, height: DIALOG_HEIGHT, width: DIALOG_WIDTH } };
};

/** Teams' people picker: a choice of the dataset of everybody in the tenant becomes one of these people, by their Entra object ids. */
function withPeople(part: unknown, people: readonly { readonly id: string; readonly name: string }[]): unknown {
  if (Array.isArray(part)) return part.map((each: unknown) => withPeople(each, people));
  const object = asObject(part);
  if (object === undefined) return part;
  const dataset = asText(asObject(object['choices.data'])?.['dataset']);
  if (dataset?.startsWith('graph.microsoft.com/users')) {
    const { 'choices.data': _, ...shown } = object;
    return { ...shown, choices: people.map(({ id, name }) => ({ title: name, value: id })) };
  }
  return Object.fromEntries(Object.entries(object).map(([key, inner]) => [key, withPeople(inner, people)]));
}
