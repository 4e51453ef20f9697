// Answers people in the conversation they wrote in: in order, at the pace that conversation allows, and late rather than never.
import type { Chat, Outgoing, Pace } from '../app/chat.ts';
import { pauseMs } from '../app/dispatch/patience.ts';
import type { Conversation } from '../app/ports.ts';
import { beyondWords } from '../cards/answers.ts';
import { conversationOf, type TeamsActivity, tenantOf, threadOf } from './wire.ts';

export interface AnsweringDeps {
  readonly chat: Chat;
  readonly pace: Pace;
  readonly monotonicMs: () => number;
  readonly sleep: (ms: number) => Promise<void>;
  /** An answer was given up: whoever asked got none. */
  readonly unanswered: (why: string) => void;
}

/** What is asked to be said where an activity came from, in its thread; it is sent by and by. */
export type Answer = (activity: TeamsActivity, message: Outgoing) => void;

/** Answers waiting in one conversation; at its slowest, 1,800 an hour, the last of so many is read after two minutes. */
export const answersMax = 60;
/** Answers waiting in all conversations: a card is about 4 KB, so under 10 MB. */
export const answersInAllMax = 2_000;
/** Nobody waits longer for an answer; and what was asked may be otherwise by then. */
export const answerWithinMs = 10 * 60_000;
/** When Teams gave no answer, ours is sent once more: being told twice is better than not at all. */
const silencesMax = 2;
/** Looked at again this often, for the clock may be moved. */
const sleepMostMs = 1_000;

interface Waiting {
  readonly message: Outgoing;
  readonly thread: string | undefined;
  readonly askedMs: number;
}
interface Queue {
  readonly conversation: Conversation;
  readonly waiting: Waiting[];
  /** More were asked than can be kept: told in one message after those that wait. */
  beyond: number;
}

/** One queue per conversation, in memory: after a restart whoever has no answer asks again. */
export function createAnswers(deps: AnsweringDeps): Answer {
  const queues = new Map<string, Queue>();
  let inAll = 0;

  function answer(activity: TeamsActivity, message: Outgoing): void {
    const id = conversationOf(activity);
    const queue = queues.get(id);
    const one: Waiting = { message, thread: threadOf(activity), askedMs: deps.monotonicMs() };
    if (queue !== undefined) {
      if (queue.waiting.length >= answersMax || inAll >= answersInAllMax) queue.beyond += 1;
      else keep(queue, one);
      return;
    }
    const conversation = { id, serviceUrl: activity.serviceUrl, tenantId: tenantOf(activity) ?? '', status: 'active', since: '' } as const;
    const made: Queue = { conversation, waiting: [], beyond: 0 };
    queues.set(id, made);
    keep(made, one);
    void work(id, made);
  }

  function keep(queue: Queue, one: Waiting): void {
    queue.waiting.push(one);
    inAll += 1;
  }

  async function work(id: string, queue: Queue): Promise<void> {
    for (;;) {
      for (let one = queue.waiting[0]; one !== undefined; one = queue.waiting[0]) {
        await say(queue.conversation, one);
        queue.waiting.shift();
        inAll -= 1;
      }
      if (queue.beyond === 0) break;
      const words = beyondWords(queue.beyond);
      queue.beyond = 0;
      keep(queue, { message: { text: words, summary: words }, thread: undefined, askedMs: deps.monotonicMs() });
    }
    queues.delete(id);
  }

  /** Does not throw: an answer that cannot be given keeps no other from being given. */
  async function say(conversation: Conversation, { message, thread, askedMs }: Waiting): Promise<void> {
    const untilMs = askedMs + answerWithinMs;
    let failedSinceMs: number | undefined;
    for (let silences = 0; ; ) {
      const waitMs = deps.pace.take(conversation.id, 1, deps.monotonicMs());
      if (waitMs > 0) {
        if (deps.monotonicMs() + waitMs > untilMs) return deps.unanswered('tooLate');
        await deps.sleep(Math.min(waitMs, sleepMostMs));
        continue;
      }
      const result = await deps.chat.post(conversation, message, thread).catch(() => ({ kind: 'unknown', why: 'threw' }) as const);
      if (result.kind === 'sent') return;
      if (result.kind === 'refused' || result.kind === 'messageGone') return deps.unanswered(result.why);
      if (result.kind === 'unknown' && ++silences >= silencesMax) return deps.unanswered(result.why);
      const nowMs = deps.monotonicMs();
      failedSinceMs ??= nowMs;
      const afterMs = result.kind === 'later' ? result.afterMs : undefined;
      deps.pace.pause(conversation.id, nowMs + (afterMs ?? Math.min(pauseMs(0, nowMs - failedSinceMs), answerPauseMostMs)));
    }
  }

  return answer;
}

/** The pause after an answer that failed holds back the whole conversation: so it stays short, unless Teams itself asks for a longer one. */
const answerPauseMostMs = 5_000;
