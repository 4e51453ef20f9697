// Each organisation's day: begun when the date does, its clock looked at by the sweep, counted when it closes, signed by a person.

import type { ChannelNews, TestChannelNews } from '../../domain/channel-news.ts';
import { cannotWait } from '../../domain/day/before-closing.ts';
import type { DayCommand } from '../../domain/day/command.ts';
import { countedFrom, type DayRefusal, type DayRules, decideDay, nextDayLook } from '../../domain/day/decide.ts';
import type { DayEvent } from '../../domain/day/event.ts';
import { evolveDay } from '../../domain/day/evolve.ts';
import { reactDay } from '../../domain/day/react.ts';
import { type Day, dayId, partsOfDayId, type Told } from '../../domain/day/state.ts';
import { own } from '../../domain/lookup.ts';
import { type Network, organisationHours, organisationsOf } from '../../domain/network/state.ts';
import { referenceOf } from '../../domain/reference.ts';
import type { Actor, HubId, Instant, OperationId, OrganisationId } from '../../domain/terms.ts';
import { endOfDay, isOpen, lastClosingBefore, onTheWall, startOfDay, workingMinutesBetween } from '../../domain/time/calendar.ts';
import { readAtOnce, someAtATime } from '../at-a-time.ts';
import { opensIn } from '../econsult/rows.ts';
import { type Aggregate, type HandleDeps, type Handled, handle } from '../handle.ts';
import type { Look } from '../kind.ts';
import type { ThingKey } from '../ports.ts';
import type { Rules, RulesSource } from '../rules.ts';
import { afterwards, countDay, type HubReads, leftAt, opensAfter, readOnce } from './count.ts';
import { tasksLeft } from './tasks.ts';

export const days: Aggregate<Day, DayCommand, DayEvent, DayRefusal, DayRules> = {
  kind: 'day',
  decide: decideDay,
  evolve: evolveDay,
  react: reactDay,
  queue: () => undefined,
  // Lists and counts come after everything that a patient waits for.
  timer: (day) => (day?.nextLook === undefined ? undefined : { at: day.nextLook, harm: '8' }),
  aim: (day, rules, at) => ({ ...day, nextLook: nextDayLook(day, rules, at) }),
};

export interface DayDeps extends HandleDeps {
  readonly rules: RulesSource;
}
export type DayHandled = Handled<Day, DayEvent, DayRefusal>;

export const dayKey = (hub: HubId, id: string): ThingKey => ({ hub, kind: 'day', id });
const theClock: Actor = { kind: 'clock' };

const ruled = (rules: Rules, looked: Partial<Pick<DayRules, 'left' | 'count'>> = {}): DayRules => ({
  network: rules.network,
  holidays: rules.holidays,
  left: looked.left ?? 0,
  count: looked.count,
});

/** The day's look at the clock, for the sweep: counts only what is due to be counted. Errors as `handle`. */
export function lookAtDay(deps: DayDeps): Look {
  // A sweep looks at all its days at one moment: what it reads of a hub is read once.
  let reading = { at: '', reads: readOnce(deps.store) };
  return async (hub, id, { operation, at }) => {
    if (reading.at !== at) reading = { at, reads: readOnce(deps.store) };
    const { reads } = reading;
    const rules = await deps.rules.now();
    const day = (await deps.store.load<Day>(dayKey(hub, id)))?.state;
    if (day === undefined) throw new Error(`there is no day ${id}`);
    const { closesAt } = day;
    const closing = closesAt !== undefined && day.counted === undefined;
    const looked: Partial<Pick<DayRules, 'left' | 'count'>> =
      closing && countedFrom(closesAt) <= at
        ? { count: await countDay(deps.store, reads, day, closesAt, rules) }
        : closing && at < closesAt && !goesOn(rules, day.organisation, closesAt)
          ? { left: await howManyLeft({ store: reads }, hub, day.organisation, closesAt, rules) }
          : {};
    await tellMissing(deps, day, looked.count?.missing ?? [], at);
    await handle(deps, days, dayKey(hub, id), { type: 'tick', hub, id, operation, at, by: theClock }, ruled(rules, looked));
    return {};
  };
}

/**
 * The card of a day says that the leads know what is not accounted for: the auditor would find it too, but later, and only of two days. So
 * they are told first, and where they cannot be, as long as the hub's own day has not begun, it is counted in the next sweep.
 */
async function tellMissing(deps: DayDeps, { hub, organisation, date }: Day, missing: readonly string[], at: Instant): Promise<void> {
  if (missing.length === 0) return;
  const about = `${organisation} ${date}: ${missing.map(referenceOf).join(', ')}`;
  await tellLeads(deps, hub, hub, { matter: 'found', findings: [{ kind: 'countsApart', about }] }, at);
}

/** What an organisation has, or is offered, that it cannot simply leave when it closes, in no order. */
export async function leftNow(
  deps: { readonly store: Pick<HubReads, 'opens'> },
  hub: HubId,
  organisation: OrganisationId,
  closes: Instant,
  rules: Rules,
) {
  const opens = opensAfter(rules, organisation, closes);
  return leftAt(await opensIn(deps.store, hub), organisation === hub ? [hub, 'unplaced'] : [organisation], (place) =>
    cannotWait(place, closes, opens),
  );
}
/** The tasks among what it cannot simply leave, in no order. */
export const tasksLeftNow = (
  deps: { readonly store: Pick<HubReads, 'opens' | 'logged'> },
  hub: HubId,
  organisation: OrganisationId,
  closes: Instant,
  rules: Rules,
) => tasksLeft(deps, { hub, organisation, closes, opens: opensAfter(rules, organisation, closes) });
const howManyLeft = async (...asked: Parameters<typeof tasksLeftNow>): Promise<number> =>
  (await leftNow(...asked)).length + (await tasksLeftNow(...asked)).length;
/** Whether an organisation is open all the same after its day has ended: one that never shuts leaves nothing behind. */
function goesOn({ network, holidays }: Rules, organisation: OrganisationId, closes: Instant): boolean {
  const hours = organisationHours(network, organisation);
  return hours !== undefined && isOpen(afterwards(closes), hours, holidays);
}

/** The last closing of a date that has one; an organisation that never shuts ends its day at midnight. */
export function closingOf(network: Network, organisation: OrganisationId, at: Instant, rules: Rules): Instant | undefined {
  const hours = organisationHours(network, organisation);
  if (hours === undefined) return undefined;
  const midnight = endOfDay(at);
  if (workingMinutesBetween(startOfDay(at), midnight, hours, rules.holidays) === 0) return undefined;
  const closing = lastClosingBefore(midnight, hours, rules.holidays);
  return closing !== undefined && closing > startOfDay(at) ? closing : midnight;
}

/** Days looked back for the last count: longer than any organisation is shut. */
const lookBackDays = 14;
/** Begun at a time: each looks back, and a slow store must not be asked for 224 days at once while others wait for it to send and to claim. */
const organisationsAtOnce = 2;
/** How many counted days it takes to know what is usual, and how many times the longest usual gap is worth a question. */
const usualDaysMin = 3;
const usualFactor = 1.5;
const quietMinutesMin = 60;

export interface DayKeeper {
  /** Begins the day of each organisation of a hub that has not begun, and moves closings that have changed. Throws the first of what failed. */
  keep(hub: HubId): Promise<void>;
}

/** Remembers what it has begun, so that looking again costs nothing until the date or the hours change. */
export function createDayKeeper(deps: DayDeps & { readonly clock: { now(): Instant } }): DayKeeper {
  const begun = new Map<string, string>();

  async function keepOne(hub: HubId, organisation: OrganisationId, rules: Rules, at: Instant): Promise<void> {
    const { date } = onTheWall(at);
    const closesAt = closingOf(rules.network, organisation, at, rules);
    const key = `${hub}|${organisation}`;
    const sign = `${date}|${closesAt}`;
    if (begun.get(key) === sign) return;
    const id = dayId(organisation, date);
    const there = (await deps.store.load<Day>(dayKey(hub, id)))?.state;
    // After a restart nearly every day has begun as it should: one read, and not the days before it as well.
    if (there === undefined || there.closesAt !== closesAt) {
      const before = there ?? fromBefore(await daysBefore(deps, hub, organisation, at), at);
      // The operation includes the moment: otherwise hours that are changed and changed back would be taken for something done already.
      const asked = { hub, id, at, by: theClock, operation: `day|${id}|${closesAt}|${at}` };
      const { since, quietAfterMinutes } = before;
      const command = { ...asked, type: 'begin', organisation, date, since, closesAt, quietAfterMinutes } as const;
      await handle(deps, days, dayKey(hub, id), command, ruled(rules));
    }
    begun.set(key, sign);
  }

  return {
    async keep(hub) {
      const rules = await deps.rules.now();
      const at = deps.clock.now();
      const organisations = organisationsOf(rules.network, hub);
      const failures: unknown[] = [];
      await someAtATime(organisations, organisationsAtOnce, (organisation) =>
        keepOne(hub, organisation, rules, at).catch((error: unknown) => failures.push(error)),
      );
      // A day that cannot be begun does not stop the others; it is reported when all have been tried.
      if (failures.length > 0) throw failures[0];
    },
  };
}

/** The days before this one that are known, the latest first. */
async function daysBefore(deps: DayDeps, hub: HubId, organisation: OrganisationId, at: Instant): Promise<readonly Day[]> {
  const ids: string[] = [];
  let midnight = startOfDay(at);
  for (let back = 0; back < lookBackDays; back++) {
    const before = new Date(Date.parse(midnight) - 1).toISOString();
    ids.push(dayId(organisation, onTheWall(before).date));
    midnight = startOfDay(before);
  }
  const found = await someAtATime(ids, readAtOnce, async (id) => (await deps.store.load<Day>(dayKey(hub, id)))?.state);
  return found.filter((day): day is Day => day !== undefined);
}

function fromBefore(before: readonly Day[], at: Instant): Pick<Day, 'since' | 'quietAfterMinutes'> {
  const counts = before.flatMap(({ counted }) => (counted === undefined ? [] : [counted]));
  const gaps = counts.map(({ longestGapMinutes }) => longestGapMinutes).sort((a, b) => b - a);
  // Of more days than must be, the worst is left out: one on which its form was off would make a whole day without any look usual.
  const usual = gaps.length < usualDaysMin ? undefined : gaps[gaps.length > usualDaysMin ? 1 : 0];
  // Where the last one ends, counted or still to be counted: two days must neither share an arrival nor leave one out. Until there is one:
  // from the first day it is known of.
  const since = before.find(({ closesAt }) => closesAt !== undefined)?.closesAt ?? before.at(-1)?.since ?? startOfDay(at);
  return {
    since,
    quietAfterMinutes: usual === undefined ? undefined : Math.max(quietMinutesMin, Math.round(usual * usualFactor)),
  };
}

/**
 * Tells the leads of a hub of something, on the day of the organisation it is about; the same once a day. Errors as `handle`; throws, too, when
 * that day has not begun: who swallowed that would have told nobody.
 */
export async function tellLeads(deps: DayDeps, hub: HubId, organisation: OrganisationId, what: Told, at: Instant): Promise<void> {
  const id = dayId(organisation, onTheWall(at).date);
  const operation = `say|${id}|${what.matter}|${at}`;
  const command = { type: 'say', hub, id, operation, at, by: theClock, what } as const;
  const handled = await handle(deps, days, dayKey(hub, id), command, ruled(await deps.rules.now()));
  if (handled.kind === 'refused') throw new Error(`the leads were not told on the day ${id}: ${handled.refusal.why}`);
}

/** Tells the leads of a hub of an organisation's channel, on its own day where it is one of the hub's. Errors as `tellLeads`. */
export async function tellOfChannel(deps: DayDeps, hub: HubId, news: ChannelNews | TestChannelNews, at: Instant): Promise<void> {
  const { network } = await deps.rules.now();
  const isOurs = own(network.practices, news.organisation)?.hub === hub;
  await tellLeads(deps, hub, isOurs ? news.organisation : hub, news, at);
}

/** A person signs a practice's count. */
export async function signDay(
  deps: DayDeps,
  asked: { readonly hub: HubId; readonly id: string; readonly operation: OperationId; readonly at: Instant; readonly by: Actor },
): Promise<DayHandled> {
  const rules = await deps.rules.now();
  const refused = { kind: 'refused', refusal: { why: 'dayUnknown' }, state: undefined } as const;
  if (own(rules.network.hubs, asked.hub) === undefined || partsOfDayId(asked.id) === undefined) return refused;
  return handle(deps, days, dayKey(asked.hub, asked.id), { ...asked, type: 'sign' }, ruled(rules));
}
