// Shifts in Teams: coming on and leaving by word or button, and what the clock tells whom the rota has put on or off.

import { shiftKind } from '../../app/shift/kind.ts';
import { own } from '../../domain/lookup.ts';
import { ownerOf } from '../../domain/terms.ts';
import type { TeamsKind } from '../kind.ts';
import { readerOf } from '../lists.ts';
import type { InvokeReply } from '../replies.ts';
import { shiftCommands } from './commands.ts';
import { packFor, shiftMessage } from './messages.ts';
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
  lists: ['pack'],
  async redraw(deps, { by, activity, shared }, { args: [organisation = ''] }, said) {
    const network = await deps.network.current();
    // Their own: whoever is not on shift there has no such list any more.
    if (own(network.onShift, by.id)?.at !== organisation) return undefined;
    return packFor(deps, by.id, organisation, { reader: readerOf(network, by, activity, shared === true), said });
  },
  draw: (deps, { what, to }) => shiftMessage(deps, what, ownerOf(to)),
};
