// Which open eConsults still need a decision before an organisation closes, and which have one.
import type { QueuePlace } from '../econsult/queue-place.ts';
import { byPriorityThenLimit } from '../queue-order.ts';
import type { Instant, OrganisationId } from '../terms.ts';

/** What would have to be done within this time after the next opening is listed the evening before. */
const afterOpeningMinutes = 60;

type Place = Pick<QueuePlace, 'priority' | 'due' | 'limit' | 'held'>;

/**
 * Whether an open one needs a decision before closing: urgent ones and red flags always; routine ones whose target falls before closing
 * (unless on hold), or whose limit falls less than an hour after the next opening. `opens` absent: it never opens again.
 */
export function cannotWait(place: Place, closes: Instant, opens: Instant | undefined): boolean {
  if (place.priority !== 'routine' || opens === undefined) return true;
  if (place.due <= closes && !place.held) return true;
  return place.limit <= new Date(Date.parse(opens) + afterOpeningMinutes * 60_000).toISOString();
}

/** Whether a plan was made for the coming closing; one made for an earlier closing is out of date. */
export const isPlanOfToday = ({ opens }: { readonly opens: Instant | undefined }, now: Instant): boolean =>
  opens === undefined || now < opens;

type Planned = Pick<QueuePlace, 'plan' | 'offeredTo'>;

/** What an organisation has decided today about one. For one that is only offered to it, the other organisation's plan does not count. */
function saidBy(organisation: OrganisationId, { plan, offeredTo }: Planned, now: Instant) {
  return plan !== undefined && offeredTo !== organisation && isPlanOfToday(plan, now) ? plan.plan : undefined;
}

/** Those without a decision come first, so that somebody who works through a long list gets to all of them. */
export const unsaidFirst =
  (organisation: OrganisationId, now: Instant) =>
  (a: Place & Planned, b: Place & Planned): number =>
    Number(saidBy(organisation, a, now) !== undefined) - Number(saidBy(organisation, b, now) !== undefined) || byPriorityThenLimit(a, b);

/** How many have no decision today, and how many somebody means to finish. */
export function saidOf(organisation: OrganisationId, places: readonly Planned[], now: Instant) {
  const said = places.map((place) => saidBy(organisation, place, now));
  const count = (of: string | undefined): number => said.filter((each) => each === of).length;
  return { unsaid: count(undefined), finishing: count('finish') };
}
