// The network in Teams: words and dialogs by which staff read it and leads change it, and the button that makes a channel somebody's.
import { networkKind } from '../../app/network/kind.ts';
import type { TeamsKind } from '../kind.ts';
import { networkCommands } from './commands.ts';
import { answerNetwork, networkVerbs } from './dialogs.ts';
import { giveChannel } from './give-channel.ts';

export const networkInTeams: TeamsKind = {
  kind: networkKind.kind,
  saysNoKind: true,
  presses: { verbs: ['giveChannel'], answer: giveChannel },
  dialogs: { verbs: networkVerbs, answer: answerNetwork },
  commands: networkCommands,
};
