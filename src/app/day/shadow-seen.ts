// Once a day the leads of a hub hear how yesterday's work in shadow compares with what the practices did.
import { stageAt } from '../../domain/network/stage.ts';
import { practicesOf } from '../../domain/network/who-is-where.ts';
import type { HubId, Instant } from '../../domain/terms.ts';
import { onTheWall, startOfDay } from '../../domain/time/calendar.ts';
import type { Store } from '../ports.ts';
import { totalsByPractice } from '../rehearsal/compared.ts';
import { type DayDeps, tellLeads } from './day.ts';

/** Only so that nothing is read again on the same day: what was told is kept with the day. */
const read = new WeakMap<Store, Map<HubId, string>>();

/** Where no practice was in shadow it reads nothing. Errors as `tellLeads`. */
export async function tellShadowSeen(deps: DayDeps, hub: HubId, at: Instant): Promise<void> {
  const { network } = await deps.rules.now();
  const yesterday = new Date(Date.parse(startOfDay(at)) - 1).toISOString();
  const then = onTheWall(yesterday).date;
  if (!practicesOf(network, hub).some((practice) => stageAt(practice, then) === 'shadow')) return;
  const known = read.get(deps.store) ?? new Map<HubId, string>();
  read.set(deps.store, known);
  if (known.get(hub) === then) return;
  const practices = await totalsByPractice(deps.store, network, hub, yesterday);
  if (practices.length > 0) await tellLeads(deps, hub, hub, { matter: 'shadowSeen', practices }, at);
  known.set(hub, then);
}
