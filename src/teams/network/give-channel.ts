// The button by which a lead makes a channel a hub's or a practice's.
import { z } from 'zod/v4';
import { drawChannelChosen, drawChooseChannel, drawTestChosen, testSuffix } from '../../cards/channels.ts';
import { channelInputMissing } from '../../cards/network/answers.ts';
import { networkRefusalWords } from '../../cards/network/words.ts';
import { own } from '../../domain/lookup.ts';
import { type ClickDeps, operationOf, type Press } from '../press.ts';
import { cardReply, type InvokeReply } from '../replies.ts';
import { conversationOf, organisationSchema, tenantOf } from '../wire.ts';

/** Empty in a chat: a client may send anything, but Teams signs what kind of conversation it came from. */
export const teamOf = ({ conversation, channelData }: Press['activity']): string =>
  conversation.conversationType === 'channel' ? (channelData?.team?.id ?? '') : '';

/** Answers the press. Errors as `handle`. */
export async function giveChannel(deps: ClickDeps, { activity, by, data }: Press): Promise<InvokeReply> {
  const network = await deps.network.current();
  const tenantId = tenantOf(activity);
  const input = z.object({ organisation: organisationSchema.or(z.string().regex(/^[A-Z0-9]{3,10}\.test$/)) }).safeParse(data);
  if (!input.success || tenantId === undefined) return cardReply(drawChooseChannel(network, channelInputMissing));
  const isTest = input.data.organisation.endsWith(testSuffix);
  const organisation = isTest ? input.data.organisation.slice(0, -testSuffix.length) : input.data.organisation;
  const handled = await deps.network.change({
    type: 'giveChannel',
    operation: operationOf(activity),
    at: deps.clock.now(),
    by,
    channel: { organisation, conversation: conversationOf(activity), team: teamOf(activity), tenantId, ...(isTest ? { isTest } : {}) },
  });
  if (handled.kind === 'refused') return cardReply(drawChooseChannel(network, networkRefusalWords(handled.refusal, network)));
  deps.nudge();
  if (isTest) return cardReply(drawTestChosen(handled.state, organisation));
  const before = own(network.channels, organisation);
  return cardReply(
    drawChannelChosen(handled.state, organisation, before !== undefined && before.conversation !== conversationOf(activity)),
  );
}
