// What people and the clock can ask of a practice's checklist.
import type { Words } from '../free-words.ts';
import type { Actor, HubId, Instant, OdsCode, OperationId, PersonId } from '../terms.ts';
import type { LocalDate } from '../time/hours.ts';
import type { ItemStatus } from './state.ts';

interface Asked {
  readonly hub: HubId;
  readonly id: string;
  readonly practice: OdsCode;
  readonly operation: OperationId;
  readonly at: Instant;
  readonly by: Actor;
}

/** Says how an item stands; what is left out is no longer so. */
export interface AnswerItem extends Asked {
  readonly type: 'answerItem';
  /** As it was sent: it may be none. */
  readonly item: string;
  readonly status: ItemStatus;
  readonly owner?: PersonId;
  readonly date?: LocalDate;
  readonly until?: LocalDate;
  readonly evidence?: Words;
}
/** The clock looks whether an owner is to be reminded. */
export interface Tick extends Asked {
  readonly type: 'tick';
}
export type ReadinessCommand = AnswerItem | Tick;
