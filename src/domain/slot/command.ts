// What people, tasks and the clock can ask of a slot.
import type { Words } from '../free-words.ts';
import type { TaskKind } from '../task/reasons-and-outcomes.ts';
import type { Actor, HubId, Instant, OperationId, OrganisationId } from '../terms.ts';
import type { SlotDetails, SlotId } from './state.ts';

interface Asked {
  readonly hub: HubId;
  readonly id: SlotId;
  readonly operation: OperationId;
  readonly at: Instant;
  readonly by: Actor;
}

/** Offers it; one that is free or over is offered anew with these details. */
export interface Publish extends Asked {
  readonly type: 'publish';
  readonly details: SlotDetails;
  /** Its writer says that nothing in it is patient information. */
  readonly checked?: boolean;
}
/** Takes it for a task of an organisation. */
export interface Take extends Asked {
  readonly type: 'take';
  readonly task: string;
  readonly for: OrganisationId;
  /** What the task asks for; absent: it is not asked whether the slot is for that. */
  readonly kind?: TaskKind;
}
/** The task does not need it any more: it was declined, cancelled or sent without it. */
export interface GiveBack extends Asked {
  readonly type: 'giveBack';
  readonly task: string;
}
/** Takes it out of the book. */
export interface Withdraw extends Asked {
  readonly type: 'withdraw';
  readonly reason: Words;
}
/** The clock looks, because something may be due. */
export interface Tick extends Asked {
  readonly type: 'tick';
  /** What was counted beside it goes by this revision: where it has changed meanwhile, it is looked at again. */
  readonly revision?: number;
}

export type SlotCommand = Publish | Take | GiveBack | Withdraw | Tick;
