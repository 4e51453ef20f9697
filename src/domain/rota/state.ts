// A hub's rota for one week: who is planned to work where and when, and which of it has begun or is over.

import { compare } from '../order.ts';
import type { HubId, Instant, OrganisationId, PersonId } from '../terms.ts';
import type { LocalDate } from '../time/hours.ts';

/** One person's planned time at one place: from `from` on, until just before `to`. */
export interface Shift {
  readonly person: PersonId;
  readonly at: OrganisationId;
  readonly from: Instant;
  readonly to: Instant;
}

/** `begun`: its person was put on shift at its start, so that nothing but themselves or its end changes that. */
export type ShiftStage = 'planned' | 'begun' | 'over';
export interface RotaShift extends Shift {
  readonly stage: ShiftStage;
}

export interface Rota {
  readonly hub: HubId;
  /** The Monday its week begins with: its id within the hub. */
  readonly monday: LocalDate;
  /** Its own version: a turn is only written down for the shifts that were looked at. */
  readonly revision: number;
  /** What had begun or ended before is due from then: nobody has been late with it. */
  readonly setAt: Instant;
  /** In order of their start. */
  readonly shifts: readonly RotaShift[];
}

/** The next moment at which somebody goes on or off; `undefined`: the week is over. */
export function nextTurn({ shifts, setAt }: Rota): Instant | undefined {
  const moments = shifts.flatMap(({ stage, from, to }) => (stage === 'planned' ? [from] : stage === 'begun' ? [to] : []));
  const [next] = moments.sort();
  return next !== undefined && next < setAt ? setAt : next;
}

/**
 * Whose shifts begin and whose end when the clock is looked at. What began and ended since nobody looked puts nobody on, but ends: its
 * person may have come by themselves, or have been put on just before a crash.
 */
export function turning({ shifts }: Rota, at: Instant): { readonly begin: readonly RotaShift[]; readonly end: readonly RotaShift[] } {
  return {
    begin: shifts.filter(({ stage, from, to }) => stage === 'planned' && from <= at && at < to),
    end: shifts.filter(({ stage, to }) => stage !== 'over' && to <= at),
  };
}

/** How far a shift has come when the clock was looked at; never back, though a clock may be moved. */
export function stageAt({ stage, from, to }: RotaShift, at: Instant): ShiftStage {
  if (to <= at || stage === 'over') return 'over';
  return from <= at || stage === 'begun' ? 'begun' : 'planned';
}

/** By their start, then whose they are. */
export const inOrder = (a: Shift, b: Shift): number => compare(a.from, b.from) || compare(a.person, b.person) || compare(a.at, b.at);
