// Once a week the leads of a hub hear whose last drill is older than was agreed.
import { own } from '../../domain/lookup.ts';
import { drillsDue } from '../../domain/rehearsal/register.ts';
import type { HubId, Instant } from '../../domain/terms.ts';
import { isFirstOpenOfWeek } from '../../domain/time/week.ts';
import { type DayDeps, tellLeads } from './day.ts';

/** On the first day of a week on which the hub is open; on any other day, or where none is due, it does nothing. Errors as `tellLeads`. */
export async function tellDrillsDue(deps: DayDeps, hub: HubId, at: Instant): Promise<void> {
  const { network, holidays } = await deps.rules.now();
  const hours = own(network.hubs, hub)?.hours;
  if (hours === undefined) return;
  const due = drillsDue(network, hub, at);
  if (due.length > 0 && isFirstOpenOfWeek(at, hours, holidays)) await tellLeads(deps, hub, hub, { matter: 'drillsDue', due }, at);
}
