// Starts the page: who I am and where I am come from the address, what there is comes from the server, and both stay in step.
import type { Happening, SandboxChannel, View } from '../api.ts';
import { askConversation, askSamples, search as askSearch, askView, say, wordsOf } from './ask.ts';
import { type ListKind, showList, showRail } from './channels.ts';
import type { Mentionable } from './compose.ts';
import { type Conversation, conversation } from './conversation.ts';
import { el } from './elements.ts';
import { top } from './header.ts';
import { listen } from './live.ts';
import { oneAtATime } from './one-at-a-time.ts';
import { panel } from './panel.ts';
import { presses } from './press.ts';
import { startTheme } from './theme.ts';
import { showToast, type Toast } from './toasts.ts';
import { tour } from './tour.ts';

/** Notifications kept under Activity. */
const activityMax = 30;
/** From here up the sandbox controls have room beside the conversation, and are open unless they were closed. */
const roomyPx = 1200;
const panelKey = 'sandbox.panel';
const clockTickMs = 5_000;

const part = (id: string): HTMLElement => document.getElementById(id) ?? document.body;
const asked = (): URLSearchParams => new URLSearchParams(location.search);

let me = asked().get('me') ?? '';
let at = '';
let view: View;
let viewAt = 0;
let open: { readonly id: string; readonly conversation: Conversation } | undefined;
/** Conversations that were opened keep what is typed in them, as Teams keeps drafts. */
const opened = new Map<string, Conversation>();
let list: ListKind = 'teams';
let search = '';
let activity: readonly Toast[] = [];
let activityUnread = false;

const now = (): string => new Date(Date.parse(view.clock.now) + performance.now() - viewAt).toISOString();
const addressOf = (conversationId: string, person = me): string => `?${new URLSearchParams({ me: person, at: conversationId })}`;
/** Another person at the same place, if they are a member; at their own first place otherwise. */
const addressAs = (person: string): string => {
  const member = view.people.find((one) => one.id === person)?.channels.includes(at) === true;
  return member ? addressOf(at, person) : `?${new URLSearchParams({ me: person })}`;
};
const channelHere = (): SandboxChannel | undefined => view.channels.find((channel) => channel.id === at);
const botName = (): string => view.botName;

startTheme(() => bar.themeChanged());
const bar = top(part('top'), {
  search: (text) => {
    search = text;
    list = 'teams';
    if (text !== '') part('frame').dataset['view'] = 'list';
    drawLeft();
  },
  addressAs,
});
const guide = tour(part('tour'), { addressAs: (person) => `?${new URLSearchParams({ me: person })}` });
const controls = panel(part('panel'), { now, addressAs, close: () => showPanel(false) });

function showPanel(wanted: boolean): void {
  part('panel').hidden = !wanted;
  localStorage.setItem(panelKey, wanted ? 'open' : 'closed');
  drawLeft();
  if (wanted) part('panel').querySelector<HTMLElement>('button')?.focus();
  else part('rail').querySelector<HTMLElement>('[data-app=sandbox]')?.focus();
}

function drawLeft(): void {
  const given = { view, at, kind: list, search, activity, now: now(), addressOf, go };
  showList(part('list'), given);
  const teamsUnread = view.channels.some((channel) => channel.unread > 0);
  showRail(part('rail'), {
    pressed: {
      activity: list === 'activity',
      chat: list === 'teams' && at === view.chatId,
      teams: list === 'teams' && at !== view.chatId,
      sandbox: !part('panel').hidden,
    },
    unread: { activity: activityUnread, chat: view.chatUnread > 0, teams: teamsUnread },
    press: (what) => {
      if (what === 'sandbox') return showPanel(part('panel').hidden);
      list = what === 'activity' ? 'activity' : 'teams';
      if (what === 'activity') activityUnread = false;
      part('frame').dataset['view'] = 'list';
      if (what === 'chat') return go(view.chatId);
      const channel = view.channels[0];
      if (what === 'teams' && at === view.chatId && channel !== undefined && innerWidth >= 640) return go(channel.id);
      drawLeft();
    },
  });
}

function mentionable(): readonly Mentionable[] {
  const here = view.people.filter((person) => person.id !== me && person.channels.includes(at));
  return [{ name: botName(), bot: true }, ...here.map((person) => ({ name: person.name, bot: false }))];
}

function drawHead(): void {
  const channel = channelHere();
  document.title = `${channel?.name ?? botName()} · ${view.me.name} · Teams (sandbox)`;
  if (channel === undefined) {
    open?.conversation.head({ title: botName(), team: undefined, about: 'App', hint: view.hint });
    return;
  }
  const members = view.people.filter((person) => person.channels.includes(channel.id)).length;
  const about = `${channel.team} · ${members} ${members === 1 ? 'person' : 'people'}`;
  const hint = channel.botAdded ? view.hint : `${botName()} is not in this team. Add it under Sandbox.`;
  open?.conversation.head({ title: channel.name, team: channel.team, about, hint });
}

const fetchView = oneAtATime(async () => {
  view = await askView(me);
  viewAt = performance.now();
  bar.show(view);
  controls.show(view, channelHere());
  drawLeft();
  drawHead();
});

const fetchMessages = oneAtATime(async () => {
  const target = open;
  if (target === undefined) return;
  try {
    const threads = await askConversation(me, target.id);
    if (open !== target) return;
    target.conversation.trouble(undefined);
    target.conversation.show(threads);
  } catch (error) {
    target.conversation.trouble(`${wordsOf(error)} What is shown may be old.`);
  }
});

function show(id: string): void {
  at = id;
  part('frame').dataset['view'] = 'conversation';
  if (open?.id !== id) {
    const uses = {
      now,
      ...presses({ me, conversation: id, botName, fetchMessages, did: guide.did }),
      mentionable,
      find: (words: string, skip: number) => askSearch({ me, conversation: id, words, skip }),
      reply: id === view.chatId ? undefined : (thread: string, text: string) => said(id, thread, text),
      say: (text: string) => said(id, undefined, text),
      back: () => {
        part('frame').dataset['view'] = 'list';
        part('list').querySelector<HTMLElement>('[aria-current]')?.focus();
      },
    };
    const shown = opened.get(id) ?? conversation(uses);
    opened.set(id, shown);
    open = { id, conversation: shown };
    part('main').replaceChildren(shown.element);
    shown.toEnd();
  }
  drawHead();
  controls.show(view, channelHere());
  drawLeft();
  void fetchMessages().then(fetchView);
}

async function said(id: string, thread: string | undefined, text: string): Promise<void> {
  const answer = await say({ me, conversation: id, ...(thread === undefined ? {} : { thread }), text });
  await fetchMessages();
  if (answer.error !== undefined && open?.id === id) open.conversation.trouble(answer.error);
}

function go(id: string): void {
  if (id !== at) history.pushState(undefined, '', addressOf(id));
  show(id);
}

function happened(happening: Happening): void {
  if (happening.kind === 'view') void fetchView().catch(() => undefined);
  else if (happening.kind === 'conversation') {
    // The messages first: reading them is what makes them read.
    const messages = happening.id === at ? fetchMessages() : Promise.resolve();
    void messages.then(fetchView).catch(() => undefined);
  } else {
    const toast: Toast = { from: happening.from, text: happening.text, conversation: happening.conversation, at: now() };
    activity = [toast, ...activity].slice(0, activityMax);
    activityUnread = list !== 'activity';
    drawLeft();
    // Teams shows no notification for what is being read.
    if (happening.conversation === at && document.visibilityState === 'visible') return;
    showToast(part('toasts'), toast, toast.from === botName(), () => go(toast.conversation));
  }
}

function placeAsked(): string {
  const wanted = asked().get('at') ?? '';
  const known = wanted === view.chatId || view.channels.some((channel) => channel.id === wanted);
  if (known) return wanted;
  // Every team has a General channel, and work stands in another one where there is one.
  const first = view.channels.find(({ name }) => name !== 'General') ?? view.channels[0];
  return first?.id ?? view.chatId;
}

async function start(): Promise<void> {
  try {
    view = await askView(me);
  } catch (error) {
    const again = el('button', { type: 'button', class: 'plain', click: () => location.reload() }, 'Try again');
    part('main').replaceChildren(el('div', { class: 'opening', role: 'status' }, el('p', {}, wordsOf(error)), again));
    return;
  }
  viewAt = performance.now();
  me = view.me.id;
  at = placeAsked();
  history.replaceState(undefined, '', addressOf(at));
  const kept = localStorage.getItem(panelKey);
  part('panel').hidden = innerWidth < roomyPx || kept === 'closed';
  bar.show(view);
  guide.show(me, view.empty === true ? [] : view.people);
  show(at);
  addEventListener('popstate', () => show(placeAsked()));
  setInterval(controls.tick, clockTickMs);
  let gap = false;
  listen(me, happened, (up) => {
    open?.conversation.trouble(up ? undefined : 'Connection lost. Trying again…');
    if (up && gap) void fetchView().then(fetchMessages, () => undefined);
    gap = !up;
  });
  controls.samples(await askSamples().catch(() => []));
}

void start();
