// The button by which a lead makes a channel a hub's or a practice's.
import { z } from 'zod/v4';
import { opensAt } from '../../app/dispatch/move-channel.ts';
import {
  channelPreviewWords,
  drawChannelChosen,
  drawChooseChannel,
  drawTestChosen,
  sharePreviewWords,
  testSuffix,
} from '../../cards/channels.ts';
import { channelInputMissing } from '../../cards/network/answers.ts';
import { mayLead } from '../../cards/network/lists.ts';
import { networkRefusalWords } from '../../cards/network/words.ts';
import { own } from '../../domain/lookup.ts';
import { hubOf, type Network } from '../../domain/network/state.ts';
import { channelFor } from '../../domain/network/who-is-where.ts';
import type { KindDeps } from '../kind.ts';
import { operationOf, type Press } from '../press.ts';
import { cardReply, type InvokeReply } from '../replies.ts';
import { conversationOf, organisationSchema, tenantOf } from '../wire.ts';

/** Empty in a chat: a client may send anything, but Teams signs what kind of conversation it came from. */
export const teamOf = ({ conversation, channelData }: Press['activity']): string =>
  conversation.conversationType === 'channel' ? (channelData?.team?.id ?? '') : '';

/** How many cards would follow; none for somebody who may not move them: they read why when they press. Throws as the store does. */
async function openWith({ kinds, store }: KindDeps, network: Network, organisation: string, person: string): Promise<number> {
  const hub = hubOf(network, organisation);
  if (hub === undefined || !mayLead(network, person, organisation)) return 0;
  return (await opensAt({ kinds: kinds.app, store }, hub, organisation)).length;
}

/** Answers the press. Errors as `handle`. */
export async function giveChannel(deps: KindDeps, { activity, by, data }: Press): Promise<InvokeReply> {
  const network = await deps.network.current();
  const choose = (notice: string, chosen = '', shares = false) =>
    cardReply(drawChooseChannel(network, deps.clock.now(), notice, chosen, shares));
  const tenantId = tenantOf(activity);
  const input = z.object({ organisation: organisationSchema.or(z.string().regex(/^[A-Z0-9]{3,10}\.test$/)) }).safeParse(data);
  if (!input.success || tenantId === undefined) return choose(channelInputMissing);
  const isTest = input.data.organisation.endsWith(testSuffix);
  const organisation = isTest ? input.data.organisation.slice(0, -testSuffix.length) : input.data.organisation;
  const before = own(network.channels, organisation);
  const isOther = !isTest && before !== undefined && before.conversation !== conversationOf(activity);
  const isFree = teamOf(activity) !== '' && channelFor(network, conversationOf(activity)) === undefined;
  const open = isOther && isFree && data['previewed'] !== organisation ? await openWith(deps, network, organisation, by.id) : 0;
  if (open > 0) return choose(channelPreviewWords(network, organisation, open), organisation);
  const shares = !isTest && data['shares'] === organisation;
  const handled = await deps.network.change({
    type: 'giveChannel',
    operation: operationOf(activity),
    at: deps.clock.now(),
    by,
    channel: {
      organisation,
      conversation: conversationOf(activity),
      team: teamOf(activity),
      tenantId,
      ...(isTest ? { isTest } : {}),
      ...(shares ? { isShared: true } : {}),
    },
  });
  if (handled.kind === 'refused' && handled.refusal.why === 'channelTaken' && handled.refusal.mayShare) {
    const comes = await openWith(deps, network, organisation, by.id);
    return choose(sharePreviewWords(network, handled.refusal.organisation, organisation, comes), organisation, true);
  }
  if (handled.kind === 'refused') return choose(networkRefusalWords(handled.refusal, network));
  deps.nudge();
  if (isTest) return cardReply(drawTestChosen(handled.state, organisation));
  return cardReply(drawChannelChosen(handled.state, organisation, isOther));
}
