// What becomes of each open task in a disaster: it goes to whoever takes the closed receiver's work, or its sender is told that it waits.
import { own } from '../lookup.ts';
import { anybodyMayAnswer } from '../network/access.ts';
import { barredBetween, barredFrom } from '../network/crossing.ts';
import type { InForce } from '../network/in-force.ts';
import type { TaskPlace } from '../task/queue-place.ts';
import type { OrganisationId } from '../terms.ts';
import { liftedBy, type Moment } from './where-work-goes.ts';

/** An open task by its row. */
export type TaskRow = TaskPlace & { readonly id: string };
/** `to` absent: nobody else can do it, so its sender is told. */
export interface TaskFate {
  readonly row: TaskRow;
  readonly from: OrganisationId;
  readonly to?: OrganisationId;
}

/**
 * Those that wait at a closed receiver, the hub's or a practice's, and of which nothing has become yet. Who has one in hand keeps it; one that
 * is back with its sender is its sender's to decide. A task is never given to its own sender.
 */
export function taskFatesOf(rows: readonly TaskRow[], disaster: InForce, moment: Moment): readonly TaskFate[] {
  const { network, at } = liftedBy(disaster, moment);
  const { hub, closed, routes, id } = disaster;
  const isBarred = ({ practice, to: holder }: TaskRow, to: OrganisationId): boolean =>
    (to === hub ? barredBetween(network, hub, practice, at) : barredFrom(network, { hub, practice, kind: 'admin', holder }, to, at)) !==
    undefined;
  return rows.flatMap((row): readonly TaskFate[] => {
    const waits = row.status === 'sent' || row.status === 'accepted';
    if (!waits || !closed.includes(row.to) || row.disaster === id) return [];
    const goes = own(routes, row.to);
    const ways = goes === undefined ? [] : goes === 'itsPractice' ? [row.practice] : goes.map(({ to }) => to);
    const can = (to: OrganisationId): boolean =>
      to !== row.from &&
      to !== row.to &&
      !closed.includes(to) &&
      !isBarred(row, to) &&
      anybodyMayAnswer(network, { hub, practice: row.practice, holder: to, kind: 'admin' }, to, at);
    const to = ways.find(can);
    return [{ row, from: row.to, ...(to === undefined ? {} : { to }) }];
  });
}
