// The messages of the local Teams: in the order they were posted, by thread, with what was deleted.

import type { Instant } from '../domain/terms.ts';

/** What a message says. `mentions` are the ids in its mention entities. */
export interface Content {
  readonly text: string | undefined;
  readonly card: object | undefined;
  readonly summary: string | undefined;
  readonly mentions: readonly string[];
}
export interface Message extends Content {
  readonly id: string;
  /** The channel or personal chat it is in. */
  readonly place: string;
  /** Its own id for a root message. In a personal chat every message is a root. */
  readonly root: string;
  /** `bot` or an Entra object id. */
  readonly from: string;
  readonly at: Instant;
  readonly editedAt: Instant | undefined;
  /** 1 when posted, one more with every edit. */
  readonly version: number;
}
export interface Thread {
  readonly root: Message;
  readonly replies: readonly Message[];
}
export interface ShelfSnapshot {
  readonly messages: readonly Message[];
  readonly removed: readonly string[];
}

/** Unread messages are counted up to this number and then shown as "99+". */
const UNREAD_MAX = 100;

const append = (lists: Map<string, string[]>, key: string, id: string): void => {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [id]);
  else list.push(id);
};

/** The messages as they were when `snapshot` was taken, or none. */
export const createShelf = (snapshot?: ShelfSnapshot) => {
  const byId = new Map<string, Message>();
  const removed = new Set<string>(snapshot?.removed ?? []);
  const all = new Map<string, string[]>();
  const roots = new Map<string, string[]>();
  const replies = new Map<string, string[]>();
  const found = (ids: readonly string[]): Message[] => ids.map((id) => byId.get(id)).filter((m) => m !== undefined);
  const add = (message: Message): void => {
    byId.set(message.id, message);
    append(all, message.place, message.id);
    if (message.root === message.id) append(roots, message.place, message.id);
    else append(replies, message.root, message.id);
  };
  for (const message of snapshot?.messages ?? []) add(message);

  return {
    add,
    message: (id: string): Message | undefined => byId.get(id),
    replace: (message: Message): void => {
      byId.set(message.id, message);
    },
    remove: (message: Message): void => {
      byId.delete(message.id);
      removed.add(message.id);
    },
    wasRemoved: (id: string): boolean => removed.has(id),
    messages: (place: string): Message[] => found(all.get(place) ?? []),
    /** How many of a place's messages are newer than `since` and not by `reader`; counts no further than `UNREAD_MAX`. */
    unread: (place: string, since: number, reader: string): number => {
      const ids = all.get(place) ?? [];
      let count = 0;
      for (let i = ids.length - 1; i >= 0 && count < UNREAD_MAX && Number(ids[i]) > since; i -= 1) {
        const message = byId.get(ids[i] ?? '');
        if (message !== undefined && message.from !== reader) count += 1;
      }
      return count;
    },
    threads: (place: string, limit: number): Thread[] =>
      found((roots.get(place) ?? []).slice(-limit)).map((root) => ({ root, replies: found(replies.get(root.id) ?? []) })),
    snapshot: (): ShelfSnapshot => ({ messages: [...byId.values()], removed: [...removed] }),
  };
};
