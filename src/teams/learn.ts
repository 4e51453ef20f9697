// What each signed activity teaches us: where its conversation is, whether we may write to it, and who its sender is.
import { isDeepStrictEqual } from 'node:util';
import { type Clock, type Conversation, chatKey, type Directory } from '../app/ports.ts';
import { closed, opened, perhapsOpened } from '../app/reachable.ts';
import type { ChannelLost } from '../domain/channel-news.ts';
import { type Change, toldIn } from './conversation-life.ts';
import { conversationOf, personIn, type TeamsActivity, tenantOf } from './wire.ts';

/** What has changed with one activity. */
export interface Learnt {
  /** Conversations that could be written to as far as we knew, until Teams told us otherwise with this activity. */
  readonly closed: readonly { readonly conversation: string; readonly why: ChannelLost }[];
  /** Something can be written to that could not be: what waits for it can go now. */
  readonly opened: boolean;
}

/**
 * Remembers what one activity says. Writes only what is new. `ofTeam`: the channels we know of its team; Teams tells of the bot's
 * coming and going, and of archiving, once for the whole team.
 */
export async function learn(directory: Directory, clock: Clock, activity: TeamsActivity, ofTeam: readonly string[] = []): Promise<Learnt> {
  const tenantId = tenantOf(activity);
  if (tenantId === undefined) return { closed: [], opened: false };
  const here = conversationOf(activity);
  const person = personIn(activity);
  const isPersonal = activity.conversation.conversationType === 'personal';
  const now = clock.now();
  const { serviceUrl } = activity;
  const newlyClosed: { conversation: string; why: ChannelLost }[] = [];
  let hasOpened = false;
  for (const { conversation: id, change } of toldIn(activity, ofTeam)) {
    const keys = isPersonal && person !== undefined && id === here ? [id, chatKey(person.id)] : [id];
    for (const key of keys) {
      const known = await directory.conversation(key);
      const before: Conversation = known ?? { id, serviceUrl, tenantId, status: 'active', since: now };
      const changed = { ...(isPersonal ? inChat(before, change, now) : after(before, change, now)), id, serviceUrl };
      if (known === undefined || !isDeepStrictEqual(changed, known)) await directory.saveConversation(key, changed);
      if (change.kind === 'closed' && before.told === undefined && changed.told) newlyClosed.push({ conversation: id, why: change.why });
      hasOpened ||= before.status === 'suspended' && (changed.status === 'active' || (before.told && !changed.told) === true);
    }
  }
  if (person) await directory.savePerson({ id: person.id, name: person.name, mri: activity.from.id });
  return { closed: newlyClosed, opened: hasOpened };
}

function after(before: Conversation, change: Change, now: string): Conversation {
  switch (change.kind) {
    case 'closed':
      return { ...closed(before, change.why, now), ...(change.apart ? { apart: true } : {}) };
    case 'opened':
      return { ...opened(before, change.ended, now), ...(change.apart ? { apart: true } : {}) };
    case 'teamHasBot':
      if (before.apart) return change.anew ? perhapsOpened(before) : before;
      return opened(before, ['BotRemoved'], now);
    case 'mentioned':
      return before;
  }
}

/** Somebody who has removed the bot may still be reached through a team that has it: it is tried again now and then. */
function inChat(before: Conversation, change: Change, now: string): Conversation {
  if (change.kind !== 'closed') return after(before, change, now);
  const { told: _told, closings: _closings, ...rest } = closed(before, change.why, now);
  return rest;
}

/**
 * The bot was added to a team or chat. Teams also sends a `conversationUpdate` then: answering both would ask twice. An upgrade is no
 * arrival: everything is set up.
 */
export function isArrival(activity: TeamsActivity): boolean {
  return activity.type === 'installationUpdate' && activity.action === 'add';
}
