// What a kind of thing must bring, so that the store, the sweep, the dispatcher and the auditor serve it: they know kinds by this alone.
//
// A kind has a folder of the same name on each floor and one entry in each list of `src/kinds.ts`. What Teams needs of it besides is in
// `src/teams/kind.ts`. Everything here is written with methods: the list holds kinds of every state, and TypeScript lets a method for one
// state stand where a method for any is asked for. That is right because a state is only ever handed to the kind under whose name it was
// loaded, and it is the only way by which a thing is taken for one of a kind: there are no casts.

import type { Receipt } from '../domain/audit/counts.ts';
import type { Finding } from '../domain/audit/findings.ts';
import type { Place } from '../domain/queue-order.ts';
import type { Address, HubId, Instant, OperationId, OrganisationId, SendClass } from '../domain/terms.ts';
import type { Aggregate, HandleDeps } from './handle.ts';
import type { NetworkSource } from './network/network.ts';
import type { Clock, Logged, Store } from './ports.ts';
import type { Rules } from './rules.ts';

/** Whatever can be shown, by its name in rows and cards. */
export interface Named {
  readonly kind: string;
  /**
   * The shape of its ids, from beginning to end. No id has the shape of another kind's, for cards, outbox rows and the log find a thing by its
   * id alone; `test/kinds/list.test.ts` holds the list to it.
   */
  readonly ids: RegExp;
  /** What staff call one of them, such as K7M-4QX, and find it by; absent: nobody looks for one. */
  reference?(id: string): string;
  /** What there is only one of is called by its name. */
  readonly called?: string;
  /** The id that is meant by what somebody typed, in any usual spelling; `undefined`: it is none of this kind. */
  meant?(typed: string): string | undefined;
}

/** A kind of thing that is decided about: each is one state with its own events, changed by `handle` alone. */
export interface Kind<State = unknown, Command = unknown, Event = unknown, Refusal = unknown, Ruled = unknown>
  extends Named,
    Aggregate<State, Command, Event, Refusal, Ruled> {
  /** Absent: its `queue` is empty, or nobody reads it but the kind itself: no channel, list or digest shows what stands there. */
  readonly queued?: Queued;
  /** What is shown of it, and where; absent: nothing ever is. */
  readonly shown?: Shown<State>;
  /** How it looks at the clock once its timer is due; absent: its `timer` is always `undefined`. */
  looks?(deps: LookDeps): Look;
  /** What it begins in a hub by itself, after each sweep. What it throws stops no other kind. */
  keeps?(deps: LookDeps & { readonly clock: Clock }): (hub: HubId) => Promise<void>;
  /** What the auditor expects of it beside its row in a queue and its timer; absent: no more than those. */
  readonly audited?: Audited<State>;
}

export interface Queued {
  /** Whether what stands in that place may be shown in this organisation's channel; in a hub's all of the hub may. Absent: its holder's alone. */
  isShownAt?(place: Place, organisation: OrganisationId): boolean;
  /** When it must next look at the clock depends on opening hours: it looks again once those, or the holidays, have changed. */
  readonly looksByHours?: true;
}

export interface LookDeps extends HandleDeps {
  readonly network: NetworkSource;
}
/**
 * One look at the clock, asked for by the sweep. `operation` names this look alone. A look that has nothing to do any more is no error; what it
 * throws is told of and tried again in the next sweep.
 */
export type Look = (hub: HubId, id: string, asked: { readonly operation: OperationId; readonly at: Instant }) => Promise<Looked>;
export interface Looked {
  /** A patient waits for these looks: after an outage the leads are told of them, by the gravest warning that was given, if any was. */
  readonly caughtUp?: { readonly warned?: string };
}

/** A notice that waits to be said. */
export interface Notice {
  readonly to: Address;
  readonly class: SendClass;
  readonly what: string;
}

export interface Shown<State = unknown> {
  /** `many`: it shows other things too, so it is as new as the moment it is drawn, and not as its own last event. */
  readonly drawnFrom: 'itself' | 'many';
  /** The last revision that changes what is shown; absent: its version. */
  revision?(state: State): number;
  /** In whose channels it must have a card, and how urgent it is to show it there; absent: nowhere in particular, as a card drawn from many. */
  cards?(state: State): CardPlaces;
  /** Notices of a list that go to one address are one message; `undefined`: this one goes by itself. */
  together?(notice: Notice): Together | undefined;
  /**
   * A notice for leads in their own chats alone, and where it is said when that chat is closed: with its card in the channel of the hub, or
   * `nowhere`, because its card is not kept up there.
   */
  leadsOnly?(notice: Notice): 'hubChannel' | 'nowhere' | undefined;
  /** Nothing of it ever has a card, so that a notice in a channel stands by itself and waits for none. */
  readonly noticesAlone?: true;
  /** Somebody waits for it: when a channel cannot be written to, its leads read which of these wait urgently. */
  readonly isWork?: true;
  /** What is to be shown at once in a channel that an organisation was given, beside all that stands in queues. */
  inNewChannel?(look: ChannelLook): Promise<readonly { readonly id: string; readonly class: SendClass }[]>;
}
export interface CardPlaces {
  readonly shownIn: readonly OrganisationId[];
  readonly class: SendClass;
}
export interface Together {
  readonly list: string;
  /** Waits a moment for what the same look at the clock still finds. */
  readonly gathers: boolean;
}
export interface ChannelLook {
  readonly store: Pick<Store, 'load'>;
  readonly hub: HubId;
  readonly organisation: OrganisationId;
  readonly now: Instant;
}

export interface Audited<State = unknown> {
  /** What an open one has lost and can be had again, such as when it must next look at the clock, put back. Unchanged where it has lost nothing. */
  mended?(state: State, rules: Rules, now: Instant): State;
  /** What is wrong with it besides: for a person, or put right by nobody. */
  findings?(state: State, rules: Rules, now: Instant): readonly Finding[];
  /** Absent: nobody counts what comes in of it. */
  readonly counted?: Counted<State>;
}
/** What comes in on a day is open or closed, and nothing is neither. */
export interface Counted<State = unknown> {
  /** What came in by this event, if anything did. */
  receipt(logged: Logged): Receipt | undefined;
  isClosed(state: State): boolean;
  /** When it came in, and for which practice: as its receipt must say. */
  cameIn(state: State): { readonly at: Instant } & Pick<Receipt, 'practice'>;
}

/** Drawn, when it is sent, from what is there at that moment; nothing of it is stored but that it must be shown. */
export interface Gathered<View = unknown> extends Named {
  readonly shown: Shown<View>;
  /** Absent: whoever draws it reads what it needs. */
  gather?(deps: GatherDeps): Gathering<View>;
}
export interface GatherDeps {
  readonly store: Store;
  readonly network: NetworkSource;
  readonly clock: Clock;
  /** Told when something waits to be sent. */
  readonly nudge: () => void;
  readonly failed: (kind: string, hub: HubId, error: unknown) => void;
}
/** For the instance that sends. */
export interface Gathering<View = unknown> {
  /** What to draw now; it may be remembered as what is shown. */
  view(hub: HubId, id: string): Promise<View>;
  /** Looks, at its own pace, whether one must be drawn anew. Never throws. */
  pass?(hubs: readonly HubId[]): Promise<void>;
  /** Another instance sends: what this one remembers is no longer what is shown. */
  forget?(): void;
}

/** All kinds there are, as the engines see them. */
export interface Kinds {
  readonly all: readonly Kind[];
  readonly gathered: readonly Gathered[];
  /** Throws `UnknownKind`. */
  of(kind: string): Kind;
  /** As `of`, but `undefined` where none of this name is decided about. */
  decided(kind: string): Kind | undefined;
  /** `undefined`: there is none of this name. */
  byName(kind: string): (Named & { readonly shown?: Shown }) | undefined;
  /** What is shown of it. Throws `UnknownKind`, also for a kind of which nothing is. */
  shown(kind: string): Shown;
  isGathered(kind: string): boolean;
  /** Of the kind whose ids have this shape; `undefined`: of none. */
  byId(id: string): Named | undefined;
  /** What staff call it, or its id where they have no name for it. */
  nameOf(id: string): string;
}

/** A row or a card names a kind that is not in the list: a newer version wrote it, or somebody else did. */
export class UnknownKind extends Error {
  override name = 'UnknownKind';
}

/** Throws at two kinds of one name. */
export function kindsOf(all: readonly Kind[], gathered: readonly Gathered[]): Kinds {
  const byName = new Map<string, Named & { readonly shown?: Shown }>();
  for (const each of [...all, ...gathered]) {
    if (byName.has(each.kind)) throw new Error(`there are two kinds called ${each.kind}`);
    byName.set(each.kind, each);
  }
  const decided = new Map(all.map((each) => [each.kind, each]));
  const byId = (id: string): Named | undefined => [...byName.values()].find(({ ids }) => ids.test(id));
  return {
    all,
    gathered,
    of: (kind) => decided.get(kind) ?? unknown(kind),
    decided: (kind) => decided.get(kind),
    byName: (kind) => byName.get(kind),
    shown: (kind) => byName.get(kind)?.shown ?? unknown(kind),
    isGathered: (kind) => byName.has(kind) && !decided.has(kind),
    byId,
    nameOf: (id) => byId(id)?.reference?.(id) ?? byId(id)?.called ?? id,
  };
}

function unknown(kind: string): never {
  throw new UnknownKind(`nothing is known of a ${kind.slice(0, 30)}`);
}
