// Whether an organisation that is asked for something has time enough for it before it closes, and when it opens again.
import type { Instant, OrganisationId } from '../terms.ts';
import { addWorkingMinutes, isOpen, nextClosing, nextOpening } from '../time/calendar.ts';
import type { Holidays } from '../time/hours.ts';
import { type Network, organisationHours } from './state.ts';

/** The least time a receiver needs between being asked and the time it is wanted by, in its working minutes. */
export const receiverNeedsMinutes = 30;

/** If the receiver has too little opening time before it is wanted: when it opens next. `undefined`: there is time enough. */
export function closesBefore(
  rules: { readonly network: Network; readonly holidays: Holidays },
  receiver: OrganisationId,
  at: Instant,
  wantedBy: Instant,
): { readonly opens: Instant | undefined } | undefined {
  const hours = organisationHours(rules.network, receiver);
  if (hours === undefined) return undefined;
  const ready = addWorkingMinutes(at, receiverNeedsMinutes, hours, rules.holidays);
  if (ready !== undefined && ready <= wantedBy && isOpen(at, hours, rules.holidays)) return undefined;
  return { opens: nextOpening(at, hours, rules.holidays) };
}

/** The opening that follows its coming closing; `undefined`: it never opens again. */
export function opensAfterClosing(
  { network, holidays }: { readonly network: Network; readonly holidays: Holidays },
  organisation: OrganisationId,
  at: Instant,
): Instant | undefined {
  const hours = organisationHours(network, organisation);
  if (hours === undefined) return undefined;
  const closes = isOpen(at, hours, holidays) ? nextClosing(at, hours, holidays) : at;
  return closes && nextOpening(new Date(Date.parse(closes) + 60_000).toISOString(), hours, holidays);
}
