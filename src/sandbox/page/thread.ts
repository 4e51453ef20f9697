// A post with its replies, folded when there are many, and the place to reply.
import type { SearchAnswer, ShownMessage, ShownThread } from '../api.ts';
import { type Composer, type ComposerUses, composer, type Mentionable } from './compose.ts';
import { arrange, el, icon } from './elements.ts';
import { type MessageBox, type MessageUses, messageBox } from './message.ts';

/** Replies that are always shown; Teams folds away what is older. */
const newestReplies = 3;

export interface ThreadUses extends MessageUses {
  /** `undefined` in a personal chat, where there are no replies. */
  readonly reply: ((thread: string, text: string) => Promise<void>) | undefined;
  readonly mentionable: () => readonly Mentionable[];
  readonly find: (words: string, skip: number) => Promise<SearchAnswer>;
  readonly act: ComposerUses['act'];
}

export interface ThreadBox {
  readonly element: HTMLElement;
  readonly show: (thread: ShownThread) => void;
}

export function threadBox(uses: ThreadUses): ThreadBox {
  const element = el('li', { class: uses.reply === undefined ? 'thread chat' : 'thread' });
  const boxes = new Map<string, MessageBox>();
  const replies = el('div', { class: 'replies' });
  const foot = el('div', { class: 'foot' });
  let unfolded = false;
  let shown: ShownThread | undefined;
  let writing: Composer | undefined;

  const box = (message: ShownMessage): HTMLElement => {
    const kept = boxes.get(message.id) ?? messageBox(uses);
    boxes.set(message.id, kept);
    kept.show(message);
    return kept.element;
  };

  const unfold = (): void => {
    unfolded = true;
    const first = shown?.replies[0];
    if (shown !== undefined) show(shown);
    if (first !== undefined) boxes.get(first.id)?.element.focus();
  };

  const write = (): void => {
    const reply = uses.reply;
    if (reply === undefined || shown === undefined) return;
    const root = shown.root.id;
    writing = composer({
      label: 'Reply',
      mentionable: uses.mentionable,
      find: uses.find,
      act: uses.act,
      send: (text) => reply(root, text),
      leave: stopWriting,
    });
    foot.replaceChildren(writing.element);
    writing.focus();
  };
  const replyButton = el('button', { type: 'button', class: 'reply', click: write }, icon('reply'), 'Reply');
  const stopWriting = (): void => {
    writing = undefined;
    foot.replaceChildren(replyButton);
    replyButton.focus();
  };

  const show = (thread: ShownThread): void => {
    shown = thread;
    const root = box(thread.root);
    const folded = unfolded || thread.replies.length <= newestReplies + 1 ? 0 : thread.replies.length - newestReplies;
    const parts: Node[] = thread.replies.slice(folded).map(box);
    if (folded > 0) {
      parts.unshift(el('button', { type: 'button', class: 'unfold', click: unfold }, `Show ${folded} earlier replies`));
    }
    arrange(replies, parts);
    const wanted: Node[] = [root];
    if (parts.length > 0) wanted.push(replies);
    if (uses.reply !== undefined) wanted.push(foot);
    if (uses.reply !== undefined && foot.childNodes.length === 0) foot.append(replyButton);
    arrange(element, wanted);
    const ids = new Set([thread.root.id, ...thread.replies.map((reply) => reply.id)]);
    for (const id of boxes.keys()) if (!ids.has(id)) boxes.delete(id);
  };
  return { element, show };
}

/** When something was last said in a thread: a new reply brings it down to the end, an edit does not. */
export const lastSaid = (thread: ShownThread): string => {
  const times = [thread.root.at, ...thread.replies.map((reply) => reply.at)].sort();
  return times.at(-1) ?? thread.root.at;
};
