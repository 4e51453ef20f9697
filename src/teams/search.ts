// The message extension: asks every kind for what somebody searches, and puts one into a message as a safe card.
import { z } from 'zod/v4';
import { drawLive } from '../cards/list.ts';
import { moreAfterThis, nothingFound, unreadableSearch } from '../cards/search.ts';
import { folded } from '../domain/names.ts';
import { mostUrgentFirst } from '../domain/queue-order.ts';
import type { PersonId } from '../domain/terms.ts';
import type { Found, Result, Search, TeamsKinds } from './kind.ts';
import { type Reading, wordsFor } from './press.ts';
import { type InvokeReply, messageResult } from './replies.ts';

/** Teams asks for 25 at a time; a client that asks for more gets so many, which keeps the answer small enough for it. */
const resultsMax = 25;

/** Longer than the longest names of several practices. */
const wordsCharactersMax = 200;

/** What the manifest calls the search, and what of it people write in. Queries of any other name are answered all the same: earlier packages may have had one. */
export const searchCommand = { id: 'find', parameter: 'words' } as const;

/** `composeExtension/query`: what was typed, in a parameter of whatever name, and which page of it. */
const querySchema = z.looseObject({
  parameters: z
    .array(z.looseObject({ name: z.string(), value: z.string().max(wordsCharactersMax) }))
    .max(10)
    .default([]),
});
const pageSchema = z.looseObject({
  queryOptions: z.looseObject({
    skip: z.number().int().min(0).default(0),
    count: z.number().int().min(1).default(resultsMax),
  }),
});

interface SearchDeps extends Reading {
  readonly kinds: TeamsKinds;
}
/** One that was found, and who can show it. */
interface FoundOf {
  readonly search: Search;
  readonly found: Found;
}

/** Of all kinds together, the most urgent first; what somebody named exactly is all they mean. Throws as the store does. */
async function findIn(deps: SearchDeps, by: PersonId, words: string): Promise<readonly FoundOf[]> {
  const answers: { readonly exactly: boolean; readonly all: readonly FoundOf[] }[] = [];
  for (const { search } of deps.kinds.all) {
    if (search === undefined) continue;
    const { exactly, found } = await search.find(deps, by, words);
    answers.push({ exactly, all: found.map((each) => ({ search, found: each })) });
  }
  const exact = answers.filter(({ exactly }) => exactly);
  const all = (exact.length > 0 ? exact : answers).map((answer) => answer.all);
  // Each kind's own order is kept where there is only one.
  return all.length === 1 ? (all[0] ?? []) : all.flat().sort((a, b) => mostUrgentFirst(urgencyOf(a), urgencyOf(b)));
}
const urgencyOf = ({ found: { id, priority = 'routine', due = '' } }: FoundOf) => ({ id, priority, due });

/** A page of them as they may be shown now. */
async function show(deps: SearchDeps, by: PersonId, page: readonly FoundOf[]): Promise<readonly Result[]> {
  const results = new Map<string, Result>();
  for (const search of new Set(page.map((each) => each.search))) {
    const theirs = page.filter((each) => each.search === search).map(({ found }) => found);
    for (const result of await search.show(deps, by, theirs)) results.set(result.id, result);
  }
  return page.flatMap(({ found }) => results.get(found.id) ?? []);
}

/** Searches whose order is remembered. One person pages through one at a time; about as many as are at work in a large hub. */
const searchesMax = 100;

/**
 * Answers searches, a page at a time. What the first page found keeps its order for the pages after it, so that each is shown once although
 * others come and go meanwhile; another instance, which does not know it, looks again. Never throws; nobody finds what they may not know of.
 */
export function createSearch(deps: SearchDeps): (by: PersonId, value: unknown) => Promise<InvokeReply> {
  const earlier = new Map<string, readonly FoundOf[]>();
  const remember = (key: string, found: readonly FoundOf[]): void => {
    earlier.delete(key);
    const [oldest] = earlier.keys();
    if (oldest !== undefined && earlier.size >= searchesMax) earlier.delete(oldest);
    earlier.set(
      key,
      found.map(({ search, found: { hub, id } }) => ({ search, found: { hub, id } })),
    );
  };
  return async (by, value) => {
    try {
      const query = querySchema.safeParse(value);
      // Whoever gets everything would take it for what they searched for.
      if (!query.success) return messageResult(unreadableSearch(wordsCharactersMax));
      // Teams asks with `initialRun` before anything was typed: then it shows what is most urgent.
      const words = query.data.parameters.find(({ name }) => name !== 'initialRun')?.value ?? '';
      const page = pageSchema.safeParse(value);
      const { skip, count } = page.success ? page.data.queryOptions : { skip: 0, count: resultsMax };
      const key = `${by}|${folded(words)}`;
      const found = (skip === 0 ? undefined : earlier.get(key)) ?? (await findIn(deps, by, words));
      if (skip === 0 && found.length === 0) return messageResult(nothingFound);
      if (skip === 0) remember(key, found);
      const end = skip + Math.min(count, resultsMax);
      // Rights may have changed since the first page.
      const shown = await show(deps, by, found.slice(skip, end));
      const attachments = shown.map(({ title, row }, index) => {
        // A list of results has no other place to say it; at the end of a line a client may cut it off.
        const more = index === shown.length - 1 && found.length > end ? moreAfterThis(found.length - end) : '';
        return {
          contentType: 'application/vnd.microsoft.card.adaptive',
          content: drawLive(title, '', [row], { list: '' }),
          preview: { contentType: 'application/vnd.microsoft.card.thumbnail', content: { title: row.first, text: `${more}${row.second}` } },
        };
      });
      return { status: 200, body: { composeExtension: { type: 'result', attachmentLayout: 'list', attachments } } };
    } catch (error) {
      return messageResult(wordsFor(error));
    }
  };
}
