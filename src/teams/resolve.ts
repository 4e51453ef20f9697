// Finds the Teams conversation of an address: an organisation's channel, or a person's chat (opened if need be).

import type { Chat, Pace, Resolve } from '../app/chat.ts';
import type { NetworkSource } from '../app/network/network.ts';
import { type Clock, type Conversation, chatKey, type Directory } from '../app/ports.ts';
import { own } from '../domain/lookup.ts';
import { channelNameOf, entraOf, isChannel, ownerOf } from '../domain/terms.ts';

export interface ResolveDeps {
  readonly directory: Directory;
  readonly network: NetworkSource;
  readonly chat: Chat;
  readonly pace: Pace;
  readonly clock: Clock;
  readonly monotonicMs: () => number;
  /** Where a channel that has not spoken to us yet is reached. */
  readonly serviceUrlDefault: string;
}

export function createResolve(deps: ResolveDeps): Resolve {
  return async (to, { sendClass, mayOpen }) => {
    const name = ownerOf(to);
    if (isChannel(to)) {
      const channel = own((await deps.network.current()).channels, channelNameOf(to));
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
    const key = chatKey(name);
    const known = await deps.directory.conversation(key);
    // A chat that could not be opened is remembered as suspended, without an id, so that health can say so.
    if (known !== undefined && known.id !== '') return { kind: 'found', key, conversation: known };
    if (!mayOpen) return { kind: 'none', why: 'notOpened' };
    // Opening is a call like any other: it counts in the tenant's second.
    const ms = deps.pace.take(key, sendClass, deps.monotonicMs());
    if (ms > 0) return { kind: 'wait', ms };
    const { tenantId, objectId } = entraOf(name);
    // Somebody who never wrote to us is reached by their Entra object id.
    const mri = (await deps.directory.person(name))?.mri ?? objectId;
    const opened = await deps.chat.openPersonal(mri, tenantId, deps.serviceUrlDefault);
    const chat = { serviceUrl: deps.serviceUrlDefault, tenantId, since: deps.clock.now() };
    if (opened.kind === 'open') {
      const conversation: Conversation = { ...chat, id: opened.conversationId, status: 'active' };
      await deps.directory.saveConversation(key, conversation);
      return { kind: 'found', key, conversation };
    }
    if (opened.kind === 'closed' || opened.kind === 'refused')
      await deps.directory.saveConversation(key, {
        ...chat,
        since: known?.since ?? chat.since,
        id: '',
        status: 'suspended',
        reason: opened.why,
      });
    return opened;
  };
}
