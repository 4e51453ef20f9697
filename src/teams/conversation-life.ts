// What an activity says about which conversations the bot can write to: it came or went, a channel was deleted, a team archived.
import type { ChannelLost } from '../domain/channel-news.ts';
import { conversationOf, type TeamsActivity } from './wire.ts';

/** What has become of one conversation. `apart`: it has the bot by itself, as shared and private channels do. */
export type Change =
  | { readonly kind: 'closed'; readonly why: ChannelLost; readonly apart?: true }
  | { readonly kind: 'opened'; readonly ended: readonly ChannelLost[]; readonly apart?: true }
  /** The team has the bot, and so have its ordinary channels; those apart may have it once it was added anew. */
  | { readonly kind: 'teamHasBot'; readonly anew: boolean }
  /** Something was said there, which does not tell whether we may write. */
  | { readonly kind: 'mentioned' };

export interface Told {
  readonly conversation: string;
  readonly change: Change;
}

const everyClosing: readonly ChannelLost[] = ['BotRemoved', 'ChannelDeleted', 'TeamArchived', 'TeamDeleted'];

/** What ends or begins for all channels of a team, whatever kind they are. */
const ofTheTeam: ReadonlyMap<string, Change> = new Map<string, Change>([
  ['teamArchived', { kind: 'closed', why: 'TeamArchived' }],
  ['teamUnarchived', { kind: 'opened', ended: ['TeamArchived'] }],
  ['teamDeleted', { kind: 'closed', why: 'TeamDeleted' }],
  ['teamHardDeleted', { kind: 'closed', why: 'TeamDeleted' }],
  ['teamRestored', { kind: 'opened', ended: ['TeamDeleted'] }],
]);
const ofOneChannel: ReadonlyMap<string, Change> = new Map<string, Change>([
  ['channelDeleted', { kind: 'closed', why: 'ChannelDeleted' }],
  ['channelRestored', { kind: 'opened', ended: ['ChannelDeleted'] }],
]);

/** Everything one activity tells. `ofTeam`: the channels we know of its team, for what Teams says once for all of them. */
export function toldIn(activity: TeamsActivity, ofTeam: readonly string[]): readonly Told[] {
  const here = conversationOf(activity);
  const mentioned: readonly Told[] = [{ conversation: here, change: { kind: 'mentioned' } }];
  switch (activity.type) {
    case 'message':
      // Nobody can write in an archived team either.
      return [{ conversation: here, change: { kind: 'opened', ended: everyClosing } }];
    case 'invoke':
      return [{ conversation: here, change: { kind: 'opened', ended: everyClosing.filter((why) => why !== 'TeamArchived') } }];
    case 'installationUpdate':
      return installed(activity, ofTeam) ?? mentioned;
    case 'conversationUpdate':
      return membership(activity, ofTeam) ?? happening(activity, ofTeam) ?? mentioned;
    default:
      return mentioned;
  }
}

/** An upgrade ends with `add-upgrade`; its `remove-upgrade` removes nothing, in whatever order the two come. */
function installed(activity: TeamsActivity, ofTeam: readonly string[]): readonly Told[] | undefined {
  const own = ownChannel(activity);
  switch (activity.action) {
    case 'remove':
      return own === undefined
        ? everywhere(activity, ofTeam, { kind: 'closed', why: 'BotRemoved' })
        : [{ conversation: own, change: { kind: 'closed', why: 'BotRemoved', apart: true } }];
    case 'add':
    case 'add-upgrade':
      return own === undefined ? cameToTeam(activity, ofTeam, activity.action === 'add') : [{ conversation: own, change: cameApart }];
    default:
      return undefined;
  }
}

/** The bot among those who came or went: of the whole team in its General channel, of that one channel anywhere else. */
function membership(activity: TeamsActivity, ofTeam: readonly string[]): readonly Told[] | undefined {
  const hasBot = (members: TeamsActivity['membersAdded']): boolean => (members ?? []).some(({ id }) => id === activity.recipient.id);
  const team = activity.channelData?.team?.id;
  const channel = ownChannel(activity) ?? conversationOf(activity);
  const apart = team !== undefined && channel !== team;
  if (hasBot(activity.membersRemoved)) {
    return apart
      ? [{ conversation: channel, change: { kind: 'closed', why: 'BotRemoved', apart } }]
      : everywhere(activity, ofTeam, { kind: 'closed', why: 'BotRemoved' });
  }
  if (!hasBot(activity.membersAdded)) return undefined;
  return apart ? [{ conversation: channel, change: cameApart }] : cameToTeam(activity, ofTeam, true);
}

const cameApart: Change = { kind: 'opened', ended: ['BotRemoved'], apart: true };

const cameToTeam = (activity: TeamsActivity, ofTeam: readonly string[], anew: boolean): readonly Told[] => [
  ...everywhere(activity, ofTeam, { kind: 'teamHasBot', anew }).filter(({ conversation }) => conversation !== conversationOf(activity)),
  { conversation: conversationOf(activity), change: { kind: 'opened', ended: ['BotRemoved'] } },
];

/** What happened to a channel or its team. Teams may tell it in the General channel, whichever channel it is about. */
function happening(activity: TeamsActivity, ofTeam: readonly string[]): readonly Told[] | undefined {
  const { eventType = '', channel } = activity.channelData ?? {};
  const one = ofOneChannel.get(eventType);
  if (one !== undefined) return channel === undefined ? undefined : [{ conversation: channel.id, change: one }];
  const all = ofTheTeam.get(eventType);
  return all === undefined ? undefined : everywhere(activity, ofTeam, all);
}

function everywhere(activity: TeamsActivity, ofTeam: readonly string[], change: Change): readonly Told[] {
  return [...new Set([conversationOf(activity), ...ofTeam])].map((conversation) => ({ conversation, change }));
}

/** The shared or private channel that an activity is about, where it says that it is one. */
function ownChannel({ channelData }: TeamsActivity): string | undefined {
  const { channel, eventType = '' } = channelData ?? {};
  const isApart = channel?.type === 'shared' || channel?.type === 'private' || eventType.startsWith('channelMember');
  return isApart ? channel?.id : undefined;
}
