// Where something open stands in a queue, whatever kind of thing it is.
import { type Instant, type OrganisationId, type Priority, priorities } from './terms.ts';

/** A queue is read in this order: most urgent first, then earliest due. A kind adds to it what its own lists show and search by. */
export interface Place {
  readonly holder: OrganisationId | 'unplaced';
  readonly priority: Priority;
  readonly due: Instant;
  /** From then on it is too late, where that is another moment. */
  readonly limit?: Instant;
}

/** In the order in which they must be dealt with: by when it is too late. */
export const byLimit = (a: Pick<Place, 'priority' | 'due' | 'limit'>, b: Pick<Place, 'priority' | 'due' | 'limit'>): number =>
  priorities.indexOf(b.priority) - priorities.indexOf(a.priority) || compare(a.limit ?? a.due, b.limit ?? b.due);
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** In the order in which they must be looked after. Whole to the last: what is equally urgent keeps its order from one look to the next. */
export const mostUrgentFirst = (
  a: Pick<Place, 'priority' | 'due'> & { readonly id: string },
  b: Pick<Place, 'priority' | 'due'> & { readonly id: string },
): number => priorities.indexOf(b.priority) - priorities.indexOf(a.priority) || compare(a.due, b.due) || compare(a.id, b.id);
