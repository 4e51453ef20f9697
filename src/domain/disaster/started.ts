// The start of a disaster, whether at once or at the time for which it was agreed.
import type { HubId, Instant, Person } from '../terms.ts';
import type { DisasterStarted } from './event.ts';
import { type DisasterRules, disasterLeads } from './refusals.ts';
import type { Plan, Preview } from './state.ts';

interface Start {
  readonly at: Instant;
  /** Whoever confirmed it; `alone`: without a second lead, and why. */
  readonly by: Person;
  readonly preview: Preview;
  readonly alone?: string;
}

/** Its time runs from the start, and every lead of the hub hears of it. */
export function started(plan: Plan, hub: HubId, { at, ...decided }: Start, { network }: DisasterRules): DisasterStarted {
  const until = new Date(Date.parse(at) + plan.lastsMinutes * 60_000).toISOString();
  return { type: 'DisasterStarted', at, ...decided, until, leads: disasterLeads(network, hub) };
}
