// The disaster in Teams: its buttons, dialogs, typed words and messages, by which the engines reach it.
import { disasterKind } from '../../app/disaster/kind.ts';
import type { Disaster } from '../../domain/disaster/state.ts';
import type { TeamsKind } from '../kind.ts';
import { disasterCommands, drillWords } from './commands.ts';
import { answerDisasterDialog, disasterDialogVerbs } from './dialogs.ts';
import { drawDisasterMessage } from './draw.ts';
import { answerDisasterPress, disasterPressVerbs } from './press.ts';

export const disasterInTeams: TeamsKind<Disaster> = {
  kind: disasterKind.kind,
  presses: { verbs: disasterPressVerbs, answer: answerDisasterPress },
  dialogs: { verbs: disasterDialogVerbs, answer: answerDisasterDialog },
  commands: disasterCommands,
  asCommand: drillWords,
  draw: drawDisasterMessage,
};
