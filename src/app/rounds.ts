// What the leads of a hub must hear of beside single eConsults: a practice that is quiet, gaps in the rota, a calendar that ends.
import { daysUntilHolidaysEnd, isOpen, onTheWall, workingMinutesBetween } from '../domain/calendar.ts';
import type { Day } from '../domain/day/state.ts';
import { dayId } from '../domain/day/state.ts';
import type { EConsultRules } from '../domain/econsult/verdict.ts';
import type { Practice } from '../domain/network/state.ts';
import type { HubId, Instant } from '../domain/terms.ts';
import { lastArrivals, startOfDay } from './allocation.ts';
import { type DayDeps, dayKey, tellLeads } from './day.ts';

/** So long before the bank holidays end the leads are told, once a week; and in the last days daily. */
export const calendarEndsDays = 60;
const calendarEndsDailyDays = 7;

/**
 * Asks the leads about each practice from which nothing has come for longer than usual in its opening hours of today. Of a practice that
 * was counted too seldom nothing is usual yet.
 */
export async function askAboutQuiet(deps: DayDeps, hub: HubId, at: Instant): Promise<void> {
  const rules = await deps.rules.now();
  const practices = Object.values(rules.network.practices).filter((practice) => practice.hub === hub);
  const open = practices.filter(({ hours }) => isOpen(at, hours, rules.holidays));
  if (open.length === 0) return;
  const last = await lastArrivals(deps.store, hub, at);
  for (const practice of open) {
    const quiet = await quietSince(deps, practice, last.get(practice.code), rules, at);
    if (quiet) await tellLeads(deps, hub, practice.code, { matter: 'quiet', ...quiet }, at);
  }
}

async function quietSince(
  { store }: DayDeps,
  { code, hub, hours }: Practice,
  last: Instant | undefined,
  { holidays }: EConsultRules,
  at: Instant,
): Promise<{ readonly since: Instant; readonly usualMinutes: number } | undefined> {
  const since = last ?? startOfDay(at);
  const day = (await store.load<Day>(dayKey(hub, dayId(code, onTheWall(at).date))))?.state;
  if (day?.quietAfterMinutes === undefined) return undefined;
  const quietMinutes = workingMinutesBetween(since, at, hours, holidays);
  return quietMinutes > day.quietAfterMinutes ? { since, usualMinutes: day.quietAfterMinutes } : undefined;
}

/** Tells the leads that the bank holidays known end soon: on Mondays, and daily in the last week. */
export async function tellCalendarEnds(deps: DayDeps, hub: HubId, at: Instant): Promise<void> {
  const { holidays } = await deps.rules.now();
  const days = daysUntilHolidaysEnd(at, holidays);
  const isTime = days <= calendarEndsDailyDays || (days <= calendarEndsDays && onTheWall(at).weekday === 'monday');
  if (isTime) await tellLeads(deps, hub, hub, { matter: 'calendarEnds', on: holidays.endsOn }, at);
}
