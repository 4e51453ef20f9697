// The rota in Teams: the word that shows it, and the dialog in which leads import one.
import { rotaKind } from '../../app/rota/kind.ts';
import { rotaHelp } from '../../cards/rota/import.ts';
import type { TeamsKind } from '../kind.ts';
import { rota } from './commands.ts';
import { answerRota, rotaVerb } from './import.ts';

export const rotaInTeams: TeamsKind = {
  kind: rotaKind.kind,
  saysNoKind: true,
  dialogs: { verbs: [rotaVerb], answer: answerRota },
  commands: [{ place: 70, ...rotaHelp.rota, words: ['rota'], for: 'hub', run: rota }],
};
