// What Teams offers of the app where a message is written: its search, and its actions, which open dialogs.

import { fromCompose, type Given } from './activities.ts';
import { type PressAnswer, resultsAtATime, type SearchAnswer, type SearchResult } from './api.ts';
import type { BotAnswer, BotLine } from './bot-line.ts';
import { readDialogAnswer, UNREACHABLE } from './invoke-answers.ts';
import type { Json } from './json.ts';
import { asList, asObject, asText } from './json.ts';
import type { Person, Place, World } from './teams-state.ts';

export interface QueryGiven {
  readonly world: Pick<World, 'bot' | 'botIn' | 'people'>;
  readonly line: BotLine;
  /** What activities are made of, now. */
  readonly given: () => Given;
}

const notHere = ({ world }: QueryGiven, place: Place): { readonly kind: 'error'; readonly text: string } | undefined =>
  place.kind === 'channel' && !world.botIn(place)
    ? { kind: 'error', text: `${world.bot.name} is not in this team. Add it first.` }
    : undefined;

/** Searches for somebody who writes in this place; the line gives the bot the time that a press has. */
export const createQuery =
  (from: QueryGiven) =>
  async (person: Person, place: Place, words: string, skip = 0): Promise<SearchAnswer> =>
    notHere(from, place) ?? readSearchAnswer(await from.line(fromCompose(from.given(), person, place, 'query', asked(words, skip))));

/** Opens one of the app's actions for somebody who writes in this place, or with `data` sends what they filled in in its dialog. */
export const createAction =
  (from: QueryGiven) =>
  async (person: Person, place: Place, commandId: string, data?: Json): Promise<PressAnswer> => {
    const [name, how] = data === undefined ? (['fetchTask', 'fetch'] as const) : (['submitAction', 'submit'] as const);
    const value = { commandId, commandContext: 'compose', context: { theme: 'default' }, ...(data === undefined ? {} : { data }) };
    return (
      notHere(from, place) ??
      readDialogAnswer(await from.line(fromCompose(from.given(), person, place, name, value)), how, from.world.people())
    );
  };

/** Teams asks with `initialRun` when the search is opened, before anything was typed. */
const asked = (words: string, skip: number): Json => ({
  commandId: 'find',
  parameters: [words === '' ? { name: 'initialRun', value: 'true' } : { name: 'words', value: words }],
  queryOptions: { skip, count: resultsAtATime },
});

const readResult = (value: unknown): SearchResult | undefined => {
  const attachment = asObject(value);
  const preview = asObject(asObject(attachment?.['preview'])?.['content']);
  const title = asText(preview?.['title']);
  // A client lists a result by its preview; without a title there is nothing to choose.
  if (title === undefined) return undefined;
  return { title, text: asText(preview?.['text']) ?? '', card: asObject(attachment?.['content']) };
};

/** The answer to `composeExtension/query`: results, or the bot's words instead. */
export const readSearchAnswer = (answer: BotAnswer): SearchAnswer => {
  const body = answer.kind === 'answered' && answer.status === 200 ? asObject(answer.body) : undefined;
  const extension = asObject(body?.['composeExtension']);
  if (extension?.['type'] === 'message') return { kind: 'message', text: asText(extension['text']) ?? '' };
  if (extension?.['type'] !== 'result') return { kind: 'error', text: UNREACHABLE };
  const results = asList(extension['attachments'])
    .slice(0, resultsAtATime)
    .map(readResult)
    .filter((result): result is SearchResult => result !== undefined);
  return { kind: 'results', results };
};
