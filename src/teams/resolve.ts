// Finds the Teams conversation of an address: an organisation's channel, or a person's chat (opened if need be).
import type { Chat, Resolve } from '../app/chat.ts';
import type { NetworkSource } from '../app/network.ts';
import type { Clock, Conversation, Directory } from '../app/ports.ts';

export interface ResolveDeps {
  readonly directory: Directory;
  readonly network: NetworkSource;
  readonly chat: Chat;
  readonly clock: Clock;
  /** Where a channel that has not spoken to us yet is reached. */
  readonly serviceUrlDefault: string;
}

export function createResolve(deps: ResolveDeps): Resolve {
  return async (to) => {
    const name = to.slice(to.indexOf('.') + 1);
    if (to.startsWith('org.')) {
      const channel = (await deps.network.current()).channels[name];
      if (channel === undefined) return { kind: 'none', why: 'noChannel' };
      const known = await deps.directory.conversation(channel.conversation);
      const conversation: Conversation = known ?? {
        id: channel.conversation,
        serviceUrl: deps.serviceUrlDefault,
        tenantId: channel.tenantId,
        status: 'active',
        since: deps.clock.now(),
      };
      return { kind: 'found', key: channel.conversation, conversation };
    }
    const key = `chat|${name}`;
    const known = await deps.directory.conversation(key);
    if (known !== undefined) return { kind: 'found', key, conversation: known };
    const person = await deps.directory.person(name);
    if (person === undefined) return { kind: 'none', why: 'personUnknown' };
    const tenantId = name.slice(0, name.indexOf('.'));
    const opened = await deps.chat.openPersonal(person.mri, tenantId, deps.serviceUrlDefault);
    if (opened.kind === 'open') {
      const conversation: Conversation = {
        id: opened.conversationId,
        serviceUrl: deps.serviceUrlDefault,
        tenantId,
        status: 'active',
        since: deps.clock.now(),
      };
      await deps.directory.saveConversation(key, conversation);
      return { kind: 'found', key, conversation };
    }
    if (opened.kind === 'later') return { kind: 'later', afterMs: opened.afterMs };
    return opened.kind === 'unknown' ? { kind: 'later', afterMs: undefined } : { kind: 'none', why: 'suspended' };
  };
}
