// What the product can answer itself of a practice's checklist, from what is set for it here.

import { own } from '../lookup.ts';
import { canDo, clinicians } from '../network/access.ts';
import { loginsOf } from '../network/logins.ts';
import { holdsPost, loginsMaxDefault, type Network, type Practice } from '../network/state.ts';
import { staffAt } from '../network/who-is-where.ts';
import type { Capability, Instant } from '../terms.ts';
import { onTheWall } from '../time/calendar.ts';
import { dayNumber } from '../time/hours.ts';
import type { ProductItem } from './items.ts';

/** A drill counts for so long where the hub has agreed nothing else: once a year. */
export const drillHoldsDays = 365;

/** Whether what is set here settles an item, seen at a moment. */
export function isSetHere(item: ProductItem, network: Network, practice: Practice, now: Instant): boolean {
  const hub = own(network.hubs, practice.hub);
  switch (item) {
    case 'maySeeRecord':
      return somebodyMay('view', network, practice, now);
    case 'mayWriteRecord':
      return somebodyMay('write', network, practice, now);
    case 'mayPrescribe':
      return somebodyMay('prescribe', network, practice, now);
    case 'mayBook':
      return somebodyMay('book', network, practice, now);
    case 'loginsFit':
      return cliniciansOf(network, practice).every((member) => loginsOf(network, member).length <= (hub?.loginsMax ?? loginsMaxDefault));
    case 'openingHours':
      return Object.values(practice.hours.week).some((spans) => spans.length > 0);
    case 'channel':
      return own(network.channels, practice.code) !== undefined;
    case 'disasterBuddy':
      return hasBuddy(network, practice, now);
    case 'drill':
      return drilledSince(network, practice, now);
    case 'recordSystemSupplier':
    case 'siro':
    case 'caldicottGuardian':
    case 'dataProtectionOfficer':
    case 'clinicalGovernanceLead':
      return (practice.contacts?.[item] ?? hub?.contacts?.[item]) !== undefined;
  }
}

const cliniciansOf = (network: Network, { hub }: Practice) =>
  staffAt(network, hub).filter((member) => clinicians.some((role) => holdsPost(member, role, hub)));
const somebodyMay = (what: Capability, network: Network, practice: Practice, now: Instant): boolean =>
  cliniciansOf(network, practice).some((member) => canDo(member, practice.code, what, onTheWall(now).date));

/** Somebody takes its work when it is closed: agreed for this practice, or for the whole hub. */
function hasBuddy(network: Network, { code, hub }: Practice, now: Instant): boolean {
  const today = onTheWall(now).date;
  return (own(network.hubs, hub)?.buddies ?? []).some(
    ({ workOf, from, until }) => (workOf === code || workOf === hub) && from <= today && today <= until,
  );
}

function drilledSince(network: Network, { code, hub }: Practice, now: Instant): boolean {
  const last = own(network.lastDrills ?? {}, code);
  const days = own(network.hubs, hub)?.drillEveryDays ?? drillHoldsDays;
  if (last === undefined) return false;
  return (dayNumber(onTheWall(now).date) ?? 0) - (dayNumber(onTheWall(last).date) ?? 0) <= days;
}
