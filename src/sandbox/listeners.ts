// Who listens at the page, and the hints each is sent of what to fetch again.
import type { HttpStream } from '../app/http.ts';
import type { Happening, Told } from './api.ts';
import type { Clients } from './clients.ts';
import type { SandboxClock } from './clock.ts';
import { toastText } from './person-view.ts';
import type { Message, Person, World } from './teams-state.ts';

interface HearingGiven {
  readonly world: World;
  readonly clients: Clients;
  readonly clock: SandboxClock;
}

/** While time plays, the clock moves hundreds of times a second; a window that fetched its view so often would show no more. */
export const tellEveryMs = 250;

/** Does it at once, and then no more often than every `tellEveryMs`; the last hint is never lost. */
const seldom = (work: () => void) => {
  let resting: NodeJS.Timeout | undefined;
  let again = false;
  const hint = (): void => {
    again = resting !== undefined;
    if (again) return;
    work();
    resting = setTimeout(() => {
      resting = undefined;
      if (again) hint();
    }, tellEveryMs);
    resting.unref();
  };
  return { hint, stop: () => clearTimeout(resting) };
};

/** Who listens, and what each is told. */
export const createHearing = ({ world, clients, clock }: HearingGiven) => {
  const readers = new Map<string, Set<(chunk: string) => void>>();
  const tell = (person: string, happening: Happening): void => {
    const told: Told = { ...happening, for: person };
    for (const send of readers.get(person) ?? []) send(`data: ${JSON.stringify(told)}\n\n`);
  };
  const tellAll = (happening: Happening): void => {
    for (const person of readers.keys()) tell(person, happening);
  };
  const toasts = (person: Person, message: Message): boolean => {
    const place = world.place(message.place);
    if (message.from === person.id || place === undefined) return false;
    const mentioned = message.mentions.some((id) => id === person.id || id === person.mri || id === person.email);
    // Teams' own setting at the start: a post in a channel makes its name bold and no more, however many are in the team.
    return mentioned || place.kind === 'personal';
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
  const moved = seldom(() => tellAll({ kind: 'view' }));
  const stops = [
    world.on((event) => {
      if (event.kind === 'bot') tellAll({ kind: 'view' });
      else if (event.kind === 'read' || event.kind === 'installed') tell(event.person, { kind: 'view' });
      else heard(event.message, event.kind === 'posted');
    }),
    clients.onShown((person, id) => tell(person, { kind: 'conversation', id })),
    clock.onMove(moved.hint),
    moved.stop,
  ];
  const listening = (person: Person, send: (chunk: string) => void): (() => void) => {
    const mine = readers.get(person.id) ?? new Set();
    readers.set(person.id, mine);
    mine.add(send);
    return () => {
      mine.delete(send);
      if (mine.size > 0) return;
      readers.delete(person.id);
      // The last window was closed: that client refreshes nothing any more.
      clients.close(person.id);
    };
  };
  /** One line for the windows of all these people: a browser opens no more than six to one server. */
  const stream = (people: readonly Person[]): HttpStream => ({
    headers: { 'content-type': 'text/event-stream', 'cache-control': 'no-store', 'x-accel-buffering': 'no' },
    open: (send) => {
      const ends = people.map((person) => listening(person, send));
      send('retry: 1000\n\n');
      return () => {
        for (const end of ends) end();
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
