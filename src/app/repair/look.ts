// A repair's look at the clock: what it finds is written down first, then changed in batches; once nothing is left it accounts for all of it.
import type { Sight } from '../../domain/repair/decide.ts';
import { beginsAt, type Repair, type Working } from '../../domain/repair/state.ts';
import type { HubId } from '../../domain/terms.ts';
import type { RepairDeps } from './deps.ts';
import { found } from './found.ts';
import { leaveNetwork } from './leaver.ts';
import { endShifts } from './leaver-shifts.ts';
import { closeInNetwork, takeOverInNetwork } from './practice-closes.ts';
import { lookAtMove } from './practice-moves.ts';
import { loadRepair } from './repair.ts';
import { asked, change, emptyBook, finish, type Looking, leftBehind, seen, writtenDown } from './steps.ts';

/**
 * Does what is to be done now, and what is left of it the next time; safe to ask for twice, by two instances at once, and after a crash
 * anywhere. `undefined`: there is no such repair. Errors as `handle` and the store.
 */
export async function lookAtRepair(deps: RepairDeps, hub: HubId, id: string, looking: Looking): Promise<Repair | undefined> {
  const it = await loadRepair(deps, hub, id);
  if (it?.status !== 'working') return it;
  if (it.plan.type === 'move') return looking.at < beginsAt(it.plan, it.confirmed.at) ? it : lookAtMove(deps, it, it.plan, looking);
  // From the first moment on, so that nothing is promised for a day after it has closed.
  const isClosed = it.plan.type === 'leaver' || (await closeInNetwork(deps, it, it.plan, looking));
  // What it has would go to a practice that is closed itself.
  if (!isClosed) return seen(deps, it, { left: it.left, waitsFor: 'otherRepair' }, looking, 'notClosed');
  if (looking.at < beginsAt(it.plan, it.confirmed.at)) return it;
  const notCleared = it.plan.type === 'merge' ? await takeOverInNetwork(deps, it, it.plan, looking) : [];
  const isFirst = it.things.length === 0;
  const about = await found(deps.store, hub, it.plan, isFirst ? undefined : new Set(it.things));
  const known = await writtenDown(deps, it, about, looking);
  const left = await change(deps, known, about, looking);
  const slots = left > 0 || it.plan.type === 'leaver' ? { slots: 0, left: 0 } : await emptyBook(deps, known, it.plan.practice, looking);
  if (left + slots.left > 0) return seen(deps, known, { left: left + slots.left, slots: slots.slots, notCleared }, looking, 'left');
  const ended = it.plan.type === 'leaver' ? await leaves(deps, known, looking) : { shifts: 0 };
  const still = 'waitsFor' in ended ? [] : await leftBehind(deps, known);
  const sight = { ...ended, left: still.length, things: still, slots: slots.slots, notCleared };
  // What came in between: people go on claiming until the last moment.
  const last = 'waitsFor' in ended || still.length > 0 || changes(sight, known) ? await seen(deps, known, sight, looking, 'last') : known;
  if (last?.status !== 'working' || 'waitsFor' in ended || still.length > 0) return last;
  return finish(deps, last, looking);
}
const changes = (sight: Sight & { readonly notCleared: readonly unknown[] }, { notCleared }: Working): boolean =>
  (sight.slots ?? 0) + (sight.shifts ?? 0) > 0 || sight.notCleared.length > notCleared.length;

/** Posts, clearances and shifts end once nothing is theirs any more. */
async function leaves(
  deps: RepairDeps,
  it: Working,
  looking: Looking,
): Promise<{ readonly shifts: number } | { readonly waitsFor: 'anotherLead' }> {
  if (it.plan.type !== 'leaver') return { shifts: 0 };
  const { id } = it.plan.person;
  if (!(await leaveNetwork(deps, it, it.plan, looking))) return { waitsFor: 'anotherLead' };
  return { shifts: await endShifts(deps, it.hub, id, asked(it, looking, 'shifts')) };
}
