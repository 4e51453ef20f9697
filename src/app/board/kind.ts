// A hub's board as a kind: one card, drawn from what is open when it is sent, and drawn anew when it says something else.
import type { HubView } from '../../domain/board/counts.ts';
import { folded } from '../../domain/names.ts';
import type { Gathered } from '../kind.ts';
import { boardThing, createBoardKeeper } from './board.ts';

export const boardKind: Gathered<HubView> = {
  kind: boardThing.kind,
  ids: /^board$/,
  // One that cannot be drawn is buried, and tried again, under its own name.
  called: 'the board',
  meant: (typed) => (folded(typed) === boardThing.id ? boardThing.id : undefined),
  shown: {
    drawnFrom: 'many',
    inNewChannel: async ({ hub, organisation }) => (organisation === hub ? [{ id: boardThing.id, class: 1 }] : []),
  },
  gather: ({ failed, ...deps }) => createBoardKeeper({ ...deps, failed: (hub, error) => failed(boardThing.kind, hub, error) }),
};
