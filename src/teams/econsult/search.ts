// The message extension: finds eConsults by reference, practice, status and day, and puts one into a message as a safe card.
import { z } from 'zod/v4';
import { drawList, rowOf } from '../../cards/network/channels.ts';
import { folded } from '../../domain/names.ts';
import { referenceOf } from '../../domain/reference.ts';
import type { PersonId } from '../../domain/terms.ts';
import { type Reading, wordsFor } from '../press.ts';
import type { InvokeReply } from '../replies.ts';
import { seeEach } from './gate.ts';
import { type Found, search } from './lists.ts';

/** Teams asks for 25 at a time; a client that asks for more gets so many, which keeps the answer small enough for it. */
const resultsMax = 25;

/** Longer than the longest names of several practices. */
const wordsCharactersMax = 200;
const unreadable = `I cannot read this search. Please write at most ${wordsCharactersMax} characters: a reference such as K7M-4QX, a practice, or a word such as waiting or urgent.`;

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

/** Searches whose order is remembered. One person pages through one at a time; about as many as are at work in a large hub. */
const searchesMax = 100;

/**
 * Answers searches, a page at a time. What the first page found keeps its order for the pages after it, so that each is shown once although
 * others come and go meanwhile; another instance, which does not know it, looks again. Never throws; nobody finds what they may not know of.
 */
export function createSearch(deps: Reading): (by: PersonId, value: unknown) => Promise<InvokeReply> {
  const earlier = new Map<string, readonly Found[]>();
  const remember = (key: string, found: readonly Found[]): void => {
    earlier.delete(key);
    const [oldest] = earlier.keys();
    if (oldest !== undefined && earlier.size >= searchesMax) earlier.delete(oldest);
    earlier.set(
      key,
      found.map(({ hub, id }) => ({ hub, id })),
    );
  };
  return async (by, value) => {
    try {
      const query = querySchema.safeParse(value);
      // Otherwise everything would be listed, and taken for what was searched for.
      if (!query.success) return messageResult(unreadable);
      // Teams asks with `initialRun` before anything was typed: then it shows what is most urgent.
      const words = query.data.parameters.find(({ name }) => name !== 'initialRun')?.value ?? '';
      const page = pageSchema.safeParse(value);
      const { skip, count } = page.success ? page.data.queryOptions : { skip: 0, count: resultsMax };
      const network = await deps.network.current();
      const key = `${by}|${folded(words)}`;
      const found = (skip === 0 ? undefined : earlier.get(key)) ?? (await search(deps.store, network, by, words, deps.clock.now()));
      if (skip === 0 && found.length === 0)
        return messageResult('Nothing found. Try a reference such as K7M-4QX, a practice, or a word such as waiting or urgent.');
      if (skip === 0) remember(key, found);
      const end = skip + Math.min(count, resultsMax);
      // Rights may have changed since the first page.
      const shown = await seeEach(deps.store, network, by, found.slice(skip, end));
      const attachments = shown.map((it, index) => {
        const row = rowOf(it, network);
        // A list of results has no other place to say it; at the end of a line a client may cut it off.
        const more = index === shown.length - 1 && found.length > end ? `${found.length - end} more after this one. ` : '';
        return {
          contentType: 'application/vnd.microsoft.card.adaptive',
          content: drawList(referenceOf(it.id), '', [row]),
          preview: { contentType: 'application/vnd.microsoft.card.thumbnail', content: { title: row.first, text: `${more}${row.second}` } },
        };
      });
      return { status: 200, body: { composeExtension: { type: 'result', attachmentLayout: 'list', attachments } } };
    } catch (error) {
      return messageResult(wordsFor(error));
    }
  };
}

export const messageResult = (text: string): InvokeReply => ({ status: 200, body: { composeExtension: { type: 'message', text } } });
