// The one door: every click, typed command, tick and delivery is loaded, decided, and committed here.
import type { Instant, OperationId } from '../domain/terms.ts';
import {
  type Change,
  type Loaded,
  type Message,
  OutcomeUnknown,
  type QueuePlace,
  type Store,
  StoreAway,
  type ThingKey,
  type ThingKind,
  type Timer,
} from './ports.ts';

/** One kind of thing that is decided about: the three pure verbs, and where its open ones wait. */
export interface Aggregate<State, Command, Event, Refusal, Rules> {
  readonly kind: ThingKind;
  readonly decide: (
    command: Command,
    state: State | undefined,
    rules: Rules,
  ) => { readonly events: readonly Event[] } | { readonly refusal: Refusal };
  readonly evolve: (state: State | undefined, event: Event, version: number) => State;
  readonly react: (event: Event, state: State) => readonly Message[];
  readonly queue: (state: State | undefined) => QueuePlace | undefined;
  readonly timer: (state: State | undefined) => Timer | undefined;
  /** Sets, by the rules of the moment, when the clock must next be looked at; the timer of what is stored is read back from there. */
  readonly aim?: (state: State, rules: Rules, at: Instant) => State;
}

export type Handled<State, Event, Refusal> =
  /** It is so now. `events` is empty when it was so already; `repeated` when this very wish had been granted before. */
  | {
      readonly kind: 'done';
      readonly state: State;
      readonly version: number;
      readonly events: readonly Event[];
      readonly repeated: boolean;
    }
  | { readonly kind: 'refused'; readonly refusal: Refusal; readonly state: State | undefined };

/** What every command carries. */
export interface Wish {
  readonly operation: OperationId;
  readonly at: Instant;
}

export interface HandleDeps {
  readonly store: Store;
  /** Told after each commit that something may wait to be sent; only a hint, never needed. */
  readonly nudge: () => void;
}

/** With five tries, 24 people pressing at once all get an answer: whoever loses once sees the winner on the second look. */
export const attemptsMax = 5;

/** Others kept changing it, or the store never said whether it had written. The wish may have been granted: the card will tell. */
export class NotSettled extends Error {
  override name = 'NotSettled';
}

/** What a command brings besides the decision: words to be stored beside it, and whether the thing is probably new. */
export interface Beside<State> {
  readonly text?: (before: State | undefined) => NonNullable<Change['text']>;
  readonly sent?: Change['sent'];
  /** Skips the first look: a delivery is nearly always new, and if not, the write says so. */
  readonly probablyNew?: boolean;
}

/**
 * Decides and commits one wish. On a conflict, or when no answer came, it looks again: its own operation id in what is
 * stored means it had won. Throws `StoreAway` (nothing was written) and `NotSettled` (it may have been).
 */
export async function handle<State, Command extends Wish, Event, Refusal, Rules>(
  deps: HandleDeps,
  aggregate: Aggregate<State, Command, Event, Refusal, Rules>,
  thing: ThingKey,
  command: Command,
  rules: Rules,
  beside: Beside<State> = {},
): Promise<Handled<State, Event, Refusal>> {
  let triedVersion: number | undefined;
  let unsure = false;
  // Once a try may have been written, a store that has gone away since must not be taken for "nothing was done".
  const honestly = <T>(asked: Promise<T>): Promise<T> =>
    asked.catch((error: unknown) => {
      throw unsure && error instanceof StoreAway ? new NotSettled(`${thing.kind} ${thing.id}: the store went away`) : error;
    });
  for (let attempt = 1; attempt <= attemptsMax; attempt++) {
    const before = beside.probablyNew && attempt === 1 ? undefined : await honestly(deps.store.load<State>(thing));
    if (before && (await honestly(alreadyGranted(deps.store, thing, before, command.operation, triedVersion)))) {
      deps.nudge();
      return { kind: 'done', state: before.state, version: before.version, events: [], repeated: true };
    }
    const decision = aggregate.decide(command, before?.state, rules);
    if ('refusal' in decision) return { kind: 'refused', refusal: decision.refusal, state: before?.state };
    if (decision.events.length === 0) {
      if (before === undefined) throw new Error(`${aggregate.kind}: nothing can stay unchanged that does not exist`);
      return { kind: 'done', state: before.state, version: before.version, events: [], repeated: false };
    }
    const change = changeOf(aggregate, thing, command, before, decision.events, rules, beside);
    triedVersion = (before?.version ?? 0) + decision.events.length;
    try {
      const result = await honestly(deps.store.commit(change));
      if (result.kind === 'committed') {
        deps.nudge();
        return { kind: 'done', state: change.after, version: result.version, events: decision.events, repeated: false };
      }
    } catch (error) {
      // No answer is not an answer of no: the next look finds out.
      if (!(error instanceof OutcomeUnknown)) throw error;
    }
    unsure = true;
  }
  throw new NotSettled(`${thing.kind} ${thing.id}: not settled in ${attemptsMax} tries`);
}

async function alreadyGranted(
  store: Store,
  thing: ThingKey,
  before: Loaded<unknown>,
  operation: OperationId,
  triedVersion: number | undefined,
): Promise<boolean> {
  if (before.operations.includes(operation)) return true;
  // The state remembers only its last few wishes; under a storm ours may have been pushed out, but its event stands.
  const remembersAll = before.operations.length >= before.version;
  return (
    !remembersAll &&
    triedVersion !== undefined &&
    triedVersion <= before.version &&
    (await store.operationAt(thing, triedVersion)) === operation
  );
}

function changeOf<State, Command extends Wish, Event, Refusal, Rules>(
  aggregate: Aggregate<State, Command, Event, Refusal, Rules>,
  thing: ThingKey,
  command: Command,
  before: Loaded<State> | undefined,
  events: readonly Event[],
  rules: Rules,
  beside: Beside<State>,
): Change<State, Event> {
  let after = before?.state;
  let version = before?.version ?? 0;
  const messages = new Map<string, Message>();
  for (const event of events) {
    version += 1;
    after = aggregate.evolve(after, event, version);
    for (const message of aggregate.react(event, after)) messages.set(`${message.class}|${message.to}|${message.what}`, message);
  }
  if (after === undefined) throw new Error('events always leave a state');
  after = aggregate.aim?.(after, rules, command.at) ?? after;
  return {
    thing,
    before,
    after,
    operation: command.operation,
    at: command.at,
    events,
    messages: [...messages.values()],
    queue: { before: aggregate.queue(before?.state), after: aggregate.queue(after) },
    timer: { before: aggregate.timer(before?.state), after: aggregate.timer(after) },
    ...(beside.text ? { text: beside.text(before?.state) } : {}),
    ...(beside.sent ? { sent: beside.sent } : {}),
  };
}
