// One message as Teams shows it: who, when, "Edited", the words, the card, and the bot's answer under it.
import type { ShownMessage } from '../api.ts';
import { buttonTitled, drawCard, type Pressed } from './card.ts';
import { avatar, type Child, el, icon } from './elements.ts';
import { parse } from './markdown.ts';
import { toElements } from './markdown-html.ts';
import { clockTime, fullTime, stamp } from './time.ts';

/** What the bot said to a press, for this person only. */
export interface Note {
  readonly text: string;
  readonly bad: boolean;
}

export interface MessageUses {
  readonly now: () => string;
  readonly press: (message: ShownMessage, pressed: Pressed, box: HTMLElement) => Promise<Note | undefined>;
  readonly refresh: (message: ShownMessage) => Promise<Note | undefined>;
}

export interface MessageBox {
  readonly element: HTMLElement;
  readonly show: (message: ShownMessage) => void;
}

/** People's words: text and mentions, no Markdown, as Teams keeps what somebody typed. */
export function plainWords(text: string): Child[] {
  return text.split(/(<at>[^<>]{1,200}<\/at>)/).flatMap((part): Child[] => {
    const name = /^<at>([^<>]+)<\/at>$/.exec(part)?.[1];
    if (name !== undefined) return [el('span', { class: 'mention' }, name)];
    return part === '' ? [] : [part];
  });
}

const canRefresh = (card: object | undefined): boolean => card !== undefined && 'refresh' in card;

function header(message: ShownMessage, now: string): Child[] {
  return [
    el('span', { class: 'who' }, message.from.name),
    message.from.bot ? el('span', { class: 'app' }, 'App') : undefined,
    el('time', { datetime: message.at, title: fullTime(message.at) }, stamp(message.at, now)),
    message.editedAt === undefined ? undefined : el('span', { class: 'edited', title: fullTime(message.editedAt) }, 'Edited'),
  ];
}

/** A place for one message. Showing it again draws only what changed, so an edit elsewhere never touches what is typed here. */
export function messageBox(uses: MessageUses): MessageBox {
  const head = el('div', { class: 'head' });
  const words = el('div', { class: 'words' });
  const card = el('div', { class: 'card-place' });
  const note = el('div', { class: 'note', role: 'status' });
  const tools = el('div', { class: 'tools' });
  const bubble = el('div', { class: 'bubble' }, head, words, card, note, tools);
  const face = el('div', { class: 'face' });
  const element = el('article', { class: 'message', tabindex: -1 }, face, bubble);
  let shown: ShownMessage | undefined;

  const tell = (what: Note | undefined): void => {
    note.className = what?.bad === true ? 'note bad' : 'note';
    note.textContent = what?.text ?? '';
  };

  const drawCardOf = (message: ShownMessage): void => {
    const focused = card.contains(document.activeElement) ? document.activeElement : undefined;
    card.replaceChildren();
    if (message.card !== undefined) {
      const drawn = drawCard(message.card, async (pressed) => {
        tell(undefined);
        tell(await uses.press(shown ?? message, pressed, element));
      });
      card.append(drawn.element);
      drawn.settle();
    }
    // The card went from under somebody's hands: give them the same button again, or at least the message.
    if (focused instanceof HTMLElement) (buttonTitled(card, focused.title) ?? element).focus({ preventScroll: true });
  };

  const show = (message: ShownMessage): void => {
    const before = shown;
    shown = message;
    head.replaceChildren(...header(message, uses.now()).filter((child) => child !== undefined));
    if (before?.id === message.id && before.revision === message.revision) return;
    element.classList.toggle('mine', message.from.me);
    element.classList.toggle('from-bot', message.from.bot);
    element.classList.toggle('has-card', message.card !== undefined);
    element.setAttribute('aria-label', `${message.from.name}, ${clockTime(message.at)}${message.editedAt === undefined ? '' : ', edited'}`);
    if (before?.from.name !== message.from.name) face.replaceChildren(avatar(message.from.name, message.from.bot));
    const text = message.text ?? '';
    if (message.from.bot) words.replaceChildren(...toElements(parse(text, 'all')));
    else words.replaceChildren(...plainWords(text).filter((child) => child !== undefined));
    if (before === undefined || JSON.stringify(before.card) !== JSON.stringify(message.card)) drawCardOf(message);
    tools.replaceChildren();
    if (canRefresh(message.card)) {
      const again = async (): Promise<void> => tell(await uses.refresh(message));
      tools.append(el('button', { type: 'button', class: 'tool', click: () => void again() }, icon('refresh'), 'Refresh card'));
    }
  };
  return { element, show };
}
