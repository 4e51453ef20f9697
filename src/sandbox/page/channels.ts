// The left of the page: the rail of apps and the list of chats, teams and channels, with what is unread.
import type { SandboxChannel, View } from '../api.ts';
import { avatar, el, type IconName, icon } from './elements.ts';
import { stamp } from './time.ts';
import type { Toast } from './toasts.ts';

/** Which list is open on the left. */
export type ListKind = 'teams' | 'activity';

export interface ListGiven {
  readonly view: View;
  readonly at: string;
  readonly kind: ListKind;
  /** What was typed in the search box. */
  readonly search: string;
  readonly activity: readonly Toast[];
  readonly now: string;
  readonly addressOf: (conversation: string) => string;
  readonly go: (conversation: string) => void;
}

/** Draws the list anew and leaves the focus on the same entry. */
export function showList(place: HTMLElement, given: ListGiven): void {
  const focused =
    document.activeElement instanceof HTMLElement && place.contains(document.activeElement)
      ? document.activeElement.dataset['id']
      : undefined;
  const parts = given.kind === 'activity' ? activityList(given) : teamsList(given);
  place.replaceChildren(...parts);
  if (focused === undefined) return;
  [...place.querySelectorAll<HTMLElement>('[data-id]')].find((entry) => entry.dataset['id'] === focused)?.focus();
}

function entry(given: ListGiven, id: string, unread: boolean, name: string, ...inside: (Node | undefined)[]): HTMLLIElement {
  const open = (event: Event): void => {
    // With Ctrl, Shift or the middle button the browser opens another window, as links do.
    if (event instanceof MouseEvent && (event.ctrlKey || event.metaKey || event.shiftKey)) return;
    event.preventDefault();
    given.go(id);
  };
  const link = el(
    'a',
    {
      href: given.addressOf(id),
      'data-id': id,
      class: unread ? 'entry unread' : 'entry',
      'aria-current': id === given.at ? 'page' : undefined,
      click: open,
    },
    ...inside,
    el('span', { class: 'name' }, name),
  );
  return el('li', {}, link);
}

const dot = (count: number | undefined): HTMLElement =>
  el('span', { class: 'dot' }, el('span', { class: 'unseen' }, count === undefined ? ', unread' : `, ${count} unread`));

function teamsList(given: ListGiven): Node[] {
  const wanted = (text: string): boolean => text.toLowerCase().includes(given.search.trim().toLowerCase());
  const teams = new Map<string, SandboxChannel[]>();
  for (const channel of given.view.channels) {
    if (wanted(`${channel.team} ${channel.name}`)) teams.set(channel.team, [...(teams.get(channel.team) ?? []), channel]);
  }
  const parts: Node[] = [el('h2', {}, 'Chat and teams')];
  if (wanted(`${given.view.botName} chat`)) {
    const chat = entry(given, given.view.chatId, given.view.chatUnread > 0, given.view.botName, avatar(given.view.botName, true));
    if (given.view.chatUnread > 0) chat.firstElementChild?.append(dot(given.view.chatUnread));
    parts.push(el('h3', {}, 'Chats'), el('ul', {}, chat));
  }
  if (teams.size > 0) parts.push(el('h3', {}, 'Teams and channels'));
  for (const [team, channels] of teams) {
    const mark = el('span', { class: 'team-mark', 'aria-hidden': 'true' }, team.slice(0, 1));
    const entries = channels.map((channel) => {
      const line = entry(given, channel.id, channel.unread > 0, channel.name);
      if (channel.unread > 0) line.firstElementChild?.append(dot(channel.unread));
      return line;
    });
    parts.push(el('div', { class: 'team' }, el('h4', {}, mark, team), el('ul', {}, ...entries)));
  }
  if (parts.length === 1) parts.push(el('p', { class: 'nothing' }, 'No chat or channel has this in its name.'));
  return parts;
}

function activityList(given: ListGiven): Node[] {
  const entries = given.activity.map((toast) => {
    const line = entry(given, toast.conversation, false, toast.from, avatar(toast.from, toast.from === given.view.botName));
    line.firstElementChild?.append(
      el('time', { datetime: toast.at }, stamp(toast.at, given.now)),
      el('span', { class: 'about' }, toast.text),
    );
    return line;
  });
  const none = el('p', { class: 'nothing' }, 'Notifications you get while this window is open are kept here.');
  return [el('h2', {}, 'Activity'), entries.length === 0 ? none : el('ul', { class: 'activity' }, ...entries)];
}

export interface RailGiven {
  readonly pressed: Readonly<Record<'activity' | 'chat' | 'teams' | 'sandbox', boolean>>;
  readonly unread: Readonly<Record<'activity' | 'chat' | 'teams', boolean>>;
  readonly press: (what: 'activity' | 'chat' | 'teams' | 'sandbox') => void;
}

const apps: readonly { readonly key: 'activity' | 'chat' | 'teams' | 'sandbox'; readonly icon: IconName; readonly name: string }[] = [
  { key: 'activity', icon: 'activity', name: 'Activity' },
  { key: 'chat', icon: 'chat', name: 'Chat' },
  { key: 'teams', icon: 'teams', name: 'Teams' },
  { key: 'sandbox', icon: 'sandbox', name: 'Sandbox' },
];

/** The rail: made once, then only its states change, so that focus stays. */
export function showRail(place: HTMLElement, given: RailGiven): void {
  if (place.childElementCount === 0) {
    for (const app of apps) {
      const button = el('button', { type: 'button', 'data-app': app.key }, icon(app.icon), el('span', { class: 'label' }, app.name));
      button.addEventListener('click', () => given.press(app.key));
      place.append(button);
    }
  }
  for (const app of apps) {
    const button = place.querySelector(`[data-app="${app.key}"]`);
    const unread = app.key !== 'sandbox' && given.unread[app.key];
    button?.setAttribute(app.key === 'sandbox' ? 'aria-expanded' : 'aria-pressed', String(given.pressed[app.key]));
    button?.querySelector('.dot')?.remove();
    if (unread) button?.append(dot(undefined));
  }
}
