// What the leads of a hub must hear of beside single eConsults: what the auditor found, a quiet practice, gaps in the rota, a calendar that ends.

import type { Finding } from '../../domain/audit/findings.ts';
import { type Day, dayId, type Found } from '../../domain/day/state.ts';
import type { EConsultRules } from '../../domain/econsult/verdict.ts';
import { own } from '../../domain/lookup.ts';
import type { Practice } from '../../domain/network/state.ts';
import { practicesOf } from '../../domain/network/where.ts';
import { referenceOf } from '../../domain/reference.ts';
import type { HubId, Instant } from '../../domain/terms.ts';
import { daysUntilHolidaysEnd, isOpen, onTheWall, startOfDay, workingMinutesBetween } from '../../domain/time/calendar.ts';
import { type DayDeps, dayKey, tellLeads } from '../day/day.ts';
import { lastArrivals } from '../econsult/allocation.ts';
import { gapsAhead, keepsRota } from '../rota/rota.ts';

/** So long before the bank holidays end the leads are told, once a week; and in the last days daily. */
export const calendarEndsDays = 60;
const calendarEndsDailyDays = 7;
/** Findings kept with a day: more than this is one fault, and all of them are in the log. */
const foundMax = 50;

/** Tells the leads at once of what the auditor could not put right. */
export async function tellFound(deps: DayDeps, hub: HubId, raised: readonly Finding[], at: Instant): Promise<void> {
  if (raised.length === 0) return;
  // In one order, whatever order they were found in: the same findings are told once. What is lost comes before what is not shown, so that a
  // storm of cards that cannot be sent never hides it.
  const findings = raised.map(foundOf).sort((a, b) => gravityOf(a) - gravityOf(b) || compare(a.kind, b.kind) || compare(a.about, b.about));
  await tellLeads(deps, hub, hub, { matter: 'found', findings: findings.slice(0, foundMax) }, at);
}
/**
 * Leaves out a clock that nobody has looked at until it is found twice: right after an outage the sweep is only just at it, and the leads hear
 * of that in one summary. For one auditor, pass by pass.
 */
export function overdueTwice(): (hub: HubId, raised: readonly Finding[]) => readonly Finding[] {
  const last = new Map<HubId, ReadonlySet<string>>();
  return (hub, raised) => {
    const before = last.get(hub);
    last.set(hub, new Set(raised.flatMap((each) => (each.kind === 'overdueTimer' ? [each.id] : []))));
    return raised.filter((each) => each.kind !== 'overdueTimer' || before?.has(each.id) === true);
  };
}
/** The gravest first; any other kind before those of cards and messages, which come in hundreds when Teams is away. */
const gravest: readonly string[] = ['stateMissing', 'countsApart', 'holderGone', 'claimantGone', 'overdueTimer'];
const inHundreds: readonly string[] = ['cardMissing', 'cardOld', 'cardStuck', 'buried'];
const gravityOf = ({ kind }: Found): number =>
  gravest.includes(kind) ? gravest.indexOf(kind) : gravest.length + 1 + inHundreds.indexOf(kind);
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Of which eConsult or organisation it is, as a lead can look it up. */
function foundOf(finding: Finding): Found {
  const { kind } = finding;
  switch (finding.kind) {
    case 'countsApart':
      return {
        kind,
        about: `${finding.practice ?? 'unplaced'} ${finding.date}: ${[...finding.lost, ...finding.unlogged].map(referenceOf).join(', ')}`,
      };
    case 'cardMissing':
    case 'cardOld':
    case 'cardStuck':
      return { kind, about: `${referenceOf(finding.id)} at ${finding.organisation}` };
    default:
      return { kind, about: /^[A-Z0-9]{6}$/.test(finding.id) ? referenceOf(finding.id) : finding.id };
  }
}

/** What waits for the hub's opening hours: nobody is woken by it. */
export async function makeRounds(deps: DayDeps, hub: HubId, at: Instant): Promise<void> {
  const { network, holidays } = await deps.rules.now();
  const hours = own(network.hubs, hub)?.hours;
  if (hours === undefined || !isOpen(at, hours, holidays)) return;
  await askAboutQuiet(deps, hub, at);
  await tellRotaGaps(deps, hub, at);
  await tellCalendarEnds(deps, hub, at);
}

/**
 * Asks the leads about each practice from which nothing has come for longer than usual in its opening hours of today. Of a practice that
 * was counted too seldom nothing is usual yet.
 */
export async function askAboutQuiet(deps: DayDeps, hub: HubId, at: Instant): Promise<void> {
  const rules = await deps.rules.now();
  const practices = practicesOf(rules.network, hub);
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

/** Tells the leads of gaps in the coming days of the rota; a hub that keeps no rota here has none. */
export async function tellRotaGaps(deps: DayDeps, hub: HubId, at: Instant): Promise<void> {
  const { network, holidays } = await deps.rules.now();
  if (!(await keepsRota(deps.store, hub, at))) return;
  // Of whole days: what comes into sight is told tomorrow.
  const gaps = await gapsAhead(deps.store, network, holidays, hub, at);
  if (gaps.length > 0) await tellLeads(deps, hub, hub, { matter: 'rotaGaps', gaps }, at);
}

/** Tells the leads that the bank holidays known end soon: on Mondays, and daily in the last week. */
export async function tellCalendarEnds(deps: DayDeps, hub: HubId, at: Instant): Promise<void> {
  const { holidays } = await deps.rules.now();
  const days = daysUntilHolidaysEnd(at, holidays);
  const isTime = days <= calendarEndsDailyDays || (days <= calendarEndsDays && onTheWall(at).weekday === 'monday');
  if (isTime) await tellLeads(deps, hub, hub, { matter: 'calendarEnds', on: holidays.endsOn }, at);
}
