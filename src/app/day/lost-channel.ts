// Tells the leads of a hub, in their own chats, that a channel of theirs cannot be written to any more.
import type { ChannelLost } from '../../domain/channel-news.ts';
import { hubOf } from '../../domain/network/state.ts';
import { channelFor } from '../../domain/network/who-is-where.ts';
import type { Instant } from '../../domain/terms.ts';
import { type DayDeps, tellLeads, tellOfChannel } from './day.ts';

/** Once for each time it is lost; nothing when it is no organisation's channel. Errors as `tellLeads`. */
export async function tellChannelLost(deps: DayDeps, conversation: string, why: ChannelLost, since: Instant): Promise<void> {
  const { network } = await deps.rules.now();
  const { organisation, isTest } = channelFor(network, conversation) ?? {};
  const hub = organisation === undefined ? undefined : hubOf(network, organisation);
  if (organisation === undefined || hub === undefined) return;
  if (isTest) await tellOfChannel(deps, hub, { matter: 'testUnreached', organisation, since }, since);
  else await tellLeads(deps, hub, organisation, { matter: 'channelLost', why, since }, since);
}
