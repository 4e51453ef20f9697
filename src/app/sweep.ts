// The sweep: whatever is due looks at the clock, one by one; what fails is told of and tried again, and stops nobody else.
import type { HubId, Instant } from '../domain/terms.ts';
import type { HandleDeps } from './handle.ts';
import type { Clock } from './ports.ts';
import { handleEConsult, type RulesSource } from './things.ts';

export interface SweepDeps extends HandleDeps {
  readonly rules: RulesSource;
  readonly clock: Clock;
  readonly report: (event: SweepEvent) => void;
}
export type SweepEvent =
  | { readonly kind: 'swept'; readonly hub: HubId; readonly due: number; readonly failed: number; readonly oldestMs: number }
  | { readonly kind: 'failed'; readonly hub: HubId; readonly id: string; readonly error: unknown };

/** Due rows taken at a time, and how often: after an outage the rest follows at the next sweep, the longest overdue first. */
export const rowsAtATime = 100;
const batchesMax = 50;

/**
 * Looks at everything due in a hub up to now: reads the due rows and those that fail, and nothing else. How many were due, and how many
 * failed. Throws as `Store.due` does.
 */
export async function sweep(deps: SweepDeps, hub: HubId): Promise<{ readonly due: number; readonly failed: number }> {
  const now = deps.clock.now();
  const seen = new Set<string>();
  let failed = 0;
  let oldestMs = 0;
  for (let batch = 0, most = rowsAtATime; batch < batchesMax; batch++) {
    const rows = await deps.store.due(hub, now, most);
    const fresh = rows.filter(({ at, id }) => !seen.has(`${at}|${id}`));
    for (const { at, id } of fresh) {
      seen.add(`${at}|${id}`);
      oldestMs = Math.max(oldestMs, Date.parse(now) - Date.parse(at));
      if (!(await look(deps, hub, id, at, now))) failed += 1;
    }
    // Whatever was looked at is due later; only what failed stands there still, and must not hide the rest.
    if (rows.length < most || fresh.length === 0) break;
    most = rowsAtATime + failed;
  }
  deps.report({ kind: 'swept', hub, due: seen.size, failed, oldestMs });
  return { due: seen.size, failed };
}

/**
 * Two sweeps of the same row are one because the second finds nothing due. The wish is named by its moment too: were it the row alone, one
 * that comes to be due at the same instant again would be taken for done and stand there for ever.
 */
async function look(deps: SweepDeps, hub: HubId, id: string, at: Instant, now: Instant): Promise<boolean> {
  try {
    await handleEConsult(deps, { type: 'tick', hub, id, operation: `clock|${at}|${now}|${id}`, at: now, by: { kind: 'clock' } });
    return true;
  } catch (error) {
    deps.report({ kind: 'failed', hub, id, error });
    return false;
  }
}
