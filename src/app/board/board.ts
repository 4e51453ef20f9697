// The hub's board: reads what it shows, and has it drawn again when that changes.
import { boardOf, type HubView } from '../../domain/board/counts.ts';
import { own } from '../../domain/lookup.ts';
import { unusualIn } from '../../domain/network/not-as-usual.ts';
import { hubOf, type Network, organisationIn } from '../../domain/network/state.ts';
import { type TasksAt, tasksAt } from '../../domain/task/counts.ts';
import type { TaskPlace } from '../../domain/task/queue-place.ts';
import { channelOf, type HubId, type PersonId } from '../../domain/terms.ts';
import { todayAt } from '../econsult/allocation.ts';
import { opensIn } from '../econsult/rows.ts';
import { type NetworkSource, networkIdleAgeMaxMs } from '../network/network.ts';
import type { Clock, Store } from '../ports.ts';

/**
 * What is open in a hub is read at most this often: one range read, and at most one edit of the sixty that a channel may have in that time.
 */
export const lookEveryMs = 30_000;
/**
 * A board that says the same is drawn anew after this all the same. The card promises five minutes, so that an older "as of" means that
 * nobody is keeping it: a minute is left for the look that comes round up to 30 s later, and for the sending.
 */
export const redrawAfterMs = 4 * 60_000;
/** Hubs looked at in one pass, the longest waiting first: sending must not wait for forty reads. */
export const hubsAtATime = 4;

export const boardThing = { kind: 'board', id: 'board' } as const;

export interface BoardDeps {
  readonly store: Store;
  readonly network: NetworkSource;
  readonly clock: Clock;
  /** Told when something waits to be sent. */
  readonly nudge: () => void;
}

/**
 * Whose board somebody means who asks for one in this conversation: that of the hub the channel belongs to, elsewhere that of the first hub
 * they hold a post at. It is shown to the hub's own staff.
 */
export function boardAskedFor(network: Network, person: PersonId, conversation: string) {
  const hubs = (own(network.staff, person)?.posts ?? []).map(({ at }) => at).filter((at) => own(network.hubs, at) !== undefined);
  const here = organisationIn(network, conversation);
  const hub = here === undefined ? hubs[0] : hubOf(network, here);
  return { hub, isShown: hub !== undefined && hubs.includes(hub) };
}

/** What is open in a hub at this moment, from one range read, and what is not as usual. Throws as the store does. */
export async function readHub({ store, network, clock }: Omit<BoardDeps, 'nudge'>, hub: HubId) {
  const at = clock.now();
  const rules = await network.now();
  const [places, today] = await Promise.all([opensIn(store, hub), todayAt(store, rules.network, hub, at)]);
  return { at, rules, places, unusual: unusualIn(rules.network, hub, rules.holidays, at, today) };
}

/** What there is to say of a hub at this moment; `known`: tasks that were counted a moment ago. Throws as the store does. */
export async function viewHub(deps: Omit<BoardDeps, 'nudge'>, hub: HubId, known?: TasksAt): Promise<HubView> {
  const [{ at, rules, places, unusual }, tasks] = await Promise.all([
    readHub(deps, hub),
    known ?? deps.store.opens<TaskPlace>(hub, 'task').then((open) => tasksAt(open, hub, deps.clock.now())),
  ]);
  return { at, board: boardOf(places, rules.network, hub, at), unusual, tasks };
}

/**
 * Asks for the board to be drawn in the hub's channel, now. Class 1, as a person's press: as bulk it would be last in a storm, when it is
 * needed most; it is one card in thirty seconds. Throws as the store does.
 */
export async function askForBoard({ store, clock, nudge }: Omit<BoardDeps, 'network'>, hub: HubId): Promise<void> {
  await store.show(hub, boardThing, { to: channelOf(hub), class: 1, what: 'card' }, clock.now());
  nudge();
}

export interface BoardKeeper {
  /**
   * Looks at the hubs that are due. Never throws, because a board that cannot be kept up to date must not stop anything else from being
   * sent.
   */
  pass(hubs: readonly HubId[]): Promise<void>;
  /** What to draw now; it is remembered as what the channel says. For the instance that sends. */
  view(hub: HubId): Promise<HubView>;
  /** Another instance sends: what this one remembers is no longer what the channels say. */
  forget(): void;
}

interface Kept {
  /** By the clock on the wall, in ms: so that a clock that was moved is noticed at once. */
  readonly lookedMs: number;
  /** Asked for and not drawn yet: it will show the state when it is drawn, so it need not be asked for again. */
  readonly askedMs?: number;
  readonly drawn?: { readonly says: string; readonly ms: number };
  /** Counted when it was last drawn: between two drawings an idle hub's tasks are not read again. */
  readonly tasks?: TasksAt;
}

/** In memory only: after a restart each board is asked for once more. */
export function createBoardKeeper(deps: BoardDeps & { readonly failed: (hub: HubId, error: unknown) => void }): BoardKeeper {
  const kept = new Map<HubId, Kept>();
  const nowMs = (): number => Date.parse(deps.clock.now());
  /** If the clock was set back, the board is still kept up to date. */
  const isOver = (sinceMs: number, ms: number): boolean => Math.abs(nowMs() - sinceMs) >= ms;

  async function look(hub: HubId): Promise<void> {
    const known = { ...kept.get(hub), lookedMs: nowMs() };
    kept.set(hub, known);
    try {
      const { askedMs, drawn } = known;
      if (askedMs !== undefined && !isOver(askedMs, redrawAfterMs)) return;
      const says = saying(await viewHub(deps, hub, drawn && !isOver(drawn.ms, redrawAfterMs) ? known.tasks : undefined));
      if (drawn?.says === says && !isOver(drawn.ms, redrawAfterMs)) return;
      // Set before the row is written, because drawing it unsets this.
      kept.set(hub, { ...kept.get(hub), lookedMs: known.lookedMs, askedMs: nowMs() });
      await askForBoard(deps, hub);
    } catch (error) {
      kept.set(hub, { lookedMs: known.lookedMs });
      deps.failed(hub, error);
    }
  }

  return {
    async pass(hubs) {
      // The caller reads the network too, and reports it when that fails.
      const channels = await deps.network.current(networkIdleAgeMaxMs).then(
        (network) => network.channels,
        () => ({}) as Network['channels'],
      );
      const lookedMs = (hub: HubId): number => kept.get(hub)?.lookedMs ?? 0;
      const due = hubs.filter((hub) => own(channels, hub) !== undefined && isOver(lookedMs(hub), lookEveryMs));
      await Promise.all(
        [...due]
          .sort((a, b) => lookedMs(a) - lookedMs(b))
          .slice(0, hubsAtATime)
          .map(look),
      );
    },
    async view(hub) {
      const view = await viewHub(deps, hub);
      kept.set(hub, {
        lookedMs: kept.get(hub)?.lookedMs ?? 0,
        drawn: { says: saying(view), ms: nowMs() },
        tasks: view.tasks,
      });
      return view;
    },
    forget: () => kept.clear(),
  };
}

/** All but the moment it was looked at. */
const saying = ({ board, unusual, tasks }: HubView): string => JSON.stringify([board, unusual, tasks]);
