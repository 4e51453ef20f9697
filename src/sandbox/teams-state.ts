// What exists and happens in the local Teams, as one place that everything else reads, changes and listens to, and that can be saved.

import type { SandboxClock } from './clock.ts';
import type { Content, Message, ShelfSnapshot, Thread } from './messages.ts';
import { createShelf } from './messages.ts';
import type { Roster, RosterGiven, RosterSnapshot, Team } from './roster.ts';
import { createRoster } from './roster.ts';

export type { Content, Message, Thread } from './messages.ts';
export type { Person, PersonSeed, Place, Team, TeamSeed } from './roster.ts';

export type WorldEvent =
  | { readonly kind: 'posted' | 'edited' | 'removed'; readonly message: Message }
  | { readonly kind: 'bot'; readonly team: Team }
  | { readonly kind: 'installed'; readonly person: string }
  | { readonly kind: 'read'; readonly person: string; readonly place: string };

/** Everything that must survive a restart, as plain JSON; people and teams come from the data again. */
export interface WorldSnapshot extends RosterSnapshot, ShelfSnapshot {
  readonly lastId: number;
  /** Person and place, and the newest message id there was when they last looked. */
  readonly read: readonly (readonly [string, number])[];
}

export interface World extends Roster {
  readonly tenantId: string;
  readonly bot: { readonly appId: string; readonly id: string; readonly name: string };
  /** Posts as `bot` or as a person (Entra object id); `root` makes it a reply. */
  post(place: string, from: string, content: Content, root?: string): Message;
  edit(id: string, content: Content): Message | undefined;
  remove(id: string): void;
  message(id: string): Message | undefined;
  /** Whether there was such a message and it was deleted: Teams answers differently for those. */
  wasRemoved(id: string): boolean;
  /** The newest `limit` threads, oldest first. */
  threads(place: string, limit: number): readonly Thread[];
  /** Every message of a place in the order it was posted. */
  messages(place: string): readonly Message[];
  markRead(person: string, place: string): void;
  unread(person: string, place: string): number;
  /** Calls `listener` after each change; returns how to stop. */
  on(listener: (event: WorldEvent) => void): () => void;
  snapshot(): WorldSnapshot;
}

export interface WorldGiven extends RosterGiven {
  readonly botName: string;
  readonly clock: SandboxClock;
  readonly snapshot?: WorldSnapshot;
}

/** The local Teams as given, or as it was when `snapshot` was taken. */
export const createWorld = (given: WorldGiven): World => {
  const { clock, snapshot } = given;
  const roster = createRoster(given, snapshot);
  const shelf = createShelf(snapshot);
  const read = new Map(snapshot?.read ?? []);
  const listeners = new Set<(event: WorldEvent) => void>();
  let lastId = snapshot?.lastId ?? 0;

  const tell = (event: WorldEvent): void => {
    for (const listener of [...listeners]) listener(event);
  };
  // Teams' message ids are the time of the post in ms; two in the same ms still differ.
  const nextId = (): string => {
    lastId = Math.max(lastId + 1, clock.ms());
    return String(lastId);
  };
  const unread = (person: string, place: string): number => shelf.unread(place, read.get(`${person} ${place}`) ?? 0, person);

  return {
    ...roster,
    tenantId: given.tenantId,
    bot: { appId: given.botAppId, id: `28:${given.botAppId}`, name: given.botName },
    setBot: (id, added) => {
      const team = roster.setBot(id, added);
      tell({ kind: 'bot', team });
      return team;
    },
    setDeleted: (channel, deleted) => {
      roster.setDeleted(channel, deleted);
      const team = roster.team(channel);
      if (team !== undefined) tell({ kind: 'bot', team });
    },
    setArchived: (id, archived) => {
      roster.setArchived(id, archived);
      const team = roster.team(id);
      if (team !== undefined) tell({ kind: 'bot', team });
    },
    install: (person) => {
      roster.install(person);
      tell({ kind: 'installed', person });
    },
    post: (place, from, content, root) => {
      const id = nextId();
      const message: Message = { ...content, id, place, root: root ?? id, from, at: clock.now(), editedAt: undefined, version: 1 };
      shelf.add(message);
      tell({ kind: 'posted', message });
      return message;
    },
    edit: (id, content) => {
      const before = shelf.message(id);
      if (before === undefined) return undefined;
      const message: Message = { ...before, ...content, editedAt: clock.now(), version: before.version + 1 };
      shelf.replace(message);
      tell({ kind: 'edited', message });
      return message;
    },
    remove: (id) => {
      const message = shelf.message(id);
      if (message === undefined) return;
      shelf.remove(message);
      tell({ kind: 'removed', message });
    },
    message: shelf.message,
    wasRemoved: shelf.wasRemoved,
    threads: shelf.threads,
    messages: shelf.messages,
    markRead: (person, place) => {
      const waiting = unread(person, place);
      read.set(`${person} ${place}`, lastId);
      if (waiting > 0) tell({ kind: 'read', person, place });
    },
    unread,
    on: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    snapshot: () => ({ ...roster.snapshot(), ...shelf.snapshot(), lastId, read: [...read] }),
  };
};
