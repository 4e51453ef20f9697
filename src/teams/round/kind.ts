// The same task to several practices, in Teams: one card for its sender, drawn from all of its tasks as they are.
import { roundKind } from '../../app/round/round.ts';
import { taskKey } from '../../app/task/task.ts';
import { drawRound } from '../../cards/round/round.ts';
import type { Round } from '../../domain/round/round.ts';
import type { Task } from '../../domain/task/state.ts';
import type { TeamsKind } from '../kind.ts';

export const roundInTeams: TeamsKind<Round> = {
  kind: roundKind.kind,
  draw: async ({ store, network, clock }, { what }, { state: round }) => {
    if (what !== 'card') return undefined;
    const ids = (round.parts ?? []).flatMap((part) => ('task' in part ? [part.task] : []));
    const loaded = await Promise.all(ids.map((id) => store.load<Task>(taskKey(round.hub, id))));
    return drawRound(
      round,
      loaded.flatMap((each) => each?.state ?? []),
      await network.current(),
      clock.now(),
    );
  },
};
