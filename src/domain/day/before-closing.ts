// What an organisation cannot leave as it is when it closes.
import { byPriorityThenLimit, type QueuePlace } from '../econsult/queue-place.ts';
import type { Instant, OrganisationId } from '../terms.ts';

/** Work to be done in the first hour after opening would have to be known of before: it is listed the evening before. */
const afterOpeningMinutes = 60;

type Place = Pick<QueuePlace, 'priority' | 'due' | 'limit' | 'held'>;

/**
 * Whether an open one must not simply be left: what is urgent or a red flag always; a routine one whose target comes before closing (unless
 * it waits for the patient), or whose limit comes before there is an hour to do it after the next opening. `opens` absent: it never opens again.
 */
export function cannotWait(place: Place, closes: Instant, opens: Instant | undefined): boolean {
  if (place.priority !== 'routine' || opens === undefined) return true;
  if (place.due <= closes && !place.held) return true;
  return place.limit <= new Date(Date.parse(opens) + afterOpeningMinutes * 60_000).toISOString();
}

/** What was said before an earlier closing is history. */
export const isPlanOfToday = ({ opens }: { readonly opens: Instant | undefined }, now: Instant): boolean =>
  opens === undefined || now < opens;

type Planned = Pick<QueuePlace, 'plan' | 'offeredTo'>;

/** What an organisation has said today is to become of one; of what it is only offered the other one has spoken. */
function saidBy(organisation: OrganisationId, { plan, offeredTo }: Planned, now: Instant) {
  return plan !== undefined && offeredTo !== organisation && isPlanOfToday(plan, now) ? plan.plan : undefined;
}

/** Those of which nobody has said anything come first, so that whoever works through a long list comes to its end. */
export const unsaidFirst =
  (organisation: OrganisationId, now: Instant) =>
  (a: Place & Planned, b: Place & Planned): number =>
    Number(saidBy(organisation, a, now) !== undefined) - Number(saidBy(organisation, b, now) !== undefined) || byPriorityThenLimit(a, b);

/** Of how many nobody has said anything today, and how many somebody means to finish. */
export function saidOf(organisation: OrganisationId, places: readonly Planned[], now: Instant) {
  const said = places.map((place) => saidBy(organisation, place, now));
  const count = (of: string | undefined): number => said.filter((each) => each === of).length;
  return { unsaid: count(undefined), finishing: count('finish') };
}
