// Buttons: a verb and what its card carried become a command; the answer is the card as it now is, for the one who pressed.
import { z } from 'zod/v4';
import type { Directory } from '../app/ports.ts';
import type { EConsultHandled } from '../app/things.ts';
import { drawAsked } from '../cards/econsult/escalated-to-you.ts';
import { networkRefusalWords, refusalWords } from '../cards/econsult/refusals.ts';
import { drawChannelChosen, drawChooseChannel } from '../cards/network/channels.ts';
import { theClock } from '../domain/econsult/escalation.ts';
import type { EConsult } from '../domain/econsult/state.ts';
import { own } from '../domain/lookup.ts';
import { pressBoard } from './board/board.ts';
import { answerSign } from './day/day.ts';
import { lookAt, seeEach, unseenWords, type Viewing, viewOf, wish } from './econsult/gate.ts';
import { presses } from './econsult/inputs.ts';
import { askedBy, type ClickDeps, operationOf, type Press, wordsFor } from './press.ts';
import { cardReply, type InvokeReply, messageReply } from './replies.ts';
import { askedSchema, conversationOf, organisationSchema, payloadSchema, tenantOf } from './wire.ts';

/** Every verb an Action.Execute of ours may carry; a test holds the card templates to it. */
export const executeVerbs: readonly string[] = [...Object.keys(presses), 'look', 'giveChannel', 'signDay', 'board'];

/** Answers one press. Never throws: whoever pressed reads what happened and what to do next. */
export async function answerPress(deps: ClickDeps, press: Press): Promise<InvokeReply> {
  try {
    if (press.verb === 'giveChannel') return await giveChannel(deps, press);
    if (press.verb === 'signDay') return await answerSign(deps, press);
    if (press.verb === 'board') return await pressBoard(deps, press);
    const payload = payloadSchema.safeParse(press.data);
    if (!payload.success)
      return messageReply('This card is of a kind I do not know. Nothing was done. Please use a newer card of the same request.');
    const { hub, id, revision } = payload.data;
    if (press.verb === 'look') return await look(deps, press, hub, id);
    const make = own(presses, press.verb);
    if (make === undefined) return messageReply('This button is not known to me any more. Nothing was done. Please refresh the card.');
    const asked = askedBy(deps, press, hub, id, revision);
    const command = make(asked, press.data);
    if (command === 'inputMissing')
      return await look(deps, press, hub, id, 'Something was not filled in, so nothing was done. Please choose from the lists.');
    const handled = await wish(deps, command);
    const together = askedSchema.safeParse(press.data['asked']);
    if (together.success) return await askedAgain(deps, press, { hub, ids: together.data }, handled);
    if (handled.kind === 'done') return await ownView(deps, press, handled.state);
    const network = await deps.network.current();
    const words = refusalWords(handled.refusal, network);
    return handled.state === undefined ? messageReply(words) : await ownView(deps, press, handled.state, words);
  } catch (error) {
    return messageReply(wordsFor(error));
  }
}

/** The message by which somebody was asked about several, as it is after a press on it; its own card may stand where they may not look. */
async function askedAgain(
  deps: ClickDeps,
  { by }: Press,
  { hub, ids }: { readonly hub: string; readonly ids: readonly string[] },
  handled: EConsultHandled,
): Promise<InvokeReply> {
  const network = await deps.network.current();
  const notice = handled.kind === 'refused' ? refusalWords(handled.refusal, network) : '';
  // Which ones is said by the card, and so by anybody.
  const items = await seeEach(
    deps.store,
    network,
    by.id,
    ids.map((id) => ({ hub, id })),
  );
  return items.length === 0 ? messageReply(notice) : cardReply(drawAsked(items, network, notice).card);
}

/** A client that asks for its own view. Only reads, and never answers with an error, because a failed refresh can stay on screen. */
async function look(deps: ClickDeps, press: Press, hub: string, id: string, notice?: string): Promise<InvokeReply> {
  const network = await deps.network.current();
  const card = await lookAt(deps, network, { hub, id }, (it) => viewing(deps, press, it, notice));
  return card === undefined ? messageReply(unseenWords(network, press.by.id, id)) : cardReply(card);
}

/** The card as it now is for whoever pressed; who may not see it, or not any more, reads the words alone. */
async function ownView(deps: ClickDeps, press: Press, it: EConsult, notice?: string): Promise<InvokeReply> {
  const card = viewOf(it, await deps.network.current(), await viewing(deps, press, it, notice));
  return card === undefined ? messageReply(notice ?? 'Done. It is no longer with an organisation you work for.') : cardReply(card);
}

const viewing = async (deps: ClickDeps, { by, activity }: Press, it: EConsult, notice: string | undefined): Promise<Viewing> => ({
  person: by.id,
  activity,
  now: deps.clock.now(),
  refreshFor: await refreshFor(deps.directory, it),
  ...(notice === undefined ? {} : { notice }),
});

/**
 * Whose clients should fetch their own view of this card by themselves: its claimant's, and that of whoever escalated it, who is not to be
 * offered to answer themselves. Teams allows 60.
 */
export async function refreshFor(directory: Directory, state: EConsult): Promise<readonly string[]> {
  if (state.status === 'completed') return [];
  const { escalation } = state;
  const own = new Set([
    ...(state.status === 'claimed' ? [state.claimant.id] : []),
    ...(escalation && !escalation.acknowledged && escalation.by.id !== theClock.id ? [escalation.by.id] : []),
  ]);
  const people = await Promise.all([...own].map((id) => directory.person(id)));
  return people.flatMap((person) => (person === undefined ? [] : [person.mri]));
}

/** Empty in a chat. What a client sends may be anything, but the kind of conversation is signed by Teams. */
const teamOf = ({ conversation, channelData }: Press['activity']): string =>
  conversation.conversationType === 'channel' ? (channelData?.team?.id ?? '') : '';

async function giveChannel(deps: ClickDeps, { activity, by, data }: Press): Promise<InvokeReply> {
  const network = await deps.network.current();
  const tenantId = tenantOf(activity);
  const input = z.object({ organisation: organisationSchema }).safeParse(data);
  if (!input.success || tenantId === undefined)
    return cardReply(drawChooseChannel(network, 'Please choose a hub or practice. Nothing has changed.'));
  const { organisation } = input.data;
  const handled = await deps.network.change({
    type: 'giveChannel',
    operation: operationOf(activity),
    at: deps.clock.now(),
    by,
    channel: { organisation, conversation: conversationOf(activity), team: teamOf(activity), tenantId },
  });
  if (handled.kind === 'refused') return cardReply(drawChooseChannel(network, networkRefusalWords(handled.refusal, network)));
  deps.nudge();
  const before = own(network.channels, organisation);
  return cardReply(
    drawChannelChosen(handled.state, organisation, before !== undefined && before.conversation !== conversationOf(activity)),
  );
}
