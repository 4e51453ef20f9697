// EConsults made up for a drill in Teams: their cards and buttons are those of patients' own, and every message says that it is a drill.
import { rehearsalKind } from '../../app/rehearsal/kind.ts';
import { rowOf } from '../../cards/econsult/row.ts';
import { markSays } from '../../cards/rehearsal/words.ts';
import type { EConsult } from '../../domain/econsult/state.ts';
import { drawEConsultMessage } from '../econsult/draw.ts';
import { listedHere } from '../econsult/gate.ts';
import type { TeamsKind } from '../kind.ts';
import { rehearsalCommands } from './commands.ts';

export const rehearsalInTeams: TeamsKind<EConsult> = {
  kind: rehearsalKind.kind,
  commands: rehearsalCommands,
  async gists({ store, network, clock }, hub, ids) {
    const now = await network.current();
    return (await listedHere(store, now, hub, ids)).map((it) => rowOf(it, now, clock.now()));
  },
  async draw(deps, showing, thing, alongside) {
    const drawn = await drawEConsultMessage(deps, showing, thing, alongside);
    return drawn && markSays(thing.state.id, drawn);
  },
};
