// The network in Teams: words and dialogs by which staff read it and leads change it, the walk of setting up, and the button that makes a channel somebody's.
import { networkKind } from '../../app/network/kind.ts';
import type { TeamsKind } from '../kind.ts';
import { answerAddPractices } from './add-practices.ts';
import { networkCommands } from './commands.ts';
import { answerNetwork, networkVerbs } from './dialogs.ts';
import { giveChannel } from './give-channel.ts';
import { answerMakeLike } from './make-like.ts';
import { answerSetup, redrawSetup, setupList, setupOnArrival } from './setup.ts';
import { addHub } from './setup-forms.ts';

/** Dialogs that ask in two steps. */
const inSteps: ReadonlyMap<string, typeof answerNetwork> = new Map<string, typeof answerNetwork>([
  ['addPractices', answerAddPractices],
  ['makeLike', answerMakeLike],
]);

export const networkInTeams: TeamsKind = {
  kind: networkKind.kind,
  saysNoKind: true,
  presses: {
    verbs: ['giveChannel', 'setupChannel', 'setupFor'],
    answer: (deps, press) => (press.verb === 'giveChannel' ? giveChannel(deps, press) : answerSetup(deps, press)),
  },
  dialogs: {
    verbs: [...networkVerbs, addHub.verb, ...inSteps.keys()],
    answer: (deps, press, how) => (inSteps.get(press.verb) ?? answerNetwork)(deps, press, how),
  },
  commands: networkCommands,
  lists: [setupList],
  redraw: redrawSetup,
  arrives: setupOnArrival,
};
