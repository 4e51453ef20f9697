// What a disaster should have moved or brought back, and did not.
import type { Finding } from '../audit/findings.ts';
import { anybodyMayAnswer } from '../network/access.ts';
import { rerouteOf } from '../network/in-force.ts';
import { type Network, organisationHours } from '../network/state.ts';
import type { Instant } from '../terms.ts';
import { isOpen } from '../time/calendar.ts';
import type { Holidays } from '../time/hours.ts';
import type { EConsult } from './state.ts';

/** A disaster looks each minute and moves some hundreds; after so long, what still waits is left behind. */
export const leftBehindMinutes = 15;

/** For the auditor: an open one that waits where a disaster has closed and could go elsewhere, or that stays where one moved it that is over. */
export function disasterFindings(
  state: EConsult,
  { network, holidays }: { readonly network: Network; readonly holidays: Holidays },
  now: Instant,
): readonly Finding[] {
  if (state.status !== 'waiting') return [];
  const { id, holder, reroutedBy, waitingSince } = state;
  const before = new Date(Date.parse(now) - leftBehindMinutes * 60_000).toISOString();
  const opens = (to: string): boolean => {
    const hours = organisationHours(network, to);
    return state.priority !== 'routine' || hours === undefined || isOpen(now, hours, holidays);
  };
  const way = rerouteOf(network, state, now, (to) => anybodyMayAnswer(network, state, to, now) && opens(to));
  if (way && waitingSince < before && way.disaster.since < before)
    return [{ kind: 'waitsInClosed', id, organisation: holder, disaster: way.disaster.id }];
  const isOver = reroutedBy !== undefined && !(network.inForce ?? []).some((each) => each.id === reroutedBy.disaster);
  return isOver && reroutedBy.until < before ? [{ kind: 'notBroughtBack', id, organisation: holder, disaster: reroutedBy.disaster }] : [];
}
