// The message extension: finds eConsults by reference, practice, status and day, and puts one into a message as a safe card.
import { z } from 'zod/v4';
import { drawList, rowOf } from '../cards/channels.ts';
import { referenceOf } from '../domain/reference.ts';
import { search } from './listing.ts';
import type { ClickDeps } from './press.ts';
import { wordsFor } from './press.ts';
import type { InvokeReply } from './replies.ts';

/** `composeExtension/query`: what was typed, in a parameter of whatever name. */
const querySchema = z.looseObject({
  parameters: z
    .array(z.looseObject({ name: z.string(), value: z.string().max(200) }))
    .max(10)
    .default([]),
});
/** More would not be looked at. */
const resultsMax = 15;

/** Answers a search. Never throws; nobody finds what they may not know of. */
export async function answerSearch(deps: ClickDeps, by: string, value: unknown): Promise<InvokeReply> {
  try {
    const query = querySchema.safeParse(value);
    // Teams asks with `initialRun` before anything was typed: then it shows what is most urgent.
    const words = query.success ? (query.data.parameters.find(({ name }) => name !== 'initialRun')?.value ?? '') : '';
    const network = await deps.network.current();
    const found = await search(deps.store, network, by, words, deps.clock.now(), resultsMax);
    if (found.length === 0)
      return messageResult('Nothing found. Try a reference such as K7M-4QX, a practice, or a word such as waiting or urgent.');
    const attachments = found.map((it) => {
      const row = rowOf(it, network);
      return {
        contentType: 'application/vnd.microsoft.card.adaptive',
        content: drawList(referenceOf(it.id), '', [row]),
        preview: { contentType: 'application/vnd.microsoft.card.thumbnail', content: { title: row.first, text: row.second } },
      };
    });
    return { status: 200, body: { composeExtension: { type: 'result', attachmentLayout: 'list', attachments } } };
  } catch (error) {
    return messageResult(wordsFor(error));
  }
}

const messageResult = (text: string): InvokeReply => ({ status: 200, body: { composeExtension: { type: 'message', text } } });
