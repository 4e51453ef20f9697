// Sending a task from the message extension, wherever somebody writes: the same form as anywhere else, for the organisation they work at.
import { sendNowhere } from '../../cards/task/answers.ts';
import { own } from '../../domain/lookup.ts';
import { hubOf, organisationHere } from '../../domain/network/state.ts';
import type { KindDeps } from '../kind.ts';
import type { Press } from '../press.ts';
import { type InvokeReply, wordsDialog } from '../replies.ts';
import { conversationOf } from '../wire.ts';
import { askSend } from './sends.ts';

/** As the manifest calls it. */
export const sendAction = 'task';

/** From the organisation whose channel it is, if they work there; else from the first at which they do. Throws as the store does. */
export async function askFromExtension(deps: KindDeps, { by, activity }: Press): Promise<InvokeReply> {
  const network = await deps.network.current();
  const posts = own(network.staff, by.id)?.posts ?? [];
  const here = organisationHere(network, conversationOf(activity), by.id);
  const from = (posts.find(({ at }) => at === here) ?? posts[0])?.at;
  const hub = from === undefined ? undefined : hubOf(network, from);
  return from === undefined || hub === undefined ? wordsDialog(sendNowhere) : askSend(deps, { hub, from });
}
