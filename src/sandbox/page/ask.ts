// Asks the sandbox's server, with a limit on the wait and plain words when it fails.
import type {
  Act,
  ClockMoved,
  DialogSubmit,
  Faults,
  Life,
  MoveClock,
  Press,
  PressAnswer,
  Refresh,
  SampleAnswer,
  SampleListed,
  Say,
  SayAnswer,
  Search,
  SearchAnswer,
  ShownThread,
  View,
} from '../api.ts';

/** Teams itself gives up on a bot after 10 to 15 s; the server answers for it, so this is only the last resort. */
const answerMsMax = 20_000;
/** A clock that plays a hundred days is some minutes on its way, and says so meanwhile. */
const playMsMax = 15 * 60_000;

/** The sandbox gave no answer, or not a good one; the message is for a person. */
export class Unanswered extends Error {
  override name = 'Unanswered';
}

async function ask(path: string, init: RequestInit, msMax = answerMsMax): Promise<unknown> {
  let response: Response;
  try {
    response = await fetch(`/teams/api/${path}`, { ...init, cache: 'no-store', signal: AbortSignal.timeout(msMax) });
  } catch {
    throw new Unanswered('The sandbox does not answer. Is it still running?');
  }
  const text = await response.text();
  let value: unknown;
  try {
    value = text === '' ? undefined : JSON.parse(text);
  } catch {
    value = undefined;
  }
  if (!response.ok) {
    const said: unknown = typeof value === 'object' && value !== null && 'error' in value ? value.error : undefined;
    throw new Unanswered(typeof said === 'string' ? said : `The sandbox answered ${response.status}.`);
  }
  return value;
}

const get = (path: string, query: Record<string, string> = {}): Promise<unknown> => ask(`${path}?${new URLSearchParams(query)}`, {});
const post = (path: string, body: object, msMax?: number): Promise<unknown> =>
  ask(path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }, msMax);

// The server is ours and started with the page: its answers have the types of api.ts.
export const askView = async (me: string): Promise<View> => (await get('view', { me })) as View;
export const askConversation = async (me: string, id: string): Promise<readonly ShownThread[]> =>
  (await get('conversation', { me, id })) as readonly ShownThread[];
export const askSamples = async (): Promise<readonly SampleListed[]> => (await get('samples')) as readonly SampleListed[];
export const press = async (what: Press): Promise<PressAnswer> => (await post('press', what)) as PressAnswer;
export const submitDialog = async (what: DialogSubmit): Promise<PressAnswer> => (await post('dialog', what)) as PressAnswer;
export const act = async (what: Act): Promise<PressAnswer> => (await post('action', what)) as PressAnswer;
export const refresh = async (what: Refresh): Promise<PressAnswer> => (await post('refresh', what)) as PressAnswer;
export const say = async (what: Say): Promise<SayAnswer> => (await post('say', what)) as SayAnswer;
export const search = async (what: Search): Promise<SearchAnswer> => (await post('search', what)) as SearchAnswer;
export const happen = (me: string, channel: string, what: Life): Promise<unknown> => post('life', { me, channel, what });
export const setBot = (me: string, channel: string, add: boolean): Promise<unknown> => post('bot', { me, channel, add });
export const setFaults = (faults: Faults): Promise<unknown> => post('faults', faults);
export const moveClock = async (how: MoveClock): Promise<ClockMoved> => (await post('clock', how, playMsMax)) as ClockMoved;
export const sendSample = async (name: string): Promise<SampleAnswer> => (await post('sample', { name })) as SampleAnswer;

export const wordsOf = (error: unknown): string =>
  error instanceof Unanswered ? error.message : 'Something went wrong on this page. Reload it and try again.';
