// A hub's board in Teams: one card in its channel, a button that draws it anew, and the word that asks for it.
import { boardKind } from '../../app/board/kind.ts';
import { drawBoard } from '../../cards/board/board.ts';
import { boardHelp } from '../../cards/board/words.ts';
import type { HubView } from '../../domain/board/counts.ts';
import type { TeamsKind } from '../kind.ts';
import { board, boardFor, pressBoard } from './board.ts';

export const boardInTeams: TeamsKind<HubView> = {
  kind: boardKind.kind,
  saysNoKind: true,
  presses: { verbs: ['board'], answer: pressBoard },
  lists: ['board'],
  redraw: (deps, press, { args: [hub = ''] }, said) => boardFor(deps, press, hub, said),
  commands: [{ place: 80, ...boardHelp.board, words: ['board'], for: 'hub', run: board }],
  // Nothing is ever said in a board's thread.
  draw: async ({ network }, { what }, { state }) => (what === 'card' ? drawBoard(state, await network.current(), true) : undefined),
};
