// What is said of an organisation's channel that is lost to us: what happened, what it means, and what to do.
import type { ChannelLost } from '../../domain/channel-news.ts';
import type { Instant } from '../../domain/terms.ts';
import { timeOf } from '../words.ts';

/** Words for the leads of the hub, in their own chats; `name` is the organisation's, made safe by whoever sends it. */
export function channelLostWords(name: string, why: ChannelLost): { readonly text: string; readonly summary: string } {
  return {
    text: `${happened(name, why)} Nothing new can be shown there, and nobody can claim there. Nothing is lost: it waits, and follows by itself once the channel is back. ${todo(name, why)} Until then please ring whoever works there about anything urgent, and write \u201cboard\u201d here to see what waits.`,
    summary: `The channel of ${name} cannot be reached`,
  };
}

/** Of its test channel, in which no patient waits for anything. */
export const testUnreachedWords = (name: string, since: Instant): { readonly text: string; readonly summary: string } => ({
  text: `nothing can be shown in the test channel of ${name} since ${timeOf(since)}. Only what is made up or watched in shadow stands there, so no patient waits for it, and the channel of ${name} itself goes on. Please have the test channel restored, or write \u201cchannel\u201d in another one and choose it as the test channel of ${name}.`,
  summary: `Nothing can be shown in the test channel of ${name}`,
});

function happened(name: string, why: ChannelLost): string {
  switch (why) {
    case 'BotRemoved':
      return `eHub was taken out of the channel of ${name}.`;
    case 'ChannelDeleted':
      return `the channel of ${name} was deleted.`;
    case 'TeamArchived':
      return `the team with the channel of ${name} was archived.`;
    case 'TeamDeleted':
      return `the team with the channel of ${name} was deleted.`;
  }
}

function todo(name: string, why: ChannelLost): string {
  const another = `or write \u201cchannel\u201d in another channel to make that one the channel of ${name}`;
  switch (why) {
    case 'BotRemoved':
      return `Ask an owner of its team to add eHub there again, ${another}.`;
    case 'ChannelDeleted':
      return `Ask an owner of its team to restore the channel (Teams keeps it for 30 days), ${another}.`;
    case 'TeamArchived':
      return `Ask an owner of the team to restore it, ${another}.`;
    case 'TeamDeleted':
      return `Ask whoever runs Teams to restore the team (it is kept for 30 days), ${another}.`;
  }
}
