// The one door for every change: each click, typed command, tick and delivery is loaded, decided and committed here.
import type { Instant, OperationId } from '../domain/terms.ts';
import { readAtOnce, someAtATime } from './at-a-time.ts';
import { grantedBefore } from './lost-answers.ts';
import {
  type Change,
  type CommitResult,
  type Loaded,
  type Message,
  OutcomeUnknown,
  type Place,
  type Store,
  StoreAway,
  type ThingKey,
  type ThingKind,
  type Timer,
} from './ports.ts';
import { type Done, done, type Handled, type Refused, repeated, triedVersion } from './wish-outcome.ts';
import { type Beside, type ContactsSeen, contactMade, contactsSeen } from './words-and-contacts.ts';

export type { Done, Handled, Refused };

/** The three pure verbs of a kind of thing, and where its open ones wait. Methods, for the reason in `kind.ts`. */
export interface Aggregate<State, Command, Event, Refusal, Rules> {
  readonly kind: ThingKind;
  decide(command: Command, state: State | undefined, rules: Rules): { readonly events: readonly Event[] } | { readonly refusal: Refusal };
  evolve(state: State | undefined, event: Event, version: number): State;
  react(event: Event, state: State): readonly Message[];
  queue(state: State | undefined): Place | undefined;
  timer(state: State | undefined): Timer | undefined;
  /** Sets, by the rules of the moment, when the clock must next be looked at; the timer of what is stored is read back from there. */
  aim?(state: State, rules: Rules, at: Instant): State;
  /** Notices that say how things are when they are sent: several that could not be sent in time are one. Every other one is kept apart. */
  readonly merging?: readonly string[];
  /** Its version stands in a small row of its own, so that others see that it has changed without reading it. */
  readonly watched?: true;
}

/** What every command carries. */
export interface Wish {
  readonly operation: OperationId;
  readonly at: Instant;
}
export interface HandleDeps {
  readonly store: Store;
  /** Called after each commit, because something may wait to be sent. Only a hint: never needed. */
  readonly nudge: () => void;
}

/** With five tries, 24 people who press at once all get an answer: whoever loses once sees the winner on the second look. */
export const attemptsMax = 5;

/** Others kept changing it, or the store never said whether it had written. It may be done; the card will show it. */
export class NotSettled extends Error {
  override name = 'NotSettled';
}

/** What is asked about one thing, made by `wishAbout`. */
export interface WishAbout<State, Event, Refusal> {
  readonly thing: ThingKey;
  readonly operation: OperationId;
  /** `isNew`: the last write failed only because of the patient's other contacts, so the thing itself is not there yet and need not be read. */
  readonly look: (store: Store, attempt: number, isNew: boolean) => Promise<Look<State, Event, Refusal>>;
}

/** A thing as it was found, and what the wish makes of that: a change without events where it is so already. */
interface Look<State, Event, Refusal> {
  readonly thing: ThingKey;
  readonly before: Loaded<State> | undefined;
  readonly decide: () => Change<State, Event> | Refused<State, Refusal>;
  /** Decided without reading the store, because it is probably new or known: only a write that succeeds proves that right. */
  readonly unread?: true;
}

/** Several wishes, each under the name by which whoever asks will know what became of it. */
export type Wishes = Readonly<Record<string, WishAbout<unknown, unknown, unknown>>>;

/** All are done, or none is and `which` names the first that was refused. */
export type HandledTogether<W extends Wishes> =
  | { readonly kind: 'done'; readonly each: { readonly [Name in keyof W]: DoneOf<W[Name]> } }
  | { readonly [Name in keyof W]: { readonly kind: 'refused'; readonly which: Name; readonly refused: RefusedOf<W[Name]> } }[keyof W];
type DoneOf<W> = W extends WishAbout<infer State, infer Event, unknown> ? Done<State, Event> : never;
type RefusedOf<W> = W extends WishAbout<infer State, unknown, infer Refusal> ? Refused<State, Refusal> : never;

/** A command about one thing, ready to be handled, alone or together with others. */
export function wishAbout<State, Command extends Wish, Event, Refusal, Rules>(
  aggregate: Aggregate<State, Command, Event, Refusal, Rules>,
  thing: ThingKey,
  command: Command,
  rules: Rules,
  beside: Beside<State, Rules> = {},
): WishAbout<State, Event, Refusal> {
  const { operation, at } = command;
  const decided = (
    before: Loaded<State> | undefined,
    seen: ContactsSeen<Rules> = { rules },
  ): Change<State, Event> | Refused<State, Refusal> => {
    const decision = aggregate.decide(command, before?.state, seen.rules);
    if ('refusal' in decision) return { kind: 'refused', refusal: decision.refusal, state: before?.state };
    const { events } = decision;
    const { after, messages } = happened(aggregate, before, events);
    // If nothing happens there is no timer to set and no text to store.
    const aimed = events.length === 0 ? after : (aggregate.aim?.(after, rules, at) ?? after);
    const { text, sent, contact }: Beside<State, Rules> = events.length === 0 ? {} : beside;
    return {
      thing,
      before,
      after: aimed,
      operation,
      at,
      events,
      messages,
      queue: { before: aggregate.queue(before?.state), after: aggregate.queue(aimed) },
      timer: { before: aggregate.timer(before?.state), after: aggregate.timer(aimed) },
      ...(text ? { text: text(before?.state) } : {}),
      ...(sent ? { sent } : {}),
      ...(contact ? { contact: contactMade(contact, seen.contacts) } : {}),
      ...(aggregate.watched ? { watched: true } : {}),
    };
  };
  return {
    thing,
    operation,
    look: async (store, attempt, isNew) => {
      if (beside.probablyNew && attempt === 1) return { thing, before: undefined, decide: () => decided(undefined), unread: true };
      if (beside.lately && attempt === 1) return { thing, before: beside.lately, decide: () => decided(beside.lately) };
      const known = attempt === 1 ? store.known<State>(thing) : undefined;
      if (known !== undefined) return { thing, before: known, decide: () => decided(known), unread: true };
      const unread = isNew && beside.contact !== undefined;
      const before = unread ? undefined : await store.load<State>(thing);
      const seen = before === undefined ? await contactsSeen(store, thing, beside.contact, attempt >= attemptsMax) : undefined;
      return { thing, before, decide: () => decided(before, seen), ...(unread ? { unread } : {}) };
    },
  };
}

/** What these events make of a thing, and what must be shown because of them. */
function happened<State, Command, Event, Refusal, Rules>(
  aggregate: Aggregate<State, Command, Event, Refusal, Rules>,
  before: Loaded<State> | undefined,
  events: readonly Event[],
): { readonly after: State; readonly messages: readonly Message[] } {
  let after = before?.state;
  let version = before?.version ?? 0;
  const messages = new Map<string, Message>();
  for (const event of events) {
    version += 1;
    after = aggregate.evolve(after, event, version);
    for (const message of aggregate.react(event, after)) {
      const merges = aggregate.merging?.includes(message.what) ? ({ merges: true } as const) : {};
      messages.set(`${message.class}|${message.to}|${message.what}|${message.of?.id ?? ''}`, { ...message, ...merges });
    }
  }
  if (after === undefined) throw new Error(`${aggregate.kind}: nothing can stay unchanged that does not exist`);
  return { after, messages: [...messages.values()] };
}

/** Decides and commits one wish; as `handleTogether`. */
export async function handle<State, Command extends Wish, Event, Refusal, Rules>(
  deps: HandleDeps,
  ...about: Parameters<typeof wishAbout<State, Command, Event, Refusal, Rules>>
): Promise<Handled<State, Event, Refusal>> {
  const answer = await handleTogether(deps, { it: wishAbout(...about) });
  return answer.kind === 'done' ? answer.each.it : answer.refused;
}

/**
 * Decides and commits wishes about different things of one hub in one transaction: all are granted, or none. Their commands carry the
 * same operation, which no other wish may carry: it is how a success is recognised whose answer was lost, or that is asked for twice.
 * Where some of the things are so already they are written all the same, so that nobody changes them in between.
 *
 * On a conflict, or when no answer came, it looks again at all of them. Throws `StoreAway` (nothing was written), `NotSettled` (it may
 * have been) and `TooMuchAtOnce` (ask for fewer at a time).
 */
export async function handleTogether<W extends Wishes>(deps: HandleDeps, wishes: W): Promise<HandledTogether<W>> {
  const all = Object.values(wishes);
  const [first] = all;
  if (first === undefined) throw new RangeError('nothing is wished for');
  const things = all.map(({ thing }) => `${thing.kind} ${thing.id}`).join(', ');
  let tried: readonly Change[] = [];
  let unsure = false;
  let isNew = false;
  // If an earlier try may have been written, `StoreAway` must not be taken for "nothing was done".
  const honestly = <T>(asked: Promise<T>): Promise<T> =>
    asked.catch((error: unknown) => {
      throw unsure && error instanceof StoreAway ? new NotSettled(`${things}: the store went away`) : error;
    });
  for (let attempt = 1, last = attemptsMax; attempt <= last; attempt++) {
    const looks = await honestly(someAtATime(all, readAtOnce, (wish) => wish.look(deps.store, attempt, isNew)));
    const isUnread = looks.some(({ unread }) => unread);
    // A try without a read does not use up one of the five.
    if (attempt === 1 && isUnread) last += 1;
    const seen = looks.map((look, index) => ({ ...look, triedVersion: triedVersion(tried[index]) }));
    const granted = await honestly(grantedBefore(deps.store, first.operation, seen));
    if (granted !== undefined) {
      // It was, but others may have changed it since: how it is now is read.
      if (isUnread) continue;
      deps.nudge();
      return allDone(wishes, granted.map(repeated));
    }
    const decided = decideAll(looks);
    if ('refused' in decided) {
      // Somebody may have changed it since, and delivered a second time it may be refused although the first delivery did it.
      if (isUnread) continue;
      return oneRefused(wishes, decided.index, decided.refused);
    }
    const { changes } = decided;
    if (changes.every(({ events }) => events.length === 0)) {
      if (isUnread) continue;
      return allDone(wishes, changes.map(done));
    }
    tried = changes;
    const result = await honestly(deps.store.commit(...changes)).catch(lookAgain);
    if (result.kind === 'committed') {
      deps.nudge();
      return allDone(wishes, changes.map(done));
    }
    unsure = true;
    isNew = result.met === 'patient';
  }
  throw new NotSettled(`${things}: not settled in ${attemptsMax} tries`);
}

/** What becomes of all of them, or the first that is refused. */
function decideAll(
  looks: readonly Look<unknown, unknown, unknown>[],
): { readonly changes: readonly Change[] } | { readonly index: number; readonly refused: Refused<unknown, unknown> } {
  const changes: Change[] = [];
  for (const [index, { decide }] of looks.entries()) {
    const decided = decide();
    if ('refusal' in decided) return { index, refused: decided };
    changes.push(decided);
  }
  return { changes };
}

/** When the store gave no answer the write may have been applied; the next look finds out. */
function lookAgain(error: unknown): CommitResult {
  if (error instanceof OutcomeUnknown) return { kind: 'conflict' };
  throw error;
}

// Answers stand in the order of the wishes; the compiler cannot follow that to their names, so these two say it.
const allDone = <W extends Wishes>(wishes: W, each: readonly Done<unknown, unknown>[]): HandledTogether<W> =>
  ({ kind: 'done', each: Object.fromEntries(Object.keys(wishes).map((name, index) => [name, each[index]])) }) as HandledTogether<W>;
const oneRefused = <W extends Wishes>(wishes: W, index: number, refused: Refused<unknown, unknown>): HandledTogether<W> =>
  ({ kind: 'refused', which: Object.keys(wishes)[index], refused }) as HandledTogether<W>;
