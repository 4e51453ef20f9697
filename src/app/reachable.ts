// Whether a conversation can be written to, as far as Teams has told us: each reason ends by itself, and it is open when none is left.
import type { ChannelLost } from '../domain/channel-news.ts';
import type { Instant } from '../domain/terms.ts';
import type { Conversation } from './ports.ts';

/** Teams has told us that it cannot be written to any more. Why it was closed first, and since when, stays. */
export function closed(conversation: Conversation, why: ChannelLost, now: Instant): Conversation {
  const { closings = [] } = conversation;
  if (closings.includes(why)) return conversation;
  const { asked: _asked, ...rest } = conversation;
  return {
    // Once the bot comes back after it was taken out, whoever adds it is asked as at first.
    ...(why === 'BotRemoved' ? rest : conversation),
    status: 'suspended',
    reason: closings[0] ?? why,
    since: closings.length > 0 ? conversation.since : now,
    told: true,
    closings: [...closings, why],
  };
}

/** These reasons have ended. When no other is left it is open, also where sends had failed for reasons nobody told us. */
export function opened(conversation: Conversation, ended: readonly ChannelLost[], now: Instant): Conversation {
  const { closings = [] } = conversation;
  const left = closings.filter((why) => !ended.includes(why));
  const [reason] = left;
  if (reason === undefined)
    return conversation.status === 'active' ? conversation : { ...unexplained(conversation), status: 'active', since: now };
  // While the bot was removed, Teams could not tell us which reasons had ended.
  return ended.includes('BotRemoved') && closings.includes('BotRemoved')
    ? untold({ ...conversation, reason })
    : { ...conversation, reason, closings: left };
}

/** The bot may be back, but nobody said so of this very conversation: no reason is known any more not to try. */
export const perhapsOpened = (conversation: Conversation): Conversation =>
  conversation.closings?.includes('BotRemoved') ? untold(conversation) : conversation;

const untold = ({ told: _told, closings: _closings, ...rest }: Conversation): Conversation => rest;
const unexplained = (conversation: Conversation): Conversation => {
  const { reason: _reason, ...rest } = untold(conversation);
  return rest;
};
