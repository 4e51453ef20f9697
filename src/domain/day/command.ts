// What the clock and people can ask of an organisation's day.

import type { Actor, HubId, Instant, OperationId, OrganisationId } from '../terms.ts';
import type { LocalDate } from '../time/hours.ts';
import type { Told } from './state.ts';

interface Asked {
  readonly hub: HubId;
  readonly id: string;
  readonly operation: OperationId;
  readonly at: Instant;
  readonly by: Actor;
}

/** The date has begun, or its hours have changed since it began. */
export interface Begin extends Asked {
  readonly type: 'begin';
  readonly organisation: OrganisationId;
  readonly date: LocalDate;
  readonly since: Instant;
  readonly closesAt: Instant | undefined;
  readonly quietAfterMinutes: number | undefined;
}
/** The clock looks, because something may be due. */
export interface Tick extends Asked {
  readonly type: 'tick';
}
/** Tell the leads something, unless they were told today. */
export interface Say extends Asked {
  readonly type: 'say';
  readonly what: Told;
}
/** A named person signs the count. */
export interface Sign extends Asked {
  readonly type: 'sign';
}

export type DayCommand = Begin | Tick | Say | Sign;
