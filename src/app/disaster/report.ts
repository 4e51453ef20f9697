// Reads what became of everything that a disaster moved, from the log of the time since it began, hour by hour.
import { type Moved, type MovedHappening, reportedEvents, reportOf, wasLate } from '../../domain/disaster/report.ts';
import { type Disaster, hasStarted } from '../../domain/disaster/state.ts';
import type { EConsultEvent } from '../../domain/econsult/event.ts';
import type { EConsult } from '../../domain/econsult/state.ts';
import type { Instant } from '../../domain/terms.ts';
import { readAtOnce, someAtATime } from '../at-a-time.ts';
import { econsultKey } from '../econsult/load.ts';
import { opensIn } from '../econsult/rows.ts';
import type { Store } from '../ports.ts';

const sliceMs = 3_600_000;
/** A disaster lasts a day at most between two extensions; what was in hand at its end is followed for so long in all. */
const slicesMax = 24 * 8;
/** In one hour no hub receives, moves and completes more. */
const sliceRowsMax = 40_000;

/** Of those that are not open any more each is read: more would keep whoever opens the list waiting. */
export const lateReadMax = 1_000;

/** The same with those marked that were late; of a closed disaster as it was then. Throws as the store does. */
export async function withLate(
  store: Pick<Store, 'opens' | 'load'>,
  it: Disaster,
  moved: readonly Moved[],
  now: Instant,
): Promise<readonly Moved[]> {
  const asOf = it.status === 'over' ? it.closedAt : now;
  const open = new Map((await opensIn(store, it.hub)).map((row) => [row.id, row]));
  const read = new Set(moved.flatMap(({ id }) => (open.has(id) ? [] : [id])).slice(0, lateReadMax));
  return someAtATime(moved, readAtOnce, async (each) => {
    const row = open.get(each.id);
    const late = row === undefined ? read.has(each.id) && (await wasLateWhenDone(store, it, each.id, asOf)) : wasLate(row, asOf);
    return late ? { ...each, late: true } : each;
  });
}

async function wasLateWhenDone(store: Pick<Store, 'load'>, { hub }: Disaster, id: string, asOf: Instant): Promise<boolean> {
  const it = (await store.load<EConsult>(econsultKey(hub, id)))?.state;
  if (it?.status !== 'completed') return false;
  const { target, limit } = it.deadlines;
  return wasLate({ due: target, limit, held: false }, it.completedAt < asOf ? it.completedAt : asOf);
}

/** Throws as `Store.logged` does. */
export async function whatMoved(store: Pick<Store, 'logged'>, it: Disaster, now: Instant): Promise<readonly Moved[]> {
  if (!hasStarted(it)) return [];
  const from = Date.parse(it.startedAt);
  const until = Date.parse(it.status === 'over' ? it.closedAt : now) + 1;
  const all: MovedHappening[] = [];
  for (let slice = 0, start = from; slice < slicesMax && start < until; slice++, start += sliceMs) {
    const end = Math.min(start + sliceMs, until);
    const [begins, ends] = [new Date(start).toISOString(), new Date(end).toISOString()];
    all.push(...(await store.logged<EConsultEvent>(it.hub, { kind: 'econsult', types: reportedEvents }, begins, ends, sliceRowsMax)));
  }
  return reportOf(it.id, all);
}
