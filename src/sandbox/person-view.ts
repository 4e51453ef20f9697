// The local Teams as one person sees it: threads, channels and who they are, in the page's own types.

import type { SandboxChannel, SandboxPerson, ShownMessage, ShownThread } from './api.ts';
import type { Views } from './card-views.ts';
import { THREADS_SHOWN } from './refresher.ts';
import type { Message, Person, Place, World } from './teams-state.ts';

const showMessage = (world: World, views: Views, me: Person, message: Message): ShownMessage => ({
  id: message.id,
  from: {
    name: message.from === 'bot' ? world.bot.name : (world.person(message.from)?.name ?? 'Unknown user'),
    bot: message.from === 'bot',
    me: message.from === me.id,
  },
  at: message.at,
  editedAt: message.editedAt,
  text: message.text,
  card: views.card(me.id, message),
  revision: views.revision(me.id, message),
  summary: message.summary,
});

/** The newest threads of a conversation, oldest first. */
export const showThreads = (world: World, views: Views, me: Person, place: string): ShownThread[] =>
  world.threads(place, THREADS_SHOWN).map(({ root, replies }) => ({
    root: showMessage(world, views, me, root),
    replies: replies.map((reply) => showMessage(world, views, me, reply)),
  }));

const channelsOf = (world: World): readonly (Place & { kind: 'channel' })[] =>
  world.teams().flatMap((team) => team.channels.map(({ id, name }) => ({ kind: 'channel' as const, id, name, team })));

export const showPerson = (world: World, person: Person): SandboxPerson => ({
  id: person.id,
  name: person.name,
  title: person.title,
  channels: channelsOf(world)
    .filter((channel) => world.isMember(person.id, channel))
    .map(({ id }) => id),
});

/** The channels this person is a member of. */
export const showChannels = (world: World, me: Person): SandboxChannel[] =>
  channelsOf(world)
    .filter((channel) => world.isMember(me.id, channel))
    .map((place) => ({
      id: place.id,
      team: place.team.name,
      name: place.name,
      botAdded: world.botIn(place),
      ...(world.isDeleted(place.id) ? { closed: 'deleted' as const } : world.isArchived(place.id) ? { closed: 'archived' as const } : {}),
      unread: world.unread(me.id, place.id),
    }));

/** What a toast about a message reads: the bot's summary, or as little as Teams says about a card. */
export const toastText = (message: Message): string => message.summary ?? message.text?.replace(/<\/?at>/g, '') ?? 'Sent a card';
