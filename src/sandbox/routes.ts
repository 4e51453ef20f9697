// The page's API: what a browser window asks and does as one person, and the stream of hints of what to fetch again.

import type { HttpAnswer, HttpRequest, HttpStream, Route } from '../app/http.ts';
import { json } from '../app/http.ts';
import { own } from '../domain/lookup.ts';
import type { Holidays } from '../domain/time/hours.ts';
import {
  type ClockMoved,
  type ClockShown,
  type Faults,
  type Happening,
  lives,
  type SampleAnswer,
  type SampleListed,
  type View,
} from './api.ts';
import type { Clients } from './clients.ts';
import type { SandboxClock } from './clock.ts';
import { NotThere } from './eyes.ts';
import type { FaultSwitch } from './faults.ts';
import type { Json } from './json.ts';
import { asObject, asText, parsed } from './json.ts';
import type { Limits } from './limits.ts';
import { createHearing } from './listeners.ts';
import type { Player } from './move-clock.ts';
import { showChannels, showPerson } from './person-view.ts';
import type { Person, World } from './teams-state.ts';
import { aheadNames, aheadOf } from './times-ahead.ts';

/** People whose windows may share one line: all that a demo has, and then some. */
const listenersMax = 100;
/** Typed messages and dialog inputs; a client takes no more than Teams' own message limit. */
const BODY_BYTES_MAX = 262_144;
const MINUTE_MS = 60_000;
/** A year: further than any deadline, and typed too much by mistake. */
const CLOCK_MINUTES_MAX = 527_040;
const FAULT_MS_MAX = 60_000;
const FAULT_SECONDS_MAX = 3_600;
const FAIL_STATUSES: readonly Faults['failStatus'][] = [0, 403, 404, 412, 502, 503];

export interface PageGiven {
  readonly world: World;
  readonly clients: Clients;
  readonly limits: Limits;
  readonly faults: FaultSwitch;
  readonly clock: SandboxClock;
  readonly player: Player;
  readonly holidays: () => Holidays;
  readonly samples: readonly SampleListed[];
  /** Of a sandbox that starts empty: what to do first. */
  readonly beginWith?: string | undefined;
  /** Sends a sample eConsult; rejects with words for a person when it was not accepted. */
  readonly sendSample: (name: string) => Promise<SampleAnswer>;
}

/** Nobody has said anything yet. */
const isUntouched = (world: World): boolean =>
  world.teams().every(({ channels }) => channels.every(({ id }) => world.messages(id).length === 0)) &&
  world.people().every(({ chat }) => world.messages(chat).length === 0);

/** The request cannot be done as asked; the message is for the person at the page. */
class Unfit extends Error {
  override name = 'Unfit';
}

const wanted = (body: Json, name: string): string => {
  const value = asText(own(body, name));
  if (value === undefined) throw new Unfit(`"${name}" is missing.`);
  return value;
};
const bodyOf = (request: HttpRequest): Json => {
  // Other web pages can make a browser send a form or plain text to loopback, but not JSON.
  if (request.headers['content-type']?.startsWith('application/json') !== true) throw new Unfit('The body must be application/json.');
  const body = asObject(parsed(request.body.toString('utf8')));
  if (body === undefined) throw new Unfit('The body must be a JSON object.');
  return body;
};

const faultsIn = (body: Json, before: Faults, isPlace: (conversation: string) => boolean): Faults => {
  const number = (name: 'throttleSeconds' | 'delayMs', max: number): number => {
    const value = body[name] ?? before[name];
    if (typeof value !== 'number' || !(value >= 0 && value <= max)) throw new Unfit(`"${name}" must be from 0 to ${max}.`);
    return value;
  };
  const status = FAIL_STATUSES.find((s) => s === (body['failStatus'] ?? before.failStatus));
  if (status === undefined) throw new Unfit(`"failStatus" must be one of ${FAIL_STATUSES.join(', ')}.`);
  const failIn = body['failIn'] ?? before.failIn;
  if (typeof failIn !== 'string' || (failIn !== '' && !isPlace(failIn)))
    throw new Unfit('"failIn" must be a conversation, or empty for all of them.');
  return {
    throttleByDate: (body['throttleByDate'] ?? before.throttleByDate) === true,
    failIn,
    throttleSeconds: number('throttleSeconds', FAULT_SECONDS_MAX),
    delayMs: number('delayMs', FAULT_MS_MAX),
    failStatus: status,
    loseAnswers: (body['loseAnswers'] ?? before.loseAnswers) === true,
  };
};

/** So many minutes, or to one of the times ahead. */
const howFar = (body: Json, { now, ahead }: ClockShown): number => {
  const minutes = body['minutes'];
  const name = aheadNames.find((one) => one === body['to']);
  if (name !== undefined) {
    const to = ahead[name];
    if (to === undefined) throw new Unfit('Bank holidays are not known for so long: there is no such time to go to.');
    return Date.parse(to) - Date.parse(now);
  }
  if (typeof minutes !== 'number' || !(minutes >= 0 && minutes <= CLOCK_MINUTES_MAX)) {
    throw new Unfit('The clock can only be moved forward: what was due by now has already happened.');
  }
  return minutes * MINUTE_MS;
};

/** What the page does, by the last part of its address. */
const createDoings = (given: PageGiven, tellAll: (happening: Happening) => void) => {
  const { world, clients, limits, faults, clock, player } = given;
  const clockShown = (): ClockShown => {
    const now = clock.now();
    const playingTo = player.playingTo();
    return { now, movedMinutes: Math.round(clock.movedMs() / MINUTE_MS), playingTo, ahead: aheadOf(now, given.holidays()) };
  };
  const who = (query: URLSearchParams): Person => {
    const id = query.get('me') ?? '';
    const person = id === '' ? world.people()[0] : world.person(id);
    if (person === undefined) throw new NotThere('There is no such person.');
    return person;
  };
  const view = (query: URLSearchParams): View => {
    const me = who(query);
    return {
      me: showPerson(world, me),
      people: world.people().map((person) => showPerson(world, person)),
      channels: showChannels(world, me),
      chatId: me.chat,
      clock: clockShown(),
      faults: faults.current(),
      chatUnread: world.unread(me.id, me.chat),
      botName: world.bot.name,
      overruns: limits.overrunCount(),
      ...(given.beginWith === undefined ? {} : { empty: true as const, ...(isUntouched(world) ? { hint: given.beginWith } : {}) }),
    };
  };
  const conversation = (query: URLSearchParams) => {
    const me = who(query).id;
    const id = query.get('id') ?? '';
    const shown = clients.shown(me, id);
    // Asking for another conversation than before is opening it; asking again is only looking.
    if (clients.opened(me) !== id) clients.open(me, id);
    world.markRead(me, id);
    return shown;
  };
  const typeOf = (body: Json) => (body['type'] === 'Action.Submit' ? { type: 'Action.Submit' as const } : {});
  const dataOf = (body: Json): Json => asObject(body['data']) ?? {};

  const gets: Readonly<Record<string, (query: URLSearchParams) => unknown>> = { view, conversation, samples: () => given.samples };
  const posts: Readonly<Record<string, (body: Json) => unknown>> = {
    press: (body) => {
      const verb = typeof body['verb'] === 'string' ? body['verb'] : '';
      return clients.press(wanted(body, 'me'), wanted(body, 'message'), verb, dataOf(body), typeOf(body));
    },
    dialog: (body) => {
      const command = asText(body['command']);
      if (command === undefined) return clients.submitDialog(wanted(body, 'me'), wanted(body, 'message'), dataOf(body));
      return clients.act(wanted(body, 'me'), wanted(body, 'conversation'), command, dataOf(body));
    },
    action: (body) => clients.act(wanted(body, 'me'), wanted(body, 'conversation'), wanted(body, 'command')),
    refresh: (body) => clients.refresh(wanted(body, 'me'), wanted(body, 'message')),
    say: (body) => clients.say(wanted(body, 'me'), wanted(body, 'conversation'), wanted(body, 'text'), asText(body['thread'])),
    search: (body) => {
      const words = typeof body['words'] === 'string' ? body['words'] : '';
      const skip = typeof body['skip'] === 'number' ? body['skip'] : 0;
      return clients.query(wanted(body, 'me'), wanted(body, 'conversation'), words, skip);
    },
    bot: async (body) => {
      await clients.setBot(wanted(body, 'me'), wanted(body, 'channel'), body['add'] === true);
      return {};
    },
    life: async (body) => {
      const what = lives.find((one) => one === body['what']);
      if (what === undefined) throw new Unfit(`"what" must be one of ${lives.join(', ')}.`);
      await clients.happen(wanted(body, 'me'), wanted(body, 'channel'), what);
      return {};
    },
    faults: (body) => {
      faults.set(faultsIn(body, faults.current(), (id) => world.place(id) !== undefined));
      tellAll({ kind: 'view' });
      return faults.current();
    },
    clock: async (body): Promise<ClockMoved> => {
      const ms = howFar(body, clockShown());
      const moved = await (body['outage'] === true ? player.jump(ms) : player.playOn(ms));
      tellAll({ kind: 'view' });
      if (moved === 'busy') throw new Unfit('The clock is on its way already. Wait until it is there.');
      return { ...clockShown(), moved };
    },
    sample: async (body) => {
      try {
        return await given.sendSample(wanted(body, 'name'));
      } catch (error) {
        throw error instanceof Error ? new Unfit(error.message) : error;
      }
    },
  };
  /** `me`, given once for each person. */
  const listeners = (query: URLSearchParams): readonly Person[] =>
    query
      .getAll('me')
      .slice(0, listenersMax)
      .map((me) => who(new URLSearchParams({ me })));
  return { listeners, gets, posts };
};

/** The routes under `/teams/api/`, and how to stop telling. */
export const pageRoutes = (given: PageGiven): { readonly routes: readonly Route[]; readonly stop: () => void } => {
  const hearing = createHearing(given);
  const { listeners, gets, posts } = createDoings(given, hearing.tellAll);

  const answering = (work: (request: HttpRequest) => Promise<HttpAnswer | HttpStream>) => async (request: HttpRequest) => {
    try {
      return await work(request);
    } catch (error) {
      if (error instanceof NotThere) return json(404, { error: error.message });
      if (error instanceof Unfit) return json(400, { error: error.message });
      throw error;
    }
  };
  const route = (method: 'GET' | 'POST', name: string, work: (request: HttpRequest) => Promise<HttpAnswer | HttpStream>): Route => ({
    method,
    path: `/teams/api/${name}`,
    bodyBytesMax: method === 'GET' ? 0 : BODY_BYTES_MAX,
    handle: answering(work),
  });
  const fresh = { 'cache-control': 'no-store' };
  const routes = [
    ...Object.entries(gets).map(([name, get]) => route('GET', name, async ({ query }) => json(200, get(query), fresh))),
    ...Object.entries(posts).map(([name, post]) => route('POST', name, async (request) => json(200, await post(bodyOf(request)), fresh))),
    route('GET', 'events', async ({ query }) => hearing.stream(listeners(query))),
  ];
  return { routes, stop: hearing.stop };
};
