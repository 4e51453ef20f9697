// The made-up eConsults of a drill: they come when it starts, are moved like patients' own, and are closed when it is over.
import type { DrillResult, Ending, Running } from '../../domain/disaster/state.ts';
import type { EConsultEvent } from '../../domain/econsult/event.ts';
import type { QueuePlace } from '../../domain/econsult/queue-place.ts';
import { practicesOf } from '../../domain/network/who-is-where.ts';
import { madeUp, madeUpId } from '../../domain/rehearsal/made-up.ts';
import { rehearsedEvents, resultOf } from '../../domain/rehearsal/result.ts';
import { arrivingBy } from '../../domain/rehearsal/waits-first.ts';
import type { EConsultId, Instant, OdsCode } from '../../domain/terms.ts';
import { econsults, handleEConsult, rulesBy } from '../econsult/econsult.ts';
import { econsultKey } from '../econsult/load.ts';
import { type HandleDeps, handle } from '../handle.ts';
import type { NetworkSource } from '../network/network.ts';
import type { QueueRow, Store } from '../ports.ts';
import type { Rules } from '../rules.ts';

const kind = 'rehearsal';
/** Whoever makes them up, where a sender stands otherwise. */
const caller = 'drill';

interface DrillDeps extends HandleDeps {
  readonly network: NetworkSource;
}

const idsOf = ({ id, plan }: Pick<Running, 'id' | 'plan'>): readonly EConsultId[] =>
  Array.from({ length: plan.madeUp ?? 0 }, (_, number) => madeUpId(id, number));

/** The open ones of a drill. Throws as the store does. */
export async function rehearsed(
  store: Pick<Store, 'opens'>,
  it: Pick<Running, 'hub' | 'id' | 'plan'>,
): Promise<readonly QueueRow<QueuePlace>[]> {
  const ids = new Set(idsOf(it));
  return (await store.opens<QueuePlace>(it.hub, kind)).filter(({ id }) => ids.has(id));
}

/** Makes those up that are not there yet; asked again, nothing comes twice. Errors as `handle`. */
export async function makeUp(
  deps: DrillDeps,
  rules: Rules,
  it: Running,
  { operation, at }: { operation: string; at: Instant },
): Promise<void> {
  const practices = comeFrom(it, rules);
  // What the drill does with them, its next look does.
  const arriving = { ...rules, network: arrivingBy(rules.network, it.hub, it.plan) };
  for (const [number, id] of idsOf(it).entries()) {
    const practice = practices[number % practices.length];
    if (practice === undefined) return;
    const { text, ...submission } = madeUp(it.id, number, practice);
    await handle(
      deps,
      econsults,
      econsultKey(it.hub, id),
      {
        ...{ type: 'receive', hub: it.hub, id, operation: `${operation}|made|${id}`, at, by: { kind: 'sender', caller } },
        ...{ caller, submission },
      },
      arriving,
      { probablyNew: true, text: () => ({ number: 1, content: text }) },
    );
  }
}

/** The practices whose patients they are said to be: of those that are closed, or of all of the hub. */
function comeFrom({ hub, plan }: Running, { network }: Rules): readonly OdsCode[] {
  const all = practicesOf(network, hub).map(({ code }) => code);
  const closed = all.filter((code) => plan.closed.includes(code));
  return closed.length > 0 ? closed : all;
}

/** Closes what is still open of a drill that is over; how many could not be. Errors as `handle`. */
export async function takeAway(deps: DrillDeps, it: Ending, { operation, at }: { operation: string; at: Instant }): Promise<number> {
  const open = await rehearsed(deps.store, it);
  let left = 0;
  for (const { id } of open) {
    const closed = await handleEConsult(
      { ...deps, rules: deps.network },
      { type: 'withdraw', hub: it.hub, id, operation: `${operation}|${id}`, at, by: { kind: 'sender', caller }, reason: 'revoked' },
    );
    if (closed.kind !== 'done') left += 1;
  }
  return left;
}

/** In a drill no more happens to what is made up: thirty, each claimed, passed and taken over a few times. */
const eventsMax = 5_000;

/** How it went. Throws as `Store.logged` does. */
export async function drillResult(store: Pick<Store, 'logged'>, it: Ending, now: Instant): Promise<DrillResult> {
  const ids = new Set(idsOf(it));
  const logged = await store.logged<EConsultEvent>(it.hub, { kind, types: rehearsedEvents }, it.startedAt, now, eventsMax);
  return resultOf(
    it,
    logged.filter(({ id }) => ids.has(id)),
  );
}

/** The rules for what is made up: the drill is in force for it. */
export const rehearsalRules = (rules: Rules): Rules => rulesBy(rules, madeUpId('', 0));
