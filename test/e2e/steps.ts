// Names the steps of one eConsult's life as its bot takes them, towards the store and towards Teams, and kills the bot at one of them.
import type { Bot, Deployment } from './apart.ts';
import { copiesOf, hubChannel, until } from './given.ts';
import type { Passing } from './line.ts';
import type { Lives, Phase } from './lives.ts';

/** Named by what it does and which of its kind it is in its phase, so that it is the same one in every life. */
export interface Point {
  readonly phase: Phase;
  readonly step: string;
  /** Before it reaches the store or Teams, or once it is done and before its answer is heard. */
  readonly side: 'before' | 'after';
}

export interface Watch {
  readonly steps: readonly Point[];
  readonly enter: (phase: Phase | undefined) => void;
  /** Resolves at the kill; never when there is none. */
  readonly killed: Promise<unknown>;
  killedMs(): number | undefined;
  /** Everything passes again. */
  end(): void;
}

/** Organisations' days begin and end at their own times, in no eConsult's life either. */
const dayIds = /[A-Z0-9]{3,10}\.\d{4}-\d\d-\d\d/;

/** Far longer than a life takes. */
const lifeMs = 120_000;

/** Watches the bot from now on. What belongs to lives that were acknowledged before, and the board, is not counted. */
export function watching(place: Deployment, lives: Lives, bot: Bot, at: Point | undefined): Watch {
  // The hub's board is drawn at its own pace, in no eConsult's life.
  const others = [...lives.acknowledged(), 'Board of Harbour eHub'];
  const otherIds = [...lives.acknowledged().map((reference) => reference.replace('-', '')), 'board'];
  const steps: Point[] = [];
  const counts = new Map<string, number>();
  const names = new Map<Passing, string | undefined>();
  let phase: Phase | undefined;
  let killedMs: number | undefined;
  let ended = false;

  const named = (kind: string | undefined): string | undefined => {
    if (kind === undefined || phase === undefined || killedMs !== undefined) return undefined;
    const count = (counts.get(kind) ?? 0) + 1;
    // The outbox is read all the time: a step is the first look after a decision.
    if (kind === 'read outbox' && (count > 1 || !counts.has('commit'))) return undefined;
    // What follows a completion is what followed the claim, only five seconds later.
    if (phase === 'complete' && counts.has('commit')) return undefined;
    counts.set(kind, count);
    const step = `${kind} ${count}`;
    for (const side of ['before', 'after'] as const) steps.push({ phase, step, side });
    return step;
  };
  const hit = (step: string | undefined, side: Point['side']): boolean => {
    if (step === undefined || killedMs !== undefined || at?.phase !== phase || at?.step !== step || at.side !== side) return false;
    killedMs = performance.now();
    bot.kill();
    return true;
  };
  const isOthers = (text: string): boolean => dayIds.test(text) || otherIds.some((id) => text.includes(id));
  place.store.before = (passing) => {
    const step = isOthers(passing.path + passing.body) ? undefined : named(stepOf(passing));
    names.set(passing, step);
    return hit(step, 'before') ? 'break' : 'pass';
  };
  place.store.after = (passing) => (hit(names.get(passing), 'after') ? 'break' : 'pass');
  place.teams.faults.decide(({ operation, conversation }) => {
    const theirs = others.some((reference) => copiesOf(place.teams, hubChannel, reference).some(({ id }) => conversation.endsWith(id)));
    const waiting =
      operation === 'createConversation' && others.some((reference) => copiesOf(place.teams, hubChannel, reference).length === 0);
    const step = theirs || waiting ? undefined : named(`Teams ${operation}`);
    // A killed caller hears nothing, whether before it takes effect or after.
    if (hit(step, 'before')) return { failStatus: 503 };
    return hit(step, 'after') ? { loseAnswers: true } : undefined;
  });
  return {
    steps,
    enter: (next) => {
      phase = next;
      counts.clear();
    },
    killed: until('the kill, or the end of the watch', () => killedMs !== undefined || ended, lifeMs).then(() =>
      killedMs === undefined ? new Promise(() => {}) : undefined,
    ),
    killedMs: () => killedMs,
    end: () => {
      ended = true;
      place.store.before = () => 'pass';
      place.store.after = () => 'pass';
      place.teams.faults.decide(undefined);
    },
  };
}

/** What a request to the store does to an eConsult; `undefined` for what happens at any time: leases, conversations, the network. */
function stepOf({ method, path, body }: Passing): string | undefined {
  const where = (path + body).replaceAll('%7C', '|');
  if (/\/ehub(system|network)/.test(where)) return undefined;
  if (method === 'POST') return where.includes('event|') ? 'commit' : where.includes('card|') ? 'write card row' : 'write';
  const family = /'(state|card|outbox|sent|event|text)\|/.exec(where)?.[1];
  return family === undefined ? undefined : `${method === 'GET' ? 'read' : method === 'DELETE' ? 'remove' : 'write'} ${family}`;
}
