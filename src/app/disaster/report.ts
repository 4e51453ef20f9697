// Reads what became of everything that a disaster moved, from the log of the time since it began, hour by hour.
import { type Moved, type MovedHappening, reportedEvents, reportOf } from '../../domain/disaster/report.ts';
import { type Disaster, hasStarted } from '../../domain/disaster/state.ts';
import type { EConsultEvent } from '../../domain/econsult/event.ts';
import type { Instant } from '../../domain/terms.ts';
import type { Store } from '../ports.ts';

const sliceMs = 3_600_000;
/** A disaster lasts a day at most between two extensions; what was in hand at its end is followed for so long in all. */
const slicesMax = 24 * 8;
/** In one hour no hub receives, moves and completes more. */
const sliceRowsMax = 40_000;

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
