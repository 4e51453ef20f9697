// The count of a day: everything received since the last count is open, closed, another practice's, or missing.

import { cannotWait, saidOf } from '../../domain/day/before-closing.ts';
import type { Count, Day, OpenStanding } from '../../domain/day/state.ts';
import { isLate } from '../../domain/econsult/queue-place.ts';
import type { EConsult } from '../../domain/econsult/state.ts';
import { formerHubs } from '../../domain/network/practice-moved.ts';
import { organisationHours } from '../../domain/network/state.ts';
import type { EConsultId, Instant, OrganisationId } from '../../domain/terms.ts';
import { nextOpening, workingMinutesBetween } from '../../domain/time/calendar.ts';
import { readAtOnce, someAtATime } from '../at-a-time.ts';
import { econsultKey } from '../econsult/load.ts';
import { arrivalsIn, type OpenRow, opensIn } from '../econsult/rows.ts';
import type { Store } from '../ports.ts';
import type { Rules } from '../rules.ts';
import { countTasks } from './tasks.ts';

/** More arrivals between two counts than any hub has had: half of them would be a wrong count. */
const arrivalsMax = 200_000;

/** What is read of a whole hub for the day of one of its organisations. */
export type HubReads = Pick<Store, 'opens' | 'logged'>;

/**
 * The same reads, each done once: practices of a hub close together, and each would read the whole hub's log again while everything that is
 * due waits. One that failed is not kept, so that it fails for one practice only. For one moment: what was read does not age.
 */
export function readOnce(store: HubReads): HubReads {
  const reads = new Map<string, Promise<readonly unknown[]>>();
  const once = <T>(key: string, read: () => Promise<readonly T[]>): Promise<readonly T[]> => {
    const asked = (reads.get(key) as Promise<readonly T[]> | undefined) ?? read();
    reads.set(key, asked);
    asked.catch(() => reads.delete(key));
    return asked;
  };
  return {
    opens: (hub, kind) => once(`${hub}|${kind}`, () => store.opens(hub, kind)),
    logged: (hub, of, from, until, limit) =>
      once(`${hub}|${of.kind}|${of.types}|${from}|${until}|${limit}`, () => store.logged(hub, of, from, until, limit)),
  };
}

/** The rows of what these have or are offered, of those that matter: what nobody has placed yet is its hub's to look after. */
export function leftAt(
  rows: readonly OpenRow[],
  holders: readonly OpenRow['holder'][],
  matters: (row: OpenRow) => boolean,
): readonly OpenRow[] {
  const theirs = ({ holder, offeredTo }: OpenRow): boolean =>
    holders.includes(holder) || (offeredTo !== undefined && holders.includes(offeredTo));
  return rows.filter((row) => theirs(row) && matters(row));
}

/** Counts a practice's day up to its closing. A hub's own day has no count of its own. Throws as the store does. */
export async function countDay(store: Store, reads: HubReads, day: Day, closes: Instant, rules: Rules): Promise<Count> {
  const { hub, organisation, since } = day;
  if (organisation === hub) return { received: 0, completed: 0, open: 0, movedOn: 0, missing: [], carried: 0, longestGapMinutes: 0 };
  const ofHub = await arrivalsIn(reads, hub, since, closes, arrivalsMax);
  if (ofHub.length === arrivalsMax) throw new RangeError(`more than ${arrivalsMax} arrivals between two counts`);
  const arrivals = ofHub.filter(({ practice }) => practice === organisation);
  const queued = new Map((await opensIn(reads, hub)).map((row) => [row.id, row]));
  const ids = [...new Set(arrivals.map(({ id }) => id))];
  const first = await someAtATime(ids, readAtOnce, (id) => whatBecameOf(store, day, id, queued));
  const became = await lookedForAgain(store, day, first);
  const tally = (kind: string): number => became.filter((each) => each.kind === kind).length;
  const ofToday = new Set(ids);
  // When it is counted late, what came after closing is there as well: it is the next day's.
  const all = [...queued.values(), ...(await stillAtFormerHubs(reads, day, rules))];
  const carried = all.filter(({ id, practice, receivedAt }) => practice === organisation && receivedAt < closes && !ofToday.has(id));
  const open = new Set(became.flatMap(({ id, kind }) => (kind === 'open' ? [id] : [])));
  const standing = (of: readonly OpenRow[]) => standingOf(of, day, closes, rules);
  return {
    received: ids.length,
    completed: tally('completed'),
    open: tally('open'),
    movedOn: tally('movedOn'),
    missing: became.flatMap(({ id, kind }) => (kind === 'missing' ? [id] : [])),
    carried: carried.length,
    standing: { today: standing([...queued.values()].filter(({ id }) => open.has(id))), carried: standing(carried) },
    tasks: await countTasks(store, reads, { hub, organisation, closes, opens: opensAfter(rules, organisation, closes) }, since),
    longestGapMinutes: longestGap(
      arrivals.map(({ at }) => at),
      day,
      closes,
      rules,
    ),
  };
}

/** What was received for a practice before it moved stays in the table of the hub it was with then. */
const stillAtFormerHubs = async (reads: HubReads, { organisation }: Day, { network }: Rules): Promise<readonly OpenRow[]> =>
  (await Promise.all(formerHubs(network, organisation).map((each) => opensIn(reads, each)))).flat();

/** The closing minute still counts as open. */
export const afterwards = (at: Instant): Instant => new Date(Date.parse(at) + 60_000).toISOString();

/** When it opens again after that closing; `undefined`: never. */
export function opensAfter(
  { network, holidays }: Pick<Rules, 'network' | 'holidays'>,
  organisation: OrganisationId,
  closes: Instant,
): Instant | undefined {
  const hours = organisationHours(network, organisation);
  return hours && nextOpening(afterwards(closes), hours, holidays);
}

/** How these stood when the practice closed. */
function standingOf(rows: readonly OpenRow[], { organisation }: Day, closes: Instant, { network, holidays }: Rules): OpenStanding {
  const opens = opensAfter({ network, holidays }, organisation, closes);
  const left = leftAt(rows, [organisation], (row) => cannotWait(row, closes, opens));
  return {
    pastTarget: rows.filter((row) => isLate(row, closes) || row.limit < closes).length,
    undecided: saidOf(organisation, left, closes).unsaid,
  };
}

/** One that moved to another queue while they were read may have been seen in neither, so what seems missing is looked up once more. */
async function lookedForAgain(store: Store, day: Day, became: readonly Became[]): Promise<readonly Became[]> {
  if (became.every(({ kind }) => kind !== 'missing')) return became;
  const queued = new Map((await opensIn(store, day.hub)).map((row) => [row.id, row]));
  return someAtATime(became, readAtOnce, async (each) => (each.kind === 'missing' ? whatBecameOf(store, day, each.id, queued) : each));
}

interface Became {
  readonly id: EConsultId;
  readonly kind: 'missing' | 'completed' | 'open' | 'movedOn';
}

async function whatBecameOf(
  store: Store,
  { hub, organisation }: Day,
  id: EConsultId,
  queued: ReadonlyMap<EConsultId, OpenRow>,
): Promise<Became> {
  const it = (await store.load<EConsult>(econsultKey(hub, id)))?.state;
  if (it === undefined) return { id, kind: 'missing' };
  if (it.status === 'completed') return { id, kind: 'completed' };
  if (!queued.has(id)) return { id, kind: 'missing' };
  return { id, kind: it.practice === organisation ? 'open' : 'movedOn' };
}

/** The longest time without an arrival, in the practice's working minutes, the beginning and the end of its day included. */
function longestGap(arrivals: readonly Instant[], day: Day, closes: Instant, { network, holidays }: Rules): number {
  const hours = organisationHours(network, day.organisation);
  if (hours === undefined) return 0;
  const moments = [day.since, ...arrivals, closes];
  const gaps = moments.slice(1).map((at, index) => workingMinutesBetween(moments[index] ?? at, at, hours, holidays));
  return Math.round(Math.max(0, ...gaps));
}
