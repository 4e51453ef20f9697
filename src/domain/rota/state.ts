// A hub's rota for one week: who is planned to work where and when, and which of it has begun or is over.

import { compare } from '../compare.ts';
import type { HubId, Instant, OrganisationId, PersonId } from '../terms.ts';
import type { LocalDate } from '../time/hours.ts';

/** One person's planned time at one place: from `from` on, until just before `to`. */
export interface Shift {
  readonly person: PersonId;
  readonly at: OrganisationId;
  readonly from: Instant;
  readonly to: Instant;
}

/** `begun`: its person was put on shift at its start. From then on only they themselves or its end change that. */
export type ShiftStage = 'planned' | 'begun' | 'over';
export interface RotaShift extends Shift {
  readonly stage: ShiftStage;
}

export interface Rota {
  readonly hub: HubId;
  /** The Monday its week begins with: its id within the hub. */
  readonly monday: LocalDate;
  /** Its version: putting people on or off is only recorded for the shifts that were looked at. */
  readonly revision: number;
  /** Shifts that had begun or ended before this are due at this moment, and are not late. */
  readonly setAt: Instant;
  /** In order of their start. */
  readonly shifts: readonly RotaShift[];
}

/** When somebody next goes on or off; `undefined`: the week is over. */
export function nextTurn({ shifts, setAt }: Rota): Instant | undefined {
  const moments = shifts.flatMap(({ stage, from, to }) => (stage === 'planned' ? [from] : stage === 'begun' ? [to] : []));
  const [next] = moments.sort();
  return next !== undefined && next < setAt ? setAt : next;
}

/**
 * Which shifts begin and which end when the clock looks. One that began and ended since the last look puts nobody on, but does end: its
 * person may have come by themselves, or have been put on just before a crash.
 */
export function turning({ shifts }: Rota, at: Instant): { readonly begin: readonly RotaShift[]; readonly end: readonly RotaShift[] } {
  return {
    begin: shifts.filter(({ stage, from, to }) => stage === 'planned' && from <= at && at < to),
    end: shifts.filter(({ stage, to }) => stage !== 'over' && to <= at),
  };
}

/** The stage of a shift when the clock looks. It never goes back, even if the clock is moved back. */
export function stageAt({ stage, from, to }: RotaShift, at: Instant): ShiftStage {
  if (to <= at || stage === 'over') return 'over';
  return from <= at || stage === 'begun' ? 'begun' : 'planned';
}

/** By their start, then whose they are. */
export const inOrder = (a: Shift, b: Shift): number => compare(a.from, b.from) || compare(a.person, b.person) || compare(a.at, b.at);
