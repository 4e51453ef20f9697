// Which agreements run out soon: those between a hub and its practices, and those between buddies for disasters.
import { own } from '../lookup.ts';
import type { HubId, Instant, OrganisationId } from '../terms.ts';
import { lastClosingBefore, onTheWall, startOfDay } from '../time/calendar.ts';
import { dayNumber, type Holidays, type LocalDate } from '../time/hours.ts';
import type { Network } from './hubs-practices-staff.ts';
import { practicesOf } from './who-is-where.ts';

/** So many days before its last day the leads are told, each time once: time to have it signed again, and a last call. */
export const agreementWarnedDays = [30, 14, 7] as const;

export interface AgreementEnd {
  readonly organisation: OrganisationId;
  /** Between buddies: who takes whose work; absent: the sharing agreement with the hub. */
  readonly takes?: OrganisationId;
  /** The last day on which it holds. */
  readonly until: LocalDate;
}

/**
 * Those of which the leads are to be told on this day: since the hub was last open they have come to 30, 14 or 7 days before their end. So a
 * weekend in which that day lies delays it to Monday and loses none.
 */
export function agreementsEnding(network: Network, hub: HubId, holidays: Holidays, at: Instant): readonly AgreementEnd[] {
  const it = own(network.hubs, hub);
  if (it === undefined) return [];
  const before = lastClosingBefore(startOfDay(at), it.hours, holidays);
  const [today, last] = [daysOf(onTheWall(at).date), before === undefined ? undefined : daysOf(onTheWall(before).date)];
  const isTime = ({ until }: AgreementEnd): boolean => {
    const [left, leftThen] = [daysOf(until) - today, last === undefined ? Number.POSITIVE_INFINITY : daysOf(until) - last];
    return left >= 0 && agreementWarnedDays.some((days) => left <= days && days < leftThen);
  };
  return agreementsOf(network, hub).filter(isTime);
}

function agreementsOf(network: Network, hub: HubId): readonly AgreementEnd[] {
  const shared = practicesOf(network, hub).flatMap(({ code, agreement }) =>
    agreement === undefined ? [] : [{ organisation: code, until: agreement.until }],
  );
  const buddies = (own(network.hubs, hub)?.buddies ?? []).map(({ workOf, takes, until }) => ({ organisation: workOf, takes, until }));
  return [...shared, ...buddies];
}

const daysOf = (date: LocalDate): number => dayNumber(date) ?? 0;
