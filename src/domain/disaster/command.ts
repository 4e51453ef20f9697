// What leads and the clock ask of a disaster.
import type { Words } from '../free-words.ts';
import type { Actor, EConsultId, HubId, Instant, OperationId, OrganisationId } from '../terms.ts';
import type { Counts, DrillResult, Plan, Preview, StaysBecause } from './state.ts';

export interface Asked {
  readonly hub: HubId;
  readonly id: string;
  readonly operation: OperationId;
  readonly at: Instant;
  readonly by: Actor;
}
/** Asks a second lead; `alone`: starts at once without one, and says why. */
export interface Propose extends Asked {
  readonly type: 'propose';
  readonly plan: Plan;
  readonly preview: Preview;
  readonly alone?: Words;
}
/** `seen`: how many would move by what whoever confirms has read; `preview`: what would move now. */
export interface Confirm extends Asked {
  readonly type: 'confirm';
  readonly seen: number;
  readonly preview: Preview;
}
/** The lead who proposed it starts it without a second. */
export interface StartAlone extends Asked {
  readonly type: 'startAlone';
  readonly why: Words;
  readonly preview: Preview;
}
/** Nothing comes of a proposal: refused by another lead, or withdrawn by its own. */
export interface Drop extends Asked {
  readonly type: 'drop';
}
export interface Extend extends Asked {
  readonly type: 'extend';
  readonly until: Instant;
}
export interface StandDown extends Asked {
  readonly type: 'standDown';
}
/** A real disaster has begun in the same place: the drill gives way. */
export interface GiveWay extends Asked {
  readonly type: 'giveWay';
  readonly to: string;
}
/** A lead has held the paper against what stands; by their ids, what was entered, what agreed, and what somebody must look at. */
export interface CheckIn extends Asked {
  readonly type: 'checkIn';
  readonly entered: readonly EConsultId[];
  readonly agrees: readonly EConsultId[];
  readonly differs: readonly EConsultId[];
}
/** Somebody stands for the list of what was moved, for their organisation. */
export interface Sign extends Asked {
  readonly type: 'sign';
  readonly organisation: OrganisationId;
}
/** What a look of the clock found and did. */
export interface Sight {
  /** Moved to somewhere since the last look, and brought back. */
  readonly moved: number;
  readonly back: number;
  readonly left: number;
  readonly stays: Readonly<Partial<Record<StaysBecause, number>>>;
  readonly waiting: Counts;
  readonly inHand: number;
  /** Urgent ones that it moved and nobody has claimed for `unclaimedMinutes`. */
  readonly unclaimed: readonly string[];
  /** Of a drill that is over. */
  readonly result?: DrillResult;
}
export interface Look extends Asked {
  readonly type: 'look';
  /** Absent while nothing of it is in force. */
  readonly sight?: Sight;
  /** What would move now, where it has been agreed and its time has come. */
  readonly preview?: Preview;
}
export type DisasterCommand = Propose | Confirm | StartAlone | Drop | Extend | StandDown | GiveWay | CheckIn | Sign | Look;
