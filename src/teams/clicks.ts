// Buttons: whose they are is said by their cards, and that kind answers them with its card as it now is.
import { unknownButton, unknownCard } from '../cards/answers.ts';
import type { KindDeps } from './kind.ts';
import { turnPage } from './lists.ts';
import { pressNext } from './next.ts';
import { type Press, wordsFor } from './press.ts';
import { type InvokeReply, messageReply } from './replies.ts';
import { payloadSchema } from './wire.ts';

/** Answers one press. Never throws: whoever pressed reads what happened and what to do next. */
export async function answerPress(deps: KindDeps, press: Press): Promise<InvokeReply> {
  try {
    const presses = deps.kinds.pressed(press.verb, press.data);
    if (presses === undefined && press.verb === 'next') return await pressNext(deps, press);
    if (presses === undefined && press.verb === 'list') return await turnPage(deps, press);
    return presses === undefined ? messageReply(unknownWords(deps, press)) : await presses.answer(deps, press);
  } catch (error) {
    return messageReply(wordsFor(error));
  }
}

/** A card that we may have drawn, with a button that there is no more; or no card of ours. */
export function unknownWords({ kinds }: KindDeps, { data }: Press): string {
  const isOurs = [...kinds.app.all, ...kinds.app.gathered].some(({ ids }) => payloadSchema(ids).safeParse(data).success);
  return isOurs ? unknownButton : unknownCard;
}
