// Where something open stands in a queue, whatever kind of thing it is.
import { compare } from './compare.ts';
import { type Instant, type OrganisationId, type Priority, priorities } from './terms.ts';

/** A queue is read in this order: most urgent first, then earliest due. A kind adds to it what its own lists show and search by. */
export interface Place {
  readonly holder: OrganisationId | 'unplaced';
  readonly priority: Priority;
  readonly due: Instant;
  /** From then on it is too late, where that is another moment. */
  readonly limit?: Instant;
}

/** In the order in which they must be dealt with where time is short: the most urgent first, then what is too late soonest. */
export const byPriorityThenLimit = (a: Pick<Place, 'priority' | 'due' | 'limit'>, b: Pick<Place, 'priority' | 'due' | 'limit'>): number =>
  priorities.indexOf(b.priority) - priorities.indexOf(a.priority) || compare(a.limit ?? a.due, b.limit ?? b.due);

/** In the order in which they must be looked after. Whole to the last: what is equally urgent keeps its order from one look to the next. */
export const mostUrgentFirst = (
  a: Pick<Place, 'priority' | 'due'> & { readonly id: string },
  b: Pick<Place, 'priority' | 'due'> & { readonly id: string },
): number => priorities.indexOf(b.priority) - priorities.indexOf(a.priority) || compare(a.due, b.due) || compare(a.id, b.id);
