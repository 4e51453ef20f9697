// What is left to do once a message is sent, or need not be: its row goes out of the outbox, and what was remembered of it is let go.
import type { CardRow, Conversation, OutboxRow } from '../ports.ts';
import { opened } from '../reachable.ts';
import type { Attempts } from './attempts.ts';
import type { CardEdits } from './card-edits.ts';
import type { CardPosts } from './card-posts.ts';
import { askForOld, hasOld } from './old-copies.ts';
import type { DispatchDeps, Sending } from './sends.ts';

export interface Served {
  /** Teams took these notices: they are not said again, although their rows may not go away yet. */
  said(rows: readonly OutboxRow[]): void;
  isSaid(row: OutboxRow): boolean;
  /** The card shows its newest state; `served`: that was written down together with the row's going. Throws as the store does. */
  shown(row: OutboxRow, card: { readonly card: CardRow; readonly served: boolean }, where?: Sending['where']): Promise<'served'>;
  /** Takes the rows out of the outbox. Throws as the store does. */
  done(row: OutboxRow, where?: Sending['where'], alongside?: readonly OutboxRow[]): Promise<'served'>;
  forget(row: OutboxRow): void;
}

export function createServed(
  deps: DispatchDeps,
  remembering: { readonly attempts: Attempts; readonly edits: CardEdits; readonly posts: CardPosts },
): Served {
  const { attempts, edits, posts } = remembering;
  /** By outbox key: the notice that was sent. */
  const said = new Map<string, string>();

  async function done(row: OutboxRow, where?: Sending['where'], alongside: readonly OutboxRow[] = []): Promise<'served'> {
    if (where?.conversation.status === 'suspended') await saveOpen(where.key, where.conversation);
    // `false` means it was rewritten meanwhile: still to be shown, and the next pass will.
    for (const each of [row, ...alongside]) forget(await deps.store.removeOutbox(each).then(() => each));
    return 'served';
  }

  async function saveOpen(key: string, conversation: Conversation): Promise<void> {
    await deps.directory.saveConversation(key, opened(conversation, conversation.closings ?? [], deps.clock.now()));
  }

  function forget(row: OutboxRow): void {
    attempts.forget(row);
    said.delete(row.key);
    if (row.what !== 'card') return;
    edits.forget(row);
    posts.forget(row);
  }

  return {
    said: (rows) => {
      for (const each of rows) said.set(each.key, each.etag);
    },
    isSaid: (row) => said.get(row.key) === row.etag,
    async shown(row, { card, served }, where) {
      if (served) {
        forget(row);
        return 'served';
      }
      if (hasOld(card)) await askForOld(deps, row);
      return done(row, where);
    },
    done,
    forget,
  };
}
