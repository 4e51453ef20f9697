// A Teams that is not there: it keeps messages, counts what was sent against its windows, and answers badly when told to.

import type { Chat, Outgoing, SendResult } from '../../src/app/chat.ts';
import { urgentMarkMs } from '../../src/app/dispatch/waiting-times.ts';
import type { Conversation } from '../../src/app/ports.ts';
import { resultOf } from '../../src/teams/errors.ts';
import type { Process } from './process.ts';
import type { World } from './world.ts';

export interface Message {
  readonly id: string;
  readonly econsult: string;
  readonly what: string;
  readonly conversation: string;
  revision: number;
  deleted: boolean;
}

/** What our own compose tells the fake about a message, so that it need not read cards. */
export interface About {
  readonly econsult: string;
  readonly what: string;
  readonly revision: number;
}
export type Told = Outgoing & { readonly about: About };

/** Microsoft's published limits for a bot in one conversation, and for an app in a tenant. */
const windows = [
  [1_000, 7],
  [2_000, 8],
  [30_000, 60],
  [3_600_000, 1_800],
] as const;
const tenantWindow = [1_000, 50] as const;
/** Our own patience with Teams. */
const patienceMs = 10_000;
/** From what is stored in Teams to what is written down of it, where neither is slow. */
const answerMostMs = 1_000;

export class FakeTeams {
  readonly messages = new Map<string, Message>();
  readonly suspended = new Set<string>();
  /** Conversations of which every edit is answered as if its message were gone. */
  readonly moody = new Set<string>();
  /** By card and conversation: how many copies were stored, and how many more than one are nobody's fault. */
  readonly copies = new Map<string, { posted: number; excused: number }>();
  /** Told of an eConsult whose message was changed. */
  seen: (econsult: string) => void = () => {};
  readonly #world: World;
  readonly #sends = new Map<string, number[]>();
  readonly #busy = new Map<string, string>();
  /** Posted, but not yet written down by whoever posted it. */
  readonly #unrecorded = new Map<string, { readonly process: string; readonly copy: string }>();

  constructor(world: World) {
    this.#world = world;
  }

  chatOf(process: Process): Chat {
    process.whenDead(() => this.#died(process.name));
    return {
      post: (conversation, message, thread) => {
        const startedMs = this.#world.time.nowMs;
        return this.#call(process, conversation, (message as Told).about, false, () =>
          this.#post(process, conversation.id, (message as Told).about, { thread, startedMs }),
        );
      },
      edit: (conversation, messageId, message) =>
        this.#call(process, conversation, (message as Told).about, true, () => this.#edit(messageId, (message as Told).about)),
      openPersonal: async (mri) => {
        const world = this.#world;
        return new Promise((resolve) => {
          if (process.mayDie()) return;
          world.time.after(world.delayMs(), () => {
            if (!process.alive) return;
            const fault = world.calm ? undefined : world.random.oneOf(world.rates.chat);
            resolve(fault === 'throttled' ? { kind: 'later', why: '429', afterMs: 1_000 } : { kind: 'open', conversationId: `a:${mri}` });
          });
        });
      },
    };
  }

  delete(messageId: string): void {
    const message = this.messages.get(messageId);
    if (message === undefined || message.deleted) return;
    message.deleted = true;
    this.#world.count('messageDeleted');
  }

  recorded(messageId: string): void {
    this.#unrecorded.delete(messageId);
  }

  /** Copies of cards beyond the first: all, and those that neither a crash nor a lost answer accounts for. */
  extraCopies(): { readonly all: number; readonly unexcused: readonly string[] } {
    let all = 0;
    const unexcused: string[] = [];
    for (const [copy, { posted, excused }] of this.copies) {
      all += posted - 1;
      if (posted - 1 > excused) unexcused.push(`${copy}: ${posted} copies, ${excused} excused`);
    }
    return { all, unexcused };
  }

  #call(process: Process, conversation: Conversation, about: About, isEdit: boolean, apply: () => SendResult): Promise<SendResult> {
    const { time, random } = this.#world;
    return new Promise((resolve) => {
      if (process.mayDie()) return;
      this.#checkPace(process.name, conversation.id);
      const busy = `${process.name}|${conversation.id}`;
      if (this.#busy.has(busy)) this.#world.violated(`two sends at once to ${conversation.id} by ${process.name}`);
      this.#busy.set(busy, about.econsult);
      const fault = this.#world.calm ? undefined : random.oneOf(this.#world.rates.chat);
      if (fault !== undefined) this.#world.count(fault);
      const answer = (afterMs: number, result: SendResult): void =>
        time.after(afterMs, () => {
          this.#busy.delete(busy);
          if (process.alive && !process.mayDie()) resolve(result);
        });
      const slowMs = fault === 'slowChat' ? random.next() * (patienceMs - 1_000) : 0;
      time.after(10 + this.#world.delayMs() + slowMs, () => {
        if (!process.alive && random.chance(0.5)) return;
        this.#world.note(() => `${process.name} -> ${conversation.id} ${about.what} ${about.econsult} r${about.revision} ${fault ?? ''}`);
        const soonMs = this.#world.delayMs();
        // For a while everything, or every edit, is answered as if it were gone.
        if (isEdit && this.moody.has(conversation.id)) return answer(soonMs, { kind: 'messageGone', why: '403 ServiceError' });
        if (this.suspended.has(conversation.id)) return answer(soonMs, { kind: 'closed', why: '403 BotNotInConversationRoster' });
        switch (fault) {
          case 'throttled':
            return answer(soonMs, this.#throttled());
          case 'precondition':
            return answer(soonMs, { kind: 'later', why: '412', afterMs: undefined });
          case 'busy':
            return answer(soonMs, { kind: 'later', why: '503', afterMs: undefined });
          case 'badGateway':
            return answer(soonMs, { kind: 'unknown', why: '502' });
          case 'badGatewayStored':
            return answer(soonMs, this.#unheard(apply(), about, conversation.id, '502'));
          case 'answerLost':
            return answer(patienceMs - slowMs, this.#unheard(apply(), about, conversation.id, 'noAnswer'));
          // A moment's wrong answer: the conversation, or the message, is there all the same.
          case 'seemsClosed':
            return answer(soonMs, { kind: 'closed', why: '404 ConversationNotFound' });
          case 'seemsGone':
            return answer(soonMs, isEdit ? { kind: 'messageGone', why: '403 ServiceError' } : { kind: 'closed', why: '403 ServiceError' });
          case 'refused':
            return answer(soonMs, { kind: 'refused', why: '413' });
          case 'slowChat':
          case undefined:
            return answer(soonMs, apply());
        }
      });
    });
  }

  /** Seconds, or a date by a clock that goes wrong by up to an hour. */
  #throttled(): SendResult {
    const { time, random } = this.#world;
    const seconds = random.between(1, 20);
    const theirMs = Date.parse(time.now()) + random.between(-3_600, 3_600) * 1_000;
    const asDate = (ms: number): string => new Date(ms).toUTCString();
    const headers: Record<string, string> = random.chance(0.5)
      ? { 'retry-after': String(seconds) }
      : { 'retry-after': asDate(theirMs + seconds * 1_000), date: asDate(theirMs) };
    const response = { headers: { get: (name: string) => headers[name] } };
    return resultOf({ statusCode: 429, code: 'Throttled', response }, 'post', Date.parse(time.now()));
  }

  #unheard(result: SendResult, about: About, conversation: string, why: string): SendResult {
    if (result.kind === 'sent' && about.what === 'card' && this.#unrecorded.has(result.messageId)) {
      this.#unrecorded.delete(result.messageId);
      this.#excuse(copyOf(about, conversation));
    }
    return { kind: 'unknown', why };
  }

  #post(
    process: Process,
    conversation: string,
    about: About,
    { thread, startedMs }: { readonly thread: string | undefined; readonly startedMs: number },
  ): SendResult {
    const id = `m${this.messages.size + 1}`;
    if (thread !== undefined && !this.messages.has(thread)) this.#world.violated(`a reply to ${thread}, which does not exist`);
    this.messages.set(id, { id, conversation, deleted: false, ...about });
    if (about.what === 'card') {
      const copy = copyOf(about, conversation);
      const known = this.copies.get(copy) ?? { posted: 0, excused: 0 };
      this.copies.set(copy, { ...known, posted: known.posted + 1 });
      this.#excuseUnlucky(process.name, copy);
      // One that was on its way when its sender died is excused as it arrives.
      if (process.alive) this.#unrecorded.set(id, { process: process.name, copy });
      else this.#excuse(copy);
      // Under way for longer than the mark of an urgent card is respected: whoever has taken over may post a second one meanwhile.
      if (process.alive && this.#world.time.nowMs - startedMs >= urgentMarkMs - answerMostMs) this.#excuse(copy);
    }
    return { kind: 'sent', messageId: id };
  }

  #edit(messageId: string, about: About): SendResult {
    const message = this.messages.get(messageId);
    if (message === undefined) throw new Error(`no message ${messageId}`);
    if (message.deleted) {
      this.#excuse(copyOf(about, message.conversation));
      return { kind: 'messageGone', why: '403 ServiceError' };
    }
    if (message.econsult !== about.econsult) this.#world.violated(`${about.econsult} drawn over ${message.econsult}`);
    if (about.revision < message.revision) {
      if (this.#world.leaseless) this.#world.count('wentBackForAMoment');
      else this.#world.violated(`${about.econsult}: the card goes back from revision ${message.revision} to ${about.revision}`);
    }
    message.revision = about.revision;
    this.seen(about.econsult);
    return { kind: 'sent', messageId };
  }

  /** One that could not be written down by a process that has lost its lease since. */
  #excuseUnlucky(process: string, copy: string): void {
    for (const [messageId, other] of this.#unrecorded) {
      if (other.copy !== copy || other.process === process || !this.#world.unlucky.has(`${other.process} ${copy}`)) continue;
      this.#unrecorded.delete(messageId);
      this.#excuse(copy);
    }
  }

  #excuse(copy: string): void {
    const known = this.copies.get(copy) ?? { posted: 0, excused: 0 };
    this.copies.set(copy, { ...known, excused: known.excused + 1 });
  }

  #died(process: string): void {
    for (const [messageId, one] of this.#unrecorded) {
      if (one.process !== process) continue;
      this.#unrecorded.delete(messageId);
      this.#excuse(one.copy);
    }
  }

  /** Judged where it leaves us: Teams' windows are estimates, and how long the line takes is not ours to choose. */
  #checkPace(process: string, conversation: string): void {
    const { nowMs } = this.#world.time;
    const over = (key: string, limits: readonly (readonly [number, number])[]): boolean => {
      const times = this.#sends.get(key) ?? [];
      times.push(nowMs);
      this.#sends.set(key, times);
      return limits.some(([lengthMs, most]) => times.length > most && nowMs - (times[times.length - 1 - most] ?? 0) < lengthMs);
    };
    if (over(`${process}|${conversation}`, windows)) this.#world.violated(`more to ${conversation} than Teams allows`);
    if (over(`${process}|tenant`, [tenantWindow])) this.#world.violated('more to the tenant than Teams allows');
    // A new dispatcher does not know what the one before it sent.
    if (over(conversation, windows)) this.#world.count('overWindowAfterTakeover');
  }
}

const copyOf = (about: About, conversation: string): string => `${about.econsult} in ${conversation}`;
