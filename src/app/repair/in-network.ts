// What a repair changes in the network: posts, clearances, the practice that closes or moves; each step can be taken twice.
import { own } from '../../domain/lookup.ts';
import type { NetworkCommand } from '../../domain/network/command.ts';
import { type Network, organisationsOf } from '../../domain/network/state.ts';
import { staffAt } from '../../domain/network/who-is-where.ts';
import type { LeaverPlan, MergePlan, MovePlan, PracticePlan, Working } from '../../domain/repair/state.ts';
import { type Instant, type Person, type PersonId, personOf } from '../../domain/terms.ts';
import { onTheWall } from '../../domain/time/calendar.ts';
import type { RepairDeps } from './deps.ts';
import { clearedAtOldHub, clearedOnlyFor } from './preview.ts';

type Of<Command> = Command extends NetworkCommand ? Omit<Command, 'operation' | 'at' | 'by'> : never;
interface Step {
  readonly at: Instant;
  readonly operation: string;
}

/** In the name of the lead who confirmed it; where that lead has lost the post since, in the clock's: it goes on to its end all the same. */
async function changed(
  deps: RepairDeps,
  { id, confirmed }: Working,
  step: Step,
  command: Of<NetworkCommand>,
): ReturnType<RepairDeps['network']['change']> {
  const asked = { ...command, at: step.at, operation: `repair|${id}|${step.operation}` };
  const handled = await deps.network.change({ ...asked, by: { kind: 'person', ...confirmed.by } } as NetworkCommand);
  if (handled.kind === 'done' || handled.refusal.why !== 'notAllowed') return handled;
  return deps.network.change({ ...asked, by: { kind: 'clock' } } as NetworkCommand);
}

/** Nothing is sent to it any more from that day on. `false`: it is closed for somebody else, or whoever takes over closes too. */
export async function closeInNetwork(
  deps: RepairDeps,
  it: Working,
  { practice, from, over }: PracticePlan,
  { at }: Step,
): Promise<boolean> {
  const before = own((await deps.network.current()).practices, practice);
  if (before?.closed !== undefined) return before.successor === over?.to;
  const today = onTheWall(at).date;
  const successor = over === undefined ? {} : { successor: over.to };
  const closes = { type: 'closePractice', practice, from: from > today ? from : today, ...successor } as const;
  return (await changed(deps, it, { at, operation: 'close' }, closes)).kind === 'done';
}

/** Posts and clearances at the practice that takes over; who could not be given theirs. */
export async function takeOverInNetwork(deps: RepairDeps, it: Working, plan: MergePlan, { at }: Step): Promise<readonly Person[]> {
  const network = await deps.network.current();
  const { practice, over, without } = plan;
  const notCleared: Person[] = [];
  for (const { id, name, posts } of staffAt(network, practice)) {
    const there = posts.filter((post) => post.at === practice && !posts.some((each) => each.at === over.to && each.role === post.role));
    if (there.length === 0) continue;
    const all = [...posts, ...there.map(({ role }) => ({ role, at: over.to }))];
    const handled = await changed(deps, it, { at, operation: `posts|${id}` }, { type: 'changePosts', person: id, posts: all });
    if (handled.kind === 'refused') notCleared.push({ id, name });
  }
  for (const person of clearedOnlyFor(network, practice, over.to)) {
    if (without.includes(person.id)) continue;
    const clearance = own(network.staff, person.id)?.cleared.find((each) => each.practice === practice);
    if (clearance === undefined || isOver(clearance.until, at)) continue;
    const { practice: _old, ...able } = clearance;
    const handled = await changed(
      deps,
      it,
      { at, operation: `clear|${person.id}` },
      { type: 'clearFor', person: person.id, practice: over.to, ...able },
    );
    if (handled.kind === 'refused') notCleared.push(personOf(person));
  }
  return notCleared;
}
const isOver = (until: string | undefined, at: Instant): boolean => until !== undefined && until < onTheWall(at).date;

/** Their posts and clearances end, here alone where they work at another hub too. `false`: the hub would be left without a lead. */
export async function leaveNetwork(deps: RepairDeps, it: Working, { person: { id } }: LeaverPlan, { at }: Step): Promise<boolean> {
  const network = await deps.network.current();
  const member = own(network.staff, id);
  if (member === undefined) return true;
  const here = new Set(organisationsOf(network, it.hub));
  const elsewhere = member.posts.filter((post) => !here.has(post.at));
  if (elsewhere.length === 0) {
    const removed = await changed(deps, it, { at, operation: 'remove' }, { type: 'removeStaff', person: id });
    // Somebody else has removed them meanwhile.
    return removed.kind === 'done' || removed.refusal.why === 'personUnknown';
  }
  if (elsewhere.length < member.posts.length) {
    const posts = await changed(deps, it, { at, operation: 'remove' }, { type: 'changePosts', person: id, posts: elsewhere });
    if (posts.kind === 'refused') return false;
  }
  for (const practice of clearedHere(network, id, here))
    await changed(deps, it, { at, operation: `unclear|${practice}` }, { type: 'removeClearance', person: id, practice });
  return true;
}
const clearedHere = (network: Network, id: PersonId, here: ReadonlySet<string>): readonly string[] =>
  (own(network.staff, id)?.cleared ?? []).map(({ practice }) => practice).filter((practice) => here.has(practice));

/** It is the other hub's from today on. `false`: that hub cannot take it now. */
export async function moveInNetwork(deps: RepairDeps, it: Working, { practice, to, finishes }: MovePlan, { at }: Step): Promise<boolean> {
  const moved = await changed(deps, it, { at, operation: 'move' }, { type: 'movePractice', practice, to, finishes });
  return moved.kind === 'done';
}

export async function endClearances(deps: RepairDeps, it: Working, plan: MovePlan, { at }: Step): Promise<void> {
  for (const { id } of clearedAtOldHub(await deps.network.current(), plan))
    await changed(deps, it, { at, operation: `unclear|${id}` }, { type: 'removeClearance', person: id, practice: plan.practice });
}
