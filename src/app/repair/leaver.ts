// What somebody loses when they leave: their posts and clearances at this hub, and with the last of them their place among the staff.
import { own } from '../../domain/lookup.ts';
import { type Network, organisationsOf } from '../../domain/network/state.ts';
import type { LeaverPlan, Working } from '../../domain/repair/state.ts';
import type { PersonId } from '../../domain/terms.ts';
import { changed, type Step } from './change-network.ts';
import type { RepairDeps } from './deps.ts';

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
