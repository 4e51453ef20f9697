// Brings everything open to the new channel of an organisation, the most urgent first.

import { own } from '../../domain/lookup.ts';
import { holdersIn } from '../../domain/network/buddies.ts';
import type { Network } from '../../domain/network/state.ts';
import { byPriorityThenLimit } from '../../domain/queue-order.ts';
import { channelOf, type HubId, type OrganisationId, type SendClass } from '../../domain/terms.ts';
import { readAtOnce, someAtATime } from '../at-a-time.ts';
import type { Kinds } from '../kind.ts';
import { type NetworkSource, networkIdleAgeMaxMs } from '../network/network.ts';
import type { Clock, QueueRow, Store } from '../ports.ts';
import { digestKind } from './digest.ts';

/** Into which conversation everything open was last brought, by organisation of a hub. Written by whoever sends. */
export interface Moves {
  of(hub: HubId): Promise<Readonly<Record<OrganisationId, string>>>;
  save(hub: HubId, moves: Readonly<Record<OrganisationId, string>>): Promise<void>;
}

/** From this many on, one card that counts them and lists the most urgent goes before them. */
export const digestFrom = 10;
/** Cards asked for at a time: the next ones follow once no more than half of these wait, so that they go in the order of their urgency. */
export const movedAtATime = 20;
/** Rows of one class looked through to see how many still wait there. */
const waitingRowsMax = 200;

/** Something open, of whatever kind, by its row in a queue. */
export type OpenThing = QueueRow & { readonly kind: string };

/** Everything open that may be shown in an organisation's channel, of all kinds, the most urgent first: in a hub's, all of the hub. */
export async function opensAt(
  { kinds, store }: { readonly kinds: Kinds; readonly store: Pick<Store, 'opens'> },
  hub: HubId,
  organisation: OrganisationId,
): Promise<readonly OpenThing[]> {
  const queued = kinds.all.flatMap(({ kind, queued }) => (queued === undefined ? [] : [{ kind, isShownAt: queued.isShownAt }]));
  const open = await Promise.all(
    queued.map(async ({ kind, isShownAt }) => {
      const isShown = (place: QueueRow): boolean =>
        organisation === hub || (isShownAt?.(place, organisation) ?? place.holder === organisation);
      return (await store.opens(hub, kind)).filter(isShown).map((place) => ({ ...place, kind }));
    }),
  );
  return open.flat().sort(byPriorityThenLimit);
}

export interface MovingDeps {
  readonly kinds: Kinds;
  readonly store: Store;
  readonly network: NetworkSource;
  readonly moves: Moves;
  readonly clock: Clock;
  readonly nudge: () => void;
  readonly failed: (hub: HubId, error: unknown) => void;
}

export interface Mover {
  /** One step for each organisation whose channel has changed; reads nothing when none has. Never throws: a step that fails is done again. */
  pass(hubs: readonly HubId[]): Promise<void>;
  /** Another instance sends now, so what this one knows may be out of date. */
  forget(): void;
}

interface Move {
  readonly conversation: string;
  /** Still to be asked for, in order. */
  left: readonly OpenThing[];
}

/** For the instance that sends. What is to be brought is seen from what is kept: after a crash half way it is gone through again. */
export function createMover(deps: MovingDeps): Mover {
  const { kinds, store, clock } = deps;
  const done = new Map<HubId, Readonly<Record<OrganisationId, string>>>();
  const running = new Map<OrganisationId, Move>();

  async function ofHub(network: Network, hub: HubId): Promise<void> {
    try {
      const known = done.get(hub) ?? (await deps.moves.of(hub));
      done.set(hub, known);
      const finished = new Map<OrganisationId, string>();
      for (const organisation of holdersIn(network, hub)) {
        const conversation = own(network.channels, organisation)?.conversation;
        if (conversation === undefined || own(known, organisation) === conversation) continue;
        // Its first channel: nothing could be shown before, so everything waits in the outbox already.
        const isFirst = own(known, organisation) === undefined;
        if (isFirst || (await step(hub, organisation, conversation))) finished.set(organisation, conversation);
      }
      if (finished.size === 0) return;
      const moves = { ...known, ...Object.fromEntries(finished) };
      await deps.moves.save(hub, moves);
      done.set(hub, moves);
    } catch (error) {
      deps.failed(hub, error);
    }
  }

  /** Whether everything has been asked for. */
  async function step(hub: HubId, organisation: OrganisationId, conversation: string): Promise<boolean> {
    const move = running.get(organisation);
    if (move?.conversation !== conversation) {
      running.set(organisation, await begin(hub, organisation, conversation));
      // The digest goes out before the next step.
      return false;
    }
    if ((await waiting(hub, organisation)) > movedAtATime / 2) return false;
    const some = move.left.slice(0, movedAtATime);
    const shown = await someAtATime(some, readAtOnce, async ({ kind, id }) => {
      const loaded = await store.load({ hub, kind, id });
      return { kind, id, cards: loaded && kinds.shown(kind).cards?.(loaded.state) };
    });
    for (const { cards, ...thing } of shown) if (cards?.shownIn.includes(organisation)) await show(hub, organisation, thing, cards.class);
    move.left = move.left.slice(movedAtATime);
    if (shown.length > 0) deps.nudge();
    if (move.left.length > 0) return false;
    running.delete(organisation);
    return true;
  }

  async function begin(hub: HubId, organisation: OrganisationId, conversation: string): Promise<Move> {
    const here = await opensAt(deps, hub, organisation);
    if (here.length >= digestFrom) await show(hub, organisation, { kind: digestKind.kind, id: digestKind.kind }, 0);
    for (const { kind, shown } of [...kinds.gathered, ...kinds.all]) {
      const also = await shown?.inNewChannel?.({ store, hub, organisation, now: clock.now() });
      for (const each of also ?? []) await show(hub, organisation, { kind, id: each.id }, each.class);
    }
    deps.nudge();
    return { conversation, left: here };
  }

  /** How much still waits there, as far as it can be seen in the first rows: what is beyond only costs the order. */
  async function waiting(hub: HubId, organisation: OrganisationId): Promise<number> {
    const to = channelOf(organisation);
    const rows = await Promise.all(([0, 2] as const).map((sendClass) => store.outbox(hub, sendClass, waitingRowsMax)));
    return rows.flat().filter((row) => row.to === to && row.what === 'card').length;
  }

  const show = (hub: HubId, organisation: OrganisationId, thing: { readonly kind: string; readonly id: string }, sendClass: SendClass) =>
    store.show(hub, thing, { to: channelOf(organisation), class: sendClass, what: 'card' }, clock.now());

  return {
    async pass(hubs) {
      const network = await deps.network.current(networkIdleAgeMaxMs).catch(() => undefined);
      if (network === undefined) return;
      await someAtATime(hubs, readAtOnce, (hub) => ofHub(network, hub));
    },
    forget() {
      done.clear();
      running.clear();
    },
  };
}
