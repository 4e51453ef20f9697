// Plays the clients' automatic refreshes: when a conversation is opened, and when a message comes in or is edited while it is open.

import { refreshesItself, refreshOf } from './card.ts';
import type { Views } from './card-views.ts';
import type { Message, Person, World } from './teams-state.ts';

/** What a client has on screen or loads when a channel is opened; older posts are refreshed when scrolled to, which is not played. */
export const THREADS_SHOWN = 50;
/** Refreshes under way at once, for all clients together. */
const AT_ONCE_MAX = 32;
/** `idle` gives up after so many rounds: a bot that edits on every refresh would keep it waiting for ever. */
const IDLE_ROUNDS_MAX = 1_000;

export interface Refresher {
  /** This person looks at this conversation now (and at no other). */
  open(person: Person, place: string): void;
  close(person: Person): void;
  opened(person: Person): string | undefined;
  /** Resolves when nothing is being refreshed. */
  idle(): Promise<void>;
  stop(): void;
}

/** `ask` asks the bot for this person's card and shows it; it never rejects. */
export const createRefresher = (world: World, views: Views, ask: (person: Person, message: Message) => Promise<void>): Refresher => {
  const looking = new Map<string, string>();
  const underway = new Set<string>();
  const waiting: { readonly key: string; readonly run: () => Promise<void> }[] = [];
  const idlers: (() => void)[] = [];
  let running = 0;

  const pump = (): void => {
    while (running < AT_ONCE_MAX) {
      const next = waiting.shift();
      if (next === undefined) break;
      running += 1;
      void next.run().finally(() => {
        running -= 1;
        underway.delete(next.key);
        pump();
      });
    }
    if (running === 0) for (const done of idlers.splice(0)) done();
  };
  const consider = (person: Person, message: Message): void => {
    const place = world.place(message.place);
    const rule = refreshOf(views.card(person.id, message));
    if (place === undefined || rule === undefined || !world.botIn(place)) return;
    if (!refreshesItself(rule, person.mri, world.members(place).length) || views.young(person.id, message)) return;
    const key = `${person.id} ${message.id} ${message.version}`;
    if (underway.has(key)) return;
    underway.add(key);
    waiting.push({ key, run: () => ask(person, message) });
  };
  const stop = world.on((event) => {
    if (event.kind !== 'posted' && event.kind !== 'edited') return;
    for (const [id, place] of looking) {
      const person = world.person(id);
      if (place === event.message.place && person !== undefined) consider(person, event.message);
    }
    pump();
  });

  return {
    open: (person, place) => {
      looking.set(person.id, place);
      for (const { root, replies } of world.threads(place, THREADS_SHOWN)) {
        for (const message of [root, ...replies]) consider(person, message);
      }
      pump();
    },
    close: (person) => {
      looking.delete(person.id);
    },
    opened: (person) => looking.get(person.id),
    idle: async () => {
      for (let round = 0; round < IDLE_ROUNDS_MAX && running > 0; round += 1) {
        await new Promise<void>((resolve) => idlers.push(resolve));
      }
    },
    stop,
  };
};
