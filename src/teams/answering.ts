// Answers people in the conversation they wrote in, and brings up to date what it answered: in order, at the pace that conversation allows.
import type { Chat, Outgoing, Pace, SendResult } from '../app/chat.ts';
import { pauseMs } from '../app/dispatch/waiting-times.ts';
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
export interface Answer {
  /** `said`: told the id of the message. */
  (activity: TeamsActivity, message: Outgoing, said?: (messageId: string) => void): void;
  /** Edits what was answered there before, as it is drawn when its turn comes; `undefined`: it is left as it is. */
  readonly edit: (activity: TeamsActivity, messageId: string, draw: () => Promise<Outgoing | undefined>) => void;
}

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
  readonly draw: () => Promise<Outgoing | undefined>;
  readonly thread?: string | undefined;
  /** The message that is edited; absent: a new one is posted. */
  readonly edits?: string;
  readonly said?: ((messageId: string) => void) | undefined;
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

  function answer(activity: TeamsActivity, message: Outgoing, said?: (messageId: string) => void): void {
    wait(activity, { draw: async () => message, thread: threadOf(activity), said, askedMs: deps.monotonicMs() });
  }

  function edit(activity: TeamsActivity, messageId: string, draw: () => Promise<Outgoing | undefined>): void {
    // One that waits already is drawn when it is sent, and will show this as well.
    const [, ...behind] = queues.get(conversationOf(activity))?.waiting ?? [];
    if (!behind.some(({ edits }) => edits === messageId))
      wait(activity, { draw, thread: threadOf(activity), edits: messageId, askedMs: deps.monotonicMs() });
  }

  function wait(activity: TeamsActivity, one: Waiting): void {
    const id = conversationOf(activity);
    const queue = queues.get(id);
    if (queue !== undefined) {
      if (queue.waiting.length < answersMax && inAll < answersInAllMax) keep(queue, one);
      else if (one.edits === undefined) queue.beyond += 1;
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
      keep(queue, { draw: async () => ({ text: words, summary: words }), askedMs: deps.monotonicMs() });
    }
    queues.delete(id);
  }

  /** Does not throw: an answer that cannot be given keeps no other from being given. */
  async function say(conversation: Conversation, one: Waiting): Promise<void> {
    const untilMs = one.askedMs + answerWithinMs;
    // Nobody waits for a list that is brought up to date: it stays as old as it was.
    const givenUp = (why: string): void => (one.edits === undefined ? deps.unanswered(why) : undefined);
    let failedSinceMs: number | undefined;
    for (let silences = 0; ; ) {
      const waitMs = deps.pace.take(conversation.id, 1, deps.monotonicMs());
      if (waitMs > 0) {
        if (deps.monotonicMs() + waitMs > untilMs) return givenUp('tooLate');
        await deps.sleep(Math.min(waitMs, sleepMostMs));
        continue;
      }
      const result = await sent(deps.chat, conversation, one);
      if (result === undefined) return;
      if (result.kind === 'sent') return one.said?.(result.messageId);
      if (result.kind === 'refused' || result.kind === 'messageGone') return givenUp(result.why);
      if (result.kind === 'unknown' && ++silences >= silencesMax) return givenUp(result.why);
      const nowMs = deps.monotonicMs();
      failedSinceMs ??= nowMs;
      const afterMs = result.kind === 'later' ? result.afterMs : undefined;
      deps.pace.pause(conversation.id, nowMs + (afterMs ?? Math.min(pauseMs(0, nowMs - failedSinceMs), answerPauseMostMs)));
    }
  }

  answer.edit = edit;
  return answer;
}

/** The pause after an answer that failed holds back the whole conversation: so it stays short, unless Teams itself asks for a longer one. */
const answerPauseMostMs = 5_000;

/** `undefined`: there is nothing to send. */
async function sent(chat: Chat, conversation: Conversation, { draw, thread, edits }: Waiting): Promise<SendResult | undefined> {
  try {
    const message = await draw();
    if (message === undefined) return undefined;
    return await (edits === undefined ? chat.post(conversation, message, thread) : chat.edit(conversation, edits, message, thread));
  } catch {
    return { kind: 'unknown', why: 'threw' };
  }
}
