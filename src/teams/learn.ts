// What each signed activity teaches us: where its conversation is, that we may write to it, and who its sender is.
import type { Clock, Conversation, Directory } from '../app/ports.ts';
import { conversationOf, personIn, type TeamsActivity, tenantOf } from './wire.ts';

/**
 * Remembers what one activity says. Writes only what is new. `ofTeam`: the channels we know of its team; Teams tells of the bot's
 * coming and going once for the whole team, in the team's General channel.
 */
export async function learn(directory: Directory, clock: Clock, activity: TeamsActivity, ofTeam: readonly string[] = []): Promise<void> {
  const tenantId = tenantOf(activity);
  if (tenantId === undefined) return;
  const id = conversationOf(activity);
  const person = personIn(activity);
  const removed = isRemoval(activity);
  // A message from it is the proof that it can be written to again, whatever was wrong before.
  const now: Omit<Conversation, 'id'> = {
    serviceUrl: activity.serviceUrl,
    tenantId,
    since: clock.now(),
    ...(removed ? { status: 'suspended', reason: 'BotRemoved' } : { status: 'active' }),
  };
  const personal = activity.conversation.conversationType === 'personal' && person !== undefined;
  const channels = new Set([id, ...(removed || isAddition(activity) ? ofTeam : [])]);
  const places = [...[...channels].map((channel) => [channel, channel]), ...(personal ? [[`chat|${person.id}`, id]] : [])] as const;
  for (const [key = '', at = ''] of places) {
    const known = await directory.conversation(key);
    if (known?.status !== now.status || known.serviceUrl !== now.serviceUrl || known.id !== at)
      await directory.saveConversation(key, { ...now, id: at });
  }
  if (person) await directory.savePerson({ id: person.id, name: person.name, mri: activity.from.id });
}

/** The bot itself was taken out of the team or chat. */
export function isRemoval(activity: TeamsActivity): boolean {
  if (activity.type === 'installationUpdate') return activity.action === 'remove' || activity.action === 'remove-upgrade';
  return activity.type === 'conversationUpdate' && (activity.membersRemoved ?? []).some((member) => member.id === activity.recipient.id);
}

/** The bot was added to a team or chat. Teams also sends a `conversationUpdate` then: answering both would ask twice. */
export function isArrival(activity: TeamsActivity): boolean {
  return activity.type === 'installationUpdate' && (activity.action === 'add' || activity.action === 'add-upgrade');
}

/** The bot came to the team or chat, told either way. */
function isAddition(activity: TeamsActivity): boolean {
  return isArrival(activity) || (activity.membersAdded ?? []).some((member) => member.id === activity.recipient.id);
}
