// Shifts in Teams: coming on and leaving by word or button, and what the clock tells whom the rota has put on or off.

import { shiftKind } from '../../app/shift/kind.ts';
import { ownerOf } from '../../domain/terms.ts';
import type { TeamsKind } from '../kind.ts';
import type { InvokeReply } from '../replies.ts';
import { shiftCommands } from './commands.ts';
import { shiftMessage } from './messages.ts';
import { answerLeaving, answerShiftOff, answerShiftOn } from './on-and-off.ts';

type Answer = (...asked: Parameters<typeof answerLeaving>) => Promise<InvokeReply>;
const dialogs: ReadonlyMap<string, Answer> = new Map<string, Answer>([
  ['leaving', answerLeaving],
  ['shiftOn', answerShiftOn],
  ['shiftOff', answerShiftOff],
]);

export const shiftInTeams: TeamsKind = {
  kind: shiftKind.kind,
  saysNoKind: true,
  dialogs: { verbs: [...dialogs.keys()], answer: (deps, press, how) => (dialogs.get(press.verb) ?? answerLeaving)(deps, press, how) },
  commands: shiftCommands,
  draw: (deps, { what, to }) => shiftMessage(deps, what, ownerOf(to)),
};
