// Turns what is unsent into a message: its kind draws it, from the state as it is now.

import type { Compose, Outgoing, Showing } from '../app/chat.ts';
import type { GatherDeps, Gathering } from '../app/kind.ts';
import { drawOldCopy } from '../cards/say.ts';
import { ownerOf } from '../domain/terms.ts';
import type { DrawDeps } from './kind.ts';

export interface ComposeDeps extends DrawDeps {
  /** What is gathered from many things as it is now; whoever keeps it remembers what was drawn. Absent: gathered anew each time. */
  readonly view?: (showing: Showing) => Promise<unknown>;
}

export function createCompose(deps: ComposeDeps): Compose {
  const view = deps.view ?? viewsOf({ ...deps, nudge: () => {}, failed: () => {} });
  return async (showing, thing, alongside = []) => {
    if (showing.what === 'moved') return oldCopy(deps, showing);
    const draw = deps.kinds.drawing(showing.thing);
    const now = deps.kinds.app.isGathered(showing.thing) ? { ...thing, state: await view(showing) } : thing;
    return draw(deps, showing, now, alongside);
  };
}

/** Of each kind that is gathered, what it says now. */
export function viewsOf(
  deps: GatherDeps & Pick<ComposeDeps, 'kinds'>,
  made: ReadonlyMap<string, Gathering> = gatheringsOf(deps),
): NonNullable<ComposeDeps['view']> {
  return async ({ thing, hub, id }) => made.get(thing)?.view(hub, id);
}

/** What gathers, by its kind. */
export const gatheringsOf = ({ kinds, ...deps }: GatherDeps & Pick<ComposeDeps, 'kinds'>): ReadonlyMap<string, Gathering> =>
  new Map(kinds.app.gathered.flatMap((kind) => (kind.gather === undefined ? [] : [[kind.kind, kind.gather(deps)] as const])));

async function oldCopy({ kinds, network }: ComposeDeps, { thing, id, to }: Showing): Promise<Outgoing> {
  const about = kinds.app.byName(thing)?.reference?.(id);
  return drawOldCopy(await network.current(), ownerOf(to), about);
}
