// The appointments that another system can take with a task: of one organisation, for one that it speaks for.
import { hubOf } from '../../domain/network/state.ts';
import { barredAmong, bookClosedUntil } from '../../domain/slot/offered.ts';
import type { TaskKind } from '../../domain/task/reasons-and-outcomes.ts';
import type { Instant, OrganisationId } from '../../domain/terms.ts';
import { type System, speaksFor } from '../speaks-for.ts';
import { freeSlots, type SlotDeps, type SlotRow } from './slot.ts';

export interface FreeWanted {
  readonly offeredBy: OrganisationId;
  readonly for: OrganisationId;
  readonly kind?: TaskKind;
}
export type FreeFound = { readonly kind: 'free'; readonly slots: readonly SlotRow[] } | { readonly kind: 'forbiddenPractice' | 'unknown' };

/** Soonest first, at most `freeSlotsMax`. Throws as the store does. */
export async function freeForSystem(
  { store, rules }: Pick<SlotDeps, 'store' | 'rules'>,
  system: System,
  wanted: FreeWanted,
  now: Instant,
): Promise<FreeFound> {
  const { network } = await rules.now();
  const hub = hubOf(network, wanted.for);
  if (hub === undefined || !speaksFor(network, system, wanted.for)) return { kind: 'forbiddenPractice' };
  if (hubOf(network, wanted.offeredBy) !== hub) return { kind: 'unknown' };
  if (barredAmong(network, [wanted.offeredBy, wanted.for], now) !== undefined) return { kind: 'free', slots: [] };
  return {
    kind: 'free',
    slots: await freeSlots(store, hub, { ...wanted, now, from: bookClosedUntil(network, hub, wanted.offeredBy, now) }),
  };
}
