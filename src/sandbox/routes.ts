// The page's API: what a browser window asks and does as one person, and the stream of hints of what to fetch again.

import type { HttpAnswer, HttpRequest, HttpStream, Route } from '../app/http.ts';
import { json } from '../app/http.ts';
import type { ClockShown, Faults, Happening, SampleAnswer, SampleListed, View } from './api.ts';
import type { Clients } from './clients.ts';
import { NotThere } from './clients.ts';
import type { SandboxClock } from './clock.ts';
import type { FaultSwitch } from './faults.ts';
import type { Json } from './json.ts';
import { asObject, asText, parsed } from './json.ts';
import type { Limits } from './limits.ts';
import { showChannels, showPerson, toastText } from './shown.ts';
import type { Message, Person, World } from './world.ts';

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
  readonly samples: readonly SampleListed[];
  /** Sends a sample eConsult; rejects with words for a person when it was not accepted. */
  readonly sendSample: (name: string) => Promise<SampleAnswer>;
}

/** The request cannot be done as asked; the message is for the person at the page. */
class Unfit extends Error {
  override name = 'Unfit';
}

const wanted = (body: Json, name: string): string => {
  const value = asText(body[name]);
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

/** Who listens, and what each is told. */
const createHearing = ({ world, clients, clock }: PageGiven) => {
  const readers = new Map<string, Set<(chunk: string) => void>>();
  const tell = (person: string, happening: Happening): void => {
    for (const send of readers.get(person) ?? []) send(`data: ${JSON.stringify(happening)}\n\n`);
  };
  const tellAll = (happening: Happening): void => {
    for (const person of readers.keys()) tell(person, happening);
  };
  const toasts = (person: Person, message: Message): boolean => {
    const place = world.place(message.place);
    if (message.from === person.id || place === undefined) return false;
    const mentioned = message.mentions.some((id) => id === person.id || id === person.mri || id === person.email);
    return mentioned || place.kind === 'personal' || (message.from === 'bot' && message.root === message.id);
  };
  const heard = (message: Message, fresh: boolean): void => {
    const place = world.place(message.place);
    for (const person of place === undefined ? [] : world.members(place)) {
      tell(person.id, { kind: 'conversation', id: message.place });
      if (!fresh) continue;
      tell(person.id, { kind: 'view' });
      if (!toasts(person, message)) continue;
      const from = message.from === 'bot' ? world.bot.name : (world.person(message.from)?.name ?? '');
      tell(person.id, { kind: 'toast', from, text: toastText(message), conversation: message.place });
    }
  };
  const stops = [
    world.on((event) => {
      if (event.kind === 'bot') tellAll({ kind: 'view' });
      else if (event.kind === 'read' || event.kind === 'installed') tell(event.person, { kind: 'view' });
      else heard(event.message, event.kind === 'posted');
    }),
    clients.onShown((person, id) => tell(person, { kind: 'conversation', id })),
    clock.onMove(() => tellAll({ kind: 'view' })),
  ];
  const stream = (person: Person): HttpStream => ({
    headers: { 'content-type': 'text/event-stream', 'cache-control': 'no-store', 'x-accel-buffering': 'no' },
    open: (send) => {
      const mine = readers.get(person.id) ?? new Set();
      readers.set(person.id, mine);
      mine.add(send);
      send('retry: 1000\n\n');
      return () => {
        mine.delete(send);
        if (mine.size > 0) return;
        readers.delete(person.id);
        // The last window was closed: that client refreshes nothing any more.
        clients.close(person.id);
      };
    },
  });
  return {
    tellAll,
    stream,
    stop: () => {
      for (const stop of stops) stop();
    },
  };
};

const faultsIn = (body: Json, before: Faults): Faults => {
  const number = (name: 'throttleSeconds' | 'delayMs', max: number): number => {
    const value = body[name] ?? before[name];
    if (typeof value !== 'number' || !(value >= 0 && value <= max)) throw new Unfit(`"${name}" must be from 0 to ${max}.`);
    return value;
  };
  const status = FAIL_STATUSES.find((s) => s === (body['failStatus'] ?? before.failStatus));
  if (status === undefined) throw new Unfit(`"failStatus" must be one of ${FAIL_STATUSES.join(', ')}.`);
  return {
    throttleSeconds: number('throttleSeconds', FAULT_SECONDS_MAX),
    delayMs: number('delayMs', FAULT_MS_MAX),
    failStatus: status,
    loseAnswers: (body['loseAnswers'] ?? before.loseAnswers) === true,
  };
};

/** What the page does, by the last part of its address. */
const createDoings = (given: PageGiven, tellAll: (happening: Happening) => void) => {
  const { world, clients, limits, faults, clock } = given;
  const clockShown = (): ClockShown => ({ now: clock.now(), movedMinutes: Math.round(clock.movedMs() / MINUTE_MS) });
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
    dialog: (body) => clients.submitDialog(wanted(body, 'me'), wanted(body, 'message'), dataOf(body)),
    refresh: (body) => clients.refresh(wanted(body, 'me'), wanted(body, 'message')),
    say: (body) => clients.say(wanted(body, 'me'), wanted(body, 'conversation'), wanted(body, 'text'), asText(body['thread'])),
    search: (body) => {
      const words = typeof body['words'] === 'string' ? body['words'] : '';
      return clients.query(wanted(body, 'me'), wanted(body, 'conversation'), words);
    },
    bot: async (body) => {
      await clients.setBot(wanted(body, 'me'), wanted(body, 'channel'), body['add'] === true);
      return {};
    },
    faults: (body) => {
      faults.set(faultsIn(body, faults.current()));
      tellAll({ kind: 'view' });
      return faults.current();
    },
    clock: (body) => {
      const minutes = body['minutes'];
      if (typeof minutes !== 'number' || !(minutes >= 0 && minutes <= CLOCK_MINUTES_MAX)) {
        throw new Unfit('The clock can only be moved forward: what was due by now has already happened.');
      }
      clock.moveOn(minutes * MINUTE_MS);
      return clockShown();
    },
    sample: async (body) => {
      try {
        return await given.sendSample(wanted(body, 'name'));
      } catch (error) {
        throw error instanceof Error ? new Unfit(error.message) : error;
      }
    },
  };
  return { who, gets, posts };
};

/** The routes under `/teams/api/`, and how to stop telling. */
export const pageRoutes = (given: PageGiven): { readonly routes: readonly Route[]; readonly stop: () => void } => {
  const hearing = createHearing(given);
  const { who, gets, posts } = createDoings(given, hearing.tellAll);

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
    route('GET', 'events', async ({ query }) => hearing.stream(who(query))),
  ];
  return { routes, stop: hearing.stop };
};
