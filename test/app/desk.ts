// A dispatcher at work in virtual time: a real store in memory, a Teams that keeps its windows, and things that change when told to.

import type { Chat, Outgoing, SendResult } from '../../src/app/chat.ts';
import { createDispatcher, type DispatchDeps, type DispatchEvent } from '../../src/app/dispatch/dispatch.ts';
import { startLoop } from '../../src/app/loop.ts';
import type { Conversation, Directory, Store } from '../../src/app/ports.ts';
import type { ChannelNews, TestChannelNews } from '../../src/domain/channel-news.ts';
import { type DayRules, decideDay } from '../../src/domain/day/decide.ts';
import { evolveDay } from '../../src/domain/day/evolve.ts';
import { dayId } from '../../src/domain/day/state.ts';
import type { Message } from '../../src/domain/message.ts';
import type { Address, SendClass } from '../../src/domain/terms.ts';
import { kinds } from '../../src/kinds.ts';
import { createDirectory } from '../../src/storage/directory.ts';
import { memoryEngine } from '../../src/storage/memory.ts';
import { makeTables } from '../../src/storage/setup.ts';
import { createStore } from '../../src/storage/store.ts';
import { createPace } from '../../src/teams/pace.ts';
import { network, rules } from '../people.ts';
import { VirtualTime } from '../simulation/time.ts';

export const hub = 'NORTH';

export interface Send {
  readonly atMs: number;
  readonly how: 'post' | 'edit';
  readonly conversation: string;
  readonly id: string;
  readonly what: Message['what'];
  readonly revision: number;
  readonly messageId: string | undefined;
  readonly thread: string | undefined;
}
interface About extends Outgoing {
  readonly about: Pick<Send, 'id' | 'what' | 'revision'>;
}
/** What Teams answers instead of taking it; `hang`: nothing, ever; `keptSilent`: it was taken, but nothing is heard of it. */
type Answer = Exclude<SendResult, { kind: 'sent' }> | 'hang' | 'keptSilent' | undefined;

const begun = evolveDay(
  undefined,
  {
    ...{ type: 'DayBegan', at: '2026-11-25T00:00:00.000Z', hub, organisation: hub, date: '2026-11-25' },
    ...{ since: '2026-11-25T00:00:00.000Z', closesAt: undefined, quietAfterMinutes: undefined },
  },
  1,
);
const rulesOfDay: DayRules = { network, holidays: rules.holidays, left: 0, count: undefined };

/** How long Teams takes for one send. */
const sendMs = 150;
/** Whoever does not send looks again after this. */
const notOursMs = 2_000;

export class Desk {
  readonly time = new VirtualTime();
  readonly store: Store;
  readonly directory: Directory;
  readonly sends: Send[] = [];
  readonly events: DispatchEvent[] = [];
  /** By message: the revision it shows. */
  readonly shown = new Map<string, number>();
  /** By message: what it is: a card, an old copy of one, or a notice. */
  readonly whats = new Map<string, Message['what']>();
  /** By address: the conversation it has now, where that is not its own name. */
  readonly channels = new Map<Address, string>();
  /** What leads were told of channels, and when. */
  readonly told: { readonly atMs: number; readonly news: ChannelNews | TestChannelNews }[] = [];
  /** Asked before each send what Teams answers. */
  answer: (send: Send) => Answer = () => undefined;
  /** Asked before each drawing; may throw. */
  draw: (id: string) => void = () => {};
  /** The most sends under way at once: in one conversation, and in all. */
  readonly most = { inOne: 0, inAll: 0 };
  readonly #underWay = new Map<string, number>();
  #messages = 0;
  #day = begun;

  private constructor(store: Store, directory: Directory) {
    this.store = store;
    this.directory = directory;
  }

  static async open(): Promise<Desk> {
    const engine = memoryEngine();
    await makeTables(engine, 'ehub', [hub]);
    return new Desk(createStore(engine, { prefix: 'ehub', writer: 'desk', missing: () => {} }), createDirectory(engine, 'ehub'));
  }

  /** Starts a dispatcher with its loop, as a process would. `over`: parts of it that are not as usual; `onWayMs`: how long before a send of it arrives. */
  start(over: Partial<DispatchDeps> = {}, onWayMs: () => number = () => 0): { readonly nudge: () => void; readonly stop: () => void } {
    let dead = false;
    const { time } = this;
    const dispatcher = createDispatcher({
      kinds: kinds.app,
      store: this.store,
      directory: this.directory,
      chat: this.#chat(() => dead, onWayMs),
      pace: createPace(),
      resolve: async (to) => ({ kind: 'found', key: this.channels.get(to) ?? to, conversation: await this.#conversation(to) }),
      tellLeads: async (_, news) => this.#tell(news),
      compose: async ({ what }, thing) => {
        const { id, revision } = thing.state as { id: string; revision: number };
        this.draw(id);
        const told: About = { summary: id, about: { id, what, revision } };
        return told;
      },
      clock: { now: () => time.now() },
      monotonicMs: () => time.nowMs,
      report: (event) => this.events.push(event),
      ...over,
    });
    const sleep = (ms: number, wake: AbortSignal): Promise<void> =>
      new Promise((resolve) => {
        const go = (): void => {
          if (!dead) resolve();
        };
        time.after(ms, go);
        wake.addEventListener('abort', () => time.after(0, go));
      });
    const loop = startLoop({ sleep, monotonicMs: () => time.nowMs, failed: () => {} }, async () => {
      if (over.stillOurs === undefined || (await over.stillOurs())) return dispatcher.pass([hub]);
      await dispatcher.handOver();
      return notOursMs;
    });
    return {
      nudge: loop.nudge,
      stop: () => {
        dead = true;
      },
    };
  }

  /** A change of a thing that must be shown in these places; the first one makes it. Returns its revision. */
  async change(id: string, to: readonly Address[], sendClass: SendClass = 1, what: Message['what'] = 'card'): Promise<number> {
    const thing = { hub, kind: 'econsult', id } as const;
    const before = await this.store.load(thing);
    const revision = (before?.version ?? 0) + 1;
    await this.store.commit({
      thing,
      before,
      after: { id, revision },
      operation: `${id}.${revision}`,
      at: this.time.now(),
      events: [{}],
      messages: to.map((address) => ({ to: address, class: sendClass, what })),
      queue: { before: undefined, after: undefined },
      timer: { before: undefined, after: undefined },
    });
    return revision;
  }

  /** Lets this much time pass. */
  pass(ms: number): Promise<void> {
    return this.time.run(this.time.nowMs + ms, () => false);
  }

  async waiting(): Promise<number> {
    const rows = await Promise.all(([0, 1, 2] as const).map((sendClass) => this.store.outbox(hub, sendClass, 10_000)));
    return rows.flat().length;
  }

  to(conversation: string): readonly Send[] {
    return this.sends.filter((send) => send.conversation === conversation);
  }

  count(kind: DispatchEvent['kind']): number {
    return this.events.filter((event) => event.kind === kind).length;
  }

  /** As the hub's day does: what its leads know already is not told again. */
  #tell(what: ChannelNews | TestChannelNews): void {
    const at = this.time.now();
    const about = { hub, id: dayId(hub, '2026-11-25'), operation: at, at, by: { kind: 'clock' } } as const;
    const decided = decideDay({ ...about, type: 'say', what }, this.#day, rulesOfDay);
    for (const event of 'events' in decided ? decided.events : []) {
      this.#day = evolveDay(this.#day, event, 2);
      this.told.push({ atMs: this.time.nowMs, news: what });
    }
  }

  async #conversation(to: Address): Promise<Conversation> {
    const id = this.channels.get(to) ?? to;
    const known = await this.directory.conversation(id);
    return known ?? { id, serviceUrl: '', tenantId: '', status: 'active', since: this.time.now() };
  }

  #chat(dead: () => boolean, onWayMs: () => number): Chat {
    const send = (conversation: Conversation, message: Outgoing, more: Pick<Send, 'how' | 'messageId' | 'thread'>): Promise<SendResult> => {
      const one: Send = { atMs: this.time.nowMs, conversation: conversation.id, ...(message as About).about, ...more };
      this.sends.push(one);
      const answer = this.answer(one);
      const there = (this.#underWay.get(one.conversation) ?? 0) + 1;
      this.#underWay.set(one.conversation, there);
      this.most.inOne = Math.max(this.most.inOne, there);
      this.most.inAll = Math.max(
        this.most.inAll,
        [...this.#underWay.values()].reduce((sum, of) => sum + of, 0),
      );
      return new Promise((resolve) => {
        this.time.after(sendMs + onWayMs(), () => {
          this.#underWay.set(one.conversation, there - 1);
          const messageId = one.messageId ?? `m${++this.#messages}`;
          if (answer === undefined || answer === 'keptSilent') {
            this.whats.set(messageId, one.what);
            this.shown.set(messageId, one.revision);
          }
          if (dead() || answer === 'hang') return;
          if (answer === 'keptSilent') resolve({ kind: 'unknown', why: 'noAnswer' });
          else resolve(answer ?? { kind: 'sent', messageId });
        });
      });
    };
    return {
      post: (conversation, message, thread) => send(conversation, message, { how: 'post', messageId: undefined, thread }),
      edit: (conversation, messageId, message) => send(conversation, message, { how: 'edit', messageId, thread: undefined }),
      openPersonal: async (mri) => ({ kind: 'open', conversationId: `a:${mri}` }),
    };
  }
}

/** The most sends in any stretch of this length. */
export function mostWithin(sends: readonly Send[], lengthMs: number): number {
  let most = 0;
  let from = 0;
  for (const [index, { atMs }] of sends.entries()) {
    while ((sends[from]?.atMs ?? 0) <= atMs - lengthMs) from++;
    most = Math.max(most, index - from + 1);
  }
  return most;
}

/** The same store, but for what is given. */
export function but(store: Store, over: Partial<Store>): Store {
  return new Proxy(store, {
    get: (target, name) => {
      const own: unknown = Reflect.get(over, name) ?? Reflect.get(target, name);
      return typeof own === 'function' ? own.bind(target) : own;
    },
  });
}
