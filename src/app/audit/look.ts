// Looks at things for the auditor: their state, rows, cards and unsent messages, read in an order in which no change under way looks wrong.
import {
  type CardSight,
  type ChannelSight,
  cardFindings,
  type Finding,
  peopleFindings,
  rowFindings,
  type ShownCard,
} from '../../domain/audit/findings.ts';
import { nextLookFrom } from '../../domain/econsult/clock.ts';
import type { EConsultRules } from '../../domain/econsult/decide.ts';
import type { EConsult } from '../../domain/econsult/state.ts';
import { own } from '../../domain/lookup.ts';
import type { HubId, Instant, OrganisationId } from '../../domain/terms.ts';
import type { Clock, Directory, Loaded, OutboxRow, QueuePlace, Store, ThingKey, ThingKind, Timer } from '../ports.ts';
import { econsults, type RulesSource } from '../things.ts';
import type { AuditStore, Right, StandingPlace, StandingTimer } from './store.ts';

/** Where a thing of another kind ought to stand. */
export interface Placed {
  queue(state: unknown): QueuePlace | undefined;
  timer(state: unknown): Timer | undefined;
}

export interface AuditDeps {
  readonly store: Store;
  readonly rows: AuditStore;
  readonly directory: Pick<Directory, 'suspended'>;
  readonly rules: RulesSource;
  readonly clock: Clock;
  /** Told when something was put in the outbox. */
  readonly nudge: () => void;
  /** The kinds of things besides eConsults; of one that is not named here only its existence is checked. */
  readonly others?: Readonly<Partial<Record<ThingKind, Placed>>>;
  /** One thing could not be looked at or put right. */
  readonly failed: (hub: HubId, id: string, error: unknown) => void;
}

/** One thing as it was seen. */
export interface Sight {
  readonly thing: ThingKey;
  readonly loaded: Loaded<unknown> | undefined;
  readonly rows: { readonly places: readonly StandingPlace[]; readonly timers: readonly StandingTimer[] };
  readonly cards: readonly ShownCard[];
  readonly waiting: CardSight['waiting'];
}
export type Standing = Awaited<ReturnType<AuditStore['standing']>>;

/** What the pass has read already. */
export interface Known {
  readonly standing: Standing;
  readonly states: ReadonlyMap<string, Loaded<unknown>>;
}

/** By what things are judged at a moment. */
export interface Measure {
  readonly rules: EConsultRules;
  readonly channel: (organisation: OrganisationId) => ChannelSight;
  readonly now: Instant;
}

/** Reads under way at once: Azure answers each in a few milliseconds, and a press must not wait behind the auditor. */
const readsAtOnce = 16;
/** The whole outbox: what is beyond would be taken for missing and asked for again, which does no harm. */
const outboxRowsMax = 200_000;

export const nameOf = ({ kind, id }: Pick<ThingKey, 'kind' | 'id'>): string => `${kind}|${id}`;

/**
 * What stands of these things. Each reading could only see more than the one before: a change writes its rows with its state, and an
 * outbox row goes only after its card was written down. What is not there although it was to be there by then is missing.
 */
export async function lookAt(deps: AuditDeps, hub: HubId, things: readonly ThingKey[], known?: Known): Promise<readonly Sight[]> {
  const states = await statesOf(deps, things, known?.states);
  const standing = known?.standing ?? (await deps.rows.standing(hub));
  const waiting = await cardsWaiting(deps.store, hub);
  const cards = await eachOf(
    deps,
    things.filter(({ kind }) => kind === 'econsult'),
    ({ id }) => deps.rows.cards(hub, id),
  );
  const rows = rowsByThing(standing);
  return things.flatMap((thing) => {
    const name = nameOf(thing);
    if (!states.has(name) || (thing.kind === 'econsult' && !cards.has(name))) return [];
    const loaded = states.get(name);
    return [
      { thing, loaded, rows: rows.get(name) ?? noRows, cards: cards.get(name) ?? [], waiting: waiting.get(thing.id) ?? [] } satisfies Sight,
    ];
  });
}

/** Those of one date are one read, the others one each, and what is known none. */
export async function statesOf(
  deps: Pick<AuditDeps, 'store' | 'failed'>,
  things: readonly ThingKey[],
  known?: Known['states'],
): Promise<ReadonlyMap<string, Loaded<unknown> | undefined>> {
  const dated = new Map<string, Promise<ReadonlyMap<string, Loaded<unknown>>>>();
  return eachOf(deps, things, async (thing) => {
    const there = known?.get(nameOf(thing));
    if (there !== undefined) return there;
    const date = /\.(\d{4}-\d\d-\d\d)$/.exec(thing.id)?.[1];
    if (date === undefined) return deps.store.load(thing);
    const name = `${thing.hub}|${thing.kind}|${date}`;
    const reading = dated.get(name) ?? deps.store.loadDated(thing.hub, thing.kind, date);
    dated.set(name, reading);
    return (await reading).get(thing.id);
  });
}

const noRows: Sight['rows'] = { places: [], timers: [] };

/** By name; what failed is told of and absent. */
export async function eachOf<T>(
  deps: Pick<AuditDeps, 'failed'>,
  things: readonly ThingKey[],
  work: (thing: ThingKey) => Promise<T>,
): Promise<ReadonlyMap<string, T>> {
  const done = new Map<string, T>();
  const left = things[Symbol.iterator]();
  const some = async (): Promise<void> => {
    for (const thing of left) {
      try {
        done.set(nameOf(thing), await work(thing));
      } catch (error) {
        deps.failed(thing.hub, thing.id, error);
      }
    }
  };
  await Promise.all(Array.from({ length: readsAtOnce }, some));
  return done;
}

function rowsByThing({ places, timers }: Standing): ReadonlyMap<string, Sight['rows']> {
  const rows = new Map<string, { places: StandingPlace[]; timers: StandingTimer[] }>();
  const of = (row: Pick<ThingKey, 'kind' | 'id'>) => {
    const there = rows.get(nameOf(row)) ?? { places: [], timers: [] };
    rows.set(nameOf(row), there);
    return there;
  };
  for (const place of places) of(place).places.push(place);
  for (const timer of timers) of(timer).timers.push(timer);
  return rows;
}

/** What waits to bring a card somewhere, by thing. */
async function cardsWaiting(store: Store, hub: HubId): Promise<ReadonlyMap<string, readonly OutboxRow[]>> {
  const waiting = new Map<string, OutboxRow[]>();
  for (const row of await store.waiting(hub, outboxRowsMax)) {
    if (row.thing !== 'econsult' || row.what !== 'card') continue;
    const there = waiting.get(row.id) ?? [];
    waiting.set(row.id, there);
    there.push(row);
  }
  return waiting;
}

/** The rules, channels and time of this moment. */
export async function measureNow(deps: AuditDeps): Promise<Measure> {
  const rules = await deps.rules.now();
  const suspended = new Set((await deps.directory.suspended()).map(({ key }) => key));
  const channel = (organisation: OrganisationId): ChannelSight => {
    const given = own(rules.network.channels, organisation);
    if (given === undefined) return undefined;
    return { conversation: given.conversation, suspended: suspended.has(given.conversation) };
  };
  return { rules, channel, now: deps.clock.now() };
}

/** What ought to stand for a thing that is there; `undefined`: nobody has said. */
export function rightOf(
  deps: AuditDeps,
  { thing, loaded }: Pick<Sight, 'thing' | 'loaded'>,
  { rules, now }: Measure,
): Right<unknown> | undefined {
  if (loaded === undefined) return undefined;
  if (thing.kind !== 'econsult') {
    const other = deps.others?.[thing.kind];
    return other && { state: loaded.state, place: other.queue(loaded.state), timer: other.timer(loaded.state) };
  }
  const state = loaded.state as EConsult;
  // An open one that knows of no next look has lost it: it gets one, and its state with it.
  const nextLook = state.status === 'completed' ? undefined : (state.nextLook ?? nextLookFrom(state, rules, now));
  const aimed: EConsult = nextLook === state.nextLook ? state : { ...state, nextLook };
  return { state: aimed, place: econsults.queue(aimed), timer: econsults.timer(aimed) };
}

/** Everything wrong with what was seen. Rows of a thing that is not there are rows of nothing; whether it ever was is asked later. */
export function judge(deps: AuditDeps, sight: Sight, measure: Measure): readonly Finding[] {
  const { thing, loaded, rows } = sight;
  if (loaded === undefined) return rowFindings(thing.id, nothing, rows, measure.now);
  const right = rightOf(deps, sight, measure);
  const found = right === undefined ? [] : rowFindings(thing.id, right, rows, measure.now);
  if (thing.kind !== 'econsult') return found;
  const state = loaded.state as EConsult;
  const { channel, now } = measure;
  return [...found, ...cardFindings(state, { ...sight, channel }, now), ...peopleFindings(state, measure.rules.network)];
}

export const nothing = { place: undefined, timer: undefined } as const;
