// The search that Teams offers where a message is written: asks the bot for what was typed and reads its list of results.

import type { Activity, Given } from './activities.ts';
import { searchQuery } from './activities.ts';
import { resultsAtATime, type SearchAnswer, type SearchResult } from './api.ts';
import type { BotAnswer, BotLine } from './bot-line.ts';
import { UNREACHABLE } from './invoke-answers.ts';
import type { Json } from './json.ts';
import { asList, asObject, asText } from './json.ts';
import type { Person, Place, World } from './teams-state.ts';

export interface QueryGiven {
  readonly world: Pick<World, 'bot' | 'botIn'>;
  readonly line: BotLine;
  /** What activities are made of, now. */
  readonly given: () => Given;
}

/** Searches for somebody who writes in this place; the line gives the bot the time that a press has. */
export const createQuery =
  ({ world, line, given }: QueryGiven) =>
  async (person: Person, place: Place, words: string, skip = 0): Promise<SearchAnswer> => {
    if (place.kind === 'channel' && !world.botIn(place)) {
      return { kind: 'error', text: `${world.bot.name} is not in this team. Add it first.` };
    }
    const activity: Activity = searchQuery(given(), person, place, asked(words, skip));
    return readSearchAnswer(await line(activity));
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
