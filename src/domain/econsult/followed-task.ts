// A task that was sent because of an eConsult, as the eConsult keeps it.
import type { TaskKind, TaskPriority } from '../task/reasons-and-outcomes.ts';
import type { TaskStatus } from '../task/state.ts';
import type { Instant, OrganisationId } from '../terms.ts';

/** How a task stands, as its eConsult knows it. */
export interface FollowedTask {
  readonly id: string;
  readonly from: OrganisationId;
  readonly to: OrganisationId;
  readonly kind: TaskKind;
  readonly priority: TaskPriority;
  readonly wantedBy: Instant;
  readonly status: TaskStatus;
  /** It was to be done by now, and is not. */
  readonly late?: true;
}
