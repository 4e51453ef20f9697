// Answering somebody in the conversation they wrote in: now, within the limits, with a few tries; nothing depends on it.
import type { Chat, Outgoing, Pace } from '../app/chat.ts';
import { conversationOf, type TeamsActivity, tenantOf, threadOf } from './wire.ts';

export interface AnsweringDeps {
  readonly chat: Chat;
  readonly pace: Pace;
  readonly monotonicMs: () => number;
  readonly sleep: (ms: number) => Promise<void>;
}

const triesMax = 5;
const waitMostMs = 10_000;

/** Says something where the activity came from, in its thread. Whether it was sent. */
export async function answerIn(deps: AnsweringDeps, activity: TeamsActivity, message: Outgoing): Promise<boolean> {
  const conversation = {
    id: conversationOf(activity),
    serviceUrl: activity.serviceUrl,
    tenantId: tenantOf(activity) ?? '',
    status: 'active',
    since: '',
  } as const;
  for (let tries = 0; tries < triesMax; tries++) {
    const waitMs = deps.pace.take(conversation.id, 1, deps.monotonicMs());
    if (waitMs > 0) {
      await deps.sleep(Math.min(waitMs, waitMostMs));
      continue;
    }
    const result = await deps.chat.post(conversation, message, threadOf(activity));
    if (result.kind === 'sent') return true;
    // Silence may mean that it was said: somebody who asked can ask again, but is not told twice.
    if (result.kind !== 'later') return false;
    deps.pace.pause(conversation.id, deps.monotonicMs() + Math.min(result.afterMs ?? 1_000, waitMostMs));
  }
  return false;
}
