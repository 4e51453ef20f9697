// Plays everybody's Teams clients: what each person sees, presses, types and opens, and what the bot is sent for it.

import type { Activity, Given } from './activities.ts';
import { botInChat, botInTeam, cardAction, dialogFetch, dialogSubmit, submitted, typed } from './activities.ts';
import type { Life, PressAnswer, SayAnswer, SearchAnswer, ShownThread } from './api.ts';
import type { BotAnswer, BotLine, DeliverOptions } from './bot-line.ts';
import type { Button } from './card.ts';
import { buttonsOf, refreshOf } from './card.ts';
import type { Views } from './card-views.ts';
import { createLife } from './channel-life.ts';
import { createAction, createQuery } from './compose-box.ts';
import { createEyes, type Pressed } from './eyes.ts';
import { readCardAnswer, readDialogAnswer, UNREACHABLE } from './invoke-answers.ts';
import type { Json } from './json.ts';
import { asObject } from './json.ts';
import type { Refresher } from './refresher.ts';
import { createRefresher } from './refresher.ts';
import type { Message, Person, Place, World } from './teams-state.ts';

export interface PressOptions {
  /** Default `Action.Execute`; data with `msteams.type` `task/fetch` is always a dialog's. */
  readonly type?: 'Action.Execute' | 'Action.Submit';
  readonly actionId?: string;
  /** How often the very same activity is delivered (same id), as an impatient network does; the last answer counts. */
  readonly deliveries?: number;
  /** The deliveries go out all at once instead of one after the other. */
  readonly together?: boolean;
  readonly timeoutMs?: number;
}

/** People are Entra object ids; conversations are channel or chat ids; messages are message ids. Unknown ones throw `NotThere`. */
export interface Clients {
  /** Opens a conversation, waits for the automatic refreshes, and says what is shown then. */
  view(person: string, conversation: string): Promise<readonly ShownThread[]>;
  /** Opens a conversation without waiting. It stays open, and is refreshed after edits, until another is opened. */
  open(person: string, conversation: string): void;
  close(person: string): void;
  /** The conversation a person has open. */
  opened(person: string): string | undefined;
  /** What is shown now, without opening anything. */
  shown(person: string, conversation: string): readonly ShownThread[];
  /** The card a person sees of a message. */
  card(person: string, message: string): object | undefined;
  /** The buttons a person sees on a message. */
  buttons(person: string, message: string): readonly Button[];
  press(person: string, message: string, verb: string, data?: Json, options?: PressOptions): Promise<PressAnswer>;
  /** Presses the button with this title, with the card's inputs filled in. Throws, naming the titles there are, when there is none. */
  pressButton(person: string, message: string, title: string, inputs?: Json, options?: PressOptions): Promise<PressAnswer>;
  submitDialog(person: string, message: string, data: Json, options?: PressOptions): Promise<PressAnswer>;
  /** "Refresh card" in the message's menu. */
  refresh(person: string, message: string): Promise<PressAnswer>;
  /** Types a message; `thread` is the root message it answers. `@name` or `<at>name</at>` mentions the bot. */
  say(person: string, conversation: string, text: string, thread?: string): Promise<SayAnswer>;
  /** Searches with the app from the box to write in. */
  query(person: string, conversation: string, words: string, skip?: number): Promise<SearchAnswer>;
  /** Opens one of the app's actions from the box to write in; with `data`, sends what was filled in in its dialog. */
  act(person: string, conversation: string, command: string, data?: Json): Promise<PressAnswer>;
  /** Adds the bot to the channel's team, choosing this channel, or removes it; or adds it to a personal chat. */
  setBot(person: string, conversation: string, added: boolean): Promise<readonly BotAnswer[]>;
  happen(person: string, conversation: string, what: Life): Promise<void>;
  /** Sends the bot any activity, to try what it must refuse or accept twice. */
  deliver(activity: Activity, options?: DeliverOptions): Promise<BotAnswer>;
  /** Resolves when no automatic refresh is under way. */
  idle(): Promise<void>;
  /** Calls `listener` when a person's own view of a conversation changed; returns how to stop. */
  onShown(listener: (person: string, conversation: string) => void): () => void;
  stop(): void;
}

export interface ClientsGiven {
  readonly world: World;
  readonly views: Views;
  readonly line: BotLine;
  /** What activities are made of, now. */
  readonly given: () => Given;
}

const createPresses = ({ world, views, line, given }: ClientsGiven, changed: (person: string, place: string) => void) => {
  const send = async (activity: Activity, options: PressOptions): Promise<BotAnswer> => {
    const deliver = options.timeoutMs === undefined ? {} : { timeoutMs: options.timeoutMs };
    const times = Math.max(1, options.deliveries ?? 1);
    const all: BotAnswer[] = [];
    if (options.together === true) all.push(...(await Promise.all(Array.from({ length: times }, () => line(activity, deliver)))));
    else for (let i = 0; i < times; i += 1) all.push(await line(activity, deliver));
    return all.at(-1) ?? { kind: 'unreachable' };
  };
  const execute = async (at: Pressed, action: { id?: string; verb: string; data: Json }, options: PressOptions) => {
    const { person, place, message } = at;
    const { told, card } = readCardAnswer(await send(cardAction(given(), person, place, message, action, 'manual'), options));
    const current = world.message(message.id);
    if (card !== undefined && current !== undefined) {
      views.set(person.id, current, card);
      changed(person.id, place.id);
    }
    return told;
  };
  /** An automatic refresh: a failure leaves what was shown, and an answer overtaken by an edit is thrown away. */
  const refreshQuietly = async (person: Person, message: Message): Promise<void> => {
    const place = world.place(message.place);
    const rule = refreshOf(views.card(person.id, message));
    if (place === undefined || rule === undefined) return;
    const { card } = readCardAnswer(await line(cardAction(given(), person, place, message, rule, 'automatic')));
    const current = world.message(message.id);
    if (card === undefined || current?.version !== message.version) return;
    views.set(person.id, current, card);
    changed(person.id, place.id);
  };
  const press = async (at: Pressed, verb: string, data: Json, options: PressOptions): Promise<PressAnswer> => {
    const { person, place, message } = at;
    if (!world.botIn(place)) return { kind: 'error', text: UNREACHABLE };
    if (asObject(data['msteams'])?.['type'] === 'task/fetch') {
      return readDialogAnswer(await send(dialogFetch(given(), person, place, message, data), options), 'fetch', world.people());
    }
    if (options.type !== 'Action.Submit') {
      return await execute(at, { ...(options.actionId === undefined ? {} : { id: options.actionId }), verb, data }, options);
    }
    const answer = await send(submitted(given(), person, place, message, data), options);
    return answer.kind === 'answered' && answer.status < 300 ? { kind: 'closed' } : { kind: 'error', text: UNREACHABLE };
  };
  const submitDialog = async ({ person, place, message }: Pressed, data: Json, options: PressOptions): Promise<PressAnswer> =>
    readDialogAnswer(await send(dialogSubmit(given(), person, place, message, data), options), 'submit', world.people());
  return { press, execute, submitDialog, refreshQuietly };
};

/** The `<at>` form of a mention of the bot, however it was typed. */
const withMention = (text: string, name: string): string => {
  if (text.includes(`<at>${name}</at>`)) return text;
  const typedName = name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return text.replace(new RegExp(`(^|\\s)@${typedName}(?![\\w-])`, 'i'), `$1<at>${name}</at>`);
};

const createTalk = ({ world, line, given }: ClientsGiven) => {
  const inOrder = async (activities: readonly Activity[]): Promise<readonly BotAnswer[]> => {
    const answers: BotAnswer[] = [];
    for (const activity of activities) answers.push(await line(activity));
    return answers;
  };
  const setBot = async (person: Person, place: Place, added: boolean): Promise<readonly BotAnswer[]> => {
    if (place.kind === 'personal') {
      if (!added || world.installed(place.person.id)) return [];
      world.install(place.person.id);
      return await inOrder(botInChat(given(), place.person));
    }
    if (world.botIn(place) === added) return [];
    return await inOrder(botInTeam(given(), person, world.setBot(place.id, added), place.id, added));
  };
  const say = async (person: Person, place: Place, text: string, thread: string | undefined): Promise<SayAnswer> => {
    const { bot } = world;
    if (place.kind === 'personal') await setBot(person, place, true);
    const said = withMention(text, bot.name);
    const mentioned = said.includes(`<at>${bot.name}</at>`);
    const content = { text: said, card: undefined, summary: undefined, mentions: mentioned ? [bot.id] : [] };
    const root = place.kind === 'channel' && thread !== undefined ? world.message(thread)?.root : undefined;
    const message = world.post(place.id, person.id, content, root);
    // In a channel a bot hears only what mentions it.
    if (place.kind === 'channel' && !mentioned) return { id: message.id };
    if (!world.botIn(place)) return { id: message.id, error: `${bot.name} is not in this team. Add it first.` };
    const answer = await line(typed(given(), person, place, message));
    if (answer.kind !== 'answered') return { id: message.id, error: `${bot.name} did not answer.` };
    return answer.status < 300 ? { id: message.id } : { id: message.id, error: `${bot.name} refused the message (${answer.status}).` };
  };
  return { say, setBot };
};

/** Clients for everybody in the world. */
export const createClients = (from: ClientsGiven): Clients => {
  const { world, views, line } = from;
  const listeners = new Set<(person: string, conversation: string) => void>();
  const presses = createPresses(from, (person, place) => [...listeners].forEach((listener) => void listener(person, place)));
  const talk = createTalk(from);
  const query = createQuery(from);
  const act = createAction(from);
  const happen = createLife(world, line, from.given);
  const eyes = createEyes(world, views);
  const refresher: Refresher = createRefresher(world, views, presses.refreshQuietly);
  const open = (who: string, conversation: string): void => refresher.open(eyes.person(who), eyes.place(who, conversation).id);

  return {
    open,
    view: async (who, conversation) => {
      open(who, conversation);
      await refresher.idle();
      return eyes.shown(who, conversation);
    },
    close: (who) => refresher.close(eyes.person(who)),
    opened: (who) => refresher.opened(eyes.person(who)),
    shown: eyes.shown,
    card: eyes.card,
    buttons: (who, message) => buttonsOf(eyes.card(who, message)),
    press: async (who, message, verb, data = {}, options = {}) => await presses.press(eyes.at(who, message), verb, data, options),
    pressButton: async (who, message, title, inputs = {}, options = {}) => {
      const button = eyes.button(who, message, title);
      const type = button.type === 'Action.Submit' ? 'Action.Submit' : 'Action.Execute';
      const id = button.id === undefined ? {} : { actionId: button.id };
      return await presses.press(eyes.at(who, message), button.verb, { ...button.data, ...inputs }, { type, ...id, ...options });
    },
    submitDialog: async (who, message, data, options = {}) => await presses.submitDialog(eyes.at(who, message), data, options),
    refresh: async (who, message) => {
      const rule = refreshOf(eyes.card(who, message));
      return rule === undefined ? { kind: 'closed' } : await presses.execute(eyes.at(who, message), rule, {});
    },
    say: async (who, conversation, text, thread) => await talk.say(eyes.person(who), eyes.place(who, conversation), text, thread),
    query: async (who, conversation, words, skip) => await query(eyes.person(who), eyes.place(who, conversation), words, skip),
    act: async (who, conversation, command, data) => await act(eyes.person(who), eyes.place(who, conversation), command, data),
    happen: async (who, conversation, what) => await happen(eyes.person(who), eyes.place(who, conversation).id, what),
    setBot: async (who, conversation, added) => await talk.setBot(eyes.person(who), eyes.place(who, conversation), added),
    deliver: line,
    idle: refresher.idle,
    onShown: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    stop: refresher.stop,
  };
};
