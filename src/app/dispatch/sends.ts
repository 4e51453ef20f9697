// What the dispatcher is given and what it reports.
import type { ChannelNews, TestChannelNews } from '../../domain/channel-news.ts';
import type { Address, HubId } from '../../domain/terms.ts';
import { readAtOnce, someAtATime } from '../at-a-time.ts';
import type { Alongside, Chat, Compose, Outgoing, Pace, Resolve } from '../chat.ts';
import type { Kinds } from '../kind.ts';
import {
  type CardRow,
  type Clock,
  type Conversation,
  type Directory,
  type Loaded,
  type OutboxRow,
  type Store,
  StoreAway,
} from '../ports.ts';
import type { HandedOverHere } from './handed-over.ts';

export interface DispatchDeps {
  readonly kinds: Kinds;
  readonly store: Store;
  readonly directory: Directory;
  readonly chat: Chat;
  readonly pace: Pace;
  readonly resolve: Resolve;
  readonly compose: Compose;
  readonly clock: Clock;
  /** Milliseconds of a clock that never goes back: for pacing and waiting. */
  readonly monotonicMs: () => number;
  readonly report: (event: DispatchEvent) => void;
  /** Tells the leads of a hub that a channel takes nothing while something waits for it, and when it does again. Absent: nobody is told. */
  readonly tellLeads?: (hub: HubId, news: ChannelNews | TestChannelNews) => Promise<void>;
  /** Whether this process still holds the dispatcher's lease, asked before each send: a pass may outlast it. Absent: always. */
  readonly stillOurs?: () => boolean | Promise<boolean>;
  /** What this process writes itself. Absent: everything is read from the store in each pass. */
  readonly handedOver?: HandedOverHere;
  /** How long what others have written may wait until it is read, in ms, when nothing has waited for so long. Absent: `idleMs`. */
  readonly readEveryMs?: (quietForMs: number) => number;
}

/** What happened, in ids and outcomes only: for logs and metrics. */
export type DispatchEvent =
  | {
      readonly kind: 'sent';
      readonly how: 'post' | 'edit' | 'notice';
      readonly hub: HubId;
      readonly id: string;
      readonly to: Address;
      readonly tookMs: number;
      readonly waitedMs: number;
    }
  | {
      /** `copied`: a card whose message is gone was posted again. `nobodyTold`: what leads must hear could be said nowhere. */
      readonly kind: 'delayed' | 'unanswered' | 'suspended' | 'buried' | 'messageGone' | 'copied' | 'nobodyTold';
      readonly hub: HubId;
      readonly id: string;
      readonly to: Address;
      readonly why: string;
    }
  /** A crash or a lost answer left it open whether a copy had been posted: there may be one too many. */
  | { readonly kind: 'possibleDuplicate'; readonly hub: HubId; readonly id: string; readonly to: Address };

/** Not served now; `wholeLane`: nor is anything else for this conversation. */
export interface Wait {
  readonly ms: number;
  readonly wholeLane: boolean;
}
/** One message on its way. */
export interface Sending {
  readonly row: OutboxRow;
  /** Notices that are said in the same message. */
  readonly alongside: readonly OutboxRow[];
  readonly where: { readonly key: string; readonly conversation: Conversation };
  /** What is known of the card in this conversation; one it had in another is an old copy. */
  readonly there: CardRow;
  readonly revision: number;
  readonly message: Outgoing;
  readonly startMs: number;
}

/** Cards that list other things: they are as new as the moment they are drawn, not as their own last event. */
export const isDrawnFromMany = ({ kinds }: Pick<DispatchDeps, 'kinds'>, { thing }: OutboxRow): boolean =>
  kinds.shown(thing).drawnFrom === 'many';

type Reads = { readonly kinds: Kinds; readonly store: Pick<Store, 'load'> };

/** What is gathered is nothing by itself: it is drawn from what is there when it is sent. */
export async function whatToShow({ kinds, store }: Reads, row: OutboxRow): Promise<Loaded<unknown> | undefined> {
  if (!kinds.isGathered(row.thing)) return store.load({ hub: row.hub, kind: row.thing, id: row.id });
  return { state: {}, version: row.version, etag: '', operations: [], lastHash: '' };
}

/** A notice: sent once in a thread or chat, and not kept up to date. */
export const isNotice = ({ what }: Pick<OutboxRow, 'what'>): boolean => what !== 'card' && what !== 'moved';

/** What goes in the same message, as it is now; one that is not there any more has nothing to say. */
export async function alongsideOf(deps: Reads, rows: readonly OutboxRow[]): Promise<readonly Alongside[]> {
  const found = await someAtATime(rows, readAtOnce, async (showing) => ({ showing, thing: await whatToShow(deps, showing) }));
  return found.flatMap(({ showing, thing }) => (thing === undefined ? [] : [{ showing, thing }]));
}

/** Those of several messages that cannot be drawn even by themselves. Throws as the store does. */
export async function undrawable(deps: Reads & Pick<DispatchDeps, 'compose'>, rows: readonly OutboxRow[]): Promise<readonly OutboxRow[]> {
  const faulty: OutboxRow[] = [];
  for (const row of rows) {
    const thing = await whatToShow(deps, row);
    if (thing === undefined) continue;
    await deps.compose(row, thing).catch((error: unknown) => {
      if (error instanceof StoreAway) throw error;
      faulty.push(row);
    });
  }
  return faulty;
}

/** Not now, but as soon as somebody looks again. */
export const again: Wait = { ms: 0, wholeLane: false };

/** One card in one conversation. */
export const cardOf = (row: OutboxRow): string => `${row.hub}|${row.id}|${row.to}`;

/** Rows looked at in each class. */
const outboxRowsMax = 100;

/** Whether every notice has been sent, as far as can be seen in the first rows; cards may still be on their way. */
export async function allSaid(store: Pick<Store, 'outbox'>, hubs: readonly HubId[]): Promise<boolean> {
  const rows = await Promise.all(
    hubs.flatMap((hub) => ([0, 1, 2] as const).map((sendClass) => store.outbox(hub, sendClass, outboxRowsMax))),
  );
  // An old copy that is not there may be looked for all day.
  return rows.flat().every((row) => !isNotice(row));
}
