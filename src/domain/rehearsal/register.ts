// The register of drills: when each organisation last took part in one, whether the next is due, and who there last claimed or accepted anything.
import { own } from '../lookup.ts';
import type { Network } from '../network/state.ts';
import { organisationsOf } from '../network/state.ts';
import type { HubId, Instant, OrganisationId, Person } from '../terms.ts';

/** Whoever has claimed or accepted nothing for so long may have forgotten how. */
export const lastActDays = 14;

export interface LastAct {
  readonly by: Person;
  readonly at: Instant;
}
/** An organisation whose last drill is older than agreed; without `last` it never had one. */
export interface DrillDue {
  readonly organisation: OrganisationId;
  readonly last?: Instant;
}
export interface Registered extends DrillDue {
  readonly isDue: boolean;
  /** Of the last `lastActDays`; absent: nobody there has. */
  readonly lastAct?: LastAct;
}
/** Somebody has claimed or accepted something. */
export type Act = LastAct;
/** What of it is asked of the log. */
export const actEvents = {
  econsult: ['Claimed', 'TakenOver', 'Pulled', 'Accepted'],
  task: ['TaskAccepted', 'TaskClaimed', 'TaskTakenOver'],
} as const;

/** The hub first, then its practices in their order. `acts`: of the last `lastActDays`, in any order. */
export function registerOf(network: Network, hub: HubId, acts: readonly Act[], now: Instant): readonly Registered[] {
  const last = new Map<OrganisationId, LastAct>();
  for (const act of acts)
    for (const { at } of own(network.staff, act.by.id)?.posts ?? []) if ((last.get(at)?.at ?? '') < act.at) last.set(at, act);
  return organisationsOf(network, hub).map((organisation) => {
    const [drilled, lastAct] = [own(network.lastDrills ?? {}, organisation), last.get(organisation)];
    return {
      organisation,
      isDue: isDue(network, hub, drilled, now),
      ...(drilled === undefined ? {} : { last: drilled }),
      ...(lastAct === undefined ? {} : { lastAct }),
    };
  });
}

/** Those whose last drill is older than was agreed; where nothing was agreed, none. */
export const drillsDue = (network: Network, hub: HubId, now: Instant): readonly DrillDue[] =>
  registerOf(network, hub, [], now).flatMap(({ isDue: due, organisation, last }) =>
    due ? [{ organisation, ...(last === undefined ? {} : { last }) }] : [],
  );

function isDue(network: Network, hub: HubId, last: Instant | undefined, now: Instant): boolean {
  const days = own(network.hubs, hub)?.drillEveryDays;
  return days !== undefined && (last === undefined || Date.parse(now) - Date.parse(last) > days * 86_400_000);
}
