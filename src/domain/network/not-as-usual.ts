// What is not as usual in a hub today: hours, agreements, pathways, allocations, channels.

import { own } from '../lookup.ts';
import type { HubId, Instant, OrganisationId } from '../terms.ts';
import { onTheWall } from '../time/calendar.ts';
import {
  alwaysShut,
  dateOf,
  dayNumber,
  type Holidays,
  type LocalDate,
  minuteOfDay,
  type OpeningHours,
  type Span,
  weekdayOf,
} from '../time/hours.ts';
import { agreementWarnedDays } from './agreements-running-out.ts';
import { type DisasterType, drillsAt, inForceAt } from './in-force.ts';
import type { Today } from './pathway.ts';
import { stepAt, worksFrom } from './stage.ts';
import type { Hub, Network, PathwayChange, Practice, StageStep } from './state.ts';
import { practicesOf } from './who-is-where.ts';

/** The last days of a sharing agreement: time enough to sign the next one. */
export const agreementEndsSoonDays = agreementWarnedDays[0];

/** Why an organisation is not as usual today. */
export type Why =
  /** A disaster has closed it, or its record system. */
  | { readonly why: 'disaster'; readonly id: string; readonly type: DisasterType; readonly until: Instant; readonly drill?: true }
  /** Shut by a bank holiday, on a weekday on which it is usually open. `name`: the holiday's, if known. */
  | { readonly why: 'holiday'; readonly name: string | undefined }
  /** Shut by an exception of its own, on a weekday on which it is usually open. */
  | { readonly why: 'shut'; readonly reason: string }
  /** Opens as usual and closes earlier. */
  | { readonly why: 'closesEarly'; readonly closes: string; readonly usually: string; readonly reason: string }
  | { readonly why: 'differentHours'; readonly open: readonly Span[]; readonly reason: string }
  | { readonly why: 'agreementNotBegun'; readonly from: LocalDate }
  | { readonly why: 'agreementEnded'; readonly until: LocalDate }
  /** `until`: the last day it holds, at most `agreementEndsSoonDays` days ahead. */
  | { readonly why: 'agreementEndsSoon'; readonly until: LocalDate }
  /** Not everything of it goes to the hub. `next`: from when it works with the hub, where that lies ahead. */
  | { readonly why: 'notLive'; readonly step: StageStep; readonly next?: StageStep }
  /** It began today or yesterday. */
  | { readonly why: 'pathwayChanged'; readonly change: PathwayChange }
  /** The hub has taken as many of its eConsults today as agreed. */
  | { readonly why: 'allocationReached'; readonly allocation: number }
  /** It has no channel, so its cards are not shown. */
  | { readonly why: 'noChannel' };
export type Unusual = Why & { readonly organisation: OrganisationId };

/**
 * What is not as usual at a hub and its practices on the day of a moment, in London: the hub first, then its practices by name.
 * Without `today`, or with the count of another day, nothing is said about allocations.
 */
export function unusualIn(network: Network, hub: HubId, holidays: Holidays, now: Instant, today?: Today): readonly Unusual[] {
  const it = own(network.hubs, hub);
  if (it === undefined) return [];
  const { date } = onTheWall(now);
  const practices = [...practicesOf(network, hub)].sort((a, b) => a.name.localeCompare(b.name) || a.code.localeCompare(b.code));
  const channel = (id: OrganisationId): readonly Why[] => (own(network.channels, id) === undefined ? [{ why: 'noChannel' }] : []);
  const disasters = [...inForceAt(network, hub, now), ...drillsAt(network, hub, now)];
  const struck = (id: OrganisationId): readonly Why[] =>
    disasters
      .filter(({ closed, type }) => closed.includes(id) || (type === 'teamsTrouble' && id === hub))
      .map(({ id: disaster, type, until, drill }) => ({ why: 'disaster', id: disaster, type, until, ...(drill ? { drill } : {}) }));
  const of = (organisation: OrganisationId, whys: readonly Why[]): readonly Unusual[] => whys.map((why) => ({ ...why, organisation }));
  return [
    ...of(hub, [...struck(hub), ...hoursOn(date, it, holidays), ...channel(hub)]),
    ...practices.flatMap((practice) =>
      of(practice.code, [
        ...struck(practice.code),
        ...hoursOn(date, practice, holidays),
        ...agreementOn(date, practice),
        ...stageOn(date, practice),
        ...pathwaysOn(date, practice),
        ...allocationOn(date, practice, today),
        ...channel(practice.code),
      ]),
    ),
  ];
}

function hoursOn(date: LocalDate, { hours }: Pick<Hub | Practice, 'hours'>, holidays: Holidays): readonly Why[] {
  const day = dayNumber(date);
  if (day === undefined) return [];
  const usual = sorted(hours.week[weekdayOf(day)] ?? []);
  const exception = hours.exceptions?.find((each) => each.date === date);
  const holiday = holidays.days.find((each) => each.date === date);
  const opensAnyway = exception?.evenOnHoliday === true && wouldOpen(exception);
  if (alwaysShut(day) || (holiday !== undefined && !opensAnyway))
    return usual.length > 0 || wouldOpen(exception) ? [{ why: 'holiday', name: holiday?.name }] : [];
  if (exception === undefined) return [];
  const { reason } = exception;
  const open = sorted(exception.open);
  // On a holiday it is unusual to be open at all, even with the hours of any other day.
  if (sameSpans(open, usual) && holiday === undefined) return [];
  if (open.length === 0) return [{ why: 'shut', reason }];
  const [closes, usually] = [open.at(-1)?.to, usual.at(-1)?.to];
  const sameStart = open[0]?.from === usual[0]?.from;
  if (sameStart && closes !== undefined && usually !== undefined && minutes(closes) < minutes(usually) && isCut(open, usual))
    return [{ why: 'closesEarly', closes, usually, reason }];
  return [{ why: 'differentHours', open, reason }];
}

const wouldOpen = (exception: NonNullable<OpeningHours['exceptions']>[number] | undefined): boolean => (exception?.open.length ?? 0) > 0;
const minutes = (time: string): number => minuteOfDay(time) ?? 0;
const sorted = (spans: readonly Span[]): readonly Span[] => [...spans].sort((a, b) => minutes(a.from) - minutes(b.from));
const sameSpans = (one: readonly Span[], other: readonly Span[]): boolean =>
  one.length === other.length && one.every((span, index) => span.from === other[index]?.from && span.to === other[index]?.to);

/** Whether it is open as usual up to some time, and shut after that. */
function isCut(open: readonly Span[], usual: readonly Span[]): boolean {
  const kept = usual.slice(0, open.length);
  const [last, usualLast] = [open.at(-1), kept.at(-1)];
  return (
    sameSpans(open.slice(0, -1), kept.slice(0, -1)) &&
    last?.from === usualLast?.from &&
    minutes(last?.to ?? '') <= minutes(usualLast?.to ?? '')
  );
}

function agreementOn(date: LocalDate, { agreement }: Practice): readonly Why[] {
  if (agreement === undefined) return [];
  const { from, until } = agreement;
  if (date < from) return [{ why: 'agreementNotBegun', from }];
  if (until < date) return [{ why: 'agreementEnded', until }];
  const daysLeft = (dayNumber(until) ?? Number.POSITIVE_INFINITY) - (dayNumber(date) ?? 0);
  return daysLeft <= agreementEndsSoonDays ? [{ why: 'agreementEndsSoon', until }] : [];
}

function stageOn(date: LocalDate, practice: Practice): readonly Why[] {
  const step = stepAt(practice, date);
  if (step.stage === 'live') return [];
  const next = worksFrom(practice, date);
  return [{ why: 'notLive', step, ...(next === undefined ? {} : { next }) }];
}

function pathwaysOn(date: LocalDate, { pathwayChanges }: Practice): readonly Why[] {
  const yesterday = dateOf((dayNumber(date) ?? 0) - 1);
  return (pathwayChanges ?? [])
    .filter(({ from }) => from === date || from === yesterday)
    .map((change) => ({ why: 'pathwayChanged', change }));
}

function allocationOn(date: LocalDate, { code, allocation }: Practice, today: Today | undefined): readonly Why[] {
  const received = today?.date === date ? own(today.received, code) : undefined;
  if (allocation === undefined || received === undefined || received < allocation) return [];
  return [{ why: 'allocationReached', allocation }];
}
