// What the leads of a hub are told besides single eConsults: the auditor's findings, a practice that is quiet, gaps in the rota, bank holidays that end.

import type { Finding } from '../../domain/audit/findings.ts';
import { compare } from '../../domain/compare.ts';
import { type Day, dayId, type Found } from '../../domain/day/state.ts';
import { own } from '../../domain/lookup.ts';
import { agreementsEnding } from '../../domain/network/agreements-running-out.ts';
import type { Practice } from '../../domain/network/state.ts';
import { practicesOf } from '../../domain/network/who-is-where.ts';
import type { HubId, Instant } from '../../domain/terms.ts';
import { daysUntilHolidaysEnd, isOpen, onTheWall, startOfDay, workingMinutesBetween } from '../../domain/time/calendar.ts';
import { lastArrivals } from '../econsult/allocation.ts';
import type { Kinds } from '../kind.ts';
import { gapsAhead, keepsRota } from '../rota/rota.ts';
import type { Rules } from '../rules.ts';
import { type DayDeps, tellLeads } from './day.ts';
import { tellDrillsDue } from './drills-due.ts';
import { tellLateTasks } from './late-tasks.ts';
import { tellShadowSeen } from './shadow-seen.ts';

/** So long before the bank holidays end the leads are told, once a week; and in the last days daily. */
export const calendarEndsDays = 60;
const calendarEndsDailyDays = 7;
/** Findings kept with a day: more than this is one fault, and all of them are in the log. */
const foundMax = 50;

/** Tells the leads at once of what the auditor could not put right. */
export async function tellFound(
  deps: DayDeps & { readonly kinds: Pick<Kinds, 'nameOf'> },
  hub: HubId,
  raised: readonly Finding[],
  at: Instant,
): Promise<void> {
  if (raised.length === 0) return;
  // In one order, whatever order they were found in: the same findings are told once. What is lost comes before what is not shown, so that a
  // storm of cards that cannot be sent never hides it.
  const findings = raised
    .map((each) => foundOf(each, deps.kinds.nameOf))
    .sort((a, b) => gravityOf(a) - gravityOf(b) || compare(a.kind, b.kind) || compare(a.about, b.about));
  await tellLeads(deps, hub, hub, { matter: 'found', findings: findings.slice(0, foundMax) }, at);
}
/**
 * Leaves out an overdue timer until it is found twice: right after an outage the sweep is still working through them, and the leads get a
 * summary of that. For one auditor, pass by pass.
 */
export function overdueTwice(): (hub: HubId, raised: readonly Finding[]) => readonly Finding[] {
  const last = new Map<HubId, ReadonlySet<string>>();
  return (hub, raised) => {
    const before = last.get(hub);
    last.set(hub, new Set(raised.flatMap((each) => (each.kind === 'overdueTimer' ? [each.id] : []))));
    return raised.filter((each) => each.kind !== 'overdueTimer' || before?.has(each.id) === true);
  };
}
/** The gravest first. Kinds about cards and messages come last, because there are hundreds of them when Teams is away. */
const gravest: readonly string[] = [
  'stateMissing',
  'countsApart',
  'holderGone',
  'claimantGone',
  'waitsInClosed',
  'notBroughtBack',
  'overdueTimer',
];
const inHundreds: readonly string[] = ['cardMissing', 'cardOld', 'cardStuck', 'buried'];
const gravityOf = ({ kind }: Found): number =>
  gravest.includes(kind) ? gravest.indexOf(kind) : gravest.length + 1 + inHundreds.indexOf(kind);

/** Of which thing or organisation it is, as a lead can look it up. */
function foundOf(finding: Finding, nameOf: (id: string) => string): Found {
  const { kind } = finding;
  if (finding.kind === 'countsApart') {
    const apart = [...finding.lost, ...finding.unlogged].map(nameOf);
    return { kind, about: `${finding.practice ?? 'unplaced'} ${finding.date}: ${apart.join(', ')}` };
  }
  return { kind, about: 'organisation' in finding ? `${nameOf(finding.id)} at ${finding.organisation}` : nameOf(finding.id) };
}

/** Told only in the hub's opening hours: nobody is woken by it. */
export async function makeRounds(deps: DayDeps, hub: HubId, at: Instant): Promise<void> {
  const { network, holidays } = await deps.rules.now();
  const hours = own(network.hubs, hub)?.hours;
  if (hours === undefined || !isOpen(at, hours, holidays)) return;
  await askAboutQuiet(deps, hub, at);
  await tellRotaGaps(deps, hub, at);
  await tellCalendarEnds(deps, hub, at);
  await tellLateTasks(deps, hub, at);
  await tellDrillsDue(deps, hub, at);
  await tellShadowSeen(deps, hub, at);
  await tellAgreementsEnd(deps, hub, at);
}

/**
 * Asks the leads about each practice from which nothing has come for longer than usual in its opening hours of today. Of a practice that
 * was counted too seldom nothing is usual yet.
 */
export async function askAboutQuiet(deps: DayDeps, hub: HubId, at: Instant): Promise<void> {
  const rules = await deps.rules.now();
  const open = practicesOf(rules.network, hub).filter(({ hours }) => isOpen(at, hours, rules.holidays));
  if (open.length === 0) return;
  const last = await lastArrivals(deps.store, hub, at);
  const { date } = onTheWall(at);
  const days = await deps.store.loadDated<Day>(hub, 'day', date);
  for (const practice of open) {
    const day = days.get(dayId(practice.code, date))?.state;
    const quiet = quietSince(day, practice, last.get(practice.code), rules, at);
    if (quiet) await tellLeads(deps, hub, practice.code, { matter: 'quiet', ...quiet }, at);
  }
}

function quietSince(
  day: Day | undefined,
  { hours }: Practice,
  last: Instant | undefined,
  { holidays }: Rules,
  at: Instant,
): { readonly since: Instant; readonly usualMinutes: number } | undefined {
  const since = last ?? startOfDay(at);
  if (day?.quietAfterMinutes === undefined) return undefined;
  const quietMinutes = workingMinutesBetween(since, at, hours, holidays);
  return quietMinutes > day.quietAfterMinutes ? { since, usualMinutes: day.quietAfterMinutes } : undefined;
}

/** Tells the leads of gaps in the coming days of the rota; a hub that keeps no rota here has none. */
export async function tellRotaGaps(deps: DayDeps, hub: HubId, at: Instant): Promise<void> {
  const { network, holidays } = await deps.rules.now();
  if (!(await keepsRota(deps.store, hub, at))) return;
  // Counted in whole days; what comes into view during the day is told tomorrow.
  const gaps = await gapsAhead(deps.store, network, holidays, hub, at);
  if (gaps.length > 0) await tellLeads(deps, hub, hub, { matter: 'rotaGaps', gaps }, at);
}

/** Tells the leads which agreements run out in 30, 14 or 7 days. */
export async function tellAgreementsEnd(deps: DayDeps, hub: HubId, at: Instant): Promise<void> {
  const { network, holidays } = await deps.rules.now();
  const ends = agreementsEnding(network, hub, holidays, at);
  if (ends.length > 0) await tellLeads(deps, hub, hub, { matter: 'agreementsEnd', ends }, at);
}

/** Tells the leads that the bank holidays known end soon: on Mondays, and daily in the last week. */
export async function tellCalendarEnds(deps: DayDeps, hub: HubId, at: Instant): Promise<void> {
  const { holidays } = await deps.rules.now();
  const days = daysUntilHolidaysEnd(at, holidays);
  const isTime = days <= calendarEndsDailyDays || (days <= calendarEndsDays && onTheWall(at).weekday === 'monday');
  if (isTime) await tellLeads(deps, hub, hub, { matter: 'calendarEnds', on: holidays.endsOn }, at);
}
