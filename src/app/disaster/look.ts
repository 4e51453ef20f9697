// A disaster's look at the clock: it is put in force or out of it, work is moved or brought back, and what follows from that is decided.

import type { Sight } from '../../domain/disaster/command.ts';
import { inForceBy } from '../../domain/disaster/preview.ts';
import { type Disaster, type Ending, isLive, moves, type Running } from '../../domain/disaster/state.ts';
import type { InForce } from '../../domain/network/in-force.ts';
import type { HubId } from '../../domain/terms.ts';
import { type DisasterDeps, handleDisaster, loadDisaster } from './disaster.ts';
import { bringBack, type Moving, moveOn } from './move.ts';

/** Batches moved by one look of the sweep: a few seconds' work, so that whatever else is due does not wait long. */
export const batchesByLook = 60;
/** And by the press that starts it: the most urgent ones are elsewhere before it is answered. */
export const batchesByPress = 3;

/**
 * Does what is to be done now, and what is left of it the next time; safe to ask for twice, by two instances at once, and after a crash
 * anywhere. `undefined`: there is no such disaster. Errors as `handle` and the store.
 */
export async function lookAtDisaster(deps: DisasterDeps, hub: HubId, id: string, asked: Moving): Promise<Disaster | undefined> {
  const it = await loadDisaster(deps, hub, id);
  if (it === undefined) return undefined;
  if (it.status === 'running' && asked.at >= it.until) {
    // Its time is over: it ends, and is brought back in the same look.
    const ended = await looked(deps, it, asked, undefined);
    return ended?.status === 'ending' ? lookAtDisaster(deps, hub, id, { ...asked, operation: `${asked.operation}|ended` }) : ended;
  }
  return looked(deps, it, asked, isLive(it) ? await act(deps, it, asked) : undefined);
}

async function looked(
  deps: DisasterDeps,
  { hub, id }: Disaster,
  { operation, at }: Moving,
  sight: Sight | undefined,
): Promise<Disaster | undefined> {
  const command = { type: 'look', hub, id, operation, at, by: { kind: 'clock' }, ...(sight === undefined ? {} : { sight }) } as const;
  const handled = await handleDisaster(deps, command);
  return handled.state;
}

async function act(deps: DisasterDeps, it: Running | Ending, asked: Moving): Promise<Sight | undefined> {
  await keepInForce(deps, it, asked);
  if (!moves(it.plan)) return undefined;
  const rules = await deps.network.now();
  const moving = { ...asked, operation: `disaster|${it.id}|${asked.operation}` };
  if (it.status === 'running') return moveOn(deps, rules, inForceOf(it), { ...moving, lastAt: it.progress.at });
  return bringBack(deps, rules, it, moving);
}

export const inForceOf = (it: Running | Ending): InForce => ({ ...inForceBy(it.plan, it.hub, it.id, it.confirmed.at), until: it.until });

/** First of all: from then on what arrives goes the new way, or the old one again. A drill never is. */
async function keepInForce(deps: DisasterDeps, it: Running | Ending, { operation, at }: Moving): Promise<void> {
  if (it.plan.drill) return;
  const inForce = it.status === 'running' ? { inForce: inForceOf(it) } : {};
  const by = { kind: 'clock' } as const;
  const set = await deps.network.change({
    type: 'setInForce',
    hub: it.hub,
    id: it.id,
    operation: `inForce|${operation}`,
    at,
    by,
    ...inForce,
  });
  if (set.kind === 'refused') throw new Error(`a disaster could not be put in force: ${set.refusal.why}`);
}
