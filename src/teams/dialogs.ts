// Dialogs: everything the sender wrote, and the question whose patient an unplaced one is.
import { z } from 'zod/v4';
import { handleEConsult, loadEConsult } from '../app/things.ts';
import { drawOpen, drawPlace, drawWords } from '../cards/dialogs.ts';
import { refusalWords } from '../cards/words.ts';
import { referenceOf } from '../domain/reference.ts';
import { personOf } from '../domain/terms.ts';
import { type ClickDeps, operationOf, type Press, wordsFor } from './clicks.ts';
import { closingReply, dialogReply, type InvokeReply } from './replies.ts';
import { organisationSchema, payloadSchema } from './wire.ts';

/** Every verb a `task/fetch` of ours may carry; a test holds the card templates to it. */
export const dialogVerbs: readonly string[] = ['open', 'place'];

/** Answers `task/fetch`. Never throws; a refusal is a dialog too, for anything else shows as an empty one. */
export async function answerFetch(deps: ClickDeps, press: Press): Promise<InvokeReply> {
  return answering(press, async (payload) => {
    switch (press.verb) {
      case 'open':
        return open(deps, press, payload, 0);
      case 'place': {
        return askPlace(deps, payload);
      }
      default:
        return wordsDialog('This button is not known to me any more. Nothing was done. Please refresh the card.');
    }
  });
}

/** Answers `task/submit`. Never throws. */
export async function answerSubmit(deps: ClickDeps, press: Press): Promise<InvokeReply> {
  return answering(press, async (payload) => {
    switch (press.verb) {
      case 'open': {
        const page = z.object({ page: z.number().int().min(0).max(1_000) }).safeParse(press.data);
        return open(deps, press, payload, page.success ? page.data.page : 0);
      }
      case 'place':
        return place(deps, press, payload);
      default:
        return wordsDialog('This button is not known to me any more. Nothing was done. Please refresh the card.');
    }
  });
}

type Payload = z.infer<typeof payloadSchema>;

async function answering(press: Press, answer: (payload: Payload) => Promise<InvokeReply>): Promise<InvokeReply> {
  try {
    const payload = payloadSchema.safeParse(press.data);
    if (!payload.success)
      return wordsDialog('This card is of a kind I do not know. Nothing was done. Please use a newer card of the same request.');
    return await answer(payload.data);
  } catch (error) {
    return wordsDialog(wordsFor(error));
  }
}

const wordsDialog = (words: string): InvokeReply => dialogReply('eHub', drawWords('That did not work', words), 'small');

/** The view is recorded before anything is shown: an opening that cannot be recorded does not happen. */
async function open(deps: ClickDeps, press: Press, { hub, id }: Payload, page: number): Promise<InvokeReply> {
  const at = deps.clock.now();
  const handled = await handleEConsult(
    { ...deps, rules: deps.network },
    { type: 'view', hub, id, operation: operationOf(press.activity), at, by: press.by },
  );
  const network = await deps.network.current();
  if (handled.kind === 'refused') return wordsDialog(refusalWords(handled.refusal, network));
  const texts = await deps.store.texts(hub, id);
  return dialogReply(`eConsult ${referenceOf(id)}`, drawOpen(handled.state, texts, network, personOf(press.by), at, page), 'large');
}

async function askPlace(deps: ClickDeps, { hub, id }: Payload, problem = ''): Promise<InvokeReply> {
  const network = await deps.network.current();
  const it = await loadEConsult(deps.store, network, hub, id);
  if (it === undefined) return wordsDialog(refusalWords({ why: 'notFound' }, network));
  return dialogReply(`Place ${referenceOf(id)}`, drawPlace(it, network, problem), 'small');
}

async function place(deps: ClickDeps, press: Press, payload: Payload): Promise<InvokeReply> {
  const { hub, id, revision } = payload;
  const input = z.object({ practice: organisationSchema }).safeParse(press.data);
  const network = await deps.network.current();
  if (!input.success) return askPlace(deps, payload, 'Please choose a practice.');
  const handled = await handleEConsult(
    { ...deps, rules: deps.network },
    {
      type: 'place',
      hub,
      id,
      practice: input.data.practice,
      operation: operationOf(press.activity),
      at: deps.clock.now(),
      by: press.by,
      ...(revision === undefined ? {} : { revision }),
    },
  );
  if (handled.kind === 'done') return closingReply(`${referenceOf(id)} is placed. Its card follows.`);
  if (handled.refusal.why === 'practiceUnknown') return askPlace(deps, payload, refusalWords(handled.refusal, network));
  return wordsDialog(refusalWords(handled.refusal, network));
}
