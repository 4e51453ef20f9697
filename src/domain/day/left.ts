// What an organisation cannot leave as it is when it closes.
import type { QueuePlace } from '../econsult/waiting.ts';
import { type Instant, priorities } from '../terms.ts';

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

/** In the order in which they must be dealt with. */
export const byUrgency = (a: Place, b: Place): number =>
  priorities.indexOf(b.priority) - priorities.indexOf(a.priority) || (a.limit < b.limit ? -1 : a.limit > b.limit ? 1 : 0);
