// What we have learnt from Teams: where conversations are, whether they can be written to, and who people are there.
import type { ChannelLost } from '../domain/channel-news.ts';
import type { Instant, PersonId } from '../domain/terms.ts';

/** Where a Teams conversation is and whether it can be written to. */
export interface Conversation {
  /** `19:…@thread.tacv2` for a channel, `a:…` for a personal chat. */
  readonly id: string;
  readonly serviceUrl: string;
  readonly tenantId: string;
  readonly status: 'active' | 'suspended';
  /** Why it is suspended, in the connector's own code, such as `BotNotInConversationRoster`. */
  readonly reason?: string;
  /** Teams itself told us in an activity that it is closed (the bot removed, the channel deleted, the team archived), rather than refused a send. */
  readonly told?: true;
  readonly since: Instant;
  /** Several may hold at once, and each ends by itself. */
  readonly closings?: readonly ChannelLost[];
  /** `apart`: a shared or private channel, which has the bot by itself. `asked`: whose channel it is was asked, or somebody greeted. */
  readonly apart?: true;
  readonly asked?: true;
}

/** By this key the directory knows somebody's own chat with the bot; a channel goes by its conversation's id. */
export const chatKey = (person: PersonId): string => `chat|${person}`;

/** What was learnt from signed activities about a person: their Teams id (different per bot) and chat. */
export interface KnownPerson {
  readonly id: PersonId;
  readonly name: string;
  readonly mri: string;
}

/** A list that was said to somebody, in the message that stands there now. `name`: what its buttons call it, such as `queue|NORTH|NORTH|0`. */
export interface SaidList {
  readonly name: string;
  readonly messageId: string;
}

/** Who asked where, and for which sort of list, such as `queue`. */
export interface ListAsked {
  readonly conversation: string;
  readonly person: PersonId;
  readonly sort: string;
}

/** What we have learnt from Teams. The last writer wins, because no decision depends on it. */
export interface Directory {
  conversation(key: string): Promise<Conversation | undefined>;
  saveConversation(key: string, conversation: Conversation): Promise<void>;
  suspended(): Promise<readonly { readonly key: string; readonly conversation: Conversation }[]>;
  person(id: PersonId): Promise<KnownPerson | undefined>;
  savePerson(person: KnownPerson): Promise<void>;
  /** The newest list of this sort that somebody asked for in a conversation. */
  saidList(asked: ListAsked): Promise<SaidList | undefined>;
  saveSaidList(asked: ListAsked, list: SaidList): Promise<void>;
}
