// Activities as Teams sends them to a bot: what somebody typed or pressed, and the bot being added or removed.

import type { Json } from './json.ts';
import type { Message, Person, Place, Team, World } from './teams-state.ts';

/** What every activity needs from outside itself. */
export interface Given {
  readonly world: World;
  readonly serviceUrl: string;
  /** The moment it happens, in ms. */
  readonly ms: number;
  /** A fresh random text, for ids. */
  readonly random: () => string;
}
export type Activity = Json & { readonly id: string; readonly type: string };

const clientInfo = { type: 'clientInfo', locale: 'en-GB', country: 'GB', platform: 'Web', timezone: 'Europe/London' };

const londonOffset = new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/London', timeZoneName: 'longOffset', year: 'numeric' });
/** `2026-07-01T09:14:00.000+01:00`. */
const localTime = (ms: number): string => {
  const name = londonOffset.formatToParts(ms).find((p) => p.type === 'timeZoneName')?.value ?? 'GMT';
  const offset = name === 'GMT' ? '+00:00' : name.slice(3);
  const minutes = (Number(offset.slice(1, 3)) * 60 + Number(offset.slice(4, 6))) * (offset.startsWith('-') ? -1 : 1);
  return new Date(ms + minutes * 60_000).toISOString().replace('Z', offset);
};

const conversationOf = (world: World, place: Place, thread: string | undefined): Json =>
  place.kind === 'channel'
    ? {
        isGroup: true,
        conversationType: 'channel',
        tenantId: world.tenantId,
        id: thread === undefined ? place.id : `${place.id};messageid=${thread}`,
      }
    : { conversationType: 'personal', tenantId: world.tenantId, id: place.id };

const teamData = (team: Team): Json => ({ id: team.id, name: team.name, aadGroupId: team.groupId });

const channelDataOf = (world: World, place: Place): Json => ({
  ...(place.kind === 'channel' ? { teamsChannelId: place.id, teamsTeamId: place.team.id } : {}),
  ...(place.kind === 'channel' ? { channel: { id: place.id }, team: { id: place.team.id } } : {}),
  tenant: { id: world.tenantId },
});

const base = (given: Given, person: Person, conversation: Json) => ({
  channelId: 'msteams',
  serviceUrl: given.serviceUrl,
  timestamp: new Date(given.ms).toISOString(),
  localTimestamp: localTime(given.ms),
  localTimezone: 'Europe/London',
  locale: 'en-GB',
  from: { id: person.mri, name: person.name, aadObjectId: person.id },
  conversation,
  recipient: { id: given.world.bot.id, name: given.world.bot.name },
});

const invoke = (given: Given, person: Person, place: Place, message: Message, name: string, value: Json): Activity => ({
  ...base(given, person, conversationOf(given.world, place, message.root)),
  type: 'invoke',
  id: `f:${given.random()}`,
  name,
  entities: [clientInfo],
  channelData: { ...channelDataOf(given.world, place), source: { name: 'message' } },
  value,
});

/** A press of an Action.Execute, or an automatic or manual refresh: `adaptiveCard/action`. */
export const cardAction = (
  given: Given,
  person: Person,
  place: Place,
  message: Message,
  action: { readonly id?: string; readonly verb: string; readonly data: Json },
  trigger: 'manual' | 'automatic',
): Activity => ({
  ...invoke(given, person, place, message, 'adaptiveCard/action', {
    action: { type: 'Action.Execute', id: action.id ?? '', verb: action.verb, data: action.data },
    trigger,
  }),
  replyToId: message.id,
});

/** A button that asks for a dialog. */
export const dialogFetch = (given: Given, person: Person, place: Place, message: Message, data: Json): Activity => ({
  ...invoke(given, person, place, message, 'task/fetch', { data, context: { theme: 'default' } }),
  replyToId: message.id,
});

/** A dialog was submitted. It does not say from which message it was opened: bots that need that must carry it in `data`. */
export const dialogSubmit = (given: Given, person: Person, place: Place, message: Message, data: Json): Activity =>
  invoke(given, person, place, message, 'task/submit', { data, context: { theme: 'default' } });

/** What is asked of the app in the box where a message is written, such as `composeExtension/query`. It belongs to no message and to no thread. */
export const fromCompose = (given: Given, person: Person, place: Place, name: string, value: Json): Activity => ({
  ...base(given, person, conversationOf(given.world, place, undefined)),
  type: 'invoke',
  id: `f:${given.random()}`,
  name: `composeExtension/${name}`,
  entities: [clientInfo],
  channelData: { ...channelDataOf(given.world, place), source: { name: 'compose' } },
  value,
});

/** A plain Action.Submit: a message without text that carries the inputs. */
export const submitted = (given: Given, person: Person, place: Place, message: Message, data: Json): Activity => ({
  ...base(given, person, conversationOf(given.world, place, message.root)),
  type: 'message',
  id: `f:${given.random()}`,
  replyToId: message.id,
  entities: [clientInfo],
  channelData: { ...channelDataOf(given.world, place), source: { name: 'message' } },
  value: data,
});

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** A typed message. `message.text` holds a mention of the bot as `<at>name</at>`. */
export const typed = (given: Given, person: Person, place: Place, message: Message): Activity => {
  const { bot } = given.world;
  const text = message.text ?? '';
  const tag = `<at>${bot.name}</at>`;
  const mention = { type: 'mention', mentioned: { id: bot.id, name: bot.name }, text: tag };
  const html = escaped(text).replaceAll(
    escaped(tag),
    `<span itemscope itemtype="http://schema.skype.com/Mention" itemid="0">${escaped(bot.name)}</span>`,
  );
  return {
    ...base(given, person, conversationOf(given.world, place, message.root)),
    type: 'message',
    id: message.id,
    text,
    textFormat: 'plain',
    attachments: [{ contentType: 'text/html', content: `<p>${html}</p>` }],
    entities: [...(text.includes(tag) ? [mention] : []), clientInfo],
    channelData: channelDataOf(given.world, place),
  };
};

/** The bot was added to a shared channel or taken out of it, which says nothing about its team. */
const botInChannel = (given: Given, person: Person, team: Team, channel: string, added: boolean): Activity => {
  const { world } = given;
  const bot = [{ id: world.bot.id }];
  return {
    ...base(given, person, { isGroup: true, conversationType: 'channel', tenantId: world.tenantId, id: channel }),
    type: 'conversationUpdate',
    id: `f:${given.random()}`,
    ...(added ? { membersAdded: bot } : { membersRemoved: bot }),
    channelData: {
      channel: { id: channel, type: 'shared' },
      team: teamData(team),
      eventType: added ? 'channelMemberAdded' : 'channelMemberRemoved',
      tenant: { id: world.tenantId },
    },
  };
};

/** The bot was added to a team (with the channel chosen for it) or removed: the two activities Teams sends, in order; one for a shared channel. */
export const botInTeam = (given: Given, person: Person, team: Team, channel: string, added: boolean): readonly Activity[] => {
  const { world } = given;
  if (world.isShared(channel)) return [botInChannel(given, person, team, channel, added)];
  const conversation = { isGroup: true, conversationType: 'channel', tenantId: world.tenantId, id: team.id };
  const tenant = { id: world.tenantId };
  const bot = { id: world.bot.id };
  return [
    {
      ...base(given, person, conversation),
      type: 'installationUpdate',
      id: `f:${given.random()}`,
      action: added ? 'add' : 'remove',
      entities: [clientInfo],
      channelData: {
        ...(added ? { settings: { selectedChannel: { id: channel } } } : {}),
        channel: { id: channel },
        team: teamData(team),
        tenant,
        source: { name: 'message' },
      },
    },
    {
      ...base(given, person, conversation),
      type: 'conversationUpdate',
      id: `f:${given.random()}`,
      ...(added ? { membersAdded: [bot] } : { membersRemoved: [bot] }),
      channelData: { team: teamData(team), eventType: added ? 'teamMemberAdded' : 'teamMemberRemoved', tenant },
    },
  ];
};

/** What happened to a channel or to its whole team; Teams tells it in the General channel. */
export const happened = (given: Given, person: Person, team: Team, eventType: string, channel?: string): Activity => ({
  ...base(given, person, { isGroup: true, conversationType: 'channel', tenantId: given.world.tenantId, id: team.id }),
  type: 'conversationUpdate',
  id: `f:${given.random()}`,
  channelData: {
    ...(channel === undefined ? {} : { channel: { id: channel } }),
    team: teamData(team),
    eventType,
    tenant: { id: given.world.tenantId },
  },
});

/** The app was upgraded in a team: Teams tells that it went and came, in whichever order. */
export const upgraded = (given: Given, person: Person, team: Team): readonly Activity[] =>
  ['add-upgrade', 'remove-upgrade'].map((action) => ({
    ...base(given, person, { isGroup: true, conversationType: 'channel', tenantId: given.world.tenantId, id: team.id }),
    type: 'installationUpdate',
    id: `f:${given.random()}`,
    action,
    entities: [clientInfo],
    channelData: { team: teamData(team), tenant: { id: given.world.tenantId }, source: { name: 'message' } },
  }));

/** A person opened their chat with the bot for the first time. */
export const botInChat = (given: Given, person: Person): readonly Activity[] => {
  const { world } = given;
  const conversation = { conversationType: 'personal', tenantId: world.tenantId, id: person.chat };
  const channelData = { tenant: { id: world.tenantId } };
  const start = { ...base(given, person, conversation), channelData };
  const membersAdded = [{ id: world.bot.id }, { id: person.mri, aadObjectId: person.id }];
  return [
    { ...start, type: 'installationUpdate', id: `f:${given.random()}`, action: 'add', entities: [clientInfo] },
    { ...start, type: 'conversationUpdate', id: `f:${given.random()}`, membersAdded },
  ];
};
