// A stand-in for the sandbox's server: the page's API over made-up data, so that the page can be tested by itself.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type {
  ClockMoved,
  ClockShown,
  Faults,
  Happening,
  MoveClock,
  Press,
  PressAnswer,
  Say,
  SearchAnswer,
  ShownMessage,
  ShownThread,
  View,
} from '../../src/sandbox/api.ts';
import { noFaults } from '../../src/sandbox/faults.ts';
import { pageRoutes } from '../../src/sandbox/page.ts';
import {
  askBack,
  channels,
  chatOfPat,
  execute,
  fetchDialog,
  hubChannel,
  leadChannel,
  people,
  requestCard,
  samples,
} from './page-people.ts';

const start = Date.parse('2026-11-25T09:20:00.000Z');
const thursdayMorning = '2026-11-26T08:00:00.000Z';
const minutesAgo = (minutes: number): string => new Date(start - minutes * 60_000).toISOString();

type Stored = Omit<ShownMessage, 'from'> & { readonly from: string };

export const message = (id: string, from: string, ago: number, parts: Partial<Stored>): Stored => ({
  id,
  from,
  at: minutesAgo(ago),
  editedAt: undefined,
  text: undefined,
  card: undefined,
  summary: undefined,
  revision: 1,
  ...parts,
});

const waiting = (reference: string, priority: 'Routine' | 'Urgent' | 'Red flag'): object =>
  requestCard(reference, priority, 'Waiting to be claimed', [execute('claim', 'Claim', 'positive'), fetchDialog, askBack]);

interface StoredThread {
  readonly root: Stored;
  readonly replies: readonly Stored[];
}

const firstThreads = (): Map<string, StoredThread[]> =>
  new Map([
    [
      hubChannel,
      [
        { root: message('m1', 'p-3', 1500, { text: 'Morning all. <at>Dr Priya Patel</at> has the red flags today.' }), replies: [] },
        {
          root: message('m2', 'bot', 64, {
            card: requestCard('C4P-9TD', 'Routine', 'Claimed by <at>Dr Owen Hughes</at> at 08:31', [
              execute('takeOver', 'Take over'),
              fetchDialog,
            ]),
            editedAt: minutesAgo(49),
            revision: 2,
          }),
          replies: [
            message('m2a', 'p-2', 48, { text: 'Known to me, I will ring before ten.' }),
            message('m2b', 'bot', 20, { text: '**Reminder**: the target is 10:31.' }),
          ],
        },
        { root: message('m3', 'bot', 12, { card: waiting('K7M-4QX', 'Urgent') }), replies: [] },
        { root: message('m4', 'bot', 3, { card: waiting('R2W-8HB', 'Red flag') }), replies: [] },
      ],
    ],
    [leadChannel, [{ root: message('l1', 'bot', 700, { text: 'End of day: 41 received, 40 answered in time.' }), replies: [] }]],
    [
      chatOfPat,
      [
        { root: message('c1', 'p-1', 30, { text: 'mine' }), replies: [] },
        { root: message('c2', 'bot', 30, { text: 'You have **one** eConsult:\n\n- C4P-9TD, target 10:31' }), replies: [] },
      ],
    ],
  ]);

export interface Stub {
  readonly url: string;
  readonly threads: Map<string, StoredThread[]>;
  readonly posts: { readonly path: string; readonly body: Record<string, unknown> }[];
  /** The next answers to a press or a dialog's submit, in order; `card` when there are none. */
  readonly answers: (PressAnswer | Promise<PressAnswer>)[];
  /** The next moves of the clock, in order, are on their way until these are done. */
  readonly ways: Promise<void>[];
  readonly unread: Map<string, number>;
  readonly say: (happening: Happening) => void;
  readonly post: (conversation: string, stored: Stored) => void;
  readonly edit: (id: string, parts: Partial<Stored>) => void;
  /** Ends every live line, as a restart of the server does. */
  readonly drop: () => void;
  readonly lines: () => number;
  /** Whether some window of theirs is on a line: what is said before, nobody hears. */
  readonly hears: (me: string) => boolean;
  readonly close: () => Promise<void>;
}

/** What a search finds: everything before anything is typed, nothing for `zebra`, a page and two more for `many`. */
function found(words: string, skip: number): SearchAnswer {
  if (words === 'zebra') return { kind: 'message', text: 'Nothing found.' };
  const all = words === 'many' ? Array.from({ length: 17 }, (_, n) => `Result ${n}`) : ['K7M-4QX · Urgent · <at>eHub</at> Surgery'];
  return { kind: 'results', results: all.slice(skip, skip + 15).map((title) => ({ title, text: 'Waiting', card: undefined })) };
}

export async function startStub(): Promise<Stub> {
  const threads = firstThreads();
  const posts: Stub['posts'] = [];
  const answers: Stub['answers'] = [];
  const unread = new Map([[leadChannel, 2]]);
  /** Each with the people whose windows share it. */
  const lines = new Map<ServerResponse, readonly string[]>();
  let faults = noFaults;
  const ways: Promise<void>[] = [];
  let moved = 0;
  let playingTo: string | undefined;
  let count = 0;
  const hears = (me: string): boolean => [...lines.values()].some((people) => people.includes(me));
  const say = (happening: Happening): void => {
    for (const [line, people] of lines) for (const me of people) line.write(`data: ${JSON.stringify({ ...happening, for: me })}\n\n`);
  };
  const post = (conversation: string, stored: Stored): void => {
    threads.set(conversation, [...(threads.get(conversation) ?? []), { root: stored, replies: [] }]);
    say({ kind: 'conversation', id: conversation });
  };
  const edit = (id: string, parts: Partial<Stored>): void => {
    const change = (one: Stored): Stored =>
      one.id === id ? { ...one, ...parts, revision: one.revision + 1, editedAt: minutesAgo(0) } : one;
    for (const [conversation, all] of threads) {
      threads.set(
        conversation,
        all.map(({ root, replies }) => ({ root: change(root), replies: replies.map(change) })),
      );
      say({ kind: 'conversation', id: conversation });
    }
  };
  const shown = (me: string, one: Stored): ShownMessage => ({
    ...one,
    from: { name: people.find(({ id }) => id === one.from)?.name ?? 'eHub', bot: one.from === 'bot', me: one.from === me },
  });
  const clock = (): ClockShown => ({
    now: new Date(start + moved * 60_000).toISOString(),
    movedMinutes: moved,
    playingTo,
    ahead: { nextWorkingMorning: thursdayMorning, eveningBeforeLongWeekend: undefined },
  });
  const moveClock = async (how: MoveClock): Promise<ClockMoved> => {
    moved += 'minutes' in how ? how.minutes : (Date.parse(thursdayMorning) - start) / 60_000 - moved;
    // On its way until the test lets it arrive.
    const way = ways.shift();
    if (way !== undefined) {
      playingTo = clock().now;
      say({ kind: 'view' });
      await way;
      playingTo = undefined;
    }
    say({ kind: 'view' });
    return { ...clock(), moved: 'arrived' };
  };
  const view = (me: string): View | undefined => {
    const person = people.find(({ id }) => id === me) ?? people[0];
    if (person === undefined) return undefined;
    const mine = channels.filter(({ id }) => person.channels.includes(id));
    return {
      me: person,
      people,
      channels: mine.map((one) => ({ ...one, botAdded: one.id !== leadChannel, unread: unread.get(one.id) ?? 0 })),
      chatId: chatOfPat,
      clock: clock(),
      faults,
      chatUnread: 0,
      botName: 'eHub',
      overruns: 0,
    };
  };
  const heard = (said: Say): object => {
    count += 1;
    const stored = message(`s${count}`, said.me, -count / 60, { text: said.text });
    const all = threads.get(said.conversation) ?? [];
    if (said.thread === undefined) threads.set(said.conversation, [...all, { root: stored, replies: [] }]);
    else {
      const reply = (one: StoredThread): StoredThread =>
        one.root.id === said.thread ? { ...one, replies: [...one.replies, stored] } : one;
      threads.set(said.conversation, all.map(reply));
    }
    say({ kind: 'conversation', id: said.conversation });
    return { id: stored.id };
  };
  const posted = async (path: string, body: Record<string, unknown>): Promise<unknown> => {
    posts.push({ path, body });
    if (['press', 'dialog', 'action'].includes(path)) return (await answers.shift()) ?? { kind: 'card' };
    if (path === 'refresh') return { kind: 'card' };
    if (path === 'search') return found(String(body['words']), Number(body['skip']));
    if (path === 'say') return heard(body as unknown as Say);
    if (path === 'faults') faults = body as unknown as Faults;
    if (path === 'clock') return moveClock(body as unknown as MoveClock);
    if (path === 'sample') return { ok: true, text: 'Sent, reference T3S-7AB.' };
    say({ kind: 'view' });
    return {};
  };
  const get = (path: string, query: URLSearchParams): unknown => {
    const me = query.get('me') ?? '';
    if (path === 'view') return view(me);
    if (path === 'samples') return samples;
    unread.delete(query.get('id') ?? '');
    return (threads.get(query.get('id') ?? '') ?? []).map(
      ({ root, replies }): ShownThread => ({ root: shown(me, root), replies: replies.map((one) => shown(me, one)) }),
    );
  };
  const routes = pageRoutes();
  const api = async (request: IncomingMessage, response: ServerResponse, url: URL): Promise<void> => {
    const path = url.pathname.slice('/teams/api/'.length);
    if (path === 'events') {
      response.writeHead(200, { 'content-type': 'text/event-stream' }).write(': here\n\n');
      lines.set(response, url.searchParams.getAll('me'));
      response.on('close', () => lines.delete(response));
      return;
    }
    let text = '';
    for await (const chunk of request) text += String(chunk);
    const value = request.method === 'POST' ? await posted(path, JSON.parse(text) as Record<string, unknown>) : get(path, url.searchParams);
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(value));
  };
  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const url = new URL(request.url ?? '/', 'http://localhost');
    if (url.pathname.startsWith('/teams/api/')) return api(request, response, url);
    const route = routes.find((one) => one.path === url.pathname);
    const given = {
      method: 'GET',
      path: url.pathname,
      params: {},
      query: url.searchParams,
      headers: {},
      body: Buffer.alloc(0),
      remoteAddress: '::1',
    };
    const answer = await route?.handle(given);
    if (answer === undefined || !('status' in answer)) response.writeHead(404).end();
    else response.writeHead(answer.status, answer.headers).end(answer.body);
  };
  const server = createServer((request, response) => void serve(request, response).catch(() => response.destroy()));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const drop = (): void => {
    for (const line of lines.keys()) line.destroy();
  };
  const close = (): Promise<void> => {
    server.closeAllConnections();
    return new Promise((resolve) => server.close(() => resolve()));
  };
  return {
    url: `http://127.0.0.1:${port}`,
    threads,
    posts,
    answers,
    ways,
    unread,
    say,
    post,
    edit,
    drop,
    lines: () => lines.size,
    hears,
    close,
  };
}
export type { Press };
