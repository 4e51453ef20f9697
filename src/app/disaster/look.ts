// A disaster's look at the clock: it is put in force or out of it, work is moved or brought back, and what follows from that is decided.

import type { Sight } from '../../domain/disaster/command.ts';
import { nothingSeen } from '../../domain/disaster/look.ts';
import { type Agreed, type Disaster, type Ending, isLive, moves, type Preview, type Running } from '../../domain/disaster/state.ts';
import { inForceBy } from '../../domain/disaster/where-work-goes.ts';
import { drillsAt, type InForce } from '../../domain/network/in-force.ts';
import type { Network } from '../../domain/network/state.ts';
import type { HubId, OrganisationId } from '../../domain/terms.ts';
import { opensIn } from '../econsult/rows.ts';
import { drillResult, makeUp, rehearsalRules, rehearsed, takeAway } from '../rehearsal/drill.ts';
import { type DisasterDeps, handleDisaster, loadDisaster, previewNow } from './disaster.ts';
import { bringBack, type Ground, type Moving, moveOn } from './move.ts';
import { bringTasksBack, moveTasks } from './move-tasks.ts';

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
    const ended = await looked(deps, it, asked, {});
    return ended?.status === 'ending' ? lookAtDisaster(deps, hub, id, { ...asked, operation: `${asked.operation}|ended` }) : ended;
  }
  if (it.status === 'agreed' && asked.at >= it.startsAt) return begins(deps, it, asked);
  return looked(deps, it, asked, isLive(it) ? { sight: await act(deps, it, asked) } : {});
}

/** The time for which it was agreed has come: it starts with what would move now, and acts in the same look. */
async function begins(deps: DisasterDeps, it: Agreed, asked: Moving): Promise<Disaster | undefined> {
  const preview = await previewNow(deps.store, await deps.network.now(), it.hub, it.plan, asked.at);
  const begun = await looked(deps, it, asked, { preview });
  return begun?.status === 'running' ? lookAtDisaster(deps, it.hub, it.id, { ...asked, operation: `${asked.operation}|begun` }) : begun;
}

async function looked(
  deps: DisasterDeps,
  { hub, id }: Disaster,
  { operation, at }: Moving,
  { sight, preview }: { readonly sight?: Sight | undefined; readonly preview?: Preview },
): Promise<Disaster | undefined> {
  const found = { ...(sight === undefined ? {} : { sight }), ...(preview === undefined ? {} : { preview }) };
  const handled = await handleDisaster(deps, { type: 'look', hub, id, operation, at, by: { kind: 'clock' }, ...found });
  return handled.state;
}

async function act(deps: DisasterDeps, it: Running | Ending, asked: Moving): Promise<Sight | undefined> {
  const { network } = await deps.network.now();
  const before = network.inForce?.find(({ hub, id }) => hub === it.hub && id === it.id);
  await keepInForce(deps, it, asked, before?.full ?? []);
  await endDrills(deps, it, asked, network);
  const moving = { ...asked, operation: `disaster|${it.id}|${asked.operation}` };
  if (it.status === 'ending') {
    if (it.plan.drill) return drillOver(deps, it, moving);
    if (!moves(it.plan)) return undefined;
    const still = await bringTasksBack({ ...deps, rules: deps.network }, it, moving);
    const sight = await bringBack(deps, await groundOf(deps, it), it, moving);
    return { ...sight, left: sight.left + still };
  }
  // At its beginning only: once a look has counted them they are there.
  if (it.plan.drill && it.progress.at === it.startedAt) await makeUp(deps, await deps.network.now(), it, moving);
  if (!moves(it.plan)) return undefined;
  const { sight, full } = await moveOn(deps, await groundOf(deps, it), inForceOf(it), { ...moving, lastAt: it.progress.at });
  await keepInForce(deps, it, { ...asked, operation: `${asked.operation}|full` }, full);
  if (!it.plan.drill) await moveTasks({ ...deps, rules: deps.network }, await deps.network.now(), inForceOf(it), moving);
  return sight;
}

/** A drill moves among what is made up for it, and nothing else. */
async function groundOf(deps: DisasterDeps, it: Running | Ending): Promise<Ground> {
  const rules = await deps.network.now();
  return it.plan.drill
    ? { rows: await rehearsed(deps.store, it), rules: rehearsalRules(rules) }
    : { rows: await opensIn(deps.store, it.hub), rules };
}

async function drillOver(deps: DisasterDeps, it: Ending, moving: Moving): Promise<Sight> {
  const left = await takeAway(deps, it, moving);
  const result = await drillResult(deps.store, it, moving.at);
  return { ...nothingSeen, moved: 0, left, result };
}

/** A real one ends the drills in the same places: what is practised must not stand beside what is so. */
async function endDrills(deps: DisasterDeps, it: Running | Ending, { operation, at }: Moving, network: Network): Promise<void> {
  if (it.plan.drill || it.status !== 'running') return;
  for (const { id, closed } of drillsAt(network, it.hub, at))
    if (closed.some((each) => it.plan.closed.includes(each)))
      await handleDisaster(deps, {
        ...{ type: 'giveWay', hub: it.hub, id, operation: `${operation}|${id}`, at, by: { kind: 'clock' }, to: it.id },
      });
}

export const inForceOf = (it: Running | Ending): InForce => ({ ...inForceBy(it.plan, it.hub, it.id, it.startedAt), until: it.until });

/** First of all: from then on what arrives goes the new way, or the old one again. `full`: the takers that it passes over. */
async function keepInForce(
  deps: DisasterDeps,
  it: Running | Ending,
  { operation, at }: Moving,
  full: readonly OrganisationId[],
): Promise<void> {
  const inForce = it.status === 'running' ? { inForce: { ...inForceOf(it), ...(full.length === 0 ? {} : { full }) } } : {};
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
