// What is said to those who ask for a hub's board: in the help, and when it is not theirs to see.
import { type Network, organisationName } from '../../domain/network/state.ts';
import type { HubId } from '../../domain/terms.ts';
import { unreadableCard } from '../answers.ts';
import type { HelpLine } from '../help.ts';
import { plain } from '../words.ts';

export const boardHelp = {
  board: { usage: 'board', says: 'How the whole hub stands: what waits, what is late, who is on shift.' },
} as const satisfies Readonly<Record<string, HelpLine>>;

export const boardTitle = 'Board';
export const unknownBoard = `${unreadableCard} Please write \u201cboard\u201d to me.`;
export const boardNotYours = 'You do not work at this hub or at one of its practices, so its board is not shown to you. Nothing was done.';
/** `hub`: whose board was asked for, where that is known. */
export const noPostForBoard = (network: Network, hub: HubId | undefined): string =>
  `You hold no post at ${hub === undefined ? 'this hub' : plain(organisationName(network, hub))}, so its board is not shown here.`;
