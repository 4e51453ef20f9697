// Sending to Teams: the connector client itself, without a turn around it and without retries of its own.
import type { Activity } from 'botbuilder';
import { type BotFrameworkAuthentication, ClaimsIdentity, type ConnectorClient } from 'botframework-connector';
import type { Chat, Outgoing, SendResult } from '../app/chat.ts';
import type { Conversation } from '../app/ports.ts';
import { botName } from '../cards/answers.ts';
import { resultOf } from './errors.ts';

/**
 * Teams answers sends in well under a second; after this we no longer wait, and the dispatcher finds out what became of it. It holds for all of
 * a send, from asking for a token to the last byte of the answer: the SDK's own `timeout` ends with the answer's head, and a line that dies
 * after it would hold up every conversation for ever.
 */
export const sendTimeoutMs = 10_000;

/** `appId` is empty only for the anonymous playground. `nowMs`: the machine's time since 1970, by which Teams' dates are read where it sends no time of its own. */
export function createChat(
  authentication: BotFrameworkAuthentication,
  appId: string,
  nowMs: () => number,
  timeoutMs = sendTimeoutMs,
): Chat {
  const attempt = async (
    doing: 'post' | 'edit',
    send: (options: { readonly abortSignal: AbortSignal }) => Promise<string>,
  ): Promise<SendResult> => {
    const abortSignal = AbortSignal.timeout(timeoutMs);
    try {
      return { kind: 'sent', messageId: await before(abortSignal, send({ abortSignal })) };
    } catch (error) {
      return resultOf(error, doing, nowMs());
    }
  };
  const clients = new Map<string, Promise<ConnectorClient>>();
  const client = (serviceUrl: string): Promise<ConnectorClient> => {
    let made = clients.get(serviceUrl);
    if (made === undefined) {
      made = makeClient(authentication, appId, serviceUrl);
      made.catch(() => clients.delete(serviceUrl));
      clients.set(serviceUrl, made);
    }
    return made;
  };
  const bot = { id: `28:${appId}`, name: botName };

  return {
    async post(conversation, message, thread) {
      return attempt('post', async (options) => {
        const { conversations } = await client(conversation.serviceUrl);
        const activity = activityOf(message, conversation, bot);
        if (thread === undefined && isChannel(conversation)) {
          // The way to begin a thread in a channel; the new message's id is `activityId`.
          const made = await conversations.createConversation(
            {
              isGroup: true,
              bot,
              tenantId: conversation.tenantId,
              channelData: { channel: { id: conversation.id }, tenant: { id: conversation.tenantId } },
              activity,
            } as never,
            options as never,
          );
          return made.activityId ?? made.id.split(';messageid=')[1] ?? '';
        }
        const where = thread === undefined ? conversation.id : `${conversation.id};messageid=${thread}`;
        const sent = await conversations.sendToConversation(where, activity, options as never);
        return sent.id;
      });
    },
    async edit(conversation, messageId, message, thread = messageId) {
      return attempt('edit', async (options) => {
        const { conversations } = await client(conversation.serviceUrl);
        const where = isChannel(conversation) ? `${conversation.id};messageid=${thread}` : conversation.id;
        await conversations.updateActivity(where, messageId, activityOf(message, conversation, bot), options as never);
        return messageId;
      });
    },
    async openPersonal(mri, tenantId, serviceUrl) {
      const result = await attempt('post', async (options) => {
        const { conversations } = await client(serviceUrl);
        const made = await conversations.createConversation(
          { isGroup: false, bot, members: [{ id: mri }], tenantId, channelData: { tenant: { id: tenantId } } } as never,
          options as never,
        );
        return made.id;
      });
      if (result.kind === 'sent') return { kind: 'open', conversationId: result.messageId };
      return result.kind === 'messageGone' ? { kind: 'closed', why: result.why } : result;
    },
  };
}

/** What comes of it before the signal; whether or not it heeds the signal itself. */
function before<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
    work.then(resolve, reject);
  });
}

export const isChannel = (conversation: Pick<Conversation, 'id'>): boolean => /@thread\.(tacv2|skype)/.test(conversation.id);

async function makeClient(authentication: BotFrameworkAuthentication, appId: string, serviceUrl: string): Promise<ConnectorClient> {
  const identity = new ClaimsIdentity([
    { type: 'aud', value: appId },
    { type: 'appid', value: appId },
  ]);
  const connector = await authentication.createConnectorFactory(identity).create(serviceUrl, 'https://api.botframework.com');
  // The SDK would repeat a post whose answer was lost, and so post twice: when to try again is the dispatcher's to decide.
  const { client } = connector as unknown as { client: { pipeline: { removePolicy(policy: { name: string }): unknown } } };
  client.pipeline.removePolicy({ name: 'defaultRetryPolicy' });
  return connector as unknown as ConnectorClient;
}

function activityOf(message: Outgoing, conversation: Conversation, bot: { id: string; name: string }): Partial<Activity> {
  return {
    type: 'message',
    from: bot,
    conversation: { id: conversation.id, tenantId: conversation.tenantId } as Activity['conversation'],
    summary: message.summary,
    ...(message.text === undefined ? {} : { text: message.text, textFormat: 'xml' }),
    ...(message.card === undefined
      ? {}
      : { attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive', content: message.card }] }),
    ...(message.mentions === undefined
      ? {}
      : {
          entities: message.mentions.map((person) => ({
            type: 'mention',
            text: `<at>${person.name}</at>`,
            mentioned: { id: person.id, name: person.name },
          })),
        }),
  };
}
