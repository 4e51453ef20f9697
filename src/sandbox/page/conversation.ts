// The middle of the page: one channel or chat with its threads, kept in order and at the newest end.
import type { ShownThread } from '../api.ts';
import { composer } from './compose.ts';
import { arrange, avatar, el, icon } from './elements.ts';
import { lastSaid, type ThreadBox, type ThreadUses, threadBox } from './thread.ts';
import { dayOf, dayWords } from './time.ts';

export interface ConversationUses extends ThreadUses {
  readonly say: (text: string) => Promise<void>;
  readonly back: () => void;
}

/** What stands at the top of the conversation. */
export interface Heading {
  readonly title: string;
  /** The team's name; `undefined` in a chat. */
  readonly team: string | undefined;
  readonly about: string;
  /** Said in the middle of an empty conversation, or above the box when the bot is not there. */
  readonly hint: string | undefined;
}

export interface Conversation {
  readonly element: HTMLElement;
  readonly head: (heading: Heading) => void;
  readonly show: (threads: readonly ShownThread[]) => void;
  /** Says why nothing can be shown or that what is shown may be old; `undefined` takes it away. */
  readonly trouble: (words: string | undefined) => void;
  /** Goes to the newest message. */
  readonly toEnd: () => void;
}

/** Closer to the end than this counts as at the end: then new messages stay in view. */
const endPx = 60;

export function conversation(uses: ConversationUses): Conversation {
  const title = el('div', { class: 'title' });
  const threads = el('ol', { class: 'threads' });
  const scroll = el('div', { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': 'Messages' }, threads);
  const newer = el('button', { type: 'button', class: 'newer', hidden: true }, 'New messages', icon('down'));
  const trouble = el('p', { class: 'trouble', role: 'status' });
  const hint = el('p', { class: 'hint' });
  const news = el('p', { class: 'unseen', role: 'status' });
  const chat = uses.reply === undefined;
  const write = composer({
    label: chat ? 'Type a message' : 'Start a post',
    mentionable: uses.mentionable,
    find: uses.find,
    act: uses.act,
    send: uses.say,
  });
  const element = el(
    'div',
    { class: chat ? 'conversation in-chat' : 'conversation' },
    title,
    trouble,
    scroll,
    newer,
    hint,
    write.element,
    news,
  );
  const boxes = new Map<string, ThreadBox>();
  const days = new Map<string, HTMLElement>();
  let known = new Set<string>();
  let first = true;

  const toEnd = (): void => {
    scroll.scrollTop = scroll.scrollHeight;
    newer.hidden = true;
  };
  newer.addEventListener('click', toEnd);
  const atEnd = (): boolean => scroll.scrollHeight - scroll.scrollTop - scroll.clientHeight < endPx;
  // Whoever reads the newest still does when the window is turned, narrowed, or gives room to a keyboard.
  let reading = true;
  scroll.addEventListener('scroll', () => {
    reading = atEnd();
    if (reading) newer.hidden = true;
  });
  new ResizeObserver(() => {
    if (reading) toEnd();
  }).observe(scroll);

  scroll.addEventListener('keydown', walkMessages);

  const day = (at: string): HTMLElement => {
    const key = dayOf(at);
    const line = days.get(key) ?? el('li', { class: 'day' });
    days.set(key, line);
    line.textContent = dayWords(at, uses.now());
    return line;
  };

  const show = (all: readonly ShownThread[]): void => {
    const stay = first || atEnd();
    const ordered = [...all].sort((a, b) => lastSaid(a).localeCompare(lastSaid(b)));
    const wanted: Node[] = [];
    let current = '';
    for (const thread of ordered) {
      const at = lastSaid(thread);
      if (dayOf(at) !== current) wanted.push(day(at));
      current = dayOf(at);
      const box = boxes.get(thread.root.id) ?? threadBox(uses);
      boxes.set(thread.root.id, box);
      box.show(thread);
      wanted.push(box.element);
    }
    arrange(threads, wanted);
    const messages = all.flatMap((thread) => [thread.root, ...thread.replies]);
    const fresh = messages.filter((message) => !known.has(message.id) && !message.from.me);
    known = new Set(messages.map((message) => message.id));
    const latest = fresh.at(-1);
    if (!first && latest !== undefined)
      news.textContent = `New message from ${latest.from.name}. ${latest.summary ?? latest.text?.replace(/<\/?at>/g, '') ?? ''}`;
    if (stay) toEnd();
    else if (fresh.length > 0) newer.hidden = false;
    const ids = new Set(all.map((thread) => thread.root.id));
    for (const id of boxes.keys()) if (!ids.has(id)) boxes.delete(id);
    scroll.classList.toggle('empty', all.length === 0);
    first = false;
  };

  const head = (heading: Heading): void => {
    const back = el('button', { type: 'button', class: 'back tool', 'aria-label': 'Back to the list', click: uses.back }, icon('back'));
    const face =
      heading.team === undefined
        ? avatar(heading.title, true)
        : el('span', { class: 'team-mark', 'aria-hidden': 'true' }, heading.team.slice(0, 1));
    const words = el('div', {}, el('h1', {}, heading.title), el('p', {}, heading.about));
    title.replaceChildren(back, face, words, el('span', { class: 'tab' }, heading.team === undefined ? 'Chat' : 'Posts'));
    hint.textContent = heading.hint ?? '';
    scroll.setAttribute('aria-label', `Messages in ${heading.title}`);
  };
  const say = (words: string | undefined): void => {
    trouble.textContent = words ?? '';
  };
  return { element, head, show, trouble: say, toEnd };
}

/**
 * As in Teams: the arrows go from message to message, and Escape from a button of a card back to its message. Without them somebody who has no
 * mouse would pass every button of every card on the way to the one they want.
 */
function walkMessages(event: KeyboardEvent): void {
  const { currentTarget: scroll, target, key } = event;
  if (!(scroll instanceof HTMLElement) || !(target instanceof HTMLElement)) return;
  const message = target.closest<HTMLElement>('.message');
  const all = [...scroll.querySelectorAll<HTMLElement>('.message')];
  const arrow = key === 'ArrowUp' ? -1 : key === 'ArrowDown' ? 1 : 0;
  // What is open over a card, or is written in, has its own use for these keys.
  const isInside = target !== scroll && target !== message;
  const wanted =
    arrow !== 0 && !isInside
      ? message === null
        ? all.at(arrow < 0 ? -1 : 0)
        : all[all.indexOf(message) + arrow]
      : key === 'Escape' && isInside && !event.defaultPrevented && target.closest('.compose') === null
        ? (message ?? undefined)
        : undefined;
  if (wanted === undefined) return;
  event.preventDefault();
  wanted.focus();
}
