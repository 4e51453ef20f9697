// What each call to the Bot Connector does to the local Teams and what it answers, refusals included.

import type { HttpAnswer } from '../app/http.ts';
import { json } from '../app/http.ts';
import { connectorError } from './faults.ts';
import { asList, asObject, asText } from './json.ts';
import type { Content, Message, Person, Place, World } from './teams-state.ts';

/** "Format your bot messages": about 100 KB of UTF-16, everything in the activity counted. */
const MESSAGE_BYTES_MAX = 100 * 1_024;
/** "User Specific Views": at most 60 people may be listed for automatic refresh. */
export const REFRESH_USERS_MAX = 60;
/** The roster pages Teams allows. */
const MEMBERS_PAGE_MIN = 50;
const MEMBERS_PAGE_MAX = 500;

export interface Call {
  /** The conversation or team in the path; empty when there is none. */
  readonly id: string;
  readonly activity: string | undefined;
  readonly member: string | undefined;
  readonly body: unknown;
  readonly query: URLSearchParams;
}

const badArgument = (message: string): HttpAnswer => connectorError(400, 'BadArgument', message);
const notInRoster = (): HttpAnswer => connectorError(403, 'BotNotInConversationRoster', 'The bot is not part of the conversation roster.');
const conversationNotFound = (): HttpAnswer => connectorError(404, 'ConversationNotFound', 'Conversation not found.');
const activityNotFound = (): HttpAnswer => connectorError(404, 'ActivityNotFoundInConversation', 'Activity not found in conversation.');
/** No code is documented for an archived team; Teams answers so where writing is blocked. */
const writesBlocked = (): HttpAnswer => connectorError(403, 'MessageWritesBlocked', 'The team is archived.');
export const tooBig = (): HttpAnswer => connectorError(413, 'MessageSizeTooBig', 'Message size too large.');

/** The place in a conversation id: `19:…@thread.tacv2;messageid=111` is in the channel `19:…@thread.tacv2`. */
export const placeIdOf = (conversation: string): string => conversation.split(';')[0] ?? conversation;
const threadOf = (conversation: string): string | undefined => /;messageid=(\d+)/.exec(conversation)?.[1];

/** What the bot wants said, or why it cannot be. */
const contentOf = (body: unknown): Content | HttpAnswer => {
  const activity = asObject(body);
  if (activity === undefined) return badArgument('The body must be an activity.');
  if (JSON.stringify(activity).length * 2 > MESSAGE_BYTES_MAX) return tooBig();
  const attachments = asList(activity['attachments']).map(asObject);
  const card = asObject(attachments.find((a) => a?.['contentType'] === 'application/vnd.microsoft.card.adaptive')?.['content']);
  const listed = asList(asObject(card?.['refresh'])?.['userIds']);
  if (listed.length > REFRESH_USERS_MAX) return badArgument(`A card may list at most ${REFRESH_USERS_MAX} people for refresh.`);
  const text = asText(activity['text']);
  if (text === undefined && attachments.length === 0) return badArgument('A message needs text or an attachment.');
  const entities = [...asList(activity['entities']), ...asList(asObject(card?.['msteams'])?.['entities'])].map(asObject);
  const mentions = entities.filter((e) => e?.['type'] === 'mention').map((e) => asText(asObject(e?.['mentioned'])?.['id']));
  return { text, card, summary: asText(activity['summary']), mentions: mentions.filter((m) => m !== undefined) };
};
const isAnswer = (value: Content | HttpAnswer | Message): value is HttpAnswer => 'status' in value;

/** Whom a new conversation is with: the channel in `channelData`, or the one member's personal chat. */
export const createTarget = (world: World, call: Call): Place | undefined => {
  const body = asObject(call.body);
  const channel = asText(asObject(asObject(body?.['channelData'])?.['channel'])?.['id']);
  if (channel !== undefined) return world.place(channel);
  const member = asText(asObject(asList(body?.['members'])[0])?.['id']);
  const person = member === undefined ? undefined : world.person(member);
  return person === undefined ? undefined : world.place(person.chat);
};

/** `POST /v3/conversations`: a new thread in a channel, or the personal chat with someone (always the same one). */
export const createConversation = (world: World, call: Call): HttpAnswer => {
  const body = asObject(call.body);
  if (body === undefined) return badArgument('The body must be a conversation.');
  if (body['tenantId'] !== undefined && body['tenantId'] !== world.tenantId) return badArgument('The tenant is not this one.');
  const place = createTarget(world, call);
  if (place === undefined || world.isDeleted(place.id)) return conversationNotFound();
  if (world.isArchived(place.id)) return writesBlocked();
  if (!world.botIn(place)) {
    return place.kind === 'channel'
      ? notInRoster()
      : connectorError(403, 'ForbiddenOperationException', 'The bot is not installed in the user\u2019s personal scope.');
  }
  if (place.kind === 'personal' && body['isGroup'] === true) return badArgument('A chat with one person is not a group.');
  if (place.kind === 'personal' && body['activity'] === undefined) return json(201, { id: place.id });
  const content = contentOf(body['activity']);
  if (isAnswer(content)) return content;
  const message = world.post(place.id, 'bot', content);
  return json(201, { id: place.kind === 'channel' ? `${place.id};messageid=${message.id}` : place.id, activityId: message.id });
};

/** The place a call is about, or the refusal that the bot is not there. */
const reach = (world: World, call: Call): Place | HttpAnswer => {
  const place = world.place(placeIdOf(call.id));
  if (place === undefined || world.isDeleted(place.id)) return conversationNotFound();
  return world.botIn(place) ? place : notInRoster();
};
const writable = (world: World, call: Call): Place | HttpAnswer => {
  const place = reach(world, call);
  return !isRefusal(place) && world.isArchived(place.id) ? writesBlocked() : place;
};
const isRefusal = (value: Place | HttpAnswer): value is HttpAnswer => 'status' in value;

/** `POST …/activities` and `POST …/activities/:id`: into the thread named in the conversation id, or answering the activity. */
export const post = (world: World, call: Call): HttpAnswer => {
  const place = writable(world, call);
  if (isRefusal(place)) return place;
  // A typing notice is no message: it is charged like one and leaves nothing behind.
  if (asObject(call.body)?.['type'] === 'typing') return json(202, {});
  const content = contentOf(call.body);
  if (isAnswer(content)) return content;
  const named = threadOf(call.id);
  if (named !== undefined && world.message(named)?.place !== place.id) return conversationNotFound();
  const answered = call.activity === undefined ? undefined : world.message(call.activity);
  const thread = named ?? (answered?.place === place.id ? answered.root : undefined);
  const root = place.kind === 'channel' && thread !== undefined ? (world.message(thread)?.root ?? thread) : undefined;
  return json(201, { id: world.post(place.id, 'bot', content, root).id });
};

/** The bot's own message in this conversation, or the refusal. */
const ownMessage = (world: World, call: Call): Message | HttpAnswer => {
  const place = writable(world, call);
  if (isRefusal(place)) return place;
  const id = call.activity ?? '';
  // As Teams does it: what was deleted is forbidden, not unknown.
  if (world.wasRemoved(id)) return connectorError(403, 'ServiceError', 'Unknown');
  const message = world.message(id);
  const thread = threadOf(call.id);
  if (message === undefined || message.place !== place.id) return activityNotFound();
  if (place.kind === 'channel' && thread !== undefined && message.root !== thread) return activityNotFound();
  if (message.from !== 'bot') return connectorError(403, 'NotEnoughPermissions', 'A bot can change only its own messages.');
  return message;
};

/** `PUT …/activities/:id`. */
export const edit = (world: World, call: Call): HttpAnswer => {
  const message = ownMessage(world, call);
  if (isAnswer(message)) return message;
  const content = contentOf(call.body);
  if (isAnswer(content)) return content;
  world.edit(message.id, content);
  return json(200, { id: message.id });
};

/** `DELETE …/activities/:id`. */
export const remove = (world: World, call: Call): HttpAnswer => {
  const message = ownMessage(world, call);
  if (isAnswer(message)) return message;
  world.remove(message.id);
  return { status: 200 };
};

const rosterEntry = (person: Person) => ({
  id: person.mri,
  name: person.name,
  objectId: person.id,
  aadObjectId: person.id,
  givenName: person.name.split(' ')[0],
  surname: person.name.split(' ').slice(1).join(' '),
  email: person.email,
  userPrincipalName: person.email,
  tenantId: person.tenantId,
  userRole: person.guest === true ? 'guest' : 'user',
});

/** `GET …/members`: everyone at once. */
export const members = (world: World, call: Call): HttpAnswer => {
  const place = reach(world, call);
  return isRefusal(place) ? place : json(200, world.members(place).map(rosterEntry));
};

/** `GET …/pagedmembers?pageSize=&continuationToken=`. */
export const pagedMembers = (world: World, call: Call): HttpAnswer => {
  const place = reach(world, call);
  if (isRefusal(place)) return place;
  const wanted = Number(call.query.get('pageSize') ?? MEMBERS_PAGE_MAX) || MEMBERS_PAGE_MAX;
  const size = Math.min(MEMBERS_PAGE_MAX, Math.max(MEMBERS_PAGE_MIN, wanted));
  const start = Number(call.query.get('continuationToken') ?? 0) || 0;
  const everyone = world.members(place);
  const end = start + size;
  const more = end < everyone.length ? { continuationToken: String(end) } : {};
  return json(200, { members: everyone.slice(start, end).map(rosterEntry), ...more });
};

/** `GET …/members/:id`: by Teams id or Entra object id. */
export const member = (world: World, call: Call): HttpAnswer => {
  const place = reach(world, call);
  if (isRefusal(place)) return place;
  const person = world.person(call.member ?? '');
  if (person === undefined || !world.isMember(person.id, place)) {
    return connectorError(404, 'MemberNotFoundInConversation', 'Member not found in conversation.');
  }
  return json(200, rosterEntry(person));
};

/** `GET /v3/teams/:id`. */
export const team = (world: World, call: Call): HttpAnswer => {
  const found = world.team(call.id);
  if (found === undefined) return conversationNotFound();
  if (!found.botAdded) return notInRoster();
  const { id, name, groupId, channels: list, members: people } = found;
  return json(200, { id, name, aadGroupId: groupId, channelCount: list.length, memberCount: people.length, tenantId: world.tenantId });
};

/** `GET /v3/teams/:id/conversations`: its channels; General has no name here, as in Teams. */
export const channels = (world: World, call: Call): HttpAnswer => {
  const found = world.team(call.id);
  if (found === undefined) return conversationNotFound();
  if (!found.botAdded) return notInRoster();
  return json(200, {
    conversations: found.channels.map(({ id, name }) => ({ id, name: id === found.id ? null : name, type: 'standard' })),
  });
};
