// A press of a button, what is needed to answer it, and the words shown when the failure is ours.
import { NotSettled } from '../app/handle.ts';
import type { NetworkSource } from '../app/network/network.ts';
import { type Clock, type Directory, type Store, StoreAway } from '../app/ports.ts';
import type { PrintAsked } from '../app/printed-links.ts';
import { brokenWords, notSettledWords, storeAwayWords } from '../cards/words.ts';
import type { PracticeList } from '../domain/network/practice-list.ts';
import type { Actor, HubId, Instant, OperationId, PersonId } from '../domain/terms.ts';
import type { TeamsActivity } from './wire.ts';

/** What it takes to look something up and say how it is. */
export interface Reading {
  readonly store: Store;
  readonly network: NetworkSource;
  readonly clock: Clock;
}
/** Which attachment of which thing, for whom. */
export interface LinkAsked {
  readonly hub: HubId;
  readonly id: string;
  readonly number: number;
  readonly person: PersonId;
  readonly name: string;
  /** Why they opened it, if they had to say. */
  readonly reason?: string;
}
/** A link to a page that is printed, for one person. */
export type PrintLink = (asked: PrintAsked) => Promise<string>;
/** What the settings give to whoever sets up hubs and practices. */
export interface SetupGiven {
  /** Who may begin a hub where none has a lead yet. */
  readonly firstLeads: readonly PersonId[];
  /** The list that practices are chosen from; `undefined`: there is none, and they are typed. */
  readonly practices: () => PracticeList | undefined;
}
export interface ClickDeps extends Reading {
  readonly directory: Directory;
  readonly nudge: () => void;
  /** A link to a photo or document; absent: it is not known where people's machines reach us, and none are shown. */
  readonly setup?: SetupGiven;
  readonly attachmentLink?: (asked: LinkAsked) => Promise<string>;
  /** The same for pages that are printed. */
  readonly printLink?: PrintLink;
}

export interface Press {
  readonly activity: TeamsActivity;
  readonly by: Actor & { kind: 'person' };
  readonly verb: string;
  readonly data: Record<string, unknown>;
  /** What it is answered with is read by everybody who reads the message. */
  readonly shared?: true;
}

/** It was opened from a list, which is brought up to date and says what has become of it. */
export const isInList = ({ data }: Pick<Press, 'data'>): boolean => typeof data['list'] === 'string' && data['list'] !== '';

/** What every command of a press carries: who, when, which one, and by which card. */
export interface Asked {
  readonly hub: HubId;
  readonly id: string;
  readonly operation: OperationId;
  readonly at: Instant;
  readonly by: Press['by'];
  readonly revision?: number;
}

export function askedBy(deps: Pick<Reading, 'clock'>, press: Press, hub: string, id: string, revision: number | undefined): Asked {
  return {
    hub,
    id,
    operation: operationOf(press.activity),
    at: deps.clock.now(),
    by: press.by,
    ...(revision === undefined ? {} : { revision }),
  };
}

/** Shown when the failure is ours. */
export function wordsFor(error: unknown): string {
  if (error instanceof NotSettled) return notSettledWords;
  if (error instanceof StoreAway) return storeAwayWords;
  return brokenWords;
}

/**
 * The operation id of a press. Delivered twice it has the same activity id, so it counts once. Without an id, who pressed what and when
 * makes one: if two presses were taken for one, the second would be answered as done without being done.
 */
export const operationOf = ({ id, conversation, replyToId = '', from, timestamp = '' }: TeamsActivity): string =>
  id ?? `${conversation.id}|${replyToId}|${from.id}|${timestamp}`;
