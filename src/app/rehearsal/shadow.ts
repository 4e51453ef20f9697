// Shadow: beside each real eConsult of a practice in shadow, one that the hub works on as if it were live, and that acts nowhere.
import type { EConsultEvent } from '../../domain/econsult/event.ts';
import type { EConsult } from '../../domain/econsult/state.ts';
import { own } from '../../domain/lookup.ts';
import { firstHolder } from '../../domain/network/pathway.ts';
import { stageAt } from '../../domain/network/stage.ts';
import type { Network } from '../../domain/network/state.ts';
import { practicesOf } from '../../domain/network/who-is-where.ts';
import { rehearsalIds, rehearsedFor } from '../../domain/reference.ts';
import { type EConsultId, type HubId, type Instant, testChannelName } from '../../domain/terms.ts';
import { onTheWall, startOfDay } from '../../domain/time/calendar.ts';
import { econsults, handleEConsult, rulesBy } from '../econsult/econsult.ts';
import { econsultKey, loadEConsult } from '../econsult/load.ts';
import { type HandleDeps, handle } from '../handle.ts';
import type { Clock } from '../ports.ts';
import type { RulesSource } from '../rules.ts';

export const shadowCaller = 'shadow';
/** A row may be written a little after the time it carries: the last minute is read again each time. */
const lateRowsMs = 60_000;
/** Where nobody knows what has been read, so far back: what came before would soon be taken away again. */
const lookedBackMs = 24 * 60 * 60_000;
/** Arrivals of a day that are looked through at a time; more come with the next look. */
const arrivalsMax = 2_000;
/** What is watched is taken away so many days after it came: whoever has not worked on it by then will not. */
const keptDays = 2;

export interface ShadowDeps extends HandleDeps {
  readonly rules: RulesSource;
}

/** By these one comes to be watched, and by these there is nothing to watch any more. */
const comes = ['Received', 'Placed'] as const;
const goes = ['Withdrawn', 'PracticeCorrected'] as const;

export const shadowIdOf = (real: EConsultId): EConsultId => rehearsalIds.shadow.from(shadowCaller, real, 0);

/** The practices of a hub that are watched on a day, and whose hub has a channel to watch them in. */
function watched(network: Network, hub: HubId, at: Instant): ReadonlySet<string> {
  if (own(network.channels, testChannelName(hub)) === undefined) return new Set();
  const { date } = onTheWall(at);
  const codes = practicesOf(network, hub).flatMap((practice) => (stageAt(practice, date) === 'shadow' ? [practice.code] : []));
  return new Set(codes);
}

/**
 * Looks through what has come since the last look and begins what is to be watched of it; asked again, nothing comes twice. `readTo`: what one
 * process has read, by hub. Where nothing is watched nothing is read. Errors as `handle` and `Store.logged`.
 */
export async function watchArrivals(deps: ShadowDeps, readTo: Map<HubId, number>, hub: HubId, at: Instant): Promise<void> {
  const { network } = await deps.rules.now();
  const practices = watched(network, hub, at);
  if (practices.size === 0) return;
  // What came just before midnight, or while nothing ran, is still to be begun after it.
  const from = Math.max(Date.parse(at) - lookedBackMs, (readTo.get(hub) ?? 0) - lateRowsMs);
  const asked = { kind: 'econsult', types: [...comes, ...goes] };
  const logged = await deps.store.logged<EConsultEvent>(hub, asked, new Date(from).toISOString(), at, arrivalsMax);
  // Once the real one is taken back, or is another practice's, there is nothing to watch any more.
  for (const { id, event } of logged)
    if (goes.some((type) => type === event.type)) await takeAway(deps, { hub, id: shadowIdOf(id), at }, 'gone');
    else await watch(deps, practices, hub, id, at);
  readTo.set(hub, logged.length < arrivalsMax ? Date.parse(at) : Date.parse(logged.at(-1)?.at ?? at));
}

async function watch(deps: ShadowDeps, practices: ReadonlySet<string>, hub: HubId, real: EConsultId, at: Instant): Promise<void> {
  const ruled = await deps.rules.now();
  const it = await loadEConsult(deps.store, ruled.network, hub, real);
  if (it?.practice === undefined || !practices.has(it.practice)) return;
  const home = own(ruled.network.practices, it.practice);
  // What came on a day when it was not watched yet went by the stage of that day.
  if (home === undefined || stageAt(home, onTheWall(it.receivedAt).date) !== 'shadow') return;
  const id = shadowIdOf(real);
  if ((await deps.store.load(econsultKey(hub, id))) !== undefined) return;
  const rules = rulesBy(ruled, id);
  const practice = own(rules.network.practices, it.practice);
  // What would go to the practice first is not the hub's to work on, live or not.
  if (practice === undefined || firstHolder(practice, it, { ...rules, at: it.receivedAt }).holder !== hub) return;
  await handle(
    deps,
    econsults,
    econsultKey(hub, id),
    {
      ...{ type: 'receive', hub, id, operation: `shadow|${real}`, at, by: { kind: 'sender', caller: shadowCaller } },
      ...{ caller: shadowCaller, submission: submissionOf(it) },
    },
    rules,
    { probablyNew: true },
  );
}

/** The same facts; what the patient wrote stays where it is, with the real one. */
function submissionOf(it: EConsult) {
  const { kind, priority, topic, ageBand, byProxy, interpreter, identity, nhsNumber, noticed, flaggedAnswers } = it;
  return {
    ...{ kind, priority, topic, ageBand, byProxy, interpreterNeeded: interpreter, identity, nhsNumber, noticed, flaggedAnswers },
    ...{ sourceId: it.id, contentHash: `shadow|${it.id}`, submittedAt: it.submittedAt },
    ...(it.practice === undefined ? {} : { practiceCode: it.practice }),
  };
}

/** Closes one that is open still, in the name of whoever began it; `false`: there is none, or `stays` says that it is kept. Errors as `handle`. */
async function takeAway(
  deps: ShadowDeps,
  { hub, id, at }: { readonly hub: HubId; readonly id: EConsultId; readonly at: Instant },
  operation: string,
  stays: (it: EConsult) => boolean = () => false,
): Promise<boolean> {
  const it = (await deps.store.load<EConsult>(econsultKey(hub, id)))?.state;
  if (it === undefined || it.status === 'completed' || stays(it)) return false;
  const by = { kind: 'sender', caller: it.origin.caller } as const;
  await handleEConsult(deps, { type: 'withdraw', hub, id, operation: `${operation}|${id}`, at, by, reason: 'revoked' });
  return true;
}

/** Takes away what is open still of the days before; how many. Errors as `handle`. */
export async function takeAwayOld(deps: ShadowDeps, hub: HubId, at: Instant): Promise<number> {
  const before = startOfDay(new Date(Date.parse(at) - (keptDays - 1) * 86_400_000).toISOString());
  const open = (await deps.store.opens(hub, 'rehearsal')).filter(({ id }) => rehearsedFor(id) !== 'drill');
  let taken = 0;
  for (const { id } of open) if (await takeAway(deps, { hub, id, at }, 'old', ({ receivedAt }) => receivedAt >= before)) taken += 1;
  return taken;
}

/** Old ones are looked for so often: once they are a day late nothing is lost by another hour. */
const takenAwayEveryMs = 60 * 60_000;

/** After each sweep: begins what is to be watched, and now and then takes away what is old. */
export function keepRehearsals(deps: ShadowDeps, clock: Clock): (hub: HubId) => Promise<void> {
  const [readTo, takenAt] = [new Map<HubId, number>(), new Map<HubId, number>()];
  return async (hub) => {
    const at = clock.now();
    await watchArrivals(deps, readTo, hub, at);
    if (Date.parse(at) - (takenAt.get(hub) ?? Number.NEGATIVE_INFINITY) < takenAwayEveryMs) return;
    await takeAwayOld(deps, hub, at);
    takenAt.set(hub, Date.parse(at));
  };
}
