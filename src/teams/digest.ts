// One card about everything open in an organisation's channel, for when it was given another one or has fallen far behind.
import { digestKind } from '../app/dispatch/digest.ts';
import { type OpenThing, opensAt } from '../app/dispatch/move-channel.ts';
import { digestRowsMax, drawDigest } from '../cards/digest.ts';
import type { ListRow } from '../cards/list.ts';
import { type HubId, ownerOf, priorities } from '../domain/terms.ts';
import type { DrawDeps, TeamsKind } from './kind.ts';

/** Drawn from what is open now, of whatever kind; nothing when nothing is. Throws as the store does. */
export const digestInTeams: TeamsKind = {
  kind: digestKind.kind,
  async draw(deps, { hub, to }) {
    const organisation = ownerOf(to);
    const open = await opensAt({ kinds: deps.kinds.app, store: deps.store }, hub, organisation);
    if (open.length === 0) return undefined;
    const first = await linesOf(deps, hub, open.slice(0, digestRowsMax));
    const of = (priority: string): number => open.filter((place) => place.priority === priority).length;
    const [routine, urgent, redFlag] = priorities.map(of);
    const counts = { routine: routine ?? 0, urgent: urgent ?? 0, redFlag: redFlag ?? 0 };
    return drawDigest(counts, first, await deps.network.current(), organisation);
  },
};

/** Each kind's own, in the order of those that stand next to each other. */
async function linesOf(deps: DrawDeps, hub: HubId, open: readonly OpenThing[]): Promise<readonly ListRow[]> {
  const lines: ListRow[] = [];
  for (let from = 0; from < open.length; ) {
    const kind = open[from]?.kind;
    const end = open.findIndex((each, index) => index > from && each.kind !== kind);
    const next = end < 0 ? open.length : end;
    const ids = open.slice(from, next).map(({ id }) => id);
    lines.push(...((await deps.kinds.all.find((each) => each.kind === kind)?.gists?.(deps, hub, ids)) ?? []));
    from = next;
  }
  return lines;
}
