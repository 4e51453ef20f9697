// The buttons of a task's card that need one press: the answer is the card as it now is, for the one who pressed.

import { unknownButton, unknownCard } from '../../cards/answers.ts';
import { taskPressed } from '../../cards/task/answers.ts';
import { taskRefusalWords } from '../../cards/task/refusals.ts';
import { own } from '../../domain/lookup.ts';
import { taskIds } from '../../domain/task/id.ts';
import type { KindDeps } from '../kind.ts';
import { redrawn } from '../lists.ts';
import { askedBy, type Press } from '../press.ts';
import { type InvokeReply, messageReply } from '../replies.ts';
import { payloadSchema } from '../wire.ts';
import { seeTask, taskView, unseenTaskWords, wishTask } from './gate.ts';
import { taskPresses } from './inputs.ts';

export const taskPressVerbs: readonly string[] = [...Object.keys(taskPresses), 'look'];
export const taskPayload = payloadSchema(taskIds.ids);

/** Answers one press. Throws as the store does. */
export async function answerTaskPress(deps: KindDeps, press: Press): Promise<InvokeReply> {
  const payload = taskPayload.safeParse(press.data);
  if (!payload.success) return messageReply(unknownCard);
  const { hub, id, revision } = payload.data;
  const network = await deps.network.current();
  if (press.verb === 'look') {
    const task = await seeTask(deps, network, press.by.id, { hub, id });
    return task === undefined ? messageReply(unseenTaskWords(network, press.by.id, id)) : taskView(deps, press, task);
  }
  const command = own(taskPresses, press.verb)?.(askedBy(deps, press, hub, id, revision), press.data);
  if (command === undefined || command === 'inputMissing') return messageReply(unknownButton);
  const handled = await wishTask(deps, command);
  const words = handled.kind === 'refused' ? taskRefusalWords(handled.refusal, network) : '';
  if (press.data['list'] !== undefined) {
    const drawn = await redrawn(deps, press, { words: words === '' ? taskPressed(press.verb, id) : words });
    if (drawn !== undefined) return drawn;
  }
  if (handled.kind === 'done') return taskView(deps, press, handled.state);
  return handled.state === undefined ? messageReply(words) : taskView(deps, press, handled.state, words);
}
