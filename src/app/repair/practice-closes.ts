// What becomes of a practice that closes, in the network: from which day, who takes over, and whose posts and clearances are carried over.
import { own } from '../../domain/lookup.ts';
import { staffAt } from '../../domain/network/who-is-where.ts';
import type { MergePlan, PracticePlan, Working } from '../../domain/repair/state.ts';
import { type Instant, type Person, personOf } from '../../domain/terms.ts';
import { onTheWall } from '../../domain/time/calendar.ts';
import { changed, type Step } from './change-network.ts';
import type { RepairDeps } from './deps.ts';
import { clearedOnlyFor } from './preview.ts';

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
