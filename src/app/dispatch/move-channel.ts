// Brings everything open to the other channel that an organisation was given, the most urgent first.

import { byUrgency } from '../../domain/day/before-closing.ts';
import { type Day, dayId } from '../../domain/day/state.ts';
import type { EConsult } from '../../domain/econsult/state.ts';
import { own } from '../../domain/lookup.ts';
import { type Network, organisationsOf } from '../../domain/network/state.ts';
import { channelOf, type EConsultId, type HubId, type OrganisationId } from '../../domain/terms.ts';
import { onTheWall } from '../../domain/time/calendar.ts';
import { readAtOnce, someAtATime } from '../at-a-time.ts';
import { boardThing } from '../board/board.ts';
import { dayKey } from '../day/day.ts';
import { type NetworkSource, networkIdleAgeMaxMs } from '../network/network.ts';
import type { Clock, OutboxRow, QueueRow, Store } from '../ports.ts';
import { econsultKey } from '../things.ts';

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

/** One card about everything open in a channel, drawn when it is sent. */
export const digestThing = { kind: 'board', id: 'digest' } as const;

/** Everything open that may be shown in an organisation's channel, the most urgent first: in a hub's, all of the hub. */
export async function opensAt(store: Pick<Store, 'opens'>, hub: HubId, organisation: OrganisationId): Promise<readonly QueueRow[]> {
  const open = [...(await store.opens(hub))].sort(byUrgency);
  if (organisation === hub) return open;
  return open.filter((place) => [place.holder, place.practice, place.offeredTo].includes(organisation));
}

export interface MovingDeps {
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
  /** Another instance sends: what this one knows may be old. */
  forget(): void;
}

interface Move {
  readonly conversation: string;
  /** Still to be asked for, in order. */
  left: readonly EConsultId[];
}

/** For the instance that sends. What is to be brought is seen from what is kept: after a crash half way it is gone through again. */
export function createMover(deps: MovingDeps): Mover {
  const { store, clock } = deps;
  const done = new Map<HubId, Readonly<Record<OrganisationId, string>>>();
  const running = new Map<OrganisationId, Move>();

  async function ofHub(network: Network, hub: HubId): Promise<void> {
    try {
      const known = done.get(hub) ?? (await deps.moves.of(hub));
      done.set(hub, known);
      const finished = new Map<OrganisationId, string>();
      for (const organisation of organisationsOf(network, hub)) {
        const conversation = own(network.channels, organisation)?.conversation;
        if (conversation === undefined || own(known, organisation) === conversation) continue;
        // The first it is given: nothing could be shown before, so all of it waits in the outbox already.
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
    const states = await someAtATime(some, readAtOnce, async (id) => (await store.load<EConsult>(econsultKey(hub, id)))?.state);
    for (const it of states) if (it?.shownIn.includes(organisation)) await ask(hub, organisation, it);
    move.left = move.left.slice(movedAtATime);
    if (states.length > 0) deps.nudge();
    if (move.left.length > 0) return false;
    running.delete(organisation);
    return true;
  }

  async function begin(hub: HubId, organisation: OrganisationId, conversation: string): Promise<Move> {
    const here = await opensAt(store, hub, organisation);
    if (here.length >= digestFrom) await show(hub, organisation, digestThing, 0);
    if (organisation === hub) await show(hub, organisation, boardThing, 1);
    const today = dayId(organisation, onTheWall(clock.now()).date);
    const day = (await store.load<Day>(dayKey(hub, today)))?.state;
    if (day?.listShown || day?.counted !== undefined) await show(hub, organisation, { kind: 'day', id: today }, 1);
    deps.nudge();
    return { conversation, left: here.map(({ id }) => id) };
  }

  /** How much still waits there, as far as it can be seen in the first rows: what is beyond only costs the order. */
  async function waiting(hub: HubId, organisation: OrganisationId): Promise<number> {
    const to = channelOf(organisation);
    const rows = await Promise.all(([0, 2] as const).map((sendClass) => store.outbox(hub, sendClass, waitingRowsMax)));
    return rows.flat().filter((row) => row.to === to && row.what === 'card').length;
  }

  const ask = (hub: HubId, organisation: OrganisationId, { id, priority }: EConsult): Promise<void> =>
    show(hub, organisation, { kind: 'econsult', id }, priority === 'routine' ? 2 : 0);

  const show = (
    hub: HubId,
    organisation: OrganisationId,
    thing: Pick<OutboxRow, 'id'> & { kind: OutboxRow['thing'] },
    sendClass: 0 | 1 | 2,
  ) => store.show(hub, thing, { to: channelOf(organisation), class: sendClass, what: 'card' }, clock.now());

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
