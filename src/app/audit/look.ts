// Looks at things for the auditor: their state, rows, cards and unsent messages, read in an order in which no change under way looks wrong.
import { type CardSight, type ChannelSight, cardFindings, type Finding, rowFindings, type ShownCard } from '../../domain/audit/findings.ts';
import { own } from '../../domain/lookup.ts';
import type { HubId, Instant, OrganisationId } from '../../domain/terms.ts';
import type { Kinds } from '../kind.ts';
import type { Clock, Directory, Loaded, OutboxRow, Store, ThingKey } from '../ports.ts';
import type { Rules, RulesSource } from '../rules.ts';
import type { AuditStore, Right, StandingPlace, StandingTimer } from './store.ts';

export interface AuditDeps {
  readonly store: Store;
  readonly rows: AuditStore;
  readonly directory: Pick<Directory, 'suspended'>;
  readonly rules: RulesSource;
  readonly clock: Clock;
  /** Told when something was put in the outbox. */
  readonly nudge: () => void;
  readonly kinds: Kinds;
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
  readonly rules: Rules;
  readonly channel: (organisation: OrganisationId) => ChannelSight;
  readonly now: Instant;
}

/** Reads under way at once: Azure answers each in a few milliseconds, and a press must not wait behind the auditor. */
const readsAtOnce = 16;
/** The whole outbox. A row beyond this number would be taken for missing and asked for again, which does no harm. */
const outboxRowsMax = 200_000;

export const nameOf = ({ kind, id }: Pick<ThingKey, 'kind' | 'id'>): string => `${kind}|${id}`;

/**
 * Reads state, rows, outbox and cards in this order. Concurrent writes only add: a change writes its rows with its state, and an outbox row
 * goes only after its card row was written. So what is absent, although it should be there by then, is missing.
 */
export async function lookAt(deps: AuditDeps, hub: HubId, things: readonly ThingKey[], known?: Known): Promise<readonly Sight[]> {
  const states = await statesOf(deps, things, known?.states);
  const standing = known?.standing ?? (await deps.rows.standing(hub));
  const waiting = await cardsWaiting(deps, hub);
  const cards = await eachOf(deps, things.filter(hasCards(deps.kinds)), ({ id }) => deps.rows.cards(hub, id));
  const rows = rowsByThing(standing);
  return things.flatMap((thing) => {
    const name = nameOf(thing);
    if (!states.has(name) || (hasCards(deps.kinds)(thing) && !cards.has(name))) return [];
    const loaded = states.get(name);
    return [
      { thing, loaded, rows: rows.get(name) ?? noRows, cards: cards.get(name) ?? [], waiting: waiting.get(thing.id) ?? [] } satisfies Sight,
    ];
  });
}

/** Whether there must be cards of such a thing; of a kind that nobody knows, nothing is known. */
const hasCards =
  (kinds: Kinds) =>
  ({ kind }: ThingKey): boolean =>
    kinds.decided(kind)?.shown?.cards !== undefined;

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

/** The results by name; what failed is reported and absent. */
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
async function cardsWaiting({ store, kinds }: AuditDeps, hub: HubId): Promise<ReadonlyMap<string, readonly OutboxRow[]>> {
  const waiting = new Map<string, OutboxRow[]>();
  for (const row of await store.waiting(hub, outboxRowsMax)) {
    if (row.what !== 'card' || kinds.isGathered(row.thing)) continue;
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
    return { conversation: given.conversation, suspended: suspended.has(given.conversation), ...(given.isTest ? { isTest: true } : {}) };
  };
  return { rules, channel, now: deps.clock.now() };
}

/** What ought to stand for a thing that is there. Throws `UnknownKind`. */
export function rightOf({ kinds }: AuditDeps, { thing, loaded }: Pick<Sight, 'thing' | 'loaded'>, { rules, now }: Measure): Right<unknown> {
  if (loaded === undefined) return { state: undefined, ...nothing };
  const kind = kinds.of(thing.kind);
  const state = kind.audited?.mended?.(loaded.state, rules, now) ?? loaded.state;
  return { state, place: kind.queue(state), timer: kind.timer(state) };
}

/**
 * Everything wrong with what was read. Rows of a thing without state are reported as rows of nothing; whether there ever was such a thing
 * is asked later.
 */
export function judge(deps: AuditDeps, sight: Sight, measure: Measure): readonly Finding[] {
  const { thing, loaded, rows } = sight;
  if (loaded === undefined) return rowFindings(thing.id, nothing, rows, measure.now);
  const found = rowFindings(thing.id, rightOf(deps, sight, measure), rows, measure.now);
  const { shown, audited } = deps.kinds.of(thing.kind);
  const { state, version } = loaded;
  const { channel, now, rules } = measure;
  const places = shown?.cards?.(state);
  const must = places && { id: thing.id, revision: shown?.revision?.(state) ?? version, shownIn: places.shownIn };
  return [...found, ...(must ? cardFindings(must, { ...sight, channel }, now) : []), ...(audited?.findings?.(state, rules, now) ?? [])];
}

export const nothing = { place: undefined, timer: undefined } as const;
