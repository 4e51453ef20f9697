// What each signed activity teaches us: where its conversation is, that we may write to it, and who its sender is.
import type { Clock, Conversation, Directory } from '../app/ports.ts';
import { conversationOf, personIn, type TeamsActivity, tenantOf } from './wire.ts';

/** Remembers what one activity says. Writes only what is new. */
export async function learn(directory: Directory, clock: Clock, activity: TeamsActivity): Promise<void> {
  const tenantId = tenantOf(activity);
  if (tenantId === undefined) return;
  const id = conversationOf(activity);
  const person = personIn(activity);
  if (isRemoval(activity)) {
    await directory.saveConversation(id, {
      id,
      serviceUrl: activity.serviceUrl,
      tenantId,
      status: 'suspended',
      reason: 'BotRemoved',
      since: clock.now(),
    });
  } else {
    // A message from it is the proof that it can be written to again, whatever was wrong before.
    const active: Conversation = { id, serviceUrl: activity.serviceUrl, tenantId, status: 'active', since: clock.now() };
    const personal = activity.conversation.conversationType === 'personal' && person !== undefined;
    for (const key of personal ? [id, `chat|${person.id}`] : [id]) {
      const known = await directory.conversation(key);
      if (known?.status !== 'active' || known.serviceUrl !== active.serviceUrl || known.id !== id)
        await directory.saveConversation(key, active);
    }
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
