// The same task to several practices, in Teams: one card for its sender, drawn from all of its tasks as they are.
import { roundKind } from '../../app/round/round.ts';
import { drawRound } from '../../cards/round/round.ts';
import type { Round } from '../../domain/round/round.ts';
import type { TeamsKind } from '../kind.ts';
import { loadTasks } from '../task/gate.ts';

export const roundInTeams: TeamsKind<Round> = {
  kind: roundKind.kind,
  draw: async ({ store, network, clock }, { what }, { state: round }) => {
    if (what !== 'card') return undefined;
    const ids = (round.parts ?? []).flatMap((part) => ('task' in part ? [part.task] : []));
    const now = await network.current();
    return drawRound(round, await loadTasks(store, now, round.hub, ids), now, clock.now());
  },
};
