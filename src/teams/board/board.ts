// A hub's board for whoever asks: by its button, or by the typed word; the one in the channel is drawn anew as well.
import { z } from 'zod/v4';
import { askForBoard, type BoardDeps, boardAskedFor, boardThing, viewHub } from '../../app/board/board.ts';
import { drawBoard } from '../../cards/board/board.ts';
import { boardNotYours, boardTitle, noPostForBoard, unknownBoard } from '../../cards/board/words.ts';
import { drawList, type Said } from '../../cards/list.ts';
import type { Network } from '../../domain/network/state.ts';
import { hubsOf } from '../../domain/network/state.ts';
import { type Actor, channelOf, type HubId } from '../../domain/terms.ts';
import { cardReply, type InvokeReply, messageReply } from '../replies.ts';
import { conversationOf, organisationSchema, type TeamsActivity } from '../wire.ts';

/** What the button of a hub's board carries. */
const boardSchema = z.looseObject({ v: z.literal(1), hub: organisationSchema });

interface By {
  readonly activity: TeamsActivity;
  readonly by: Actor & { kind: 'person' };
}

/** "Refresh" on a board, for whoever works at the hub or at one of its practices. Throws as the store does. */
export async function pressBoard(deps: BoardDeps, { activity, by, data }: By & { readonly data: unknown }): Promise<InvokeReply> {
  const payload = boardSchema.safeParse(data);
  if (!payload.success) return messageReply(unknownBoard);
  const card = await boardFor(deps, { activity, by }, payload.data.hub);
  return card === undefined ? messageReply(boardNotYours) : cardReply(card);
}

/** A hub's board as it is now, for whoever pressed on it, and the channel's drawn anew; `undefined`: it is not theirs to see. */
export async function boardFor(deps: BoardDeps, { activity, by }: By, hub: HubId, said?: Said): Promise<object | undefined> {
  const network = await deps.network.current();
  if (!hubsOf(network, by.id).includes(hub)) return undefined;
  // What somebody reads above the board after a press would go with the next edit, so the channel's is left to be drawn when it is due.
  const asks = said === undefined ? askForBoard(deps, hub) : undefined;
  const [view, card] = await Promise.all([viewHub(deps, hub), deps.store.card(hub, boardThing.id, channelOf(hub)), asks]);
  // A copy in a thread, or one left from an earlier channel, has the same button.
  const kept = card.messageId !== undefined && card.messageId === activity.replyToId;
  return drawBoard(view, network, kept, said).card;
}

/** `board`: of the hub this channel belongs to, else of the one this person works at; for the hub's own staff. */
export async function board(deps: BoardDeps, { activity, by, network }: By & { readonly network: Network }): Promise<object> {
  const { hub, isShown } = boardAskedFor(network, by.id, conversationOf(activity));
  if (hub === undefined || !isShown) return drawList(boardTitle, noPostForBoard(network, hub), []);
  const [view] = await Promise.all([viewHub(deps, hub), askForBoard(deps, hub)]);
  return drawBoard(view, network, false).card;
}
