// The eConsult in Teams: its buttons, dialogs, words, search and messages, by which the engines reach it; each person's way to one is the gate's.
import { econsultKind } from '../../app/econsult/kind.ts';
import { rowOf } from '../../cards/econsult/row.ts';
import type { EConsult } from '../../domain/econsult/state.ts';
import type { TeamsKind } from '../kind.ts';
import { econsultCommands, foundList, redrawFound, seenWords } from './commands.ts';
import { answerEConsultDialog, dialogVerbs } from './dialogs.ts';
import { drawEConsultMessage } from './draw.ts';
import { listedHere } from './gate.ts';
import { listed, takes } from './listed.ts';
import { answerEConsultPress, pressVerbs } from './press.ts';
import { econsultSearch } from './search.ts';

export const econsultInTeams: TeamsKind<EConsult> = {
  kind: econsultKind.kind,
  // Cards already posted, and all since: a channel has hundreds of them, so they stay as small as they are.
  saysNoKind: true,
  presses: { verbs: pressVerbs, answer: answerEConsultPress },
  dialogs: { verbs: dialogVerbs, answer: answerEConsultDialog },
  commands: econsultCommands,
  asCommand: seenWords,
  search: econsultSearch,
  listed,
  takes,
  lists: [foundList],
  redraw: redrawFound,
  async gists({ store, network, clock }, hub, ids) {
    const now = await network.current();
    return (await listedHere(store, now, hub, ids)).map((it) => rowOf(it, now, clock.now()));
  },
  draw: drawEConsultMessage,
};
