// A practice's move to another hub, look by look: it moves in the network, the hub that it leaves finishes what it has, and the rest goes home.
import { own } from '../../domain/lookup.ts';
import { isInDisaster } from '../../domain/repair/plan.ts';
import { finishedBy, type MovePlan, type Repair, type WaitsFor, type Working } from '../../domain/repair/state.ts';
import { changed, type Step } from './change-network.ts';
import type { RepairDeps } from './deps.ts';
import { found } from './found.ts';
import { clearedAtOldHub } from './preview.ts';
import { change, emptyBook, finish, type Looking, leftBehind, seen, writtenDown } from './steps.ts';

/** Asked from the day on which it moves; as `lookAtRepair`. */
export async function lookAtMove(deps: RepairDeps, it: Working, plan: MovePlan, looking: Looking): Promise<Repair | undefined> {
  const waits = await notMoved(deps, it, plan, looking);
  if (waits !== undefined) return seen(deps, it, { left: it.left, waitsFor: waits }, looking, 'waits');
  const about = await found(deps.store, it.hub, plan);
  const known = await writtenDown(deps, it, about, looking);
  const book = await emptyBook(deps, known, plan.practice, looking);
  const atOldHub = about.econsults.length + about.tasks.length;
  if (atOldHub > 0 && looking.at < finishedBy(plan))
    return seen(deps, known, { left: atOldHub, slots: book.slots, waitsFor: 'finishing' }, looking, 'finishing');
  const left = (await change(deps, known, about, looking)) + book.left;
  if (left > 0) return seen(deps, known, { left, slots: book.slots }, looking, 'left');
  await endClearances(deps, known, plan, looking);
  const still = await leftBehind(deps, known);
  const last =
    still.length > 0 || book.slots > 0
      ? await seen(deps, known, { left: still.length, things: still, slots: book.slots }, looking, 'last')
      : known;
  return last?.status === 'working' && still.length === 0 ? finish(deps, last, looking) : last;
}

/** Why it cannot be moved now; `undefined`: it has moved. */
async function notMoved(deps: RepairDeps, it: Working, plan: MovePlan, looking: Looking): Promise<WaitsFor | undefined> {
  const network = await deps.network.current();
  const isThere = own(network.practices, plan.practice)?.hub === plan.to;
  if (!isThere && isInDisaster(network, it.hub, plan.practice, looking.at)) return 'disaster';
  return (await moveInNetwork(deps, it, plan, looking)) ? undefined : 'room';
}

/** It is the other hub's from today on. `false`: that hub cannot take it now. */
async function moveInNetwork(deps: RepairDeps, it: Working, { practice, to, finishes }: MovePlan, { at }: Step): Promise<boolean> {
  const moved = await changed(deps, it, { at, operation: 'move' }, { type: 'movePractice', practice, to, finishes });
  return moved.kind === 'done';
}

async function endClearances(deps: RepairDeps, it: Working, plan: MovePlan, { at }: Step): Promise<void> {
  for (const { id } of clearedAtOldHub(await deps.network.current(), plan))
    await changed(deps, it, { at, operation: `unclear|${id}` }, { type: 'removeClearance', person: id, practice: plan.practice });
}
