// The sweep: whatever is due looks at the clock, the worst first; what fails is told of and tried again, and stops nobody else.
import { compare } from '../../domain/compare.ts';
import type { HubId, Instant } from '../../domain/terms.ts';
import type { HandleDeps } from '../handle.ts';
import type { Kinds, Look, LookDeps, Looked } from '../kind.ts';
import type { Clock, DueRow, Store } from '../ports.ts';
import type { RulesSource } from '../rules.ts';

/** How each kind looks at the clock, by its name. */
export type Looks = ReadonlyMap<string, Look>;

/** The looks of all kinds that have one, each made once. */
export const looksOf = (kinds: Kinds, deps: LookDeps): Looks =>
  new Map(kinds.all.flatMap((kind) => (kind.looks === undefined ? [] : [[kind.kind, kind.looks(deps)] as const])));

export interface SweepDeps extends HandleDeps {
  readonly rules: RulesSource;
  readonly clock: Clock;
  readonly looks: Looks;
  readonly report: (event: SweepEvent) => void;
}
export type SweepEvent =
  | { readonly kind: 'swept'; readonly hub: HubId; readonly due: number; readonly failed: number; readonly oldestMs: number }
  | { readonly kind: 'failed'; readonly hub: HubId; readonly id: string; readonly error: unknown };

/** What was looked at much too late, because nothing had swept for a while. */
export interface CaughtUp {
  /** When the first of them had been due. */
  readonly from: Instant;
  readonly until: Instant;
  readonly looked: number;
  /** By the gravest warning that each was given; the others needed none. */
  readonly warned: Readonly<Record<string, readonly string[]>>;
}
export interface Swept {
  readonly due: number;
  readonly failed: number;
  readonly caughtUp: CaughtUp | undefined;
}

/** Due rows taken at a time, and how often: more than a large hub has open on a Monday, so that after an outage the worst of all is first. */
export const rowsAtATime = 1_000;
const batchesMax = 20;
/** Four sweeps missed are an outage: what was due before then is told of together. */
export const lateMs = 2 * 60_000;

/**
 * Looks at everything due in a hub up to now, in order of harm: reads the due rows and those that fail, and nothing else. Throws as
 * `Store.due` does.
 */
export async function sweep(deps: SweepDeps, hub: HubId): Promise<Swept> {
  const now = deps.clock.now();
  const seen = new Set<string>();
  const late: Late[] = [];
  let failed = 0;
  let oldestMs = 0;
  for (let batch = 0, most = rowsAtATime; batch < batchesMax; batch++) {
    const rows = await deps.store.due(hub, now, most);
    const fresh = rows.filter((row) => !seen.has(nameOf(row)));
    for (const row of [...fresh].sort(byHarm)) {
      seen.add(nameOf(row));
      const overdueMs = Date.parse(now) - Date.parse(row.at);
      oldestMs = Math.max(oldestMs, overdueMs);
      const looked = await look(deps, hub, row, now);
      if (looked === undefined) failed += 1;
      else if (overdueMs > lateMs && looked.caughtUp) late.push({ row, warned: looked.caughtUp.warned });
    }
    // What was looked at is due later now. Only what failed is still in this list, and must not hide the rest.
    if (rows.length < most || fresh.length === 0) break;
    most = rowsAtATime + failed;
  }
  deps.report({ kind: 'swept', hub, due: seen.size, failed, oldestMs });
  return { due: seen.size, failed, caughtUp: late.length === 0 ? undefined : summary(late, now) };
}

/** Rows passed over that fail and stay where they are; with more of them than this, time passes without stopping for single rows. */
const stuckMax = 100;

/** When something is next due in any of these hubs after an instant; `undefined`: nothing is. Throws as `Store.due` does. */
export async function nextDueAfter(store: Pick<Store, 'due'>, hubs: readonly HubId[], after: Instant): Promise<Instant | undefined> {
  const firsts = await Promise.all(hubs.map(async (hub) => (await store.due(hub, forever, stuckMax)).find(({ at }) => at > after)?.at));
  return firsts.filter((at) => at !== undefined).sort(compare)[0];
}
/** The latest there is. */
export const forever = '9999-12-31T23:59:59.999Z';

const nameOf = ({ at, kind, id }: DueRow): string => `${at}|${kind}|${id}`;
const byHarm = (a: DueRow, b: DueRow): number => compare(a.harm, b.harm) || compare(a.at, b.at);

interface Late {
  readonly row: DueRow;
  readonly warned: string | undefined;
}
/** In order of harm, as they were looked at. */
function summary(late: readonly Late[], until: Instant): CaughtUp {
  const said = new Map<string, readonly string[]>();
  for (const { row, warned } of late) if (warned !== undefined) said.set(warned, [...(said.get(warned) ?? []), row.id]);
  const warned = Object.fromEntries(said);
  const from = late.map(({ row }) => row.at).sort(compare)[0] ?? until;
  return { from, until, looked: late.length, warned };
}

/**
 * What happened; `undefined`: it failed. Two sweeps of the same row are one because the second finds nothing due. The wish is named by its
 * moment too: were it the row alone, one that comes to be due at the same instant again would be taken for done and stand there for ever.
 */
async function look(deps: SweepDeps, hub: HubId, { at, kind, id }: DueRow, now: Instant): Promise<Looked | undefined> {
  try {
    const own = deps.looks.get(kind);
    if (own === undefined) throw new Error(`nothing looks at the clock for a ${kind}`);
    return await own(hub, id, { operation: `clock|${at}|${now}|${id}`, at: now });
  } catch (error) {
    deps.report({ kind: 'failed', hub, id, error });
    return undefined;
  }
}
