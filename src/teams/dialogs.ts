// Dialogs: whose a button is that opens one is said by its card, and that kind opens it and takes what was filled in; some open from the message extension.
import { unknownButton } from '../cards/answers.ts';
import { unknownWords } from './clicks.ts';
import type { KindDeps } from './kind.ts';
import { type Press, wordsFor } from './press.ts';
import { type InvokeReply, wordsDialog } from './replies.ts';
import { carryingList } from './said-lists.ts';
import { dialogSchema, extensionSchema } from './wire.ts';

/** Answers `task/fetch`. Never throws. */
export const answerFetch = (deps: KindDeps, press: Press): Promise<InvokeReply> => answerDialog(deps, press, 'fetch');
/** Answers `task/submit`. Never throws. */
export const answerSubmit = (deps: KindDeps, press: Press): Promise<InvokeReply> => answerDialog(deps, press, 'submit');

/** Answers `composeExtension/fetchTask`: a command of the message extension that opens a dialog. Never throws. */
export async function answerAction(deps: KindDeps, press: Press): Promise<InvokeReply> {
  try {
    return (await deps.kinds.action(press.verb)?.open(deps, press)) ?? wordsDialog(unknownButton);
  } catch (error) {
    return wordsDialog(wordsFor(error));
  }
}

async function answerDialog(deps: KindDeps, press: Press, how: 'fetch' | 'submit'): Promise<InvokeReply> {
  try {
    const dialogs = deps.kinds.asked(press.verb, press.data);
    if (dialogs === undefined) return wordsDialog(unknownWords(deps, press));
    const reply = await dialogs.answer(deps, press, how);
    if (how === 'submit' && press.data['step'] !== true) deps.filledIn?.(press);
    return carryingList(press, reply);
  } catch (error) {
    return wordsDialog(wordsFor(error));
  }
}

/** What Teams asks about dialogs, from a card or from the message extension: how each is answered, and how it is read. */
export const dialogInvokes = [
  ['task/fetch', answerFetch, dialogSchema],
  ['task/submit', answerSubmit, dialogSchema],
  ['composeExtension/fetchTask', answerAction, extensionSchema],
  ['composeExtension/submitAction', answerSubmit, dialogSchema],
] as const;
