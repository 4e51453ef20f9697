// What a day comes to: everything received since the last count is open somewhere, closed, another practice's, or missing.
import { workingMinutesBetween } from '../domain/calendar.ts';
import { byUrgency } from '../domain/day/left.ts';
import type { Count, Day } from '../domain/day/state.ts';
import type { EConsult } from '../domain/econsult/state.ts';
import type { EConsultRules } from '../domain/econsult/verdict.ts';
import { organisationHours } from '../domain/network/state.ts';
import type { EConsultId, Instant, OrganisationId } from '../domain/terms.ts';
import type { QueueRow, Store } from './ports.ts';
import { someAtATime } from './some.ts';
import { econsultKey } from './things.ts';

/** Read at a time: a hub's Monday of 2,000 takes about a second on Azure, and nobody waits for it. */
export const readAtOnce = 16;
/** More arrivals between two counts than any practice has had. */
const arrivalsMax = 20_000;

/** The rows of what an organisation has or is offered, of those that matter, the most pressing first. */
export function leftAt(rows: readonly QueueRow[], organisation: OrganisationId, matters: (row: QueueRow) => boolean): readonly QueueRow[] {
  return rows.filter((row) => (row.holder === organisation || row.offeredTo === organisation) && matters(row)).sort(byUrgency);
}

/** Counts a practice's day up to its closing. A hub's own day has no count of its own. */
export async function countDay(store: Store, day: Day, closes: Instant, rules: EConsultRules): Promise<Count> {
  const { hub, organisation, since } = day;
  if (organisation === hub) return { received: 0, completed: 0, open: 0, movedOn: 0, missing: [], carried: 0, longestGapMinutes: 0 };
  const arrivals = await store.arrivals(hub, organisation, since, closes, arrivalsMax);
  const queued = new Map((await store.opens(hub)).map((row) => [row.id, row]));
  const ids = [...new Set(arrivals.map(({ id }) => id))];
  const became = await someAtATime(ids, readAtOnce, (id) => whatBecameOf(store, day, id, queued));
  const tally = (kind: string): number => became.filter((each) => each.kind === kind).length;
  const ofToday = new Set(ids);
  return {
    received: ids.length,
    completed: tally('completed'),
    open: tally('open'),
    movedOn: tally('movedOn'),
    missing: became.flatMap(({ id, kind }) => (kind === 'missing' ? [id] : [])),
    carried: [...queued.values()].filter(({ id, practice }) => practice === organisation && !ofToday.has(id)).length,
    longestGapMinutes: longestGap(
      arrivals.map(({ at }) => at),
      day,
      closes,
      rules,
    ),
  };
}

async function whatBecameOf(store: Store, { hub, organisation }: Day, id: EConsultId, queued: ReadonlyMap<EConsultId, QueueRow>) {
  const it = (await store.load<EConsult>(econsultKey(hub, id)))?.state;
  if (it === undefined) return { id, kind: 'missing' } as const;
  if (it.status === 'completed') return { id, kind: 'completed' } as const;
  if (!queued.has(id)) return { id, kind: 'missing' } as const;
  return { id, kind: it.practice === organisation ? 'open' : 'movedOn' } as const;
}

/** The longest time without an arrival, in the practice's working minutes, the beginning and the end of its day included. */
function longestGap(arrivals: readonly Instant[], day: Day, closes: Instant, { network, holidays }: EConsultRules): number {
  const hours = organisationHours(network, day.organisation);
  if (hours === undefined) return 0;
  const moments = [day.since, ...arrivals, closes];
  const gaps = moments.slice(1).map((at, index) => workingMinutesBetween(moments[index] ?? at, at, hours, holidays));
  return Math.round(Math.max(0, ...gaps));
}
